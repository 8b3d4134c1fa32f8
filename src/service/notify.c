/* SPDX-License-Identifier: Apache-2.0 */
#include "service/notify.h"

#include "base/log.h"
#include "base/text.h"
#include "mechanism/limits.h"
#include "mechanism/phone.h"
#include "service/notice_words.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/records.h"
#include "store/sealed.h"
#include "store/units.h"

/* One step and the template it is told with. */
struct telling {
    struct context *context;
    struct change *change;
    const struct event *event;
    const struct template_row *template;
};

static bool is_appeal(const struct telling *telling) { return telling->change->machine == &appeal_machine; }

static const char *jurisdiction_of(const struct telling *telling)
{
    return is_appeal(telling) ? telling->change->appeal->jurisdiction : telling->change->round->jurisdiction;
}

/* ── One row ────────────────────────────────────────────────────────────── */

/* A reminder of a limit in hours does not wait for the morning either. */
static bool is_urgent(const struct telling *telling)
{
    const struct change *change = telling->change;

    if (telling->template->flags & NIGHT) return true;
    return change->lapse_clock >= 0 && text_equal(change->machine->actions[change->action].id, "urge") &&
           change->machine->clocks[change->lapse_clock].counted == COUNTED_HOURS;
}

static struct letter letter_to(const struct telling *telling, enum reader reader)
{
    return (struct letter){ .context = telling->context,
                            .change = telling->change,
                            .template = telling->template,
                            .reader = reader,
                            .turn = reader == READER_unit ? TURN_lead : TURN_nobody,
                            .appeal = telling->change->appeal };
}

static struct error send(const struct telling *telling, struct letter *letter, const char *kind, const char *recipient,
                         const char *channel)
{
    struct arena *arena = telling->context->arena;
    const char *text = letter_text(letter);
    struct notice notice = {
        .subject = telling->event->subject,
        .subject_id = telling->event->subject_id,
        .seq = telling->event->seq,
        .kind = kind,
        .recipient = recipient,
        .channel = channel,
        .template = telling->template->id,
        .text = text_equal(channel, "sms") ? arena_printf(arena, SENDER "%s", text) : text,
        .values = letter_values(letter),
        .at = telling->change->now,
        .wall = telling->context->wall,
        .urgent = is_urgent(telling),
    };

    /* Two appeals of one step may have the same phone: each is told. */
    if (letter->follower)
        notice.key =
            sealed_digest(arena, arena_printf(arena, "%s/%lld/%lld/%s/%s", notice.subject, (long long)notice.subject_id,
                                              (long long)notice.seq, notice.template, letter->appeal->number));
    return outbox_add(telling->context->db, arena, &notice);
}

/* ── Enterprises ────────────────────────────────────────────────────────── */

static const char *number_of(const struct telling *telling, const char *phone)
{
    const char *normal = phone ? phone_normal(telling->context->arena, phone) : NULL;

    return normal ? normal : phone;
}

static struct error tell_phone_of(const struct telling *telling, const struct appeal *appeal, bool follower)
{
    struct letter letter = letter_to(telling, READER_enterprise);
    const char *phone = number_of(telling, appeal->contact_phone);

    letter.appeal = appeal;
    letter.follower = follower;
    letter.turn = TURN_enterprise;
    return text_blank(phone) ? OK : send(telling, &letter, "phone", phone, "sms");
}

/* Each gets the answer separately, about its own appeal. */
static struct error tell_followers(const struct telling *telling)
{
    const struct facts *facts = telling->change->facts;

    for (size_t i = 0; i < facts->member_count; i++) {
        struct appeal *follower;

        if (facts->members[i].state != STATE_merged) continue;
        follower = ARENA_NEW(telling->context->arena, struct appeal);
        TRY(record_load(telling->context->db, telling->context->arena, &appeal_record, facts->members[i].id, follower));
        TRY(tell_phone_of(telling, follower, true));
    }
    return OK;
}

/* Rows about a round have no one enterprise. What is counted anew for a decision that is not issued yet is not told. */
static struct error tell_enterprise(const struct telling *telling)
{
    const struct change *change = telling->change;

