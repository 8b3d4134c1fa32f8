/* SPDX-License-Identifier: Apache-2.0 */
/* Units and their liaisons (mechanism, section 1; 三(四); note to 二(三)). */
#pragma once

#include "service/context.h"
#include "store/units.h"

#define CONTACT_CONFIRMED_DAYS 90

/* Units of a jurisdiction (NULL: all) as they stand today; `ended`: every name they ever had. For everybody. */
struct error units_show(struct context *, const char *jurisdiction, bool ended, const struct unit ***units,
                        size_t *count);

/* How many open appeals, orders … a unit has; given by whoever keeps them. NULL: taken as some. */
typedef struct error unit_open_work(struct context *, const char *unit, int64_t *count);

/* All names of one unit from now on, new ones included. A unit with open work ends only with a successor. */
struct error unit_change(struct context *, const char *id, const struct unit *names, size_t count, unit_open_work *);
struct error unit_switch_sign_off(struct context *, const char *id, bool on);

/* Why a contact is a task; CONTACT_FINE when it is none. */
enum contact_want { CONTACT_FINE, CONTACT_MISSING, CONTACT_UNVERIFIED, CONTACT_OLD, CONTACT_BOUNCED };
const char *contact_want_text(enum contact_want); /* Chinese; NULL for fine */

struct contact_card {
    const char *unit, *unit_name, *kind; /* kind: liaison, deputy */
    const char *name, *phone;            /* phone: masked; NULL when missing */
    instant_t verified_at;
    enum contact_want want;
};
/* Always two: liaison and deputy. */
struct error contacts_show(struct context *, const char *unit, struct contact_card cards[2]);
/* The units of a jurisdiction with something to do. */
struct error contacts_wanting(struct context *, const char *jurisdiction, struct contact_card **, size_t *count);
/* Another phone has to be verified again. */
struct error contact_change(struct context *, const char *unit, const char *kind, const char *name, const char *phone);
/* Confirmed as still right, by the unit. */
struct error contact_confirm(struct context *, const char *unit, const char *kind);
/* From delivery: a message to that phone did not arrive. */
struct error contact_bounced(struct context *, const char *unit, const char *phone);
