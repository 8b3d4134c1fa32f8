/* SPDX-License-Identifier: Apache-2.0 */
#include "web/once.h"

#include "base/secret.h"
#include "base/random.h"
#include "base/text.h"
#include "store/idempotency.h"
#include "web/body.h"
#include "web/request.h"
#include "web/session.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#define KEY_LONGEST 200
#define KEPT_BYTES ((size_t)256 * 1024)
#define VECTOR_BYTES 16
#define TAG_BYTES 32

/* NULL: nothing to remember. */
static const char *sent_key(struct request *request)
{
    const char *key = request_header(request, "Idempotency-Key");

    if (request->method == METHOD_GET) return NULL;
    if (!key) key = pairs_find(&request->form, FORM_ONCE);
    return key && *key ? key : NULL;
}

/* A key is the sender's own: another person's, or another visitor's, is another key. */
static const char *caller(struct request *request)
{
    const struct person *person = &request->context->person;

    if (person->id) return arena_printf(request->arena, "account %lld", (long long)person->id);
    if (person->uscc)
        return arena_printf(request->arena, "enterprise %s %s", person->uscc, person->phone ? person->phone : "");
    if (request->visit) return arena_printf(request->arena, "visit %s", request->visit);
    return arena_printf(request->arena, "address %s", request->address ? request->address : "");
}

static void put_hex(char *text, const unsigned char *bytes, size_t size)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < size; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15];
    }
    text[2 * size] = 0;
}

/* What was asked: address and body, without the tokens that differ from page to page. */
static const char *asked(struct request *request)
{
    EVP_MD_CTX *hash = EVP_MD_CTX_new();
    unsigned char digest[32];
    char *text = arena_alloc(request->arena, 65);

    EVP_DigestInit_ex(hash, EVP_sha256(), NULL);
    EVP_DigestUpdate(hash, method_name(request->method), strlen(method_name(request->method)) + 1);
    EVP_DigestUpdate(hash, request->target, strlen(request->target) + 1);
    if (request->route->body == BODY_JSON) EVP_DigestUpdate(hash, request->body, request->body_size);
    if (body_is_multipart(request)) EVP_DigestUpdate(hash, request->upload_digest, 32);
    for (size_t i = 0; i < request->form.count; i++) {
        const struct pair *field = &request->form.items[i];

        if (text_equal(field->name, FORM_CSRF) || text_equal(field->name, FORM_ONCE)) continue;
        EVP_DigestUpdate(hash, field->name, strlen(field->name) + 1);
        EVP_DigestUpdate(hash, field->value, strlen(field->value) + 1);
    }
    EVP_DigestFinal_ex(hash, digest, NULL);
    EVP_MD_CTX_free(hash);
    put_hex(text, digest, sizeof digest);
    return text;
}

static void derive(const struct request *request, const char *purpose, unsigned char key[32])
{
    unsigned size = 32;

    HMAC(EVP_sm3(), request->once_key, (int)strlen(request->once_key), (const unsigned char *)purpose, strlen(purpose),
         key, &size);
}

/* SM4-CTR under a key that only the sender has; the same call enciphers and deciphers. */
static void cipher(const struct request *request, const unsigned char vector[VECTOR_BYTES], const void *from,
                   size_t size, unsigned char *to)
{
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    unsigned char key[32];
    int done = 0;

    derive(request, "cipher", key);
    EVP_EncryptInit_ex(cipher, EVP_sm4_ctr(), NULL, key, vector);
    EVP_EncryptUpdate(cipher, to, &done, from, (int)size);
    EVP_CIPHER_CTX_free(cipher);
    OPENSSL_cleanse(key, sizeof key);
}

static void tag(const struct request *request, const void *bytes, size_t size, unsigned char digest[TAG_BYTES])
{
    unsigned char key[32];
    unsigned length = TAG_BYTES;

    derive(request, "tag", key);
    HMAC(EVP_sm3(), key, sizeof key, bytes, size, digest, &length);
    OPENSSL_cleanse(key, sizeof key);
}