    if (!is_appeal(telling)) return OK;
    if (change->action == ACTION_follow && change->appeal->state == STATE_on_site) return OK;
    TRY(tell_phone_of(telling, change->appeal, false));
    return telling->template->flags & FOLLOWERS ? tell_followers(telling) : OK;
}

/* ── Roles and accounts ─────────────────────────────────────────────────── */

struct error place_serving(struct context *context, enum role role, const char **place)
{
    struct account_filter filter = { .jurisdiction = *place, .role = role, .active_only = true, .limit = 1 };
    struct account *accounts;
    size_t count;

    if (text_equal(*place, CITY)) return OK;
    TRY(accounts_list(context->db, context->arena, &filter, &accounts, &count));
    if (count == 0 && role != ROLE_coordinator) *place = CITY;
    return OK;
}

static struct error tell_role_at(const struct telling *telling, enum role role, const char *place, enum turn turn)
{
    struct letter letter = letter_to(telling, READER_staff);

    letter.turn = turn;
    TRY(place_serving(telling->context, role, &place));
    return send(telling, &letter, "role", arena_printf(telling->context->arena, "%s@%s", role_id(role), place),
                "inapp");
}

static struct error tell_role(const struct telling *telling, enum role role, enum turn turn)
{
    return tell_role_at(telling, role, jurisdiction_of(telling), turn);
}

static struct error tell_account(const struct telling *telling, const char *account, struct letter *letter)
{
    return text_blank(account) ? OK : send(telling, letter, "account", account, "inapp");
}

/* The one of the round; before there is one, whoever has the role. */
static struct error tell_of_round(const struct telling *telling, const struct round *round, enum role role)
{
    struct letter letter = letter_to(telling, READER_staff);
    const char *account = round ? (role == ROLE_leader ? round->leader : round->secretary) : NULL;
    enum turn turn = role == ROLE_leader ? TURN_leader : TURN_secretary;

    letter.turn = turn;
    letter.post = role == ROLE_leader ? "出席领导" : "轮值秘书长";
    return text_blank(account) ? tell_role(telling, role, turn) : tell_account(telling, account, &letter);
}

static const struct round *round_told(const struct telling *telling)
{
    const struct change *change = telling->change;

    if (!is_appeal(telling)) return change->round;
    return change->appeal->round ? round_of(change, change->appeal->round) : NULL;
}

/* ── Units ──────────────────────────────────────────────────────────────── */

/* Nobody to send a text message to: the coordinator has to see to it. */
static struct error tell_contact_missing(const struct telling *telling, const char *unit)
{
    struct telling missing = *telling;
    struct letter letter;

    missing.template = &template_rows[TEMPLATE_contact_missing];
    letter = letter_to(&missing, READER_staff);
    letter.unit = unit;
    log_warning("unit %s has no contact with a phone: an assignment could not be told by text message", unit);
    return send(&missing, &letter, "role",
                arena_printf(telling->context->arena, "%s@%s", role_id(ROLE_coordinator), jurisdiction_of(telling)),
                "inapp");
}

static struct error tell_contacts(const struct telling *telling, struct letter *letter)
{
    struct contact *contacts;
    size_t count;
    bool told = false;

    TRY(contacts_of(telling->context->db, telling->context->arena, letter->unit, &contacts, &count));
    for (size_t i = 0; i < count; i++) {
        if (text_blank(contacts[i].phone)) continue;
        TRY(send(telling, letter, "phone", number_of(telling, contacts[i].phone), "sms"));
        told = true;
    }
    return told || !(telling->template->flags & NIGHT) ? OK : tell_contact_missing(telling, letter->unit);
}

static struct error tell_unit(const struct telling *telling, const char *unit)
{
    struct letter letter = letter_to(telling, READER_unit);

    if (text_blank(unit)) return OK;
    letter.unit = unit;
    TRY(send(telling, &letter, "unit", unit, "inapp"));
    return telling->template->flags & SMS ? tell_contacts(telling, &letter) : OK;
}

