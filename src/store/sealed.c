/* SPDX-License-Identifier: Apache-2.0 */
#include "store/sealed.h"

#include "base/log.h"
#include "base/cipher.h"
#include "base/secret.h"
#include "base/text.h"

#include <openssl/crypto.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define BY_SM4 "sm4:"
#define PLAIN "txt:" /* before plain text that begins like one of these words */

static struct cipher cipher;
static bool with_key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void give_up(const char *why, const char *path)
{
    log_error("personal data cannot be sealed or opened: %s %s", why, path ? path : "");
    exit(1);
}

/* Once, before the first use: every command that touches a store comes by here. */
static void read_key(void)
{
    const char *path = getenv("ZTC_KEY_FILE");
    unsigned char key[CIPHER_KEY_BYTES];
    char text[200] = "";
    FILE *file;

    if (!path || !*path) return;
    file = fopen(path, "r");
    if (!file) give_up("no such key file", path);
    if (fread(text, 1, sizeof text - 1, file) == 0 || !cipher_key_read(text, key))
        give_up("64 hexadecimal digits are expected in", path);
    fclose(file);
    cipher = cipher_of_key(key);
    OPENSSL_cleanse(key, sizeof key);
    OPENSSL_cleanse(text, sizeof text);
    with_key = true;
}

bool sealed_by_key(void)
{
    pthread_once(&once, read_key);
    return with_key;
}

const char *sealed(struct arena *arena, const char *plain)
{
    if (!plain) return NULL;
    if (sealed_by_key()) return arena_printf(arena, BY_SM4 "%s", cipher_close(&cipher, arena, plain));
    if (text_starts(plain, BY_SM4) || text_starts(plain, PLAIN)) return arena_printf(arena, PLAIN "%s", plain);
    return arena_text(arena, plain);
}

const char *opened(struct arena *arena, const char *stored)
{
    const char *plain;

    if (!stored) return NULL;
    if (text_starts(stored, PLAIN)) return arena_text(arena, stored + sizeof PLAIN - 1);
    if (!text_starts(stored, BY_SM4)) return arena_text(arena, stored);
    if (!sealed_by_key()) give_up("the store is sealed, and ZTC_KEY_FILE names no key", NULL);
    plain = cipher_open(&cipher, arena, stored + sizeof BY_SM4 - 1);
    if (plain) return plain;
    log_error("a sealed value was changed outside the program, or made with another key");
    return "（数据被改动，无法解密）";
}

const char *sealed_digest(struct arena *arena, const char *plain)
{
    if (!plain) return NULL;
    return sealed_by_key() ? cipher_digest(&cipher, arena, plain) : secret_digest(arena, plain);
}
