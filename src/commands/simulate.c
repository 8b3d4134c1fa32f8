/* SPDX-License-Identifier: Apache-2.0 */
/* `ztc simulate`: the mechanism with random people on a virtual clock, everything checked after every event. */
#include "simulate/simulate.h"

#include "base/arguments.h"
#include "base/json.h"
#include "base/log.h"
#include "commands.h"
#include "commands/print.h"

#include <time.h>

#define ARENA_BYTES ((size_t)1 << 30)

struct run {
    struct simulation_order order;
    struct simulation_result result;
    struct buffer out;
    int64_t milliseconds; /* of the processor: the machine may have other work */
};

static int64_t a_second(const struct run *run)
{
    return run->milliseconds ? run->result.events * 1000 / run->milliseconds : run->result.events;
}

static void write_text(struct run *run)
{
    const struct simulation_result *result = &run->result;
    const struct violation *violation = &result->violation;

    buffer_printf(&run->out,
                  "种子%lld，%s至%s：诉求%lld件（办结%lld件），期次%lld期，事件%lld条，通知%lld条，操作%lld次（被拒%lld次），"
                  "核对%lld次，处理器%lld.%lld秒，每秒%lld条\n",
                  (long long)run->order.seed, result->from, result->until, (long long)result->appeals,
                  (long long)result->closed, (long long)result->rounds, (long long)result->events,
                  (long long)result->notices, (long long)result->deeds, (long long)result->refused,
                  (long long)result->checks, (long long)run->milliseconds / 1000, (long long)run->milliseconds % 1000 / 100,
                  (long long)a_second(run));
    if (run->order.faults)
        buffer_printf(&run->out, "故障：存储失败%lld次，抢先%lld次，停运%lld次\n", (long long)result->failures,
                      (long long)result->races, (long long)result->standstills);
    if (!violation->invariant) {
        buffer_text(&run->out, "该成立的都成立\n");
        return;
    }
    buffer_printf(&run->out, "种子%lld不成立：%s（%s）\n  %s\n", (long long)run->order.seed, violation->meaning,
                  violation->invariant, violation->what);
    buffer_printf(&run->out, violation->again ? "最短的经过，%lld步（原%lld步）：\n%s" : "未能重演，经过共%lld步（原%lld步）：\n%s",
                  (long long)violation->steps, (long long)violation->of, violation->path);
}

static void write_json(struct run *run)
{
    const struct simulation_result *result = &run->result;
    struct json json = json_writer(&run->out);

    json_open(&json, NULL, '{');
    json_int(&json, "seed", run->order.seed);
    json_text(&json, "from", result->from);
    json_text(&json, "until", result->until);
    json_int(&json, "events", result->events);
    json_int(&json, "appeals", result->appeals);
    json_int(&json, "rounds", result->rounds);
    json_int(&json, "notices", result->notices);
    json_int(&json, "deeds", result->deeds);
    json_int(&json, "refused", result->refused);
    json_int(&json, "failures", result->failures);
    json_int(&json, "races", result->races);
    json_int(&json, "standstills", result->standstills);
    json_int(&json, "events_a_second", a_second(run));
    json_open(&json, "violation", '{');
    if (result->violation.invariant) {
        json_text(&json, "invariant", result->violation.invariant);
        json_text(&json, "what", result->violation.what);
        json_int(&json, "steps", result->violation.steps);
        json_text(&json, "path", result->violation.path);
    }
    json_close(&json, '}');
    json_close(&json, '}');
    buffer_char(&run->out, '\n');
}

static int play(struct arguments *arguments, struct arena *arena)
{
    struct run run = { .order = { .progress = true } };
    bool as_json = arguments_switch(arguments, "--json");
    struct error error;
    int printed;

    run.order.seed = arguments_number(arguments, "--seed", 1, 0, INT64_MAX);
    run.order.months = (int)arguments_number(arguments, "--months", 1, 1, 60);
    run.order.faults = arguments_switch(arguments, "--faults");
    run.order.store = arguments_option(arguments, "--store");
    if (!arguments_end(arguments)) return EXIT_USAGE;
    if (run.order.faults) log_set_level(LOG_NOTHING); /* what fails does so on purpose */
    error = simulate(arena, &run.order, &run.result);
    if (error.kind != NO_ERROR) return command_result(arguments, error);
    run.milliseconds = (int64_t)clock() * 1000 / CLOCKS_PER_SEC;
    buffer_init(&run.out, arena, (size_t)8 << 20);
    (as_json ? write_json : write_text)(&run);
    printed = command_print(arguments, &run.out);
    return run.result.violation.invariant ? EXIT_REFUSED : printed;
}

int command_simulate(struct arguments *arguments)
{
    struct arena *arena = arena_new(ARENA_BYTES);
    int status = play(arguments, arena);

    arena_free(arena);
    return status;
}
