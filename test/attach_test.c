/* SPDX-License-Identifier: Apache-2.0 */
/* What may be uploaded: by content, with an extension that agrees, cleaned of tricks. */
#include "test.h"

#include "base/log.h"
#include "base/text.h"
#include "fresh_store.h"
#include "mechanism/tables.h"
#include "service/archive.h"
#include "service/attach.h"
#include "service/verify.h"
#include "service/world_current.h"
#include "sql/migrate.h"
#include "store/events.h"
#include "store/records.h"
#include "store/seed.h"

#include <stdlib.h>
#include <zlib.h>

static struct arena *arena;

/* ── Files ──────────────────────────────────────────────────────────────── */

static FILE *file_of(const void *bytes, size_t size)
{
    FILE *file = tmpfile();

    if (size) fwrite(bytes, 1, size, file);
    fflush(file);
    return file;
}

static struct error examine(FILE *file, const char *name, struct examined *examined)
{
    struct error error;

    *examined = (struct examined){ NULL, NULL, 0 };
    fseek(file, 0, SEEK_END);
    error = attach_examine(arena, fileno(file), ftell(file), name, examined);
    fclose(file);
    return error;
}

static struct error examine_bytes(const void *bytes, size_t size, const char *name, struct examined *examined)
{
    return examine(file_of(bytes, size), name, examined);
}

static const char pdf[] = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
static const unsigned char png[] = { 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 1,
                                     0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89 };
static const char exe[] = "MZ\x90\0\3\0\0\0\4\0\0\0\xFF\xFF\0\0\xB8\0\0\0\0\0\0\0@"
                          "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                          "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x80\0\0\0\x0E\x1F\xBA\x0E";

/* ── Zip files, made by hand ────────────────────────────────────────────── */

struct zip {
    FILE *file;
    unsigned char directory[200000];
    size_t size, count;
    uint32_t declared; /* instead of the true size, when not 0 */
};

static void put_short(FILE *file, unsigned number)
{
    fputc((int)(number & 255), file);
    fputc((int)(number >> 8 & 255), file);
}

static void put_long(FILE *file, uint32_t number)
{
    put_short(file, number & 0xFFFF);
    put_short(file, number >> 16);
}

static size_t deflate_all(const void *bytes, size_t size, unsigned char *out, size_t room)
{
    z_stream stream = { .next_in = (void *)(uintptr_t)bytes, .avail_in = (unsigned)size, .next_out = out,
                        .avail_out = (unsigned)room };

    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    deflate(&stream, Z_FINISH);
    deflateEnd(&stream);
    return stream.total_out;
}

static struct zip *zip_new(void)
{
    struct zip *zip = arena_alloc(arena, sizeof *zip);

    zip->file = tmpfile();
    return zip;
}

static void zip_header(FILE *to, const struct zip *zip, const char *name, size_t packed, size_t size)
{
    put_short(to, 20);
    put_short(to, 0);
    put_short(to, Z_DEFLATED);
    put_long(to, 0);
    put_long(to, 0);
    put_long(to, (uint32_t)packed);
    put_long(to, zip->declared ? zip->declared : (uint32_t)size);
    put_short(to, (unsigned)strlen(name));
    put_short(to, 0);
}

static void zip_add(struct zip *zip, const char *name, const void *bytes, size_t size)
{
    unsigned char *out = arena_alloc(arena, size + 1000);
    size_t packed = deflate_all(bytes, size, out, size + 1000);
    uint32_t at = (uint32_t)ftell(zip->file);
    FILE *directory = fmemopen(zip->directory + zip->size, sizeof zip->directory - zip->size, "wb");

    fwrite("PK\3\4", 1, 4, zip->file);
    zip_header(zip->file, zip, name, packed, size);
    fputs(name, zip->file);
    fwrite(out, 1, packed, zip->file);
    fwrite("PK\1\2\0\0", 1, 6, directory);
    zip_header(directory, zip, name, packed, size);
    for (int i = 0; i < 5; i++) put_short(directory, 0);
    put_long(directory, at);
    fputs(name, directory);
    fflush(directory);
    zip->size += (size_t)ftell(directory);
    fclose(directory);
    zip->count++;
}

