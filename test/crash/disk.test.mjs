// SPDX-License-Identifier: Apache-2.0
// A disk that fills up, a disk that fails, and memory that runs out, at each of the places where they can: what was
// asked for is then done or plainly refused, and nothing is half done.
import { check, checkEqual } from "../browser/check.mjs";
import { at, chanceOf, CITY, pause, ROUND, startGround } from "./ground.mjs";
import { openLedger } from "./ledger.mjs";
import { progress, times } from "./times.mjs";

const REPLY = { opinion: "已处理", kind: "resolved", no_contact_reason: "材料齐全" };
const good = (answer) => answer.status >= 200 && answer.status < 300;

async function fills(kind) {
    if (kind !== "sqlite") return;
    const chance = chanceOf(times.seed);
    const ground = await startGround(kind, { disk: true });
    const ledger = await openLedger(ground, chance);
    ledger.work();
    await pause(300);
    ground.set("no_room", 1);
    const firm = ledger.people.firm[0];
    let refusal;
    for (let i = 0; i < 200 && refusal?.status !== 507; i++) refusal = await firm.submit({ title: `满盘${i}` }); // the log may have room inside
    checkEqual(refusal.status, 507, `a full disk: ${JSON.stringify(refusal.body)}`);
    check(/存储空间/.test(refusal.body?.detail ?? ""), `says so: ${refusal.body?.detail}`);
    const file = await firm.file(`/appeals/${ledger.matters[0].number}/attachments`, "一.txt", Buffer.from(Array.from({ length: 50000 }, (_, i) => `第${i}行附件\n`).join("")), "text/plain");
    checkEqual(file.status, 507, `a file on a full disk: ${JSON.stringify(file.body)}`);
    const seen = await ledger.people.coordinator.get(`/appeals/${ledger.matters[0].number}`);
    checkEqual(seen.status, 200, "reads go on");
    await pause(300);
    ground.set("no_room", 0);
    const again = await firm.submit({ title: "又有空间" });
    checkEqual(again.status, 201, "room again");
    await ledger.rest();
    await ledger.settle();
    const { lost, doubled } = await ledger.compare(true);
    checkEqual(lost + doubled, 0, "lost or doubled");
    check(ledger.wrong.length === 0, ledger.wrong.slice(0, 10).join("\n"));
    check(ground.running(), "it never ended");
    await ground.kill("SIGTERM");
    check(/完整/.test(ground.verify()), `the record: ${ground.verify()}`);
    await ground.remove();
}

// The scenario, a request at a time. `path`: of what tells whether it has been done.
async function cast(ground) {
    return {
        firm: await ground.enterprise(0),
        coordinator: await ground.staff("coordinator", { jurisdiction: CITY }),
        office: await ground.staff("office", { jurisdiction: CITY }),
        officer: await ground.staff("officer", { unit: "gxj" }),
    };
}
const appeal = (who, action, body) => ({ what: action, path: (m) => `/appeals/${m.number}`, ask: (p, m) => p[who].act(m.number, action, body) });
const round = (who, action, body) => ({ what: action, once: true, path: () => `/rounds/${ROUND}`, ask: (p) => p[who].round(ROUND, action, body) });
const SCENARIO = [
    { what: "submit", path: () => null, ask: (p) => p.firm.submit(), after: (m, body) => (m.number = body.number) },
    appeal("coordinator", "assign", { lead_unit: "gxj" }),
    appeal("officer", "accept", {}),
    appeal("officer", "reply", REPLY),
    appeal("coordinator", "assess", { assessment: "提请会议研究" }),
    round("coordinator", "announce", { text: "预约公告" }),
    { what: "sweep", once: true, path: () => `/rounds/${ROUND}`, ask: (p) => p.coordinator.post("/rehearsal/clock", { now: at("03-04", "09:00:00") }) },
    round("coordinator", "submit_catalogue", {}),
];

// State, version and history of what a request changes, and how many appeals there are.
async function picture(p, path) {
    const list = await p.coordinator.get("/appeals?limit=200");
    const parts = [list.body.items.map((a) => `${a.number} ${a.state}`).sort()];
    if (path) {
        const [matter, history] = [await p.coordinator.get(path), await p.coordinator.get(`${path}/history?limit=200`)];
        parts.push(matter.body.state, matter.body.version, matter.body.clocks.map((c) => `${c.id} ${c.due}`), history.body.items.map((e) => `${e.seq} ${e.action} ${e.state}`));
    }
    return JSON.stringify(parts);
}

