/* SPDX-License-Identifier: Apache-2.0 */
#include "web/multipart.h"

#include "base/text.h"
#include "web/body.h"
#include "web/decode.h"
#include "web/request.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define WINDOW_BYTES 16384
#define HEADERS_BYTES 4096
#define BOUNDARY_LONGEST 70 /* RFC 2046 */

enum state { BEFORE, AFTER_BOUNDARY, HEADERS, CONTENT, BEHIND };

struct multipart {
    struct request *request;
    struct error error; /* the first one met */
    enum state state;
    char delimiter[BOUNDARY_LONGEST + 5]; /* CR LF -- boundary */
    size_t delimiter_size;
    char window[WINDOW_BYTES]; /* what has not been understood yet */
    size_t used;
    /* The part that is being read. */
    char *name, *file_name, *type;
    struct buffer value;
    struct upload *upload;
    EVP_MD_CTX *hash, *all; /* of this file; of all */
    int64_t fields_size;
    size_t files;
};

static struct error broken_form(const char *detail)
{
    return (struct error){ .kind = MALFORMED,
                           .code = "request.bad-multipart",
                           .text = "上传内容格式错误或不完整，请重新上传",
                           .detail = detail };
}

static void fail(struct multipart *multipart, struct error error)
{
    if (multipart->error.kind == NO_ERROR) multipart->error = error;
}

struct error multipart_new(struct request *request, const char *content_type, struct multipart **made)
{
    struct multipart *multipart;
    char *boundary;

    if (!content_type_is(content_type, "multipart/form-data"))
        return (struct error){ .kind = WRONG_TYPE,
                               .code = "request.wrong-content-type",
                               .text = "请以multipart/form-data提交" };
    boundary = content_type_param(request->arena, content_type, "boundary");
    if (!boundary || !*boundary || strlen(boundary) > BOUNDARY_LONGEST) return broken_form("no boundary");
    multipart = ARENA_NEW(request->arena, struct multipart);
    multipart->request = request;
    multipart->delimiter_size =
        (size_t)snprintf(multipart->delimiter, sizeof multipart->delimiter, "\r\n--%s", boundary);
    /* The first boundary has no line before it: give it one. */
    memcpy(multipart->window, "\r\n", 2);
    multipart->used = 2;
    multipart->all = EVP_MD_CTX_new();
    EVP_DigestInit_ex(multipart->all, EVP_sha256(), NULL);
    *made = multipart;
    return OK;
}

/* A parameter of Content-Disposition. Browsers write a quotation mark as %22, others as \". */
static char *disposition_param(struct arena *arena, const char *line, const char *name)
{
    size_t size = strlen(name);
    bool quoted = false;

    for (const char *at = line; *at; at++) {
        if (*at == '\\' && quoted && at[1]) {
            at++;
        } else if (*at == '"') {
            quoted = !quoted;
        } else if (*at == ';' && !quoted) {
            char *value, *to;

            while (at[1] == ' ' || at[1] == '\t') at++;
            if (strncasecmp(at + 1, name, size) != 0 || at[size + 1] != '=') continue;
            at += size + 2;
            if (*at != '"') return arena_text_n(arena, at, strcspn(at, "; \t"));
            value = to = arena_alloc(arena, strlen(at) + 1);
            for (at++; *at && *at != '"'; at++) {
                if (*at == '\\' && (at[1] == '"' || at[1] == '\\')) at++;
                *to++ = *at;
            }
            return *at == '"' ? value : NULL;
        }
    }
    return NULL;
}

static int nameless_file(void)
{
    const char *folder = getenv("TMPDIR");
    char name[512];
    int file;

    if (!folder || !*folder) folder = "/tmp";
    file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0 || errno == ENOSPC) return file;
    /* Not every file system has files without a name. */
    snprintf(name, sizeof name, "%s/ztc-upload-XXXXXX", folder);
    file = mkostemp(name, O_CLOEXEC);
    if (file >= 0) unlink(name);
    return file;
}

