/* SPDX-License-Identifier: Apache-2.0 */
/* The clock of business, and the work that nobody asks for: what falls due, notices, seals. */
#include "base/log.h"
#include "base/text.h"
#include "jobs/jobs.h"
#include "service/deliver.h"
#include "notices/sms.h"
#include "service/journal.h"
#include "service/notify.h"
#include "service/rehearse.h"
#include "service/sweep.h"
#include "service/take_step.h"
#include "store/events.h"
#include "store/leases.h"
#include "store/outbox.h"
#include "store/records.h"
#include "store/seals.h"
#include "store/settings.h"
#include "store/units.h"

#include "office.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>

static struct office office;
static bool on_postgres;

static instant_t wall(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (instant_t)now.tv_sec * SECOND + now.tv_nsec / 1000;
}

static void as(const char *account, enum role role, const char *unit)
{
    office_act(&office, account, 1u << role, unit, CITY);
}

static instant_t at(const char *text)
{
    instant_t instant = NO_INSTANT;

    if (!instant_parse(text, &instant)) abort();
    return instant;
}

/* ── The clock of business ──────────────────────────────────────────────── */

static void is_business(bool rehearsal, instant_t now)
{
    bool is;
    instant_t got;

    office_must(time_of_business(office.db, office.arena, at("2030-01-01T00:00:00+08:00"), &is, &got), "time");
    CHECK_INT(is, rehearsal);
    CHECK_TEXT(instant_text(office.arena, got), instant_text(office.arena, now));
}

static void business_goes_by_the_wall_or_by_the_store(void)
{
    is_business(false, at("2030-01-01T00:00:00+08:00"));
    office.context.wall = at("2026-02-13T09:00:00+08:00");
    office_must(WRITE(&office, rehearse_begin(&office.context)), "begin");
    CHECK(office.context.rehearsal, "begun");
    is_business(true, at("2026-02-13T09:00:00+08:00"));
    office.context.wall += ONE_DAY;
    office_must(WRITE(&office, rehearse_begin(&office.context)), "begin again");
    is_business(true, at("2026-02-13T09:00:00+08:00"));
    office_must(WRITE(&office, settings_set(office.db, "rehearsal_now", "yesterday")), "spoil");
    bool is;
    instant_t now;
    CHECK_INT(time_of_business(office.db, office.arena, 1, &is, &now).kind, BROKEN);
}

static const struct input *event_day(const char *text)
{
    struct input *input = ARENA_NEW(office.arena, struct input);

    input->fields[INPUT_event_day].present = true;
    day_parse(text, &input->fields[INPUT_event_day].day);
    return input;
}

static void plan(void)
{
    const char *number;

    as("office", ROLE_office, "sfb");
    office_must(WRITE(&office, plan_round(&office.context, CITY, event_day("2026-03-11"), &number)), "plan");
}

static void a_store_with_real_work_is_not_made_a_rehearsal(void)
{
    struct account demo = { .name = "demo",
                            .display_name = "演示",
                            .jurisdiction = CITY,
                            .active = true,
                            .demo = true,
                            .password_hash = "x",
                            .password_at = 1,
                            .created_at = 1 };

    plan();
    CHECK_INT(WRITE(&office, rehearse_begin(&office.context)).kind, NOT_NOW);
    is_business(false, at("2030-01-01T00:00:00+08:00"));
    office_must(WRITE(&office, accounts_add(office.db, office.arena, &demo)), "account");
    CHECK_INT(WRITE(&office, rehearse_begin(&office.context)).kind, NO_ERROR); /* a demonstration has no real work */
}

static void begin_rehearsal(void)
{
    office.context.wall = office.context.now = at("2026-02-13T09:00:00+08:00");
    office_must(WRITE(&office, rehearse_begin(&office.context)), "begin");
    plan();
}

