/* SPDX-License-Identifier: Apache-2.0 */
/* `ztc serve`: opens the store, starts the lanes and the edge, and ends them in order. */
#include "base/log.h"
#include "commands.h"
#include "commands/open_store.h"
#include "service/set_up.h"
#include "jobs/jobs.h"
#include "service/rehearse.h"
#include "sql/lanes.h"
#include "web/server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define END_SECONDS 9 /* the promise is 10 */

static struct server *running;

static void stop(int signal_number)
{
    (void)signal_number;
    alarm(END_SECONDS);
    server_stop(running);
}

/* What still hangs then is not waited for: what was not committed is rolled back by the database. */
static void give_up(int signal_number)
{
    static const char text[] = "ztc: not ended in time, giving up\n";

    (void)signal_number;
    (void)!write(STDERR_FILENO, text, sizeof text - 1);
    _exit(1);
}

static void on_signal(int number, void (*handler)(int))
{
    struct sigaction action = { .sa_handler = handler };

    sigaction(number, &action, NULL);
}

/* An empty store gets schema and reference data; one without an account a link to make the first three. */
static struct error prepare_store(const char *store, bool rehearsal, char set_up[128])
{
    struct open_store opened;
    const char *token = NULL;
    struct error error = open_store(store, &opened);

    if (error.kind == NO_ERROR && rehearsal) error = rehearse_begin(&opened.context);
    if (error.kind == NO_ERROR) error = set_up_offer(&opened.context, &token);
    if (error.kind == NO_ERROR) error = open_store_commit(&opened);
    if (error.kind == NO_ERROR && token) snprintf(set_up, 128, "/set-up/%s", token);
    return open_store_close(&opened, error);
}

static void warn(const struct server_options *options)
{
    bool loopback = strncmp(options->listen, "127.", 4) == 0 || strncmp(options->listen, "[::1]", 5) == 0 ||
                    strncmp(options->listen, "localhost", 9) == 0;

    if (options->certificate || loopback || options->proxy) return;
    log_warning(options->insecure_lan
                    ? "no TLS on %s: passwords and sessions can be read on the way (--insecure-lan)"
                    : "no TLS on %s: nobody can sign in there; use --tls CERT KEY, a proxy, or --insecure-lan",
                options->listen);
}

static struct error serve(const struct server_options *options, struct lanes *lanes, const char *set_up)
{
    struct server *server;

    TRY(server_new(options, lanes, &server));
    running = server;
    on_signal(SIGALRM, give_up);
    on_signal(SIGTERM, stop);
    on_signal(SIGINT, stop);
    printf("%s\n", server_address(server));
    if (*set_up) printf("首次设置（链接只能用一次）：%s%s\n", server_address(server), set_up);
    fflush(stdout);
    server_run(server);
    on_signal(SIGTERM, SIG_IGN);
    on_signal(SIGINT, SIG_IGN);
    server_free(server);
    return OK;
}

int command_serve(struct arguments *arguments)
{
    struct lane_sizes sizes = { .readers = 4, .writers = 8, .slow = 2, .queue_length = 1024 };
    struct server_options options = { .listen = "127.0.0.1:8080" };
    const char *listen = arguments_option(arguments, "--listen"), *tls[2];
    struct lanes *lanes = NULL;
    struct jobs *jobs = NULL;
    char set_up[128] = "";
    struct error error;

    if (listen) options.listen = listen;
    if (arguments_pair(arguments, "--tls", tls)) {
        options.certificate = tls[0];
        options.key = tls[1];
    }
    options.proxy = arguments_option(arguments, "--proxy");
    options.rehearsal = arguments_switch(arguments, "--rehearsal");
    options.insecure_lan = arguments_switch(arguments, "--insecure-lan");
    options.texts = getenv("ZTC_SMS_GATEWAY") != NULL;
    options.store = arguments_store(arguments);
    if (!arguments_end(arguments)) return EXIT_USAGE;
    warn(&options);
    error = prepare_store(options.store, options.rehearsal, set_up);
    if (error.kind == NO_ERROR) error = lanes_start(options.store, sizes, &lanes);
    if (error.kind == NO_ERROR) error = jobs_start(lanes, getenv("ZTC_SMS_GATEWAY"), &jobs);
    if (error.kind == NO_ERROR) error = serve(&options, lanes, set_up);
    jobs_stop(jobs);
    lanes_stop(lanes);
    return command_result(arguments, error);
}
