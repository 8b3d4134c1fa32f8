// SPDX-License-Identifier: Apache-2.0
// A platform that may be killed at any moment and started again on the same address, on a disk that shim.c lets the
// test fill, break and pull the plug of.
import { execFileSync, spawn } from "node:child_process";
import { closeSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, truncateSync, unlinkSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort, freshStore, person, program } from "../month/platform.mjs";

export const CITY = "445100";
export const ROUND = "445100-2026-03";
export const at = (day, time = "00:00:00") => `2026-${day}T${time}+08:00`;
export { pause };

const CONTROLS = ["fail_write", "fail_sync", "fail_memory", "no_room", "lie", "failed"];
const WRITTEN = 1, CUT = 2, STORE = 2; // as in shim.c

export const standing = new Set();
let shim;
function builtShim() {
    if (shim) return shim;
    shim = resolve(process.env.OUT ?? "build", "crash", "shim.so");
    mkdirSync(dirname(shim), { recursive: true });
    const source = new URL("shim.c", import.meta.url).pathname;
    execFileSync(process.env.CC ?? "cc", ["-O1", "-Wall", "-Werror", "-D_GNU_SOURCE", "-shared", "-fPIC", "-o", shim, source], { stdio: "inherit" });
    return shim;
}

// What of the trace a power cut leaves: all that was made to last, and by chance some of what came after; of that
// some only in part.
function afterPowerCut(store, trace, chance) {
    const files = new Map([[STORE, store], [STORE + 1, `${store}-wal`]].map(([id, path]) => [id, { path, last: -1 }]));
    const records = [];
    for (let i = 0; i + 32 <= trace.length; ) {
        const [kind, file, offset, size] = [0, 8, 16, 24].map((field) => Number(trace.readBigInt64LE(i + field)));
        const bytes = trace.subarray(i + 32, i + 32 + size);
        if (bytes.length < size) break; // killed while it was noted: it has not been written for certain either
        if (kind === WRITTEN || kind === CUT) records.push({ kind, file, offset, bytes });
        else files.get(file).last = records.length;
        i += 32 + size;
    }
    let kept = 0;
    for (const [i, { kind, file, offset, bytes }] of records.entries()) {
        const { path, last } = files.get(file);
        const lasts = i < last;
        if (!lasts && chance() < 0.5) continue;
        if (kind === CUT) {
            if (existsSync(path)) truncateSync(path, offset);
            continue;
        }
        const handle = openSync(path, existsSync(path) ? "r+" : "w+");
        const part = lasts || chance() < 0.7 ? bytes.length : 512 * Math.floor((chance() * bytes.length) / 512);
        writeSync(handle, bytes, 0, part, offset);
        closeSync(handle);
        if (!lasts) kept++;
    }
    return { lasting: records.filter(({ file }, i) => i < files.get(file).last).length, loose: records.length, kept };
}

