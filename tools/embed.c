/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Puts files into the program, so that one binary is the whole installation.
 *
 *   embed schema OUT.c schema/001-name.sql …              schema_steps of sql/migrate.h
 *   embed files OUT.c data/x.csv … --assets FOLDER y.css …   embedded_files of base/embedded.h
 *
 * Contents become string literals: compilers read those many times faster than lists of numbers.
 */
#include "base/arena.h"
#include "base/buffer.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define LIMIT ((size_t)256 << 20)
#define DIGEST_BYTES 8 /* of SHA-256, in the name of an asset: enough to tell its versions apart */

struct source {
    const char *name, *path;
    bool asset;
};

static struct arena *arena;

static _Noreturn void fail(const char *path, const char *why)
{
    fprintf(stderr, "%s: %s\n", path, why);
    exit(1);
}

static const char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    struct buffer content;
    char block[16384];
    size_t n;

    if (!file) fail(path, "cannot be read");
    buffer_init(&content, arena, LIMIT);
    while ((n = fread(block, 1, sizeof block, file)) > 0) buffer_put(&content, block, n);
    if (ferror(file) || content.full) fail(path, "cannot be read");
    fclose(file);
    *size = content.size;
    return buffer_string(&content);
}

static void literal(FILE *out, const char *bytes, size_t size)
{
    int column = 0;

    fputc('"', out);
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)bytes[i];

        if (byte == '\n') column += fprintf(out, "\\n");
        else if (byte == '"' || byte == '\\' || byte == '?') column += fprintf(out, "\\%c", byte); /* ?: trigraphs */
        else if (byte < 32 || byte > 126) column += fprintf(out, "\\%03o", byte);
        else fputc(byte, out), column++;
        if ((byte == '\n' && size > 200) || column > 100) {
            fputs("\"\n    \"", out);
            column = 0;
        }
    }
    fputc('"', out);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct source *)a)->name, ((const struct source *)b)->name);
}

/* ---- schema */

static int step_number(const struct source *file)
{
    const char *name = file->name, *end = strstr(name, ".sql");

    if (strspn(name, "0123456789") != 3 || name[3] != '-' || !end || end[4])
        fail(file->path, "a schema file is named NNN-name.sql");
    return atoi(name);
}

static void write_schema(FILE *out, struct source *files, size_t count)
{
    fputs("#include \"sql/migrate.h\"\n\nconst struct schema_step schema_steps[] = {\n", out);
    for (size_t i = 0, before = 0; i < count; i++) {
        int number = step_number(&files[i]);
        size_t size;
        const char *sql = read_file(files[i].path, &size);

        if (number <= (int)before) fail(files[i].path, "two schema files have this number");
        before = (size_t)number;
        if (memchr(sql, 0, size)) fail(files[i].path, "contains a NUL byte");
        fprintf(out, "    { %d, \"%.*s\",\n    ", number, (int)strlen(files[i].name) - 4, files[i].name);
        literal(out, sql, size);
        fputs(" },\n", out);
    }
    fprintf(out, "    { 0, NULL, NULL }\n};\nconst size_t schema_step_count = %zu;\n", count);
}

/* ---- files */

static const char *type_of(const char *name)
{
    static const char *const types[][2] = {
        { ".css", "text/css; charset=utf-8" }, { ".js", "text/javascript; charset=utf-8" },
        { ".svg", "image/svg+xml" },           { ".png", "image/png" },
        { ".csv", "text/csv; charset=utf-8" }, { ".txt", "text/plain; charset=utf-8" },
    };
    const char *dot = strrchr(name, '.');

    for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (strcmp(dot, types[i][0]) == 0) return types[i][1];
    return "application/octet-stream";
}

