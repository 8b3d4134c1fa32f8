// SPDX-License-Identifier: Apache-2.0
// Many at once on one appeal, on one round, at the second of closing, and through two programs on one database.
import { execFileSync } from "node:child_process";
import { check, checkEqual } from "../browser/check.mjs";
import { at, CITY, pause, ROUND, startGround } from "./ground.mjs";
import { times } from "./times.mjs";

const AT_ONCE = 32;
const NEXT = "445100-2026-04";
const REPLY = { opinion: "已处理", kind: "resolved", no_contact_reason: "材料齐全" };

const atOnce = (ask) => Promise.all(Array.from({ length: AT_ONCE }, (_, i) => ask(i)));
const won = (answers) => answers.filter((a) => a.status >= 200 && a.status < 300);

async function people(ground) {
    return {
        coordinator: await ground.staff("coordinator", { jurisdiction: CITY }),
        office: await ground.staff("office", { jurisdiction: CITY }),
        officer: await ground.staff("officer", { unit: "gxj" }),
        firm: await ground.enterprise(0),
    };
}

async function must(answer, what) {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
    return body;
}

async function appealIn(p, steps) {
    const { number } = await must(p.firm.submit(), "submit");
    for (const [who, action, body] of steps) await must(p[who].act(number, action, body), action);
    return number;
}

const historyOf = async (p, path) => (await must(p.coordinator.get(`${path}/history?limit=200`), "history")).items;

// One winner; the others are told no, and the state that is so now.
async function oneWinner(p, what, answers, path, action) {
    const now = await must(p.coordinator.get(path), "seen");
    const losers = answers.filter((a) => a.status !== 200);
    checkEqual(won(answers).length, 1, `${what}: winners (${answers.map((a) => a.status)})`);
    check(losers.every((a) => a.status === 409), `${what}: losers ${[...new Set(losers.map((a) => `${a.status} ${a.body?.code}`))]}`);
    const strange = losers.filter((a) => a.body?.state !== now.state);
    check(strange.length === 0, `${what}: state of losers ${[...new Set(strange.map((a) => `${a.body?.state} ${a.body?.code}`))]}, now ${now.state}`);
    checkEqual((await historyOf(p, path)).filter((e) => e.action === action).length, 1, `${what}: in the history`);
}

const ASSIGNED = [["coordinator", "assign", { lead_unit: "gxj" }]];
const HANDLING = [...ASSIGNED, ["officer", "accept", {}]];
const ASSESSING = [...HANDLING, ["officer", "reply", REPLY]];
const CONTESTS = [
    { before: [], who: "coordinator", action: "assign", body: { lead_unit: "gxj" } },
    { before: ASSIGNED, who: "officer", action: "accept", body: {} },
    { before: ASSIGNED, who: "officer", action: "object", body: { grounds: "不属我局职责", proposed_unit: "fgj" } },
    { before: ASSIGNED, who: "coordinator", action: "retract", body: {} },
    { before: HANDLING, who: "officer", action: "reply", body: REPLY },
    { before: ASSESSING, who: "coordinator", action: "assess", body: { assessment: "提请会议研究" } },
    { before: ASSESSING, who: "coordinator", action: "return_to_unit", body: { reason: "措施不具体" } },
];

async function sameOnOneAppeal(ground, p) {
    for (const { before, who, action, body } of CONTESTS) {
        const number = await appealIn(p, before);
        await oneWinner(p, action, await atOnce(() => p[who].act(number, action, body)), `/appeals/${number}`, action);
    }
}

// Different ones at once: whatever was told to have been done is there, one after the other; nothing else is.
async function differentOnOneAppeal(ground, p) {
    const asks = [["officer", "accept", {}], ["officer", "object", { grounds: "不属我局职责", proposed_unit: "fgj" }],
        ["officer", "reply", REPLY], ["coordinator", "retract", {}], ["coordinator", "assign", { lead_unit: "gxj" }],
        ["firm", "withdraw", { reason: "已自行解决" }]];
    for (let i = 0; i < times.mixed; i++) {
        const number = await appealIn(p, ASSIGNED);
        const asked = Array.from({ length: AT_ONCE }, (_, j) => asks[(i + j) % (i % 2 ? asks.length : asks.length - 1)]);
        const answers = await Promise.all(asked.map(([who, action, body]) => p[who].act(number, action, body)));
        const done = answers.map((a, j) => ({ a, action: asked[j][1] })).filter(({ a }) => a.status === 200).sort((x, y) => x.a.body.version - y.a.body.version);
        const there = (await historyOf(p, `/appeals/${number}`)).filter((e) => e.role !== "clock").map((e) => e.action);
        checkEqual(there.join(), ["submit", "assign", ...done.map((d) => d.action)].join(), "what was told to be done");
        checkEqual(new Set(done.map(({ a }) => a.body.version)).size, done.length, "each has a version of its own");
        const losers = answers.filter((a) => a.status !== 200);
        /* Taken back, it is not the unit's to see any more. */
        check(losers.every((a) => (a.status === 409 && a.body.state) || (a.status === 404 && there.includes("retract"))), `losers: ${[...new Set(losers.map((a) => `${a.status} ${a.body.code} ${a.body.state}`))]}`);
    }
}

