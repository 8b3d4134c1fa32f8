/* SPDX-License-Identifier: Apache-2.0 */
/* The edge, by raw sockets: framing, bodies, statuses, cookies, repeated writes, forms, uploads. */
#include "fresh_store.h"
#include "web_site.h"

static const char *store;

/* --- Framing --- */

static void framing_that_could_be_read_differently_is_refused(void)
{
    static const struct {
        const char *name, *bytes;
    } vectors[] = {
        { "no Host", "GET /plain HTTP/1.1\r\n\r\n" },
        { "two Host", "GET /plain HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n" },
        { "Host with a path", "GET /plain HTTP/1.1\r\nHost: a/b\r\n\r\n" },
        { "empty Host", "GET /plain HTTP/1.1\r\nHost:\r\n\r\n" },
        { "CL and TE", "POST /plain HTTP/1.1\r\n" HOST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "0\r\n\r\nGET /plain HTTP/1.1\r\n" HOST "\r\n" },
        { "TE and CL", "POST /plain HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"
                       "0\r\n\r\nGET /plain HTTP/1.1\r\n" HOST "\r\n" },
        { "two CL", "POST /plain HTTP/1.1\r\n" HOST "Content-Length: 0\r\nContent-Length: 32\r\n\r\n"
                    "GET /plain HTTP/1.1\r\n" HOST "\r\n" },
        { "two CL, equal", "POST /plain HTTP/1.1\r\n" HOST "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx" },
        { "CL list", "POST /plain HTTP/1.1\r\n" HOST "Content-Length: 1, 1\r\n\r\nx" },
        { "CL with a sign", "POST /plain HTTP/1.1\r\n" HOST "Content-Length: +1\r\n\r\nx" },
        { "CL below zero", "POST /plain HTTP/1.1\r\n" HOST "Content-Length: -1\r\n\r\nx" },
        { "two TE", "POST /plain HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "0\r\n\r\n" },
        { "TE list", "POST /plain HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" },
        { "TE identity", "POST /plain HTTP/1.1\r\n" HOST "Transfer-Encoding: identity\r\n\r\nx" },
        { "TE misspelled", "POST /plain HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" },
        { "TE with VT", "POST /plain HTTP/1.1\r\n" HOST "Transfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n" },
        { "TE in 1.0", "POST /plain HTTP/1.0\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" },
        { "space before the colon", "POST /plain HTTP/1.1\r\n" HOST "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" },
        { "folded", "GET /plain HTTP/1.1\r\n" HOST "X: a\r\n b\r\n\r\n" },
        { "folded TE", "POST /plain HTTP/1.1\r\n" HOST "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" },
        { "bare LF in the first line", "GET /plain HTTP/1.1\n" HOST "\r\n" },
        { "bare LF in a header", "GET /plain HTTP/1.1\r\nHost: localhost\nX: a\r\n\r\n" },
        { "bare LF in the last header", "GET /plain HTTP/1.1\r\nHost: localhost\n\r\n" },
        { "bare LF at the end", "GET /plain HTTP/1.1\r\nHost: localhost\r\n\nGET /plain HTTP/1.1\r\n" HOST "\r\n" },
        { "bare CR", "GET /plain HTTP/1.1\r\nHost: localhost\rX: a\r\n\r\n" },
        { "header without a name", "GET /plain HTTP/1.1\r\n" HOST ": a\r\n\r\n" },
        { "header without a colon", "GET /plain HTTP/1.1\r\n" HOST "abc\r\n\r\n" },
        { "absolute address", "GET http://localhost/plain HTTP/1.1\r\n" HOST "\r\n" },
        { "chunk size of letters", "POST /form HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n0\r\n\r\n" },
        { "chunk size below zero", "POST /form HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n0\r\n\r\n" },
    };

    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        int client = client_open();
        const char *reply;

        client_say(client, vectors[i].bytes);
        reply = client_receive_all(client);
        CHECK(client_status(reply) == 400, "%s: got %d", vectors[i].name, client_status(reply));
        CHECK(client_count(reply) == 1, "%s: %d answers", vectors[i].name, client_count(reply));
        CHECK(client_is_closed(client), "%s: still open", vectors[i].name);
        close(client);
    }
}

