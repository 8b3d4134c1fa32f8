/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of appeals and the search in them, on both databases: the SQL answers as may_see_appeal does. */
#include "mechanism/privacy.h"
#include "service/open_appeal.h"
#include "service/search.h"
#include "store/around.h"
#include "store/records.h"
#include "store/search.h"

#include "office.h"

static struct office office;
static struct arena *scratch; /* of one list */

enum { APPEALS = 400, CODES = 6 };

static const char *const codes[CODES] = { "91445102MA5DEM012X", "91445102MA5DEM0138", "91445122MA5DEM014F",
                                          "91445103MA5DEM015M", "91445102MA5DEM016T", "91445100MA5DEM0171" };
static const char *const phones[] = { "13800000001", "13800000002", "0768-2120086" };
static const char *const places[] = { "445100", "445102", "445103", "445122", "445102402", "czxq" };

static const char *pick(struct dice *dice, const char *const *list, size_t count)
{
    return list[dice_below(dice, (int64_t)count)];
}
#define PICK(dice, list) pick((dice), (list), sizeof(list) / sizeof *(list))

static const char *any_unit(struct dice *dice)
{
    const struct world *world = office.context.world;

    return world->units[dice_below(dice, (int64_t)world->unit_count)].id;
}

/* Some units more often than others, so that persons of them see something. */
static const char *some_unit(struct dice *dice)
{
    static const char *const often[] = { "gxj", "hbj", "xqzf", "fqhgw", "xqzsj", "xqgxj" };

    return dice_below(dice, 3) ? PICK(dice, often) : any_unit(dice);
}

static void add_co_units(struct dice *dice, struct appeal *appeal)
{
    static const char *const whys[] = { "finished", "taken off", NULL };

    for (int64_t i = dice_below(dice, 4); i > 0; i--) {
        struct dispatch *dispatch = LIST_ADD(office.arena, appeal->dispatches);

        *dispatch = (struct dispatch){ .unit = some_unit(dice), .turn = (int64_t)appeal->dispatches.count,
                                       .role = dice_below(dice, 5) ? "co" : "lead", .sent = office.context.now,
                                       .state = dice_below(dice, 4) };
        if (dispatch->state == DISPATCH_ended) dispatch->why = PICK(dice, whys);
    }
}

static void add_clocks(struct dice *dice, struct appeal *appeal)
{
    struct limit *limit = LIST_ADD(office.arena, appeal->limits);

    *limit = (struct limit){ .clock = CLOCK_reply, .instance = "", .state = dice_below(dice, 3),
                             .started = office.context.now - 20 * ONE_DAY, .counted = COUNTED_WORKING,
                             .anchor = day_of(office.context.now) - 20, .length = 10,
                             .due = office.context.now + dice_below(dice, 7) * ONE_DAY - 3 * ONE_DAY };
    if (limit->state == LIMIT_paused) limit->paused_since = office.context.now - dice_below(dice, 5) * ONE_DAY;
    limit->due_day = day_of(limit->due - 1);
}

static struct appeal *appeals;

static void fill_store(void)
{
    struct dice dice = dice_new(7);

    appeals = ARENA_ARRAY(office.arena, struct appeal, APPEALS);
    for (int64_t i = 0; i < APPEALS; i++) {
        struct appeal *appeal = &appeals[i];
        const char *change;

        *appeal = (struct appeal){ .id = INT64_C(202600000001) + i, .submitted_at = office.context.now,
                                   .state = 1 + dice_below(&dice, APPEAL_STATES - 1), .channel = "web" };
        appeal->number = arena_printf(office.arena, "ZT2026-%04lld", (long long)i + 1);
        appeal->jurisdiction = PICK(&dice, places);
        appeal->held_by = arena_printf(office.arena, " %s%s%s ", appeal->jurisdiction, dice_below(&dice, 3) ? "" : " ",
                                       dice_below(&dice, 3) ? "" : PICK(&dice, places));
        appeal->uscc = PICK(&dice, codes);
        appeal->enterprise_name = arena_printf(office.arena, "潮州市第%lld陶瓷有限公司", (long long)i);
        appeal->contact_phone = PICK(&dice, phones);
        appeal->title = dice_below(&dice, 2) ? "新厂区供水管网未接通" : "高压线路迁改";
        appeal->body = "请协调解决。";
        appeal->confidential = dice_below(&dice, 4) == 0;
        appeal->attend_named = dice_below(&dice, 3) == 0;
        if (dice_below(&dice, 4)) appeal->lead_unit = some_unit(&dice);
        if (dice_below(&dice, 2)) appeal->round = "445100-2026-03";
        add_co_units(&dice, appeal);
        add_clocks(&dice, appeal);
        office_must(WRITE(&office, record_save(office.db, office.arena, &appeal_record, NULL, appeal, &change)),
                    "save");
        office_must(WRITE(&office, search_store(&office.context, NULL, appeal)), "search");
    }
}

