// SPDX-License-Identifier: Apache-2.0
// A platform on a store of its own, and people who use it through their browser.
//
//     const platform = await startPlatform({ now: "2026-03-02T09:00:00+08:00" });
//     const coordinator = await platform.signIn("coordinator");
//     await coordinator.go("/appeals");
//     await coordinator.act("派单", { 主办单位: "市工业和信息化局" });
//     await platform.moveClock("2026-03-05T09:00:00+08:00");
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";
import { check } from "./check.mjs";
import { examine } from "./examine.mjs";

const out = resolve(process.env.OUT ?? "build");
const program = join(out, "ztc");
const screens = join(out, "screens");
export const widths = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

let browser;
const running = new Set();

async function theBrowser() {
    // Root has no sandbox of its own; background services would ask hosts that are not there.
    browser ??= await chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
    });
    return browser;
}

export async function closeBrowser() {
    await browser?.close();
}

export async function stopServers() {
    for (const platform of [...running]) await platform.stop();
}

function freePort() {
    return new Promise((done, fail) => {
        const server = createServer().once("error", fail);
        server.listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => done(port));
        });
    });
}

// Without `now` on an empty store; with it on a demo's, whose clock starts then. `rounds` as of `ztc demo`.
export async function startPlatform({ now, rounds = 0, seed = 1 } = {}) {
    const folder = mkdtempSync(join(tmpdir(), "ztc-browser-"));
    const store = join(folder, "ztc.db");
    let demo = { accounts: [], enterprises: [] };

    if (now) {
        const arguments_ = ["demo", "--store", store, "--now", now, "--rounds", rounds, "--seed", seed, "--json"];
        demo = JSON.parse(execFileSync(program, arguments_.map(String), { encoding: "utf8", maxBuffer: 1 << 26 }));
    }
    const port = await freePort();
    const listen = `127.0.0.1:${port}`;
    const server = spawn(program, ["serve", "--listen", listen, "--store", store, ...(now ? ["--rehearsal"] : [])], {
        stdio: ["ignore", "pipe", "pipe"],
    });
    const platform = new Platform(server, `http://${listen}`, folder, demo);
    running.add(platform);
    await platform.ready();
    return platform;
}

class Platform {
    constructor(server, address, folder, demo) {
        Object.assign(this, { server, address, folder, demo, log: "" });
        server.stdout.on("data", (text) => (this.log += text));
        server.stderr.on("data", (text) => (this.log += text));
    }

    async ready() {
        for (let tries = 0; tries < 200; tries++) {
            if (this.server.exitCode !== null) break;
            const answer = await fetch(`${this.address}/readyz`).catch(() => null);
            if (answer?.ok) return;
            await pause(50);
        }
        throw new Error(`the platform did not get ready:\n${this.log}`);
    }

    async stop() {
        running.delete(this);
        if (this.server.exitCode === null) {
            const ended = new Promise((done) => this.server.once("exit", done));
            this.server.kill("SIGTERM");
            await ended;
        }
        check(this.server.exitCode === 0, `the platform ended with ${this.server.exitCode}:\n${this.log}`);
        rmSync(this.folder, { recursive: true, force: true });
    }

    // The first account of a role, or that of a unit or jurisdiction.
    account(role, { unit, jurisdiction } = {}) {
        const found = this.demo.accounts.find(
            (each) =>
                each.role === role &&
                (!unit || each.unit === unit) &&
                (!jurisdiction || each.jurisdiction === jurisdiction),
        );
        if (!found) throw new Error(`the demo has no ${role} ${unit ?? ""} ${jurisdiction ?? ""}`);
        return found;
    }

    async api(method, path, body, token) {
        const answer = await fetch(`${this.address}/api/v1${path}`, {
            method,
            headers: {
                ...(body && { "content-type": "application/json" }),
                ...(token && { authorization: `Bearer ${token}` }),
            },
            body: body && JSON.stringify(body),
        });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
        return text ? JSON.parse(text) : null;
    }

    async token(role, of) {
        const { account, password } = this.account(role, of);
        return (await this.api("POST", "/sessions", { account, password })).token;
    }

    async moveClock(now) {
        this.clockToken ??= await this.token("coordinator");
        await this.api("POST", "/rehearsal/clock", { now }, this.clockToken);
    }

    // The newest notice sent to that telephone.
    async lastNotice(to) {
        const { items } = await this.api("GET", `/rehearsal/outbox?to=${encodeURIComponent(to)}`);
        return items[0];
    }