static FILE *zip_end(struct zip *zip)
{
    uint32_t at = (uint32_t)ftell(zip->file);

    fwrite(zip->directory, 1, zip->size, zip->file);
    fwrite("PK\5\6\0\0\0", 1, 8, zip->file);
    put_short(zip->file, (unsigned)zip->count);
    put_short(zip->file, (unsigned)zip->count);
    put_long(zip->file, (uint32_t)zip->size);
    put_long(zip->file, at);
    put_short(zip->file, 0);
    fflush(zip->file);
    return zip->file;
}

static FILE *office(const char *part, const char *content)
{
    struct zip *zip = zip_new();

    zip_add(zip, "[Content_Types].xml", "<?xml version=\"1.0\"?><Types/>", 29);
    zip_add(zip, part, content, strlen(content));
    return zip_end(zip);
}

/* ── What is taken ──────────────────────────────────────────────────────── */

static void known_kinds_are_taken(void)
{
    struct examined examined;

    CHECK_INT(examine_bytes(pdf, sizeof pdf - 1, "营业执照.PDF", &examined).kind, NO_ERROR);
    CHECK_TEXT(examined.name, "营业执照.pdf");
    CHECK_TEXT(examined.media_type, "application/pdf");
    CHECK_INT(examined.size, sizeof pdf - 1);
    CHECK_INT(examine_bytes(png, sizeof png, "a.png", &examined).kind, NO_ERROR);
    CHECK_TEXT(examined.media_type, "image/png");
    CHECK_INT(examine_bytes("说明：𠮷", strlen("说明：𠮷"), "a.txt", &examined).kind, NO_ERROR);
    CHECK_TEXT(examined.media_type, "text/plain");
    CHECK_INT(examine_bytes("甲,乙\n1,2\n", strlen("甲,乙\n1,2\n"), "a.csv", &examined).kind, NO_ERROR);
    CHECK_INT(examine(office("word/document.xml", "<w/>"), "a.docx", &examined).kind, NO_ERROR);
    CHECK_INT(examine(office("xl/workbook.xml", "<w/>"), "a.xlsx", &examined).kind, NO_ERROR);
    CHECK_INT(examine(office("ppt/presentation.xml", "<w/>"), "a.pptx", &examined).kind, NO_ERROR);
    CHECK_INT(examine(office("OFD.xml", "<w/>"), "a.ofd", &examined).kind, NO_ERROR);
    CHECK_TEXT(examined.media_type, "application/ofd");
    CHECK_INT(examine(office("图片/一.jpg", "…"), "a.zip", &examined).kind, NO_ERROR);
}

static void what_disagrees_is_refused(void)
{
    struct examined examined;

    CHECK_INT(examine_bytes(exe, sizeof exe, "a.exe", &examined).kind, WRONG_TYPE);
    CHECK_INT(examine_bytes(exe, sizeof exe, "a.pdf", &examined).kind, WRONG_TYPE);
    CHECK_INT(examine_bytes(exe, sizeof exe, "a", &examined).kind, WRONG_TYPE);
    CHECK_INT(examine_bytes(pdf, sizeof pdf - 1, "a.png", &examined).kind, WRONG_TYPE);
    CHECK_INT(examine_bytes("<html><script>alert(1)</script></html>", 38, "a.txt", &examined).kind, WRONG_TYPE);
    CHECK_INT(examine_bytes("<html><script>alert(1)</script></html>", 38, "a.html", &examined).kind, WRONG_TYPE);
    CHECK_INT(examine_bytes("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", 41, "a.png", &examined).kind, WRONG_TYPE);
    CHECK_INT(examine(office("xl/workbook.xml", "<w/>"), "a.docx", &examined).kind, WRONG_TYPE);
    CHECK_INT(examine_bytes(pdf, sizeof pdf - 1, "photo\u202Efdp.exe", &examined).kind, WRONG_TYPE);
    CHECK_INT(examine_bytes("#!/bin/sh\nrm -rf /\n", 19, "a.sh", &examined).kind, WRONG_TYPE);
}

