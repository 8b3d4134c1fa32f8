/* SPDX-License-Identifier: Apache-2.0 */
/* How one appeal or round stands: somebody is in charge, a clock runs, what hangs on it fits. */
#include "simulate/play.h"

#include "base/text.h"
#include "mechanism/clock.h"
#include "mechanism/limits.h"
#include "service/take_step.h"

#define BIT(state) (UINT64_C(1) << STATE_##state)
#define CATALOGUE (BIT(assigned) | BIT(disputed) | BIT(handling) | BIT(assessing) | BIT(awaiting_event))
#define CO_UNITS_ASKED (BIT(assigned) | BIT(disputed) | BIT(handling) | BIT(suspended))
#define IN_A_ROUND (CATALOGUE | BIT(identity_review) | BIT(screening) | BIT(supplementing) | BIT(handed_down) | BIT(on_site))

/* One matter as it is looked at. */
struct looked {
    struct play *play;
    const struct change *change;
    const struct limit *limits;
    size_t limit_count;
    const char *number, *state;
    bool open;
};

#define WRONG(looked, invariant, ...) wrong((looked), INVARIANT_##invariant, arena_printf((looked)->play->step, __VA_ARGS__))

static void wrong(const struct looked *looked, int invariant, const char *what)
{
    violate(looked->play, invariant, "%s（%s）：%s", looked->number, looked->state, what);
}

static struct looked look(struct play *play, const struct kept *kept)
{
    const struct change *change = change_of(play, kept, &the_clock);
    const struct state_row *row = &change->machine->states[kept->state];
    struct looked looked = { .play = play, .change = change, .state = row->chinese, .open = row->open };

    looked.number = kept->appeal ? kept->appeal->number : kept->round->number;
    looked.limits = kept->appeal ? kept->appeal->limits.rows : kept->round->limits.rows;
    looked.limit_count = kept->appeal ? kept->appeal->limits.count : kept->round->limits.count;
    return looked;
}

/* ── Owner and clocks ───────────────────────────────────────────────────── */

static void check_owner(const struct looked *looked)
{
    const struct change *change = looked->change;
    enum turn turn = change->machine->states[change->state_before].turn;
    const char *unit = turn_unit(change, turn);
    bool needs_none = turn == TURN_enterprise || turn == TURN_clock;

    if (turn == TURN_nobody) WRONG(looked, owner, "没有人负责");
    if (!needs_none && !unit) WRONG(looked, owner, "没有负责的单位");
    if (unit && !world_unit(change->facts->world, unit, change->today)) WRONG(looked, owner, "负责的%s已经不存在", unit);
}

static const struct limit *running(const struct looked *looked, int clock, const char *instance)
{
    for (size_t i = 0; i < looked->limit_count; i++)
        if (looked->limits[i].clock == clock && looked->limits[i].state != LIMIT_ended &&
            (!instance || text_equal(looked->limits[i].instance, instance)))
            return &looked->limits[i];
    return NULL;
}

static void check_clocks(const struct looked *looked)
{
    const struct machine *machine = looked->change->machine;
    bool waits = machine == &round_machine && looked->change->round->state == ROUND_opinions_issued, any = false;

    for (size_t i = 0; i < looked->limit_count; i++) {
        const struct limit *limit = &looked->limits[i];

        if (limit->state == LIMIT_ended && limit->next_at) WRONG(looked, clock, "%s已结束还会到期", machine->clocks[limit->clock].id);
        any = any || limit->state != LIMIT_ended;
    }
    /* Held with nothing left to decide and to issue finishes at once or waits for its items. */
    if (machine == &round_machine && looked->change->round->state == ROUND_held) waits = true;
    if (looked->open && !any && !waits) WRONG(looked, clock, "没有期限");
    if (!looked->open && any) WRONG(looked, clock, "已经结束，期限还在走");
}