/* ── Persons ────────────────────────────────────────────────────────────── */

typedef void with_person(struct person *);

static void each_person(with_person *with)
{
    static const char *const units[] = { "gxj", "hbj", "xqzsj", "xqgxj", "fqhzx", "zsj", "nosuch" };

    for (enum role role = ROLE_window; role < ROLES; role++)
        for (size_t p = 0; p < sizeof places / sizeof *places; p++)
            for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
                struct person person = { .id = 5, .account = "a", .name = "甲", .roles = 1u << role, .unit = units[u],
                                         .jurisdiction = places[p] };
                with(&person);
            }
    for (size_t c = 0; c < CODES; c++)
        for (int whole = 0; whole < 2; whole++) {
            struct person person = { .account = codes[c], .name = "企业", .roles = BIT(enterprise), .uscc = codes[c],
                                     .phone = phones[c % 3], .whole_enterprise = whole };
            with(&person);
        }
    with(&(struct person){ .name = "访客" });
    with(&(struct person){ .id = 6, .account = "b", .name = "乙", .roles = BIT(coordinator) | BIT(officer),
                           .unit = "xqgxj", .jurisdiction = "445102" });
}

static int64_t seen_in_all, persons;

static void list_is_what_he_may_see(struct person *person)
{
    struct sight sight = { office.context.world, person, day_of(office.context.now) };
    struct appeal_filter filter = { .limit = 1000 };
    struct appeal *found;
    size_t count, wrong = 0, at = 0;
    bool seen[200];
    int64_t ids[200];

    arena_reset(scratch);
    office_must(appeals_list(office.db, scratch, &sight, &filter, &found, &count), "list");
    for (size_t i = APPEALS; i-- > 0;) {
        bool may = may_see_appeal(sight.world, person, &appeals[i], sight.today);
        bool is = at < count && found[at].id == appeals[i].id;

        wrong += may != is;
        at += is;
    }
    CHECK(wrong == 0 && at == count, "role %x, unit %s, %s: %zu wrong", person->roles,
          person->unit ? person->unit : "-", person->jurisdiction ? person->jurisdiction : "-", wrong);
    for (size_t i = 0; i < 200; i++) ids[i] = appeals[i].id;
    office_must(appeals_seen(office.db, scratch, &sight, ids, 200, seen), "seen");
    for (size_t i = 0; i < 200; i++) wrong += seen[i] != may_see_appeal(sight.world, person, &appeals[i], sight.today);
    CHECK(wrong == 0, "which of these: %zu wrong", wrong);
    seen_in_all += (int64_t)count;
    persons++;
}

static void lists_answer_as_the_permission_function(void)
{
    seen_in_all = persons = 0;
    each_person(list_is_what_he_may_see);
    CHECK(seen_in_all > persons * 20 && seen_in_all < persons * APPEALS * 3 / 4, "%lld seen by %lld persons",
          (long long)seen_in_all, (long long)persons);
}

/* ── Narrowing and pages ────────────────────────────────────────────────── */

static struct person city = { .id = 1, .account = "c", .name = "市", .roles = BIT(coordinator), .unit = "zsj",
                              .jurisdiction = "445100" };

static size_t listed(const struct person *person, struct appeal_filter filter, struct appeal **found)
{
    struct sight sight = { office.context.world, person, day_of(office.context.now) };
    struct appeal *list;
    size_t count;

    if (!filter.limit) filter.limit = 1000;
    filter.now = office.context.now;
    arena_reset(scratch);
    office_must(appeals_list(office.db, scratch, &sight, &filter, found ? found : &list, &count), "list");
    return count;
}

static void pages_join_without_gaps(void)
{
    struct appeal_filter filter = { .limit = 7 };
    size_t all = 0, count;
    int64_t last = INT64_MAX;
    bool falling = true;

    do {
        struct appeal *found;

        count = listed(&city, filter, &found);
        for (size_t i = 0; i < count; i++) {
            falling = falling && found[i].id < last;
            last = found[i].id;
        }
        all += count;
        filter.before = last;
    } while (count > 0);
    CHECK(falling, "the newest first, none twice");
    CHECK_INT(all, APPEALS);
}

