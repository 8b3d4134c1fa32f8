/* SPDX-License-Identifier: Apache-2.0 */
#include "web/edge.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "web/now.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONNECTION_BYTES ((size_t)32 * 1024)
#define TICK_MILLISECONDS 250
/* A stop: so long may requests still come in, so long may everything take. */
#define RECEIVING_MILLISECONDS 2000
#define ENDING_MILLISECONDS 8000

static struct error failed(const char *code, const char *text, const char *detail)
{
    return (struct error){ .kind = BROKEN, .code = code, .text = text, .detail = detail };
}

/* --- Where to listen --- */

/* "host:port", "[v6]:port", ":port" or "port". */
static bool split_address(const char *listen, char host[64], char port[8])
{
    const char *colon = strrchr(listen, ':'), *start = listen;
    size_t size = colon ? (size_t)(colon - listen) : 0;

    if (*start == '[' && size >= 2 && start[size - 1] == ']') {
        start++;
        size -= 2;
    }
    if (size >= 64 || strlen(colon ? colon + 1 : listen) >= 8) return false;
    memcpy(host, start, size);
    host[size] = 0;
    strcpy(port, colon ? colon + 1 : listen);
    return *port && strspn(port, "0123456789") == strlen(port);
}

static int listen_on(const struct addrinfo *address)
{
    int listener = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), yes = 1, no = 0;

    if (listener < 0) return -1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (address->ai_family == AF_INET6) setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
    if (bind(listener, address->ai_addr, address->ai_addrlen) == 0 && listen(listener, 1024) == 0) return listener;
    close(listener);
    return -1;
}

static void note_address(struct server *server, const char *host)
{
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    char port[8] = "0";

    getsockname(server->listener, (struct sockaddr *)&address, &size);
    getnameinfo((struct sockaddr *)&address, size, NULL, 0, port, sizeof port, NI_NUMERICSERV);
    server->port = atoi(port);
    snprintf(server->address, sizeof server->address, strchr(host, ':') ? "%s://[%s]:%d" : "%s://%s:%d",
             server->site.tls ? "https" : "http", *host ? host : "localhost", server->port);
}

static struct error open_listener(struct server *server, const char *listen)
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE }, *found = NULL;
    char host[64], port[8];

    if (!split_address(listen, host, port)) return failed("serve.bad-address", "--listen须是“地址:端口”", listen);
    if (getaddrinfo(*host ? host : "::", port, &hints, &found) != 0)
        return failed("serve.bad-address", "--listen的地址不对", listen);
    server->listener = listen_on(found);
    freeaddrinfo(found);
    /* A machine without IPv6 still has all of its IPv4 addresses. */
    if (server->listener < 0 && !*host && getaddrinfo("0.0.0.0", port, &hints, &found) == 0) {
        server->listener = listen_on(found);
        freeaddrinfo(found);
    }
    if (server->listener < 0) return failed("serve.cannot-listen", "不能在该地址监听", strerror(errno));
    note_address(server, host);
    return OK;
}

/* --- The library --- */

static void say(void *cls, const char *format, va_list arguments)
{
    struct server *server = cls;
    char line[512];
    va_list again;

    va_copy(again, arguments);
    vsnprintf(line, sizeof line, format, arguments);
    line[strcspn(line, "\r\n")] = 0;
    /* These two it finds when the headers are complete. */
    if (text_starts(line, "Error processing request") && (strstr(line, "Host:") || strstr(line, "Content-Length")))
        connections_refuse(&server->connections, va_arg(again, unsigned));
    va_end(again);
    log_detail("http: %s", line);
}

static enum MHD_Result allow(void *cls, const struct sockaddr *address, socklen_t size)
{
    struct server *server = cls;

    (void)size;
    return connections_allow(&server->connections, address) ? MHD_YES : MHD_NO;
}

static void notify(void *cls, struct MHD_Connection *connection, void **context,
                   enum MHD_ConnectionNotificationCode what)
{
    struct server *server = cls;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        const union MHD_ConnectionInfo *address =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

        *context = connections_add(&server->connections, socket->connect_fd, address->client_addr);
    } else if (*context) {
        connections_remove(&server->connections, *context);
        *context = NULL;
    }
}

