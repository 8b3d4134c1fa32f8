/* SPDX-License-Identifier: Apache-2.0 */
/* Units and their contacts, regions, categories. */
#include "base/text.h"
#include "mechanism/categories.h"
#include "service/follow_calendar.h"
#include "service/units.h"
#include "web/api_reference.h"
#include "web/handlers.h"

/* ── A page of a list that is in memory as a whole ──────────────────────── */

/* Reference lists are short: a page is all of them unless somebody asks for less. */
struct error slice_of(struct request *request, size_t count, struct slice *slice)
{
    const char *after;
    int64_t limit, from = 0;

    TRY(request_page(request, &limit, &after));
    if (!query_given(request, "limit")) limit = 200;
    if (after && (!text_int(after, &from) || from < 0)) return bad_parameter(request, "after", "不是上一页给出的位置");
    slice->from = (size_t)from < count ? (size_t)from : count;
    slice->until = slice->from + (size_t)limit < count ? slice->from + (size_t)limit : count;
    slice->next = slice->until < count ? arena_printf(request->arena, "%zu", slice->until) : NULL;
    return OK;
}

/* ── Units ──────────────────────────────────────────────────────────────── */

static void write_unit(struct json *json, const struct unit *unit)
{
    json_open(json, NULL, '{');
    json_text(json, "id", unit->id);
    json_text(json, "name", unit->name);
    json_text(json, "kind", unit->kind);
    json_text(json, "jurisdiction", unit->jurisdiction);
    json_text(json, "region", unit->region);
    json_day(json, "from", unit->from);
    json_day(json, "until", unit->until);
    json_text(json, "successor", unit->successor);
    json_bool(json, "sign_off", unit->sign_off);
    json_close(json, '}');
}

struct error api_units(struct request *request)
{
    const struct unit **units;
    struct answer answer;
    struct slice slice;
    size_t count;
    bool ended;

    TRY(request_query_bool(request, "ended", false, &ended));
    TRY(units_show(request->context, query_given(request, "jurisdiction"), ended, &units, &count));
    TRY(slice_of(request, count, &slice));
    list_open(&answer, request);
    for (size_t i = slice.from; i < slice.until; i++) write_unit(&answer.json, units[i]);
    return list_send(&answer, slice.next);
}

struct error api_unit_change(struct request *request)
{
    const char *id = request_param(request, "id");
    struct unit *names;
    struct answer answer;
    size_t count;

    unit_names_read(request, id, &names, &count);
    if (request->faults) return OK;
    TRY(unit_change(request->context, id, names, count, open_work_of_unit));
    list_open(&answer, request);
    for (size_t i = 0; i < count; i++) write_unit(&answer.json, &names[i]);
    return list_send(&answer, NULL);
}

struct error api_unit_sign_off(struct request *request)
{
    const char *id = request_param(request, "id");
    struct answer answer;

    if (!field_given(request, "on")) field_fault(request, "on", "required", "请说明开启还是关闭");
    if (request->faults) return OK;
    TRY(unit_switch_sign_off(request->context, id, field_bool(request, "on", false)));
    answer_open(&answer, request, '{');
    json_text(&answer.json, "id", id);
    json_bool(&answer.json, "sign_off", field_bool(request, "on", false));
    return answer_send(&answer, 200, '}');
}

static struct error send_contacts(struct request *request, const char *unit)
{
    struct contact_card cards[2];
    struct answer answer;

    TRY(contacts_show(request->context, unit, cards));
    list_open(&answer, request);
    for (size_t i = 0; i < 2; i++) {
        json_open(&answer.json, NULL, '{');
        json_text(&answer.json, "kind", cards[i].kind);
        json_text(&answer.json, "name", cards[i].name);
        json_text(&answer.json, "phone", cards[i].phone);
        json_instant(&answer.json, "verified_at", cards[i].verified_at);
        json_text(&answer.json, "task", contact_want_text(cards[i].want));
        json_close(&answer.json, '}');
    }
    return list_send(&answer, NULL);
}

struct error api_unit_contacts(struct request *request)
{
    return send_contacts(request, request_param(request, "id"));
}

struct error api_unit_contact_change(struct request *request)
{
    const char *unit = request_param(request, "id");

    TRY(contact_change(request->context, unit, request_param(request, "kind"), field_text(request, "name"),
                       field_text(request, "phone")));
    return send_contacts(request, unit);
}

struct error api_unit_contact_confirm(struct request *request)
{
    const char *unit = request_param(request, "id");

    TRY(contact_confirm(request->context, unit, request_param(request, "kind")));
    return send_contacts(request, unit);
}

/* ── Regions and categories ─────────────────────────────────────────────── */

struct error api_regions(struct request *request)
{
    const struct world *world = request->context->world;
    struct answer answer;
    struct slice slice;

    TRY(slice_of(request, world->region_count, &slice));
    list_open(&answer, request);
    for (size_t i = slice.from; i < slice.until; i++) {
        const struct region *region = &world->regions[i];
        const struct jurisdiction *county = world_county_of_region(world, region->code);

        json_open(&answer.json, NULL, '{');
        json_text(&answer.json, "id", region->code);
        json_text(&answer.json, "name", region->name);
        json_text(&answer.json, "level", region->level);
        json_text(&answer.json, "parent", region->parent);
        json_text(&answer.json, "jurisdiction", county ? county->code : CITY);
        json_close(&answer.json, '}');
    }
    return list_send(&answer, slice.next);
}

struct error api_categories(struct request *request)
{
    struct answer answer;
    struct slice slice;

    TRY(slice_of(request, category_count, &slice));
    list_open(&answer, request);
    for (size_t i = slice.from; i < slice.until; i++) {
        json_open(&answer.json, NULL, '{');
        json_text(&answer.json, "id", categories[i].id);
        json_text(&answer.json, "name", categories[i].chinese);
        json_text(&answer.json, "example", categories[i].example);
        json_close(&answer.json, '}');
    }
    return list_send(&answer, slice.next);
}
