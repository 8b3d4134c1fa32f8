/* SPDX-License-Identifier: Apache-2.0 */
/* How values are written into pages. Runs of harmless bytes are copied whole. */
#include "base/embedded.h"
#include "pages/page.h"

#include <assert.h>
#include <string.h>

static const char *entity_of(char byte)
{
    switch (byte) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

void emit_text(struct buffer *out, const char *text)
{
    while (text && *text) {
        size_t harmless = strcspn(text, "&<>\"'");

        buffer_put(out, text, harmless);
        text += harmless;
        if (*text) buffer_text(out, entity_of(*text++));
    }
}

void emit_url(struct buffer *out, const char *text)
{
    static const char unreserved[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

    while (text && *text) {
        size_t harmless = strspn(text, unreserved);

        buffer_put(out, text, harmless);
        text += harmless;
        if (*text) buffer_printf(out, "%%%02X", (unsigned char)*text++);
    }
}

void emit_markup(struct buffer *out, struct markup markup)
{
    buffer_text(out, markup.html);
}

/* ---- days and instants */

void page_day(struct buffer *out, const struct page_frame *frame, day_t day)
{
    if (day != NO_DAY) buffer_text(out, day_chinese(out->arena, day, frame->today));
}

void page_instant(struct buffer *out, const struct page_frame *frame, instant_t instant)
{
    if (instant != NO_INSTANT) buffer_text(out, instant_chinese(out->arena, instant, frame->today));
}

void page_due(struct buffer *out, const struct page_frame *frame, instant_t due)
{
    if (due != NO_INSTANT) buffer_text(out, due_chinese(out->arena, due, frame->today));
}

void page_iso_day(struct buffer *out, const struct page_frame *frame, day_t day)
{
    char text[DAY_TEXT];

    (void)frame;
    if (day != NO_DAY) buffer_text(out, day_format(day, text));
}

static void open_time(struct buffer *out, const char *machine)
{
    buffer_text(out, "<time datetime=\"");
    buffer_text(out, machine);
    buffer_text(out, "\">");
}

void page_on_day(struct buffer *out, const struct page_frame *frame, day_t day)
{
    char text[DAY_TEXT];

    if (day == NO_DAY) return;
    open_time(out, day_format(day, text));
    page_day(out, frame, day);
    buffer_text(out, "</time>");
}

void page_at(struct buffer *out, const struct page_frame *frame, instant_t instant)
{
    char text[INSTANT_TEXT];

    if (instant == NO_INSTANT) return;
    open_time(out, instant_format(instant, text));
    page_instant(out, frame, instant);
    buffer_text(out, "</time>");
}

static void put_two(struct buffer *out, int number)
{
    buffer_char(out, (char)('0' + number / 10));
    buffer_char(out, (char)('0' + number % 10));
}

void page_stamp(struct buffer *out, const struct page_frame *frame, instant_t instant)
{
    struct civil civil = civil_of_day(day_of(instant));
    int minute = (int)((instant - start_of_day(day_of(instant))) / MINUTE);
    char text[INSTANT_TEXT];

    if (instant == NO_INSTANT) return;
    open_time(out, instant_format(instant, text));
    if (civil.year != civil_of_day(frame->today).year) {
        buffer_int(out, civil.year);
        buffer_text(out, "年");
    }
    buffer_int(out, civil.month);
    buffer_text(out, "月");
    buffer_int(out, civil.day);
    buffer_text(out, "日 ");
    put_two(out, minute / 60);
    buffer_char(out, ':');
    put_two(out, minute % 60);
    buffer_text(out, "</time>");
}

void page_until(struct buffer *out, const struct page_frame *frame, instant_t due)
{
    char text[INSTANT_TEXT];

    if (due == NO_INSTANT) return;
    open_time(out, instant_format(due, text));
    page_due(out, frame, due);
    buffer_text(out, "</time>");
}

/* ---- numbers */

void page_number(struct buffer *out, const struct page_frame *frame, int64_t number)
{
    (void)frame;
    if (number <= -1000 || number >= 1000) {
        page_number(out, frame, number / 1000);
        buffer_printf(out, ",%03d", (int)(number < 0 ? -(number % 1000) : number % 1000));
    } else buffer_int(out, number);
}

void page_permille(struct buffer *out, const struct page_frame *frame, int64_t permille)
{
    (void)frame;
    buffer_printf(out, "%lld.%d", (long long)(permille / 10), (int)(permille % 10));
}

void page_file_size(struct buffer *out, const struct page_frame *frame, int64_t bytes)
{
    (void)frame;
    if (bytes < 1000) buffer_printf(out, "%d字节", (int)bytes);
    else if (bytes < 999500) buffer_printf(out, "%d KB", (int)((bytes + 500) / 1000));
    else buffer_printf(out, "%.1f MB", (double)bytes / 1e6);
}

/* ---- text */

void page_lines(struct buffer *out, const struct page_frame *frame, const char *typed)
{
    (void)frame;
    while (typed && *typed) {
        size_t length = strcspn(typed, "\r\n");

        if (length) {
            buffer_text(out, "<p>");
            emit_text(out, arena_text_n(out->arena, typed, length));
            buffer_text(out, "</p>\n");
        }
        typed += length;
        typed += strspn(typed, "\r\n");
    }
}

static const char *after_phrase(const char *text)
{
    static const char *const marks[] = { "，", "。", "；", "：", "、" };

    for (; *text; text++)
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            if (strncmp(text, marks[i], strlen(marks[i])) == 0) return text + strlen(marks[i]);
    return text;
}

void page_phrases(struct buffer *out, const struct page_frame *frame, const char *headline)
{
    (void)frame;
    while (headline && *headline) {
        const char *end = after_phrase(headline);

        buffer_text(out, "<span class=\"ztc-phrase\">");
        emit_text(out, arena_text_n(out->arena, headline, (size_t)(end - headline)));
        buffer_text(out, "</span>");
        headline = end;
    }
}

/* ---- addresses */

/* Inside this site, so neither a scheme nor another host: browsers read \ as /, and drop control characters. */
static bool is_ours(const char *address)
{
    if (address[0] == '#' || address[0] == '?') return true;
    if (address[0] != '/' || address[1] == '/' || address[1] == '\\') return false;
    for (; *address; address++)
        if ((unsigned char)*address <= ' ' || *address == '\\' || *address == 127) return false;
    return true;
}

void page_address(struct buffer *out, const struct page_frame *frame, const char *address)
{
    (void)frame;
    emit_text(out, address && is_ours(address) ? address : "#");
}

void page_asset(struct buffer *out, const struct page_frame *frame, const char *name)
{
    const struct embedded *file = embedded_find(arena_printf(out->arena, "assets/%s", name));

    (void)frame;
    assert(file); /* the name is a literal in the page */
    emit_text(out, file->address);
}
