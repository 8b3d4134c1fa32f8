/* SPDX-License-Identifier: Apache-2.0 */
/* What an uploaded file is: its label cleaned, its content known, both compared (attach.h). */
#include "service/attach.h"

#include "base/text.h"
#include "service/archive.h"

#include <magic.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { LOOKED_AT = 64 * 1024, EXTENSION_MOST = 5 };

#define TYPES_TAKEN "可上传 PDF、图片（PNG、JPG、GIF、WEBP）、Word、Excel、PPT、WPS、OFD、TXT、CSV 和 ZIP 文件"

#define OLE " application/x-ole-storage application/CDFV2 application/vnd.ms-office application/encrypted "
#define WORD_XML "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define EXCEL_XML "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define SLIDES_XML "application/vnd.openxmlformats-officedocument.presentationml.presentation"
#define ANY_ZIP " application/zip application/octet-stream "

/* Content as libmagic names it, blanks around; a zip file is the first kind whose part it holds. */
static const struct kind {
    const char *extension, *media_type, *contents;
    const char *part; /* what a zip file of this kind holds; NULL: not one */
} kinds[] = {
    { "pdf", "application/pdf", " application/pdf ", NULL },
    { "png", "image/png", " image/png ", NULL },
    { "jpg", "image/jpeg", " image/jpeg ", NULL },
    { "jpeg", "image/jpeg", " image/jpeg ", NULL },
    { "gif", "image/gif", " image/gif ", NULL },
    { "webp", "image/webp", " image/webp ", NULL },
    { "doc", "application/msword", " application/msword" OLE, NULL },
    { "wps", "application/msword", " application/msword application/vnd.ms-works application/kswps" OLE, NULL },
    { "xls", "application/vnd.ms-excel", " application/vnd.ms-excel" OLE, NULL },
    { "et", "application/vnd.ms-excel", " application/vnd.ms-excel" OLE, NULL },
    { "ppt", "application/vnd.ms-powerpoint", " application/vnd.ms-powerpoint" OLE, NULL },
    { "dps", "application/vnd.ms-powerpoint", " application/vnd.ms-powerpoint" OLE, NULL },
    { "docx", WORD_XML, " " WORD_XML ANY_ZIP, "word/" },
    { "xlsx", EXCEL_XML, " " EXCEL_XML ANY_ZIP, "xl/" },
    { "pptx", SLIDES_XML, " " SLIDES_XML ANY_ZIP, "ppt/" },
    { "ofd", "application/ofd", " application/ofd" ANY_ZIP, "OFD.xml" },
    { "zip", "application/zip", " application/zip ", "" },
    { "csv", "text/csv", " text/csv text/plain application/csv ", NULL },
    { "txt", "text/plain", " text/plain ", NULL },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* ── The label ──────────────────────────────────────────────────────────── */

/* Invisible, or turning the direction of what follows. */
static bool is_unseen(uint32_t letter)
{
    return letter < 0x20 || (letter >= 0x7F && letter < 0xA0) || (letter >= 0x200B && letter <= 0x200F) ||
           (letter >= 0x2028 && letter <= 0x202E) || (letter >= 0x2060 && letter <= 0x206F) || letter == 0xFEFF ||
           (letter >= 0xFFF0 && letter <= 0xFFFB) || letter == 0xAD;
}

static const char *behind_folders(const char *name)
{
    const char *start = name;

    for (; *name; name++)
        if (*name == '/' || *name == '\\') start = name + 1;
    return start;
}

static char *clean(struct arena *arena, const char *name)
{
    char *cleaned, *to;

    if (!name || !text_is_utf8(name, strlen(name))) return arena_text(arena, "附件");
    name = behind_folders(name);
    cleaned = to = arena_alloc(arena, strlen(name) + 1);
    for (const char *from = name; *from;) {
        const char *letter = from;

        if (is_unseen(text_next(&from)) || (to == cleaned && *letter == '.')) continue;
        to = mempcpy(to, letter, (size_t)(from - letter));
    }
    cleaned = text_trim(arena, cleaned);
    return *cleaned ? cleaned : arena_text(arena, "附件");
}

/* Where the extension begins behind its dot; NULL when what is there is no extension. */
static const char *extension_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    size_t length = dot ? strlen(dot + 1) : 0;

    if (length == 0 || length > EXTENSION_MOST) return NULL;
    for (const char *at = dot + 1; *at; at++)
        if (!((*at >= '0' && *at <= '9') || ((*at | 32) >= 'a' && (*at | 32) <= 'z'))) return NULL;
    return dot + 1;
}

static const struct kind *kind_of_extension(const char *extension)
{
    for (size_t i = 0; i < KINDS; i++)
        if (strcasecmp(kinds[i].extension, extension) == 0) return &kinds[i];
    return NULL;
}