static struct error tell_head(const struct telling *telling, const char *unit)
{
    struct letter letter = letter_to(telling, READER_unit);

    if (text_blank(unit)) return OK;
    letter.unit = unit;
    return send(telling, &letter, "role", arena_printf(telling->context->arena, "%s@%s", role_id(ROLE_unit_head), unit),
                "inapp");
}

/* A newly sent dispatch for what sends them, the unit whose limit it was for what silence does, else all that join. */
static bool co_unit_is_told(const struct telling *telling, const struct dispatch *dispatch)
{
    const struct change *change = telling->change;

    if (!text_equal(dispatch->role, "co")) return false;
    if (change->lapse_clock == CLOCK_co_accept) return text_equal(dispatch->unit, change->lapse_instance);
    if (text_equal(telling->template->id, template_rows[TEMPLATE_co_dispatched].id))
        return dispatch->state != DISPATCH_ended && dispatch->sent == change->now;
    return dispatch->state != DISPATCH_ended || text_equal(dispatch->why, "finished");
}

static struct error tell_co_units(const struct telling *telling)
{
    const struct appeal *appeal = telling->change->appeal;

    for (size_t i = 0; i < appeal->dispatches.count; i++)
        if (co_unit_is_told(telling, &appeal->dispatches.rows[i]))
            TRY(tell_unit(telling, appeal->dispatches.rows[i].unit));
    return OK;
}

/* ── Whose turn it is ───────────────────────────────────────────────────── */

/* An objection to a hand-down is the city's to decide. */
static struct error tell_decider(const struct telling *telling)
{
    bool city = telling->change->appeal->object_from == STATE_handed_down;

    return tell_role_at(telling, ROLE_coordinator, city ? CITY : jurisdiction_of(telling), TURN_decider);
}

static struct error tell_checker(const struct telling *telling)
{
    const struct appeal *appeal = telling->change->appeal;

    if (appeal->state != STATE_result_check) return OK; /* straight to the rating: nothing is checked */
    return tell_role(telling, appeal->failed_checks >= 2 ? ROLE_inspector : ROLE_coordinator, TURN_checker);
}

/* Coordinator until the catalogue, secretary until the agenda is approved, then coordinator. */
static struct error tell_turn_of_round(const struct telling *telling)
{
    const struct round *round = round_told(telling);

    if (round && round->state == ROUND_agenda_proposed) return tell_of_round(telling, round, ROLE_leader);
    if (round && round->state == ROUND_catalogue_submitted) return tell_of_round(telling, round, ROLE_secretary);
    return tell_role(telling, ROLE_coordinator, TURN_coordinator);
}

static struct error tell_lead(const struct telling *telling, bool head)
{
    const char *unit = is_appeal(telling) ? telling->change->appeal->lead_unit : NULL;

    TRY(tell_unit(telling, unit));
    return head ? tell_head(telling, unit) : OK;
}

static struct error tell_turn(const struct telling *telling, enum turn turn, bool head)
{
    const struct round *round = round_told(telling);
    const char *instance = telling->change->lapse_instance;

    switch (turn) {
    case TURN_registrar: return tell_role(telling, ROLE_registrar, turn);
    case TURN_coordinator: return tell_role(telling, ROLE_coordinator, turn);
    case TURN_enterprise: return tell_enterprise(telling);
    case TURN_lead: return tell_lead(telling, head);
    case TURN_decider: return tell_decider(telling);
    case TURN_city: return tell_role_at(telling, ROLE_coordinator, CITY, turn);
    case TURN_round:
    case TURN_secretary_or_leader: return tell_turn_of_round(telling);
    case TURN_checker: return tell_checker(telling);
    case TURN_co_unit: return tell_unit(telling, instance);
    case TURN_office: return tell_role(telling, ROLE_office, turn);
    case TURN_secretary: return tell_of_round(telling, round, ROLE_secretary);
    case TURN_leader: return tell_of_round(telling, round, ROLE_leader);
    case TURN_nobody:
    case TURN_clock: break;
    }
    return OK;
}

static enum turn turn_of_state(const struct telling *telling)
{
    const struct change *change = telling->change;

