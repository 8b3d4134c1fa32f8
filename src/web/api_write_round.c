/* SPDX-License-Identifier: Apache-2.0 */
/* Rounds as JSON. */
#include "web/api_write.h"

static void write_head(struct json *json, const struct round *round, const char *state, const char *state_label,
                       const char *label)
{
    json_text(json, "number", round->number);
    json_text(json, "label", label);
    json_text(json, "jurisdiction", round->jurisdiction);
    json_int(json, "year", round->year);
    json_int(json, "ordinal", round->ordinal);
    json_bool(json, "special", round->special);
    json_text(json, "theme", round->theme);
    json_text(json, "state", state);
    json_text(json, "state_label", state_label);
    json_day(json, "event_day", round->event_day);
    json_day(json, "planned_day", round->planned_day);
    json_bool(json, "tentative", round->tentative);
    json_text(json, "leader", round->leader);
    json_text(json, "secretary", round->secretary);
    json_instant(json, "opens_at", round->opens_at);
    json_instant(json, "closes_at", round->closes_at);
}

static void write_items(struct json *json, const struct round_view *view)
{
    json_open(json, "items", '[');
    for (size_t i = 0; i < view->item_count; i++) {
        const struct item_view *item = &view->items[i];

        json_open(json, NULL, '{');
        json_text(json, "appeal", item->appeal);
        json_int(json, "order", item->order);
        json_text(json, "proposal", item->proposal);
        json_bool(json, "on_site", item->on_site);
        json_bool(json, "heard", item->heard);
        json_text(json, "decision", item->decision);
        json_text(json, "lead_unit", item->lead_unit);
        write_words(json, "co_units", item->co_units, item->co_unit_count);
        json_day(json, "done_by", item->done_by);
        json_bool(json, "coordinated", item->coordinated);
        json_bool(json, "decided", item->decided);
        json_text(json, "title", item->title);
        json_text(json, "enterprise_name", item->enterprise_name);
        json_text(json, "state", item->state);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_catalogue(struct json *json, const struct round_view *view)
{
    json_open(json, "candidates_for_catalogue", '[');
    for (size_t i = 0; i < view->catalogue_count; i++) {
        const struct catalogue_line *line = &view->catalogue[i];

        json_open(json, NULL, '{');
        json_text(json, "appeal", line->appeal);
        json_text(json, "title", line->title);
        json_text(json, "state", line->state);
        json_text(json, "lead_unit", line->lead_unit);
        json_text(json, "enterprise_name", line->enterprise_name);
        json_bool(json, "carried_over", line->carried_over);
        json_bool(json, "overdue_reply", line->overdue_reply);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_candidates(struct json *json, const struct round_view *view)
{
    static const char *const kinds[] = { "rule", "next", "previous", "next_week" };

    json_open(json, "candidates", '[');
    for (size_t i = 0; i < view->candidates.count; i++) {
        const struct candidate *candidate = &view->candidates.candidates[i];

        json_open(json, NULL, '{');
        json_day(json, "event_day", candidate->dates.event);
        json_text(json, "kind", kinds[candidate->kind]);
        json_text(json, "why", candidate->why);
        write_dates(json, "dates", &candidate->dates);
        json_day(json, "next_open", candidate->next_open);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_guests(struct json *json, const struct round_view *view)
{
    json_open(json, "guests", '[');
    for (size_t i = 0; i < view->guest_count; i++) {
        const struct guest_view *guest = &view->guests[i];

        json_open(json, NULL, '{');
        json_text(json, "unit", guest->unit);
        json_text(json, "appeal", guest->appeal);
        json_text(json, "uscc", guest->uscc);
        json_text(json, "name", guest->name);
        json_text(json, "post", guest->post);
        json_instant(json, "invited_at", guest->invited_at);
        if (guest->attending)
            json_bool(json, "attending", guest->attending == 1);
        else
            json_null(json, "attending");
        json_instant(json, "checked_in_at", guest->checked_in_at);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_meeting(struct json *json, const struct round_view *view)
{
    const struct round *round = &view->round;

    if (!round->meeting_at) {
        json_null(json, "convened");
        return;
    }
    json_open(json, "convened", '{');
    json_text(json, "place", round->meeting_place);
    json_instant(json, "at", round->meeting_at);
    write_words(json, "units", view->meeting_units, view->meeting_unit_count);
    json_close(json, '}');
}

static void write_opinions(struct json *json, const struct round *round)
{
    if (!round->opinions_drafted_at) {
        json_null(json, "opinions");
        return;
    }
    json_open(json, "opinions", '{');
    json_text(json, "text", round->opinions);
    json_int(json, "version", round->opinions_version);
    json_instant(json, "drafted_at", round->opinions_drafted_at);
    json_instant(json, "approved_at", round->opinions_approved_at);
    json_text(json, "digest", round->opinions_digest);
    json_text(json, "document_number", round->document_number);
    json_instant(json, "issued_at", round->issued_at);
    json_close(json, '}');
}

static void write_moments(struct json *json, const struct round *round)
{
    json_text(json, "announcement", round->announcement);
    json_instant(json, "announced_at", round->announced_at);
    json_instant(json, "catalogue_at", round->catalogue_at);
    json_instant(json, "agenda_at", round->agenda_at);
    json_instant(json, "agenda_approved_at", round->agenda_approved_at);
    json_instant(json, "invited_at", round->invited_at);
    json_instant(json, "held_at", round->held_at);
    json_int(json, "heard_count", round->heard_count);
    json_text(json, "reason", round->reason);
}

void write_round(struct json *json, struct arena *arena, const struct round_view *view)
{
    const struct round *round = &view->round;

    write_head(json, round, view->state, view->state_label, view->label);
    json_text(json, "leader_name", view->leader_name);
    json_text(json, "secretary_name", view->secretary_name);
    json_open(json, "trades", '[');
    for (size_t i = 0; i < view->trade_count; i++) json_text(json, NULL, view->trades[i]);
    json_close(json, ']');
    write_dates(json, "dates", &view->dates);
    json_bool(json, "provisional", view->provisional);
    write_candidates(json, view);
    write_items(json, view);
    json_int(json, "item_count", (int64_t)view->items_in_all);
    write_catalogue(json, view);
    write_moments(json, round);
    write_meeting(json, view);
    write_guests(json, view);
    write_opinions(json, round);
    write_clocks(json, view->clocks, view->clock_count);
    write_actions(json, view->actions, view->action_count);
    write_attachments(json, arena, view->attachments, view->attachment_count);
    json_int(json, "version", round->version);
}

void write_round_line(struct json *json, const struct round_line *line)
{
    json_open(json, NULL, '{');
    write_head(json, &line->round, line->state, line->state_label, line->label);
    write_dates(json, "dates", &line->dates);
    json_instant(json, "announced_at", line->round.announced_at);
    json_int(json, "version", line->round.version);
    json_close(json, '}');
}
