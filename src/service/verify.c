/* SPDX-License-Identifier: Apache-2.0 */
#include "service/verify.h"

#include "base/digest.h"
#include "base/text.h"
#include "store/events.h"
#include "store/files.h"
#include "store/rebuild.h"
#include "store/records.h"
#include "store/suggestions.h"

#include <stdio.h>
#include <string.h>

enum { AT_ONCE = 500, ARENA_BYTES = 1 << 30 };

static const struct {
    const struct record *record;
    const char *chinese;
} kinds[] = {
    { &appeal_record, "诉求" },
    { &round_record, "期次" },
    { &attachment_record, "附件" },
    { &suggestion_record, "意见建议" },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

struct check {
    struct db *db;
    struct arena *batch; /* forgotten after each batch */
    struct arena *kept;  /* for the fault */
    struct arena *one;   /* of the subject being looked at */
    struct progress *progress;
    const char *fault;
    /* the subject being looked at, up to the last event */
    struct event last; /* subject NULL: none yet */
    int kind;          /* of kinds; KINDS: another */
    struct rebuilt rebuilt;
};

/* ── Saying it ──────────────────────────────────────────────────────────── */

static const char *subject_name(struct check *check)
{
    const struct event *last = &check->last;
    const char *number = NULL;

    if (check->kind == KINDS) return arena_printf(check->kept, "%s %lld", last->subject, (long long)last->subject_id);
    if (kinds[check->kind].record == &appeal_record) number = ((struct appeal *)check->rebuilt.matter)->number;
    if (kinds[check->kind].record == &round_record) number = ((struct round *)check->rebuilt.matter)->number;
    if (number) return arena_printf(check->kept, "%s %s", kinds[check->kind].chinese, number);
    return arena_printf(check->kept, "%s %lld", kinds[check->kind].chinese, (long long)last->subject_id);
}

static void wrong_event(struct check *check, int64_t seq, const char *what)
{
    if (check->fault) return;
    check->fault = arena_printf(check->kept, "审计链不一致：%s 的第 %lld 条事件%s", subject_name(check), (long long)seq,
                                what);
}

static void wrong_matter(struct check *check, const char *what)
{
    if (!check->fault) check->fault = arena_printf(check->kept, "%s 与事件记录不符：%s", subject_name(check), what);
}

/* ── Events and what is stored ──────────────────────────────────────────── */

/* What is stored of the subject whose last event has been read. */
static struct error finish_subject(struct check *check)
{
    const struct record *record;
    const char *salt, *difference;
    struct error error;
    void *stored;

    if (!check->last.subject || check->kind == KINDS || check->fault) return OK;
    record = kinds[check->kind].record;
    stored = arena_alloc(check->one, record->size);
    error = record_load(check->db, check->one, record, check->last.subject_id, stored);
    if (error.kind == NOT_FOUND) {
        wrong_matter(check, arena_printf(check->one, "表 %s 中没有这一行", record->tables[0].name));
        return OK;
    }
    TRY(error);
    TRY(record_salt(check->db, check->one, record->subject, check->last.subject_id, &salt));
    difference = rebuild_difference(&check->rebuilt, stored, salt);
    if (difference) wrong_matter(check, difference);
    return OK;
}

static void start_subject(struct check *check, const struct event *event)
{
    arena_reset(check->one);
    check->last = (struct event){ .subject = arena_text(check->one, event->subject),
                                  .subject_id = event->subject_id,
                                  .digest = "" };
    for (check->kind = 0; check->kind < KINDS; check->kind++)
        if (text_equal(kinds[check->kind].record->subject, event->subject)) break;
    if (check->kind < KINDS) rebuild_start(&check->rebuilt, check->one, kinds[check->kind].record);
}

static bool is_next_subject(const struct check *check, const struct event *event)
{
    return !text_equal(check->last.subject, event->subject) || check->last.subject_id != event->subject_id;
}

/* That its seal is of this very event is seen from the seal. */
static void check_seal(struct check *check, const struct event_row *row)
{
    if (row->seal && row->waiting) wrong_event(check, row->event.seq, "已经封存却又在等待封存");
    if (!row->seal && !row->waiting) wrong_event(check, row->event.seq, "没有封存");
}

static void check_chain(struct check *check, const struct event_row *row)
{
    const struct event *event = &row->event;

    if (event->seq != check->last.seq + 1) wrong_event(check, check->last.seq + 1, "缺失");
    if (!text_equal(event->previous, check->last.digest)) wrong_event(check, event->seq, "与前一条不相衔接");
    if (!text_equal(event_digest(check->batch, event), event->digest)) wrong_event(check, event->seq, "的内容被改动");
    if (!text_equal(digest_salted(check->batch, row->note_salt ? row->note_salt : "", event->note),
                    event->note_digest))
        wrong_event(check, event->seq, "的说明被改动");
    check_seal(check, row);
}

static struct error check_event(struct check *check, const struct event_row *row)
{
    const char *misfit = NULL;

    if (is_next_subject(check, &row->event)) {
        TRY(finish_subject(check));
        if (check->fault) return OK;
        start_subject(check, &row->event);
    }
    check_chain(check, row);
    if (check->fault) return OK;
    check->last.seq = row->event.seq;
    check->last.digest = arena_text(check->one, row->event.digest);
    if (check->kind < KINDS) rebuild_add(&check->rebuilt, row->event.change, &misfit);
    if (misfit) wrong_event(check, row->event.seq, arena_printf(check->batch, "与之前的记录不相衔接：%s", misfit));
    return OK;
}

static struct error check_events(struct check *check)
{
    struct event_row *rows;
    size_t count;

    do {
        arena_reset(check->batch);
        TRY(events_after(check->db, check->batch, check->last.subject ? &check->last : NULL, AT_ONCE, &rows, &count));
        for (size_t i = 0; i < count && !check->fault; i++) TRY(check_event(check, &rows[i]));
        if (check->progress) progress_add(check->progress, (int64_t)count);
    } while (count && !check->fault);
    return finish_subject(check);
}

/* ── The one order ──────────────────────────────────────────────────────── */

static const char *seal_fault(struct check *check, const struct seal *seal, const struct seal *before)
{
    if (seal->position != before->position + 1) return "缺失";
    if (!text_equal(seal_digest(check->batch, seal, before->digest), seal->digest)) return "被改动，或与前一条不相衔接";
    if (!seal->event_now) return "所封存的事件已不存在";
    if (!text_equal(seal->event_now, seal->event_digest)) return "所封存的事件被改动";
    return NULL;
}

static struct error check_seals(struct check *check, struct seal *last)
{
    char digest[DIGEST_TEXT] = "";
    struct seal *seals;
    size_t count;

    *last = (struct seal){ .digest = digest };
    do {
        arena_reset(check->batch);
        TRY(seals_after(check->db, check->batch, last->position, AT_ONCE, &seals, &count));
        for (size_t i = 0; i < count && !check->fault; i++) {
            const char *fault = seal_fault(check, &seals[i], last);

            if (fault)
                check->fault = arena_printf(check->kept, "审计链不一致：封存序列第 %lld 条%s",
                                            (long long)last->position + 1, fault);
            last->position = seals[i].position;
            last->sealed_at = seals[i].sealed_at;
            snprintf(digest, sizeof digest, "%s", seals[i].digest);
        }
        if (check->progress) progress_add(check->progress, (int64_t)count);
    } while (count && !check->fault);
    last->digest = arena_text(check->kept, digest);
    return OK;
}

/* ── Attachments ────────────────────────────────────────────────────────── */

static struct error check_files(struct check *check)
{
    struct attachment *files;
    int64_t after = 0;
    size_t count;

    do {
        arena_reset(check->batch);
        TRY(files_after(check->db, check->batch, after, AT_ONCE, &files, &count));
        for (size_t i = 0; i < count && !check->fault; i++) {
            const char *digest;

            TRY(files_digest(check->db, check->batch, files[i].id, &digest));
            if (!text_equal(digest, files[i].digest))
                check->fault = arena_printf(check->kept, "附件 %lld 的内容被改动", (long long)files[i].id);
            after = files[i].id;
        }
    } while (count && !check->fault);
    return OK;
}

/* ── All of it ──────────────────────────────────────────────────────────── */

static struct error check_all(struct check *check, struct verify_result *result)
{
    instant_t oldest;

    TRY(checks_figures(check->db, check->kept, &result->figures));
    if (check->progress) check->progress->total = result->figures.events + result->figures.seals;
    TRY(check_events(check));
    if (!check->fault) TRY(check_seals(check, &result->last));
    if (!check->fault) TRY(checks_waiting(check->db, check->kept, result->last.sealed_at, &check->fault));
    if (!check->fault) TRY(checks_stray(check->db, check->kept, &check->fault));
    if (!check->fault) TRY(checks_phone(check->db, check->kept, &check->fault));
    if (!check->fault) TRY(check_files(check));
    return seals_waiting(check->db, check->kept, &result->waiting, &oldest);
}

struct error verify(struct db *db, struct arena *arena, struct progress *progress, struct verify_result *result)
{
    struct check check = { .db = db, .kept = arena, .progress = progress };
    struct error error;

    *result = (struct verify_result){ .fault = NULL };
    check.batch = arena_new(ARENA_BYTES);
    check.one = arena_new(ARENA_BYTES);
    error = check_all(&check, result);
    arena_free(check.batch);
    arena_free(check.one);
    result->fault = check.fault;
    return error;
}

struct error verify_checkpoint(struct db *db, struct arena *arena, int64_t position, const char *digest,
                               const char **fault)
{
    struct seal *seals;
    size_t count;

    *fault = NULL;
    if (position == 0) return OK;
    TRY(seals_after(db, arena, position - 1, 1, &seals, &count));
    if (count == 0 || seals->position != position)
        *fault = arena_printf(arena, "审计链被截断或回退：检查点的第 %lld 条已不存在", (long long)position);
    else if (!text_equal(seals->digest, digest))
        *fault = arena_printf(arena, "审计链不一致：检查点的第 %lld 条与现在的不同", (long long)position);
    return OK;
}
