// SPDX-License-Identifier: Apache-2.0
// Asks the platform as programs do. A test is an exported function of test/api/*.test.mjs whose name is a sentence;
// check() is its evidence. Ends with `N passed, N failed`.
//
//     script/node test/api/run.mjs           all
//     script/node test/api/run.mjs appeals   those of appeals.test.mjs
//
// On SQLite, and where ZTC_TEST_POSTGRES names a server on PostgreSQL too; what is not understood never gets to a store.
import { readdirSync } from "node:fs";
import { counts, inTest } from "../browser/check.mjs";
import { kind, stopPlatforms } from "./platform.mjs";

const here = new URL(".", import.meta.url);
const wanted = process.argv.slice(2);
const files = readdirSync(here).filter((name) => name.endsWith(".test.mjs")).sort();

async function runOn(store) {
    kind.of = store;
    for (const file of files) {
        if (wanted.length && !wanted.includes(file.replace(".test.mjs", ""))) continue;
        if (store !== "sqlite" && file.startsWith("bad_input")) continue;
        const tests = await import(`${new URL(file, here)}?${store}`);
        for (const [name, test] of Object.entries(tests)) await inTest(`${file} (${store}): ${name}`, test);
        // Tests of one file may share a platform; the next file starts afresh.
        await inTest(`${file} (${store}): the end`, stopPlatforms);
    }
}

await runOn("sqlite");
if (process.env.ZTC_TEST_POSTGRES) await runOn("postgresql");
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed || !counts.passed ? 1 : 0;
