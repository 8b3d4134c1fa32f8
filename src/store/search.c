/* SPDX-License-Identifier: Apache-2.0 */
#include "store/search.h"

#include "base/text.h"

#include <string.h>
#include <utf8proc.h>

#define WORDS_BYTES ((size_t)1 << 20)
#define RUNS_MOST 8 /* of one search; what comes behind is not looked at */

/* What a word is made of: letters, marks, digits, signs of writing systems; not punctuation, symbols, blanks. */
static bool is_word(uint32_t point)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);

    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) || category == UTF8PROC_CATEGORY_SO ||
           category == UTF8PROC_CATEGORY_CO;
}

/* The next run of word characters: its first byte and one past its last; false at the end. */
static bool next_run(const char **at, const char **start, const char **end)
{
    const char *from = *at, *next = from;

    while (*from && !is_word(text_next(&next))) from = next;
    *start = *end = next = from;
    while (*next && is_word(text_next(&next))) *end = next;
    *at = *end;
    return *end > *start;
}

static const char *after(const char *at)
{
    text_next(&at);
    return at;
}

/* Calls for each pair of a run, and for its last character where that is asked for. */
static void each_token(const char *start, const char *end, bool with_last,
                       void (*take)(void *to, const char *token, size_t size), void *to)
{
    const char *second = after(start);

    for (; second < end; start = second, second = after(second)) take(to, start, (size_t)(after(second) - start));
    if (with_last) take(to, start, (size_t)(end - start));
}

/* ── Storing ────────────────────────────────────────────────────────────── */

static void put_word(void *to, const char *token, size_t size)
{
    struct buffer *out = to;

    if (out->size) buffer_char(out, ' ');
    buffer_put(out, token, size);
}

const char *search_words(struct arena *arena, const char *text)
{
    const char *at = text_fold(arena, text ? text : ""), *start, *end;
    struct buffer out;

    buffer_init(&out, arena, WORDS_BYTES);
    while (next_run(&at, &start, &end)) each_token(start, end, true, put_word, &out);
    return buffer_string(&out);
}

/* A tsvector written out: no parser of the server's decides what a word is. Positions past its 16383 are all that. */
struct vector {
    struct buffer out;
    int position;
};

static void put_lexeme(void *to, const char *token, size_t size)
{
    struct vector *vector = to;

    if (vector->position < 16383) vector->position++;
    buffer_char(&vector->out, '\'');
    buffer_put(&vector->out, token, size); /* neither quote nor backslash is a word character */
    buffer_printf(&vector->out, "':%d ", vector->position);
}

static const char *vector_text(struct arena *arena, const char *text)
{
    const char *at = text_fold(arena, text), *start, *end;
    struct vector vector = { .position = 0 };

    buffer_init(&vector.out, arena, WORDS_BYTES);
    while (next_run(&at, &start, &end)) each_token(start, end, true, put_lexeme, &vector);
    return buffer_string(&vector.out);
}

static int64_t row_id(int64_t appeal, enum search_kind kind)
{
    return appeal * 16 + (int64_t)kind;
}

static struct error put_sqlite(struct db *db, struct arena *arena, int64_t id, const char *text)
{
    const char *words = search_words(arena, text);

    TRY(db_change_later(db, "DELETE FROM search_text WHERE rowid = $1", INT(id)));
    if (!*words) return OK;
    return db_change_later(db, "INSERT INTO search_text (rowid, words) VALUES ($1, $2)", INT(id), TEXT(words));
}

static struct error put_postgres(struct db *db, struct arena *arena, int64_t id, const char *text)
{
    const char *words = vector_text(arena, text ? text : "");

    if (!*words) return db_change_later(db, "DELETE FROM search_text WHERE id = $1", INT(id));
    return db_change_later(db,
                           "INSERT INTO search_text (id, words) VALUES ($1, CAST($2 AS TSVECTOR))"
                           " ON CONFLICT (id) DO UPDATE SET words = CAST($2 AS TSVECTOR)",
                           INT(id), TEXT(words));
}