static bool joins(const struct appeal *appeal, const char *unit)
{
    for (size_t i = 0; i < appeal->dispatches.count; i++) {
        const struct dispatch *dispatch = &appeal->dispatches.rows[i];

        if (strcmp(dispatch->role, "co") == 0 && strcmp(dispatch->unit, unit) == 0 &&
            (dispatch->state != DISPATCH_ended || (dispatch->why && strcmp(dispatch->why, "finished") == 0)))
            return true;
    }
    return appeal->lead_unit && strcmp(appeal->lead_unit, unit) == 0;
}

static bool is_overdue(const struct appeal *appeal)
{
    const struct limit *limit = &appeal->limits.rows[0];

    if (limit->state == LIMIT_running) return limit->due <= office.context.now;
    return limit->state == LIMIT_paused && limit->paused_since >= limit->due;
}

static void filters_narrow_as_they_say(void)
{
    size_t states = 0, units = 0, rounds = 0, overdue = 0;

    for (size_t i = 0; i < APPEALS; i++) {
        states += appeals[i].state == STATE_assigned || appeals[i].state == STATE_closed;
        units += joins(&appeals[i], "gxj");
        rounds += appeals[i].round != NULL;
        overdue += is_overdue(&appeals[i]);
    }
    CHECK_INT(listed(&city, (struct appeal_filter){ .states = { STATE_assigned, STATE_closed }, .state_count = 2 }, NULL),
              states);
    CHECK_INT(listed(&city, (struct appeal_filter){ .unit = "gxj" }, NULL), units);
    CHECK_INT(listed(&city, (struct appeal_filter){ .round = "445100-2026-03" }, NULL), rounds);
    CHECK_INT(listed(&city, (struct appeal_filter){ .overdue = true }, NULL), overdue);
    CHECK_INT(listed(&city, (struct appeal_filter){ .not_overdue = true }, NULL), APPEALS - overdue);
    CHECK(overdue > 20 && units > 20, "there is something to find: %zu, %zu", overdue, units);
}

static void a_page_brings_what_hangs_on_each(void)
{
    struct appeal *found;
    size_t count = listed(&city, (struct appeal_filter){ .limit = 50 }, &found), wrong = 0;

    for (size_t i = 0; i < count; i++) {
        const struct appeal *stored = &appeals[found[i].id - appeals[0].id];
        size_t limits = stored->limits.rows[0].state != LIMIT_ended; /* no list tells of one that has ended */

        wrong += found[i].dispatches.count != stored->dispatches.count || found[i].limits.count != limits ||
                 (limits && found[i].limits.rows[0].due != stored->limits.rows[0].due);
    }
    CHECK_INT(count, 50);
    CHECK_INT(wrong, 0);
}

/* It has no number yet, and "follows none" must not be read as "follows this one". */
static void what_is_being_submitted_has_no_followers(void)
{
    static const struct appeal fresh = { .state = STATE_new };
    struct around around;

    office_must(around_appeal(office.db, scratch, &fresh, &around), "around");
    CHECK_INT(around.follower_count, 0);
}

static void words_of_states_are_read(void)
{
    struct appeal_filter filter = { .limit = 1 };

    CHECK(states_read(office.arena, "open", &filter), "open");
    CHECK_INT(filter.state_count, STATE_closed - 1);
    filter.state_count = 0;
    CHECK(states_read(office.arena, "assigned,final", &filter), "a state and a group");
    CHECK_INT(filter.state_count, 1 + APPEAL_STATES - STATE_closed);
    CHECK(!states_read(office.arena, "nosuch", &filter), "no such state");
    CHECK(!states_read(office.arena, "", &filter), "nothing is no state");
}

/* ── Search ─────────────────────────────────────────────────────────────── */

static void a_text_becomes_pairs(void)
{
    CHECK_TEXT(search_words(office.arena, "供水管网"), "供水 水管 管网 网");
    CHECK_TEXT(search_words(office.arena, "供水，管网。"), "供水 水 管网 网");
    CHECK_TEXT(search_words(office.arena, "ＺＴ2026-01"), "zt t2 20 02 26 6 01 1");
    CHECK_TEXT(search_words(office.arena, "𠮷䶮"), "𠮷䶮 䶮");
    CHECK_TEXT(search_words(office.arena, "水"), "水");
    CHECK_TEXT(search_words(office.arena, " ！ '\" "), "");
    CHECK_TEXT(search_words(office.arena, NULL), "");
}

static size_t found_by(const struct person *person, const char *words)
{
    return listed(person, (struct appeal_filter){ .words = words }, NULL);
}

