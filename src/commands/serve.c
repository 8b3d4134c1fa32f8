/* SPDX-License-Identifier: Apache-2.0 */
/* `ztc serve`: opens the store, starts the lanes and the edge, and ends them in order. */
#include "base/log.h"
#include "commands.h"
#include "sql/lanes.h"
#include "sql/migrate.h"
#include "web/now.h"
#include "web/server.h"

#include <signal.h>
#include <stdio.h>
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

/* An empty store gets the schema; an older one only by `ztc migrate`, after a backup. */
static struct error prepare_schema(struct db *db, struct arena *arena)
{
    int missing, made = 0;

    TRY(migrate_missing(db, arena, &missing));
    if (missing == 0) return OK;
    if (missing < (int)schema_step_count)
        return (struct error){ .kind = NOT_NOW, .code = "serve.old-schema", .text = "数据库结构较旧：请先备份，再运行 ztc migrate" };
    TRY(migrate(db, wall_now(), &made));
    log_notice("made the schema of an empty store: %d steps", made);
    return OK;
}

static struct error prepare_store(const char *store)
{
    struct arena *arena = arena_new(1 << 24);
    struct db *db = NULL;
    struct error error = db_open(store, DB_WRITE, &db);

    if (error.kind == NO_ERROR) error = prepare_schema(db, arena);
    db_close(db);
    arena_free(arena);
    return error;
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

static struct error serve(const struct server_options *options, struct lanes *lanes)
{
    struct server *server;

    TRY(server_new(options, lanes, &server));
    running = server;
    on_signal(SIGALRM, give_up);
    on_signal(SIGTERM, stop);
    on_signal(SIGINT, stop);
    printf("%s\n", server_address(server));
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
    struct error error;

    if (listen) options.listen = listen;
    if (arguments_pair(arguments, "--tls", tls)) {
        options.certificate = tls[0];
        options.key = tls[1];
    }
    options.proxy = arguments_option(arguments, "--proxy");
    options.rehearsal = arguments_switch(arguments, "--rehearsal");
    options.insecure_lan = arguments_switch(arguments, "--insecure-lan");
    options.store = arguments_store(arguments);
    if (!arguments_end(arguments)) return EXIT_USAGE;
    warn(&options);
    error = prepare_store(options.store);
    if (error.kind == NO_ERROR) error = lanes_start(options.store, sizes, &lanes);
    if (error.kind == NO_ERROR) {
        error = serve(&options, lanes);
        lanes_stop(lanes);
    }
    return command_result(arguments, error);
}