static void a_nul_is_refused(void)
{
    static const char in_header[] = "GET /plain HTTP/1.1\r\n" HOST "X: a\0b\r\n\r\n";
    static const char in_address[] = "GET /plain\0x HTTP/1.1\r\n" HOST "\r\n";

    CHECK_STATUS(client_ask_bytes(in_header, sizeof in_header - 1), 400);
    CHECK_STATUS(client_ask_bytes(in_address, sizeof in_address - 1), 400);
}

/* The check of line ends looks at the library's memory: it must not depend on how the bytes arrive. */
static void honest_requests_pass_however_they_arrive(void)
{
    static const int steps[] = { 1, 2, 3, 7, 100, 1000, 100000 };
    char bytes[24000], wide[2001];
    size_t size = 0;

    memset(wide, 'v', sizeof wide - 1);
    wide[sizeof wide - 1] = 0;
    size += (size_t)sprintf(bytes + size, "GET /plain HTTP/1.1\r\nHost: localhost \t \r\nX-A:\r\nX-B: b\r\n\r\n");
    size += (size_t)sprintf(bytes + size, "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc");
    size += (size_t)sprintf(bytes + size, "GET /read HTTP/1.1\r\nHost: localhost\r\n");
    for (int i = 0; i < 5; i++) size += (size_t)sprintf(bytes + size, "X-%d: %s\r\n", i, wide);
    size += (size_t)sprintf(bytes + size, "\r\n");
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        int client = client_open();
        const char *reply;

        for (size_t at = 0; at < size; at += (size_t)steps[i])
            client_send(client, bytes + at, size - at < (size_t)steps[i] ? size - at : (size_t)steps[i]);
        reply = client_receive_all(client);
        CHECK(client_count(reply) == 3, "in steps of %d: %d answers", steps[i], client_count(reply));
        CHECK(has(reply, "plain") && has(reply, " 415 ") && !has(reply, " 400 "), "in steps of %d: %s", steps[i], reply);
        close(client);
    }
}

/* --- Addresses and methods --- */

static void addresses_lead_to_their_handlers(void)
{
    const char *reply;

    CHECK_HAS(client_get("/items/%E6%BD%AE%E5%B7%9E", ""), "潮州");
    CHECK_HAS(client_get("/items/a%2Fb", ""), "a/b");
    CHECK_HAS(client_get("/items/special", ""), "plain");
    CHECK_HAS(client_get("/items/early", ""), "plain");
    CHECK_STATUS(client_get("/items/", ""), 404);
    CHECK_STATUS(client_get("/items/a/b", ""), 404);
    CHECK_STATUS(client_get("/items/%zz", ""), 400);
    CHECK_STATUS(client_get("/items/%4z", ""), 400);
    CHECK_STATUS(client_get("/items/%4", ""), 400);
    CHECK_STATUS(client_get("/items/%00", ""), 400);
    CHECK_STATUS(client_get("/items/%ff", ""), 400);
    CHECK_STATUS(client_get("/items/a?x=%ff", ""), 400);
    CHECK_HAS(client_get("/nothing", ""), "没有这个地址");
    CHECK_HAS(client_get("/api/v1/nothing", ""), "\"status\":404");
    reply = client_ask("DELETE /form HTTP/1.1\r\n" HOST "\r\n");
    CHECK_STATUS(reply, 405);
    CHECK_HAS(reply, "Allow: GET, HEAD, POST\r\n");
    CHECK_STATUS(client_ask("BREW /form HTTP/1.1\r\n" HOST "\r\n"), 405);
}

