/* SPDX-License-Identifier: Apache-2.0 */
/* Files of appeals and rounds: taken in three parts by lane, given as they lie. */
#include "mechanism/privacy.h"
#include "service/attach.h"
#include "service/take_step.h"
#include "web/api_write.h"
#include "web/handlers.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ── Taking ─────────────────────────────────────────────────────────────── */

struct taking {
    const char *owner; /* appeal, round */
    struct examined examined;
};

static struct error keep(struct request *request)
{
    struct taking *taking = request->carry;
    const char *number = request_param(request, "number");
    struct attachment file;
    struct answer answer;

    TRY(attach_add(request->context, taking->owner, number, request->uploads[0].file, &taking->examined, &file));
    reply_header(request, "Location", arena_printf(request->arena, "/api/v1/%ss/%s/attachments/%lld", taking->owner,
                                                   number, (long long)file.id));
    buffer_init(&answer.out, request->arena, (size_t)1 << 16);
    answer.json = json_writer(&answer.out);
    write_attachment(&answer.json, request->arena, NULL, &file);
    return reply_json(request, 201, &answer.out);
}

static struct error examine(struct request *request)
{
    struct taking *taking = request->carry;
    const struct upload *upload = &request->uploads[0];

    TRY(attach_examine(request->arena, upload->file, upload->size, upload->file_name, &taking->examined));
    request_continue(request, LANE_WRITE, keep, taking);
    return OK;
}

static struct error take(struct request *request, const char *owner)
{
    struct taking *taking = ARENA_NEW(request->arena, struct taking);

    taking->owner = owner;
    if (request->upload_count == 0) field_fault(request, "file", "required", "请选择要上传的文件");
    if (request->upload_count > 1) field_fault(request, "file", "too-many", "请一次上传一个文件");
    if (request->faults) return OK;
    request_continue(request, LANE_SLOW, examine, taking);
    return OK;
}

struct error api_appeal_attach(struct request *request)
{
    return take(request, "appeal");
}

struct error api_round_attach(struct request *request)
{
    return take(request, "round");
}

/* ── Giving ─────────────────────────────────────────────────────────────── */

static struct error write_piece(void *to, const void *bytes, size_t size)
{
    const char *at = bytes;

    while (size > 0) {
        ssize_t written = write(*(int *)to, at, size);

        if (written <= 0) return (struct error){ .kind = NO_ROOM, .code = "attachment.no-room", .detail = "write" };
        at += written;
        size -= (size_t)written;
    }
    return OK;
}

static int nameless_file(struct arena *arena)
{
    const char *folder = getenv("TMPDIR");
    char *name;
    int file;

    if (!folder || !*folder) folder = "/tmp";
    file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) return file;
    /* Not every file system has files without a name. */
    name = arena_printf(arena, "%s/ztc-file-XXXXXX", folder);
    file = mkostemp(name, O_CLOEXEC);
    if (file >= 0) unlink(name);
    return file;
}

/* The store holds it in pieces; the edge sends a file. This one has no name and goes with the reply. */
static struct error send_file(struct request *request, const struct attachment *file)
{
    int out = nameless_file(request->arena);
    struct error error;

    if (out < 0) return (struct error){ .kind = NO_ROOM, .code = "attachment.no-room", .detail = "O_TMPFILE" };
    error = attach_read(request->context, file, write_piece, &out);
    if (error.kind != NO_ERROR || lseek(out, 0, SEEK_SET) != 0) {
        close(out);
        return error;
    }
    return reply_file(request, file->media_type, out, file->size, file->name);
}

static struct error find_id(struct request *request, int64_t *id)
{
    return request_param_int(request, "id", id);
}

struct error api_appeal_attachment(struct request *request)
{
    struct context *context = request->context;
    const char *number = request_param(request, "number");
    struct attachment file;
    struct change change;
    unsigned viewer;
    int64_t id;

    TRY(find_id(request, &id));
    TRY(attach_find(context, "appeal", number, id, &file));
    TRY(open_change_appeal(context, number, &change));
    viewer = privacy_viewer(context->world, &context->person, change.appeal, change.today);
    if (!attachment_is_shown(change.appeal, viewer, &file))
        return (struct error){ .kind = NOT_FOUND, .code = "attachment.unknown", .text = "未找到该附件" };
    return send_file(request, &file);
}

/* Signed papers and drafts: for the roles of the jurisdiction, as in the round's own answer. */
struct error api_round_attachment(struct request *request)
{
    struct round_view view;
    int64_t id;

    TRY(find_id(request, &id));
    TRY(open_round(request->context, request_param(request, "number"), &view));
    for (size_t i = 0; i < view.attachment_count; i++)
        if (view.attachments[i].id == id) return send_file(request, &view.attachments[i]);
    return (struct error){ .kind = NOT_FOUND, .code = "attachment.unknown", .text = "未找到该附件" };
}