static void a_file_that_is_two_kinds_is_refused(void)
{
    char both[4000];
    struct zip *zip = zip_new();
    struct examined examined;
    size_t size;
    FILE *file;

    zip_add(zip, "a.js", "alert(1)", 8);
    file = zip_end(zip);
    memcpy(both, png, sizeof png);
    rewind(file);
    size = sizeof png + fread(both + sizeof png, 1, sizeof both - sizeof png, file);
    fclose(file);
    CHECK_INT(examine_bytes(both, size, "a.png", &examined).kind, WRONG_TYPE);
    CHECK_TEXT(examine_bytes(both, size, "a.png", &examined).code, "attachment.two-kinds");
}

static void too_little_and_too_much_are_refused(void)
{
    struct examined examined;
    FILE *file = tmpfile();
    struct error error = examine_bytes("", 0, "a.pdf", &examined);

    CHECK_INT(error.kind, INVALID);
    CHECK(error.faults && strcmp(error.faults->field, "file") == 0, "the field is named");
    CHECK_INT(attach_examine(arena, fileno(file), ATTACHMENT_BYTES_MOST + 1, "a.pdf", &examined).kind, TOO_LARGE);
    fclose(file);
}

/* ── Names ──────────────────────────────────────────────────────────────── */

static void labels_are_cleaned(void)
{
    static const char *const names[][2] = {
        { "../../etc/passwd.pdf", "passwd.pdf" },
        { "C:\\用户\\合同.pdf", "合同.pdf" },
        { "../../etc/x", "x.pdf" },
        { "报告\u202Efdp.pdf", "报告fdp.pdf" },
        { "a\r\nb\t.pdf", "ab.pdf" },
        { "...pdf", "pdf.pdf" },
        { ".pdf", "pdf.pdf" },
        { "", "附件.pdf" },
        { NULL, "附件.pdf" },
        { "\xBA\xCF\xCD\xAC.pdf", "附件.pdf" },
        { "报告.最终版", "报告.最终版.pdf" },
        { "a\u200B\uFEFF.pdf", "a.pdf" },
    };
    struct examined examined;
    char longest[700];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        CHECK_INT(examine_bytes(pdf, sizeof pdf - 1, names[i][0], &examined).kind, NO_ERROR);
        CHECK_TEXT(examined.name, names[i][1]);
    }
    memset(longest, 'a', sizeof longest);
    strcpy(longest + 600, ".pdf");
    CHECK_INT(examine_bytes(pdf, sizeof pdf - 1, longest, &examined).kind, NO_ERROR);
    CHECK(text_length(examined.name) <= ATTACHMENT_NAME_MOST, "%zu characters", text_length(examined.name));
    CHECK(strcmp(examined.name + strlen(examined.name) - 4, ".pdf") == 0, "%s", examined.name);
}

/* ── Compressed files ───────────────────────────────────────────────────── */

static void check_invalid(FILE *file, const char *name, const char *what)
{
    struct examined examined;
    struct error error = examine(file, name, &examined);

    CHECK(error.kind == INVALID, "%s: kind %d %s", what, error.kind, error.text ? error.text : "");
}

static FILE *bomb(const char *name, size_t size, uint32_t declared)
{
    struct zip *zip = zip_new();
    char *zeros = arena_alloc(arena, size);

    zip->declared = declared;
    zip_add(zip, "xl/workbook.xml", zeros, size);
    zip_add(zip, name, zeros, size);
    return zip_end(zip);
}