static void head_is_get_without_a_body(void)
{
    int client = client_open();
    const char *reply;

    client_say(client, "HEAD /read HTTP/1.1\r\n" HOST "\r\n");
    reply = client_receive(client, true);
    CHECK_STATUS(reply, 200);
    CHECK_HAS(reply, "Content-Length: 5\r\n");
    CHECK(!has(reply, "\r\n\r\nplain"), "a body came");
    close(client);
}

static void connections_are_kept_and_requests_may_be_pipelined(void)
{
    static const char three[] = "GET /read HTTP/1.1\r\n" HOST "\r\nGET /parts HTTP/1.1\r\n" HOST
                                "\r\nGET /plain HTTP/1.1\r\n" HOST "\r\n";
    int client = client_open();
    const char *reply;

    client_say(client, three);
    reply = client_receive_all(client);
    CHECK_INT(client_count(reply), 3);
    CHECK(has(reply, "one two"), "the parts of a request went through all lanes");
    client_say(client, three);
    CHECK_INT(client_count(client_receive_all(client)), 3);
    close(client);
    CHECK_HAS(client_ask("GET /plain HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n"), "Connection: close");
}

static void every_reply_has_the_security_headers(void)
{
    static const char *const paths[] = { "/plain", "/read", "/nothing", "/api/v1/nothing", "/broken" };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const char *reply = client_get(paths[i], "");

        CHECK_HAS(reply, "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; "
                         "img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
                         "connect-src 'self'\r\n");
        CHECK_HAS(reply, "X-Content-Type-Options: nosniff\r\n");
        CHECK_HAS(reply, "Cache-Control: no-store\r\n");
        CHECK_HAS(reply, "Referrer-Policy: ");
    }
}

/* --- Bodies --- */

static const char *thing(const char *json)
{
    return client_post("/api/v1/things", JSON_TYPE, json);
}

static void json_is_read_strictly(void)
{
    static const struct {
        const char *json, *has;
    } vectors[] = {
        { "", "request.no-body" },
        { "{\"title\":", "（第9字节）" },
        { "{\"title\":\"a\"} x", "请求格式错误（第" },
        { "{\"title\":\"a\",\"title\":\"b\"}", "请求格式错误（第" },
        { "{\"title\":\"\\ud800\"}", "请求格式错误（第" },
        { "{\"title\":\"\\u0000\"}", "请求格式错误（第" },
        { "{\"n\":1e400}", "请求格式错误（第" },
        { "{\"n\":9223372036854775808}", "请求格式错误（第" },
        { "{\"n\":01}", "请求格式错误（第" },
        { "{\"title\":\"\xff\"}", "文字编码错误，请使用UTF-8" },
        { "{\"title\":\"\xc4\xe3\xba\xc3\"}", "文字编码错误，请使用UTF-8" }, /* GBK */
        { "[]", "request.not-object" },
        { "\"text\"", "request.not-object" },
        { "{\"title\":\"a\",\"received_at\":\"2020-01-01\"}", "\"pointer\":\"/received_at\"" },
        { "{\"title\":\"a\",\"a/b~c\":1}", "\"pointer\":\"/a~1b~0c\"" },
        { "{\"title\":1}", "\"code\":\"request.wrong-type\"" },
        { "{\"title\":null}", "\"pointer\":\"/title\"" },
        { "{\"title\":\"a\",\"n\":1.5}", "\"pointer\":\"/n\"" },
        { "{\"title\":\"a\",\"n\":\"1\"}", "\"pointer\":\"/n\"" },
        { "{\"title\":\"a\",\"yes\":\"true\"}", "\"pointer\":\"/yes\"" },
        { "{\"title\":\"a\",\"list\":\"x\"}", "\"pointer\":\"/list\"" },
        { "{\"title\":\"a\",\"list\":[\"x\",2]}", "\"pointer\":\"/list/1\"" },
        { "{\"title\":\"a\",\"parts\":[{\"unit\":\"gxj\"},{\"unti\":\"x\"}]}", "\"pointer\":\"/parts/1/unti\"" },
        { "{\"title\":\"a\",\"day\":20260304}", "\"pointer\":\"/day\"" },
    };

    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        const char *reply = thing(vectors[i].json);

        CHECK(client_status(reply) == 400, "%s: got %d", vectors[i].json, client_status(reply));
        CHECK(has(reply, vectors[i].has), "%s: no %s in %s", vectors[i].json, vectors[i].has, reply);
        CHECK_HAS(reply, "Content-Type: application/problem+json\r\n");
    }
    CHECK_INT(site_runs, 0);
}