// `disk`: under the shim; SQLite only.
export async function startGround(kind, { now = at("03-02", "09:00:00"), seed = 1, disk = false, store: given, rehearsal = true, demo: filled } = {}) {
    const folder = mkdtempSync(join(tmpdir(), "ztc-crash-"));
    const store = given ?? freshStore(kind, folder);
    const words = ["demo", "--store", store, "--now", now, "--rounds", 0, "--seed", seed, "--json"].map(String);
    const demo = filled ?? JSON.parse(execFileSync(program, words, { encoding: "utf8", maxBuffer: 1 << 26 }));
    const listen = `127.0.0.1:${await freePort()}`;
    const address = `http://${listen}`;
    const control = join(folder, "control"), trace = join(folder, "trace"), base = join(folder, "base");
    let server = null, log = "", ended = null;
    let handle;

    if (disk) {
        writeFileSync(control, Buffer.alloc(8 * CONTROLS.length));
        handle = openSync(control, "r+");
    }
    const environment = () => ({
        ...process.env,
        ...(disk ? { LD_PRELOAD: builtShim(), CRASH_CONTROL: control, CRASH_FOLDER: join(folder, "ztc.db"), CRASH_TRACE: trace } : {}),
    });

    const ground = {
        address, demo, store, kind, folder,
        log: () => log,
        running: () => server !== null,
        set(name, value) {
            const bytes = Buffer.alloc(8);
            bytes.writeBigInt64LE(BigInt(value));
            writeSync(handle, bytes, 0, 8, 8 * CONTROLS.indexOf(name));
        },
        read(name) {
            const bytes = Buffer.alloc(8);
            readSync(handle, bytes, 0, 8, 8 * CONTROLS.indexOf(name));
            return Number(bytes.readBigInt64LE());
        },
        // `ready`: until it answers; false: at once, so that it can be killed while it begins.
        async start(ready = true) {
            if (disk) {
                rmSync(trace, { force: true });
                for (const end of ["", "-wal"]) {
                    rmSync(base + end, { force: true });
                    if (existsSync(store + end)) copyFileSync(store + end, base + end);
                }
            }
            const words = ["serve", "--listen", listen, "--store", store, ...(rehearsal ? ["--rehearsal"] : [])];
            /* Ends with the test, however that ends. */
            const child = spawn("setpriv", ["--pdeathsig", "KILL", program, ...words], { stdio: ["ignore", "ignore", "pipe"], env: environment() });
            server = child;
            child.stderr.on("data", (text) => (log = (log + text).slice(-200000)));
            ended = new Promise((done) =>
                child.once("close", (code, signal) => {
                    if (server === child) server = null;
                    done({ code, signal });
                }),
            );
            if (ready) await ground.ready();
        },
        async ready(seconds = 20) {
            for (let i = 0; i < seconds * 100 && server; i++) {
                try {
                    if ((await fetch(`${address}/readyz`)).ok) return true;
                } catch {
                    /* not yet */
                }
                await pause(10);
            }
            const said = log.split("\n").filter((line) => !line.includes(" refused: ")); // of itself, not to its clients
            throw new Error(`it does not become ready: ${said.slice(-30).join("\n")}`);
        },
        ended: () => ended,
        async kill(signal = "SIGKILL") {
            server?.kill(signal);
            return ended;
        },
        signal: (signal) => server.kill(signal),
        // The files as a power cut at the moment of the kill would have left them.
        pullThePlug(chance) {
            for (const end of ["", "-wal"]) {
                rmSync(store + end, { force: true });
                if (existsSync(base + end)) copyFileSync(base + end, store + end);
            }
            if (existsSync(`${store}-shm`)) unlinkSync(`${store}-shm`);
            return afterPowerCut(store, existsSync(trace) ? readFileSync(trace) : Buffer.alloc(0), chance);
        },
        verify() {
            try {
                return execFileSync(program, ["verify", "--store", store], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
            } catch (error) {
                return `${error.stdout}${error.stderr}`;
            }
        },
        account(role, { unit, jurisdiction } = {}) {
            const found = demo.accounts.find((a) => a.role === role && (!unit || a.unit === unit) && (!jurisdiction || a.jurisdiction === jurisdiction));
            if (!found) throw new Error(`the demo has no ${role}`);
            return found;
        },
        async staff(role, place) {
            const { account, password } = ground.account(role, place);
            const answer = await person(address, null).post("/sessions", { account, password });
            if (answer.status !== 201) throw new Error(`${account} cannot sign in: ${answer.status} ${JSON.stringify(answer.body)}`);
            return Object.assign(person(address, answer.body.token), { account });
        },
        async signIn(account) {
            const { password } = demo.accounts.find((a) => a.account === account);
            const answer = await person(address, null).post("/sessions", { account, password });
            return Object.assign(person(address, answer.body.token), { account });
        },
        async enterprise(index) {
            const enterprise = demo.enterprises[index];
            const visitor = person(address, null);
            await visitor.post("/sessions/codes", { uscc: enterprise.uscc, phone: enterprise.contact_phone });
            const outbox = await visitor.get(`/rehearsal/outbox?to=${enterprise.contact_phone}`);
            const { code } = (outbox.body.items ?? outbox.body).find((n) => n.values?.code).values;
            const answer = await visitor.post("/sessions", { uscc: enterprise.uscc, phone: enterprise.contact_phone, code });
            if (answer.status !== 201) throw new Error(`cannot sign in: ${answer.status} ${JSON.stringify(answer.body)}`);
            return Object.assign(person(address, answer.body.token), { enterprise });
        },
        async remove() {
            standing.delete(ground);
            await ground.kill();
            if (handle) closeSync(handle);
            rmSync(folder, { recursive: true, force: true });
        },
    };
    standing.add(ground);
    await ground.start();
    return ground;
}

// What a test that failed has left standing.
export async function removeAll() {
    for (const one of [...standing]) await one.remove();
}

// Numbers by chance, the same ones for the same seed.
export function chanceOf(seed) {
    let state = seed >>> 0 || 1;
    return () => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state >>> 0) / 4294967296;
    };
}
