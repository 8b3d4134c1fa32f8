// SPDX-License-Identifier: Apache-2.0
// Proves the ground by force: kills, power cuts, disks that fill and break, memory that runs out, databases that go away,
// races. With words: only what has one of them in its name.
import { readdirSync } from "node:fs";
import { counts, inTest } from "../browser/check.mjs";
import { removeAll } from "./ground.mjs";
import { times } from "./times.mjs";

const kinds = process.env.ZTC_TEST_POSTGRES ? ["sqlite", "postgresql"] : ["sqlite"];
const files = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".test.mjs")).sort();
const words = process.argv.slice(2);

if (kinds.length === 1) console.log("no PostgreSQL: its half is left out");
console.log(`seed ${times.seed}`);
for (const kind of kinds)
    for (const file of files)
        for (const [name, test] of Object.entries((await import(`./${file}`)).tests)) {
            const started = Date.now();
            const title = `${kind} ${file.replace(".test.mjs", "")} ${name}`;
            if (words.length && !words.some((word) => title.includes(word))) continue;
            await inTest(title, () => test(kind));
            await removeAll();
            console.log(`${title}: ${Date.now() - started} ms`);
        }
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed || !counts.passed ? 1 : 0);
