/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What appeal.def and round.def allow. Pure: no clock, no database, no web. The same function decides which
 * buttons are shown and which requests succeed, so the two cannot disagree.
 */
#pragma once

#include "mechanism/tables.h"

/* What a step needs to know of another appeal: a follower, a merge target, a member of a round. */
struct brief {
    int64_t id;
    const char *number;
    int state;
    const char *jurisdiction, *round, *lead_unit, *rating, *uscc;
    const char *const *co_units; /* that join, for invitations */
    size_t co_unit_count;
    bool off_round;
    int64_t carried, merged_into;
};

/* Loaded by the use case before it asks; all pointers may be NULL, all lists empty. */
struct facts {
    const struct world *world;
    const struct round *rounds; /* headers (no lists) of every round not final, all jurisdictions, by event day;
                                   and the appeal's own round whatever its state */
    size_t round_count;
    const struct item *item;      /* the appeal's item in its round, not struck */
    const struct brief *target;   /* `into`, or the appeal it was merged into */
    const struct brief *members;  /* of a round: its appeals, open; of an appeal: its followers */
    size_t member_count;
    bool registry_matches;        /* submit, supplement: name and code agree with the registry */
    const struct person *named;   /* account named by `to` or `account`; NULL when unknown */
    const char *const *leaders;   /* accounts with that role on the jurisdiction's roster, in turn */
    size_t leader_count;
    const char *const *secretaries;
    size_t secretary_count;
    const char *next_leader, *next_secretary; /* plan: the next in turn */
    const struct appeal *image;   /* retract: the appeal as it was before the last event of a person */
    const char *order_number;     /* supervise: the number the order gets */
    const char *number;           /* submit, plan: number of the new appeal or round */
    int64_t id;                   /* submit, plan */
    const char *query_code;
    int ordinal, year;            /* plan */
    const struct round *previous; /* plan, replan: the ordinary round before this one; NULL for the first */
};

/* A step of another appeal or round that this one brings about, in the same transaction. */
struct induced {
    enum machine_id machine;
    int64_t id;          /* of an appeal; 0 = use number */
    const char *number;  /* of a round */
    int action;
    struct input input;
    bool if_permitted;   /* no error when it is not possible now */
};

struct change {
    struct arena *arena;
    const struct facts *facts;
    const struct machine *machine;
    const struct policy *policy;     /* the one the appeal or round keeps */
    const struct calendar *calendar; /* of the jurisdiction that holds it */
    instant_t now;
    day_t today;
    const struct person *person;
    unsigned duties; /* bits of enum relation the person holds here */
    const struct input *input; /* NULL while only asking */
    int action;
    const struct step *step;
    /* one of the two machines: */
    const struct appeal *appeal_before;
    struct appeal *appeal;
    const struct round *round_before;
    struct round *round;
    int state_before;
    /* which limit the clock acts for */
    int lapse_clock;
    const char *lapse_instance;
    /* results */
    LIST_OF(induced) induced;
    const char *note;     /* what the history shows beside the action */
    const char *old_lead; /* for TELL(OLD_LEAD) */
    int overdue_stage;    /* overdue: STAGE_due tells owner and head, STAGE_told coordinator and inspector */
    bool ask_supervision; /* comment: the inspector is told too */
    bool restored;        /* retract put everything back: no state is entered, no limit settled */
};

/* Sets up a change for asking and doing: copies the matter, finds policy, calendar and duties. */
void change_init_appeal(struct change *, struct arena *, const struct facts *, const struct appeal *before,
                        const struct person *, instant_t now);
void change_init_round(struct change *, struct arena *, const struct facts *, const struct round *before,
                       const struct person *, instant_t now);

/* The co-unit's dispatch that this person (or the lapsed limit) acts for; the count when there is none. */
size_t own_co_dispatch(const struct change *);

/* May this person see it at all? The one permission function: lists, counts, details, search, notices ask it
 * (store/ has the same rule as a condition for lists; test/sight compares the two). */
bool may_see_appeal(const struct world *, const struct person *, const struct appeal *, day_t today);
/* The duties a person holds towards it; 0 when none. */
unsigned duties_of(const struct change *);

/* Finds the step this person may take now, or says why not: NOT_FOUND (not for his eyes, or no such action),
 * NOT_ALLOWED (never), NOT_NOW (state, time, cap), INVALID (fields). Without input only up to NOT_NOW. */
struct error workflow_permit(struct change *, int action, const struct input *);

/* All actions this person may take now, as action numbers in table order; returns how many. */
size_t workflow_offers(struct change *, int *actions, size_t most);

/* Does the permitted step: effect, state, limits, next sweep. Results are in the change. */
struct error workflow_do(struct change *);

/* What silence does about a limit of the matter whose next_at has come. Fills action, input and lapse_*;
 * LAPSE_STAY_RED and the stages of rule 2 become actions too (`urge`, `overdue`, `supervise`). -1: nothing to do. */
int workflow_silence(struct change *, const struct limit *, struct input *);

/* The row that says what silence does about this limit now; NULL when it may not lapse here. */
const struct lapse_row *workflow_lapse(struct change *, const struct limit *);

/* Recomputes every running limit and when the sweep looks next (a calendar changed, a round moved). */
void limits_refresh(struct change *);

/* What silence announces of a round: what the coordinator begins with. */
const char *announcement_draft(const struct change *);

#define ANOTHER_ROW ((struct error){ .kind = NOT_NOW, .code = "another-row" })
struct error refuse(const struct change *, const char *code, const char *chinese, ...) __attribute__((format(printf, 3, 4)));
struct error fault_at(const struct change *, enum input_id, const char *code, const char *chinese);

/* Who holds the turn, for pages and clocks: the unit's id, or NULL for the enterprise and nobody. */
const char *turn_unit(const struct change *, enum turn);
