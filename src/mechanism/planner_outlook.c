/* SPDX-License-Identifier: Apache-2.0 */
/* Which round an appeal can still make, and why, in words for the enterprise and the coordinator. */
#include "mechanism/planner.h"
#include "base/buffer.h"

enum { WHY_BYTES = 4096 };

struct question {
    struct arena *arena;
    const struct calendar *calendar;
    const struct policy *policy;
    const struct round_slot *slots;
    size_t count;
    instant_t submitted, now;
};

/* The round whose intake holds the instant, or the next to open. */
static size_t round_at(const struct question *question)
{
    size_t round = 0;

    while (round < question->count && start_of_day(question->slots[round].dates.close) <= question->submitted) round++;
    return round;
}

/* Whoever is not assigned when a catalogue goes in moves on by himself. */
static size_t round_now(const struct question *question, size_t round)
{
    while (round < question->count && start_of_day(question->slots[round].dates.catalogue + 1) <= question->now)
        round++;
    return round;
}

static day_t later(day_t a, day_t b)
{
    return a > b ? a : b;
}

static void count_limits(const struct question *question, const struct round_dates *joined, struct outlook *outlook)
{
    const struct policy *policy = question->policy;
    day_t start = later(day_of(question->submitted), joined->open), assigned;

    outlook->screen_due = calendar_add(question->calendar, start, policy->screen_days);
    assigned = later(outlook->screen_due, day_of(question->now));
    outlook->reply_due = calendar_add(question->calendar, assigned, policy->reply_days);
    outlook->assess_due = calendar_add(question->calendar, outlook->reply_due, policy->assess_days);
}

static const char *day(const struct question *question, day_t at)
{
    return day_chinese(question->arena, at, day_of(question->now));
}

static void say_round(const struct question *question, const struct outlook *outlook, const struct round_slot *joined,
                      struct buffer *why)
{
    const struct round_slot *slot = &question->slots[outlook->round];

    if (outlook->moved)
        buffer_printf(why, "%s的目录已于%s24:00截止，诉求当时尚未派单，转入", joined->label,
                      day(question, joined->dates.catalogue));
    else if (outlook->queued)
        buffer_text(why, "现在是关闭期间，诉求先登记排队，列入");
    else
        buffer_printf(why, "本期受理至%s24:00，诉求列入", day(question, joined->dates.close - 1));
    buffer_printf(why, "%s（现场活动%s）。", slot->label, day(question, slot->dates.event));
    if (outlook->queued)
        buffer_printf(why, "甄别期限自%s开放之日起算，至%s24:00。", day(question, joined->dates.open),
                      day(question, outlook->screen_due));
    else
        buffer_printf(why, "甄别期限至%s24:00。", day(question, outlook->screen_due));
}

static void say_catalogue(const struct question *question, const struct outlook *outlook, struct buffer *why)
{
    const struct round_slot *slot = &question->slots[outlook->round];
    const char *catalogue = day(question, slot->dates.catalogue);

    if (outlook->full_length) {
        buffer_printf(why, "甄别、回复、研判都用满期限，至%s24:00，也不晚于%s24:00报送目录。",
                      day(question, outlook->assess_due), catalogue);
        return;
    }
    if (!outlook->surely_listed)
        buffer_printf(why, "甄别期限晚于%s24:00报送目录，须在此之前派单，否则转入下一期。", catalogue);
    else if (outlook->reply_due <= slot->dates.catalogue)
        buffer_printf(why, "最迟在甄别期限内派单，承办单位回复期限至%s24:00，可列入%s24:00报送的目录，研判可能尚未完成。",
                      day(question, outlook->reply_due), catalogue);
    else
        buffer_printf(why, "最迟在甄别期限内派单，承办单位回复期限至%s24:00，晚于%s24:00报送目录，届时可先以“部门意见待补”列入。",
                      day(question, outlook->reply_due), catalogue);
    if (outlook->reply_due > slot->dates.soft_reply && slot->dates.soft_reply >= day_of(question->now))
        buffer_printf(why, "随本期回复的目标是%s前。", day(question, slot->dates.soft_reply));
}

struct outlook planner_makes(struct arena *arena, const struct calendar *calendar, const struct policy *policy,
                             const struct round_slot *slots, size_t count, instant_t submitted, instant_t now)
{
    struct question question = { arena, calendar, policy, slots, count, submitted, now };
    size_t joined = round_at(&question);
    struct outlook outlook = { .round = round_now(&question, joined) };
    struct buffer why;

    outlook.moved = outlook.round != joined;
    if (joined < count) {
        outlook.queued = day_of(submitted) < slots[joined].dates.open;
        count_limits(&question, &slots[joined].dates, &outlook);
    }
    if (outlook.round == count) {
        outlook.why = "后续期次尚未排定，排期后自动列入最近的一期。";
        return outlook;
    }
    outlook.surely_listed = later(outlook.screen_due, day_of(now)) <= slots[outlook.round].dates.catalogue;
    outlook.full_length = outlook.assess_due <= slots[outlook.round].dates.catalogue;
    buffer_init(&why, arena, WHY_BYTES);
    say_round(&question, &outlook, &slots[joined], &why);
    say_catalogue(&question, &outlook, &why);
    outlook.why = arena_text(arena, buffer_string(&why));
    return outlook;
}
