// SPDX-License-Identifier: Apache-2.0
// Real messages, from tables with the columns subject and body, submitted as appeals to a throw-away store. Nothing of
// them stays: nothing breaks, search finds what a plain scan finds, pages keep their shape on a telephone.
//
//     script/node test/texts/play.mjs FILE.csv…            every pair of Chinese characters is searched
//     EVERY=20 script/node test/texts/play.mjs FILE.csv…   one pair in twenty
import { readFileSync } from "node:fs";
import { check, counts } from "../browser/check.mjs";
import { closeBrowser, startPlatform, widths } from "../browser/harness.mjs";

const every = Number(process.env.EVERY ?? 1);
const AT_ONCE = 4;
const PAGES = 60;
const TITLE = 40;
const BODY = 2000;

function readCsv(file) {
    const rows = [[""]];
    let quoted = false;

    for (const letter of readFileSync(file, "utf8").replace(/^\ufeff/, "").match(/""|[^]/gu)) {
        const row = rows.at(-1);
        if (letter === '""' && quoted) row[row.length - 1] += '"';
        else if (letter === '"') quoted = !quoted;
        else if (letter === "," && !quoted) row.push("");
        else if (letter === "\n" && !quoted) rows.push([""]);
        else if (letter !== "\r" || quoted) row[row.length - 1] += letter;
    }
    const [head, ...body] = rows.filter((row) => row.length > 1);
    return body.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ""])));
}

const cut = (text, most) => [...text.trim()].slice(0, most).join("").trim();

async function atOnce(list, work) {
    let next = 0;
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
        while (next < list.length) {
            const i = next++;
            await work(list[i], i);
            if (i % 2000 === 1999) console.error(`  ${i + 1} of ${list.length}`);
        }
    }));
}

async function submitAll(site, messages) {
    const token = await site.token("window", { jurisdiction: "445100" });
    const appeals = [];

    await atOnce(messages, async (message, i) => {
        const { uscc, name, region, contact_name, contact_phone } = site.demo.enterprises[i % site.demo.enterprises.length];
        const title = cut(message.subject, TITLE);
        const body = cut(message.body, BODY);
        const sent = { uscc, enterprise_name: name, region, contact_name, contact_phone, title, body };
        const made = await site.api("POST", "/appeals", sent, token);
        const read = await site.api("GET", `/appeals/${made.number}`, null, token);

        check(read.title === title && read.body === body, `${made.number} is not read as it was sent`);
        appeals.push({ number: made.number, text: `${title}\n${body}\n${name}` });
    });
    return appeals;
}

function pairsOf(appeals) {
    const pairs = new Map();

    for (const { number, text } of appeals)
        for (const [, pair] of text.matchAll(/(?=(\p{Script=Han}{2}))/gu)) {
            if (!pairs.has(pair)) pairs.set(pair, new Set());
            pairs.get(pair).add(number);
        }
    return [...pairs].sort().filter((_, i) => i % every === 0);
}

async function found(site, token, word) {
    const numbers = new Set();
    let after = "";

    do {
        const page = await site.api("GET", `/appeals?limit=200&q=${encodeURIComponent(word)}${after && `&after=${after}`}`, null, token);
        for (const item of page.items) numbers.add(item.number);
        after = page.next;
    } while (after);
    return numbers;
}

async function searchAll(site, pairs) {
    const token = await site.token("coordinator", { jurisdiction: "445100" });
    let slowest = 0;

    await atOnce(pairs, async ([pair, wanted]) => {
        const started = performance.now();
        const numbers = await found(site, token, pair);
        slowest = Math.max(slowest, performance.now() - started);
        check(numbers.size === wanted.size && [...wanted].every((number) => numbers.has(number)),
            `“${pair}” finds ${numbers.size}, a plain scan ${wanted.size}`);
    });
    console.log(`${pairs.length} pairs searched, the slowest in ${slowest.toFixed(0)} ms`);
}

async function lookAll(site, appeals) {
    const coordinator = await site.signIn("coordinator", { jurisdiction: "445100" });

    await coordinator.page.setViewportSize(widths.phone);
    for (let i = 0; i < appeals.length; i += Math.ceil(appeals.length / PAGES)) {
        await coordinator.go(`/appeals/${appeals[i].number}`);
        const wide = await coordinator.page.evaluate(() => document.documentElement.scrollWidth);
        check(wide <= widths.phone.width, `${appeals[i].number} is ${wide} wide`);
    }
    await coordinator.go("/appeals");
    check(await coordinator.page.evaluate(() => document.documentElement.scrollWidth) <= widths.phone.width, "the list");
}

const site = await startPlatform({ now: "2026-02-24T10:00:00+08:00" });
const messages = process.argv.slice(2).flatMap(readCsv).filter((message) => message.subject?.trim() && message.body?.trim());
console.log(`${messages.length} messages`);
const appeals = await submitAll(site, messages);
console.log(`${appeals.length} appeals`);
await searchAll(site, pairsOf(appeals));
await lookAll(site, appeals);
await site.stop();
await closeBrowser();
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed || !counts.passed ? 1 : 0);
