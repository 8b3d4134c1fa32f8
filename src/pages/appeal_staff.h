/* SPDX-License-Identifier: Apache-2.0 */
/* An appeal as those who handle it see it: whose turn, the facts, what was said, what runs, what may be done. */
#pragma once

#include "pages/parts.h"
#include "service/open_appeal.h"

/* People look for an action that is gone: which rule took it. */
struct why_not {
    const char *label, *text, *clause;
};

/* What the handler found out. */
struct appeal_findings {
    const struct appeal_view *appeal;
    const struct clock_explained *explained; /* of each clock of the appeal, in its order */
    const struct past_view *past;            /* oldest first */
    size_t past_count;
    struct act_view *acts;                   /* of each action of the appeal, in its order */
    const struct why_not *why_nots;
    size_t why_not_count;
    bool may_attach, may_call; /* may_call: the contact in full may be asked for, with a reason */
    const char *registered;    /* while the identity is checked: what the legal-person registry has for the code; NULL */
    const char *unmasked;      /* what was asked for; said once */
    const struct fault *unmask_faults;
    const char *refused;       /* the action whose form came back; NULL */
    const struct error *error; /* why; NULL */
    const struct field_choice *lost; /* what was typed into a form that is no more offered: label and text */
    size_t lost_count;
    const struct fault *upload_faults;
};

struct appeal_page {
    const struct appeal_findings *found;
    const struct appeal_view *appeal;
    const char *base, *enterprise;
    const char *refusal; /* what the rule says; NULL */
    const struct fault *faults;
    bool mine, hidden_reply;
    struct turn_view turns[3];
    size_t turn_count;
    struct stage_stop stages[5];
    const struct act_view *primary; /* the expected one; NULL */
    const struct act_view *acts;    /* the others */
    size_t act_count;
    const struct running_view *clocks;
    size_t clock_count;
    const struct fact_view *facts;
    size_t fact_count;
    const struct table_view *opinions, *requests, *orders; /* NULL: none */
    const struct event_view *events; /* newest first */
    size_t event_count;
    const struct word *results; /* what came of it: reply, decision, commitment, result, rating */
    size_t result_count;
};
struct appeal_page *appeal_page_of(struct arena *, const struct page_frame *, const struct appeal_findings *);

/* What a field of an action of this appeal holds already. view: const struct appeal_view. */
const char *appeal_known(struct arena *, const void *view, const char *action, const char *field);

/* The action that is expected of the person now, by turns.def; NULL: none of those offered. */
const struct action_view *appeal_expected(const struct appeal_view *);
/* What has to be done next, for lists: 甄别，派给承办单位. */
const char *appeal_task(const char *state);
