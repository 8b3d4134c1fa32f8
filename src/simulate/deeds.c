/* SPDX-License-Identifier: Apache-2.0 */
/* One deed: recorded so that it can be done again in another run, done as the runner of a request does it, with what
 * may go wrong on the way. */
#include "simulate/play.h"

#include "base/buffer.h"
#include "base/text.h"
#include "service/attach.h"
#include "service/sweep.h"
#include "service/take_step.h"
#include "store/seals.h"

enum { ATTEMPTS = 3, SEAL_EVERY = 200, COMMIT_EVERY = 40, LOOK_EVERY = 1000 };

struct deed *deed_new(struct play *play, enum deed_kind kind, const struct actor *actor)
{
    struct deed *deed = ARENA_NEW(play->arena, struct deed);

    *deed = (struct deed){ .kind = kind, .at = play->context.now, .actor = actor };
    return deed;
}

/* Words may belong to a snapshot of the world that goes. */
static struct given copied(struct arena *arena, struct given given)
{
    const char **list = ARENA_ARRAY(arena, const char *, given.count + 1);

    for (size_t i = 0; i < given.count; i++) list[i] = arena_text(arena, given.list[i]);
    given.list = list;
    given.text = arena_text(arena, given.text);
    return given;
}

void deed_record(struct play *play, struct deed *deed, const struct input *input)
{
    for (int i = 0; i < INPUTS; i++) deed->field_count += input->fields[i].present;
    deed->fields = ARENA_ARRAY(play->arena, struct field, deed->field_count + 1);
    deed->field_count = 0;
    for (int i = 0; i < INPUTS; i++)
        if (input->fields[i].present)
            deed->fields[deed->field_count++] = (struct field){ (enum input_id)i, copied(play->arena, input->fields[i]) };
}

/* ── What it says now ───────────────────────────────────────────────────── */

/* Numbers are others when some deeds are left out. */
static const char *number_now(const struct play *play, const char *number)
{
    for (size_t i = 0; number && play->replaying && i < play->deeds.count; i++)
        if (text_equal(play->deeds.rows[i]->became, number))
            return play->deeds.rows[i]->now_number ? play->deeds.rows[i]->now_number : number;
    return number;
}

static struct error attach(struct play *play, const struct deed *deed, const char *number, const char **id)
{
    const struct examined examined = { .name = "盖章件.pdf", .media_type = "application/pdf", .size = 9 };
    struct attachment *file = ARENA_NEW(play->step, struct attachment);

    TRY(attach_add(&play->context, deed->kind == DEED_appeal ? "appeal" : "round", number, play->file, &examined, file));
    *id = arena_printf(play->step, "%lld", (long long)file->id);
    return OK;
}

static struct error input_of(struct play *play, const struct deed *deed, const char *number, struct input *input)
{
    for (size_t i = 0; i < deed->field_count; i++) {
        struct given *given = &input->fields[deed->fields[i].input];

        *given = deed->fields[i].given;
        given->text = number_now(play, given->text);
        if (play->replaying && given->count) {
            const char **list = ARENA_ARRAY(play->step, const char *, given->count);

            for (size_t k = 0; k < given->count; k++) list[k] = number_now(play, given->list[k]);
            given->list = list;
        }
        if (number && inputs[deed->fields[i].input].kind == INPUT_IS_FILE && text_equal(given->text, "attach"))
            TRY(attach(play, deed, number, &given->text));
    }
    return OK;
}

static int64_t version_of(struct play *play, const struct deed *deed, const char *number)
{
    const struct kept *kept =
        deed->kind == DEED_appeal ? mirror_appeal_numbered(play, number) : mirror_round_numbered(play, number);

    if (!deed->stale || !kept) return 0;
    return (kept->appeal ? kept->appeal->version : kept->round->version) - 1;
}

static struct error run(struct play *play, struct deed *deed)
{
    struct input *input = ARENA_NEW(play->step, struct input);
    const char *number = number_now(play, deed->number), *made = NULL;