    return change->machine->states[is_appeal(telling) ? change->appeal->state : change->round->state].turn;
}

/* An order before there is a unit is for whoever has the turn. */
static struct error tell_lead_or_turn(const struct telling *telling)
{
    const struct change *change = telling->change;
    bool order =
        is_appeal(telling) && (change->action == ACTION_supervise || change->action == ACTION_lift_supervision);

    if (order && !change->appeal->lead_unit) return tell_turn(telling, turn_of_state(telling), false);
    return tell_lead(telling, false);
}

/* Of the limit that the clock acts for; an order before there is a unit is whoever's turn it is. */
static enum turn turn_told(const struct telling *telling)
{
    const struct change *change = telling->change;
    enum turn owner = change->lapse_clock < 0 ? TURN_nobody : change->machine->clocks[change->lapse_clock].owner;
    bool nobody_leads = is_appeal(telling) && owner == TURN_lead && !change->appeal->lead_unit;

    return owner == TURN_nobody || nobody_leads ? turn_of_state(telling) : owner;
}

/* ── Rule 2 ─────────────────────────────────────────────────────────────── */

static bool owner_is_above(const struct telling *telling, enum turn owner)
{
    return owner == TURN_secretary || owner == TURN_leader || owner == TURN_office ||
           owner == TURN_secretary_or_leader ||
           (!is_appeal(telling) && telling->change->lapse_clock == ROUND_CLOCK_event);
}

bool owner_is_coordinator(enum turn owner)
{
    return owner == TURN_coordinator || owner == TURN_decider || owner == TURN_city || owner == TURN_checker ||
           owner == TURN_round;
}

/* At due the owner and the unit's head; a working day later coordinator and inspector, where the coordinator is the
 * owner office and inspector; for those above the ladder an alarm to the office. */
static struct error tell_escalation(const struct telling *telling)
{
    enum turn owner = turn_told(telling);

    if (telling->change->overdue_stage == STAGE_due) {
        TRY(tell_turn(telling, owner, true));
        return owner_is_above(telling, owner) ? tell_role(telling, ROLE_office, TURN_nobody) : OK;
    }
    TRY(tell_role(telling, owner_is_coordinator(owner) ? ROLE_office : ROLE_coordinator, TURN_nobody));
    return tell_role(telling, ROLE_inspector, TURN_nobody);
}

/* ── Those of one step only ─────────────────────────────────────────────── */

static struct error tell_again(const struct telling *telling, const struct notice *notice)
{
    const struct appeal *appeal = telling->change->appeal;
    bool enterprise = text_equal(notice->recipient, number_of(telling, appeal->contact_phone));
    bool unit = text_equal(notice->kind, "unit") || text_equal(notice->kind, "phone") ||
                text_starts(notice->recipient, role_id(ROLE_unit_head));
    struct letter letter = letter_to(telling, enterprise ? READER_enterprise : unit ? READER_unit : READER_staff);

    return send(telling, &letter, notice->kind, notice->recipient, notice->channel);
}

/* Whoever was told of what is taken back is told again. */
static struct error tell_told_before(const struct telling *telling)
{
    const struct appeal *image = telling->change->facts->image;
    struct notice_row *rows;
    size_t count;

    if (!image) return OK;
    TRY(outbox_of_event(telling->context->db, telling->context->arena, telling->event->subject,
                        telling->event->subject_id, image->last_event + 1, &rows, &count));
    for (size_t i = 0; i < count; i++) TRY(tell_again(telling, &rows[i].notice));
    return OK;
}

static struct error tell_guest(const struct telling *telling, const struct guest *guest)
{
    struct appeal *appeal;

    if (guest->unit) {
        TRY(tell_unit(telling, guest->unit));
        return tell_head(telling, guest->unit);
    }
    if (!guest->appeal) return OK;
    appeal = ARENA_NEW(telling->context->arena, struct appeal);
    TRY(record_load_number(telling->context->db, telling->context->arena, &appeal_record, guest->appeal, appeal));
    return tell_phone_of(telling, appeal, true);
}