static void any_part_of_a_text_is_found(void)
{
    size_t water = 0;

    for (size_t i = 0; i < APPEALS; i++) water += strcmp(appeals[i].title, "高压线路迁改") != 0;
    CHECK_INT(found_by(&city, "供水"), water);
    CHECK_INT(found_by(&city, "水管网未"), water);
    CHECK_INT(found_by(&city, "通"), water);
    CHECK_INT(found_by(&city, "接"), water);
    CHECK_INT(found_by(&city, "高压"), APPEALS - water);
    CHECK_INT(found_by(&city, "水供"), 0);
    CHECK_INT(found_by(&city, "水网"), 0);
    CHECK_INT(found_by(&city, "zt2026-0017"), 1);
    CHECK_INT(found_by(&city, "ＺＴ2026-0017"), 1);
    CHECK_INT(found_by(&city, "第17陶瓷"), 1);
    CHECK_INT(found_by(&city, "第17陶瓷 供水 ZT2026-0018") + found_by(&city, "第17陶瓷 高压 ZT2026-0018"), 1);
    CHECK_INT(found_by(&city, "第17陶瓷 公司 有限 陶瓷 潮州 州市 ZT2026-0018"), 0);
    CHECK_INT(found_by(&city, "第17陶瓷 公司 有限 陶瓷 潮州 州市"), 1);
    CHECK_INT(found_by(&city, "“！”"), 0);
    CHECK_INT(found_by(&city, "x' OR 1=1 --"), 0);
    CHECK_INT(found_by(&city, "\" NEAR ( * AND"), 0);
}

static bool unit_hides(const struct person *person, const struct appeal *appeal)
{
    return privacy_hides_name(appeal, privacy_viewer(office.context.world, person, appeal, day_of(office.context.now)));
}

static int64_t hidden_in_all;

/* Whoever a name is hidden from does not find it; all others do. */
static void names_are_found_by_whom_they_are_shown_to(struct person *person)
{
    size_t may = 0;

    for (size_t i = 0; i < APPEALS; i++) {
        bool sees = may_see_appeal(office.context.world, person, &appeals[i], day_of(office.context.now));

        may += sees && !unit_hides(person, &appeals[i]);
        hidden_in_all += sees && unit_hides(person, &appeals[i]);
    }
    CHECK(found_by(person, "陶瓷有限公司") == may, "role %x, unit %s, %s: %zu found, want %zu", person->roles,
          person->unit ? person->unit : "-", person->jurisdiction ? person->jurisdiction : "-",
          found_by(person, "陶瓷有限公司"), may);
}

static void a_confidential_name_is_not_found_by_a_unit(void)
{
    hidden_in_all = 0;
    each_person(names_are_found_by_whom_they_are_shown_to);
    CHECK(hidden_in_all > 100, "%lld were hidden", (long long)hidden_in_all);
}

static void the_body_of_a_confidential_appeal_is_in_no_index(void)
{
    size_t open = 0;

    for (size_t i = 0; i < APPEALS; i++) open += !appeals[i].confidential;
    CHECK_INT(found_by(&city, "请协调解决"), open);
}

static void what_changes_is_found_anew(void)
{
    struct appeal before = appeals[3], after = before, renamed = { .id = before.id, .title = "电力增容" };

    after.title = "电力增容";
    office_must(WRITE(&office, search_store(&office.context, &before, &after)), "search");
    CHECK_INT(found_by(&city, "电力增容"), 1);
    after.title = NULL;
    office_must(WRITE(&office, search_store(&office.context, &renamed, &after)), "search");
    CHECK_INT(found_by(&city, "电力增容"), 0);
    CHECK_INT(found_by(&city, before.number), 1);
    office_must(WRITE(&office, search_rebuild(office.db)), "rebuild");
    CHECK_INT(found_by(&city, "电力增容"), 0);
    CHECK_INT(found_by(&city, "第17陶瓷"), 1);
    CHECK_INT(found_by(&city, "供水") + found_by(&city, "高压"), APPEALS);
}

static void run_on(bool on_postgres)
{
    if (!office_open(&office, on_postgres)) return;
    scratch = arena_new((size_t)256 << 20);
    fill_store();
    RUN(lists_answer_as_the_permission_function);
    RUN(pages_join_without_gaps);
    RUN(filters_narrow_as_they_say);
    RUN(a_page_brings_what_hangs_on_each);
    RUN(what_is_being_submitted_has_no_followers);
    RUN(words_of_states_are_read);
    RUN(a_text_becomes_pairs);
    RUN(any_part_of_a_text_is_found);
    RUN(a_confidential_name_is_not_found_by_a_unit);
    RUN(the_body_of_a_confidential_appeal_is_in_no_index);
    RUN(what_changes_is_found_anew);
    arena_free(scratch);
    office_close(&office);
}

int main(void)
{
    run_on(false);
    run_on(true);
    return test_end();
}
