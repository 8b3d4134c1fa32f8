/* SPDX-License-Identifier: Apache-2.0 */
#include "service/archive.h"

#include "base/text.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <zlib.h>

enum {
    END_BYTES = 22,
    COMMENT_MOST = 65535,
    CENTRAL_BYTES = 46,
    LOCAL_BYTES = 30,
    NAME_MOST = 1024,
    CENTRAL_MOST = 1 << 20, /* a thousand entries need far less */
    PIECE = 64 * 1024,
    HEAD = 4096, /* where a document type would stand */
};
enum { STORED = 0, DEFLATED = 8, ENCRYPTED = 1 };

#define BROKEN_FILE "压缩文件已损坏或不完整，请重新打包后上传"
#define TOO_MUCH "压缩文件异常：解压后过大，请拆分后上传"

struct entry {
    const char *name;
    unsigned method;
    int64_t packed, unpacked, at; /* `at`: of the local header */
};

static unsigned short_at(const unsigned char *bytes)
{
    return bytes[0] | (unsigned)bytes[1] << 8;
}

static int64_t long_at(const unsigned char *bytes)
{
    return (int64_t)short_at(bytes) | (int64_t)short_at(bytes + 2) << 16;
}

static bool read_at(int file, void *bytes, size_t size, int64_t at)
{
    size_t held = 0;

    while (held < size) {
        ssize_t got = pread(file, (char *)bytes + held, size - held, (off_t)(at + (int64_t)held));

        if (got <= 0) return false;
        held += (size_t)got;
    }
    return true;
}

/* ── The directory at the end ───────────────────────────────────────────── */

/* Of the end record, searched backwards behind a comment; NULL when there is none. */
static const unsigned char *find_end(struct arena *arena, int file, int64_t size)
{
    int64_t most = END_BYTES + COMMENT_MOST, length = size < most ? size : most;
    unsigned char *tail = arena_alloc(arena, (size_t)length + 1);

    if (length < END_BYTES || !read_at(file, tail, (size_t)length, size - length)) return NULL;
    for (int64_t at = length - END_BYTES; at >= 0; at--)
        if (memcmp(tail + at, "PK\5\6", 4) == 0) return tail + at;
    return NULL;
}

static bool ends_with(const char *name, const char *ending)
{
    size_t length = strlen(name), size = strlen(ending);

    return length >= size && strcasecmp(name + length - size, ending) == 0;
}

static bool is_archive_name(const char *name)
{
    static const char *const endings[] = { ".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar",
                                           ".zst", ".lzh", ".cab" };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(name, endings[i])) return true;
    return false;
}

/* One entry of the directory; how many bytes it takes, 0 when it is broken. */
static size_t read_entry(struct arena *arena, const unsigned char *from, size_t left, struct entry *entry,
                         const char **why)
{
    size_t name, all;

    if (left < CENTRAL_BYTES || memcmp(from, "PK\1\2", 4) != 0) return 0;
    name = short_at(from + 28);
    all = CENTRAL_BYTES + name + short_at(from + 30) + short_at(from + 32);
    if (all > left || name > NAME_MOST) return 0;
    *entry = (struct entry){ .name = arena_text_n(arena, (const char *)from + CENTRAL_BYTES, name),
                             .method = short_at(from + 10),
                             .packed = long_at(from + 20),
                             .unpacked = long_at(from + 24),
                             .at = long_at(from + 42) };
    if (short_at(from + 8) & ENCRYPTED) *why = "文件已加密，无法查验；请去掉密码后上传";
    else if (is_archive_name(entry->name)) *why = "压缩文件异常：里面还有压缩文件，请直接上传其中的文件";
    else if (entry->method != STORED && entry->method != DEFLATED) *why = "压缩方式不支持，请用普通 ZIP 格式重新打包";
    return all;
}

/* ── What an entry really holds ─────────────────────────────────────────── */

struct unpacking {
    int file;
    z_stream stream;
    unsigned char in[PIECE], out[PIECE];
    char head[HEAD + 1];
    size_t head_size;
    int64_t at, left; /* packed bytes still to be read */
    int64_t unpacked;
};

static void keep_head(struct unpacking *unpacking, const unsigned char *bytes, size_t size)
{
    size_t room = HEAD - unpacking->head_size, kept = size < room ? size : room;

    memcpy(unpacking->head + unpacking->head_size, bytes, kept);
    unpacking->head_size += kept;
}

static bool read_more(struct unpacking *unpacking)
{
    size_t size = unpacking->left < PIECE ? (size_t)unpacking->left : PIECE;

    if (size == 0 || !read_at(unpacking->file, unpacking->in, size, unpacking->at)) return false;
    unpacking->at += (int64_t)size;
    unpacking->left -= (int64_t)size;
    unpacking->stream.next_in = unpacking->in;
    unpacking->stream.avail_in = (unsigned)size;
    return true;
}

/* Never further than was declared: one byte more is a lie. */
static const char *inflate_all(struct unpacking *unpacking, const struct entry *entry)
{
    int code = Z_OK;

    while (code != Z_STREAM_END) {
        size_t got;

        if (unpacking->stream.avail_in == 0 && !read_more(unpacking)) return BROKEN_FILE;
        unpacking->stream.next_out = unpacking->out;
        unpacking->stream.avail_out = PIECE;
        code = inflate(&unpacking->stream, Z_NO_FLUSH);
        if (code != Z_OK && code != Z_STREAM_END) return BROKEN_FILE;
        got = PIECE - unpacking->stream.avail_out;
        keep_head(unpacking, unpacking->out, got);
        unpacking->unpacked += (int64_t)got;
        if (unpacking->unpacked > entry->unpacked) return TOO_MUCH;
    }
    return NULL;
}

