/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What rarely changes, as one immutable snapshot swapped whole: regions,
 * jurisdictions, units, policies, calendars. Pure look-ups.
 */
#pragma once

#include "mechanism/calendar.h"
#include "mechanism/policy.h"

#define CITY "445100"

struct region {
    const char *code, *name, *level, *parent; /* level: 市 县区 镇街 功能区 */
};

/* One name of a unit for one time of its life: the same id twice means it was renamed. */
struct unit {
    const char *id, *name, *kind; /* kind: 综合 督办 牵头 市场主体 信访 秩序 宣传 县区 开发区 部门 */
    const char *jurisdiction;     /* to which it belongs */
    const char *region;           /* a county's government as a unit of the city: which county; else NULL */
    day_t from, until;            /* first and last day; NO_DAY = open */
    const char *successor;        /* id; NULL */
    bool sign_off;                /* 审签 switched on */
    bool has_officer;             /* an active officer account; a coordinating unit without one is acted for by the coordinator */
};

struct jurisdiction {
    const char *code, *name;
    const struct calendar *calendar;
    const struct policy *policy; /* in force now: its own, or the city's */
    bool has_own_policy;
    day_t until; /* dissolved after that day; NO_DAY */
};

struct world {
    int64_t version;
    const struct region *regions;
    size_t region_count;
    const struct unit *units; /* by id, then from */
    size_t unit_count;
    const struct jurisdiction *jurisdictions; /* the city first */
    size_t jurisdiction_count;
    const struct policy *policies; /* every version ever in force, by id */
    size_t policy_count;
};

const struct region *world_region(const struct world *, const char *code); /* NULL when unknown */
const struct jurisdiction *world_jurisdiction(const struct world *, const char *code);
/* The county of a region: itself, its parent, or NULL for the city and unknown codes. As drawn on the map: the county
 * may be dissolved. */
const struct jurisdiction *world_county_of_region(const struct world *, const char *region);
/* The same as it stands on a day: a dissolved county's successor in its place; NULL where there is none. */
const struct jurisdiction *world_county_on(const struct world *, const char *region, day_t);
/* The county that took over a dissolved one, by its government's successor; NULL when none is named. */
const struct jurisdiction *world_successor(const struct world *, const struct jurisdiction *dissolved);
/* A validity that ends with the day `until` (NO_DAY: never) is over on that day. */
bool world_ended(day_t until, day_t);
/* The unit as it stands on that day; NULL when there is none then. */
const struct unit *world_unit(const struct world *, const char *id, day_t);
/* Its name on that day, or the last it had; the id when unknown. */
const char *world_unit_name(const struct world *, const char *id, day_t);
/* The unit 牵头 of a jurisdiction: for a county the one its silence assigns to. */
const struct unit *world_coordinating_unit(const struct world *, const char *jurisdiction, day_t);
/* The city's unit that stands for a county (its government); NULL for the city. */
const struct unit *world_county_government(const struct world *, const char *jurisdiction, day_t);
const struct policy *world_policy(const struct world *, int64_t id); /* never NULL: the defaults for 0 */