/* Hardly packed, but said to be very large. */
static FILE *braggart(void)
{
    enum { SIZE = 2800000 };
    struct zip *zip = zip_new();
    char *noise = arena_alloc(arena, SIZE);

    random_bytes(noise, SIZE);
    zip->declared = 240u << 20;
    zip_add(zip, "a.txt", noise, SIZE);
    return zip_end(zip);
}

static FILE *crowd(int count)
{
    struct zip *zip = zip_new();

    for (int i = 0; i < count; i++) zip_add(zip, arena_printf(arena, "%d.txt", i), "x", 1);
    return zip_end(zip);
}

static FILE *cut(FILE *file, long by)
{
    static char bytes[100000];
    size_t size;

    rewind(file);
    size = fread(bytes, 1, sizeof bytes, file) - (size_t)by;
    fclose(file);
    return file_of(bytes, size);
}

static void bombs_are_refused(void)
{
    struct examined examined;

    check_invalid(bomb("xl/sheet1.xml", 1 << 20, 0), "a.xlsx", "a hundred times its size");
    check_invalid(bomb("xl/sheet1.xml", 1 << 20, 100), "a.xlsx", "larger than it says");
    check_invalid(bomb("b.txt", 1000, 0x7FFFFFFF), "a.zip", "says it is two gigabytes");
    check_invalid(braggart(), "a.zip", "240 MB, though not a hundred times its size");
    check_invalid(crowd(1001), "a.zip", "1001 entries");
    CHECK_INT(examine(crowd(1000), "a.zip", &examined).kind, NO_ERROR);
    check_invalid(office("inner.zip", "PK"), "a.zip", "a zip file inside");
    check_invalid(office("word/inner.RAR", "Rar!"), "a.docx", "another inside a document");
    check_invalid(cut(office("a.txt", "content"), 30), "a.zip", "cut off");
    check_invalid(office("word/document.xml", "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w>&x;</w>"),
                  "a.docx", "an external entity");
}

/* No byte turned over in a zip file may harm us; what comes out is taken or refused. */
static void damaged_zip_files_harm_nobody(void)
{
    static char bytes[100000], copy[100000];
    FILE *file = office("word/document.xml", "<w>一二三四五六七八九十</w>");
    size_t size;
    int refused = 0;

    rewind(file);
    size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    for (size_t i = 0; i < size; i++) {
        struct examined examined;

        memcpy(copy, bytes, size);
        copy[i] = (char)(copy[i] ^ 0xFF);
        if (examine_bytes(copy, size, "a.docx", &examined).kind != NO_ERROR) refused++;
    }
    CHECK(refused > 50, "%d of %zu", refused, size);
}

/* ── Whose they are ─────────────────────────────────────────────────────── */

#define NOW 1772000000000000
#define USCC "91445100MA4UEXAMPL"
static struct context context;
static struct appeal appeal;
static bool on_postgres;

static const struct person enterprise = { .account = USCC, .name = "企业", .roles = 1u << ROLE_enterprise, .uscc = USCC,
                                          .phone = "13800000001", .whole_enterprise = true };
static const struct person other = { .account = "x", .name = "别家", .roles = 1u << ROLE_enterprise, .uscc = "x",
                                     .phone = "13800000002", .whole_enterprise = true };
static const struct person officer = { .id = 2, .account = "cb", .name = "承办", .roles = 1u << ROLE_officer,
                                       .unit = "gxj", .jurisdiction = "445100" };
static const struct person stranger = { .id = 3, .account = "cc", .name = "别的单位", .roles = 1u << ROLE_officer,
                                        .unit = "zrzyj", .jurisdiction = "445100" };
static const struct person reader = { .id = 4, .account = "ld", .name = "领导小组", .roles = 1u << ROLE_overview,
                                      .jurisdiction = "445100" };

static struct error save(struct appeal *before, struct appeal *after)
{
    struct event event = { .subject = "appeal", .subject_id = after->id, .at = NOW, .actor = "a", .role = "r",
                           .action = "x" };