struct link *link_of(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

/* The address as it came, before anybody decodes it. Gives the state that exchange_call begins with. */
static void *first_line(void *cls, const char *target, struct MHD_Connection *connection)
{
    struct server *server = cls;
    struct link *link = link_of(connection);

    free(link->target);
    link->target = strdup(target);
    if (!link->target) memory_is_out();
    link->target_end = target + strlen(target);
    link_phase(&server->connections, link, PHASE_HEADERS);
    return NULL;
}

/* Decoding is ours (strict): leaves the text as it is. */
static size_t leave(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

static struct error start_library(struct server *server)
{
    unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    struct MHD_OptionItem options[] = {
        { MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)say, server },
        { MHD_OPTION_LISTEN_SOCKET, server->listener, NULL },
        { MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)CONNECTION_BYTES, NULL },
        { MHD_OPTION_CONNECTION_LIMIT, server->connections.most, NULL },
        { MHD_OPTION_CONNECTION_TIMEOUT, 0, NULL },
        { MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL },
        { MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)notify, server },
        { MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)exchange_completed, server },
        { MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)first_line, server },
        { MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)leave, NULL },
        { MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, NULL },
        { MHD_OPTION_END, 0, NULL },
        { MHD_OPTION_END, 0, NULL },
        { MHD_OPTION_END, 0, NULL },
        { MHD_OPTION_END, 0, NULL },
    };
    size_t last = sizeof options / sizeof *options - 4;

    if (strchr(server->address, '[') || strstr(server->address, "//localhost")) flags |= MHD_USE_DUAL_STACK;
    if (server->site.tls) {
        flags |= MHD_USE_TLS;
        options[last++] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_CERT, 0, server->certificate };
        options[last++] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_KEY, 0, server->key };
        options[last++] = (struct MHD_OptionItem){
            MHD_OPTION_HTTPS_PRIORITIES, 0,
            (void *)(uintptr_t) "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-CIPHER-ALL:+AES-256-GCM:"
                                "+AES-128-GCM:+CHACHA20-POLY1305:%SERVER_PRECEDENCE"
        };
    }
    server->daemon =
        MHD_start_daemon(flags, 0, allow, server, exchange_call, server, MHD_OPTION_ARRAY, options, MHD_OPTION_END);
    if (server->daemon) return OK;
    return failed("serve.cannot-start", server->site.tls ? "不能启动：请检查证书和私钥" : "不能启动",
                  "MHD_start_daemon");
}

/* --- Making and unmaking --- */

static struct error read_pem(const char *name, char **text)
{
    struct stat about;
    FILE *file = fopen(name, "rb");
    size_t size;

    if (!file) return failed("serve.no-certificate", "不能读取证书或私钥", name);
    if (fstat(fileno(file), &about) != 0 || about.st_size > 1 << 20) about.st_size = 0;
    *text = calloc(1, (size_t)about.st_size + 1);
    if (!*text) memory_is_out();
    size = fread(*text, 1, (size_t)about.st_size, file);
    fclose(file);
    if (size == 0) return failed("serve.no-certificate", "证书或私钥是空的", name);
    return OK;
}

static struct error prepare_tls(struct server *server, const struct server_options *options)
{
    if (!options->certificate) return OK;
    if (MHD_is_feature_supported(MHD_FEATURE_TLS) != MHD_YES)
        return failed("serve.no-tls", "本机的libmicrohttpd没有TLS：请在前面放一个反向代理", NULL);
    TRY(read_pem(options->certificate, &server->certificate));
    TRY(read_pem(options->key, &server->key));
    server->site.tls = server->connections.tls = true;
    return OK;
}

/* A connection is a file: as many as the system gives, less some for the store. */
static int file_limit(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 512;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur > 8448 ? 8192 : (int)limit.rlim_cur - 256;
}

static int given(int value, int otherwise)
{
    return value > 0 ? value : otherwise;
}

static void set_limits(struct connections *connections, const struct server_options *options)
{
    int files = file_limit();

    connections->most = given(options->connections, files);
    connections->most_per_address = given(options->connections_per_address, 256);
    connections->header_milliseconds = given(options->header_milliseconds, 15000);
    connections->body_milliseconds = given(options->body_milliseconds, 15000);
    connections->idle_milliseconds = given(options->idle_milliseconds, 30000);
}

struct error server_new(const struct server_options *options, struct lanes *lanes, struct server **made)
{
    struct server *server = calloc(1, sizeof *server);
    struct error error;

    if (!server) memory_is_out();
    *made = server;
    server->lanes = lanes;
    server->listener = -1;
    server->router = router_new(options->routes ? options->routes : &all_routes);
    server->site = (struct site){ .insecure_lan = options->insecure_lan,
                                  .rehearsal = options->rehearsal,
                                  .texts = options->texts,
                                  .proxy = options->proxy,
                                  .store = options->store,
                                  .server = server };
    pthread_mutex_init(&server->lock, NULL);
    set_limits(&server->connections, options);
    server->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    error = prepare_tls(server, options);
    if (error.kind == NO_ERROR) error = open_listener(server, options->listen);
    if (error.kind == NO_ERROR) error = start_library(server);
    if (error.kind == NO_ERROR) return OK;
    server_free(server);
    *made = NULL;
    return error;
}