static void the_clock_moves_forward_only(void)
{
    struct error error;

    as("office", ROLE_office, "sfb");
    CHECK_INT(WRITE(&office, rehearse_move(&office.context, at("2031-01-01T00:00:00+08:00"))).kind, NOT_FOUND);
    begin_rehearsal();
    error = WRITE(&office, rehearse_move(&office.context, at("2026-02-13T08:59:59+08:00")));
    CHECK_INT(error.kind, INVALID);
    CHECK_TEXT(error.faults ? error.faults->field : "", "now");
    CHECK_INT(WRITE(&office, rehearse_move(&office.context, at("2036-02-13T08:59:59+08:00"))).kind, INVALID);
    is_business(true, at("2026-02-13T09:00:00+08:00"));
    CHECK_INT(WRITE(&office, rehearse_move(&office.context, at("2026-02-13T09:00:00+08:00"))).kind, NO_ERROR);
    office.context.person = (struct person){ .account = "x", .name = "x", .roles = BIT(enterprise) };
    CHECK_INT(WRITE(&office, rehearse_move(&office.context, at("2026-02-14T09:00:00+08:00"))).kind, NOT_ALLOWED);
    as("office", ROLE_office, "sfb");
    CHECK_INT(WRITE(&office, rehearse_move(&office.context, at("2026-02-14T09:00:00+08:00"))).kind, NO_ERROR);
    is_business(true, at("2026-02-14T09:00:00+08:00"));
    CHECK_TEXT(instant_text(office.arena, office.context.now), "2026-02-14T09:00:00+08:00");
}

static void what_falls_due_is_done_on_the_way_at_its_own_instant(void)
{
    struct round round;
    struct event *events;
    size_t count;
    int closed = 0, cancelled = 0;

    begin_rehearsal();
    office_must(WRITE(&office, rehearse_move(&office.context, at("2026-04-01T00:00:00+08:00"))), "move");
    office_must(record_load_number(office.db, office.arena, &round_record, "445100-2026-01", &round), "round");
    CHECK_TEXT(round_machine.states[round.state].id, "cancelled");
    office_must(events_list(office.db, office.arena, "round", round.id, 0, 100, &events, &count), "events");
    for (size_t i = 0; i < count; i++) {
        if (i) CHECK(events[i].at >= events[i - 1].at, "%s before %s", events[i].action, events[i - 1].action);
        if (text_equal(events[i].action, "close")) {
            closed++;
            CHECK_TEXT(instant_text(office.arena, events[i].at), "2026-03-04T00:00:00+08:00");
        }
        if (text_equal(events[i].action, "cancel")) {
            cancelled++;
            CHECK_TEXT(instant_text(office.arena, events[i].at), "2026-03-13T00:00:00+08:00");
        }
    }
    CHECK_INT(closed, 1);
    CHECK_INT(cancelled, 1);
}

static void a_move_in_parts_comes_to_the_same(void)
{
    bool more = true;
    int parts = 0;
    instant_t next;

    begin_rehearsal();
    for (; more && parts < 1000; parts++) {
        instant_t before = office.context.now;

        office_must(WRITE(&office, rehearse_move_some(&office.context, at("2026-04-01T00:00:00+08:00"), 3, &more)),
                    "part");
        CHECK(office.context.now >= before, "part %d goes back", parts);
        is_business(true, office.context.now);
    }
    CHECK(parts > 2, "%d parts", parts);
    is_business(true, at("2026-04-01T00:00:00+08:00"));
    office_must(sweep_next(&office.context, &next), "next");
    CHECK(next > office.context.now, "something is still due");
}

/* ── Notices ────────────────────────────────────────────────────────────── */

static void put_notice(const char *to, const char *channel, instant_t when)
{
    struct notice notice = { .subject = "round",
                             .subject_id = 1,
                             .seq = 1,
                             .kind = "phone",
                             .recipient = to,
                             .channel = channel,
                             .template = "invited",
                             .text = "请来",
                             .at = when,
                             .wall = when };

    office_must(WRITE(&office, outbox_add(office.db, office.arena, &notice)), "notice");
}

static const char *state_of(const char *to)
{
    struct notice_row *rows;
    size_t count;

    office_must(outbox_list_to(office.db, office.arena, to, 0, 10, &rows, &count), "list");
    return count == 1 ? rows[0].state : "?";
}

