// SPDX-License-Identifier: Apache-2.0
// A platform whose people are at hand, and short words for what the scenes do again and again.
import { check, equal, status } from "./check.mjs";
import { startPlatform } from "./platform.mjs";

export const CITY = "445100";
export const ROUND = "445100-2026-03";
export const NEXT = "445100-2026-04";
export const at = (day, time = "00:00:00") => `${day.length === 5 ? `2026-${day}` : day}T${time}+08:00`;
export const clock = (subject, id) => subject.clocks.find((c) => c.id === id);
export const may = (subject, id) => subject.actions.some((a) => a.id === id);

// Which clocks run, with their last day (the instant for limits in hours), as one object.
export const limits = (subject) =>
    Object.fromEntries(subject.clocks.map((c) => [c.id, c.paused ? "paused" : c.due_day]).sort(([a], [b]) => (a < b ? -1 : 1)));

export async function world(kind, { day = "02-13", time = "09:00:00", rounds = 0 } = {}) {
    const p = await startPlatform(kind, { now: at(day, time), rounds });
    const people = new Map();
    const w = {
        p,
        // Somebody of that role; signed in once.
        async who(role, place = {}) {
            const key = JSON.stringify([role, place]);
            if (!people.has(key)) people.set(key, await p.staff(role, place));
            return people.get(key);
        },
        officer: (unit) => w.who("officer", { unit }),
        head: (unit) => w.who("unit_head", { unit }),
        county: (jurisdiction) => w.who("coordinator", { jurisdiction }),
        async firm(index) {
            if (!people.has(index)) people.set(index, await p.enterprise(index));
            return people.get(index);
        },
        async see(number, who = w.coordinator) {
            return status(await who.get(`/appeals/${number}`), 200, `${number} is seen`);
        },
        async round(number = ROUND, who = w.coordinator) {
            return status(await who.get(`/rounds/${number}`), 200, `${number} is seen`);
        },
        async history(number, who = w.coordinator) {
            const list = [];
            let page = { next: "" };
            while (page.next !== null && page.next !== undefined) {
                page = status(await who.get(`/appeals/${number}/history?limit=200${page.next ? `&after=${page.next}` : ""}`), 200, "its history");
                list.push(...page.items);
            }
            return list;
        },
        async move(day, time) {
            return status(await w.coordinator.post("/rehearsal/clock", { now: at(day, time) }), 200, `the clock goes to ${day} ${time ?? ""}`);
        },
        // An appeal done so far: the answers of its last step.
        async submitted(fields = {}, index = 0) {
            const firm = await w.firm(index);
            return status(await firm.submit(fields), 201, "submitted");
        },
        async assigned(unit, more = {}, fields = {}, index = 0) {
            const { number } = await w.submitted(fields, index);
            return status(await w.coordinator.act(number, "assign", { lead_unit: unit, ...more }), 200, `assigned to ${unit}`);
        },
        async handling(unit, more = {}, fields = {}, index = 0) {
            const { number } = await w.assigned(unit, more, fields, index);
            return status(await (await w.officer(unit)).act(number, "accept"), 200, "accepted");
        },
        async replied(unit, reply = {}, more = {}, fields = {}, index = 0) {
            const { number } = await w.handling(unit, more, fields, index);
            return status(await (await w.officer(unit)).act(number, "reply", { ...w.reply, ...reply }), 200, "replied");
        },
        async direct(unit, reply = {}, more = {}, fields = {}, index = 0) {
            const { number } = await w.replied(unit, reply, more, fields, index);
            return status(await w.coordinator.act(number, "assess", { assessment: "直接答复", direct: true }), 200, "direct");
        },
        async executing(unit, done_by = "2026-05-29", index = 0) {
            const { number } = await w.direct(unit, { kind: "planned", done_by }, {}, {}, index);
            return status(await w.coordinator.act(number, "release_reply"), 200, "released");
        },
        async checking(unit, index = 0) {
            const { number } = await w.direct(unit, {}, {}, {}, index);
            return status(await w.coordinator.act(number, "release_reply"), 200, "released");
        },
        async rating(unit, index = 0) {
            const { number } = await w.checking(unit, index);
            return status(await w.coordinator.act(number, "pass_check"), 200, "passed");
        },
        reply: { opinion: "已处理", kind: "resolved", no_contact_reason: "材料齐全" },
        // Of a round, its own leader and secretary.
        async own(role, number = ROUND) {
            const { [role]: account } = await w.round(number);
            return p.signIn(account, p.demo.accounts.find((a) => a.account === account).password);
        },
        // The catalogue of a closed round goes through to the approved agenda; these items on site.
        async agenda(onSite, number = ROUND) {
            const round = status(await w.coordinator.round(number, "submit_catalogue"), 200, "catalogue");
            const secretary = await w.own("secretary", number);
            const leader = await w.own("leader", number);
            for (const item of round.items)
                status(await secretary.round(number, "coordinate", { appeal: item.appeal, on_site: onSite.includes(item.appeal), proposal: "提请研究" }), 200, "coordinated");
            status(await secretary.round(number, "propose_agenda"), 200, "proposed");
            return status(await leader.round(number, "approve_agenda"), 200, "approved");
        },
        async outbox(to) {
            const answer = status(await p.visitor().get(`/rehearsal/outbox${to ? `?to=${to}` : ""}`), 200, "the outbox");
            return answer.items ?? answer;
        },
        async end() {
            await p.stop();
            check(/完整/.test(p.verify()), "the record verifies");
            p.remove();
        },
    };
    w.coordinator = await w.county(CITY);
    w.office = await w.who("office", { jurisdiction: CITY });
    w.inspector = await w.who("inspector", { jurisdiction: CITY });
    w.leaders = await w.who("overview", { jurisdiction: CITY });
    return w;
}

export { check, equal, status };

// A refusal, and at which fields.
export function refused(answer, want, text, pointer) {
    status(answer, want, text);
    if (pointer) {
        const pointers = (answer.body?.errors ?? []).map((e) => e.pointer);
        check(pointers.includes(pointer), `${text}: errors point to ${JSON.stringify(pointers)}, want ${pointer}`);
    }
    return answer.body;
}