void server_free(struct server *server)
{
    if (!server) return;
    if (server->daemon) MHD_stop_daemon(server->daemon);
    if (server->listener >= 0) close(server->listener);
    if (server->wake >= 0) close(server->wake);
    while (server->arena_count) arena_free(server->arenas[--server->arena_count]);
    router_free(server->router);
    if (server->key) explicit_bzero(server->key, strlen(server->key));
    free(server->certificate);
    free(server->key);
    pthread_mutex_destroy(&server->lock);
    free(server);
}

/* --- The loop --- */

static void wake(struct server *server)
{
    uint64_t one = 1;

    (void)!write(server->wake, &one, sizeof one);
}

void server_finished(struct server *server, struct exchange *exchange)
{
    bool first;

    pthread_mutex_lock(&server->lock);
    first = server->finished == NULL;
    exchange->next = server->finished;
    server->finished = exchange;
    pthread_mutex_unlock(&server->lock);
    if (first) wake(server);
}

static void resume_finished(struct server *server)
{
    struct exchange *exchange;

    pthread_mutex_lock(&server->lock);
    exchange = server->finished;
    server->finished = NULL;
    pthread_mutex_unlock(&server->lock);
    while (exchange) {
        struct exchange *next = exchange->next;

        exchange_resume(exchange);
        exchange = next;
    }
}

static void turn(struct server *server)
{
    int epoll = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    struct pollfd sources[] = { { .fd = epoll, .events = POLLIN }, { .fd = server->wake, .events = POLLIN } };
    MHD_UNSIGNED_LONG_LONG wait = TICK_MILLISECONDS;
    uint64_t count;

    if (MHD_get_timeout(server->daemon, &wait) != MHD_YES || wait > TICK_MILLISECONDS) wait = TICK_MILLISECONDS;
    poll(sources, 2, (int)wait);
    if (sources[1].revents) (void)!read(server->wake, &count, sizeof count);
    resume_finished(server);
    MHD_run(server->daemon);
}

/* What many requests at once needed, the allocator would keep for ever: given back when nobody is waiting. */
static void give_memory_back(struct server *server, int64_t now)
{
    static const int64_t every = 2000;
    int64_t served = 0;

    if (server->figures.in_flight || now - server->trimmed < every) return;
    for (size_t i = 0; i < sizeof server->figures.replies / sizeof *server->figures.replies; i++)
        served += server->figures.replies[i];
    if (served == server->served_at_trim) return;
    server->served_at_trim = served;
    server->trimmed = now;
    malloc_trim(0);
}

static void serve_until_stopped(struct server *server)
{
    int64_t ticked = monotonic_milliseconds();

    while (!server->stopping) {
        int64_t now;

        turn(server);
        now = monotonic_milliseconds();
        if (now - ticked < TICK_MILLISECONDS) continue;
        connections_tick(&server->connections);
        give_memory_back(server, now);
        ticked = now;
    }
}

/* Nothing new; what has come in whole is answered, what drips in is not waited for. */
static void end_what_is_open(struct server *server)
{
    int64_t began = monotonic_milliseconds(), took = 0;

    server->listener = MHD_quiesce_daemon(server->daemon);
    connections_end(&server->connections, PHASE_WAITING);
    while (server->connections.count && took < ENDING_MILLISECONDS) {
        turn(server);
        took = monotonic_milliseconds() - began;
        connections_end(&server->connections, took > RECEIVING_MILLISECONDS ? PHASE_BODY : PHASE_WAITING);
        connections_tick(&server->connections);
    }
    connections_end(&server->connections, PHASE_SENDING);
}

/* The library gives up on suspended connections with an abort: a lane that hangs is left by ending the program, which
 * SQLite and PostgreSQL take as a rollback. */
static bool lanes_are_done(const struct server *server)
{
    for (const struct link *link = server->connections.first; link; link = link->next)
        if (link->phase == PHASE_WORKING) return false;
    return true;
}

void server_run(struct server *server)
{
    serve_until_stopped(server);
    end_what_is_open(server);
    if (lanes_are_done(server)) return;
    log_error("stopping: a request is still at work after %d ms; what it had not committed is rolled back",
              ENDING_MILLISECONDS);
    _exit(1);
}

void server_stop(struct server *server)
{
    server->stopping = true;
    wake(server);
}

const char *server_address(const struct server *server)
{
    return server->address;
}

int server_port(const struct server *server)
{
    return server->port;
}

struct lanes *server_lanes(const struct server *server)
{
    return server->lanes;
}

struct server_figures server_figures(const struct server *server)
{
    struct server_figures figures = server->figures;

    figures.connections = server->connections.count;
    figures.refused = server->connections.refused;
    figures.evicted = server->connections.evicted;
    figures.expired = server->connections.expired;
    return figures;
}
