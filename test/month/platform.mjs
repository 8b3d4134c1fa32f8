// SPDX-License-Identifier: Apache-2.0
// A platform on a store of its own, and programs that talk to it as interface.md says: nothing here knows the inside.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export const program = join(resolve(process.env.OUT ?? "build"), "ztc");
let databases = 0;

// A fresh store of that kind: a file, or a database made on the server of ZTC_TEST_POSTGRES.
export function freshStore(kind, folder) {
    if (kind === "sqlite") return join(folder, "ztc.db");
    const server = process.env.ZTC_TEST_POSTGRES;
    const name = `ztc_api_${process.pid}_${databases++}`;
    execFileSync("psql", ["-q", "-X", server, "-c", `CREATE DATABASE ${name} TEMPLATE template0`]);
    const url = new URL(server);
    url.pathname = `/${name}`;
    return url.toString();
}

export function freePort() {
    return new Promise((done, fail) => {
        const server = createServer().once("error", fail);
        server.listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => done(port));
        });
    });
}

export async function startPlatform(kind, { now, rounds = 0, seed = 1 }) {
    const folder = mkdtempSync(join(tmpdir(), "ztc-api-"));
    const store = freshStore(kind, folder);
    const words = ["demo", "--store", store, "--now", now, "--rounds", rounds, "--seed", seed, "--json"].map(String);
    const demo = JSON.parse(execFileSync(program, words, { encoding: "utf8", maxBuffer: 1 << 26 }));
    const listen = `127.0.0.1:${await freePort()}`;
    const server = spawn(program, ["serve", "--listen", listen, "--store", store, "--rehearsal"], { stdio: ["ignore", "ignore", "pipe"] });
    let log = "";
    server.stderr.on("data", (text) => (log += text));
    const address = `http://${listen}`;

    for (let i = 0; i < 100; i++) {
        try {
            if ((await fetch(`${address}/readyz`)).ok) break;
        } catch {
            /* not yet */
        }
        await pause(100);
    }
    const platform = {
        address, demo, store, kind,
        log: () => log,
        async stop() {
            const ended = new Promise((done) => server.once("exit", done));
            server.kill("SIGTERM");
            await ended;
        },
        remove() {
            rmSync(folder, { recursive: true, force: true });
        },
        verify() {
            return execFileSync(program, ["verify", "--store", store], { encoding: "utf8" });
        },
        account(role, { unit, jurisdiction } = {}) {
            const found = demo.accounts.find(
                (a) => a.role === role && (!unit || a.unit === unit) && (!jurisdiction || a.jurisdiction === jurisdiction),
            );
            if (!found) throw new Error(`the demo has no ${role} ${unit ?? ""} ${jurisdiction ?? ""}`);
            return found;
        },
        visitor: () => person(address, null),
        async staff(role, place) {
            const { account, password } = platform.account(role, place);
            return platform.signIn(account, password);
        },
        async signIn(account, password) {
            const visitor = person(address, null);
            const answer = await visitor.post("/sessions", { account, password });
            if (answer.status !== 201) throw new Error(`${account} cannot sign in: ${answer.status} ${JSON.stringify(answer.body)}`);
            return Object.assign(person(address, answer.body.token), { session: answer.body, account });
        },
        async enterprise(index, phone) {
            const enterprise = demo.enterprises[index];
            const visitor = person(address, null);
            const to = phone ?? enterprise.contact_phone;
            const asked = await visitor.post("/sessions/codes", { uscc: enterprise.uscc, phone: to });
            if (asked.status !== 202) throw new Error(`no code: ${asked.status} ${JSON.stringify(asked.body)}`);
            const outbox = await visitor.get(`/rehearsal/outbox?to=${to}`);
            const code = (outbox.body.items ?? outbox.body).find((n) => n.values?.code).values.code;
            const answer = await visitor.post("/sessions", { uscc: enterprise.uscc, phone: to, code });
            if (answer.status !== 201) throw new Error(`cannot sign in: ${answer.status} ${JSON.stringify(answer.body)}`);
            return Object.assign(person(address, answer.body.token), { enterprise });
        },
        async moveClock(now) {
            const clerk = await platform.staff("coordinator", { jurisdiction: "445100" });
            return clerk.post("/rehearsal/clock", { now });
        },
    };
    return platform;
}

export function person(address, token) {
    async function call(method, path, body, headers = {}) {
        const started = performance.now();
        const reply = await fetch(`${address}/api/v1${path}`, {
            method,
            headers: {
                ...(token ? { Authorization: `Bearer ${token}` } : {}),
                ...(body === undefined ? {} : { "Content-Type": "application/json" }),
                ...headers,
            },
            body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
        });
        const text = await reply.text();
        let parsed;
        try {
            parsed = text ? JSON.parse(text) : null;
        } catch {
            parsed = text;
        }
        return { status: reply.status, body: parsed, headers: reply.headers, milliseconds: performance.now() - started };
    }
    return {
        token,
        call,
        get: (path, headers) => call("GET", path, undefined, headers),
        post: (path, body = {}, headers) => call("POST", path, body, headers),
        act: (number, action, body = {}) => call("POST", `/appeals/${number}/actions/${action}`, body),
        round: (number, action, body = {}) => call("POST", `/rounds/${number}/actions/${action}`, body),
        async submit(fields = {}) {
            const e = this.enterprise;
            return call("POST", "/appeals", {
                uscc: e.uscc, enterprise_name: e.name, region: e.region, contact_name: e.contact_name,
                contact_phone: e.contact_phone, title: "厂区供电容量不足", body: "新增两条生产线，现有变压器容量不够。", ...fields,
            });
        },
        async file(path, name, bytes, type) {
            const form = new FormData();
            form.append("file", new Blob([bytes], { type }), name);
            const reply = await fetch(`${address}/api/v1${path}`, { method: "POST", headers: { Authorization: `Bearer ${token}` }, body: form });
            return { status: reply.status, body: await reply.json() };
        },
    };
}