static const char *read_stored(struct unpacking *unpacking)
{
    if (read_more(unpacking)) keep_head(unpacking, unpacking->in, unpacking->stream.avail_in);
    return NULL;
}

/* XML of a document never has a document type; where there is one it means to pull in something. */
static bool has_document_type(const struct unpacking *unpacking, const char *name)
{
    if (!ends_with(name, ".xml") && !ends_with(name, ".rels")) return false;
    return memmem(unpacking->head, unpacking->head_size, "<!DOCTYPE", 9) ||
           memmem(unpacking->head, unpacking->head_size, "<!ENTITY", 8);
}

static const char *look_into(struct arena *arena, int file, int64_t size, const struct entry *entry)
{
    struct unpacking *unpacking = arena_alloc(arena, sizeof *unpacking);
    unsigned char local[LOCAL_BYTES];
    const char *why;

    if (entry->at + LOCAL_BYTES > size || !read_at(file, local, LOCAL_BYTES, entry->at)) return BROKEN_FILE;
    if (memcmp(local, "PK\3\4", 4) != 0) return BROKEN_FILE;
    unpacking->file = file;
    unpacking->at = entry->at + LOCAL_BYTES + short_at(local + 26) + short_at(local + 28);
    unpacking->left = entry->packed;
    if (unpacking->at + entry->packed > size) return BROKEN_FILE;
    if (entry->method == STORED) {
        if (entry->packed != entry->unpacked) return BROKEN_FILE;
        why = read_stored(unpacking);
    } else {
        if (inflateInit2(&unpacking->stream, -MAX_WBITS) != Z_OK) return BROKEN_FILE;
        why = inflate_all(unpacking, entry);
        inflateEnd(&unpacking->stream);
    }
    if (why) return why;
    return has_document_type(unpacking, entry->name) ? "文件异常：文档中含有外部实体声明" : NULL;
}

/* ── All of it ──────────────────────────────────────────────────────────── */

static const char *read_directory(struct arena *arena, const unsigned char *directory, size_t size,
                                  struct entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *why = NULL;
        size_t taken = read_entry(arena, directory, size, &entries[i], &why);

        if (!taken) return BROKEN_FILE;
        if (why) return why;
        directory += taken;
        size -= taken;
    }
    return NULL;
}

/* Each in an arena of its own: the buffers are large. */
static const char *look_into_all(int file, int64_t size, const struct entry *entries, size_t count)
{
    struct arena *arena = arena_new(4 << 20);
    const char *why = NULL;

    for (size_t i = 0; i < count && !why; i++) {
        arena_reset(arena);
        why = look_into(arena, file, size, &entries[i]);
    }
    arena_free(arena);
    return why;
}

static const char *add_up(struct arena *arena, struct archive *archive, const struct entry *entries, int64_t size)
{
    archive->names = ARENA_ARRAY(arena, const char *, archive->count);
    for (size_t i = 0; i < archive->count; i++) {
        archive->names[i] = entries[i].name;
        archive->unpacked += entries[i].unpacked;
    }
    if (archive->unpacked > ARCHIVE_BYTES_MOST || archive->unpacked > size * ARCHIVE_RATIO_MOST) return TOO_MUCH;
    return NULL;
}

const char *archive_look(struct arena *arena, int file, int64_t size, struct archive *archive)
{
    const unsigned char *end = find_end(arena, file, size);
    unsigned char *directory;
    struct entry *entries;
    int64_t at, length;
    const char *why;

    *archive = (struct archive){ .count = end ? short_at(end + 10) : 0 };
    if (!end) return BROKEN_FILE;
    if (archive->count > ARCHIVE_ENTRIES_MOST) return "压缩文件异常：其中的文件过多，请拆分后上传";
    length = long_at(end + 12);
    at = long_at(end + 16);
    if (length > CENTRAL_MOST || at + length > size) return BROKEN_FILE;
    directory = arena_alloc(arena, (size_t)length + 1);
    entries = ARENA_ARRAY(arena, struct entry, archive->count);
    if (length && !read_at(file, directory, (size_t)length, at)) return BROKEN_FILE;
    if ((why = read_directory(arena, directory, (size_t)length, entries, archive->count))) return why;
    if ((why = add_up(arena, archive, entries, size))) return why;
    return look_into_all(file, size, entries, archive->count);
}

bool archive_ends(struct arena *arena, int file, int64_t size)
{
    int64_t most = END_BYTES + COMMENT_MOST, length = size < most ? size : most;
    unsigned char *tail = arena_alloc(arena, (size_t)length + 1);

    if (length < END_BYTES || !read_at(file, tail, (size_t)length, size - length)) return false;
    for (int64_t at = length - END_BYTES; at >= 0; at--)
        if (memcmp(tail + at, "PK\5\6", 4) == 0 && at + END_BYTES + short_at(tail + at + 20) == length) return true;
    return false;
}

bool archive_has(const struct archive *archive, const char *beginning)
{
    for (size_t i = 0; i < archive->count; i++)
        if (text_starts(archive->names[i], beginning)) return true;
    return false;
}
