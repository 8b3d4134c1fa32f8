/* SPDX-License-Identifier: Apache-2.0 */
#include "store/people.h"

#include "base/buffer.h"
#include "base/text.h"
#include "store/sealed.h"
#include "store/snapshot.h"

#define ACCOUNT_COLUMNS                                                                                                \
    "id, name, display_name, unit, jurisdiction, roles, state, demo, phone_sealed, "                                   \
    "password_hash, password_at, password_given, second_sealed, second_step, created_at, enabled_at, "                 \
    "last_sign_in"

const char *roles_text(struct arena *arena, unsigned roles)
{
    struct buffer text;

    buffer_init(&text, arena, 1000);
    buffer_char(&text, ',');
    for (enum role role = 0; role < ROLES; role++) {
        if (!(roles >> role & 1u)) continue;
        buffer_text(&text, role_id(role));
        buffer_char(&text, ',');
    }
    return buffer_string(&text);
}

unsigned roles_of_text(struct arena *arena, const char *text)
{
    unsigned roles = 0;
    size_t count;
    char **words = text_split(arena, text ? text : "", ',', &count);

    for (size_t i = 0; i < count; i++) {
        enum role role = role_find(words[i]);
        if (role < ROLES) roles |= 1u << role;
    }
    return roles;
}

static struct account account_of_row(struct arena *arena, const struct rows *rows, size_t row)
{
    return (struct account){
        .id = row_int(rows, row, 0),
        .name = row_text(rows, row, 1),
        .display_name = row_text(rows, row, 2),
        .unit = row_text(rows, row, 3),
        .jurisdiction = row_text(rows, row, 4),
        .roles = roles_of_text(arena, row_text(rows, row, 5)),
        .active = text_equal(row_text(rows, row, 6), "active"),
        .demo = row_int(rows, row, 7) != 0,
        .phone = opened(arena, row_text(rows, row, 8)),
        .password_hash = row_text(rows, row, 9),
        .password_at = row_int(rows, row, 10),
        .password_given = row_int(rows, row, 11) != 0,
        .second_secret = opened(arena, row_text(rows, row, 12)),
        .second_step = row_int(rows, row, 13),
        .created_at = row_int(rows, row, 14),
        .enabled_at = row_int(rows, row, 15),
        .last_sign_in = row_int(rows, row, 16),
    };
}

static struct error only_row(struct arena *arena, const struct rows *rows, struct account *account)
{
    if (rows->count == 0) return (struct error){ .kind = NOT_FOUND, .code = "account.unknown", .text = "没有这个账号" };
    *account = account_of_row(arena, rows, 0);
    return OK;
}

static void all_rows(struct arena *arena, const struct rows *rows, struct account **accounts, size_t *count)
{
    *accounts = ARENA_ARRAY(arena, struct account, rows->count);
    *count = rows->count;
    for (size_t i = 0; i < rows->count; i++) (*accounts)[i] = account_of_row(arena, rows, i);
}

struct error accounts_find(struct db *db, struct arena *arena, const char *name, struct account *account)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT " ACCOUNT_COLUMNS " FROM account WHERE name = $1", TEXT(name)));
    return only_row(arena, &rows, account);
}

struct error accounts_by_id(struct db *db, struct arena *arena, int64_t id, struct account *account)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT " ACCOUNT_COLUMNS " FROM account WHERE id = $1", INT(id)));
    return only_row(arena, &rows, account);
}

struct error accounts_count(struct db *db, struct arena *arena, int64_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT count(*) FROM account"));
    *count = row_int(&rows, 0, 0);
    return OK;
}

struct error accounts_list(struct db *db, struct arena *arena, const struct account_filter *filter,
                           struct account **accounts, size_t *count)
{
    const char *role = filter->role < ROLES ? arena_printf(arena, "%%,%s,%%", role_id(filter->role)) : "%";
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT " ACCOUNT_COLUMNS "  FROM account"
                 " WHERE id > $1"
                 "   AND ($2 = '' OR jurisdiction = $2)"
                 "   AND ($3 = '' OR unit = $3)"
                 "   AND roles LIKE $4"
                 "   AND ($5 = 0 OR state = 'active')"
                 " ORDER BY id LIMIT $6",
                 INT(filter->after), TEXT(filter->jurisdiction ? filter->jurisdiction : ""),
                 TEXT(filter->unit ? filter->unit : ""), TEXT(role), INT(filter->active_only), INT(filter->limit)));
    all_rows(arena, &rows, accounts, count);
    return OK;
}

struct error accounts_with_phone(struct db *db, struct arena *arena, const char *phone, struct account **accounts,
                                 size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT " ACCOUNT_COLUMNS " FROM account WHERE phone_digest = $1 ORDER BY id LIMIT 10",
                 TEXT(sealed_digest(arena, phone))));
    all_rows(arena, &rows, accounts, count);
    return OK;
}