/* NULL where packing gains nothing. The header carries no time, so the result depends on the bytes alone. */
static const char *gzip(const char *bytes, size_t size, size_t *packed_size)
{
    z_stream stream = { 0 };
    size_t room = size + size / 1000 + 64;
    char *packed = arena_alloc(arena, room);
    bool done;

    if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) return NULL;
    stream.next_in = (unsigned char *)(uintptr_t)bytes;
    stream.avail_in = (unsigned)size;
    stream.next_out = (unsigned char *)packed;
    stream.avail_out = (unsigned)room;
    done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    *packed_size = stream.total_out;
    deflateEnd(&stream);
    return done && *packed_size < size ? packed : NULL;
}

static const char *digest_of(const char *bytes, size_t size)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    char *text = arena_alloc(arena, 2 * DIGEST_BYTES + 1);

    if (!EVP_Digest(bytes, size, digest, NULL, EVP_sha256(), NULL)) fail("embed", "no SHA-256");
    for (int i = 0; i < DIGEST_BYTES; i++) sprintf(text + (ptrdiff_t)2 * i, "%02x", digest[i]);
    return text;
}

/* assets/theme.css is served as /assets/theme.<digest>.css: it may be kept for ever. */
static const char *address_of(const char *name, const char *digest)
{
    const char *dot = strrchr(name, '.');

    return arena_printf(arena, "/%.*s.%s%s", (int)(dot - name), name, digest, dot);
}

static void write_entry(FILE *out, const struct source *file)
{
    size_t size, packed_size = 0;
    const char *bytes = read_file(file->path, &size), *packed = NULL, *digest = digest_of(bytes, size);

    if (file->asset && !strrchr(file->name, '.')) fail(file->path, "an asset's name ends in .css, .js, …");
    if (file->asset) packed = gzip(bytes, size, &packed_size);
    fprintf(out, "    { .name = \"%s\", .type = \"%s\", .digest = \"%s\",", file->name, type_of(file->name), digest);
    if (file->asset) fprintf(out, " .address = \"%s\",", address_of(file->name, digest));
    fprintf(out, "\n      .size = %zu, .bytes =\n    ", size);
    literal(out, bytes, size);
    if (packed) {
        fprintf(out, ",\n      .gzip_size = %zu, .gzip =\n    ", packed_size);
        literal(out, packed, packed_size);
    }
    fputs(" },\n", out);
}

static void write_files(FILE *out, struct source *files, size_t count)
{
    fputs("#include \"base/embedded.h\"\n\nconst struct embedded embedded_files[] = {\n", out);
    for (size_t i = 0; i < count; i++) write_entry(out, &files[i]);
    fprintf(out, "    { .name = NULL }\n};\nconst size_t embedded_count = %zu;\n", count);
}

int main(int count, char **words)
{
    struct source *files;
    size_t file_count = 0;
    const char *folder = NULL;
    bool schema;
    FILE *out;

    if (count < 3 || (strcmp(words[1], "schema") != 0 && strcmp(words[1], "files") != 0)) {
        fputs("usage: embed schema OUT.c FILE…\n       embed files OUT.c FILE… [--assets FOLDER NAME…]\n", stderr);
        return 2;
    }
    schema = strcmp(words[1], "schema") == 0;
    arena = arena_new(LIMIT * 4);
    files = ARENA_ARRAY(arena, struct source, count);
    for (int i = 3; i < count; i++) {
        if (strcmp(words[i], "--assets") == 0 && i + 1 < count) folder = words[++i];
        else if (folder)
            files[file_count++] = (struct source){ arena_printf(arena, "assets/%s", words[i]),
                                                   arena_printf(arena, "%s/%s", folder, words[i]), true };
        else files[file_count++] = (struct source){ schema ? base_name(words[i]) : words[i], words[i], false };
    }
    qsort(files, file_count, sizeof *files, by_name);
    out = fopen(words[2], "w");
    if (!out) fail(words[2], "cannot be written");
    (schema ? write_schema : write_files)(out, files, file_count);
    if (fclose(out) != 0) fail(words[2], "cannot be written");
    arena_free(arena);
    return 0;
}