static void check_limit(const struct looked *looked, const struct limit *limit)
{
    const struct change *change = looked->change;
    const char *id = change->machine->clocks[limit->clock].id;
    struct limit again = *limit;

    if (limit->state == LIMIT_ended) return;
    limit_compute(&again, change->calendar, change->policy);
    if (again.due != limit->due || again.due_day != limit->due_day || again.provisional != limit->provisional)
        WRONG(looked, limit, "%s应为%s，存的是%s", id, day_text(looked->play->step, again.due_day),
              day_text(looked->play->step, limit->due_day));
    if (change->appeal && limit->counted == COUNTED_EVENT && event_day_of(change) && limit->anchor != event_day_of(change))
        WRONG(looked, limit, "%s没有跟着活动日", id);
    if (limit->state == LIMIT_paused && limit->next_at) WRONG(looked, limit, "%s暂停着还会到期", id);
    /* Silence has a result: what is due is done about, or has been. */
    if (limit->state == LIMIT_running && limit->stage == STAGE_running && !limit->next_at && limit->due < change->now) {
        struct change *may = (struct change *)(uintptr_t)change;
        const struct lapse_row *row = workflow_lapse(may, limit);

        if (!row || row->kind != LAPSE_STAY_RED) WRONG(looked, due, "%s过期了，没有任何结果", id);
    }
}

/* ── Caps ───────────────────────────────────────────────────────────────── */

/* Counted otherwise than one by one: bits of actions; from the first time, which is no repetition. */
static int64_t counted(const struct cap_row *row, int64_t value)
{
    if (text_equal(row->counter, "retracts")) return value != 0;
    return text_equal(row->counter, "reach_tries") && value > 0 ? value - 1 : value;
}

static void check_caps(const struct looked *looked)
{
    const struct change *change = looked->change;
    const struct machine *machine = change->machine;
    const struct table *table = change->appeal ? &appeal_record.tables[0] : &round_record.tables[0];
    const char *matter = change->appeal ? (const char *)change->appeal : (const char *)change->round;

    for (size_t i = 0; i < machine->cap_count; i++) {
        const struct column *column = column_find(table, machine->caps[i].counter);
        int64_t value = column ? *(const int64_t *)(const void *)(matter + column->offset) : 0;

        if (!column) WRONG(looked, cap, "没有%s这一栏", machine->caps[i].counter);
        else if (counted(&machine->caps[i], value) > machine->caps[i].most)
            WRONG(looked, cap, "%s是%lld，最多%d", column->name, (long long)value, machine->caps[i].most);
    }
}

static void check_common(const struct looked *looked)
{
    if (looked->open) check_owner(looked);
    check_clocks(looked);
    for (size_t i = 0; i < looked->limit_count; i++) check_limit(looked, &looked->limits[i]);
    check_caps(looked);
}

/* ── What hangs on an appeal ────────────────────────────────────────────── */

static void check_requests(const struct looked *looked, const struct appeal *appeal)
{
    size_t pending = 0, clocks = running(looked, CLOCK_request, NULL) != NULL;

    for (size_t i = 0; i < appeal->requests.count; i++) pending += appeal->requests.rows[i].state == REQUEST_pending;
    if (pending > 1) WRONG(looked, member, "有%zu项申请在等审批", pending);
    if (pending != clocks) WRONG(looked, member, "等审批的申请%zu项，期限%zu个", pending, clocks);
}

static void check_orders(const struct looked *looked, const struct appeal *appeal)
{
    for (size_t i = 0; i < appeal->orders.count; i++) {
        const struct order_row *order = &appeal->orders.rows[i];
        const char *instance = arena_printf(looked->play->step, "%lld", (long long)order->turn);
        bool waits = order->state == ORDER_issued && looked->open;

        if (waits != (running(looked, CLOCK_answer, instance) != NULL))
            WRONG(looked, member, "督办单%s%s", order->number, waits ? "没有答复期限" : "已答复，期限还在走");
    }
}

/* A co-unit is asked for its opinion while the lead has not replied; what joins by a decision only carries it out. */
static void check_co_unit(const struct looked *looked, const struct appeal *appeal, const struct dispatch *one)
{
    if (!(CO_UNITS_ASKED >> appeal->state & 1u)) return;
    if (one->state == DISPATCH_sent && !running(looked, CLOCK_co_accept, one->unit))
        WRONG(looked, member, "%s的协办没有接收期限", one->unit);
    if (one->state == DISPATCH_accepted && !running(looked, CLOCK_co_reply, one->unit) &&
        !(appeal->flags >> FLAG_co_overdue & 1))
        WRONG(looked, member, "%s的协办没有回复期限", one->unit);
}

