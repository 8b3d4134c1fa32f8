/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The forms of what may be done now, from the TAKES rows: fields of pages/fields.def, choices of service/choices.h,
 * what was typed before or is known already, and what was wrong with it.
 */
#pragma once

#include "pages/parts.h"
#include "service/choices.h"
#include "service/views.h"
#include "web/request.h"

/* A form that came back. */
struct refused_form {
    const char *action; /* NULL: none did */
    struct error error;
};

/* What a field holds before anybody typed; NULL: nothing. */
typedef const char *field_known(struct arena *, const void *view, const char *action, const char *field);

struct act_forms {
    struct request *request;
    const struct change *change;
    const char *base; /* /appeals/ZT2026-0098 */
    int64_t version;  /* of what the person looked at */
    const struct refused_form *refused;
    field_known *known;
    const void *view;
};

struct error act_form(const struct act_forms *, const struct action_view *, struct act_view *);
/* As many as there are actions. */
struct error act_forms_make(const struct act_forms *, const struct action_view *, size_t count, struct act_view **);

/* Values of all fields of that name, with commas between, as LOOK_CHECKS wants them; NULL when none was sent. */
const char *form_typed(struct request *, const char *name);
/* Days and instants as an input wants them; NULL for none. */
const char *instant_typed(struct arena *, instant_t);
