// SPDX-License-Identifier: Apache-2.0
// What script/bench runs: see there. CPU is what the server's processes used, by their own clock, divided by the
// replies; a figure beside nginx's is of the same bytes, sent in the same run, one after the other for each row.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startNginx } from "./nginx.mjs";

const out = resolve(process.env.OUT);
const folder = join(out, "bench");
const program = join(out, "ztc");
const tools = join(out, "release-gcc/test/bench");
const LEVELS = [1, 16, 64, 128, 256];
const PAGES = 40; // different appeals asked for in turn
const WORDS = ["供水", "跳闸", "天然", "污水", "限高", "消防", "退税", "补贴", "内涝", "商标"];

const options = readOptions(process.argv.slice(2));
const cases = {
    "desk": { from: "/desk", factor: null },
    "list of 50": { from: "/appeals", factor: 8 },
    "appeal page": { from: (numbers) => numbers.map((number) => `/appeals/${number}`), factor: 6 },
    "search": { from: () => WORDS.map((word) => `/appeals?q=${encodeURIComponent(word)}`), cpu: 2000 },
    "JSON detail": { from: (numbers) => numbers.map((number) => `/api/v1/appeals/${number}`), factor: null },
};

function readOptions(given) {
    const read = { sizes: [], seconds: 1, profile: false };
    for (let i = 0; i < given.length; i++) {
        if (given[i] === "--seconds") read.seconds = Number(given[++i]);
        else if (given[i] === "--profile") read.profile = true;
        else if (given[i] === "--reads") read.reads = true;
        else if (/^\d+$/.test(given[i])) read.sizes.push(Number(given[i]));
        else throw new Error(`script/bench does not know ${given[i]}`);
    }
    read.usual = read.sizes.length === 0 && !read.profile && !read.reads && read.seconds === 1;
    if (!read.sizes.length) read.sizes = [10000, 100000];
    return read;
}

// One line on the terminal, redrawn; nothing in a pipe.
function progress(text) {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

// --- The store ---

// Made anew when what makes it has changed.
function storeOf(size) {
    const digest = createHash("sha256");
    const made = ["test/bench/fill.c", "test/bench/words.def", ...readdirSync("schema").sort().map((name) => `schema/${name}`)];
    for (const file of made) digest.update(readFileSync(file));
    const store = join(folder, `store-${size}-${digest.digest("hex").slice(0, 8)}.db`);
    if (!existsSync(store)) {
        for (const file of readdirSync(folder)) if (file.startsWith(`store-${size}-`)) rmSync(join(folder, file));
        const making = `${store}.making`;
        const people = execFileSync(join(tools, "fill"), [making, String(size)], { stdio: ["ignore", "pipe", "inherit"] });
        sqlite(making, "PRAGMA wal_checkpoint(TRUNCATE)");
        progress("ztc verify");
        execFileSync(program, ["verify", "--store", making], { stdio: ["ignore", "ignore", "inherit"] });
        writeFileSync(store.replace(".db", ".json"), people);
        renameSync(making, store);
    }
    const work = join(folder, "work.db");
    for (const end of ["", "-wal", "-shm"]) rmSync(work + end, { force: true });
    copyFileSync(store, work);
    return { store: work, people: JSON.parse(readFileSync(store.replace(".db", ".json"), "utf8")) };
}

function sqlite(store, sql) {
    return execFileSync("sqlite3", [store, sql], { encoding: "utf8", maxBuffer: 1 << 26 }).trim().split("\n");
}

// --- The platform ---

async function startPlatform(store) {
    const began = process.hrtime.bigint();
    const server = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--store", store, "--rehearsal"], {
        stdio: ["ignore", "pipe", openSync(join(folder, "serve.log"), "w")],
    });
    const address = await new Promise((done, fail) => {
        server.stdout.once("data", (text) => done(String(text).match(/http:\/\/\S+/)[0]));
        server.once("exit", () => fail(new Error(`the platform did not start: see ${folder}/serve.log`)));
    });
    const answer = await fetch(`${address}/readyz`);
    if (answer.status !== 200) throw new Error("the platform is not ready");
    const started = Number(process.hrtime.bigint() - began) / 1e6;
    return { address, port: Number(new URL(address).port), processes: [server.pid], started, server };
}

