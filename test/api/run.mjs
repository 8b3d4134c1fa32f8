// SPDX-License-Identifier: Apache-2.0
// Runs every *.test.mjs of this folder (or those named) over SQLite and, where ZTC_TEST_POSTGRES is set, PostgreSQL.
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { counts, during, fail } from "./check.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const named = process.argv.slice(2);
const kinds = process.env.ZTC_TEST_POSTGRES ? ["sqlite", "postgresql"] : ["sqlite"];
const files = readdirSync(here).filter((f) => f.endsWith(".test.mjs") && (!named.length || named.includes(f.split(".")[0])));

if (kinds.length === 1) console.log("no PostgreSQL: its half is left out");
for (const file of files.sort()) {
    const { tests } = await import(join(here, file));
    for (const kind of kinds)
        for (const [name, test] of Object.entries(tests)) {
            const started = Date.now();
            during(`${file.split(".")[0]} ${kind} ${name}`);
            try {
                await test(kind);
            } catch (error) {
                fail(error.stack);
            }
            console.log(`${file.split(".")[0]} ${kind} ${name}: ${Date.now() - started} ms`);
        }
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed ? 1 : 0);
