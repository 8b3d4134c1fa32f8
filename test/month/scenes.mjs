// SPDX-License-Identifier: Apache-2.0
// Plays every scene of a folder, over SQLite and, where ZTC_TEST_POSTGRES is set, PostgreSQL: the tests of its
// *.test.mjs. With words on the command line: only those whose name holds one of them.
import { readdirSync } from "node:fs";
import { counts, inTest } from "../browser/check.mjs";

export async function playScenes(folder, afterEach = () => {}) {
    const kinds = process.env.ZTC_TEST_POSTGRES ? ["sqlite", "postgresql"] : ["sqlite"];
    const files = readdirSync(folder).filter((name) => name.endsWith(".test.mjs")).sort();
    const words = process.argv.slice(2);

    if (kinds.length === 1) console.log("no PostgreSQL: its half is left out");
    for (const kind of kinds)
        for (const file of files)
            for (const [name, test] of Object.entries((await import(new URL(file, folder))).tests)) {
                const started = Date.now();
                const title = `${kind} ${file.replace(".test.mjs", "")} ${name}`;
                if (words.length && !words.some((word) => title.includes(word))) continue;
                await inTest(title, () => test(kind));
                await afterEach();
                console.log(`${title}: ${Date.now() - started} ms`);
            }
    console.log(`${counts.passed} passed, ${counts.failed} failed`);
    process.exit(counts.failed || !counts.passed ? 1 : 0);
}