    play->context.now = deed->at;
    play->context.person = deed->actor ? deed->actor->person : the_clock;
    TRY(input_of(play, deed, number, input));
    switch (deed->kind) {
    case DEED_appeal:
        return take_appeal_step(&play->context, number, deed->action, input, version_of(play, deed, number));
    case DEED_round:
        return take_round_step(&play->context, number, deed->action, input, version_of(play, deed, number));
    case DEED_submit: TRY(submit_appeal(&play->context, input, &made)); break;
    case DEED_plan: TRY(plan_round(&play->context, deed->first, input, &made)); break;
    case DEED_upheaval: return upheaval_do(play, deed);
    case DEED_wait:
    case DEED_until: break;
    }
    deed->now_number = arena_text(play->arena, made);
    if (!play->replaying) deed->became = deed->now_number;
    return OK;
}

/* ── As the runner does ─────────────────────────────────────────────────── */

static struct error commit(struct play *play)
{
    int64_t sealed = 1;

    if (play->unsealed >= SEAL_EVERY)
        for (play->unsealed = 0; sealed > 0;) TRY(seals_seal(play->db, play->step, play->context.wall, &sealed));
    TRY(db_commit(play->db));
    arena_reset(play->step);
    play->headers_old = true;
    play->since_commit = 0;
    return db_begin(play->db);
}

static void arm(struct play *play, const struct deed *deed)
{
    if (deed->mishap == MISHAP_failure) db_fail_at(play->db, deed->mishap_at);
    if (deed->mishap == MISHAP_race) db_lose_at(play->db, deed->mishap_at);
}

static struct error attempt(struct play *play, struct deed *deed, bool armed)
{
    struct error error;

    play->context.wall++;
    play->calls++;
    TRY(db_savepoint(play->db));
    if (armed) arm(play, deed);
    error = run(play, deed);
    if (error.kind == NO_ERROR) error = db_release(play->db);
    db_fail_at(play->db, 0);
    if (error.kind != NO_ERROR) db_rollback_to_savepoint(play->db);
    return error;
}

static bool is_refusal(enum error_kind kind)
{
    return kind == NOT_ALLOWED || kind == NOT_FOUND || kind == NOT_NOW || kind == INVALID || kind == STALE ||
           kind == MALFORMED;
}

/* What went wrong on purpose leaves nothing behind, and is done again: the runner does after a lost race, the person
 * after a failure. What the sweep set aside meanwhile is done within the hour. */
static struct error attempt_again(struct play *play, struct deed *deed, struct error error)
{
    for (int i = 0; i < ATTEMPTS && (error.kind == CONFLICT || error.kind == BROKEN); i++) {
        TRY(check_events(play, true));
        play->result.failures += error.kind == BROKEN;
        play->result.races += error.kind == CONFLICT;
        error = attempt(play, deed, false);
    }
    return error;
}

static void note_outcome(struct play *play, struct deed *deed, struct error error)
{
    deed->outcome = error.kind;
    deed->refusal = arena_text(play->arena, error.code);
    if (error.kind == NO_ERROR) return;
    play->result.refused++;
    if (!is_refusal(error.kind))
        violate(play, INVARIANT_sound, "%s：%s %s", deed_text(play->step, deed), error.code ? error.code : "",
                error.detail ? error.detail : "");
}

static struct error in_between(struct play *play)
{
    if (++play->since_commit >= COMMIT_EVERY) TRY(commit(play));
    if (play->result.events - play->since_look < LOOK_EVERY) return OK;
    play->since_look = play->result.events;
    return check_all(play, false);
}

/* ── What falls due ─────────────────────────────────────────────────────── */

static struct error sweep_once(struct play *play, instant_t until, int most, int *done)
{
    struct error error;