static void check_dispatches(const struct looked *looked, const struct appeal *appeal)
{
    for (size_t i = 0; i < appeal->dispatches.count; i++) {
        const struct dispatch *one = &appeal->dispatches.rows[i];
        bool lead = text_equal(one->role, "lead"), live = one->state != DISPATCH_ended;

        if (live && !looked->open && one->state < DISPATCH_replied) WRONG(looked, member, "%s的转办没有结束", one->unit);
        if (live && lead && !text_equal(one->unit, appeal->lead_unit))
            WRONG(looked, member, "转办给%s，主办却是%s", one->unit, appeal->lead_unit ? appeal->lead_unit : "无");
        if (live && !lead && looked->open && text_equal(one->unit, appeal->lead_unit) && one->state < DISPATCH_replied)
            WRONG(looked, member, "%s又是主办又是协办", one->unit);
        if (!lead) check_co_unit(looked, appeal, one);
    }
}

/* An item stands in the appeal's own round, before the event only while it is to be heard. */
static void check_items(const struct looked *looked, const struct appeal *appeal)
{
    for (size_t i = 0; i < looked->play->rounds.count; i++) {
        const struct round *round = looked->play->rounds.rows[i]->round;

        if (!round || round->state >= ROUND_held) continue;
        for (size_t k = 0; k < round->items.count; k++) {
            const struct item *item = &round->items.rows[k];

            if (item->appeal != appeal->id || item->struck_at) continue;
            if (!(CATALOGUE >> appeal->state & 1u) || !text_equal(appeal->round, round->number))
                WRONG(looked, member, "还在%s的目录里", round->number);
        }
    }
}

static void check_round_of(const struct looked *looked, const struct appeal *appeal)
{
    const struct round *round = round_of(looked->change, appeal->round);

    if (appeal->round && !round) WRONG(looked, member, "没有%s这一期", appeal->round);
    if ((IN_A_ROUND >> appeal->state & 1u) && !appeal->off_round && !appeal->round) WRONG(looked, member, "不属于任何一期");
    if (round && looked->open && !appeal->off_round && !text_equal(round->jurisdiction, appeal->jurisdiction))
        WRONG(looked, member, "属于别处的%s", round->number);
    if (appeal->state == STATE_awaiting_event && round && round->state >= ROUND_held)
        WRONG(looked, member, "等待现场活动，%s已经举行或取消", round->number);
    if (appeal->state == STATE_on_site && !(looked->change->facts->item && looked->change->facts->item->heard))
        WRONG(looked, member, "现场已研究，%s却没有这一项", appeal->round ? appeal->round : "");
}

void check_appeal(struct play *play, const struct kept *kept)
{
    struct looked looked = look(play, kept);

    check_common(&looked);
    check_requests(&looked, kept->appeal);
    check_orders(&looked, kept->appeal);
    check_dispatches(&looked, kept->appeal);
    check_items(&looked, kept->appeal);
    check_round_of(&looked, kept->appeal);
    if (!kept->appeal->jurisdiction || !world_jurisdiction(play->context.world, kept->appeal->jurisdiction))
        WRONG(&looked, owner, "没有辖区");
    if (looked.open && (kept->appeal->merged_into != 0)) WRONG(&looked, member, "并案之后仍在办理");
}

/* ── What hangs on a round ──────────────────────────────────────────────── */

static void check_item(const struct looked *looked, const struct round *round, const struct item *item)
{
    const struct kept *kept = mirror_appeal(looked->play, item->appeal);

    if (!kept || !kept->appeal) WRONG(looked, member, "目录里的%s不存在", item->number);
    else if (!item->struck_at && round->state < ROUND_held) check_items(looked, kept->appeal);
}

void check_round(struct play *play, const struct kept *kept)
{
    struct looked looked = look(play, kept);
    int64_t heard = 0;

    check_common(&looked);
    for (size_t i = 0; i < kept->round->items.count; i++) {
        check_item(&looked, kept->round, &kept->round->items.rows[i]);
        heard += kept->round->items.rows[i].heard;
    }
    if (heard != kept->round->heard_count) WRONG(&looked, member, "现场研究%lld项，记的是%lld项", (long long)heard, (long long)kept->round->heard_count);
}