struct error accounts_add(struct db *db, struct arena *arena, struct account *account)
{
    TRY(db_next_number(db, "account", &account->id));
    TRY(db_change(db, NULL,
                  "INSERT INTO account (id, name, display_name, unit, jurisdiction, roles, state, demo,"
                  "                     phone_sealed, phone_digest, password_hash, password_at, password_given,"
                  "                     second_sealed, second_step, created_at, enabled_at)"
                  " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16)",
                  INT(account->id), TEXT(account->name), TEXT(account->display_name), TEXT(account->unit),
                  TEXT(account->jurisdiction), TEXT(roles_text(arena, account->roles)),
                  TEXT(account->active ? "active" : "disabled"), INT(account->demo),
                  TEXT(sealed(arena, account->phone)), TEXT(sealed_digest(arena, account->phone)),
                  TEXT(account->password_hash), INT(account->password_at), INT(account->password_given),
                  TEXT(sealed(arena, account->second_secret)), INT(account->second_step), INT(account->created_at)));
    return snapshot_changed(db, arena); /* which units have an officer */
}

struct error accounts_set_roles(struct db *db, struct arena *arena, int64_t id, unsigned roles)
{
    TRY(db_change(db, NULL, "UPDATE account SET roles = $2 WHERE id = $1", INT(id), TEXT(roles_text(arena, roles))));
    return snapshot_changed(db, arena);
}

struct error accounts_set_active(struct db *db, struct arena *arena, int64_t id, bool active, instant_t at)
{
    TRY(db_change(db, NULL,
                  "UPDATE account SET state = $2, enabled_at = CASE WHEN $2 = 'active' THEN $3 ELSE enabled_at END"
                  " WHERE id = $1",
                  INT(id), TEXT(active ? "active" : "disabled"), INT(at)));
    return snapshot_changed(db, arena);
}

struct error accounts_set_card(struct db *db, struct arena *arena, const struct account *account)
{
    TRY(db_change(db, NULL,
                  "UPDATE account"
                  "   SET display_name = $2, unit = $3, jurisdiction = $4, phone_sealed = $5, phone_digest = $6"
                  " WHERE id = $1",
                  INT(account->id), TEXT(account->display_name), TEXT(account->unit), TEXT(account->jurisdiction),
                  TEXT(sealed(arena, account->phone)), TEXT(sealed_digest(arena, account->phone))));
    return snapshot_changed(db, arena);
}

struct error accounts_set_password(struct db *db, struct arena *arena, const struct account *account, const char *hash,
                                   instant_t at, bool given)
{
    struct rows kept;

    TRY(db_change(db, NULL, "INSERT INTO account_password (account, at, hash) VALUES ($1, $2, $3)", INT(account->id),
                  INT(at), TEXT(account->password_hash)));
    TRY(db_query(db, arena, &kept, "SELECT at FROM account_password WHERE account = $1 ORDER BY at DESC LIMIT $2",
                 INT(account->id), INT(PASSWORDS_KEPT)));
    TRY(db_change(db, NULL, "DELETE FROM account_password WHERE account = $1 AND at < $2", INT(account->id),
                  INT(row_int(&kept, kept.count - 1, 0))));
    return db_change(db, NULL,
                     "UPDATE account SET password_hash = $2, password_at = $3, password_given = $4 WHERE id = $1",
                     INT(account->id), TEXT(hash), INT(at), INT(given));
}

struct error accounts_old_passwords(struct db *db, struct arena *arena, int64_t id, const char *hashes[PASSWORDS_KEPT],
                                    size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT hash FROM account_password WHERE account = $1 ORDER BY at DESC LIMIT $2",
                 INT(id), INT(PASSWORDS_KEPT)));
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++) hashes[i] = row_text(&rows, i, 0);
    return OK;
}

struct error accounts_set_second_factor(struct db *db, struct arena *arena, int64_t id, const char *secret,
                                        int64_t step)
{
    return db_change(db, NULL, "UPDATE account SET second_sealed = $2, second_step = $3 WHERE id = $1", INT(id),
                     TEXT(sealed(arena, secret)), INT(step));
}

struct error accounts_take_step(struct db *db, int64_t id, int64_t step, bool *taken)
{
    int changed;

    TRY(db_change(db, &changed, "UPDATE account SET second_step = $2 WHERE id = $1 AND second_step < $2", INT(id),
                  INT(step)));
    *taken = changed > 0;
    return OK;
}

struct error accounts_signed_in(struct db *db, int64_t id, instant_t at)
{
    return db_change(db, NULL, "UPDATE account SET last_sign_in = $2 WHERE id = $1", INT(id), INT(at));
}
