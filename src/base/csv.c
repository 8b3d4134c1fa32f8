/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"

#include "base/text.h"

#include <iconv.h>
#include <string.h>

#define MOST_COLUMNS 64

/* The whole text is copied once and unquoted in place; cells point into the copy. */
struct reader {
    char *at, *end;
    size_t line;
};

static char *from_gb18030(struct arena *arena, const char *bytes, size_t size)
{
    size_t room = size * 2 + 1, left = size;
    char *text = arena_alloc(arena, room + 1), *out = text, *in = arena_copy(arena, bytes, size);
    iconv_t converter = iconv_open("UTF-8", "GB18030");
    size_t result;

    if (converter == (iconv_t)-1) return NULL;
    result = iconv(converter, &in, &left, &out, &room);
    iconv_close(converter);
    if (result == (size_t)-1 || left > 0) return NULL;
    *out = 0;
    return text_is_utf8(text, (size_t)(out - text)) ? text : NULL;
}

static char *decoded(struct arena *arena, const char *bytes, size_t size)
{
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        size -= 3;
    }
    if (text_is_utf8(bytes, size)) return arena_text_n(arena, bytes, size);
    return from_gb18030(arena, bytes, size);
}

/* Moves past a quoted cell, writing its content from `to`; false when the quote is never closed. */
static bool quoted(struct reader *reader, char **to)
{
    for (reader->at++; reader->at < reader->end; reader->at++) {
        if (*reader->at == '\n') reader->line++;
        if (*reader->at == '"') {
            if (reader->at[1] != '"') {
                reader->at++;
                return true;
            }
            reader->at++;
        }
        *(*to)++ = *reader->at;
    }
    return false;
}

static bool ends_cell(char byte)
{
    return byte == ',' || byte == '\n' || byte == '\r' || byte == 0;
}

/* One cell. The reader stands on what ended it. */
static char *next_cell(struct reader *reader, const char **fault)
{
    char *start, *to;

    while (*reader->at == ' ' || *reader->at == '\t') reader->at++;
    start = to = reader->at;
    if (*reader->at == '"') {
        if (!quoted(reader, &to)) *fault = "引号没有成对";
        while (*reader->at == ' ' || *reader->at == '\t') reader->at++;
        if (!ends_cell(*reader->at)) *fault = "引号之后还有文字";
    }
    while (!ends_cell(*reader->at)) *to++ = *reader->at++;
    /* Where nothing was left out, `to` is the byte that ended the cell: the caller still reads that one. */
    if (to < reader->at) *to = 0;
    return start;
}

static struct csv_row next_row(struct arena *arena, struct reader *reader)
{
    char *cells[MOST_COLUMNS];
    struct csv_row row = { .line = reader->line };

    for (;;) {
        char *cell = next_cell(reader, &row.fault), ended = *reader->at;

        if (row.count < MOST_COLUMNS)
            cells[row.count++] = cell;
        else
            row.fault = "列数过多";
        if (ended) *reader->at++ = 0;
        if (ended == '\r' && *reader->at == '\n') reader->at++;
        if (ended != ',') break;
    }
    reader->line++;
    row.cells = ARENA_ARRAY(arena, char *, row.count);
    for (size_t i = 0; i < row.count; i++) row.cells[i] = text_trim(arena, cells[i]);
    return row;
}

static bool blank_row(const struct csv_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (*row->cells[i]) return false;
    return true;
}

static void check_width(struct arena *arena, const struct csv_row *head, struct csv_row *row)
{
    if (row->fault || row->count == head->count) return;
    row->fault = arena_printf(arena, "应有%zu列，实有%zu列", head->count, row->count);
}

static size_t lines_of(const char *text)
{
    size_t lines = 1;

    for (; *text; text++) lines += *text == '\n' || *text == '\r';
    return lines;
}

static struct error wrong(enum error_kind kind, const char *code, const char *text)
{
    return (struct error){ .kind = kind, .code = code, .text = text };
}

struct error csv_read(struct arena *arena, const char *bytes, size_t size, size_t most_rows, struct csv *csv)
{
    char *text = decoded(arena, bytes, size);
    struct reader reader = { .at = text, .line = 1 };

    *csv = (struct csv){ .count = 0 };
    if (!text) return wrong(MALFORMED, "csv.encoding", "文件既不是UTF-8也不是GB18030编码，请另存后再试");
    if (text_blank(text)) return wrong(MALFORMED, "csv.empty", "文件没有内容");
    reader.end = text + strlen(text);
    csv->rows = ARENA_ARRAY(arena, struct csv_row, lines_of(text));
    csv->head = next_row(arena, &reader);
    while (reader.at < reader.end) {
        struct csv_row row = next_row(arena, &reader);

        if (blank_row(&row) && !row.fault) continue;
        if (csv->count == most_rows)
            return wrong(TOO_LARGE, "csv.rows", arena_printf(arena, "行数超过%zu，请分次导入", most_rows));
        check_width(arena, &csv->head, &row);
        csv->rows[csv->count++] = row;
    }
    return OK;
}

static bool is_one_of(const char *name, const char *names)
{
    size_t length = strlen(name);

    while (*names) {
        size_t word = strcspn(names, "|");

        if (word == length && strncmp(names, name, length) == 0) return true;
        names += word + (names[word] == '|');
    }
    return false;
}

int csv_column(const struct csv *csv, const char *names)
{
    for (size_t i = 0; i < csv->head.count; i++)
        if (is_one_of(csv->head.cells[i], names)) return (int)i;
    return -1;
}

const char *csv_cell(const struct csv_row *row, int column)
{
    return column < 0 || (size_t)column >= row->count ? "" : row->cells[column];
}