    after->last_event++;
    TRY(record_save(context.db, arena, &appeal_record, before, after, &event.change));
    return event_append(context.db, arena, &event);
}

static void handling_appeal(void)
{
    appeal = (struct appeal){ .id = 202600000001, .number = "ZT2026-0001", .state = STATE_handling,
                              .jurisdiction = "445100", .held_by = " 445100 ", .channel = "web", .uscc = USCC,
                              .contact_phone = "13800000001", .lead_unit = "gxj", .submitted_at = NOW };
    *(struct dispatch *)LIST_ADD(arena, appeal.dispatches) =
        (struct dispatch){ .unit = "gxj", .turn = 1, .role = "lead", .state = DISPATCH_accepted };
    CHECK_INT(save(NULL, &appeal).kind, NO_ERROR);
}

static struct error add(const struct person *person, const char *bytes, size_t size, struct attachment *attachment)
{
    struct examined examined;
    FILE *file = file_of(bytes, size);
    struct error error;

    context.person = *person;
    error = attach_examine(arena, fileno(file), (int64_t)size, "附件.pdf", &examined);
    if (error.kind == NO_ERROR)
        error = attach_add(&context, "appeal", "ZT2026-0001", fileno(file), &examined, attachment);
    fclose(file);
    return error;
}

static void finish_now(int64_t state, instant_t released_at)
{
    struct appeal before = appeal;

    appeal.state = state;
    appeal.released_at = released_at;
    CHECK_INT(save(&before, &appeal).kind, NO_ERROR);
}

static size_t seen_by(const struct person *person)
{
    struct attachment *files;
    size_t count = 0;

    context.person = *person;
    CHECK_INT(attach_list(&context, "appeal", "ZT2026-0001", &files, &count).kind, NO_ERROR);
    return count;
}

struct taken {
    char bytes[300000];
    size_t size;
    int pieces;
};

static struct error take(void *to, const void *bytes, size_t size)
{
    struct taken *taken = to;

    memcpy(taken->bytes + taken->size, bytes, size);
    taken->size += size;
    taken->pieces++;
    return OK;
}

static void what_was_put_in_comes_out(void)
{
    static char long_file[200000];
    struct attachment attachment, found;
    struct taken *taken = arena_alloc(arena, sizeof *taken);

    memcpy(long_file, pdf, sizeof pdf);
    for (size_t i = sizeof pdf; i < sizeof long_file; i++) long_file[i] = (char)(i * 7 / 3);
    CHECK_INT(add(&enterprise, long_file, sizeof long_file, &attachment).kind, NO_ERROR);
    CHECK_INT(attach_find(&context, "appeal", "ZT2026-0001", attachment.id, &found).kind, NO_ERROR);
    CHECK_TEXT(found.name, "附件.pdf");
    CHECK_INT(found.size, sizeof long_file);
    CHECK_INT(attach_read(&context, &found, take, taken).kind, NO_ERROR);
    CHECK_INT(taken->size, sizeof long_file);
    CHECK_INT(taken->pieces, 4);
    CHECK(memcmp(taken->bytes, long_file, sizeof long_file) == 0, "byte for byte");
    CHECK_INT(attach_find(&context, "appeal", "ZT2026-0001", attachment.id + 1, &found).kind, NOT_FOUND);
}

static void only_who_works_on_it_may_add(void)
{
    struct attachment attachment;

    CHECK_INT(add(&officer, pdf, sizeof pdf - 1, &attachment).kind, NO_ERROR);
    CHECK_INT(add(&stranger, pdf, sizeof pdf - 1, &attachment).kind, NOT_FOUND);
    CHECK_INT(add(&other, pdf, sizeof pdf - 1, &attachment).kind, NOT_FOUND);
    CHECK_INT(add(&reader, pdf, sizeof pdf - 1, &attachment).kind, NOT_ALLOWED);
    finish_now(STATE_closed, NOW);
    CHECK_INT(add(&officer, pdf, sizeof pdf - 1, &attachment).kind, NOT_NOW);
}