static void notices_go_when_they_may(void)
{
    int64_t done;
    bool any;

    begin_rehearsal();
    put_notice("13800000001", "sms", at("2026-02-13T22:00:00+08:00"));
    put_notice("07682120086", "sms", at("2026-02-13T10:00:00+08:00"));
    put_notice("swj", "inapp", at("2026-02-13T22:00:00+08:00"));
    CHECK_TEXT(state_of("swj"), "delivered");
    office.context.now = at("2026-02-14T07:59:00+08:00");
    office_must(deliver_waits(&office.context, &any), "waits");
    CHECK(!any, "nothing before eight");
    office_must(WRITE(&office, deliver_rehearsed(&office.context, &done)), "deliver");
    CHECK_INT(done, 0);
    CHECK_TEXT(state_of("13800000001"), "waiting");
    office_must(WRITE(&office, rehearse_move(&office.context, at("2026-02-14T08:00:00+08:00"))), "move");
    CHECK_TEXT(state_of("13800000001"), "delivered");
    CHECK_TEXT(state_of("07682120086"), "call");
}

/* ── Leases ─────────────────────────────────────────────────────────────── */

static bool takes(const char *holder, instant_t now)
{
    bool held = false;

    office_must(WRITE(&office, lease_take(office.db, "sweep", holder, now, now + 10 * SECOND, &held)), "lease");
    return held;
}

static void a_lease_has_one_holder_until_it_ends(void)
{
    instant_t now = at("2026-02-13T09:00:00+08:00");

    CHECK(takes("one", now), "free");
    CHECK(!takes("two", now + SECOND), "taken");
    CHECK(takes("one", now + 9 * SECOND), "taken further");
    CHECK(!takes("two", now + 15 * SECOND), "still taken");
    CHECK(takes("two", now + 19 * SECOND), "ended");
    CHECK(!takes("one", now + 20 * SECOND), "lost");
}

/* ── The jobs ───────────────────────────────────────────────────────────── */

#define PATIENCE 400 /* times 10 ms */

static void nap(void) { nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL); }

static struct lanes *lanes;
static const char *gateway; /* NULL: none */

static void start(struct jobs **jobs, struct lanes **their_lanes)
{
    struct lane_sizes sizes = { .readers = 2, .writers = 2, .slow = 1, .queue_length = 100 };

    office_must(lanes_start(office.store, sizes, their_lanes), "lanes");
    office_must(jobs_start(*their_lanes, gateway, jobs), "jobs");
}

static int64_t waiting_seals(void)
{
    instant_t oldest;
    int64_t count = -1;

    office_must(seals_waiting(office.db, office.arena, &count, &oldest), "seals");
    return count;
}

static void events_are_sealed_and_notices_delivered_by_themselves(void)
{
    struct jobs *jobs;
    instant_t began;
    int i;

    begin_rehearsal();
    start(&jobs, &lanes);
    for (i = 0; i < PATIENCE && waiting_seals() > 0; i++) nap();
    CHECK_INT(waiting_seals(), 0);
    office_must(WRITE(&office, journal(&office.context, "policy", 1, "change", NULL, NULL)), "while the jobs run");
    began = wall();
    for (i = 0; i < PATIENCE && waiting_seals() > 0; i++) nap();
    CHECK(wall() - began < 2 * SECOND, "sealed after %lld ms", (long long)(wall() - began) / 1000);
    put_notice("13800000001", "sms", at("2026-02-13T09:00:00+08:00"));
    for (i = 0; i < PATIENCE && !text_equal(state_of("13800000001"), "delivered"); i++) nap();
    CHECK_TEXT(state_of("13800000001"), "delivered");
    is_business(true, at("2026-02-13T09:00:00+08:00")); /* they do not move the clock */
    jobs_stop(jobs);
    lanes_stop(lanes);
}

static int64_t events_in_all(void)
{
    struct rows rows;

    office_must(db_query(office.db, office.arena, &rows, "SELECT count(*) FROM event WHERE subject = 'round'"),
                "events");
    return row_int(&rows, 0, 0);
}

static int64_t twice(void)
{
    struct rows rows;

    office_must(db_query(office.db, office.arena, &rows,
                         "SELECT count(*) FROM (SELECT subject_id, action, at FROM event"
                         "  WHERE subject = 'round' AND action IN ('open', 'close', 'cancel')"
                         "  GROUP BY subject_id, action, at HAVING count(*) > 1) AS same"),
                "twice");
    return row_int(&rows, 0, 0);
}

/* ── Text messages ──────────────────────────────────────────────────────── */

