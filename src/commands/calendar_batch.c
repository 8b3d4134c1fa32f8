/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ztc calendar batch: meant for millions of pairs, so lines are cut out of large
 * blocks and days written by hand.
 */
#include "base/arguments.h"
#include "commands/calendar.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 1 << 16, ANSWER_BYTES = 128, MOST_NAMED = 1000 };

struct line {
    const char *text;
    size_t size;   /* without the line's end */
    bool too_long; /* longer than a block: what is held is its end only */
};

struct input {
    char block[BLOCK];
    size_t at, end;
    bool finished, failed;
};

struct output {
    char block[BLOCK];
    size_t size;
    bool failed;
};

static void refill(struct input *input)
{
    ssize_t got;

    memmove(input->block, input->block + input->at, input->end - input->at);
    input->end -= input->at;
    input->at = 0;
    do got = read(STDIN_FILENO, input->block + input->end, BLOCK - input->end);
    while (got < 0 && errno == EINTR);
    input->failed = got < 0;
    input->finished = got <= 0;
    if (got > 0) input->end += (size_t)got;
}

static bool next_line(struct input *input, struct line *line)
{
    line->too_long = false;
    for (;;) {
        char *start = input->block + input->at, *end = memchr(start, '\n', input->end - input->at);

        if (!end && input->finished) end = input->block + input->end;
        if (end) {
            line->text = start;
            line->size = (size_t)(end - start);
            input->at += line->size + (end < input->block + input->end);
            return line->size > 0 || end < input->block + input->end;
        }
        if (input->end - input->at == BLOCK) {
            input->at = input->end;
            line->too_long = true;
        }
        refill(input);
    }
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static bool digits(const char *text, int count, int *number)
{
    *number = 0;
    for (int i = 0; i < count; i++) {
        unsigned digit = (unsigned char)text[i] - (unsigned)'0';
        if (digit > 9) return false;
        *number = *number * 10 + (int)digit;
    }
    return true;
}

static int days_in(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    return days[month - 1] + (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

/* day_parse for a text that does not end. */
static bool read_day(const char *text, day_t *day)
{
    int year, month, number;

    if (!digits(text, 4, &year) || text[4] != '-' || !digits(text + 5, 2, &month) || text[7] != '-' ||
        !digits(text + 8, 2, &number))
        return false;
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || number < 1 || number > days_in(year, month))
        return false;
    *day = day_of_civil(year, month, number);
    return true;
}

static bool read_number(const char *at, const char *end, int *n)
{
    bool negative = at < end && *at == '-';
    int64_t number = 0;

    at += negative;
    if (at == end) return false;
    for (; at < end; at++) {
        if (*at < '0' || *at > '9' || number > INT_MAX) return false;
        number = number * 10 + (*at - '0');
    }
    if (number > INT_MAX) return false;
    *n = negative ? -(int)number : (int)number;
    return true;
}

/* NULL when understood, else what is wrong. */
static const char *read_pair(const struct line *line, day_t *day, int *n)
{
    enum { DATE_SIZE = 10 };
    const char *at = line->text, *end = line->text + line->size;

    if (line->too_long) return "行过长";
    while (at < end && is_blank(*at)) at++;
    while (end > at && is_blank(end[-1])) end--;
    if (end - at < DATE_SIZE || !read_day(at, day)) return "日期应写作2026-03-04，从1900年至2199年";
    at += DATE_SIZE;
    if (at == end) return "缺少工作日数";
    if (!is_blank(*at)) return "日期与工作日数之间应有空格";
    while (is_blank(*at)) at++;
    return read_number(at, end, n) ? NULL : "工作日数须是整数";
}

static char *write_two(char *out, unsigned number)
{
    out[0] = (char)('0' + number / 10 % 10);
    out[1] = (char)('0' + number % 10);
    return out + 2;
}

static char *write_day(char *out, day_t day)
{
    struct civil civil = civil_of_day(day);

    out = write_two(out, (unsigned)civil.year / 100);
    out = write_two(out, (unsigned)civil.year % 100);
    *out++ = '-';
    out = write_two(out, (unsigned)civil.month);
    *out++ = '-';
    return write_two(out, (unsigned)civil.day);
}

static char *write_text(char *out, const char *text)
{
    size_t size = strlen(text);

    memcpy(out, text, size);
    return out + size;
}

static void flush(struct output *output)
{
    if (fwrite(output->block, 1, output->size, stdout) != output->size) output->failed = true;
    output->size = 0;
}

static void write_answer(struct output *output, const struct calendar *calendar, day_t answer, bool json)
{
    bool provisional = !calendar_covers(calendar, answer);
    char *out = output->block + output->size;

    if (json) {
        out = write_day(write_text(out, "{\"day\":\""), answer);
        out = write_text(out, provisional ? "\",\"provisional\":true}\n" : "\",\"provisional\":false}\n");
    } else {
        out = write_text(write_day(out, answer), provisional ? " provisional\n" : "\n");
    }
    output->size = (size_t)(out - output->block);
}

static void write_none(struct output *output, bool json)
{
    output->size = (size_t)(write_text(output->block + output->size, json ? "null\n" : "\n") - output->block);
}

/* Named one by one until it is plain that this is another kind of file. */
static void name_bad_line(size_t number, const char *why, size_t bad)
{
    if (bad <= MOST_NAMED) fprintf(stderr, "ztc calendar: 第%zu行：%s\n", number, why);
}

static bool is_empty(const struct line *line)
{
    for (size_t i = 0; i < line->size; i++)
        if (!is_blank(line->text[i])) return false;
    return !line->too_long;
}

/* NULL, or why there is no answer; a blank line asks nothing. */
static const char *answer_line(const struct calendar *calendar, const struct line *line, struct output *output,
                               bool json)
{
    day_t day = 0, answer = 0;
    int n = 0;
    bool blank = is_empty(line);
    const char *why = blank ? NULL : read_pair(line, &day, &n);

    if (output->size > BLOCK - ANSWER_BYTES) flush(output);
    if (!why && !blank && !calendar_answer(calendar, day, n, &answer)) why = "结果不在1900年至2199年之间";
    if (why || blank) write_none(output, json);
    else write_answer(output, calendar, answer, json);
    return why;
}

static size_t answer_all(const struct calendar *calendar, struct input *input, struct output *output, bool json)
{
    struct line line;
    size_t bad = 0;

    for (size_t number = 1; !output->failed && next_line(input, &line); number++) {
        const char *why = answer_line(calendar, &line, output, json);

        if (why) name_bad_line(number, why, ++bad);
    }
    flush(output);
    return bad;
}

int calendar_batch(const struct calendar *calendar, bool json)
{
    static struct input input;
    static struct output output;
    size_t bad;

    input = (struct input){ .at = 0 };
    output = (struct output){ .size = 0 };
    bad = answer_all(calendar, &input, &output, json);
    if (bad > MOST_NAMED) fprintf(stderr, "ztc calendar: 共有%zu行无法计算，仅列出前%d行\n", bad, MOST_NAMED);
    if (input.failed) fputs("ztc calendar: 读取标准输入失败\n", stderr);
    if (fflush(stdout) != 0 || output.failed) {
        fputs("ztc calendar: 写出结果失败\n", stderr);
        return EXIT_REFUSED;
    }
    return bad || input.failed ? EXIT_REFUSED : EXIT_DONE;
}
