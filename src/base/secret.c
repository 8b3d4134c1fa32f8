/* SPDX-License-Identifier: Apache-2.0 */
#include "base/secret.h"

#include "base/random.h"

#include <argon2.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_KIB 19456
#define PASSES 2
#define LANES_OF_ONE 1
#define SALT_BYTES 16
#define HASH_BYTES 32
#define STEP (30 * SECOND)
#define SECRET_BYTES 20

const char password_of_nobody[] = "$argon2id$v=19$m=19456,t=2,p=1$m0yFqV3uWmJb7b2cU1o0Qw$"
                                  "5o1y8Jm0c0dQkq7iTq3m0V0r8d2bq0vG4mX1kQ9b3aE";

static void must(bool done, const char *what)
{
    if (done) return;
    fprintf(stderr, "ztc: %s failed\n", what);
    abort();
}

char *secret_digest(struct arena *arena, const char *text)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    char *hex = arena_alloc(arena, 65);

    must(EVP_Digest(text, strlen(text), digest, &size, EVP_sha256(), NULL) == 1, "SHA-256");
    for (unsigned i = 0; i < size; i++) snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    return hex;
}

bool secret_equal(const char *a, const char *b)
{
    if (!a || !b || strlen(a) != strlen(b)) return false;
    return CRYPTO_memcmp(a, b, strlen(a)) == 0;
}

char *secret_digits(struct arena *arena, int count)
{
    char *digits = arena_alloc(arena, (size_t)count + 1);

    for (int i = 0; i < count;) {
        unsigned char byte;

        random_bytes(&byte, 1);
        if (byte < 250) digits[i++] = (char)('0' + byte % 10); /* 250…255 would favour small digits */
    }
    return digits;
}

char *password_hash(struct arena *arena, const char *password)
{
    unsigned char salt[SALT_BYTES];
    size_t length = argon2_encodedlen(PASSES, MEMORY_KIB, LANES_OF_ONE, SALT_BYTES, HASH_BYTES, Argon2_id);
    char *encoded = arena_alloc(arena, length);

    random_bytes(salt, sizeof salt);
    must(argon2id_hash_encoded(PASSES, MEMORY_KIB, LANES_OF_ONE, password, strlen(password), salt, sizeof salt,
                               HASH_BYTES, encoded, length) == ARGON2_OK,
         "argon2id");
    return encoded;
}

bool password_check(const char *hash, const char *password)
{
    return argon2id_verify(hash, password, strlen(password)) == ARGON2_OK;
}

static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

char *totp_new_secret(struct arena *arena)
{
    unsigned char raw[SECRET_BYTES * 8 / 5];
    char *secret = arena_alloc(arena, sizeof raw + 1);

    random_bytes(raw, sizeof raw);
    for (size_t i = 0; i < sizeof raw; i++) secret[i] = base32[raw[i] & 31];
    return secret;
}

static size_t from_base32(const char *text, unsigned char *bytes, size_t room)
{
    unsigned held = 0, bits = 0;
    size_t size = 0;

    for (; *text; text++) {
        const char *letter = strchr(base32, *text);

        if (!letter) return 0;
        held = held << 5 | (unsigned)(letter - base32);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        if (size == room) return 0;
        bytes[size++] = (unsigned char)(held >> bits);
        held &= (1u << bits) - 1;
    }
    return size;
}

static unsigned code_of_step(const char *secret, int64_t step)
{
    unsigned char key[64], counter[8], digest[EVP_MAX_MD_SIZE];
    unsigned size = 0, at;
    size_t key_size = from_base32(secret, key, sizeof key);

    for (int i = 7; i >= 0; i--, step >>= 8) counter[i] = (unsigned char)(step & 255);
    must(HMAC(EVP_sha1(), key, (int)key_size, counter, sizeof counter, digest, &size) != NULL, "HMAC");
    OPENSSL_cleanse(key, sizeof key);
    at = digest[size - 1] & 15u;
    return (((digest[at] & 127u) << 24) | ((unsigned)digest[at + 1] << 16) | ((unsigned)digest[at + 2] << 8) |
            digest[at + 3]) %
           1000000u;
}

char *totp_code(struct arena *arena, const char *secret, instant_t wall)
{
    return arena_printf(arena, "%06u", code_of_step(secret, wall / STEP));
}

bool totp_matches(const char *secret, const char *code, instant_t wall, int64_t after, int64_t *step)
{
    int64_t now = wall / STEP;
    char expected[8];

    if (!code) return false;
    for (int64_t at = now - 1; at <= now + 1; at++) {
        if (at <= after) continue;
        snprintf(expected, sizeof expected, "%06u", code_of_step(secret, at));
        if (!secret_equal(expected, code)) continue;
        *step = at;
        return true;
    }
    return false;
}