/* A gateway of one thread: answers each request with the next status, 0 with silence, and keeps what it was asked. */
static struct {
    int listener, port;
    pthread_t thread;
    pthread_mutex_t lock;
    int statuses[8], answered;
    char asked[8][2000];
} fake = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void *answer_all(void *nothing)
{
    int caller;

    while ((caller = accept(fake.listener, NULL, NULL)) >= 0) {
        char request[2000];
        ssize_t size = recv(caller, request, sizeof request - 1, 0);
        int turn, status;

        request[size > 0 ? size : 0] = 0;
        pthread_mutex_lock(&fake.lock);
        turn = fake.answered < 8 ? fake.answered++ : 7;
        status = fake.statuses[turn];
        snprintf(fake.asked[turn], sizeof fake.asked[turn], "%s", request);
        pthread_mutex_unlock(&fake.lock);
        if (status) dprintf(caller, "HTTP/1.1 %d Whatever\r\nContent-Length: 2\r\n\r\nok", status);
        close(caller);
    }
    return nothing;
}

static void open_gateway(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;

    fake.answered = 0;
    memset(fake.statuses, 0, sizeof fake.statuses);
    fake.listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(fake.listener, (struct sockaddr *)&address, size) != 0 || listen(fake.listener, 10) != 0) abort();
    getsockname(fake.listener, (struct sockaddr *)&address, &size);
    fake.port = ntohs(address.sin_port);
    pthread_create(&fake.thread, NULL, answer_all, NULL);
}

static void close_gateway(void)
{
    shutdown(fake.listener, SHUT_RDWR);
    pthread_join(fake.thread, NULL);
    close(fake.listener);
}

static struct text_message send_one(const char *address, const char *text)
{
    struct text_message message = { .to = "13800000001", .text = text };
    struct sms_gateway read;
    const char *wrong = sms_gateway_read(office.arena, address, &read);

    CHECK(!wrong, "%s: %s", address, wrong ? wrong : "");
    if (!wrong) sms_send(&read, office.arena, &message);
    return message;
}

static void a_message_is_asked_for_as_kannel_wants_it(void)
{
    static const struct {
        int status;
        enum sending outcome;
    } answers[] = {
        { 202, SENDING_sent },  { 200, SENDING_sent },  { 400, SENDING_refused }, { 503, SENDING_again },
        { 403, SENDING_again }, { 429, SENDING_again }, { 0, SENDING_again },
    };
    const char *address;

    open_gateway();
    address = arena_printf(office.arena, "http://127.0.0.1:%d/cgi-bin/sendsms?username=a&password=b", fake.port);
    for (int i = 0; i < 7; i++) fake.statuses[i] = answers[i].status;
    for (int i = 0; i < 7; i++) {
        struct text_message message = send_one(address, "潮 a&b");
        CHECK(message.outcome == answers[i].outcome, "%d: %d, %s", answers[i].status, (int)message.outcome,
              message.cause);
        CHECK(message.outcome == SENDING_sent || !strstr(message.cause, "password"), "%s", message.cause);
    }
    close_gateway();
    CHECK(text_starts(fake.asked[0], "GET /cgi-bin/sendsms?username=a&password=b&to=13800000001&text="
                                     "%E6%BD%AE%20a%26b&coding=2&charset=UTF-8 HTTP/1.0\r\n"),
          "%s", fake.asked[0]);
    CHECK_INT(send_one(address, "x").outcome, SENDING_again); /* nobody is there */
}

static void an_address_of_a_gateway_is_understood_or_refused(void)
{
    struct sms_gateway read;

    CHECK(!sms_gateway_read(office.arena, "http://localhost", &read), "host alone");
    CHECK_TEXT(read.port, "80");
    CHECK_TEXT(read.path, "/");
    CHECK(sms_gateway_read(office.arena, "https://localhost/", &read), "another scheme");
    CHECK(sms_gateway_read(office.arena, "http:///path", &read), "no host");
    CHECK(sms_gateway_read(office.arena, "http://:80/path", &read), "no host, but a port");
    struct jobs *jobs;
    struct lane_sizes sizes = { .readers = 1, .writers = 1, .slow = 1, .queue_length = 10 };
    office_must(lanes_start(office.store, sizes, &lanes), "lanes");
    CHECK_INT(jobs_start(lanes, "mailto:x", &jobs).kind, INVALID);
    lanes_stop(lanes);
}

