/* SPDX-License-Identifier: Apache-2.0 */
#include "service/templates.h"

#include "base/buffer.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

const struct template_row template_rows[TEMPLATES] = {
#define TEMPLATE(id, flags, chinese) { #id, chinese, flags },
#include "service/templates.def"
};

/* Every template that a TELL row names: one that is missing here is an error on its line there. */
enum {
#define TELL(action, whom, template) TOLD_AN_APPEAL_##action##_##whom = TEMPLATE_##template,
#include "mechanism/appeal.def"
#define TELL(action, whom, template) TOLD_A_ROUND_##action##_##whom = TEMPLATE_##template,
#include "mechanism/round.def"
};

const struct template_row *template_find(const char *id)
{
    for (int i = 0; i < TEMPLATES; i++)
        if (text_equal(template_rows[i].id, id)) return &template_rows[i];
    return NULL;
}

struct filling {
    struct arena *arena;
    word_source *source;
    void *from;
};

/* `at` stands behind the brace; gives where the word ends. */
static const char *fill_word(const struct filling *filling, const char *at, struct buffer *out, bool *empty)
{
    const char *end = strchr(at, '}'), *text;

    assert(end);
    text = filling->source(filling->from, arena_text_n(filling->arena, at, (size_t)(end - at)));
    if (!text || !*text) *empty = true;
    buffer_text(out, text);
    return end + 1;
}

static const char *fill(const struct filling *filling, const char *at, char until, struct buffer *out, bool *empty);

static const char *fill_part(const struct filling *filling, const char *at, struct buffer *out)
{
    struct buffer part;
    bool empty = false;

    buffer_init(&part, filling->arena, (size_t)1 << 16);
    at = fill(filling, at, ']', &part, &empty);
    if (!empty) buffer_put(out, part.bytes, part.size);
    return at;
}

static const char *fill(const struct filling *filling, const char *at, char until, struct buffer *out, bool *empty)
{
    while (*at && *at != until) {
        if (*at == '{')
            at = fill_word(filling, at + 1, out, empty);
        else if (*at == '[')
            at = fill_part(filling, at + 1, out);
        else
            buffer_char(out, *at++);
    }
    return *at ? at + 1 : at;
}

const char *template_text(struct arena *arena, const char *chinese, word_source *source, void *from)
{
    struct filling filling = { arena, source, from };
    struct buffer out;
    bool empty = false;

    buffer_init(&out, arena, (size_t)1 << 16);
    fill(&filling, chinese, 0, &out, &empty);
    return arena_text(arena, buffer_string(&out));
}
