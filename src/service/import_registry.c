/* SPDX-License-Identifier: Apache-2.0 */
#include "service/import_rows.h"

#include "base/text.h"
#include "mechanism/phone.h"
#include "mechanism/uscc.h"
#include "service/check.h"
#include "service/journal.h"
#include "store/registry.h"

#define NAME_CHARACTERS 100

enum { USCC, NAME, REGION, AUTHORITY, ADDRESS, REPRESENTATIVE, CONTACT_NAME, CONTACT_PHONE, STATE, COLUMNS };

static const char *checked_code(struct import *import, size_t row, const struct import_column *column)
{
    const char *typed = import_need(import, row, column), *why;
    char normal[USCC_SIZE];

    if (!typed) return NULL;
    if (uscc_check(import->context->arena, typed, normal, &why)) return arena_text(import->context->arena, normal);
    import_fault(import, import->csv.rows[row].line, import->csv.head.cells[column->at], why);
    return NULL;
}

/* By code or by name; what lies elsewhere has no region here. */
static const char *checked_region(struct import *import, size_t row, const struct import_column *column)
{
    const struct world *world = import->context->world;
    const char *typed = import_cell(import, row, column);

    if (!typed) return NULL;
    for (size_t i = 0; i < world->region_count; i++)
        if (text_equal(world->regions[i].code, typed) || text_equal(world->regions[i].name, typed))
            return world->regions[i].code;
    import_fault(import, import->csv.rows[row].line, import->csv.head.cells[column->at],
                 arena_printf(import->context->arena, "没有地区“%s”", typed));
    return NULL;
}

static const char *checked_phone(struct import *import, size_t row, const struct import_column *column)
{
    const char *typed = import_cell(import, row, column);
    const char *normal = typed ? phone_normal(import->context->arena, typed) : NULL;

    if (typed && !normal)
        import_fault(import, import->csv.rows[row].line, import->csv.head.cells[column->at], PHONE_RULE);
    return normal;
}

static struct registry_entry read_entry(struct import *import, size_t row, const struct import_column *columns)
{
    struct registry_entry entry = {
        .uscc = checked_code(import, row, &columns[USCC]),
        .name = import_need(import, row, &columns[NAME]),
        .region = checked_region(import, row, &columns[REGION]),
        .authority = import_cell(import, row, &columns[AUTHORITY]),
        .address = import_cell(import, row, &columns[ADDRESS]),
        .representative = import_cell(import, row, &columns[REPRESENTATIVE]),
        .contact_name = import_cell(import, row, &columns[CONTACT_NAME]),
        .contact_phone = checked_phone(import, row, &columns[CONTACT_PHONE]),
        .state = import_cell(import, row, &columns[STATE]),
        .changed_at = import->context->now,
    };

    if (!entry.state) entry.state = "存续";
    if (entry.name && text_length(entry.name) > NAME_CHARACTERS)
        import_fault(import, import->csv.rows[row].line, import->csv.head.cells[columns[NAME].at],
                     "企业名称不超过100字");
    return entry;
}

static bool same_entry(const struct registry_entry *a, const struct registry_entry *b)
{
    return text_equal(a->name, b->name) && text_equal(a->region, b->region) && text_equal(a->authority, b->authority) &&
           text_equal(a->address, b->address) && text_equal(a->representative, b->representative) &&
           text_equal(a->contact_name, b->contact_name) && text_equal(a->contact_phone, b->contact_phone) &&
           text_equal(a->state, b->state);
}

static struct error count_entry(struct import *import, const struct registry_entry *entry, bool *differs)
{
    struct registry_entry stored;
    struct error error = registry_find(import->context->db, import->context->arena, entry->uscc, &stored);

    *differs = true;
    if (error.kind == NOT_FOUND) {
        import->report->added++;
        return OK;
    }
    TRY(error);
    *differs = !same_entry(&stored, entry);
    if (*differs)
        import->report->changed++;
    else
        import->report->unchanged++;
    return OK;
}

struct error import_registry(struct context *context, const char *bytes, size_t size, bool commit,
                             struct import_report *report)
{
    struct import_column columns[COLUMNS] = {
        [USCC] = { .names = "uscc|统一社会信用代码|信用代码", .needed = true },
        [NAME] = { .names = "name|enterprise_name|企业名称|名称", .needed = true },
        [REGION] = { .names = "region|行政区划|所在地区|所属地区" },
        [AUTHORITY] = { .names = "authority|登记机关" },
        [ADDRESS] = { .names = "address|住所|地址" },
        [REPRESENTATIVE] = { .names = "representative|legal_representative|法定代表人" },
        [CONTACT_NAME] = { .names = "contact_name|联系人" },
        [CONTACT_PHONE] = { .names = "contact_phone|phone|联系电话" },
        [STATE] = { .names = "state|登记状态|状态" },
    };
    struct import import = { .context = context, .report = report };
    struct registry_entry *entries;
    struct import_key *keys;
    size_t key_count = 0;

    TRY(check_duty(context, DUTY_import_registry, NULL, NULL));
    TRY(import_open(&import, bytes, size, columns, COLUMNS));
    entries = ARENA_ARRAY(context->arena, struct registry_entry, import.csv.count);
    keys = ARENA_ARRAY(context->arena, struct import_key, import.csv.count);
    for (size_t i = 0; i < import.csv.count; i++) {
        entries[i] = read_entry(&import, i, columns);
        if (entries[i].uscc) keys[key_count++] = (struct import_key){ entries[i].uscc, import.csv.rows[i].line };
    }
    import_check_twice(&import, keys, key_count, &columns[USCC]);
    import_close(&import, commit);
    if (report->fault_count) return OK;
    for (size_t i = 0; i < import.csv.count; i++) {
        bool differs;

        TRY(count_entry(&import, &entries[i], &differs));
        if (report->committed && differs) TRY(registry_put(context->db, context->arena, &entries[i]));
    }
    if (!report->committed) return OK;
    return journal(context, "registry", 0, "import_registry",
                   arena_printf(context->arena, "新增%zu 变更%zu", report->added, report->changed), NULL);
}
