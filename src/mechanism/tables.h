/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of appeal.def, round.def and dispatch.def as C: enumerations, and what a row is made of. Pure.
 * Nothing here decides; workflow.c reads the rows.
 */
#pragma once

#include "base/error.h"
#include "mechanism/person.h"
#include "mechanism/record.h"
#include "mechanism/world.h"

enum machine_id { MACHINE_appeal, MACHINE_round };

/* State 0 of both machines: not there yet. */
enum appeal_state {
    STATE_new,
#define STATE(id, chinese, stop, turn, open, clause) STATE_##id,
#include "mechanism/appeal.def"
    APPEAL_STATES
};
enum round_state {
    ROUND_new,
#define STATE(id, chinese, stop, turn, open, clause) ROUND_##id,
#include "mechanism/round.def"
    ROUND_STATES
};
enum appeal_clock {
#define CLOCK(id, chinese, counted, length, owner, clause) CLOCK_##id,
#include "mechanism/appeal.def"
    APPEAL_CLOCKS
};
enum round_clock {
#define CLOCK(id, chinese, counted, length, owner, clause) ROUND_CLOCK_##id,
#include "mechanism/round.def"
    ROUND_CLOCKS
};
enum appeal_action {
#define ACTION(id, chinese) ACTION_##id,
#include "mechanism/appeal.def"
    APPEAL_ACTIONS
};
enum round_action {
#define ACTION(id, chinese) ROUND_ACTION_##id,
#include "mechanism/round.def"
    ROUND_ACTIONS
};
enum flag {
#define FLAG(id, chinese) FLAG_##id,
#include "mechanism/flags.def"
#undef FLAG
    FLAGS
};
enum dispatch_state { DISPATCH_sent, DISPATCH_accepted, DISPATCH_replied, DISPATCH_ended };
enum request_state { REQUEST_pending, REQUEST_granted, REQUEST_denied, REQUEST_lapsed };
enum order_state { ORDER_issued, ORDER_answered, ORDER_lifted };
enum suggestion_state { SUGGESTION_received, SUGGESTION_settled };

enum input_id {
#define INPUT(name, kind, most, chinese) INPUT_##name,
#include "mechanism/inputs.def"
#undef INPUT
    INPUTS
};
enum input_kind { INPUT_IS_TEXT, INPUT_IS_BOOLEAN, INPUT_IS_DAY, INPUT_IS_INSTANT, INPUT_IS_LIST, INPUT_IS_FILE, INPUT_IS_NUMBER };

/* What somebody filled in, already of the right kind. */
struct given {
    bool present;
    const char *text; /* TEXT and FILE */
    bool truth;
    day_t day;
    instant_t instant;
    int64_t number;
    const char *const *list;
    size_t count;
};
struct input {
    struct given fields[INPUTS];
};

/* Who may do it; a person can hold several towards one appeal or round. */
enum relation {
    ENTERPRISE = 1u << 0,     /* the enterprise of the appeal */
    ASKER = 1u << 1,          /* the same, or a counter or the hotline for it */
    COORDINATOR = 1u << 2,    /* of the holding jurisdiction */
    CITY_COORDINATOR = 1u << 3, /* the city's coordinator */
    COUNTY = 1u << 4,         /* the coordinator of the county that holds the appeal */
    DECIDING = 1u << 5,       /* who rules on the objection */
    LEAD = 1u << 6,           /* acts for the lead unit */
    CO_UNIT = 1u << 7,        /* acts for a co-unit */
    HEAD = 1u << 8,           /* head of the lead unit */
    REGISTRAR = 1u << 9,
    INSPECTOR = 1u << 10,
    CHECKER = 1u << 11,       /* coordinator; the third check is the inspector's */
    ROUND_KEEPER = 1u << 13,  /* coordinator; after the agenda's approval the office */
    OVERVIEW = 1u << 14,      /* leading group, leaders */
    OFFICE = 1u << 16,        /* of the round's jurisdiction */
    SECRETARY = 1u << 17,     /* of this round */
    LEADER = 1u << 18,        /* of this round */
    GUEST = 1u << 19,         /* invited: head of a unit, county coordinator, enterprise */
    CLOCK_ITSELF = 1u << 20,  /* silence */
    ROUND = 1u << 21,         /* what a round or another appeal does to this one */
    ORDERED = 1u << 22,       /* must answer an order: the lead unit, before there is one whoever has the turn */
    CITY_HOLDING = 1u << 24,  /* the city's coordinator, while the city holds the appeal */
    STAFF_OF_UNIT = 1u << 23, /* officers and heads of lead and co-units */
};

enum turn {
    TURN_nobody, TURN_registrar, TURN_coordinator, TURN_enterprise, TURN_lead, TURN_decider, TURN_city, TURN_round,
    TURN_checker, TURN_co_unit, TURN_office, TURN_secretary, TURN_leader, TURN_secretary_or_leader, TURN_clock,
};

