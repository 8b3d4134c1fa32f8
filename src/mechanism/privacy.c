/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/privacy.h"

#include "base/text.h"
#include "mechanism/phone.h"

#include <string.h>

/* In the order of how much they show. */
enum show { SHOW_NO, SHOW_NAMED_MASK, SHOW_MASK, SHOW_NAMED, SHOW_RELEASED, SHOW_YES };

#define YES SHOW_YES
#define NO SHOW_NO
#define MASK SHOW_MASK
#define NAMED SHOW_NAMED
#define NAMED_MASK SHOW_NAMED_MASK
#define RELEASED SHOW_RELEASED
enum appeal_column {
#define APPEAL(kind, name) COLUMN_##name,
#include "mechanism/records.def"
    COLUMNS
};
static const struct privacy_row {
    enum show shows[VIEWERS];
    const char *why;
} rows[COLUMNS] = {
#define PRIVACY(column, enterprise, counter, keeper, watch, unit, why) \
    [COLUMN_##column] = { { enterprise, counter, keeper, watch, unit }, why },
#include "mechanism/privacy.def"
};
#undef YES
#undef NO
#undef MASK
#undef NAMED
#undef NAMED_MASK
#undef RELEASED

const char *privacy_why(const char *name)
{
    const struct column *column = column_find(&appeal_record.tables[0], name);

    return column ? rows[column - appeal_record.tables[0].columns].why : NULL;
}

/* ── As what ────────────────────────────────────────────────────────────── */

static bool in_words(const char *list, const char *word)
{
    size_t length = word ? strlen(word) : 0;

    for (const char *at = list; length && at && (at = strstr(at, word)) != NULL; at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == 0 || at[length] == ' ')) return true;
    return false;
}

/* A county that only leads or joins is a handling unit to the appeal. */
static bool holds(const struct person *person, const struct appeal *appeal)
{
    return text_equal(person->jurisdiction, CITY) || text_equal(person->jurisdiction, appeal->jurisdiction) ||
           in_words(appeal->held_by, person->jurisdiction);
}

static enum viewer viewer_of(enum role role, const struct person *person, const struct appeal *appeal)
{
    if (role == ROLE_enterprise) return VIEWER_enterprise;
    if (role_group(role) == GROUP_UNIT || !holds(person, appeal)) return VIEWER_unit;
    if (role == ROLE_window || role == ROLE_hotline) return VIEWER_counter;
    return role == ROLE_coordinator || role == ROLE_registrar ? VIEWER_keeper : VIEWER_watch;
}

unsigned privacy_viewer(const struct world *world, const struct person *person, const struct appeal *appeal,
                        day_t today)
{
    unsigned viewer = 0;

    if (person_is(person, ROLE_clock)) return 1u << VIEWER_keeper;
    for (enum role role = 0; role < ROLES; role++) {
        struct person one = *person;

        one.roles = 1u << role;
        if (person_is(person, role) && may_see_appeal(world, &one, appeal, today))
            viewer |= 1u << viewer_of(role, person, appeal);
    }
    return viewer;
}

/* ── What ───────────────────────────────────────────────────────────────── */

static bool is_named(const struct appeal *appeal)
{
    return !appeal->confidential || appeal->attend_named;
}

/* What was written after the last release is not out; a decision of the event is out when it is handed on. */
static bool is_released(const struct appeal *appeal)
{
    if (!appeal->released_at || appeal->state == STATE_releasing) return false;
    return !(appeal->state == STATE_reworking && appeal->final_returns > 0);
}

/* Heard at the event: the decision is what the enterprise gets, not what the unit had proposed before. */
static bool was_overtaken(const struct appeal *appeal)
{
    return appeal->leader_date && appeal->reply_from != STATE_reworking;
}

static enum show resolved(enum show show, const struct appeal *appeal)
{
    switch (show) {
    case SHOW_NAMED: return is_named(appeal) ? SHOW_YES : SHOW_NO;
    case SHOW_NAMED_MASK: return is_named(appeal) ? SHOW_MASK : SHOW_NO;
    case SHOW_RELEASED: return is_released(appeal) ? SHOW_YES : SHOW_NO;
    case SHOW_YES:
    case SHOW_MASK:
    case SHOW_NO: break;
    }
    return show;
}

static enum show show_of(enum appeal_column column, const struct appeal *appeal, unsigned viewer)
{
    enum show most = SHOW_NO;

    for (enum viewer kind = 0; kind < VIEWERS; kind++) {
        enum show show = viewer >> kind & 1u ? resolved(rows[column].shows[kind], appeal) : SHOW_NO;

        if (show > most) most = show;
    }
    return most;
}

const char *name_masked(struct arena *arena, const char *name)
{
    const char *second = name;

    if (text_blank(name)) return name;
    text_next(&second);
    return arena_printf(arena, "%.*s**", (int)(second - name), name);
}

static void mask(struct arena *arena, const struct column *column, void *appeal)
{
    const char **text = (const char **)(void *)((char *)appeal + column->offset);

    *text = strcmp(column->name, "contact_phone") == 0 ? phone_masked(arena, *text) : name_masked(arena, *text);
}

static void hide(const struct column *column, void *appeal)
{
    char *at = (char *)appeal + column->offset;

    switch (column->kind) {
    case NUMBER: *(int64_t *)(void *)at = 0; return;
    case MOMENT: *(instant_t *)(void *)at = NO_INSTANT; return;
    case DATE: *(day_t *)(void *)at = NO_DAY; return;
    case WORDS:
    case PRIVATE: *(const char **)(void *)at = NULL; return;
    }
}

static bool is_reply(enum appeal_column column)
{
    return (column >= COLUMN_reply_kind && column <= COLUMN_reply_done_by) || column == COLUMN_replied_at;
}

struct appeal privacy_shown(struct arena *arena, const struct appeal *appeal, unsigned viewer)
{
    struct appeal shown = *appeal;
    const struct table *table = &appeal_record.tables[0];

    for (enum appeal_column i = 0; i < COLUMNS; i++) {
        enum show show = show_of(i, appeal, viewer);

        if (is_reply(i) && privacy_is_outside(viewer) && was_overtaken(appeal)) show = SHOW_NO;
        if (show == SHOW_NO) hide(&table->columns[i], &shown);
        if (show == SHOW_MASK) mask(arena, &table->columns[i], &shown);
    }
    return shown;
}

bool privacy_hides_name(const struct appeal *appeal, unsigned viewer)
{
    return show_of(COLUMN_enterprise_name, appeal, viewer) == SHOW_NO;
}

bool privacy_hides_reply(const struct appeal *appeal, unsigned viewer)
{
    return show_of(COLUMN_reply_opinion, appeal, viewer) == SHOW_NO;
}

bool privacy_is_outside(unsigned viewer)
{
    return (viewer & ~(1u << VIEWER_enterprise)) == 0;
}
