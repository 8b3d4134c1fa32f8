/* SPDX-License-Identifier: Apache-2.0 */
/* What every page knows, out of the context of its request. */
#include "mechanism/duties.h"
#include "pages/page.h"
#include "service/context.h"

bool frame_signed_in(const struct page_frame *frame)
{
    return frame->person->account != NULL;
}

bool frame_is_staff(const struct page_frame *frame)
{
    return frame_signed_in(frame) && !frame->person->uscc;
}

bool frame_may_submit(const struct page_frame *frame)
{
    return !frame_is_staff(frame) || person_is(frame->person, ROLE_window) || person_is(frame->person, ROLE_hotline);
}

enum audience { VISITOR = 1, ENTERPRISE = 2, STAFF = 4, EVERYONE = 7 };

static enum audience audience_of(const struct page_frame *frame)
{
    if (frame_is_staff(frame)) return STAFF;
    return frame_signed_in(frame) ? ENTERPRISE : VISITOR;
}

#define R(role) (1u << ROLE_##role)

static const struct entry {
    struct nav_item item;
    unsigned audience, roles;
} entries[] = {
#define NAV(id, address, chinese, audience, roles) { { NAV_##id, address, chinese }, audience, roles },
#include "pages/nav.def"
#undef NAV
};
#define ENTRIES (sizeof entries / sizeof *entries)

static bool is_for(const struct entry *entry, const struct page_frame *frame)
{
    if (!(entry->audience & audience_of(frame))) return false;
    return entry->roles == 0 || (entry->roles & frame->person->roles) != 0;
}

static void add_navigation(struct page_frame *frame, struct arena *arena)
{
    struct nav_item *items = ARENA_ARRAY(arena, struct nav_item, ENTRIES);

    for (size_t i = 0; i < ENTRIES; i++)
        if (is_for(&entries[i], frame)) items[frame->nav_count++] = entries[i].item;
    frame->navs = items;
}

struct page_frame page_frame_of(const struct context *context)
{
    struct page_frame frame = { .now = context->now,
                                .today = day_of(context->now),
                                .person = &context->person,
                                .path = "/",
                                .rehearsal = context->rehearsal };

    if (context->person.unit && context->world)
        frame.unit = world_unit_name(context->world, context->person.unit, frame.today);
    add_navigation(&frame, context->arena);
    return frame;
}