static void wait_for_state(const char *to, const char *state)
{
    for (int i = 0; i < PATIENCE && !text_equal(state_of(to), state); i++) nap();
    CHECK_TEXT(state_of(to), state);
}

static void messages_are_sent_refused_and_tried_again(void)
{
    struct jobs *jobs;
    struct notice_row *rows;
    struct contact liaison = {
        .unit = "swj", .kind = "liaison", .name = "甲", .phone = "13800000002", .changed_at = 1, .verified_at = 1
    };
    struct contact *contacts;
    size_t count;

    office_must(WRITE(&office, contacts_put(office.db, office.arena, &liaison)), "contact");
    open_gateway();
    fake.statuses[0] = 202, fake.statuses[1] = 406, fake.statuses[2] = 503;
    put_notice("13800000001", "sms", wall() - 3 * ONE_DAY);
    put_notice("13800000002", "sms", wall() - 2 * ONE_DAY);
    put_notice("13800000003", "sms", wall() - ONE_DAY);
    gateway = arena_printf(office.arena, "http://127.0.0.1:%d/send", fake.port);
    start(&jobs, &lanes);
    wait_for_state("13800000001", "sent");
    wait_for_state("13800000002", "failed");
    for (int i = 0; i < PATIENCE; i++, nap()) {
        office_must(outbox_list_to(office.db, office.arena, "13800000003", 0, 1, &rows, &count), "list");
        if (rows[0].tries) break;
    }
    CHECK_TEXT(rows[0].state, "waiting");
    CHECK_INT(rows[0].tries, 1);
    CHECK(rows[0].deliver_at > wall() + 30 * SECOND, "a minute later");
    CHECK_TEXT(rows[0].cause, "the gateway answered 503");
    jobs_stop(jobs);
    lanes_stop(lanes);
    close_gateway();
    CHECK_INT(fake.answered, 3);
    office_must(contacts_of(office.db, office.arena, "swj", &contacts, &count), "contacts");
    CHECK(count == 1 && contacts[0].bounced_at, "a number that takes no messages is a task of its unit");
    gateway = NULL;
}

static void without_a_gateway_a_text_counts_as_delivered_when_it_is_due(void)
{
    struct jobs *jobs;

    put_notice("13800000001", "sms", wall() - ONE_DAY);
    put_notice("13800000002", "sms", wall() + ONE_DAY);
    log_set_level(LOG_ERROR);
    start(&jobs, &lanes);
    wait_for_state("13800000001", "delivered");
    CHECK_TEXT(state_of("13800000002"), "waiting");
    jobs_stop(jobs);
    lanes_stop(lanes);
}

static void tries_end(void)
{
    struct text_message message = { .outcome = SENDING_again, .cause = "away" };
    struct notice_row *rows;
    size_t count;
    int tries;

    put_notice("13800000001", "sms", at("2026-02-13T09:00:00+08:00"));
    for (tries = 0; tries < 20; tries++) {
        office_must(outbox_list_to(office.db, office.arena, "13800000001", 0, 1, &rows, &count), "list");
        if (text_equal(rows[0].state, "failed")) break;
        message.id = rows[0].id;
        message.tries = rows[0].tries;
        office_must(WRITE(&office, deliver_note(&office.context, &message)), "note");
    }
    CHECK_INT(tries, 7);
}

static void an_old_code_is_not_sent_any_more(void)
{
    struct code_notice code = { "91445100MA4TEXT01X", "13800000001", "123456" };
    struct text_message *messages;
    size_t count;

    office_must(WRITE(&office, notify_code(&office.context, &code)), "code");
    office_must(WRITE(&office, deliver_next(&office.context, 10, &messages, &count)), "at once");
    CHECK_INT(count, 1);
    office.context.wall += 6 * MINUTE;
    office_must(WRITE(&office, deliver_next(&office.context, 10, &messages, &count)), "late");
    CHECK_INT(count, 0);
    CHECK_TEXT(state_of("13800000001"), "failed");
}

