// SPDX-License-Identifier: Apache-2.0
// Builds the targets of this folder with libFuzzer and runs each on its corpus and from there on, two at a time.
//
//     script/node test/fuzz/run.mjs                    every target for FUZZ_SECONDS (4)
//     FUZZ_SECONDS=3600 script/node test/fuzz/run.mjs uscc csv
//
// What a longer run found is kept in $OUT/fuzz/NAME; an input that breaks something is left there as crash-….
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const here = new URL(".", import.meta.url).pathname;
const out = resolve(process.env.OUT ?? "build");
const seconds = Number(process.env.FUZZ_SECONDS ?? 4);
const words = process.argv.slice(2);
const names = readdirSync(here).filter((name) => name.endsWith(".c")).map((name) => name.slice(0, -2)).sort();
const wanted = names.filter((name) => !words.length || words.includes(name));
const served = ["head"]; // whose threads allocate meanwhile: libFuzzer would look for leaks after every run
let passed = 0;
let failed = 0;

function run(name) {
    const kept = join(out, "fuzz", name);
    const corpus = join(here, "corpus", name);
    const options = [`-max_total_time=${seconds}`, "-timeout=10", "-rss_limit_mb=4096", ...(served.includes(name) ? ["-detect_leaks=0"] : []), "-max_len=4096", `-artifact_prefix=${kept}/`];
    let log = "";

    mkdirSync(kept, { recursive: true });
    return new Promise((done) => {
        const child = spawn(join(out, "fuzz-clang/fuzz", name), [...options, "-print_final_stats=1", kept, corpus], { cwd: join(here, "../..") });
        child.stderr.on("data", (text) => (log += text));
        child.stdout.on("data", (text) => (log += text));
        child.on("exit", (code) => {
            const executed = log.match(/number_of_executed_units:\s*(\d+)/)?.[1];

            if (code === 0 && Number(executed) > 0) passed++;
            else failed++;
            console.log(code === 0 ? `${name}: ${executed} runs` : `${name}: failed\n${log.slice(-4000)}`);
            done();
        });
    });
}

async function take(queue) {
    for (let name = queue.shift(); name; name = queue.shift()) await run(name);
}

for (const name of wanted) if (!existsSync(join(here, "corpus", name))) throw new Error(`${name} has no corpus`);
execFileSync("make", ["-j2", "MODE=fuzz", "CC=clang", `OUT=${out}`, ...wanted.map((name) => `${out}/fuzz-clang/fuzz/${name}`)], {
    cwd: join(here, "../.."),
    stdio: ["ignore", "ignore", "inherit"],
});
const queue = [...wanted];
await Promise.all([take(queue), take(queue)]);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
