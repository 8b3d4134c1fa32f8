/* SPDX-License-Identifier: Apache-2.0 */
#include "store/files.h"

#include "base/digest.h"
#include "store/records.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static const struct column columns[] = {
#define ATTACHMENT(kind, name) { kind, #name, offsetof(struct attachment, name) },
#include "store/files.def"
};
static const struct table table = {
    .name = "attachment",
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .row_size = sizeof(struct attachment),
    .key_count = 1,
};
const struct record attachment_record = { "attachment", &table, 1, sizeof(struct attachment) };

/* ── Writing ────────────────────────────────────────────────────────────── */

/* A whole piece, unless the file ends before; -1: it cannot be read. */
static ssize_t read_piece(int file, unsigned char *piece, int64_t offset)
{
    size_t held = 0;

    while (held < FILE_PIECE) {
        ssize_t got = pread(file, piece + held, FILE_PIECE - held, (off_t)(offset + (int64_t)held));

        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        held += (size_t)got;
    }
    return (ssize_t)held;
}

static struct error put_pieces(struct db *db, struct arena *arena, int64_t id, int file, struct digest *digest,
                               int64_t *size)
{
    unsigned char *piece = arena_alloc(arena, FILE_PIECE);

    for (int64_t n = 0;; n++) {
        ssize_t got = read_piece(file, piece, *size);

        if (got < 0)
            return (struct error){ .kind = BROKEN, .code = "attachment.unreadable", .detail = strerror(errno) };
        if (got == 0) return OK;
        TRY(db_change(db, NULL, "INSERT INTO attachment_chunk (id, n, bytes) VALUES ($1, $2, $3)", INT(id), INT(n),
                      BYTES(piece, (size_t)got)));
        digest_bytes(digest, piece, (size_t)got);
        *size += got;
    }
}

struct error files_put(struct db *db, struct arena *arena, struct attachment *attachment, int file)
{
    char *hex = arena_alloc(arena, DIGEST_TEXT);
    struct digest digest;
    struct error error;
    int64_t size = 0;

    TRY(db_next_number(db, "attachment", &attachment->id));
    digest_start(&digest);
    error = put_pieces(db, arena, attachment->id, file, &digest, &size);
    digest_end(&digest, hex);
    TRY(error);
    if (size != attachment->size)
        return (struct error){ .kind = INVALID, .code = "attachment.cut", .text = "上传中断，文件不完整，请重新上传。" };
    attachment->digest = hex;
    return OK;
}

/* ── Reading ────────────────────────────────────────────────────────────── */

struct error files_read(struct db *db, int64_t id, files_take *take, void *to)
{
    struct arena *arena = arena_new(4 << 20);
    struct error error = OK;

    for (int64_t n = 0; error.kind == NO_ERROR; n++) {
        struct rows rows;

        arena_reset(arena);
        error = db_query(db, arena, &rows, "SELECT bytes FROM attachment_chunk WHERE id = $1 AND n = $2", INT(id),
                         INT(n));
        if (error.kind != NO_ERROR || rows.count == 0) break;
        error = take(to, cell(&rows, 0, 0)->bytes, cell(&rows, 0, 0)->size);
    }
    arena_free(arena);
    return error;
}

static void read_all(struct arena *arena, const struct rows *rows, struct attachment **attachments, size_t *count)
{
    *count = rows->count;
    *attachments = ARENA_ARRAY(arena, struct attachment, rows->count);
    for (size_t i = 0; i < rows->count; i++) record_read(arena, &table, rows, i, &(*attachments)[i]);
}

struct error files_of(struct db *db, struct arena *arena, const char *owner, int64_t owner_id,
                      struct attachment **attachments, size_t *count)
{
    struct rows rows;
    const char *sql = record_select(&table, " WHERE owner = $1 AND owner_id = $2 ORDER BY at, id LIMIT 1000");

    TRY(db_query(db, arena, &rows, sql, TEXT(owner), INT(owner_id)));
    read_all(arena, &rows, attachments, count);
    return OK;
}

struct error files_after(struct db *db, struct arena *arena, int64_t after, int64_t most,
                         struct attachment **attachments, size_t *count)
{
    struct rows rows;
    const char *sql = record_select(&table, " WHERE id > $1 ORDER BY id LIMIT $2");

    TRY(db_query(db, arena, &rows, sql, INT(after), INT(most)));
    read_all(arena, &rows, attachments, count);
    return OK;
}

struct error files_count(struct db *db, struct arena *arena, const char *owner, int64_t owner_id, bool by_enterprise,
                         const char *uploaded_by, int64_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT count(*) FROM attachment WHERE owner = $1 AND owner_id = $2 AND by_enterprise = $3"
                 "   AND ($3 = 1 OR uploaded_by = $4)",
                 TEXT(owner), INT(owner_id), INT(by_enterprise), TEXT(uploaded_by)));
    *count = row_int(&rows, 0, 0);
    return OK;
}

static struct error add(void *digest, const void *bytes, size_t size)
{
    digest_bytes(digest, bytes, size);
    return OK;
}

struct error files_digest(struct db *db, struct arena *arena, int64_t id, const char **digest)
{
    char *hex = arena_alloc(arena, DIGEST_TEXT);
    struct digest sum;
    struct error error;

    digest_start(&sum);
    error = files_read(db, id, add, &sum);
    digest_end(&sum, hex);
    *digest = hex;
    return error;
}