    play->context.wall++;
    play->calls++;
    play->context.person = the_clock;
    TRY(db_savepoint(play->db));
    error = sweep(&play->context, until, most, done);
    if (error.kind == NO_ERROR) error = db_release(play->db);
    if (error.kind != NO_ERROR) db_rollback_to_savepoint(play->db);
    TRY(error);
    TRY(check_events(play, false));
    return in_between(play);
}

struct error sweep_until(struct play *play, instant_t until)
{
    int done = 1;

    while (done > 0 && !violated(play) && mirror_next_due(play) <= until) TRY(sweep_once(play, until, 1, &done));
    play->context.now = until;
    if (!violated(play) && mirror_next_due(play) <= until && until >= play->excused_until)
        violate(play, INVARIANT_due, "到期未办");
    return OK;
}

/* The platform stood still: all that fell due meanwhile is done at once, as the job does it. */
static struct error wait(struct play *play, const struct deed *deed)
{
    enum { AT_ONCE = 100 };
    int done = AT_ONCE;

    play->result.standstills++;
    while (done >= AT_ONCE && !violated(play)) TRY(sweep_once(play, deed->at, AT_ONCE, &done));
    play->context.now = deed->at;
    return OK;
}

struct error deed_do(struct play *play, struct deed *deed)
{
    struct error error;

    play->result.deeds++;
    if (deed->kind == DEED_wait) return wait(play, deed);
    TRY(sweep_until(play, deed->at));
    if (violated(play) || deed->kind == DEED_until) return OK;
    if (deed->mishap) play->excused_until = deed->at + 2 * HOUR;
    error = attempt(play, deed, deed->mishap != MISHAP_none);
    if (deed->mishap) error = attempt_again(play, deed, error);
    note_outcome(play, deed, error);
    if (deed->kind == DEED_upheaval) TRY(upheaval_done(play));
    TRY(check_events(play, error.kind != NO_ERROR));
    return violated(play) ? OK : in_between(play);
}

/* ── For people ─────────────────────────────────────────────────────────── */

static void put_field(struct buffer *out, const struct field *field)
{
    char day[DAY_TEXT];

    buffer_printf(out, " %s=", inputs[field->input].name);
    switch (inputs[field->input].kind) {
    case INPUT_IS_TEXT:
    case INPUT_IS_FILE: buffer_printf(out, "%.60s", field->given.text ? field->given.text : ""); return;
    case INPUT_IS_BOOLEAN: buffer_text(out, field->given.truth ? "true" : "false"); return;
    case INPUT_IS_DAY: buffer_text(out, field->given.day ? day_format(field->given.day, day) : ""); return;
    case INPUT_IS_NUMBER: buffer_printf(out, "%lld", (long long)field->given.number); return;
    case INPUT_IS_INSTANT: buffer_text(out, "…"); return;
    case INPUT_IS_LIST:
        for (size_t i = 0; i < field->given.count; i++) buffer_printf(out, "%s%s", i ? "," : "", field->given.list[i]);
        return;
    }
}

const char *deed_text(struct arena *arena, const struct deed *deed)
{
    static const char *const mishaps[] = { "", "［存储第%lld次调用失败］", "［第%lld次调用时抢先］" };
    const char *made = deed->became ? deed->became : deed->now_number;
    struct buffer out;

    buffer_init(&out, arena, 16 * 1024);
    buffer_printf(&out, "%s %s %s %s", instant_text(arena, deed->at), deed->actor ? deed->actor->person.account : "",
                  deed->action, deed->number ? deed->number : made ? made : "");
    for (size_t i = 0; i < deed->field_count; i++) put_field(&out, &deed->fields[i]);
    if (deed->kind == DEED_upheaval) buffer_printf(&out, " %s %s", deed->first ? deed->first : "", deed->second ? deed->second : "");
    if (deed->mishap) buffer_printf(&out, mishaps[deed->mishap], (long long)deed->mishap_at);
    if (deed->outcome != NO_ERROR) buffer_printf(&out, " → %s", deed->refusal ? deed->refusal : "refused");
    return buffer_string(&out);
}