/* As on a real day after the program was down for months: two programs find a heap of things that were due. */
static void what_fell_due_is_done_once_by_two_programs(void)
{
    struct jobs *one, *two;
    struct lanes *other;
    struct job_figures figures[8];
    int64_t before;
    instant_t next = 1;

    office.context.now = wall() - 90 * ONE_DAY;
    office_must(WRITE(&office, settings_set(office.db, "rehearsal_now", NULL)), "real");
    struct input input = { .fields[INPUT_event_day] = { .present = true, .day = day_of(office.context.now) } };
    const char *number;
    const struct jurisdiction *city;

    office_must(world_current(&office.context), "world");
    city = world_jurisdiction(office.context.world, CITY);
    input.fields[INPUT_event_day].day = calendar_add(city->calendar, day_of(office.context.now), 15);
    as("office", ROLE_office, "sfb");
    office_must(WRITE(&office, plan_round(&office.context, CITY, &input, &number)), "plan");
    before = events_in_all();
    start(&one, &lanes);
    start(&two, &other);
    for (int i = 0; i < 2 * PATIENCE; i++) {
        office_must(sweep_next(&office.context, &next), "next");
        if (next > wall()) break;
        nap();
    }
    CHECK(next > wall(), "something is still due");
    CHECK(events_in_all() > before + 5, "%lld events", (long long)(events_in_all() - before));
    CHECK_INT(twice(), 0);
    for (size_t i = 0; i < jobs_figures(one, figures, 8); i++) CHECK_INT(figures[i].failed, 0);
    for (size_t i = 0; i < jobs_figures(two, figures, 8); i++) CHECK_INT(figures[i].failed, 0);
    jobs_stop(one);
    jobs_stop(two);
    lanes_stop(lanes);
    lanes_stop(other);
    CHECK_INT(
        record_load_number(office.db, office.arena, &round_record, number, ARENA_NEW(office.arena, struct round)).kind,
        NO_ERROR);
}

static void jobs_end_at_once(void)
{
    struct jobs *jobs;
    instant_t began;

    start(&jobs, &lanes);
    began = wall();
    jobs_stop(jobs);
    CHECK(wall() - began < SECOND, "took %lld ms", (long long)(wall() - began) / 1000);
    lanes_stop(lanes);
    jobs_stop(NULL);
}

/* ── All, on both ───────────────────────────────────────────────────────── */

static void in_an_office(const char *name, void (*test)(void))
{
    if (!office_open(&office, on_postgres)) return;
    test_name = name;
    office.context.now = office.context.wall = at("2026-02-13T09:00:00+08:00");
    test();
    office_close(&office);
}
#define IN_AN_OFFICE(test) in_an_office(#test, test)

static void run_all(void)
{
    IN_AN_OFFICE(business_goes_by_the_wall_or_by_the_store);
    IN_AN_OFFICE(a_store_with_real_work_is_not_made_a_rehearsal);
    IN_AN_OFFICE(the_clock_moves_forward_only);
    IN_AN_OFFICE(what_falls_due_is_done_on_the_way_at_its_own_instant);
    IN_AN_OFFICE(a_move_in_parts_comes_to_the_same);
    IN_AN_OFFICE(notices_go_when_they_may);
    IN_AN_OFFICE(a_lease_has_one_holder_until_it_ends);
    IN_AN_OFFICE(events_are_sealed_and_notices_delivered_by_themselves);
    IN_AN_OFFICE(a_message_is_asked_for_as_kannel_wants_it);
    IN_AN_OFFICE(an_address_of_a_gateway_is_understood_or_refused);
    IN_AN_OFFICE(messages_are_sent_refused_and_tried_again);
    IN_AN_OFFICE(without_a_gateway_a_text_counts_as_delivered_when_it_is_due);
    IN_AN_OFFICE(tries_end);
    IN_AN_OFFICE(an_old_code_is_not_sent_any_more);
    IN_AN_OFFICE(what_fell_due_is_done_once_by_two_programs);
    IN_AN_OFFICE(jobs_end_at_once);
}

int main(void)
{
    const char *server = getenv("ZTC_TEST_POSTGRES");

    log_set_level(LOG_ERROR);
    run_all();
    on_postgres = server && *server;
    if (on_postgres)
        run_all();
    else
        printf("note: ZTC_TEST_POSTGRES is not set, PostgreSQL was not tried (script/with-postgres)\n");
    return test_end();
}
