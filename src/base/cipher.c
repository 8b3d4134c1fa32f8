/* SPDX-License-Identifier: Apache-2.0 */
#include "base/cipher.h"

#include "base/random.h"

#include <ctype.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VECTOR_BYTES 16
#define MARK_BYTES 32

static void must(bool done, const char *what)
{
    if (done) return;
    fprintf(stderr, "ztc: %s failed\n", what);
    abort();
}

static void mark(const unsigned char *key, size_t key_size, const void *bytes, size_t size,
                 unsigned char result[MARK_BYTES])
{
    unsigned length = 0;

    must(HMAC(EVP_sm3(), key, (int)key_size, bytes, size, result, &length) && length == MARK_BYTES, "HMAC-SM3");
}

struct cipher cipher_of_key(const unsigned char key[CIPHER_KEY_BYTES])
{
    unsigned char secret[MARK_BYTES];
    struct cipher cipher;

    mark(key, CIPHER_KEY_BYTES, "secret", 6, secret);
    memcpy(cipher.secret, secret, sizeof cipher.secret);
    OPENSSL_cleanse(secret, sizeof secret);
    mark(key, CIPHER_KEY_BYTES, "authentic", 9, cipher.authentic);
    mark(key, CIPHER_KEY_BYTES, "look up", 7, cipher.look_up);
    return cipher;
}

/* The same both ways. */
static void sm4(const struct cipher *cipher, const unsigned char *vector, const unsigned char *from, size_t size,
                unsigned char *to)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int length = 0;

    must(context && EVP_EncryptInit_ex(context, EVP_sm4_ctr(), NULL, cipher->secret, vector) == 1 &&
             EVP_EncryptUpdate(context, to, &length, from, (int)size) == 1,
         "SM4");
    EVP_CIPHER_CTX_free(context);
}

char *cipher_close(const struct cipher *cipher, struct arena *arena, const char *plain)
{
    size_t size = strlen(plain), whole = VECTOR_BYTES + size + MARK_BYTES;
    unsigned char *bytes = arena_alloc(arena, whole);
    char *text = arena_alloc(arena, (whole + 2) / 3 * 4 + 1);

    random_bytes(bytes, VECTOR_BYTES);
    sm4(cipher, bytes, (const unsigned char *)plain, size, bytes + VECTOR_BYTES);
    mark(cipher->authentic, sizeof cipher->authentic, bytes, VECTOR_BYTES + size, bytes + VECTOR_BYTES + size);
    EVP_EncodeBlock((unsigned char *)text, bytes, (int)whole);
    return text;
}

/* How many bytes, or 0 for what is no base64 of anything that was closed. */
static size_t decode(struct arena *arena, const char *text, unsigned char **bytes)
{
    size_t length = strlen(text), padding = 0;
    int size;

    if (length == 0 || length % 4) return 0;
    *bytes = arena_alloc(arena, length / 4 * 3);
    size = EVP_DecodeBlock(*bytes, (const unsigned char *)text, (int)length);
    while (padding < 2 && text[length - 1 - padding] == '=') padding++;
    return size < (int)(VECTOR_BYTES + MARK_BYTES + padding) ? 0 : (size_t)size - padding;
}

char *cipher_open(const struct cipher *cipher, struct arena *arena, const char *closed)
{
    unsigned char expected[MARK_BYTES], *bytes;
    size_t whole = decode(arena, closed, &bytes), size;
    char *plain;

    if (whole == 0) return NULL;
    size = whole - VECTOR_BYTES - MARK_BYTES;
    mark(cipher->authentic, sizeof cipher->authentic, bytes, VECTOR_BYTES + size, expected);
    if (CRYPTO_memcmp(expected, bytes + VECTOR_BYTES + size, MARK_BYTES) != 0) return NULL;
    plain = arena_alloc(arena, size + 1);
    sm4(cipher, bytes, bytes + VECTOR_BYTES, size, (unsigned char *)plain);
    return plain;
}

char *cipher_digest(const struct cipher *cipher, struct arena *arena, const char *plain)
{
    unsigned char bytes[MARK_BYTES];
    char *hex = arena_alloc(arena, 2 * MARK_BYTES + 1);

    mark(cipher->look_up, sizeof cipher->look_up, plain, strlen(plain), bytes);
    for (size_t i = 0; i < MARK_BYTES; i++) snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
    return hex;
}

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9') return digit - '0';
    digit = (char)tolower((unsigned char)digit);
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

bool cipher_key_read(const char *text, unsigned char key[CIPHER_KEY_BYTES])
{
    while (isspace((unsigned char)*text)) text++;
    for (size_t i = 0; i < CIPHER_KEY_BYTES; i++, text += 2) {
        int high = hex_value(text[0]), low = high < 0 ? -1 : hex_value(text[1]);

        if (low < 0) return false;
        key[i] = (unsigned char)(high * 16 + low);
    }
    while (isspace((unsigned char)*text)) text++;
    return *text == 0;
}