/* Shortened where it must be, the extension kept. */
static const char *label(struct arena *arena, const char *name, const char *extension, const struct kind *kind)
{
    size_t stem = extension ? (size_t)(extension - 1 - name) : strlen(name);
    const char *cut = text_cut(arena, arena_text_n(arena, name, stem), ATTACHMENT_NAME_MOST - EXTENSION_MOST - 1);

    return arena_printf(arena, "%s.%s", cut, kind->extension);
}

/* ── The content ────────────────────────────────────────────────────────── */

/* The tables are read anew each time: a cookie of libmagic serves one thread at a time. */
static const char *content_of(struct arena *arena, int file)
{
    unsigned char *head = arena_alloc(arena, LOOKED_AT);
    ssize_t size = pread(file, head, LOOKED_AT, 0);
    magic_t magic = magic_open(MAGIC_MIME_TYPE);
    const char *type = NULL;

    if (magic && size > 0 && magic_load(magic, NULL) == 0)
        type = arena_text(arena, magic_buffer(magic, head, (size_t)size));
    if (magic) magic_close(magic);
    return type;
}

bool attach_ready(void)
{
    magic_t magic = magic_open(MAGIC_MIME_TYPE);
    bool ready = magic && magic_load(magic, NULL) == 0;

    if (magic) magic_close(magic);
    return ready;
}

/* Any text but what a browser would run. */
static bool is_text(const char *content)
{
    return text_starts(content, "text/") && !text_equal(content, "text/html") && !text_equal(content, "text/xml");
}

static bool agrees(struct arena *arena, const struct kind *kind, const char *content)
{
    if (text_starts(kind->media_type, "text/") && is_text(content)) return true;
    return strstr(kind->contents, arena_printf(arena, " %s ", content)) != NULL;
}

/* Of a file without an extension. */
static const struct kind *kind_of_content(struct arena *arena, const char *content, const struct archive *archive)
{
    for (size_t i = 0; i < KINDS; i++) {
        const struct kind *kind = &kinds[i];

        if (text_equal(kind->media_type, "text/csv") || !agrees(arena, kind, content)) continue;
        if (strstr(OLE, arena_printf(arena, " %s ", content))) continue; /* could be any of them */
        if (kind->part && !archive_has(archive, kind->part)) continue;
        return kind;
    }
    return NULL;
}

static struct error wrong_type(const char *code, const char *text)
{
    return (struct error){ .kind = WRONG_TYPE, .code = code, .text = text };
}

static struct error invalid(struct arena *arena, const char *code, const char *text)
{
    struct fault *fault = ARENA_NEW(arena, struct fault);

    *fault = (struct fault){ .field = "file", .code = code, .text = text };
    return (struct error){ .kind = INVALID, .code = "attachment.invalid", .text = text, .faults = fault };
}

static bool begins_as_zip(int file)
{
    char head[4];

    return pread(file, head, 4, 0) == 4 && (memcmp(head, "PK\3\4", 4) == 0 || memcmp(head, "PK\5\6", 4) == 0);
}

static struct error find_kind(struct arena *arena, int file, int64_t size, const char *extension,
                              const struct kind **kind)
{
    const char *content = content_of(arena, file), *why;
    struct archive archive = { .count = 0 };

    if (!content)
        return (struct error){ .kind = BROKEN, .code = "attachment.magic", .detail = "libmagic has no tables" };
    *kind = extension ? kind_of_extension(extension) : NULL;
    if (extension && !*kind) return wrong_type("attachment.not-taken", "不接受这种文件。" TYPES_TAKEN);
    if (begins_as_zip(file)) {
        if ((why = archive_look(arena, file, size, &archive))) return invalid(arena, "archive", why);
    } else if (archive_ends(arena, file, size)) {
        return wrong_type("attachment.two-kinds", "文件类型与扩展名不符：文件末尾还附有压缩文件");
    }
    if (!extension) *kind = kind_of_content(arena, content, &archive);
    if (!*kind) return wrong_type("attachment.not-taken", "不接受这种文件。" TYPES_TAKEN);
    if (!agrees(arena, *kind, content) || ((*kind)->part && !begins_as_zip(file)) ||
        ((*kind)->part && !archive_has(&archive, (*kind)->part)))
        return wrong_type("attachment.disagrees", "文件类型与扩展名不符，请检查后重新上传。" TYPES_TAKEN);
    return OK;
}

struct error attach_examine(struct arena *arena, int file, int64_t size, const char *name, struct examined *examined)
{
    const char *cleaned = clean(arena, name), *extension = extension_of(cleaned);
    const struct kind *kind;

    if (size > ATTACHMENT_BYTES_MOST)
        return (struct error){ .kind = TOO_LARGE, .code = "attachment.too-large", .text = "单个附件不超过20MB" };
    if (size == 0) return invalid(arena, "empty", "文件是空的，请检查后重新上传");
    TRY(find_kind(arena, file, size, extension, &kind));
    *examined = (struct examined){ label(arena, cleaned, extension, kind), kind->media_type, size };
    return OK;
}
