/* SPDX-License-Identifier: Apache-2.0 */
/* /healthz, /readyz, /metrics: for those who run the platform. */
#include "base/buffer.h"
#include "sql/migrate.h"
#include "web/handlers.h"
#include "web/request.h"
#include "web/server.h"

struct error healthz(struct request *request)
{
    return reply_text(request, 200, "ok\n");
}

struct error readyz(struct request *request)
{
    int missing;

    TRY(migrate_missing(request->context->db, request->arena, &missing));
    if (missing > 0)
        return (struct error){ .kind = UNAVAILABLE,
                               .code = "store.old-schema",
                               .text = "数据库结构尚未更新：请运行ztc migrate" };
    return reply_text(request, 200, "ready\n");
}

static void put(struct buffer *out, const char *name, const char *kind, const char *help)
{
    buffer_printf(out, "# HELP ztc_%s %s\n# TYPE ztc_%s %s\n", name, help, name, kind);
}

static void put_one(struct buffer *out, const char *name, const char *kind, const char *help, int64_t value)
{
    put(out, name, kind, help);
    buffer_printf(out, "ztc_%s %lld\n", name, (long long)value);
}

static void put_replies(struct buffer *out, const struct server_figures *figures)
{
    put(out, "http_replies_total", "counter", "Replies by class of status.");
    for (int class = 2; class <= 5; class ++)
        buffer_printf(out, "ztc_http_replies_total{class=\"%dxx\"} %lld\n", class, (long long)figures->replies[class]);
    put_one(out, "http_reply_bytes_total", "counter", "Bytes of content sent.", figures->bytes);
}

static void put_durations(struct buffer *out, const struct server_figures *figures)
{
    static const int64_t bounds[] = SERVER_BUCKETS;
    int64_t sum = 0;
    size_t i;

    put(out, "http_reply_seconds", "histogram", "From the headers to the reply.");
    for (i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        sum += figures->slower[i];
        buffer_printf(out, "ztc_http_reply_seconds_bucket{le=\"%g\"} %lld\n", (double)bounds[i] / 1e6, (long long)sum);
    }
    sum += figures->slower[i];
    buffer_printf(out, "ztc_http_reply_seconds_bucket{le=\"+Inf\"} %lld\n", (long long)sum);
    buffer_printf(out, "ztc_http_reply_seconds_sum %.6f\n", (double)figures->microseconds / 1e6);
    buffer_printf(out, "ztc_http_reply_seconds_count %lld\n", (long long)sum);
}

static void put_lanes(struct buffer *out, struct lane_figures figures)
{
    static const char *const names[LANES] = { [LANE_READ] = "read", [LANE_WRITE] = "write", [LANE_SLOW] = "slow" };

    put_one(out, "commits_total", "counter", "Commits of the write lane.", figures.commits);
    put_one(out, "writes_total", "counter", "Writes in them.", figures.writes);
    put_one(out, "largest_batch", "gauge", "Most writes in one commit.", figures.largest_batch);
    put(out, "lane_queued", "gauge", "Pieces of work that wait.");
    for (int lane = 0; lane < LANES; lane++)
        buffer_printf(out, "ztc_lane_queued{lane=\"%s\"} %lld\n", names[lane], (long long)figures.queued[lane]);
}

/* On the loop, which alone changes these figures. */
struct error metrics(struct request *request)
{
    struct server_figures figures = server_figures(request->site->server);
    struct buffer out;

    buffer_init(&out, request->arena, 65536);
    put_replies(&out, &figures);
    put_durations(&out, &figures);
    put_one(&out, "http_in_flight", "gauge", "Requests under way.", figures.in_flight);
    put_one(&out, "http_connections", "gauge", "Open connections.", figures.connections);
    put_one(&out, "http_connections_refused_total", "counter", "Refused: too many of one address.", figures.refused);
    put_one(&out, "http_connections_evicted_total", "counter", "Ended to make room.", figures.evicted);
    put_one(&out, "http_connections_expired_total", "counter", "Ended past a deadline.", figures.expired);
    put_lanes(&out, lanes_figures(server_lanes(request->site->server)));
    return reply_bytes(request, 200, "text/plain; version=0.0.4; charset=utf-8", buffer_string(&out), out.size);
}
