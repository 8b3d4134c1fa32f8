/* SPDX-License-Identifier: Apache-2.0 */
#include "service/inspect.h"

#include "base/text.h"
#include "service/attach.h"
#include "store/checks.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/seals.h"
#include "store/units.h"

#include <inttypes.h>

/* A sealer runs every second; messages go out within one minute. */
#define SEALED_WITHIN MINUTE
#define SENT_WITHIN (10 * MINUTE)

struct inspection {
    struct context *context;
    struct finding *findings;
    size_t count;
};

static void found(struct inspection *inspection, const char *id, const char *label, enum verdict verdict,
                  const char *text)
{
    inspection->findings[inspection->count++] = (struct finding){ id, label, verdict, text };
}

static struct error look_at_database(struct inspection *inspection)
{
    struct context *context = inspection->context;
    const char *engine, *damage;

    TRY(checks_engine(context->db, context->arena, &engine, &damage));
    found(inspection, "database", "数据库", damage ? VERDICT_FAULT : VERDICT_FINE,
          damage ? arena_printf(context->arena, "%s：文件损坏（%s），请停用并从备份恢复", engine, damage) : engine);
    return OK;
}

static struct error look_at_record(struct inspection *inspection)
{
    struct context *context = inspection->context;
    struct checks_figures figures;

    TRY(checks_figures(context->db, context->arena, &figures));
    found(inspection, "record", "记录", VERDICT_FINE,
          arena_printf(context->arena, "诉求 %" PRId64 " 件，期次 %" PRId64 " 个，事件 %" PRId64 " 条，附件 %" PRId64
                                       " 个；完整与否由 ztc verify 核验",
                       figures.appeals, figures.rounds, figures.events, figures.attachments));
    return OK;
}

static struct error look_at_seals(struct inspection *inspection)
{
    struct context *context = inspection->context;
    instant_t oldest;
    int64_t waiting;
    bool late;

    TRY(seals_waiting(context->db, context->arena, &waiting, &oldest));
    late = waiting && context->wall - oldest > SEALED_WITHIN;
    found(inspection, "seals", "审计封存", late ? VERDICT_NOTE : VERDICT_FINE,
          waiting ? arena_printf(context->arena, "有 %" PRId64 " 条事件未封存%s", waiting,
                                 late ? "超过一分钟：平台未在运行，或封存作业停了" : "")
                  : "全部事件已封存");
    return OK;
}

static struct error look_at_outbox(struct inspection *inspection)
{
    struct context *context = inspection->context;
    struct outbox_figures figures;
    bool late;

    TRY(outbox_figures(context->db, context->arena, &figures));
    late = figures.waiting && context->now - figures.oldest_due > SENT_WITHIN;
    found(inspection, "outbox", "通知", late || figures.failed ? VERDICT_NOTE : VERDICT_FINE,
          arena_printf(context->arena, "待发 %" PRId64 " 条%s，发送失败 %" PRId64 " 条，需打电话 %" PRId64 " 条",
                       figures.waiting, late ? "（最早的已等候十分钟以上，请检查短信网关）" : "", figures.failed,
                       figures.to_call));
    return OK;
}

/* From 1 November on the next year's notice is missed (mechanism, section 2). */
static void look_at_calendar(struct inspection *inspection)
{
    struct context *context = inspection->context;
    const struct jurisdiction *city = world_jurisdiction(context->world, CITY);
    struct civil today = civil_of_day(day_of(context->now));
    int needed = today.month >= 11 ? today.year + 1 : today.year;
    day_t horizon = city ? calendar_horizon(city->calendar) : NO_DAY;
    bool covers = horizon >= day_of_civil(needed, 12, 31);

    found(inspection, "calendar", "放假安排", covers ? VERDICT_FINE : VERDICT_NOTE,
          arena_printf(context->arena, "已载入至 %s%s", horizon ? day_text(context->arena, horizon) : "（无）",
                       covers ? "" : "：此后的期限只是暂定，请用 ztc import holidays 导入国务院办公厅通知"));
}

static struct error has_role(struct context *context, enum role role, bool *has)
{
    struct account_filter filter = { .role = role, .active_only = true, .limit = 1 };
    struct account *accounts;
    size_t count;

    TRY(accounts_list(context->db, context->arena, &filter, &accounts, &count));
    *has = count > 0;
    return OK;
}

static struct error look_at_administrators(struct inspection *inspection)
{
    static const enum role roles[] = { ROLE_system_admin, ROLE_security_admin, ROLE_audit_admin, ROLE_coordinator };
    struct context *context = inspection->context;
    const char *missing = "";

    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        bool has;

        TRY(has_role(context, roles[i], &has));
        if (!has) missing = arena_printf(context->arena, "%s%s%s", missing, *missing ? "、" : "", role_name(roles[i]));
    }
    found(inspection, "accounts", "关键账号", *missing ? VERDICT_NOTE : VERDICT_FINE,
          *missing ? arena_printf(context->arena, "还没有：%s。请用 ztc user add 或由系统管理员新建", missing)
                   : "三类管理员和平台管理员都有账号");
    return OK;
}

/* 三(四): every unit has a person for it. */
static struct error look_at_contacts(struct inspection *inspection)
{
    struct context *context = inspection->context;
    day_t today = day_of(context->now);
    struct contact *contacts;
    size_t count, units = 0, missing = 0;

    TRY(contacts_of(context->db, context->arena, NULL, &contacts, &count));
    for (size_t i = 0; i < context->world->unit_count; i++) {
        const struct unit *unit = &context->world->units[i];
        bool has = false;

        if ((unit->from && unit->from > today) || (unit->until && unit->until < today)) continue;
        for (size_t c = 0; c < count && !has; c++)
            has = text_equal(contacts[c].unit, unit->id) && text_equal(contacts[c].kind, "liaison");
        units++;
        if (!has) missing++;
    }
    found(inspection, "contacts", "承办联络员", missing ? VERDICT_NOTE : VERDICT_FINE,
          missing ? arena_printf(context->arena, "%zu 个单位中有 %zu 个没有联络员：派单短信无人接收", units, missing)
                  : arena_printf(context->arena, "%zu 个单位都有联络员", units));
    return OK;
}

static void look_at_uploads(struct inspection *inspection)
{
    bool ready = attach_ready();

    found(inspection, "uploads", "附件查验", ready ? VERDICT_FINE : VERDICT_FAULT,
          ready ? "能辨别文件类型" : "libmagic 的类型库（magic.mgc）读不到，附件无法上传：请安装 libmagic-mgc");
}

struct error inspect(struct context *context, struct finding findings[FINDINGS_MOST], size_t *count)
{
    struct inspection inspection = { .context = context, .findings = findings };

    TRY(look_at_database(&inspection));
    TRY(look_at_record(&inspection));
    TRY(look_at_seals(&inspection));
    TRY(look_at_outbox(&inspection));
    look_at_calendar(&inspection);
    TRY(look_at_administrators(&inspection));
    TRY(look_at_contacts(&inspection));
    look_at_uploads(&inspection);
    *count = inspection.count;
    return OK;
}