static void json_that_is_right_is_taken(void)
{
    const char *reply = thing("{\"title\":\"𠮷䶮㛃😀\",\"n\":9223372036854775807,\"list\":[\"a\",\"b\"],\"yes\":true}");

    CHECK_STATUS(reply, 201);
    CHECK_HAS(reply, "\"title\":\"𠮷䶮㛃😀\",\"n\":9223372036854775807,\"list\":2,\"last\":\"b\"");
    CHECK_STATUS(client_post("/api/v1/things", "Content-Type: Application/JSON; charset=\"UTF-8\"\r\n", "{\"title\":\"a\"}"),
                 201);
}

static void what_breaks_a_rule_is_422_and_comes_last(void)
{
    const char *reply = thing("{\"day\":\"2026-02-30\"}");

    CHECK_STATUS(reply, 422);
    CHECK_HAS(reply, "{\"pointer\":\"/title\",\"code\":\"required\"");
    CHECK_HAS(reply, "{\"pointer\":\"/day\",\"code\":\"bad-day\"");
    reply = thing("{\"title\":\"fail\",\"day\":\"2026-02-30\"}");
    CHECK_STATUS(reply, 409);
    CHECK_HAS(reply, "\"clause\":\"二(三)\"");
}

static void deep_and_large_bodies_are_refused(void)
{
    size_t size = 10 << 20;
    char *body = malloc(size + 1);
    const char *reply;

    memset(body, '[', 100000);
    body[100000] = 0;
    reply = thing(body);
    CHECK_STATUS(reply, 400);
    CHECK_HAS(reply, "请求格式错误（第33字节）");
    memset(body, 'a', size);
    body[size] = 0;
    memcpy(body, "{\"title\":\"", 10);
    CHECK_STATUS(client_post_bytes("/api/v1/things", JSON_TYPE, body, size), 413);
    memcpy(body + (1 << 20) - 2, "\"}", 2);
    CHECK_STATUS(client_post_bytes("/api/v1/things", JSON_TYPE, body, 1 << 20), 500); /* read; the answer has no room */
    CHECK_STATUS(client_post_bytes("/api/v1/things", JSON_TYPE, body, (1 << 20) + 1), 413);
    free(body);
}

static void content_of_another_kind_is_415(void)
{
    CHECK_STATUS(client_post("/api/v1/things", "", "{\"title\":\"a\"}"), 415);
    CHECK_STATUS(client_post("/api/v1/things", "Content-Type: text/plain\r\n", "{\"title\":\"a\"}"), 415);
    CHECK_STATUS(client_post("/api/v1/things", "Content-Type: application/json; charset=gbk\r\n", "{\"title\":\"a\"}"), 415);
    CHECK_STATUS(client_post("/api/v1/upload", JSON_TYPE, "{}"), 415);
}

static void chunked_bodies_are_taken(void)
{
    const char *reply = client_ask("POST /api/v1/things HTTP/1.1\r\n" HOST JSON_TYPE "Transfer-Encoding: chunked\r\n\r\n"
                                   "9\r\n{\"title\":\r\n4\r\n\"a\"}\r\n0\r\n\r\n");

    CHECK_STATUS(reply, 201);
}

