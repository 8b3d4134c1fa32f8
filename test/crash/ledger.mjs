// SPDX-License-Identifier: Apache-2.0
// Clients that bring appeals along and write down what they were told; and the comparison with what is there.
import { randomUUID } from "node:crypto";
import { CITY } from "./ground.mjs";

// The way of an appeal through the house, each step with who takes it.
const WAY = [
    { action: "submit", who: "firm" },
    { action: "assign", who: "coordinator", body: { lead_unit: "gxj" } },
    { action: "accept", who: "officer", body: {} },
    { action: "reply", who: "officer", body: { opinion: "已协调供电部门增容", kind: "resolved", no_contact_reason: "材料齐全" } },
    { action: "assess", who: "coordinator", body: { assessment: "直接答复", direct: true } },
    { action: "release_reply", who: "coordinator", body: {} },
    { action: "pass_check", who: "coordinator", body: {} },
];

const ok = (answer) => answer.status >= 200 && answer.status < 300;

export async function openLedger(ground, chance, firms = 3) {
    const people = {
        coordinator: await ground.staff("coordinator", { jurisdiction: CITY }),
        officer: await ground.staff("officer", { unit: "gxj" }),
        firm: [],
    };
    for (let i = 0; i < firms; i++) people.firm.push(await ground.enterprise(i));

    const matters = [];
    const wrong = []; // what must not be, in words
    const figures = { acknowledged: 0, refused: 0, unknown: 0, repeated: 0, slowest: 0 };
    let stopping = false;

    function newMatter() {
        const matter = { title: `第${matters.length + 1}件`, firm: people.firm[matters.length % people.firm.length], done: [], version: 0, pending: null, busy: false, looked: -1 };
        matters.push(matter);
        return matter;
    }

    function send(matter, { action, who, body, key }) {
        if (action === "submit") {
            const e = matter.firm.enterprise;
            return matter.firm.post("/appeals", {
                uscc: e.uscc, enterprise_name: e.name, region: e.region, contact_name: e.contact_name, contact_phone: e.contact_phone,
                title: matter.title, body: "新增两条生产线，现有变压器容量不够。",
            }, { "Idempotency-Key": key });
        }
        return people[who].post(`/appeals/${matter.number}/actions/${action}`, body, { "Idempotency-Key": key });
    }

    function note(matter, answer) {
        const { action } = matter.pending;
        matter.done.push(action);
        matter.pending = null;
        matter.version = answer.body.version;
        matter.number = answer.body.number;
        figures.acknowledged++;
    }

    // Sent again until somebody says that it is done: with the same key, for nobody knows what became of it.
    async function step(matter, twice) {
        const known = !matter.pending;
        matter.pending ??= { ...WAY[matter.done.length], key: randomUUID() };
        let answers;
        const began = performance.now();
        try {
            answers = await Promise.all([send(matter, matter.pending), ...(twice ? [send(matter, matter.pending)] : [])]);
        } catch {
            figures.unknown++;
            return false;
        } finally {
            figures.slowest = Math.max(figures.slowest, performance.now() - began);
        }
        const good = answers.find(ok);
        for (const answer of answers) {
            if (ok(answer) && (answer.body.number !== good.body.number || answer.body.version !== good.body.version))
                wrong.push(`${matter.title} ${matter.pending.action}: two answers to one key`);
            if (!ok(answer) && answer.status < 500) wrong.push(`${matter.title} ${matter.pending.action}: ${answer.status} ${answer.body?.code ?? ""} ${answer.body?.detail ?? ""}`);
        }
        if (!good) {
            figures.refused++;
            return false;
        }
        if (!known || twice) figures.repeated++;
        note(matter, good);
        return true;
    }

    async function client() {
        while (!stopping) {
            const open = matters.filter((m) => !m.busy && m.done.length < WAY.length);
            const matter = open.length > 12 || (open.length && chance() < 0.7) ? open[Math.floor(chance() * open.length)] : newMatter();
            matter.busy = true;
            const went = await step(matter, chance() < 0.1);
            matter.busy = false;
            if (!went && !stopping) await new Promise((next) => setTimeout(next, 20));
        }
    }

    let clients = [];
    const ledger = {
        people, matters, wrong, figures,
        work(count = 6) {
            stopping = false;
            clients = Array.from({ length: count }, client);
        },
        // The clients end with the answer, or the broken connection, that they wait for.
        async rest() {
            stopping = true;
            await Promise.all(clients);
            clients = [];
        },
        // What nobody knows the end of is asked for again, with its key.
        async settle(tries = 200) {
            for (const matter of matters)
                for (let i = 0; matter.pending && i < tries; i++)
                    if (!(await step(matter, false))) await new Promise((next) => setTimeout(next, 50));
            for (const matter of matters) if (matter.pending) wrong.push(`${matter.title} ${matter.pending.action}: never done`);
        },
        // Of everything touched since the last look (or of all): is what was acknowledged there, once, and nothing else?
        async compare(all = false) {
            let looked = 0, lost = 0, doubled = 0;
            async function look(matter) {
                const mark = matter.done.length + (matter.pending ? 0.5 : 0);
                if (!matter.number || (!all && matter.looked === mark)) return;
                matter.looked = mark;
                looked++;
                const [appeal, history] = await Promise.all(["", "/history?limit=200"].map((more) => people.coordinator.get(`/appeals/${matter.number}${more}`)));
                const there = appeal.status === 200 ? history.body.items.filter((e) => e.role !== "clock").map((e) => e.action) : [];
                const may = matter.pending ? [...matter.done, matter.pending.action] : matter.done;
                for (const [i, action] of matter.done.entries())
                    if (there[i] !== action) {
                        lost++;
                        wrong.push(`${matter.number}: lost ${action}; acknowledged ${matter.done}, there ${there}`);
                        break;
                    }
                if (there.length > may.length || there.some((action, i) => action !== may[i])) {
                    doubled++;
                    wrong.push(`${matter.number}: too much is there: ${there}; acknowledged ${may}`);
                }
                if (appeal.status === 200 && appeal.body.version < matter.version) wrong.push(`${matter.number}: version ${appeal.body.version}, acknowledged ${matter.version}`);
            }
            for (let i = 0; i < matters.length; i += 16) await Promise.all(matters.slice(i, i + 16).map(look));
            return { looked, lost, doubled };
        },
        // Every title once, and none that was never submitted.
        async count() {
            const titles = new Map();
            let after = "";
            do {
                const { body } = await people.coordinator.get(`/appeals?limit=200${after ? `&after=${after}` : ""}`);
                for (const { title } of body.items) titles.set(title, (titles.get(title) ?? 0) + 1);
                after = body.next;
            } while (after);
            for (const matter of matters) {
                const times = titles.get(matter.title) ?? 0;
                if (times !== (matter.done.length ? 1 : 0) && !(matter.pending && times === 1)) wrong.push(`${matter.title} is there ${times} times`);
                titles.delete(matter.title);
            }
            if (titles.size) wrong.push(`never submitted: ${[...titles.keys()]}`);
        },
    };
    return ledger;
}
