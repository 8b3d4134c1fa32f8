// SPDX-License-Identifier: Apache-2.0
// Clicks through the pages in Chromium. A test is an exported function of test/browser/*.test.mjs whose name is
// a sentence; check() is its evidence. Ends with `N passed, N failed`.
//
//     script/node test/browser/run.mjs          all
//     script/node test/browser/run.mjs front    those of front.test.mjs
import { readdirSync } from "node:fs";
import { closeBrowser, stopServers } from "./harness.mjs";
import { counts, inTest } from "./check.mjs";

const here = new URL(".", import.meta.url);
const wanted = process.argv.slice(2);
const files = readdirSync(here).filter((name) => name.endsWith(".test.mjs")).sort();

for (const file of files) {
    if (wanted.length && !wanted.includes(file.replace(".test.mjs", ""))) continue;
    const tests = await import(new URL(file, here));
    for (const [name, test] of Object.entries(tests)) await inTest(`${file}: ${name}`, test);
    // Tests of one file may share a server; the next file starts afresh.
    await stopServers();
}
await closeBrowser();
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed || !counts.passed ? 1 : 0;
