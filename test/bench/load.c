/* SPDX-License-Identifier: Apache-2.0 */
/*
 * load: many clients at once on one thread, each with one connection, asking again as soon as it is answered; and what
 * that cost the server, by the clock of its processes.
 *
 *   load --port N --clients N (--seconds S | --once) [--header "Name: value"]… [--process PID]… <requests
 *
 * A line of requests is `METHOD PATH`, or `METHOD PATH<tab>BODY`. They are taken in turn, over and over; --once: each
 * once. Prints one JSON object.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS_MOST = 1024, PROCESSES_MOST = 64, REPLY_BYTES = 1 << 20, LATENCIES_MOST = 1 << 22 };

struct request {
    char *bytes;
    size_t size;
};

struct client {
    int socket;
    size_t sent, received, head; /* head: bytes of the reply's head, 0 until it is whole */
    int64_t wanted, began;       /* wanted: bytes of the whole reply */
    const struct request *request;
    char *reply;
};

static struct {
    int port, clients, process_count;
    double seconds;
    bool once;
    char headers[8192];
    clockid_t processes[PROCESSES_MOST];
    struct request *requests;
    size_t request_count, next;
} plan;

static struct {
    int64_t replies, failed, bytes;
    uint32_t *latencies; /* microseconds */
} result;

static void give_up(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int64_t nanoseconds(clockid_t clock)
{
    struct timespec now;

    if (clock_gettime(clock, &now) != 0) give_up("a process has ended");
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t processes_used(void)
{
    int64_t sum = 0;

    for (int i = 0; i < plan.process_count; i++) sum += nanoseconds(plan.processes[i]);
    return sum;
}

/* ── What to ask ────────────────────────────────────────────────────────── */

static struct request make_request(char *line)
{
    char *body = strchr(line, '\t');
    struct request request;
    int size;

    if (body) *body++ = 0;
    if (body)
        size = asprintf(&request.bytes, "%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%sContent-Length: %zu\r\n\r\n%s", line,
                        plan.port, plan.headers, strlen(body), body);
    else
        size = asprintf(&request.bytes, "%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\n", line, plan.port, plan.headers);
    if (size < 0) give_up("memory");
    request.size = (size_t)size;
    return request;
}

static void read_requests(void)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t size;

    while ((size = getline(&line, &room, stdin)) > 0) {
        if (line[size - 1] == '\n') line[size - 1] = 0;
        if ((plan.request_count & (plan.request_count - 1)) == 0)
            plan.requests = realloc(plan.requests, (plan.request_count * 2 + 1) * sizeof *plan.requests);
        if (!plan.requests) give_up("memory");
        plan.requests[plan.request_count++] = make_request(line);
    }
    free(line);
    if (plan.request_count == 0) give_up("nothing to ask");
}

/* ── Asking ─────────────────────────────────────────────────────────────── */

static void open_client(struct client *client)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)plan.port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int yes = 1;

    client->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(client->socket, (struct sockaddr *)&address, sizeof address) != 0) give_up("connect");
    setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

/* false: there is nothing more to ask. */
static bool ask(struct client *client)
{
    if (plan.once && plan.next == plan.request_count) return false;
    client->request = &plan.requests[plan.next++ % plan.request_count];
    client->received = client->head = 0;
    client->began = nanoseconds(CLOCK_MONOTONIC);
    /* Requests are small: the socket's buffer takes them whole. */
    if (send(client->socket, client->request->bytes, client->request->size, MSG_NOSIGNAL) !=
        (ssize_t)client->request->size)
        give_up("send");
    return true;
}

static void read_head(struct client *client)
{
    char *end = memmem(client->reply, client->received, "\r\n\r\n", 4), *length;

    if (!end) return;
    *end = 0;
    client->head = (size_t)(end - client->reply) + 4;
    length = strcasestr(client->reply, "\r\nContent-Length:");
    client->wanted = (int64_t)client->head + (length ? atoll(length + 17) : 0);
    if (client->wanted >= REPLY_BYTES) give_up("a reply is too large");
    if (client->reply[9] != '2' && client->reply[9] != '3') result.failed++;
}

/* true: the reply is whole. */
static bool receive(struct client *client)
{
    ssize_t got = recv(client->socket, client->reply + client->received, REPLY_BYTES - client->received, MSG_DONTWAIT);

    if (got == 0) give_up("the server closed a connection");
    if (got < 0) {
        if (errno == EAGAIN) return false;
        give_up("recv");
    }
    client->received += (size_t)got;
    if (!client->head) read_head(client);
    return client->head && (int64_t)client->received >= client->wanted;
}