enum whom {
    TELL_ENTERPRISE, TELL_TURN, TELL_LEAD, TELL_CO_UNITS, TELL_COORDINATOR, TELL_CITY, TELL_COUNTY, TELL_OLD_LEAD,
    TELL_DECIDER, TELL_INSPECTOR, TELL_CHECKER, TELL_RATER, TELL_HEAD, TELL_ESCALATION, TELL_COLLEAGUE,
    TELL_TOLD_BEFORE, TELL_OFFICE, TELL_SECRETARY, TELL_LEADER, TELL_GUESTS, TELL_CONVENED, TELL_SUPPORT,
    TELL_OVERVIEW, TELL_SUPERVISOR /* the inspector, when supervision was asked for */,
    TELL_MOVED_PROMISE /* the inspector, when a leader's date was moved */,
};

enum counted { COUNTED_WORKING, COUNTED_CALENDAR, COUNTED_HOURS, COUNTED_MONTHS, COUNTED_FIXED, COUNTED_EVENT, COUNTED_DATED };
enum limit_state { LIMIT_running, LIMIT_paused, LIMIT_ended };
enum runs_how { HOW_FRESH, HOW_RUN, HOW_ON, HOW_PAUSED, HOW_PAUSED_ON, HOW_ONCE };
enum runs_from { FROM_ENTRY, FROM_SUBMISSION, FROM_EVENT, FROM_PROMISE, FROM_REVIEW };
enum lapse_kind { LAPSE_ACTION, LAPSE_FLAG, LAPSE_FLAG_THEN, LAPSE_FLAG_ONCE, LAPSE_STAY_RED };
/* What has been done about a limit; the sweep moves it on. */
enum clock_stage { STAGE_running, STAGE_urged, STAGE_due, STAGE_told, STAGE_over };

/* Flags of steps. */
#define UNDO 1u
#define ACCEPTANCE 2u
#define INTERNAL 4u
/* `to` of steps */
#define STAY (-1)
#define BACK (-2)
#define STATE_STAY STAY
#define STATE_BACK BACK
#define ROUND_STAY STAY
#define STATE_ANY 0
#define ROUND_ANY 0

struct change; /* workflow.h */

struct state_row {
    const char *id, *chinese, *clause;
    int stop;
    enum turn turn;
    bool open;
};
struct clock_row {
    const char *id; /* as the interface shows it: co-units' `accept` too */
    const char *chinese, *clause;
    enum counted counted;
    int (*length)(const struct policy *, const struct appeal *); /* NULL: a fixed day */
    enum turn owner;
};
struct runs_row {
    int state, clock;
    enum runs_how how;
    int once_from; /* state, for HOW_ONCE */
    enum runs_from from;
};
struct lapse_row {
    int state; /* 0 = any */
    int clock;
    bool (*when)(const struct change *);
    enum lapse_kind kind;
    int action;
};
struct step {
    int action;
    const char *label;
    uint64_t from; /* bit of each state */
    int to;
    unsigned duty;
    /* OK, a refusal, or ANOTHER_ROW. Called first without input (c->input NULL), then with it. */
    struct error (*when)(const struct change *);
    void (*effect)(struct change *);
    unsigned flags;
    const char *clause;
};
struct takes_row {
    int action;
    enum input_id input;
    bool required;
};
struct tell_row {
    int action;
    enum whom whom;
    const char *template;
};
struct cap_row {
    const char *counter;
    int action, most;
    const char *then;
};
struct repeats_row {
    int action;
    const char *why;
};
struct action_row {
    const char *id, *chinese;
};
struct input_row {
    const char *name, *chinese;
    enum input_kind kind;
    size_t most; /* characters of a text, elements of a list */
};

struct machine {
    enum machine_id id;
    const char *name;
    const struct state_row *states;
    int state_count;
    const struct clock_row *clocks;
    int clock_count;
    const struct action_row *actions;
    int action_count;
    const struct runs_row *runs;
    size_t runs_count;
    const struct lapse_row *lapses;
    size_t lapse_count;
    const struct step *steps;
    size_t step_count;
    const struct takes_row *takes;
    size_t takes_count;
    const struct tell_row *tells;
    size_t tell_count;
    const struct cap_row *caps;
    size_t cap_count;
    const struct repeats_row *repeats;
    size_t repeats_count;
};

extern const struct machine appeal_machine, round_machine;
extern const struct input_row inputs[INPUTS];

int machine_action(const struct machine *, const char *id); /* -1 when unknown */
int machine_state(const struct machine *, const char *id);  /* 0 when unknown */
const char *input_kind_id(enum input_kind);                 /* "text" "boolean" … as in actions[] */
const char *flag_id(enum flag);
const char *flag_chinese(enum flag);

struct hangs_row { const char *machine, *id, *chinese; bool open; };
struct move_row { const char *machine, *action, *from, *to, *who, *clause; };
struct waits_row { const char *machine, *state, *clock, *why; }; /* why: there is no clock */
extern const struct hangs_row hangs_rows[];
extern const size_t hangs_count;
extern const struct move_row move_rows[];
extern const size_t move_count;
extern const struct waits_row waits_rows[];
extern const size_t waits_count;

struct reason { const char *code, *chinese, *basis, *redirect; bool unit_may_ask; };
extern const struct reason reasons[];
extern const size_t reason_count;
const struct reason *reason_find(const char *code); /* NULL when unknown */
