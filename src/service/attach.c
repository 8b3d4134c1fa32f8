/* SPDX-License-Identifier: Apache-2.0 */
#include "service/attach.h"

#include "base/text.h"
#include "mechanism/workflow.h"
#include "service/journal.h"
#include "service/take_step.h"
#include "store/records.h"

/* Who works on an appeal or a round, not who only reads it. */
#define MAY_ATTACH_TO_APPEAL                                                                                    \
    (ENTERPRISE | ASKER | COORDINATOR | CITY_COORDINATOR | COUNTY | DECIDING | LEAD | CO_UNIT | HEAD | REGISTRAR | \
     INSPECTOR | CHECKER | ORDERED | STAFF_OF_UNIT)
#define MAY_ATTACH_TO_ROUND (COORDINATOR | OFFICE | SECRETARY | LEADER)

/* ── Whose it is ────────────────────────────────────────────────────────── */

struct owner {
    struct change change;
    const char *subject;
    int64_t id;
};

static struct error open_owner(struct context *context, const char *subject, const char *number, struct owner *owner)
{
    owner->subject = subject;
    if (text_equal(subject, "appeal")) {
        TRY(open_change_appeal(context, number, &owner->change));
        owner->id = owner->change.appeal->id;
    } else {
        TRY(open_change_round(context, number, &owner->change));
        owner->id = owner->change.round->id;
    }
    return OK;
}

static bool of_appeal(const struct owner *owner)
{
    return text_equal(owner->subject, "appeal");
}

/* The enterprise sees what a unit put in once its reply is released, and the result once it is checked. */
static bool may_see(const struct context *context, const struct owner *owner, const struct attachment *file)
{
    const struct appeal *appeal = owner->change.appeal;

    if (!of_appeal(owner) || !context->person.uscc || file->by_enterprise) return true;
    if (appeal->released_at && file->at <= appeal->released_at) return true;
    return appeal->state == STATE_rating || appeal->state == STATE_closed;
}

/* ── Adding ─────────────────────────────────────────────────────────────── */

static bool for_enterprise(const struct person *person)
{
    return person->uscc || person_is(person, ROLE_window) || person_is(person, ROLE_hotline);
}

static struct error may_add(struct context *context, const struct owner *owner)
{
    unsigned needed = of_appeal(owner) ? MAY_ATTACH_TO_APPEAL : MAY_ATTACH_TO_ROUND;
    int64_t state = of_appeal(owner) ? owner->change.appeal->state : owner->change.round->state;
    const struct state_row *row = &owner->change.machine->states[state];

    if (!(owner->change.duties & needed))
        return (struct error){ .kind = NOT_ALLOWED, .code = "attachment.not-your-duty", .text = "您不能在这里上传附件" };
    if (row->open) return OK;
    return (struct error){ .kind = NOT_NOW,
                           .code = "attachment.over",
                           .text = arena_printf(context->arena, "现在是“%s”，不能再上传附件", row->chinese) };
}

static struct error has_room(struct context *context, const struct owner *owner)
{
    struct fault *fault;
    int64_t count;

    TRY(files_count(context->db, context->arena, owner->subject, owner->id, for_enterprise(&context->person),
                    context->person.account, &count));
    if (count < ATTACHMENTS_MOST) return OK;
    fault = ARENA_NEW(context->arena, struct fault);
    *fault = (struct fault){ .field = "file", .code = "too-many", .text = "最多10个附件" };
    return (struct error){ .kind = INVALID, .code = "attachment.too-many", .text = fault->text, .faults = fault };
}

struct error attach_add(struct context *context, const char *subject, const char *number, int file,
                        const struct examined *examined, struct attachment *attachment)
{
    struct owner owner;
    const char *change;

    TRY(open_owner(context, subject, number, &owner));
    TRY(may_add(context, &owner));
    TRY(has_room(context, &owner));
    *attachment = (struct attachment){
        .owner = owner.subject,
        .owner_id = owner.id,
        .name = examined->name,
        .size = examined->size,
        .media_type = examined->media_type,
        .uploaded_by = context->person.account,
        .by_enterprise = for_enterprise(&context->person),
        .at = context->now,
    };
    TRY(files_put(context->db, context->arena, attachment, file));
    TRY(record_save(context->db, context->arena, &attachment_record, NULL, attachment, &change));
    return journal(context, "attachment", attachment->id, "attach", NULL, change);
}

/* ── Reading ────────────────────────────────────────────────────────────── */

struct error attach_list(struct context *context, const char *subject, const char *number, struct attachment **files,
                         size_t *count)
{
    struct owner owner;
    size_t all, kept = 0;

    TRY(open_owner(context, subject, number, &owner));
    TRY(files_of(context->db, context->arena, owner.subject, owner.id, files, &all));
    for (size_t i = 0; i < all; i++)
        if (may_see(context, &owner, &(*files)[i])) (*files)[kept++] = (*files)[i];
    *count = kept;
    return OK;
}

struct error attach_find(struct context *context, const char *subject, const char *number, int64_t id,
                         struct attachment *attachment)
{
    struct owner owner;

    TRY(open_owner(context, subject, number, &owner));
    TRY(record_load(context->db, context->arena, &attachment_record, id, attachment));
    if (text_equal(attachment->owner, owner.subject) && attachment->owner_id == owner.id &&
        may_see(context, &owner, attachment))
        return OK;
    return (struct error){ .kind = NOT_FOUND, .code = "attachment.unknown", .text = "未找到该附件。" };
}

struct error attach_read(struct context *context, const struct attachment *attachment, files_take *take, void *to)
{
    return files_read(context->db, attachment->id, take, to);
}