async function ask(ground, step, p, matter) {
    try {
        return await step.ask(p, matter);
    } catch {
        return { status: 0, body: null }; // the program ended
    }
}

// After a refusal everything is as it was; whoever got no answer finds it done or as it was.
async function judge(ground, p, step, matter, answer, before, nth) {
    if (!ground.running() || answer.status === 0) {
        const { signal } = await ground.ended();
        check(signal === "SIGABRT" && /out of memory/.test(ground.log().slice(-200)), `${step.what}, ${nth}: ended by ${signal}, says ${ground.log().slice(-200)}`);
        check(/完整/.test(ground.verify()), `${step.what}, ${nth}: the record: ${ground.verify()}`);
        await ground.start();
    }
    if (good(answer)) return { done: true };
    const after = await picture(p, step.path(matter));
    const refused = [500, 503, 507].includes(answer.status);
    check(answer.status === 0 || refused, `${step.what}, ${nth}: ${answer.status} ${JSON.stringify(answer.body)}`);
    if (refused) check(after === before, `${step.what}, ${nth}: refused with ${answer.status}, yet\n${before}\n${after}`);
    return { done: false, changed: after !== before };
}

// One step until it is done, `control` failing at the n-th of `numbers`; true when the last one was out of reach.
async function untilDone(ground, p, step, matter, control, numbers, tally) {
    for (const nth of numbers) {
        const before = await picture(p, step.path(matter)), failed = ground.read("failed");
        ground.set(control, nth);
        const answer = await ask(ground, step, p, matter);
        await pause(answer.status ? 0 : 50);
        ground.set(control, 0);
        tally.reached = nth;
        tally.refusals += answer.status >= 500;
        tally.ends += !answer.status;
        const found = await judge(ground, p, step, matter, answer, before, nth);
        if (found.done) step.after?.(matter, answer.body);
        if (found.done || (found.changed && step.what !== "submit")) return ground.read("failed") === failed;
    }
    const answer = await ask(ground, step, p, matter);
    check(good(answer), `${step.what} at last: ${answer.status} ${JSON.stringify(answer.body)}`);
    step.after?.(matter, answer.body ?? {});
    return true;
}

// Through the scenario. Some failures do no harm and the step is done: then again with another appeal, from there on.
async function failing(kind, control, numbers, most, allowed) {
    if (kind !== "sqlite") return;
    const chance = chanceOf(times.seed);
    const ground = await startGround(kind, { disk: true });
    const p = await cast(ground), tally = { refusals: 0, ends: 0 };
    const reached = new Map(), left = new Set(SCENARIO);

    for (let time = 0; time < most && [...left].some((step) => !step.once); time++) {
        const matter = {};
        for (const step of SCENARIO) {
            if (time && step.once) continue;
            const out = await untilDone(ground, p, step, matter, control, numbers(reached.get(step) ?? 0, chance), tally);
            reached.set(step, tally.reached);
            if (out) left.delete(step);
        }
        progress(time + 1, most, () => `${control}: ${tally.refusals} refusals, ${tally.ends} ends, at ${[...reached.values()]}`);
    }
    check(allowed(tally.refusals, tally.ends), `${control}: ${JSON.stringify(tally)}`);
    await ground.kill("SIGTERM");
    check(/完整/.test(ground.verify()), `the record: ${ground.verify()}`);
    await ground.remove();
}

// The next ones in turn; or a few by chance.
const each = (from) => Array.from({ length: 1000 }, (_, i) => from + i + 1);
const some = (from, chance) => Array.from({ length: 8 }, () => 1 + Math.floor(chance() * 100)).sort((a, b) => a - b);

const failsToWrite = (kind) => failing(kind, "fail_write", each, 1, (refusals, ends) => refusals > 20 && ends === 0);
const failsToSync = (kind) => failing(kind, "fail_sync", each, 1, (refusals, ends) => refusals >= 6 && ends === 0);
const runsOutOfMemory = (kind) => failing(kind, "fail_memory", times.memory > 1 ? each : some, times.memory, (refusals, ends) => refusals + ends > 5);

export const tests = { fills, failsToWrite, failsToSync, runsOutOfMemory };