static void ten_are_enough(void)
{
    struct attachment attachment;
    struct error error;

    for (int i = 0; i < 10; i++) CHECK_INT(add(&enterprise, pdf, sizeof pdf - 1, &attachment).kind, NO_ERROR);
    error = add(&enterprise, pdf, sizeof pdf - 1, &attachment);
    CHECK_INT(error.kind, INVALID);
    CHECK(error.faults && error.faults->text, "it says so at the field");
    CHECK_INT(add(&officer, pdf, sizeof pdf - 1, &attachment).kind, NO_ERROR);
}

static void the_enterprise_sees_a_reply_s_files_once_it_is_released(void)
{
    struct attachment attachment, found;

    add(&enterprise, pdf, sizeof pdf - 1, &attachment);
    add(&officer, pdf, sizeof pdf - 1, &attachment);
    CHECK_INT(seen_by(&officer), 2);
    CHECK_INT(seen_by(&enterprise), 1);
    CHECK_INT(attach_find(&context, "appeal", "ZT2026-0001", attachment.id, &found).kind, NOT_FOUND);
    finish_now(STATE_executing, NOW);
    CHECK_INT(seen_by(&enterprise), 2);
}

static void attachments_are_part_of_the_record(void)
{
    struct attachment attachment;
    struct verify_result result;
    int64_t count;

    add(&enterprise, pdf, sizeof pdf - 1, &attachment);
    seals_seal(context.db, arena, NOW, &count);
    verify(context.db, arena, NULL, &result);
    CHECK(!result.fault && result.figures.attachments == 1, "%s", result.fault);
    db_script(context.db, on_postgres ? "UPDATE attachment_chunk SET bytes = bytes || '\\x00'"
                                      : "UPDATE attachment_chunk SET bytes = bytes || x'00'");
    verify(context.db, arena, NULL, &result);
    CHECK(result.fault, "one byte more is found");
}

static void on_fresh_store(void (*test)(void))
{
    const char *store = fresh_store(arena, on_postgres);
    int steps;

    context = (struct context){ .arena = arena, .now = NOW, .wall = NOW };
    if (!store || db_open(store, DB_WRITE, &context.db).kind != NO_ERROR) abort();
    CHECK_INT(migrate(context.db, 1, &steps).kind, NO_ERROR);
    CHECK_INT(reference_seed(context.db, arena, NOW).kind, NO_ERROR);
    CHECK_INT(world_current(&context).kind, NO_ERROR);
    handling_appeal();
    test();
    db_close(context.db);
}

#define RUN_FRESH(test)                                                      \
    do {                                                                     \
        test_name = on_postgres ? #test " (PostgreSQL)" : #test " (SQLite)"; \
        on_fresh_store(test);                                                \
    } while (0)

static void run_all(void)
{
    RUN_FRESH(what_was_put_in_comes_out);
    RUN_FRESH(only_who_works_on_it_may_add);
    RUN_FRESH(ten_are_enough);
    RUN_FRESH(the_enterprise_sees_a_reply_s_files_once_it_is_released);
    RUN_FRESH(attachments_are_part_of_the_record);
}

int main(void)
{
    arena = arena_new((size_t)1 << 30);
    if (!getenv("ZTC_TEST_LOG")) log_set_level((enum log_level)-1);
    RUN(known_kinds_are_taken);
    RUN(what_disagrees_is_refused);
    RUN(a_file_that_is_two_kinds_is_refused);
    RUN(too_little_and_too_much_are_refused);
    RUN(labels_are_cleaned);
    RUN(bombs_are_refused);
    RUN(damaged_zip_files_harm_nobody);
    run_all();
    on_postgres = true;
    if (getenv("ZTC_TEST_POSTGRES")) run_all();
    else puts("note: ZTC_TEST_POSTGRES is not set, PostgreSQL was not tried (script/with-postgres)");
    arena_free(arena);
    return test_end();
}