static struct error no_room(void)
{
    if (errno == ENOSPC || errno == EDQUOT) return (struct error){ .kind = NO_ROOM, .code = "upload.no-room" };
    return (struct error){ .kind = BROKEN, .code = "upload.failed", .detail = strerror(errno) };
}

static void start_file(struct multipart *multipart)
{
    struct request *request = multipart->request;
    int file;

    if (++multipart->files > UPLOADS_MOST) return;
    file = nameless_file();
    if (file < 0) {
        fail(multipart, no_room());
        return;
    }
    multipart->upload = &request->uploads[request->upload_count++];
    *multipart->upload = (struct upload){
        .field = multipart->name, .file_name = multipart->file_name, .type = multipart->type, .file = file
    };
    multipart->hash = EVP_MD_CTX_new();
    EVP_DigestInit_ex(multipart->hash, EVP_sha256(), NULL);
    EVP_DigestUpdate(multipart->all, multipart->name, strlen(multipart->name) + 1);
    EVP_DigestUpdate(multipart->all, multipart->file_name, strlen(multipart->file_name) + 1);
}

static void start_part(struct multipart *multipart, char *headers)
{
    struct arena *arena = multipart->request->arena;

    multipart->name = multipart->file_name = multipart->type = NULL;
    for (char *line = headers, *end; line && *line; line = end ? end + 2 : NULL) {
        end = strstr(line, "\r\n");
        if (end) *end = 0;
        if (strncasecmp(line, "Content-Disposition:", 20) == 0) {
            multipart->name = disposition_param(arena, line + 20, "name");
            multipart->file_name = disposition_param(arena, line + 20, "filename");
        } else if (strncasecmp(line, "Content-Type:", 13) == 0) {
            multipart->type = text_trim(arena, line + 13);
        }
    }
    if (!multipart->name) {
        fail(multipart, broken_form("a part has no name"));
    } else if (multipart->file_name) {
        start_file(multipart);
    } else {
        buffer_init(&multipart->value, arena, BODY_BYTES);
    }
}

