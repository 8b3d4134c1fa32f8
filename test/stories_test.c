/* SPDX-License-Identifier: Apache-2.0 */
/* The stories of test/stories through the office with a store, on SQLite and on PostgreSQL; those named only, if any. */
#include "stories/store.h"

#include "stories/player.h"

int main(int argc, char **argv)
{
    struct story_backend story_postgres = story_sqlite;
    const char *server = getenv("ZTC_TEST_POSTGRES");

    /* Nothing here is about the disk. */
    if (access("/dev/shm", W_OK) == 0) setenv("TMPDIR", "/dev/shm", 0);
    play_stories(&story_sqlite, "test/stories", argc, argv);
    free(store_address);
    store_address = NULL;
    if (server && *server) {
        story_postgres.name = "postgresql";
        store_on_postgres = true;
        play_stories(&story_postgres, "test/stories", argc, argv);
        free(store_address);
    }
    return test_end();
}
