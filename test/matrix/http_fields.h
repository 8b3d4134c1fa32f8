/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is filled in for each action, so that nothing but who and when can refuse it. `$word` stands for what depends on
 * the cell; sections 3 and 5 of the mechanism name the fields.
 */
#pragma once

#include "base/arena.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const struct fields_row {
    const char *action, *fields;
} appeal_fields[] = {
    { "submit", "'uscc':'$uscc','enterprise_name':'演示公司','region':'445103','contact_name':'王某',"
                "'contact_phone':'13900000001','title':'标题','body':'内容'" },
    { "reject_identity", "'reason':'理由'" },
    { "request_supplement", "'what':'请补正'" },
    { "supplement", "'note':'已补正'" },
    { "return", "'reason_code':'R05','explanation':'说明'" },
    { "hand_down", "'jurisdiction':'445103'" },
    { "assign", "'lead_unit':'$third'" },
    { "object", "'grounds':'理由','proposed_unit':'$proposed'" },
    { "uphold_objection", "'lead_unit':'$proposed'" },
    { "overrule_objection", "'reason':'理由'" },
    { "reassign", "'lead_unit':'$third','reason':'理由'" },
    { "set_co_units", "'co_units':['$third']" },
    { "log_contact", "'whom':'王某','how':'电话','found':'情况','outcome':'reached'" },
    { "consult", "'participants':'各单位','minutes':'纪要'" },
    { "co_reply", "'opinion':'意见'" },
    { "request:extension", "'kind':'extension','reason':'理由','new_date':'2026-03-31'" },
    { "request:suspension", "'kind':'suspension','reason':'理由','review_date':'2026-05-11'" },
    { "request:return", "'kind':'return','reason':'理由','reason_code':'R05','explanation':'说明'" },
    { "deny", "'reason':'理由'" },
    { "reply", "'opinion':'意见','kind':'explained'" },
    { "escalate", "'opinion':'意见','opinion_file':'$file','proposed_unit':'jtj'" },
    { "admit_escalation", "'lead_unit':'jtj'" },
    { "send_back", "'reason':'理由'" },
    { "return_to_unit", "'reason':'理由'" },
    { "assess", "'assessment':'研判意见'" },
    { "commit", "'responsible_leader':'张某','responsible_person':'李某','done_by':'2026-04-01','measures':'措施'" },
    { "progress", "'text':'进展'" },
    { "complete", "'result':'结果'" },
    { "fail_check", "'reason':'理由','done_by':'2026-03-16'" },
    { "rate", "'satisfied':true,'caller':'王某','called_at':'2026-03-10T09:00:00+08:00','verified_by':'回拨'" },
    { "final_decision", "'decision':'决定','kind':'explained'" },
    { "withdraw", "'reason':'理由'" },
    { "merge", "'into':'$into'" },
    { "move_round", "'round':'$round','reason':'理由'" },
    { "supervise", "'text':'请答复','answer_by':'2026-03-16'" },
    { "answer_supervision", "'order':1,'text':'答复'" },
    { "lift_supervision", "'order':1,'text':'已办'" },
    { "correct", "'legacy':true" },
    { "consent", "'publication':true" },
    { "hand_over", "'to':'$colleague'" },
    { "comment", "'text':'批示'" },
};

static const struct fields_row round_fields[] = {
    { "plan", "'jurisdiction':'$jurisdiction','event_day':'$later'" },
    { "announce", "'text':'公告'" },
    { "return_catalogue", "'reason':'理由'" },
    { "convene", "'place':'会议室','at':'2026-03-11T09:00:00+08:00','units':['gxj']" },
    { "coordinate", "'appeal':'$appeal','on_site':true,'proposal':'建议'" },
    { "unlist", "'appeal':'$appeal','reason':'理由'" },
    { "return_agenda", "'reason':'理由','scan':'$file'" },
    { "approve_agenda", "'scan':'$file'" },
    { "confirm_attendance", "'attending':true,'name':'张某','post':'局长'" },
    { "check_in", "'name':'张某','post':'局长'" },
    { "record_event", "'heard':['$appeal']" },
    { "record_decision", "'appeal':'$appeal','decision':'意见','lead_unit':'gxj','done_by':'2026-04-30'" },
    { "draft_opinions", "'text':'处理意见'" },
    { "return_opinions", "'reason':'理由','scan':'$file'" },
    { "approve_opinions", "'scan':'$file'" },
    { "reschedule", "'event_day':'2026-04-15','reason':'理由'" },
    { "cancel", "'reason':'理由'" },
    { "set_roster", "'leader':'named-leader','secretary':'named-secretary'" },
};

struct fields_word {
    const char *word, *means;
};

/* Where a `$word` begins: its meaning, and how long the word is. */
static const char *fields_meaning(const struct fields_word *words, const char *at, size_t *length)
{
    for (*length = 1; isalpha((unsigned char)at[*length]); ++*length) {}
    for (; words->word; words++)
        if (strlen(words->word) == *length - 1 && strncmp(words->word, at + 1, *length - 1) == 0) return words->means;
    return "";
}

/* The fields as JSON; `words` ends with a NULL word. */
static char *fields_json(struct arena *arena, const struct fields_row *rows, size_t count, const char *action,
                         const struct fields_word *words)
{
    const char *from = "";
    char *json = arena_alloc(arena, 2000), *to = json;

    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].action, action) == 0) from = rows[i].fields;
    *to++ = '{';
    while (*from) {
        size_t length = 1;

        if (*from == '$')
            to += sprintf(to, "%s", fields_meaning(words, from, &length));
        else
            *to++ = *from == '\'' ? '"' : *from;
        from += length;
    }
    *to++ = '}';
    return json;
}
#define FIELDS(arena, rows, action, words) fields_json(arena, rows, sizeof(rows) / sizeof *(rows), action, words)