static bool write_all(int file, const char *bytes, size_t size)
{
    while (size) {
        ssize_t written = write(file, bytes, size);

        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

static void file_content(struct multipart *multipart, const char *bytes, size_t size)
{
    struct upload *upload = multipart->upload;

    if (!upload) return;
    upload->size += (int64_t)size;
    if (upload->size > FILE_BYTES) {
        fail(multipart, (struct error){ .kind = TOO_LARGE, .code = "upload.too-large", .text = "单个附件不超过20MB" });
        return;
    }
    EVP_DigestUpdate(multipart->hash, bytes, size);
    EVP_DigestUpdate(multipart->all, bytes, size);
    if (!write_all(upload->file, bytes, size)) fail(multipart, no_room());
}

static void content(struct multipart *multipart, const char *bytes, size_t size)
{
    if (size == 0) return;
    if (multipart->file_name) {
        file_content(multipart, bytes, size);
        return;
    }
    multipart->fields_size += (int64_t)size;
    if (multipart->fields_size > (int64_t)BODY_BYTES)
        fail(multipart,
             (struct error){ .kind = TOO_LARGE, .code = "request.too-large", .text = "内容过大：文字不超过1MB" });
    else
        buffer_put(&multipart->value, bytes, size);
}

static void end_file(struct multipart *multipart)
{
    struct request *request = multipart->request;
    struct upload *upload = multipart->upload;

    if (!upload) return;
    EVP_DigestFinal_ex(multipart->hash, upload->digest, NULL);
    EVP_MD_CTX_free(multipart->hash);
    multipart->hash = NULL;
    multipart->upload = NULL;
    lseek(upload->file, 0, SEEK_SET);
    if (!text_is_utf8(upload->file_name, strlen(upload->file_name))) fail(multipart, not_utf8());
    /* A file field left empty comes as a part without a name and content. */
    if (upload->size == 0 && !*upload->file_name) {
        close(upload->file);
        request->upload_count--;
        multipart->files--;
    }
}

static void end_part(struct multipart *multipart)
{
    struct request *request = multipart->request;
    const char *value;

    if (multipart->file_name) {
        end_file(multipart);
        return;
    }
    value = arena_text_n(request->arena, multipart->value.size ? multipart->value.bytes : "", multipart->value.size);
    if (!text_is_utf8(value, multipart->value.size) || !text_is_utf8(multipart->name, strlen(multipart->name)))
        fail(multipart, not_utf8());
    else if (request->form.count == FORM_FIELDS_MOST)
        fail(multipart, broken_form("too many fields"));
    else
        pairs_add(&request->form, request->arena, FORM_FIELDS_MOST, multipart->name, value);
}

static void forget(struct multipart *multipart, size_t size)
{
    memmove(multipart->window, multipart->window + size, multipart->used - size);
    multipart->used -= size;
}

/* Content up to the next delimiter, or as much as surely is content; true when the delimiter was there. */
static bool read_content(struct multipart *multipart)
{
    char *end = memmem(multipart->window, multipart->used, multipart->delimiter, multipart->delimiter_size);
    size_t size;

    if (end)
        size = (size_t)(end - multipart->window);
    else
        size = multipart->used >= multipart->delimiter_size ? multipart->used - multipart->delimiter_size + 1 : 0;
    if (multipart->state == CONTENT) content(multipart, multipart->window, size);
    forget(multipart, end ? size + multipart->delimiter_size : size);
    if (!end) return false;
    if (multipart->state == CONTENT && multipart->error.kind == NO_ERROR) end_part(multipart);
    multipart->state = AFTER_BOUNDARY;
    return true;
}

static bool read_after_boundary(struct multipart *multipart)
{
    if (multipart->used < 2) return false;
    if (memcmp(multipart->window, "--", 2) == 0)
        multipart->state = BEHIND;
    else if (memcmp(multipart->window, "\r\n", 2) == 0)
        multipart->state = HEADERS;
    else
        fail(multipart, broken_form("no line end behind a boundary"));
    forget(multipart, 2);
    return true;
}

static bool read_headers(struct multipart *multipart)
{
    char *end = memmem(multipart->window, multipart->used, "\r\n\r\n", 4);
    char *headers;

    if (!end || end - multipart->window > HEADERS_BYTES) {
        if (multipart->used > HEADERS_BYTES) fail(multipart, broken_form("headers of a part too long"));
        return false;
    }
    headers = arena_text_n(multipart->request->arena, multipart->window, (size_t)(end - multipart->window));
    forget(multipart, (size_t)(end - multipart->window) + 4);
    /* An empty content ends with the delimiter's own line end. */
    start_part(multipart, headers);
    multipart->state = CONTENT;
    return true;
}

static bool step(struct multipart *multipart)
{
    if (multipart->error.kind != NO_ERROR) return false;
    switch (multipart->state) {
    case BEFORE:
    case CONTENT: return read_content(multipart);
    case AFTER_BOUNDARY: return read_after_boundary(multipart);
    case HEADERS: return read_headers(multipart);
    case BEHIND: multipart->used = 0; return false;
    }
    return false;
}

void multipart_take(struct multipart *multipart, const char *bytes, size_t size)
{
    while (size && multipart->error.kind == NO_ERROR) {
        size_t room = WINDOW_BYTES - multipart->used, some = size < room ? size : room;

        memcpy(multipart->window + multipart->used, bytes, some);
        multipart->used += some;
        bytes += some;
        size -= some;
        while (step(multipart)) continue;
    }
}

struct error multipart_end(struct multipart *multipart)
{
    if (multipart->state != BEHIND) fail(multipart, broken_form("the last boundary has not come"));
    EVP_DigestFinal_ex(multipart->all, multipart->request->upload_digest, NULL);
    EVP_MD_CTX_free(multipart->all);
    EVP_MD_CTX_free(multipart->hash);
    multipart->all = multipart->hash = NULL;
    return multipart->error;
}
