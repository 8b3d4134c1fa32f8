// SPDX-License-Identifier: Apache-2.0
// A platform on a demo's store, asked as programs ask it.
//
//     const platform = await startPlatform({ now: "2026-02-23T10:00:00+08:00" });
//     const officer = await platform.staff("officer", { unit: "gxj" });
//     const answer = await officer.get("/appeals?state=assigned");     answer.status, answer.body, answer.headers
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { check } from "../browser/check.mjs";

// Where the stores of the next platforms lie: "sqlite", or "postgresql" on the server of ZTC_TEST_POSTGRES.
export const kind = { of: "sqlite" };
let databases = 0;

function sql(address, text) {
    execFileSync("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", text, address], { encoding: "utf8" });
}

function newStore(folder) {
    if (kind.of === "sqlite") return { store: join(folder, "ztc.db"), drop() {} };
    const server = process.env.ZTC_TEST_POSTGRES;
    const name = `ztc_api_${process.pid}_${databases++}`;
    const store = new URL(server);
    sql(server, `CREATE DATABASE ${name} TEMPLATE template0`);
    store.pathname = `/${name}`;
    return { store: store.href, drop: () => sql(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

const program = join(resolve(process.env.OUT ?? "build"), "ztc");
const running = new Set();
const keep = process.env.ZTC_KEEP;

export async function stopPlatforms() {
    for (const platform of [...running]) await platform.stop();
}

export async function startPlatform({ now, rounds = 0, seed = 1 }) {
    const folder = mkdtempSync(join(tmpdir(), "ztc-api-"));
    const { store, drop } = newStore(folder);
    const made = ["demo", "--store", store, "--now", now, "--rounds", rounds, "--seed", seed, "--json"].map(String);
    const demo = JSON.parse(execFileSync(program, made, { encoding: "utf8", maxBuffer: 1 << 26 }));
    const server = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--store", store, "--rehearsal"], {
        stdio: ["ignore", "pipe", "pipe"],
    });
    const platform = new Platform(server, folder, demo, drop);
    running.add(platform);
    await platform.ready();
    return platform;
}

class Platform {
    constructor(server, folder, demo, drop) {
        Object.assign(this, { server, folder, demo, drop, log: "", tokens: new Map() });
        server.stderr.on("data", (text) => (this.log += text));
    }

    // The address is the first line it prints.
    async ready() {
        this.address = await new Promise((done, fail) => {
            this.server.stdout.once("data", (text) => done(String(text).match(/http:\/\/\S+/)[0]));
            this.server.once("exit", () => fail(new Error(`the platform did not start:\n${this.log}`)));
        });
        this.anybody = new Caller(this, null);
    }

    async stop() {
        running.delete(this);
        if (this.server.exitCode === null) {
            const ended = new Promise((done) => this.server.once("exit", done));
            this.server.kill("SIGTERM");
            await ended;
        }
        check(this.server.exitCode === 0, `the platform ended with ${this.server.exitCode}:\n${this.log}`);
        this.drop();
        if (!keep) rmSync(this.folder, { recursive: true, force: true });
    }

    account(role, of = {}) {
        const fits = (each) => Object.entries(of).every(([key, value]) => each[key] === value);
        const found = this.demo.accounts.find((each) => each.role === role && fits(each));
        if (!found) throw new Error(`the demo has no ${role} ${JSON.stringify(of)}`);
        return found;
    }

    async staff(role, of) {
        const { account, password } = this.account(role, of);
        if (!this.tokens.has(account)) {
            const { status, body } = await this.anybody.post("/sessions", { account, password });
            if (status !== 201) throw new Error(`${account} could not sign in: ${status} ${JSON.stringify(body)}`);
            this.tokens.set(account, body.token);
        }
        return new Caller(this, this.tokens.get(account));
    }

    async enterprise({ uscc, contact_phone: phone }) {
        const key = `${uscc} ${phone}`;
        if (!this.tokens.has(key)) {
            const asked = await this.anybody.post("/sessions/codes", { uscc, phone });
            if (asked.status !== 202) throw new Error(`no code for ${phone}: ${JSON.stringify(asked.body)}`);
            const { items } = (await this.anybody.get(`/rehearsal/outbox?to=${phone}&limit=1`)).body;
            const { status, body } = await this.anybody.post("/sessions", { uscc, phone, code: items[0].values.code });
            if (status !== 201) throw new Error(`${uscc} could not sign in: ${status} ${JSON.stringify(body)}`);
            this.tokens.set(key, body.token);
        }
        return new Caller(this, this.tokens.get(key));
    }

    async moveClock(now) {
        const { status, body } = await (await this.staff("coordinator")).post("/rehearsal/clock", { now });
        if (status !== 200) throw new Error(`the clock did not move to ${now}: ${status} ${JSON.stringify(body)}`);
    }
}

class Caller {
    constructor(platform, token) {
        Object.assign(this, { platform, token });
    }

    // `raw`: bytes as they are, with a content type of their own.
    ask(method, path, { body, raw, type, headers = {} } = {}) {
        const bytes = raw ?? (body === undefined ? undefined : JSON.stringify(body));
        const url = new URL(path.startsWith("/api/") ? path : `/api/v1${path}`, this.platform.address);
        const sent = { ...headers };
        if (this.token) sent.authorization = `Bearer ${this.token}`;
        if (bytes !== undefined) {
            sent["content-type"] = type ?? "application/json";
            sent["content-length"] = Buffer.byteLength(bytes);
        }
        return new Promise((done, fail) => {
            const asked = request(url, { method, headers: sent }, (answer) => {
                const parts = [];
                answer.on("data", (part) => parts.push(part));
                answer.on("error", fail);
                answer.on("end", () => {
                    const content = Buffer.concat(parts);
                    const json = /json/.test(answer.headers["content-type"] ?? "");
                    done({
                        status: answer.statusCode,
                        headers: answer.headers,
                        content,
                        body: json ? JSON.parse(content.toString("utf8")) : null,
                    });
                });
            });
            asked.on("error", fail);
            asked.end(bytes);
        });
    }

    get(path, headers) {
        return this.ask("GET", path, { headers });
    }

    post(path, body, headers) {
        return this.ask("POST", path, { body, headers });
    }

    act(number, action, body = {}, headers) {
        const things = /^ZT/.test(number) ? "appeals" : "rounds";
        return this.post(`/${things}/${number}/actions/${action}`, body, headers);
    }

    upload(path, name, content, type = "application/octet-stream") {
        const boundary = "----test-boundary";
        const raw = Buffer.concat([
            Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n`),
            Buffer.from(`Content-Type: ${type}\r\n\r\n`),
            Buffer.from(content),
            Buffer.from(`\r\n--${boundary}--\r\n`),
        ]);
        return this.ask("POST", path, { raw, type: `multipart/form-data; boundary=${boundary}` });
    }
}

export function submission({ uscc, name, region, contact_name, contact_phone }, more = {}) {
    return {
        uscc,
        enterprise_name: name,
        region,
        contact_name,
        contact_phone,
        title: "新厂区供水管网未接通",
        body: "厂房已经建成，市政供水管网尚未接到厂区门口，无法投产。请协调解决供水接驳。",
        ...more,
    };
}
