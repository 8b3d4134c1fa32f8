/* SPDX-License-Identifier: Apache-2.0 */
#include "service/read_audit.h"

#include "base/text.h"
#include "service/check.h"
#include "store/events.h"
#include "store/seals.h"

static struct error put_line(struct context *context, const struct seal *seal, struct audit_line *line)
{
    struct event event;
    enum role role;

    *line = (struct audit_line){ .position = seal->position,
                                 .sealed_at = seal->sealed_at,
                                 .subject = seal->subject,
                                 .subject_id = seal->subject_id,
                                 .seq = seal->seq,
                                 .digest = seal->event_digest,
                                 .intact = text_equal(seal->event_digest, seal->event_now) };
    if (!seal->event_now) return OK; /* gone: said by intact */
    TRY(events_find(context->db, context->arena, seal->subject, seal->subject_id, seal->seq, &event));
    role = role_find(event.role);
    line->at = event.at;
    line->actor = event.actor;
    line->actor_name = event.actor_name;
    line->role_name = role <= ROLE_visitor ? role_name(role) : event.role;
    line->unit_name = event.unit ? world_unit_name(context->world, event.unit, day_of(event.at)) : NULL;
    line->address = event.address;
    line->action = event.action;
    line->state = event.state;
    line->clause = event.clause;
    return OK;
}

struct error read_audit(struct context *context, int64_t before, int64_t most, struct audit_line **lines, size_t *count,
                        bool *more)
{
    struct seal last, *seals;
    int64_t from;

    TRY(check_duty(context, DUTY_read_audit, CITY, NULL));
    TRY(seals_last(context->db, context->arena, &last));
    if (before <= 0 || before > last.position) before = last.position + 1;
    from = before - 1 > most ? before - 1 - most : 0;
    *more = from > 0;
    TRY(seals_after(context->db, context->arena, from, before - 1 - from, &seals, count));
    *lines = ARENA_ARRAY(context->arena, struct audit_line, *count + 1);
    for (size_t i = 0; i < *count; i++) TRY(put_line(context, &seals[*count - 1 - i], &(*lines)[i]));
    return OK;
}