static void a_body_that_is_refused_is_not_asked_for(void)
{
    const char *reply = client_ask("POST /nothing HTTP/1.1\r\n" HOST "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");

    CHECK_STATUS(reply, 404);
    reply = client_ask("POST /api/v1/me HTTP/1.1\r\n" HOST JSON_TYPE "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    CHECK_STATUS(reply, 401);
    reply = client_ask("POST /api/v1/things HTTP/1.1\r\n" HOST JSON_TYPE "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    CHECK_STATUS(reply, 100);
}

static void misspelled_filters_are_named(void)
{
    CHECK_HAS(client_get("/api/v1/list", ""), "\r\n\r\n50");
    CHECK_HAS(client_get("/api/v1/list?limit=200", ""), "\r\n\r\n200");
    CHECK_STATUS(client_get("/api/v1/list?limit=201", ""), 400);
    CHECK_STATUS(client_get("/api/v1/list?limit=0", ""), 400);
    CHECK_STATUS(client_get("/api/v1/list?limit=x", ""), 400);
    CHECK_HAS(client_get("/api/v1/list?limti=5", ""), "没有参数“limti”");
}

/* --- Statuses --- */

static void refusals_say_what_programs_need(void)
{
    const char *reply = client_get("/api/v1/state", "");

    CHECK_STATUS(reply, 409);
    CHECK_HAS(reply, "\"code\":\"x.not-now\",\"detail\":\"现在不行\",\"clause\":\"二(三)\",\"state\":\"handling\"");
    reply = client_get("/api/v1/often", "");
    CHECK_STATUS(reply, 429);
    CHECK_HAS(reply, "Retry-After: 60\r\n");
    reply = client_get("/api/v1/broken", "");
    CHECK_STATUS(reply, 500);
    CHECK(!has(reply, "secret text") && !has(reply, "secret detail"), "our own faults are not told: %s", reply);
    CHECK_HAS(client_get("/broken", ""), "<!DOCTYPE html>");
}

static void the_session_is_asked_for_before_the_body(void)
{
    const char *reply = client_post("/api/v1/me", "Content-Type: text/plain\r\n", "{");

    CHECK_STATUS(reply, 401);
    CHECK_HAS(reply, "WWW-Authenticate: Bearer\r\n");
    CHECK_STATUS(client_post("/api/v1/me", "Authorization: Bearer wrong\r\n" JSON_TYPE, "{"), 401);
    CHECK_STATUS(client_get("/api/v1/me", "Authorization: Bearer wrong\r\n"), 401);
}

static void versions_are_compared(void)
{
    const char *reply = client_get("/api/v1/items/a", "");

    CHECK_HAS(reply, "ETag: \"item-7\"\r\n");
    CHECK_STATUS(client_get("/api/v1/items/a", "If-None-Match: \"x\", W/\"item-7\"\r\n"), 304);
    CHECK_STATUS(client_get("/api/v1/items/a", "If-None-Match: \"item-8\"\r\n"), 200);
    CHECK_STATUS(client_get("/api/v1/items/a", "If-Match: \"item-6\"\r\n"), 412);
    CHECK_STATUS(client_get("/api/v1/items/a", "If-Match: \"item-6\", \"item-7\"\r\n"), 200);
    CHECK_STATUS(client_get("/api/v1/items/a", "If-Match: *\r\n"), 200);
    CHECK_HAS(client_get("/version", "If-Match: \"appeal-12\"\r\n"), "\r\n\r\n12");
    CHECK_HAS(client_get("/version", ""), "\r\n\r\n0");
    CHECK_HAS(client_get("/version", "If-Match: \"round-12\"\r\n"), "\r\n\r\n-1");
    CHECK_HAS(client_get("/version", "If-Match: \"appeal-99999999999999999999\"\r\n"), "\r\n\r\n-1");
}

/* --- The way here --- */

static const char *by_way_of(const char *host, const char *headers)
{
    char bytes[1024];

    snprintf(bytes, sizeof bytes, "GET /way HTTP/1.1\r\nHost: %s\r\n%s\r\n", host, headers);
    return client_ask(bytes);
}

static void nobody_signs_in_over_a_plain_network(void)
{
    const char *reply = by_way_of("localhost:8080", "");

    CHECK_HAS(reply, "Set-Cookie: __Host-ztc=token; Path=/; HttpOnly; SameSite=Lax; Secure\r\n");
    CHECK_HAS(reply, "from 127.0.0.1");
    CHECK(!has(reply, "Strict-Transport-Security"), "not on loopback");
    CHECK_STATUS(by_way_of("192.168.1.5:8080", ""), 403);
    CHECK_STATUS(by_way_of("localhost.example", ""), 403);
    CHECK_STATUS(by_way_of("192.168.1.5", "X-Forwarded-Proto: https\r\n"), 403);
    again_with(store, (struct server_options){ .insecure_lan = true });
    CHECK_HAS(by_way_of("192.168.1.5:8080", ""), "Set-Cookie: ztc=token; Path=/; HttpOnly; SameSite=Lax\r\n");
    again_with(store, (struct server_options){ .proxy = "127.0.0.1" });
    reply = by_way_of("ztc.example", "X-Forwarded-Proto: https\r\nX-Forwarded-For: 10.0.0.1, 203.0.113.9\r\n");
    CHECK_HAS(reply, "Set-Cookie: __Host-ztc=token;");
    CHECK_HAS(reply, "Strict-Transport-Security: ");
    CHECK_HAS(reply, "from 203.0.113.9");
    again_with(store, (struct server_options){ 0 });
}

static char *output_of(const char *command, char *text, size_t size)
{
    FILE *pipe = popen(command, "r");

    text[pipe ? fread(text, 1, size - 1, pipe) : 0] = 0;
    if (pipe) pclose(pipe);
    return text;
}

static void tls_is_spoken_with_a_certificate(void)
{
    char folder[] = "/tmp/ztc-tls-XXXXXX", command[600], certificate[64], key[64], text[8192] = "";

    if (!mkdtemp(folder)) abort();
    snprintf(certificate, sizeof certificate, "%s/cert", folder);
    snprintf(key, sizeof key, "%s/key", folder);
    snprintf(command, sizeof command,
             "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost "
             "-keyout %s -out %s 2>/dev/null",
             key, certificate);
    CHECK(system(command) == 0, "no certificate: is openssl installed?");
    again_with(store, (struct server_options){ .certificate = certificate, .key = key });
    snprintf(command, sizeof command,
             "printf 'GET /way HTTP/1.1\\r\\nHost: ztc.example\\r\\nConnection: close\\r\\n\\r\\n' |"
             " openssl s_client -connect 127.0.0.1:%d -quiet -verify_quiet 2>/dev/null", client_port);
    output_of(command, text, sizeof text);
    CHECK_STATUS(text, 200);
    CHECK_HAS(text, "Set-Cookie: __Host-ztc=token;");
    CHECK_HAS(text, "Strict-Transport-Security: ");
    snprintf(command, sizeof command, "openssl s_client -connect 127.0.0.1:%d -tls1_1 </dev/null 2>&1", client_port);
    CHECK_HAS(output_of(command, text, sizeof text), "Cipher is (NONE)");
    snprintf(command, sizeof command, "openssl s_client -connect 127.0.0.1:%d </dev/null 2>&1", client_port);
    CHECK_HAS(output_of(command, text, sizeof text), "TLSv1.3");
    again_with(store, (struct server_options){ 0 });
    unlink(certificate);
    unlink(key);
    rmdir(folder);
}

/* --- Twice --- */

static void a_write_sent_twice_is_carried_out_once(void)
{
    char first[4096];
    const char *headers = JSON_TYPE "Idempotency-Key: k-1\r\n", *again;
    int runs;

    snprintf(first, sizeof first, "%s", strstr(client_post("/api/v1/things", headers, "{\"title\":\"once\"}"), "\r\n\r\n"));
    runs = site_runs;
    again = client_post("/api/v1/things", headers, "{\"title\":\"once\"}");
    CHECK_STATUS(again, 201);
    CHECK_HAS(again, "Idempotent-Replayed: true\r\n");
    CHECK_HAS(again, "Location: /api/v1/things/1\r\n");
    CHECK_HAS(again, "Content-Type: application/json\r\n");
    CHECK_TEXT(strstr(again, "\r\n\r\n"), first);
    CHECK_INT(site_runs, runs);
    again = client_post("/api/v1/things", headers, "{\"title\":\"other\"}");
    CHECK_STATUS(again, 422);
    CHECK_HAS(again, "\"code\":\"idempotency.other-body\"");
    CHECK_STATUS(client_post("/api/v1/things", JSON_TYPE "Idempotency-Key: k-2\r\n", "{\"title\":\"once\"}"), 201);
    CHECK_INT(site_runs, runs + 1);
}

static void a_refused_write_may_be_repeated(void)
{
    const char *headers = JSON_TYPE "Idempotency-Key: k-3\r\n";

    CHECK_STATUS(client_post("/api/v1/things", headers, "{\"title\":\"fail\"}"), 409);
    CHECK_STATUS(client_post("/api/v1/things", headers, "{\"title\":\"right\"}"), 201);
}

/* --- Forms --- */

static const char *post_form(const char *cookie, const char *headers, const char *body)
{
    char all[2048];

    snprintf(all, sizeof all, "Content-Type: application/x-www-form-urlencoded\r\n%s%s%s%s", cookie ? "Cookie: " : "",
             cookie ? cookie : "", cookie ? "\r\n" : "", headers);
    return client_post("/form", all, body);
}

static void a_form_needs_the_token_of_its_page(void)
{
    char cookie[128] = "", body[256], bad[256], first[256], *end;
    const char *page = client_get("/form", ""), *set = strstr(page, "Set-Cookie: ");

    CHECK(set && strstr(set, "__Host-ztc-visit=") == set + 12, "a cookie for visitors: %s", page);
    CHECK_HAS(page, "; Path=/; HttpOnly; SameSite=Lax; Secure\r\n");
    if (!set) return;
    snprintf(cookie, sizeof cookie, "%s", set + 12);
    *strchr(cookie, ';') = 0;
    snprintf(body, sizeof body, "csrf=%s&form_token=f-1&text=a", strstr(page, "\r\n\r\n") + 4);
    snprintf(bad, sizeof bad, "csrf=%s&text=a", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

    CHECK_STATUS(post_form(cookie, "", "text=a"), 403);
    CHECK_STATUS(post_form(cookie, "", bad), 403);
    CHECK_STATUS(post_form(NULL, "", body), 403);
    CHECK_STATUS(post_form(cookie, "Origin: https://evil.example\r\n", body), 403);
    CHECK_STATUS(post_form(cookie, "Origin: null\r\n", body), 403);
    CHECK_STATUS(post_form(cookie, "Origin: http://localhost:1\r\n", body), 403);
    CHECK_STATUS(post_form(cookie, "Sec-Fetch-Site: cross-site\r\n", body), 403);
    CHECK_STATUS(post_form(cookie, "Sec-Fetch-Site: same-site\r\n", body), 403);
    page = post_form(cookie, "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n", body);
    CHECK_STATUS(page, 303);
    snprintf(first, sizeof first, "%s", strstr(page, "Location: "));
    end = strchr(first, '\r');
    if (end) *end = 0;
    page = post_form(cookie, "", body);
    CHECK_STATUS(page, 303);
    CHECK_HAS(page, first);
}

/* --- Uploads --- */

static const char *upload_files(const char *body, size_t size)
{
    if (size == 0) size = strlen(body);
    return client_post_bytes("/api/v1/upload", "Content-Type: multipart/form-data; boundary=xyz\r\n", body, size);
}

static char *multipart_of(size_t file_size, size_t *size)
{
    char *body = malloc(file_size + 1024);

    *size = (size_t)sprintf(body, "--xyz\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n标题\r\n"
                                  "--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"%s\"\r\n"
                                  "Content-Type: application/pdf\r\n\r\n",
                            "../a\\\"b 图.pdf");
    for (size_t i = 0; i < file_size; i++) body[*size + i] = "abc\r\n--xy"[i % 9];
    *size += file_size;
    *size += (size_t)sprintf(body + *size, "\r\n--xyz--\r\n");
    return body;
}

static void files_are_streamed_to_the_disk(void)
{
    size_t size;
    char *body = multipart_of(100000, &size);
    const char *reply = upload_files(body, size);

    CHECK_STATUS(reply, 200);
    CHECK_HAS(reply, "title=标题\nf:../a\"b 图.pdf:100000:abc\r\n:");
    CHECK_STATUS(upload_files(body, size - 11), 400);
    CHECK_STATUS(upload_files(body, 60), 400);
    free(body);
    body = multipart_of(20 << 20, &size);
    CHECK_HAS(upload_files(body, size), ":20971520:");
    free(body);
    body = multipart_of((20 << 20) + 1, &size);
    reply = upload_files(body, size);
    CHECK_STATUS(reply, 413);
    CHECK_HAS(reply, "单个附件不超过20MB");
    free(body);
    reply = upload_files("--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n--xyz--\r\n", 0);
    CHECK_STATUS(reply, 200);
    CHECK(!has(reply, "f:"), "a file field left empty is no file");
    CHECK_STATUS(upload_files("--xyz\r\n\r\nx\r\n--xyz--\r\n", 0), 400);
}

static void large_answers_and_files_come_whole(void)
{
    const char *reply = client_get("/large", "");
    size_t head = (size_t)(strstr(reply, "\r\n\r\n") + 4 - reply);

    CHECK_INT(client_size - head, 3 << 20);
    reply = client_get("/file", "");
    CHECK_HAS(reply, "attachment; filename=\"______.txt\"; filename*=UTF-8''%E8%AE%B8%E5%8F%AF.txt\r\n");
    CHECK_HAS(reply, "Apache License");
}

static void on(const char *where)
{
    store = where;
    site_runs = 0;
    site_schema(store);
    site = site_start(store, (struct server_options){ 0 }, 512);
    RUN(framing_that_could_be_read_differently_is_refused);
    RUN(a_nul_is_refused);
    RUN(honest_requests_pass_however_they_arrive);
    RUN(addresses_lead_to_their_handlers);
    RUN(head_is_get_without_a_body);
    RUN(connections_are_kept_and_requests_may_be_pipelined);
    RUN(every_reply_has_the_security_headers);
    RUN(json_is_read_strictly);
    RUN(json_that_is_right_is_taken);
    RUN(what_breaks_a_rule_is_422_and_comes_last);
    RUN(deep_and_large_bodies_are_refused);
    RUN(content_of_another_kind_is_415);
    RUN(chunked_bodies_are_taken);
    RUN(a_body_that_is_refused_is_not_asked_for);
    RUN(misspelled_filters_are_named);
    RUN(refusals_say_what_programs_need);
    RUN(the_session_is_asked_for_before_the_body);
    RUN(versions_are_compared);
    RUN(nobody_signs_in_over_a_plain_network);
    RUN(tls_is_spoken_with_a_certificate);
    RUN(a_write_sent_twice_is_carried_out_once);
    RUN(a_refused_write_may_be_repeated);
    RUN(a_form_needs_the_token_of_its_page);
    RUN(files_are_streamed_to_the_disk);
    RUN(large_answers_and_files_come_whole);
    site_stop(&site);
}

int main(void)
{
    struct arena *arena = arena_new(1 << 20);
    const char *postgres = fresh_store(arena, true);

    log_set_level(LOG_ERROR - 1);
    on(fresh_store(arena, false));
    if (postgres) on(postgres);
    arena_free(arena);
    return test_end();
}
