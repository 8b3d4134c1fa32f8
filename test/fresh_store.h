/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An empty store for one test: a file in a folder of its own, or a database made on the server that
 * script/with-postgres started. All are removed when the test program ends.
 */
#pragma once

#include "base/arena.h"
#include "base/random.h"
#include "sql/db.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *fresh_names[200]; /* folders, and databases of PostgreSQL */
static size_t fresh_count;

static inline struct error fresh_script(const char *store, const char *sql)
{
    struct db *db;
    struct error error = db_open(store, DB_WRITE, &db);

    if (error.kind == NO_ERROR) error = db_script(db, sql);
    db_close(db);
    return error;
}

static inline void fresh_remove_folder(const char *folder)
{
    char path[600];
    DIR *open = opendir(folder);

    for (struct dirent *entry; open && (entry = readdir(open));) {
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.') unlink(path);
    }
    if (open) closedir(open);
    rmdir(folder);
}

static inline void fresh_remove(void)
{
    char sql[200];

    while (fresh_count > 0) {
        char *name = fresh_names[--fresh_count];
        snprintf(sql, sizeof sql, "DROP DATABASE %s WITH (FORCE)", name);
        if (*name == '/') fresh_remove_folder(name);
        else fresh_script(getenv("ZTC_TEST_POSTGRES"), sql);
        free(name);
    }
}

static inline void fresh_remember(const char *name)
{
    if (fresh_count == 0) atexit(fresh_remove);
    if (fresh_count == sizeof fresh_names / sizeof *fresh_names) abort();
    fresh_names[fresh_count++] = strdup(name);
}

/* postgresql://somebody@host:port/NAME?more, with another NAME. */
static inline const char *fresh_address(struct arena *arena, const char *server, const char *name)
{
    const char *host = strstr(server, "://"), *path = host ? strchr(host + 3, '/') : NULL;
    const char *more = strchr(server, '?');

    if (!path) path = more ? more : server + strlen(server);
    return arena_printf(arena, "%.*s/%s%s", (int)(path - server), server, name, more ? more : "");
}

/* NULL when PostgreSQL is asked for and ZTC_TEST_POSTGRES is not set; ends the test when it cannot be made. */
static inline const char *fresh_store(struct arena *arena, bool postgres)
{
    static unsigned number;
    const char *server = getenv("ZTC_TEST_POSTGRES"), *temporary = getenv("TMPDIR");
    uint32_t chance;

    if (!postgres) {
        char *folder = arena_printf(arena, "%s/ztc-test-XXXXXX", temporary ? temporary : "/tmp");
        if (!mkdtemp(folder)) abort();
        fresh_remember(folder);
        return arena_printf(arena, "%s/store.db", folder);
    }
    if (!server || !*server) return NULL;
    random_bytes(&chance, sizeof chance);
    const char *name = arena_printf(arena, "ztc_test_%x_%u", chance, number++);
    if (fresh_script(server, arena_printf(arena, "CREATE DATABASE %s TEMPLATE template0", name)).kind != NO_ERROR)
        abort();
    fresh_remember(name);
    return fresh_address(arena, server, name);
}

/* For the next test: the same database of PostgreSQL emptied (making one takes a third of a second), or
 * another file. Close the connections to it before. */
static inline const char *fresh_store_again(struct arena *arena, const char *store)
{
    if (!store || strncmp(store, "postgres", 8) != 0) return fresh_store(arena, false);
    if (fresh_script(store, "DROP SCHEMA public CASCADE; CREATE SCHEMA public").kind != NO_ERROR) abort();
    return arena_text(arena, store);
}