struct error search_put(struct db *db, struct arena *arena, int64_t appeal, enum search_kind kind, const char *text)
{
    if (db_is_postgres(db)) return put_postgres(db, arena, row_id(appeal, kind), text);
    return put_sqlite(db, arena, row_id(appeal, kind), text);
}

struct error search_clear(struct db *db)
{
    return db_change(db, NULL, "DELETE FROM search_text");
}

/* ── Asking ─────────────────────────────────────────────────────────────── */

unsigned search_mask(enum search_who who)
{
    static const enum search_who of[SEARCH_KINDS] = {
#define SEARCH(kind, column, who) SEARCH_##who,
#include "store/search.def"
    };
    unsigned mask = 0;

    for (unsigned kind = 0; kind < SEARCH_KINDS; kind++)
        if (of[kind] == who) mask |= 1u << kind;
    return mask;
}

struct phrase {
    struct buffer out;
    bool postgres;
    size_t tokens;
};

static void put_part(void *to, const char *token, size_t size)
{
    struct phrase *phrase = to;

    if (phrase->tokens++) buffer_text(&phrase->out, phrase->postgres ? " <-> " : " ");
    if (phrase->postgres) buffer_char(&phrase->out, '\'');
    buffer_put(&phrase->out, token, size);
    if (phrase->postgres) buffer_char(&phrase->out, '\'');
}

/* Two and more characters: the pairs one behind the other. One: whatever begins with it. */
static const char *term_of(struct arena *arena, bool postgres, const char *start, const char *end)
{
    struct phrase phrase = { .postgres = postgres };
    bool single = after(start) == end;

    buffer_init(&phrase.out, arena, WORDS_BYTES);
    if (!postgres) buffer_char(&phrase.out, '"');
    each_token(start, end, single, put_part, &phrase);
    if (!postgres) buffer_char(&phrase.out, '"');
    if (single) buffer_text(&phrase.out, postgres ? ":*" : " *");
    return buffer_string(&phrase.out);
}

void search_read(struct db *db, struct arena *arena, const char *typed, struct search *search)
{
    const char *at = text_fold(arena, typed ? typed : ""), *start, *end;
    bool postgres = db_is_postgres(db);

    *search = (struct search){ .count = 0 };
    for (size_t run = 0; run < RUNS_MOST && next_run(&at, &start, &end); run++) {
        const char *term = term_of(arena, postgres, start, end);
        const char **last;

        if (search->count < SEARCH_TERMS) {
            search->terms[search->count++] = term;
            continue;
        }
        last = &search->terms[SEARCH_TERMS - 1];
        *last = arena_printf(arena, postgres ? "%s & %s" : "%s AND %s", *last, term);
    }
}

/* The last ones first, and no further than needed: a word that half of all appeals have costs no more than a rare one. */
static void last_ones(struct db *db, struct statement *statement, struct search_part part)
{
    bool postgres = db_is_postgres(db);

    if (part.before)
        statement_add(statement, postgres ? " AND id < ?" : " AND rowid < ?", INT(row_id(part.before, (enum search_kind)0)));
    statement_add(statement, postgres ? " ORDER BY id DESC LIMIT ?" : " ORDER BY rowid DESC LIMIT ?",
                  INT(part.most * SEARCH_KINDS));
}

void search_narrow(struct db *db, struct statement *statement, const struct search *search, unsigned kinds,
                   struct search_part part)
{
    const char *piece = db_is_postgres(db)
                            ? "SELECT id >> 4 FROM search_text WHERE words @@ CAST(? AS TSQUERY)"
                              " AND (CAST(? AS BIGINT) >> CAST(id & 15 AS INTEGER)) & 1 = 1"
                            : "SELECT rowid >> 4 FROM search_text WHERE search_text MATCH ?"
                              " AND (? >> (rowid & 15)) & 1 = 1";

    statement_add(statement, " IN (");
    for (size_t i = 0; i < search->count; i++) {
        if (i) statement_add(statement, " INTERSECT ");
        statement_add(statement, piece, TEXT(search->terms[i]), INT(kinds));
    }
    if (part.most && search->count == 1) last_ones(db, statement, part);
    statement_add(statement, ")");
}
