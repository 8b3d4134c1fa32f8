/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Registry, units and holidays from a CSV file. Every wrong line is reported; a
 * file with one wrong line changes nothing. Without `commit` it only says what
 * would change.
 */
#pragma once

#include "service/calendar.h"
#include "service/units.h"

#define IMPORT_FAULTS_MOST 1000

struct import_fault {
    size_t line;
    const char *column; /* as the file calls it; NULL: the whole line */
    const char *text;   /* Chinese */
};

struct import_report {
    size_t rows, added, changed, unchanged, removed;
    struct import_fault *faults; /* by line, at most IMPORT_FAULTS_MOST of fault_count */
    size_t fault_count;
    const char *ignored;                 /* names of columns that mean nothing here; NULL */
    struct calendar_amendment amendment; /* holidays */
    bool committed;
};

/* uscc|统一社会信用代码 and name|企业名称 are needed; region, authority, address, representative, contact_name,
 * contact_phone, state may be there. Companies that are not in the file stay. */
struct error import_registry(struct context *, const char *bytes, size_t size, bool commit, struct import_report *);
/* Columns as data/units.csv. All names of a unit have to be in the file; units that are not in it stay. */
struct error import_units(struct context *, const char *bytes, size_t size, unit_open_work *, bool commit,
                          struct import_report *);
/* date, kind (off, work, plain), holiday, notice_year; notice may be there. A year whose New Year and National Day are
 * in the file is a whole notice and takes the place of what was stored for it; else its lines amend what is stored.
 * source: where the notice stands; NULL. */
struct error import_holidays(struct context *, const char *bytes, size_t size, const char *source, limits_follow *,
                             bool commit, struct import_report *);