/* Header lines, an empty line, the content; enciphered: vector, text, tag. */
static void enclose(struct request *request, struct kept_answer *answer)
{
    const struct reply *reply = &request->reply;
    struct buffer plain;
    unsigned char *bytes;

    buffer_init(&plain, request->arena, KEPT_BYTES + 8192);
    for (const struct reply_header *header = reply->headers; header; header = header->next)
        buffer_printf(&plain, "%s\n%s\n", header->name, header->value);
    buffer_char(&plain, '\n');
    buffer_put(&plain, reply->bytes, reply->size);
    bytes = arena_alloc(request->arena, VECTOR_BYTES + plain.size + TAG_BYTES);
    random_bytes(bytes, VECTOR_BYTES);
    cipher(request, bytes, buffer_string(&plain), plain.size, bytes + VECTOR_BYTES);
    tag(request, bytes, VECTOR_BYTES + plain.size, bytes + VECTOR_BYTES + plain.size);
    answer->reply = bytes;
    answer->reply_size = VECTOR_BYTES + plain.size + TAG_BYTES;
}

static struct error damaged(void)
{
    return (struct error){ .kind = BROKEN, .code = "idempotency.damaged", .detail = "a kept answer was altered" };
}

static struct error disclose(struct request *request, const struct kept_answer *answer)
{
    const unsigned char *bytes = answer->reply;
    unsigned char digest[TAG_BYTES];
    size_t size;
    char *at;

    if (answer->reply_size < VECTOR_BYTES + TAG_BYTES + 1) return damaged();
    size = answer->reply_size - VECTOR_BYTES - TAG_BYTES;
    tag(request, bytes, VECTOR_BYTES + size, digest);
    if (CRYPTO_memcmp(digest, bytes + VECTOR_BYTES + size, TAG_BYTES) != 0) return damaged();
    at = arena_alloc(request->arena, size + 1);
    cipher(request, bytes, bytes + VECTOR_BYTES, size, (unsigned char *)at);
    reply_bytes(request, (int)answer->status, answer->type, "", 0);
    request->reply.size = size;
    while (*at != '\n') {
        char *name = at, *value = strchr(at, '\n') + 1, *end = strchr(value, '\n');

        value[-1] = *end = 0;
        reply_header(request, name, value);
        request->reply.size -= (size_t)(end + 1 - at);
        at = end + 1;
    }
    request->reply.bytes = at + 1;
    request->reply.size--;
    reply_header(request, "Idempotent-Replayed", "true");
    return OK;
}

static struct error bad_key(void)
{
    return (struct error){ .kind = MALFORMED,
                           .code = "idempotency.bad-key",
                           .text = "Idempotency-Key须是1至200个字符" };
}

struct error once_find(struct request *request, bool *replayed)
{
    const char *key = sent_key(request);
    struct kept_answer answer;
    struct error error;

    *replayed = false;
    if (!key) return OK;
    if (strlen(key) > KEY_LONGEST) return bad_key();
    request->once_key = arena_printf(request->arena, "%s\n%s", caller(request), key);
    error = idempotency_find(request->context->db, request->arena, secret_digest(request->arena, request->once_key),
                             &answer);
    if (error.kind == NOT_FOUND) return OK;
    if (error.kind != NO_ERROR) return error;
    if (!text_equal(answer.body_digest, asked(request)))
        return (struct error){ .kind = INVALID,
                               .code = "idempotency.other-body",
                               .text = "该提交号已用于另一份内容：请重新打开页面（或换一个Idempotency-Key）后再提交" };
    *replayed = true;
    return disclose(request, &answer);
}

static bool worth_keeping(const struct request *request)
{
    const struct reply *reply = &request->reply;

    if (!request->once_key || reply->secret || reply->file > 0 || reply->size > KEPT_BYTES) return false;
    for (const struct reply_header *header = reply->headers; header; header = header->next)
        if (text_equal(header->name, "Set-Cookie")) return false;
    return reply->status >= 200 && reply->status < 400;
}

struct error once_keep(struct request *request)
{
    struct kept_answer answer = { .status = request->reply.status, .type = request->reply.type };

    if (!worth_keeping(request)) return OK;
    answer.key = secret_digest(request->arena, request->once_key);
    answer.body_digest = asked(request);
    answer.at = request->context->wall;
    enclose(request, &answer);
    return idempotency_keep(request->context->db, &answer);
}