    async visitor(options) {
        return Person.arrive(this, options);
    }

    // Through the sign-in page, as a person does.
    async signIn(role, of, options) {
        const { account, password } = this.account(role, of);
        const person = await this.visitor(options);
        await person.go("/staff/sign-in");
        await person.act("登录", { 账号: account, 密码: password });
        return person;
    }

    async signInEnterprise({ uscc, contact_phone }, options) {
        const person = await this.visitor(options);
        await person.go("/sign-in");
        await person.act("获取验证码", { 统一社会信用代码: uscc, 手机: contact_phone });
        await person.act("登录", { 验证码: (await this.lastNotice(contact_phone)).values.code });
        return person;
    }
}

// One person with one browser window. Whatever the page complains about fails the test.
class Person {
    static async arrive(platform, { width = "desktop", scripts = true } = {}) {
        const context = await (await theBrowser()).newContext({
            viewport: widths[width],
            javaScriptEnabled: scripts,
            locale: "zh-CN",
            timezoneId: "Asia/Shanghai",
            baseURL: platform.address,
            reducedMotion: "reduce",
        });
        const page = await context.newPage();
        page.setDefaultTimeout(10_000);
        return new Person(platform, page);
    }

    constructor(platform, page) {
        Object.assign(this, { platform, page });
        page.on("console", (message) => {
            // A form that comes back with its faults is no mistake of the page.
            if (/status of (401|409|412|422|429) /.test(message.text()) && message.location().url === page.url()) return;
            if (message.type() === "error") check(false, `console at ${page.url()}: ${message.text()} ${message.location().url}`);
        });
        page.on("pageerror", (error) => check(false, `script at ${page.url()}: ${error}`));
        page.on("request", (request) => {
            const url = request.url();
            if (!url.startsWith(platform.address) && !url.startsWith("data:")) check(false, `asks a foreign host: ${url}`);
        });
    }

    async go(path) {
        const answer = await this.page.goto(path);
        check(answer.status() < 400, `${path} answered ${answer.status()}`);
    }

    async follow(link) {
        await this.page.getByRole("link", { name: link }).first().click();
    }

    // Fills the form with that button by the labels of its fields, unfolding what hides it, and presses the button.
    async act(button, fields = {}) {
        const { page } = this;
        const form = page.locator("form").filter({ has: page.locator(`button:text-is("${button}")`) }).first();

        await form.waitFor({ state: "attached" });
        await unfold(form);
        for (const [label, value] of Object.entries(fields)) await fill(form, label, value);
        await form.locator(`button:text-is("${button}")`).first().click();
        await page.waitForLoadState();
    }

    async text() {
        return (await this.page.locator("body").innerText()).replaceAll(/\s+/g, " ");
    }

    async see(text) {
        return check((await this.text()).includes(text), `${this.page.url()} does not say “${text}”`);
    }

    // The page at both widths: one h1, nothing sideways, no finding of axe and html-validate; pictures are kept.
    async examine(name) {
        mkdirSync(screens, { recursive: true });
        await examine(this.page, name, screens, widths);
    }

    async leave() {
        await this.page.context().close();
    }
}

async function unfold(form) {
    await form.evaluate((element) => {
        for (let each = element.parentElement; each; each = each.parentElement)
            if (each.tagName === "DETAILS") each.open = true;
    });
}

// Takes a text, a number; true or false for a checkbox; the label of an option; [paths] for files.
async function fill(form, label, value) {
    const group = form.getByRole("group", { name: label }).first();

    // A group of radios or checkboxes: the label is its legend, the value names one or several of them.
    if (await group.count()) {
        for (const each of [value].flat()) await group.getByLabel(each, { exact: true }).check();
        return;
    }
    const controls = form.page().locator("input, textarea, select");
    const labelled = form.getByLabel(label).and(controls).first(); // a section may carry the same words
    const kind = await labelled.evaluate((element) => element.type ?? element.tagName.toLowerCase());

    if (kind === "select-one" || kind === "select-multiple") {
        await labelled.selectOption([value].flat().map((each) => ({ label: each })));
    } else if (kind === "checkbox" || kind === "radio") {
        await labelled.setChecked(value);
    } else if (kind === "file") {
        await labelled.setInputFiles(value);
    } else {
        await labelled.fill(String(value));
    }
}