async function oneTag(ground, p) {
    const number = await appealIn(p, ASSIGNED);
    const tag = (await p.officer.get(`/appeals/${number}`)).headers.get("etag");
    const bodies = { accept: {}, object: { grounds: "不属我局职责", proposed_unit: "fgj" } };
    const answers = await atOnce((i) => {
        const action = Object.keys(bodies)[i % 2];
        return p.officer.post(`/appeals/${number}/actions/${action}`, bodies[action], { "If-Match": tag });
    });
    checkEqual(won(answers).length, 1, "with one tag: winners");
    check(answers.every((a) => [200, 409, 412].includes(a.status)), `with one tag: ${answers.map((a) => a.status)}`);
}

async function oneKey(ground, p) {
    for (let i = 0; i < 4; i++) {
        const number = await appealIn(p, []);
        const answers = await atOnce(() => p.coordinator.post(`/appeals/${number}/actions/assign`, { lead_unit: "gxj" }, { "Idempotency-Key": `key ${i}` }));
        check(answers.every((a) => a.status === 200 && a.body.version === answers[0].body.version), `with one key: ${answers.map((a) => `${a.status} ${a.body.code ?? ""}`)}`);
        checkEqual(answers.filter((a) => !a.headers.get("idempotent-replayed")).length, 1, "with one key: done");
    }
}

async function oneAccount(ground) {
    const answers = await atOnce(() => ground.signIn("coordinator"));
    check(answers.every((a) => a.token), "everybody signs in with one account");
}

async function onOneAppeal(kind) {
    const ground = await startGround(kind);
    const p = await people(ground);
    for (const race of [sameOnOneAppeal, differentOnOneAppeal, oneTag, oneKey, oneAccount]) await race(ground, p);
    await ground.kill("SIGTERM");
    check(/完整/.test(ground.verify()), `the record: ${ground.verify()}`);
    await ground.remove();
}

// Those who submit in the second of closing are in this round or in the next, in one of them.
async function closing(ground, p) {
    const submissions = Array.from({ length: AT_ONCE }, (_, i) => pause(i % 8).then(() => p.firm.submit({ title: `关门时第${i}件` })));
    const moved = Array.from({ length: 4 }, () => p.coordinator.post("/rehearsal/clock", { now: at("03-04") }));
    const answers = await Promise.all([...submissions, ...moved]);
    const numbers = answers.slice(0, AT_ONCE).filter((a) => a.status === 201).map((a) => a.body.number);
    checkEqual(numbers.length, AT_ONCE, `all submitted: ${answers.map((a) => a.status)}`);
    check(answers.slice(AT_ONCE).some((a) => a.status === 200), "the clock was moved");
    check(answers.slice(AT_ONCE).every((a) => [200, 409].includes(a.status)), `by one or by all: ${answers.slice(AT_ONCE).map((a) => a.status)}`);
    const closed = await must(p.coordinator.get(`/rounds/${ROUND}`), "the round");
    checkEqual(closed.state, "closed", "the round");
    const found = new Map(numbers.map((number) => [number, 0]));
    for (const round of [ROUND, NEXT])
        for (const { number } of (await must(p.coordinator.get(`/appeals?round=${round}&limit=200`), "its appeals")).items)
            if (found.has(number)) found.set(number, found.get(number) + 1);
    check([...found.values()].every((times) => times === 1), `each in one round: ${[...found.values()]}`);
    for (const number of numbers) {
        const appeal = await must(p.coordinator.get(`/appeals/${number}`), "the appeal");
        const inTime = Date.parse(appeal.submitted_at) < Date.parse(at("03-04"));
        checkEqual(appeal.round, inTime ? ROUND : NEXT, `${number}, submitted ${appeal.submitted_at}`);
    }
}

async function catalogue(ground, p) {
    for (const number of (await must(p.coordinator.get(`/appeals?round=${ROUND}&limit=200`), "its appeals")).items.map((a) => a.number).slice(0, 4))
        await must(p.coordinator.act(number, "assign", { lead_unit: "gxj" }), "assign");
    const answers = await atOnce(() => p.coordinator.round(ROUND, "submit_catalogue"));
    await oneWinner(p, "submit_catalogue", answers, `/rounds/${ROUND}`, "submit_catalogue");
    const { items } = await must(p.coordinator.get(`/rounds/${ROUND}`), "the round");
    checkEqual(new Set(items.map((i) => i.appeal)).size, items.length, "each item once");
}

