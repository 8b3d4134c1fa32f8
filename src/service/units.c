/* SPDX-License-Identifier: Apache-2.0 */
#include "service/units.h"

#include "base/text.h"
#include "mechanism/phone.h"
#include "service/check.h"
#include "service/journal.h"
#include "service/unit_rules.h"
#include "service/world_current.h"
#include "store/snapshot.h"

static bool today(const struct context *context, const struct unit *unit)
{
    day_t day = day_of(context->now);

    return unit->from <= day && !world_ended(unit->until, day);
}

struct error units_show(struct context *context, const char *jurisdiction, bool ended, const struct unit ***units,
                        size_t *count)
{
    const struct world *world = context->world;

    *units = ARENA_ARRAY(context->arena, const struct unit *, world->unit_count);
    *count = 0;
    for (size_t i = 0; i < world->unit_count; i++) {
        const struct unit *unit = &world->units[i];

        if (jurisdiction && !text_equal(unit->jurisdiction, jurisdiction)) continue;
        if (ended || today(context, unit)) (*units)[(*count)++] = unit;
    }
    return OK;
}

/* Changing */

static const struct unit *last_name(const struct unit *names, size_t count)
{
    const struct unit *last = names;

    for (size_t i = 1; i < count; i++)
        if (names[i].from >= last->from) last = &names[i];
    return last;
}

static struct error may_end(struct context *context, const struct unit *last, unit_open_work *open_work)
{
    int64_t open = 1;

    if (!last->until || last->successor) return OK;
    if (open_work) TRY(open_work(context, last->id, &open));
    if (open == 0) return OK;
    return fault_error(context, "successor", "missing", "单位还有未办结的事项，撤销须指明承继单位");
}

struct error unit_change(struct context *context, const char *id, const struct unit *names, size_t count,
                         unit_open_work *open_work)
{
    struct unit_book book = { .count = 0 };
    struct fault_list faults = { 0 };
    const struct world *world;
    struct unit *after;

    TRY(check_duty(context, DUTY_change_units, NULL, NULL));
    TRY(world_claim(context));
    world = book.world = context->world;
    book.units = after = ARENA_ARRAY(context->arena, struct unit, world->unit_count + count);
    if (count == 0) return fault_error(context, "names", "missing", "单位至少要有一个名称");
    for (size_t i = 0; i < count; i++) {
        TRY(check_duty(context, DUTY_change_units, names[i].jurisdiction, NULL));
        after[book.count] = names[i];
        after[book.count++].id = id;
    }
    for (size_t i = 0; i < world->unit_count; i++) {
        if (!text_equal(world->units[i].id, id))
            after[book.count++] = world->units[i];
        else
            TRY(check_duty(context, DUTY_change_units, world->units[i].jurisdiction, NULL));
    }
    for (size_t i = 0; i < count; i++) {
        const char *field, *why = unit_wrong(context->arena, &book, &after[i], &field);

        if (why) fault_add(context, &faults, arena_printf(context->arena, "names/%zu/%s", i, field), "invalid", why);
    }
    TRY(faults_error(&faults));
    TRY(may_end(context, last_name(after, count), open_work));
    TRY(units_replace(context->db, context->arena, id, after, count));
    TRY(journal(context, "unit", 0, "change_unit", id, NULL));
    return snapshot_changed(context->db, context->arena);
}

static struct error find_unit(struct context *context, const char *id, const struct unit **unit)
{
    *unit = world_unit(context->world, id, day_of(context->now));
    return *unit ? OK : (struct error){ .kind = NOT_FOUND, .code = "unit.unknown", .text = "没有这个单位，或它已撤销" };
}

struct error unit_switch_sign_off(struct context *context, const char *id, bool on)
{
    const struct unit *unit;

    TRY(find_unit(context, id, &unit));
    TRY(check_duty(context, DUTY_switch_sign_off, unit->jurisdiction, id));
    TRY(units_set_sign_off(context->db, id, on, NULL));
    TRY(journal(context, "unit", 0, on ? "switch_sign_off_on" : "switch_sign_off_off", id, NULL));
    return snapshot_changed(context->db, context->arena);
}

/* Contacts */

static const char *const contact_kinds[2] = { "liaison", "deputy" };

const char *contact_want_text(enum contact_want want)
{
    static const char *const texts[] = {
        [CONTACT_MISSING] = "尚未填报",
        [CONTACT_UNVERIFIED] = "尚未核实",
        [CONTACT_OLD] = "超过90天未确认",
        [CONTACT_BOUNCED] = "短信未送达，请核对号码",
    };

    return texts[want];
}

static enum contact_want want_of(const struct context *context, const struct contact *contact)
{
    if (contact->bounced_at) return CONTACT_BOUNCED;
    if (!contact->verified_at) return CONTACT_UNVERIFIED;
    return contact->verified_at + CONTACT_CONFIRMED_DAYS * ONE_DAY <= context->now ? CONTACT_OLD : CONTACT_FINE;
}

