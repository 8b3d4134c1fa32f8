/* SPDX-License-Identifier: Apache-2.0 */
#include "pagec.h"

#include <ctype.h>
#include <string.h>

static void append(char *word, size_t room, char byte)
{
    size_t length = strlen(word);

    if (length + 1 < room) {
        word[length] = (char)tolower((unsigned char)byte);
        word[length + 1] = 0;
    }
}

static bool is_one_of(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(word, *list) == 0) return true;
    return false;
}

bool html_in_url(const struct html *html)
{
    static const char *const urls[] = { "href", "src", "action", "formaction", "poster", "cite", "data", "ping", NULL };

    return html->state == HTML_VALUE && is_one_of(html->attribute, urls);
}

/* The content security policy forbids these; a page that has them would not work. */
static void check_attribute(struct html *html)
{
    if (strncmp(html->attribute, "on", 2) == 0) html->refusal = "no on…= attributes: scripts come from files only";
    else if (strcmp(html->attribute, "style") == 0) html->refusal = "no style= attributes: use a class";
    else if (strcmp(html->attribute, "srcdoc") == 0) html->refusal = "no srcdoc= attributes";
}

static void tag_ends(struct html *html)
{
    bool closing = html->tag[0] == '/';
    const char *name = html->tag + closing;

    html->state = HTML_TEXT;
    if (strcmp(name, "pre") == 0 || strcmp(name, "textarea") == 0) html->verbatim = !closing;
    if (strcmp(html->tag, "script") == 0 || strcmp(html->tag, "style") == 0) html->state = HTML_RAW;
}

static void feed_tag(struct html *html, char byte)
{
    if (byte == '>') tag_ends(html);
    else if (byte == '=') html->state = HTML_BEFORE_VALUE;
    else if (!isspace((unsigned char)byte) && byte != '/') {
        html->state = HTML_ATTRIBUTE_NAME;
        html->attribute[0] = 0;
        append(html->attribute, sizeof html->attribute, byte);
    }
}

static void feed_before_value(struct html *html, char byte)
{
    if (isspace((unsigned char)byte)) return;
    html->start[0] = 0;
    html->fresh = true;
    html->quote = byte;
    html->state = byte == '"' || byte == '\'' ? HTML_VALUE : HTML_UNQUOTED;
}

static void feed_name(struct html *html, char byte, char *name, size_t room)
{
    if (isspace((unsigned char)byte) || byte == '>' || byte == '=' || (byte == '/' && name[0])) {
        if (html->state == HTML_ATTRIBUTE_NAME) check_attribute(html);
        html->state = HTML_TAG;
        feed_tag(html, byte);
    } else {
        if (name == html->tag && !name[0] && !isalpha((unsigned char)byte) && byte != '/' && byte != '!')
            html->refusal = "write &lt; for a < that opens no tag";
        append(name, room, byte);
    }
}

static void feed_value(struct html *html, char byte)
{
    if (byte == html->quote) {
        html->state = HTML_TAG;
        return;
    }
    append(html->start, sizeof html->start, byte);
    html->fresh = false;
}

static void feed_raw(struct html *html, char byte)
{
    if (byte == '<') {
        html->state = HTML_TAG_NAME;
        html->tag[0] = 0;
    } else if (!isspace((unsigned char)byte)) html->refusal = "no scripts or styles inside a page: they come from files";
}

void html_feed(struct html *html, char byte)
{
    switch (html->state) {
    case HTML_TEXT:
        if (byte == '<') {
            html->state = HTML_TAG_NAME;
            html->tag[0] = 0;
        }
        break;
    case HTML_TAG_NAME: feed_name(html, byte, html->tag, sizeof html->tag); break;
    case HTML_TAG: feed_tag(html, byte); break;
    case HTML_ATTRIBUTE_NAME: feed_name(html, byte, html->attribute, sizeof html->attribute); break;
    case HTML_BEFORE_VALUE: feed_before_value(html, byte); break;
    case HTML_VALUE: feed_value(html, byte); break;
    case HTML_UNQUOTED:
        if (byte == '>') tag_ends(html);
        else if (isspace((unsigned char)byte)) html->state = HTML_TAG;
        break;
    case HTML_RAW: feed_raw(html, byte); break;
    }
}

void html_settle(struct html *html)
{
    if (html->state == HTML_ATTRIBUTE_NAME) check_attribute(html);
    if (html->state == HTML_ATTRIBUTE_NAME || html->state == HTML_TAG_NAME) html->state = HTML_TAG;
}

bool html_safe_start(const struct html *html)
{
    const char *start = html->start;

    if (!start[0]) return true; /* so far only a checked helper's value */
    return strchr("/#?", start[0]) || strncmp(start, "mailto:", 7) == 0 || strncmp(start, "tel:", 4) == 0;
}

bool html_same(struct html *kept, const struct html *other)
{
    bool same = kept->state == other->state && kept->verbatim == other->verbatim;

    if (same && kept->state == HTML_VALUE) same = strcmp(kept->attribute, other->attribute) == 0;
    if (same && kept->state == HTML_TAG) same = strcmp(kept->tag, other->tag) == 0;
    if (!html_safe_start(other)) memcpy(kept->start, other->start, sizeof kept->start);
    kept->fresh = kept->fresh || other->fresh;
    return same;
}