static void note(const struct client *client)
{
    if (result.replies < LATENCIES_MOST)
        result.latencies[result.replies] = (uint32_t)((nanoseconds(CLOCK_MONOTONIC) - client->began) / 1000);
    result.replies++;
    result.bytes += client->wanted - (int64_t)client->head;
}

static void run(struct client *clients)
{
    int epoll = epoll_create1(0), busy = 0;
    int64_t end = nanoseconds(CLOCK_MONOTONIC) + (int64_t)(plan.seconds * 1e9);
    struct epoll_event events[CLIENTS_MOST];

    for (int i = 0; i < plan.clients; i++) {
        struct epoll_event event = { .events = EPOLLIN, .data.ptr = &clients[i] };

        epoll_ctl(epoll, EPOLL_CTL_ADD, clients[i].socket, &event);
        busy += ask(&clients[i]);
    }
    while (busy > 0) {
        int count = epoll_wait(epoll, events, CLIENTS_MOST, 120000);

        if (count == 0) give_up("no answer in two minutes");
        for (int i = 0; i < count; i++) {
            struct client *client = events[i].data.ptr;

            if (!receive(client)) continue;
            note(client);
            if ((!plan.once && nanoseconds(CLOCK_MONOTONIC) >= end) || !ask(client)) busy--;
        }
    }
    close(epoll);
}

static int smaller(const void *a, const void *b)
{
    const uint32_t *left = a, *right = b;

    return (*left > *right) - (*left < *right);
}

static uint32_t latency(double part)
{
    int64_t count = result.replies < LATENCIES_MOST ? result.replies : LATENCIES_MOST;

    return count ? result.latencies[(int64_t)((double)(count - 1) * part)] : 0;
}

static void measure(struct client *clients)
{
    int64_t began = nanoseconds(CLOCK_MONOTONIC), used = processes_used(), own = nanoseconds(CLOCK_PROCESS_CPUTIME_ID);
    double took;

    run(clients);
    took = (double)(nanoseconds(CLOCK_MONOTONIC) - began) / 1e9;
    used = processes_used() - used;
    own = nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - own;
    qsort(result.latencies, (size_t)(result.replies < LATENCIES_MOST ? result.replies : LATENCIES_MOST),
          sizeof *result.latencies, smaller);
    printf("{\"replies\":%lld,\"failed\":%lld,\"seconds\":%.3f,\"rate\":%.1f,\"bytes\":%.0f,\"cpu\":%.2f,\"own_cpu\":%.2f,"
           "\"p50\":%u,\"p99\":%u}\n",
           (long long)result.replies, (long long)result.failed, took, (double)result.replies / took,
           (double)result.bytes / (double)result.replies, (double)used / 1000 / (double)result.replies,
           (double)own / 1000 / (double)result.replies, latency(0.5), latency(0.99));
}

static void usage(void)
{
    fputs("usage: load --port N --clients N (--seconds S | --once) [--header \"Name: value\"] [--process PID] <requests\n",
          stderr);
    exit(2);
}

static void take_option(const char *name, const char *value)
{
    if (strcmp(name, "--port") == 0) plan.port = atoi(value);
    else if (strcmp(name, "--clients") == 0) plan.clients = atoi(value);
    else if (strcmp(name, "--seconds") == 0) plan.seconds = atof(value);
    else if (strcmp(name, "--header") == 0)
        snprintf(plan.headers + strlen(plan.headers), sizeof plan.headers - strlen(plan.headers), "%s\r\n", value);
    else if (strcmp(name, "--process") == 0 && plan.process_count < PROCESSES_MOST) {
        if (clock_getcpuclockid(atoi(value), &plan.processes[plan.process_count++]) != 0) give_up("no such process");
    } else usage();
}

static void read_options(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--once") == 0) plan.once = true;
        else if (i + 1 < argc) take_option(argv[i], argv[i + 1]), i++;
        else usage();
    }
    if (plan.port < 1 || plan.clients < 1 || plan.clients > CLIENTS_MOST || (!plan.once && plan.seconds <= 0)) usage();
}

int main(int argc, char **argv)
{
    static struct client clients[CLIENTS_MOST];

    read_options(argc, argv);
    read_requests();
    result.latencies = malloc(LATENCIES_MOST * sizeof *result.latencies);
    if (!result.latencies) give_up("memory");
    for (int i = 0; i < plan.clients; i++) {
        clients[i].reply = malloc(REPLY_BYTES);
        if (!clients[i].reply) give_up("memory");
        open_client(&clients[i]);
    }
    measure(clients);
    return 0;
}