async function agenda(ground, p) {
    const round = await must(p.coordinator.get(`/rounds/${ROUND}`), "the round");
    const secretary = await ground.signIn(round.secretary), leader = await ground.signIn(round.leader);
    const items = round.items.map((i) => i.appeal);
    const coordinated = await Promise.all(items.flatMap((appeal) => Array.from({ length: 4 }, () => secretary.round(ROUND, "coordinate", { appeal, on_site: true, proposal: "提请研究" }))));
    check(coordinated.every((a) => a.status === 200 || a.status === 409), `coordinated: ${coordinated.map((a) => a.status)}`);
    for (const appeal of items) await must(secretary.round(ROUND, "coordinate", { appeal, on_site: true, proposal: "提请研究" }), "coordinate");
    await oneWinner(p, "propose_agenda", await atOnce(() => secretary.round(ROUND, "propose_agenda")), `/rounds/${ROUND}`, "propose_agenda");
    const answers = await atOnce((i) => (i % 2 ? leader.round(ROUND, "approve_agenda") : leader.round(ROUND, "return_agenda", { reason: "再议" })));
    checkEqual(won(answers).length, 1, `approve or return: winners ${answers.map((a) => a.status)}`);
    check(answers.every((a) => a.status === 200 || (a.status === 409 && a.body.state)), `approve or return: ${[...new Set(answers.map((a) => `${a.status} ${a.body.code ?? ""} ${a.body.state}`))]}`);
}

async function onOneRound(kind) {
    const ground = await startGround(kind, { now: at("03-03", "23:59:59") });
    const p = await people(ground);
    for (const race of [closing, catalogue, agenda]) await race(ground, p);
    await ground.kill("SIGTERM");
    check(/完整/.test(ground.verify()), `the record: ${ground.verify()}`);
    await ground.remove();
}

// What the clock did to whom and when. Appeals by their titles, for numbers come in blocks.
function doneByClock(name) {
    return sql(`SELECT coalesce(a.title, r.number), e.action, e.at, e.state, count(*) FROM event e
        LEFT JOIN appeal a ON e.subject = 'appeal' AND a.id = e.subject_id LEFT JOIN round r ON e.subject = 'round' AND r.id = e.subject_id
        WHERE e.actor = 'clock' AND e.at < ${Date.parse(at("08-01")) * 1000} GROUP BY 1, 2, 3, 4 ORDER BY 1, 3, 2, 4`, name);
}

const address = (name) => Object.assign(new URL(process.env.ZTC_TEST_POSTGRES), { pathname: `/${name}` }).toString();
const sql = (text, name = "postgres") => execFileSync("psql", ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", address(name), "-c", text], { encoding: "utf8" });

// A store in which things will fall due; made once, copied for each who is to do them.
async function somethingToDo(name) {
    sql(`CREATE DATABASE ${name} TEMPLATE template0`);
    const ground = await startGround("postgresql", { store: address(name) });
    const p = await people(ground);
    const ways = [[], ASSIGNED, HANDLING, ASSESSING];
    for (let i = 0; i < 8; i++) {
        const { number } = await must(p.firm.submit({ title: `到期事项${i}` }), "submit");
        for (const [who, action, body] of ways[i % ways.length]) await must(p[who].act(number, action, body), action);
    }
    await ground.kill("SIGTERM");
    return ground;
}

async function quiet(name) {
    let before, now = "";
    do {
        before = now;
        await pause(1200);
        now = sql("SELECT count(*), (SELECT count(*) FROM outbox) FROM event", name);
    } while (now !== before);
}

// The clock of a rehearsal is moved through all of them at once; or they find by themselves what is due.
const MEANS = {
    moved: async (grounds) => {
        const clerks = await Promise.all(grounds.map((g) => g.staff("coordinator", { jurisdiction: CITY })));
        for (const day of ["03-05", "03-13", "04-20", "07-01"]) {
            const now = at(day);
            const answers = await Promise.all([...clerks, ...clerks].map((clerk) => clerk.post("/rehearsal/clock", { now })));
            check(answers.every((a) => [200, 409].includes(a.status)), `the clock: ${answers.map((a) => `${a.status} ${a.body?.code ?? ""}`)}`);
            await must(clerks[0].post("/rehearsal/clock", { now }), "the clock");
        }
    },
    swept: (grounds, name) => quiet(name),
};

async function doneBy(count, means, demo, name) {
    const rehearsal = means === "moved";
    if (!rehearsal) sql("DELETE FROM setting WHERE key = 'rehearsal_now'", name);
    const grounds = await Promise.all(Array.from({ length: count }, () => startGround("postgresql", { store: address(name), rehearsal, demo })));
    await MEANS[means](grounds, name);
    for (const ground of grounds) await ground.kill("SIGTERM");
    check(/完整/.test(grounds[0].verify()), `the record: ${grounds[0].verify()}`);
    for (const ground of grounds) await ground.remove();
    return doneByClock(name);
}

async function twoPrograms(kind) {
    if (kind !== "postgresql") return;
    const name = `ztc_crash_${process.pid}`;
    const ground = await somethingToDo(name);
    for (const means of Object.keys(MEANS)) {
        const copies = [1, 2].map((count) => `${name}_${means}_${count}`);
        for (const copy of copies) sql(`CREATE DATABASE ${copy} TEMPLATE ${name}`);
        const [one, two] = await Promise.all(copies.map((copy, i) => doneBy(i + 1, means, ground.demo, copy)));
        check(one.split("\n").length > 20, `${means}: much fell due`);
        checkEqual(two, one, `${means}: two programs do what one does`);
    }
    await ground.remove();
}

export const tests = { onOneAppeal, onOneRound, twoPrograms };
