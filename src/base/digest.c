/* SPDX-License-Identifier: Apache-2.0 */
#include "base/digest.h"

#include <openssl/evp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static EVP_MD *sm3;

static void must(int done, const char *what)
{
    if (done) return;
    fprintf(stderr, "ztc: %s failed\n", what);
    abort();
}

/* Looked up once: a look-up costs more than the digest of a short text. */
static void fetch(void)
{
    sm3 = EVP_MD_fetch(NULL, "SM3", NULL);
    must(sm3 != NULL, "SM3");
}

void digest_start(struct digest *digest)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, fetch);
    digest->context = EVP_MD_CTX_new();
    must(digest->context && EVP_DigestInit_ex2(digest->context, sm3, NULL), "SM3");
}

void digest_bytes(struct digest *digest, const void *bytes, size_t size)
{
    if (size) must(EVP_DigestUpdate(digest->context, bytes, size), "SM3");
}

void digest_field(struct digest *digest, const char *text)
{
    char length[24];
    size_t size = text ? strlen(text) : 0;

    if (!text) {
        digest_bytes(digest, "-,", 2);
        return;
    }
    digest_bytes(digest, length, (size_t)snprintf(length, sizeof length, "%zu:", size));
    digest_bytes(digest, text, size);
    digest_bytes(digest, ",", 1);
}

void digest_field_int(struct digest *digest, int64_t number)
{
    char digits[24];

    snprintf(digits, sizeof digits, "%lld", (long long)number);
    digest_field(digest, digits);
}

void digest_end(struct digest *digest, char hex[DIGEST_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char raw[EVP_MAX_MD_SIZE];
    unsigned size = 0;

    must(EVP_DigestFinal_ex(digest->context, raw, &size) && size == (DIGEST_TEXT - 1) / 2, "SM3");
    EVP_MD_CTX_free(digest->context);
    digest->context = NULL;
    for (unsigned i = 0; i < size; i++) {
        hex[2 * i] = digits[raw[i] >> 4];
        hex[2 * i + 1] = digits[raw[i] & 15];
    }
    hex[DIGEST_TEXT - 1] = 0;
}

void digest_of(const void *bytes, size_t size, char hex[DIGEST_TEXT])
{
    struct digest digest;

    digest_start(&digest);
    digest_bytes(&digest, bytes, size);
    digest_end(&digest, hex);
}

const char *digest_salted(struct arena *arena, const char *salt, const char *text)
{
    struct digest digest;
    char *hex;

    if (!text) return NULL;
    hex = arena_alloc(arena, DIGEST_TEXT);
    digest_start(&digest);
    digest_bytes(&digest, salt, strlen(salt));
    digest_bytes(&digest, text, strlen(text));
    digest_end(&digest, hex);
    return hex;
}
