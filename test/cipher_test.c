/* SPDX-License-Identifier: Apache-2.0 */
/* Sealing of personal data: a child process each, because the key is read once. */
#include "base/cipher.h"
#include "store/sealed.h"

#include "test.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define KEY "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF"

static struct arena *arena;

static void what_is_closed_is_opened(void)
{
    static const char *const texts[] = { "", "1", "13812345678", "潮州市枫溪区𠮷",
                                         "a text of more than one block of sixteen" };
    unsigned char key[CIPHER_KEY_BYTES];
    struct cipher cipher;

    CHECK(cipher_key_read(" " KEY "\n", key), "the key");
    cipher = cipher_of_key(key);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *closed = cipher_close(&cipher, arena, texts[i]), *again = cipher_close(&cipher, arena, texts[i]);

        CHECK(strcmp(closed, again) != 0, "never the same twice");
        CHECK(strlen(texts[i]) < 8 || !strstr(closed, texts[i]), "hidden");
        CHECK_TEXT(cipher_open(&cipher, arena, closed), texts[i]);
    }
    CHECK_TEXT(cipher_digest(&cipher, arena, "13812345678"), cipher_digest(&cipher, arena, "13812345678"));
    CHECK(strcmp(cipher_digest(&cipher, arena, "13812345678"), cipher_digest(&cipher, arena, "13812345679")) != 0,
          "another");
}

static void a_changed_value_is_not_opened(void)
{
    unsigned char key[CIPHER_KEY_BYTES] = { 1 }, other[CIPHER_KEY_BYTES] = { 2 };
    struct cipher cipher = cipher_of_key(key), another = cipher_of_key(other);
    char *closed = cipher_close(&cipher, arena, "13812345678");
    size_t length = strlen(closed);

    CHECK(!cipher_open(&another, arena, closed), "another key");
    for (size_t i = 0; i < length - 2; i++) { /* the last characters may hold bits that mean nothing */
        char kept = closed[i];

        closed[i] = kept == 'A' ? 'B' : 'A';
        CHECK(!cipher_open(&cipher, arena, closed), "character %zu", i);
        closed[i] = kept;
    }
    closed[length - 4] = 0;
    CHECK(!cipher_open(&cipher, arena, closed), "cut");
    CHECK(!cipher_open(&cipher, arena, ""), "empty");
    CHECK(!cipher_open(&cipher, arena, "AAAA"), "too short");
}

static void a_key_is_sixty_four_digits(void)
{
    unsigned char key[CIPHER_KEY_BYTES];

    CHECK(!cipher_key_read("", key), "empty");
    CHECK(!cipher_key_read("0011", key), "short");
    CHECK(!cipher_key_read(KEY "0", key), "long");
    CHECK(!cipher_key_read("zz" KEY, key), "no digits");
}

/* Runs in a child with or without a key; its exit status is the answer. */
static int in_child(const char *key, int (*work)(void))
{
    char path[] = "/tmp/ztc-key-XXXXXX";
    int status = -1, file = -1;
    pid_t child;

    if (key) file = mkstemp(path);
    if (file >= 0 && write(file, key, strlen(key)) < 0) return -1;
    child = fork();
    if (child == 0) {
        if (key)
            setenv("ZTC_KEY_FILE", path, 1);
        else
            unsetenv("ZTC_KEY_FILE");
        _exit(work());
    }
    waitpid(child, &status, 0);
    if (file >= 0) {
        close(file);
        unlink(path);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static const char *kept; /* made by another process */
static int pipe_ends[2];

static int seal_it(void)
{
    const char *stored = sealed(arena, "13812345678");

    if (strstr(stored, "138") || strcmp(opened(arena, stored), "13812345678") != 0) return 10;
    if (strcmp(opened(arena, "13900000000"), "13900000000") != 0) return 11; /* from before there was a key */
    return write(pipe_ends[1], stored, strlen(stored) + 1) < 0 ? 12 : 0;
}

static int open_it(void)
{
    return strcmp(opened(arena, kept), "13812345678") == 0 ? 0 : 20;
}

static int plain_texts(void)
{
    if (strcmp(sealed(arena, "13812345678"), "13812345678") != 0) return 30;
    if (strcmp(opened(arena, sealed(arena, "sm4:looks sealed")), "sm4:looks sealed") != 0) return 31;
    if (strcmp(opened(arena, sealed(arena, "txt:so does this")), "txt:so does this") != 0) return 32;
    return sealed(arena, NULL) || opened(arena, NULL) || sealed_digest(arena, NULL) ? 33 : 0;
}

static void the_store_is_sealed_where_there_is_a_key(void)
{
    static char stored[1000];

    CHECK_INT(pipe(pipe_ends), 0);
    CHECK_INT(in_child(NULL, plain_texts), 0);
    CHECK_INT(in_child(KEY, seal_it), 0);
    CHECK(read(pipe_ends[0], stored, sizeof stored) > 0, "what it stored");
    kept = stored;
    CHECK_INT(in_child(KEY, open_it), 0);
    CHECK_INT(in_child("1" KEY, open_it), 1); /* no key at all */
    CHECK_INT(in_child(NULL, open_it), 1);    /* ends rather than go on */
    stored[20] = stored[20] == 'A' ? 'B' : 'A';
    CHECK_INT(in_child(KEY, open_it), 20);
}

int main(void)
{
    arena = arena_new(1 << 20);
    RUN(what_is_closed_is_opened);
    RUN(a_changed_value_is_not_opened);
    RUN(a_key_is_sixty_four_digits);
    RUN(the_store_is_sealed_where_there_is_a_key);
    arena_free(arena);
    return test_end();
}