async function stopPlatform({ server }) {
    const ended = new Promise((done) => server.once("exit", done));
    server.kill("SIGTERM");
    await ended;
}

async function signIn({ address }, account, password) {
    const answer = await fetch(`${address}/api/v1/sessions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ account, password }),
    });
    if (answer.status !== 201) throw new Error(`${account} could not sign in: ${await answer.text()}`);
    return (await answer.json()).token;
}

function rss({ processes }, field) {
    return Number(readFileSync(`/proc/${processes[0]}/status`, "utf8").match(new RegExp(`${field}:\\s+(\\d+)`))[1]) / 1024;
}

async function laneFigures({ address }) {
    const text = await (await fetch(`${address}/metrics`)).text();
    const read = (name) => Number(text.match(new RegExp(`^\\S*${name} (\\d+)`, "m"))[1]);
    return { commits: read("commits_total"), writes: read("writes_total") };
}

// --- Load ---

function load(server, requests, { clients, seconds, headers = [] }) {
    const given = ["--port", server.port, "--clients", clients, ...(seconds ? ["--seconds", seconds] : ["--once"])];
    for (const header of headers) given.push("--header", header);
    for (const process of server.processes) given.push("--process", process);
    const ran = spawnSync(join(tools, "load"), given.map(String), { input: `${requests.join("\n")}\n`, encoding: "utf8" });
    if (ran.status !== 0) throw new Error(`load: ${ran.stderr}`);
    return JSON.parse(ran.stdout);
}

async function fetchBodies(platform, paths, headers) {
    const bodies = [];
    for (const path of paths) {
        const answer = await fetch(platform.address + path, { headers });
        if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
        bodies.push({ type: answer.headers.get("content-type"), bytes: Buffer.from(await answer.arrayBuffer()) });
    }
    return bodies;
}

// --- Reading ---

async function measureReads(platform, numbers, token) {
    const cookie = `Cookie: __Host-ztc=${token}`;
    const rows = [];
    for (const [name, { from, factor, cpu }] of Object.entries(cases)) {
        const paths = typeof from === "string" ? [from] : from(numbers);
        const bodies = await fetchBodies(platform, paths, { cookie: `__Host-ztc=${token}` });
        const nginx = await startNginx(join(folder, "nginx"), bodies);
        for (const clients of LEVELS) {
            progress(`${name}, ${clients} clients`);
            const more = { clients, seconds: options.seconds };
            const own = load(platform, paths.map((path) => `GET ${path}`), { ...more, headers: [cookie] });
            const other = load(nginx, nginx.paths.map((path) => `GET ${path}`), more);
            if (own.failed || other.failed) throw new Error(`${name}: ${own.failed} and ${other.failed} refused`);
            rows.push({ name, clients, own, nginx: other, ratio: own.cpu / other.cpu, factor, cpu });
        }
        nginx.stop();
    }
    return rows;
}

// --- Writing ---

const SUBMISSIONS = [60, 400, 600, 800, 1000]; // at each level

function submissions(people, from, count) {
    return Array.from({ length: count }, (_, i) => {
        const n = from + i, enterprise = people.enterprises[n % people.enterprises.length];
        const title = `第${n}号厂房${WORDS[n % WORDS.length]}问题待协调`;
        const body = `我公司第${n}号厂房的${WORDS[(n * 7) % WORDS.length]}问题持续两个月，影响正常生产和订单交付，请协调有关单位现场核实。`;
        return `POST /api/v1/appeals\t${JSON.stringify({ ...enterprise, title, body })}`;
    });
}

async function measureWrites(platform, store, people, tokens) {
    const json = "Content-Type: application/json";
    const rows = [];
    let n = 1;
    for (const [i, clients] of LEVELS.entries()) {
        progress(`submission and action, ${clients} clients`);
        const before = await laneFigures(platform);
        const asked = submissions(people, n, SUBMISSIONS[i]);
        const own = load(platform, asked, { clients, headers: [json, `Authorization: Bearer ${tokens.window}`] });
        const after = await laneFigures(platform);
        n += SUBMISSIONS[i];
        if (own.failed) throw new Error(`submission: ${own.failed} refused`);
        const batch = (after.writes - before.writes) / (after.commits - before.commits);
        rows.push({ name: "submission", clients, own, batch, count: SUBMISSIONS[i] });
        const numbers = sqlite(store, `SELECT number FROM appeal ORDER BY id DESC LIMIT ${SUBMISSIONS[i]}`);
        const acts = numbers.map((number) => `POST /api/v1/appeals/${number}/actions/assign\t{"lead_unit":"gxj"}`);
        const acted = load(platform, acts, { clients, headers: [json, `Authorization: Bearer ${tokens.coordinator}`] });
        if (acted.failed) throw new Error(`action: ${acted.failed} of ${acts.length} refused`);
        rows.push({ name: "action", clients, own: acted });
    }
    return rows;
}

// The same rows by a bare loop, in the batches that occurred and one by one; the server has ended.
function addBareLoops(store, rows) {
    for (const row of rows.filter(({ name }) => name === "submission")) {
        progress(`bare loop, batches of ${row.batch.toFixed(1)}`);
        const loop = (batch) => String(execFileSync(join(tools, "rows"), [store, row.count, batch].map(String))).split(" ").map(Number);
        [row.bare, row.bareCpu] = loop(Math.max(1, Math.round(row.batch)));
        [row.one] = loop(1);
    }
}

// --- The rest ---

async function measureSweep(platform, store, token) {
    progress("sweep");
    const events = () => Number(sqlite(store, "SELECT count(*) FROM event WHERE actor = 'clock'")[0]);
    const before = events(), now = new Date(Date.parse("2026-07-15T10:00:00+08:00") + 9 * 86400000);
    const asked = [`POST /api/v1/rehearsal/clock\t${JSON.stringify({ now: now.toISOString().replace(".000Z", "Z").replace("Z", "+00:00") })}`];
    const moved = load(platform, asked, { clients: 1, headers: ["Content-Type: application/json", `Authorization: Bearer ${token}`] });
    if (moved.failed) throw new Error("the clock did not move");
    const done = events() - before;
    return { done, seconds: moved.seconds, cpu: moved.cpu / done };
}

function measureCalendar() {
    progress("calendar batch");
    const pairs = Array.from({ length: 1000000 }, (_, i) => `20${10 + (i % 16)}-${String(1 + (i % 12)).padStart(2, "0")}-${String(1 + (i % 28)).padStart(2, "0")} ${i % 60}`);
    const began = process.hrtime.bigint();
    const ran = spawnSync(program, ["calendar", "batch"], { input: `${pairs.join("\n")}\n`, maxBuffer: 1 << 28 });
    if (ran.status !== 0) throw new Error(`calendar batch: ${ran.stderr}`);
    return Number(process.hrtime.bigint() - began) / 1e9;
}

// --- The table ---

const verdict = (holds) => (holds === null ? "" : holds ? "holds" : "MISSED");

function barOf(row) {
    if (row.factor) return { text: `<= ${row.factor} x nginx`, holds: row.ratio <= row.factor };
    if (row.cpu) return { text: `<= ${row.cpu / 1000} ms`, holds: row.own.cpu <= row.cpu };
    if (row.bare && row.clients > 1) {
        const text = ">= 0.4 bare, 3 x single";
        return { text, holds: row.own.rate >= 0.4 * row.bare && row.own.rate >= 3 * row.one };
    }
    return { text: "", holds: null };
}

function line(cells) {
    const widths = [12, 8, 10, 10, 9, 9, 11, 10, 8, 26, 8];
    return cells.map((cell, i) => (i === 0 || i > 8 ? String(cell).padEnd(widths[i]) : String(cell).padStart(widths[i]))).join(" ").trimEnd();
}

function linesOf(rows) {
    return rows.map((row) => {
        const { text, holds } = barOf(row), { own, nginx } = row;
        return line([row.name, row.clients, own.cpu.toFixed(0), own.rate.toFixed(0), (own.p99 / 1000).toFixed(1), own.bytes,
            nginx ? nginx.cpu.toFixed(1) : "", nginx ? nginx.rate.toFixed(0) : "", row.ratio ? row.ratio.toFixed(1) : "", text, verdict(holds)]);
    });
}

function tableOf(size, { reads, writes, sweep, calendar, platform, memory }) {
    const lines = [`${size} appeals`, line(["", "clients", "cpu us", "req/s", "p99 ms", "bytes", "nginx us", "nginx r/s", "ratio", "bar", ""])];
    for (const row of [...reads, ...writes]) {
        const { own } = row;
        lines.push(...linesOf([row]));
        if (row.bare)
            lines.push(`${" ".repeat(22)}batches of ${row.batch.toFixed(1)}: bare loop ${row.bare.toFixed(0)}/s, ${row.bareCpu.toFixed(0)} us (${(own.rate / row.bare).toFixed(2)} of it), one commit each ${row.one.toFixed(0)}/s (${(own.rate / row.one).toFixed(1)} x)`);
    }
    lines.push(`start-up ${platform.started.toFixed(0)} ms to the first reply`);
    lines.push(`memory ${memory.now.toFixed(1)} MB after, ${memory.most.toFixed(1)} MB at most; bar 64 MB: ${verdict(memory.now < 64)}`);
    lines.push(`sweep ${sweep.done} steps in ${sweep.seconds.toFixed(2)} s, ${sweep.cpu.toFixed(0)} us CPU each`);
    lines.push(`calendar batch 1000000 pairs in ${calendar.toFixed(2)} s`);
    return lines.join("\n");
}

// 10^6 within 1.5 of 10^4 for each: of any two sizes, by CPU at 64 clients.
function growthOf(tables) {
    const [first, last] = [tables[0], tables[tables.length - 1]];
    const lines = [`CPU at ${last.size} appeals against ${first.size}, 64 clients; bar 1.5`];
    for (const row of [...last.reads, ...last.writes].filter(({ clients }) => clients === 64)) {
        const other = [...first.reads, ...first.writes].find(({ name, clients }) => name === row.name && clients === 64);
        lines.push(`${row.name.padEnd(14)}${(row.own.cpu / other.own.cpu).toFixed(2)} ${verdict(row.own.cpu <= 1.5 * other.own.cpu)}`);
    }
    return lines.join("\n");
}

// --- Where the time goes ---

function profile(platform, numbers, token) {
    for (const [name, { from }] of Object.entries(cases)) {
        const paths = typeof from === "string" ? [from] : from(numbers), data = join(folder, "perf.data");
        const perf = spawn("perf", ["record", "-q", "-g", "-F", "1999", "-p", String(platform.processes[0]), "-o", data]);
        load(platform, paths.map((path) => `GET ${path}`), { clients: 16, seconds: 3, headers: [`Cookie: __Host-ztc=${token}`] });
        perf.kill("SIGINT");
        execFileSync("sleep", ["1"]);
        const report = ["report", "-i", data, "--no-children", "--percent-limit", "0.8", "-g", "none", "--stdio"];
        const text = execFileSync("perf", report, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 26 });
        console.log(`--- ${name}\n${text.split("\n").filter((each) => each && !each.startsWith("#")).join("\n")}`);
    }
}

async function bench(size) {
    const { store, people } = storeOf(size);
    const platform = await startPlatform(store);
    try {
        const tokens = {};
        for (const account of ["coordinator", "window"]) tokens[account] = await signIn(platform, account, people.password);
        const numbers = sqlite(store, `SELECT number FROM appeal ORDER BY id * 7919 % 100003 LIMIT ${PAGES}`);
        if (options.profile) return profile(platform, numbers, tokens.coordinator);
        const reads = await measureReads(platform, numbers, tokens.coordinator);
        if (options.reads) return void console.log(linesOf(reads).join("\n"));
        const writes = await measureWrites(platform, store, people, tokens);
        const sweep = await measureSweep(platform, store, tokens.coordinator);
        await new Promise((done) => setTimeout(done, 3000)); // what nobody needs any more has been given back
        const memory = { now: rss(platform, "VmRSS"), most: rss(platform, "VmHWM") };
        await stopPlatform(platform);
        addBareLoops(store, writes);
        return { size, reads, writes, sweep, memory, platform, calendar: measureCalendar() };
    } finally {
        platform.server.kill("SIGKILL");
    }
}

mkdirSync(folder, { recursive: true });
const tables = [];
for (const size of options.sizes) {
    const table = await bench(size);
    if (!table) continue;
    tables.push(table);
    progress("");
    console.log(`${tableOf(size, table)}\n`);
}
if (tables.length > 1) console.log(growthOf(tables));
if (options.usual)
    writeFileSync("test/bench/last.txt", `${tables.map((table) => tableOf(table.size, table)).join("\n\n")}\n\n${growthOf(tables)}\n`);
