// SPDX-License-Identifier: Apache-2.0
// Plays the month through the interface, over SQLite and, where ZTC_TEST_POSTGRES is set, PostgreSQL.
import { counts, inTest } from "../browser/check.mjs";
import * as month from "./month.test.mjs";

const kinds = process.env.ZTC_TEST_POSTGRES ? ["sqlite", "postgresql"] : ["sqlite"];

if (kinds.length === 1) console.log("no PostgreSQL: its half is left out");
for (const kind of kinds)
    for (const [name, test] of Object.entries(month.tests)) {
        const started = Date.now();
        await inTest(`${kind} ${name}`, () => test(kind));
        console.log(`${kind} ${name}: ${Date.now() - started} ms`);
    }
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed || !counts.passed ? 1 : 0;