static void fill_card(struct context *context, const struct unit *unit, const char *kind,
                      const struct contact *contacts, size_t count, struct contact_card *card)
{
    *card = (struct contact_card){ .unit = unit->id, .unit_name = unit->name, .kind = kind, .want = CONTACT_MISSING };
    for (size_t i = 0; i < count; i++) {
        if (!text_equal(contacts[i].unit, unit->id) || !text_equal(contacts[i].kind, kind)) continue;
        card->name = contacts[i].name;
        card->phone = phone_masked(context->arena, contacts[i].phone);
        card->verified_at = contacts[i].verified_at;
        card->want = want_of(context, &contacts[i]);
    }
}

struct error contacts_show(struct context *context, const char *id, struct contact_card cards[2])
{
    const struct unit *unit;
    struct contact *contacts;
    size_t count;

    TRY(find_unit(context, id, &unit));
    TRY(check_duty(context, DUTY_see_contacts, unit->jurisdiction, id));
    TRY(contacts_of(context->db, context->arena, id, &contacts, &count));
    for (size_t i = 0; i < 2; i++) fill_card(context, unit, contact_kinds[i], contacts, count, &cards[i]);
    return OK;
}

struct error contacts_wanting(struct context *context, const char *jurisdiction, struct contact_card **cards,
                              size_t *count)
{
    const struct world *world = context->world;
    struct contact *contacts;
    size_t contact_count;

    TRY(check_duty(context, DUTY_see_contacts, jurisdiction, NULL));
    TRY(contacts_of(context->db, context->arena, NULL, &contacts, &contact_count));
    *cards = ARENA_ARRAY(context->arena, struct contact_card, 2 * world->unit_count);
    *count = 0;
    for (size_t i = 0; i < 2 * world->unit_count; i++) {
        const struct unit *unit = &world->units[i / 2];
        struct contact_card *card = &(*cards)[*count];

        if (!text_equal(unit->jurisdiction, jurisdiction) || !today(context, unit)) continue;
        fill_card(context, unit, contact_kinds[i % 2], contacts, contact_count, card);
        if (card->want != CONTACT_FINE) ++*count;
    }
    return OK;
}

static struct error find_contact(struct context *context, const char *unit, const char *kind, struct contact *contact,
                                 bool *found)
{
    struct contact *contacts;
    size_t count;

    *found = false;
    TRY(contacts_of(context->db, context->arena, unit, &contacts, &count));
    for (size_t i = 0; i < count; i++) {
        if (!text_equal(contacts[i].kind, kind)) continue;
        *contact = contacts[i];
        *found = true;
    }
    return OK;
}

static bool is_contact_kind(const char *kind)
{
    return text_equal(kind, contact_kinds[0]) || text_equal(kind, contact_kinds[1]);
}

struct error contact_change(struct context *context, const char *id, const char *kind, const char *name,
                            const char *phone)
{
    struct fault_list faults = { 0 };
    struct contact contact = { .unit = id, .kind = kind, .changed_at = context->now }, before;
    const struct unit *unit;
    bool found;

    TRY(find_unit(context, id, &unit));
    TRY(check_duty(context, DUTY_change_contacts, unit->jurisdiction, id));
    if (!is_contact_kind(kind))
        fault_add(context, &faults, "kind", "unknown", "应为liaison（联络员）或deputy（副联络员）");
    contact.name = checked_text(context, &faults, "name", "姓名", name, 40, true);
    contact.phone = phone_normal(context->arena, phone);
    if (!contact.phone || !phone_is_mobile(contact.phone))
        fault_add(context, &faults, "phone", "invalid", "联络人须填11位手机号码，派单时立即发短信");
    TRY(faults_error(&faults));
    TRY(find_contact(context, id, kind, &before, &found));
    if (found && text_equal(before.phone, contact.phone)) {
        contact.verified_at = before.verified_at;
        contact.bounced_at = before.bounced_at;
    }
    TRY(journal(context, "unit", 0, "change_contact", arena_printf(context->arena, "%s %s", id, kind), NULL));
    return contacts_put(context->db, context->arena, &contact);
}

struct error contact_confirm(struct context *context, const char *id, const char *kind)
{
    const struct unit *unit;
    struct contact contact;
    bool found;

    TRY(find_unit(context, id, &unit));
    TRY(check_duty(context, DUTY_change_contacts, unit->jurisdiction, id));
    TRY(find_contact(context, id, kind, &contact, &found));
    if (!found) return (struct error){ .kind = NOT_FOUND, .code = "contact.missing", .text = "请先填报联络人" };
    contact.verified_at = context->now;
    contact.bounced_at = NO_INSTANT;
    TRY(journal(context, "unit", 0, "confirm_contact", arena_printf(context->arena, "%s %s", id, kind), NULL));
    return contacts_put(context->db, context->arena, &contact);
}

struct error contact_bounced(struct context *context, const char *unit, const char *phone)
{
    struct contact *contacts;
    size_t count;

    TRY(contacts_of(context->db, context->arena, unit, &contacts, &count));
    for (size_t i = 0; i < count; i++) {
        if (!text_equal(contacts[i].phone, phone)) continue;
        contacts[i].bounced_at = context->now;
        TRY(contacts_put(context->db, context->arena, &contacts[i]));
    }
    return OK;
}