static struct error tell_guests(const struct telling *telling)
{
    const struct round *round = telling->change->round;

    for (size_t i = 0; i < round->guests.count; i++)
        if (round->guests.rows[i].invited_at) TRY(tell_guest(telling, &round->guests.rows[i]));
    return OK;
}

static struct error tell_convened(const struct telling *telling)
{
    const char *units = telling->change->round->meeting_units;
    size_t count = 0;
    char **list = text_split(telling->context->arena, units ? units : "", ' ', &count);

    for (size_t i = 0; i < count; i++) TRY(tell_unit(telling, list[i]));
    return OK;
}

/* A leader's date that moved, and the second suspension. */
static bool promise_moved(const struct change *change)
{
    const struct appeal *before = change->appeal_before, *after = change->appeal;

    if (after->state == STATE_suspended) return after->suspensions > 1;
    return before->leader_date && after->state == STATE_executing && after->promise != before->promise;
}

static struct error tell_colleague(const struct telling *telling)
{
    struct letter letter = letter_to(telling, READER_unit);

    letter.unit = telling->change->person->unit;
    return tell_account(telling, telling->change->appeal->officer, &letter);
}

/* ── The rows ───────────────────────────────────────────────────────────── */

static struct error tell(const struct telling *telling, enum whom whom)
{
    const struct change *change = telling->change;

    switch (whom) {
    case TELL_ENTERPRISE: return tell_enterprise(telling);
    case TELL_RATER: return change->appeal->state == STATE_rating ? tell_enterprise(telling) : OK;
    case TELL_TURN: return tell_turn(telling, turn_told(telling), false);
    case TELL_LEAD: return tell_lead_or_turn(telling);
    case TELL_HEAD: return tell_head(telling, change->appeal->lead_unit);
    case TELL_OLD_LEAD: return tell_unit(telling, change->old_lead);
    case TELL_CO_UNITS: return tell_co_units(telling);
    case TELL_COORDINATOR: return tell_role(telling, ROLE_coordinator, TURN_coordinator);
    case TELL_CITY: return tell_role_at(telling, ROLE_coordinator, CITY, TURN_city);
    case TELL_COUNTY:
        return tell_role_at(telling, ROLE_coordinator, change->appeal_before->jurisdiction, TURN_coordinator);
    case TELL_DECIDER: return tell_decider(telling);
    case TELL_CHECKER: return tell_checker(telling);
    case TELL_INSPECTOR: return tell_role(telling, ROLE_inspector, TURN_nobody);
    case TELL_SUPERVISOR: return change->ask_supervision ? tell_role(telling, ROLE_inspector, TURN_nobody) : OK;
    case TELL_MOVED_PROMISE: return promise_moved(change) ? tell_role(telling, ROLE_inspector, TURN_nobody) : OK;
    case TELL_ESCALATION: return tell_escalation(telling);
    case TELL_COLLEAGUE: return tell_colleague(telling);
    case TELL_TOLD_BEFORE: return tell_told_before(telling);
    case TELL_OFFICE: return tell_role(telling, ROLE_office, TURN_office);
    case TELL_SECRETARY: return tell_of_round(telling, round_told(telling), ROLE_secretary);
    case TELL_LEADER: return tell_of_round(telling, round_told(telling), ROLE_leader);
    case TELL_GUESTS: return tell_guests(telling);
    case TELL_CONVENED: return tell_convened(telling);
    case TELL_SUPPORT: return tell_role(telling, ROLE_support, TURN_nobody);
    case TELL_OVERVIEW: return tell_role(telling, ROLE_overview, TURN_nobody);
    }
    return OK;
}

struct error notify(struct context *context, struct change *change, const struct event *event)
{
    const struct machine *machine = change->machine;

    for (size_t i = 0; i < machine->tell_count; i++) {
        const struct tell_row *row = &machine->tells[i];
        struct telling telling = { context, change, event, NULL };

        if (row->action != change->action) continue;
        telling.template = template_find(row->template);
        TRY(tell(&telling, row->whom));
    }
    return OK;
}
