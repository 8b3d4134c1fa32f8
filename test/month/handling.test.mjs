// SPDX-License-Identifier: Apache-2.0
// What a unit and the coordinator do with an appeal in hand: requests, pauses, returns, promises, checks.
import { at, check, clock, equal, limits, may, NEXT, refused, status, world } from "./world.mjs";

async function replies(kind) {
    const w = await world(kind, { day: "02-24" });
    const gxj = await w.officer("gxj");
    const fgj = await w.officer("fgj");

    /* Replying. */
    let a = await w.handling("gxj", { co_units: ["fgj"] });
    equal(a.actions.length >= 0 && may(await w.see(a.number, gxj), "sign_off"), false, "sign_off is not switched on");
    refused(await gxj.act(a.number, "reply", { opinion: "x", kind: "resolved" }), 422, "no contact", "/no_contact_reason");
    refused(await gxj.act(a.number, "reply", { ...w.reply, opinion: undefined }), 422, "no opinion", "/opinion");
    refused(await gxj.act(a.number, "reply", { ...w.reply, kind: "maybe" }), 422, "kind", "/kind");
    refused(await gxj.act(a.number, "reply", { ...w.reply, kind: "planned" }), 422, "planned", "/done_by");
    refused(await gxj.act(a.number, "reply", { ...w.reply, kind: "planned", done_by: "2026-02-23" }), 422, "a day past", "/done_by");
    refused(await gxj.act(a.number, "reply", { ...w.reply, kind: "planned", done_by: "2026-02-30" }), 422, "no such day", "/done_by");
    refused(await gxj.act(a.number, "reply", { ...w.reply, kind: "cannot" }), 422, "basis", "/basis");
    refused(await fgj.act(a.number, "reply", w.reply), 403, "the co-unit does not reply");
    refused(await w.coordinator.act(a.number, "reply", w.reply), 403, "nor the coordinator");
    refused(await fgj.act(a.number, "co_reply", {}), 422, "opinion", "/opinion");
    refused(await gxj.act(a.number, "log_contact", { whom: "a", how: "b" }), 422, "found", "/found");
    refused(await gxj.act(a.number, "log_contact", { whom: "a", how: "b", found: "c", outcome: "perhaps" }), 422, "outcome", "/outcome");
    refused(await gxj.act(a.number, "consult", { participants: "三家" }), 422, "minutes", "/minutes");
    status(await gxj.act(a.number, "consult", { participants: "三家", minutes: "议定" }), 200, "consulted");
    status(await gxj.act(a.number, "progress", { text: "已现场查看" }), 200, "progress");
    a = status(await gxj.act(a.number, "reply", { ...w.reply, kind: "cannot", basis: "规划未覆盖" }), 200, "replied");
    equal([a.state, limits(a)], ["assessing", { assess: "2026-02-27" }], "assessing; the co-units' time has ended");
    refused(await fgj.act(a.number, "co_reply", { opinion: "晚了" }), 409, "only until the lead replies");

    /* Sent back twice. */
    refused(await w.coordinator.act(a.number, "return_to_unit", {}), 422, "reason", "/reason");
    a = status(await w.coordinator.act(a.number, "return_to_unit", { reason: "没有回应诉求" }), 200, "sent back");
    equal([a.state, clock(a, "reply").due_day], ["handling", "2026-03-09"], "what was left is later than two days");
    status(await gxj.act(a.number, "reply", w.reply), 200, "no new reason is needed beyond it");
    await w.move("02-27", "15:00:00");
    a = status(await w.coordinator.act(a.number, "return_to_unit", { reason: "还是没有" }), 200, "a second time");
    status(await gxj.act(a.number, "reply", w.reply), 200, "replied");
    refused(await w.coordinator.act(a.number, "return_to_unit", { reason: "第三次" }), 409, "twice at most");
    check(!may(await w.see(a.number), "return_to_unit"), "not offered");
    await w.move("03-04", "00:00:00");
    a = await w.see(a.number);
    equal([a.state, a.flags.includes("unassessed"), limits(a)], ["awaiting_event", true, { event: "2026-03-12" }], `silence ${a.flags}`);
    equal((await w.history(a.number)).at(-1).action, "assess", "by its own id");

    /* Direct: one that asked to attend must have agreed. */
    const attending = await w.replied("gxj", {}, {}, { attend: true, principal: "陈总" });
    refused(await w.coordinator.act(attending.number, "assess", { assessment: "直接答复", direct: true }), 409, "has not agreed");
    status(await w.coordinator.act(attending.number, "log_contact", { whom: "陈总", how: "电话", found: "同意直接答复", outcome: "reached" }), 200, "agreed");
    refused(await w.coordinator.act(attending.number, "assess", {}), 422, "assessment", "/assessment");
    let d = status(await w.coordinator.act(attending.number, "assess", { assessment: "直接答复", direct: true }), 200, "direct");
    equal([d.state, d.off_round, d.round, limits(d)], ["releasing", true, d.round, { release: "2026-03-06" }], "off the rounds");
    d = status(await w.coordinator.act(d.number, "return_to_unit", { reason: "改一下" }), 200, "a direct reply goes back");
    equal([d.state, d.off_round], ["handling", true], "to handling");
    d = status(await gxj.act(d.number, "reply", w.reply), 200, "replied");
    equal(d.state, "releasing", "straight to release");
    await w.move("03-07");
    d = await w.see(d.number);
    equal([d.state, limits(d)], ["result_check", { check: "2026-03-10" }], "released by silence");
    equal((await w.history(d.number)).at(-1).action, "release_reply", "by its own id");
    await w.move("03-11");
    d = await w.see(d.number);
    check(d.state === "rating" && d.flags.includes("unchecked"), `passed unchecked ${d.state} ${d.flags}`);
    await w.end();
}

async function requests(kind) {
    const w = await world(kind, { day: "02-24" });
    const gxj = await w.officer("gxj");
    const ask = (number, fields) => gxj.act(number, "request", { reason: "需要时间", ...fields });

    let a = await w.handling("gxj"); // reply 03-09
    refused(await ask(a.number, {}), 422, "kind", "/kind");
    refused(await ask(a.number, { kind: "holiday" }), 422, "kind", "/kind");
    refused(await ask(a.number, { kind: "extension" }), 422, "new_date", "/new_date");
    refused(await ask(a.number, { kind: "suspension" }), 422, "review_date", "/review_date");
    refused(await ask(a.number, { kind: "return", reason_code: "R13", explanation: "x" }), 422, "not R13", "/reason_code");
    refused(await ask(a.number, { kind: "return", reason_code: "R01" }), 422, "explanation", "/explanation");
    refused(await ask(a.number, { kind: "extension", new_date: "2026-03-09" }), 422, "not later", "/new_date");
    refused(await ask(a.number, { kind: "extension", new_date: "2026-03-24" }), 422, "eleven working days", "/new_date");
    refused(await ask(a.number, { kind: "suspension", review_date: "2026-08-25" }), 422, "over six months", "/review_date");
    refused(await ask(a.number, { kind: "suspension", review_date: "2026-02-24" }), 422, "today", "/review_date");
    refused(await w.coordinator.act(a.number, "request", { kind: "extension", new_date: "2026-03-12", reason: "x" }), 403, "the unit asks");
    refused(await w.coordinator.act(a.number, "grant"), 409, "nothing asked");
    a = status(await ask(a.number, { kind: "extension", new_date: "2026-03-23" }), 200, "asked");
    equal([a.state, limits(a)], ["handling", { reply: "2026-03-09", request: "2026-02-25" }], "the clock runs on");
    equal(clock(a, "request").owner_unit, "zsj", "the coordinator's");
    refused(await ask(a.number, { kind: "return", reason_code: "R01", explanation: "x" }), 409, "one at a time");
    refused(await w.coordinator.act(a.number, "deny"), 422, "reason", "/reason");
    a = status(await w.coordinator.act(a.number, "grant"), 200, "granted");
    equal(limits(a), { reply: "2026-03-23" }, "ten working days more");
    const why = status(await w.coordinator.get(`/appeals/${a.number}/clocks/reply`), 200, "why");
    equal([why.extensions.length, why.due_day, why.days.at(-1).day, why.days[0].day], [1, "2026-03-23", "2026-03-23", "2026-02-25"], "explained");
    refused(await ask(a.number, { kind: "extension", new_date: "2026-03-25" }), 409, "once per state");
    status(await ask(a.number, { kind: "return", reason_code: "R04", explanation: "纪委已立案" }), 200, "another kind");
    await w.move("02-26");
    a = await w.see(a.number);
    equal([a.state, clock(a, "request")], ["handling", undefined], "silence denies");
    equal([(await w.history(a.number)).at(-1).action, (await w.history(a.number)).at(-1).role], ["deny", "clock"], "by its own id");
    refused(await ask(a.number, { kind: "return", reason_code: "R04", explanation: "再说" }), 409, "each kind once");
    status(await ask(a.number, { kind: "suspension", review_date: "2026-05-08" }), 200, "the third kind");
    status(await gxj.act(a.number, "reply", w.reply), 200, "the state changes");
    refused(await w.coordinator.act(a.number, "grant"), 409, "it has lapsed");
    equal(clock(await w.see(a.number), "request"), undefined, "its clock too");
    check(!may(await w.see(a.number, gxj), "request"), "none left");

    /* Too late to ask: less than one working day before the end. */
    let b = await w.handling("gxj"); // 02-26 00:00: reply 03-11
    await w.move("03-10", "23:59:59");
    status(await ask(b.number, { kind: "extension", new_date: "2026-03-16" }), 200, "the working day before");
    await w.move("03-11", "09:00:00");
    const c = await w.handling("gxj"); // reply 03-25
    await w.move("03-25", "00:00:00");
    refused(await ask(c.number, { kind: "extension", new_date: "2026-03-30" }), 409, "on the last day");

    /* In assigned only a return; accepted, it lives on. */
    let d = await w.assigned("gxj");
    refused(await ask(d.number, { kind: "extension", new_date: "2026-04-10" }), 409, "not yet");
    status(await ask(d.number, { kind: "return", reason_code: "R05", explanation: "信访已受理" }), 200, "asked");
    status(await gxj.act(d.number, "accept"), 200, "accepted");
    d = status(await w.coordinator.act(d.number, "grant"), 200, "granted after acceptance");
    equal([d.state, d.reason_code, d.lead_unit], ["returned", "R05", "gxj"], "终止办理");
    check(/终止办理/.test(d.state_label), `shown as ${d.state_label}`);
    let e = await w.assigned("gxj");
    status(await ask(e.number, { kind: "return", reason_code: "R05", explanation: "x" }), 200, "asked");
    status(await gxj.act(e.number, "object", { grounds: "x", proposed_unit: "zrj" }), 200, "disputed");
    equal(clock(await w.see(e.number), "request"), undefined, "lapsed");
    await w.end();
}

async function pauses(kind) {
    const w = await world(kind, { day: "02-24" });
    const gxj = await w.officer("gxj");
    const suspend = async (number, review_date) => {
        status(await gxj.act(number, "request", { kind: "suspension", review_date, reason: "待规划批复" }), 200, "asked");
        return status(await w.coordinator.act(number, "grant"), 200, "suspended");
    };

    let a = await w.handling("gxj", { co_units: ["fgj"] }); // reply 03-09
    a = await suspend(a.number, "2026-03-20");
    equal([a.state, a.round, limits(a)], ["suspended", null, { "accept.fgj": "paused", "co_reply.fgj": "paused", quarter: "2026-05-24", reply: "paused", review: "2026-03-20" }], "suspended");
    refused(await gxj.act(a.number, "reply", w.reply), 409, "no reply");
    status(await gxj.act(a.number, "progress", { text: "跟进中" }), 200, "progress");
    refused(await w.inspector.act(a.number, "resume"), 403, "not the inspector");
    await w.move("03-05", "10:00:00");
    a = status(await gxj.act(a.number, "resume"), 200, "resumed");
    // Begun on its first day; 02-24 … 03-04 not counted: 03-05 is the first of ten.
    equal([a.state, a.round, clock(a, "reply").due_day], ["handling", NEXT, "2026-03-18"], "joins the next round whose catalogue is not in");
    equal(a.carried, 0, "not carried over");
    const why = status(await w.coordinator.get(`/appeals/${a.number}/clocks/reply`), 200, "why");
    equal([why.pauses.length, why.days[0].day, why.days.filter((d) => d.counted).length], [1, "2026-02-25", 10], "explained");
    refused(await gxj.act(a.number, "request", { kind: "suspension", review_date: "2026-05-08", reason: "x" }), 409, "each kind once per state");

    /* Executing: done_by moves by the working days paused; by itself at the review date. */
    let b = await w.executing("gxj", "2026-05-29");
    equal(limits(b), { commit: "2026-03-10", done: "2026-05-29" }, "promised");
    b = await suspend(b.number, "2026-04-03");
    equal([limits(b)], [{ commit: "paused", done: "paused", quarter: "2026-06-05", review: "2026-04-03" }], "suspended");
    await w.move("04-02", "23:59:59");
    equal((await w.see(b.number)).state, "suspended", "not yet");
    await w.move("04-03", "23:59:59");
    equal((await w.see(b.number)).state, "suspended", "the review date is the last day");
    await w.move("04-04", "00:00:00");
    b = await w.see(b.number);
    equal([b.state, limits(b)], ["executing", { commit: "2026-04-09", done: "2026-07-01" }], "resumed; 22 working days later");
    const step = (await w.history(b.number)).find((x) => x.action === "resume");
    equal([step.role], ["clock"], "by its own id");

    /* Twice, the second told to the inspector. */
    const c = await w.executing("gxj", "2026-09-30");
    await suspend(c.number, "2026-05-08");
    status(await w.coordinator.act(c.number, "resume"), 200, "resumed");
    refused(await gxj.act(c.number, "request", { kind: "suspension", review_date: "2026-06-08", reason: "x" }), 409, "each kind once per state");

    /* Quarter: progress each three months, else overdue. */
    const d = await w.handling("gxj");
    await suspend(d.number, "2026-09-30");
    equal(clock(await w.see(d.number), "quarter").due_day, "2026-07-04", "three months");
    await w.move("06-30", "10:00:00");
    status(await gxj.act(d.number, "progress", { text: "仍在等待" }), 200, "progress");
    equal(clock(await w.see(d.number), "quarter").due_day, "2026-09-30", "three months from the progress");
    await w.end();
}

async function reassigning(kind) {
    const w = await world(kind, { day: "02-24" });
    const [gxj, zrj, jtj] = [await w.officer("gxj"), await w.officer("zrj"), await w.officer("jtj")];

    let a = await w.handling("gxj", { co_units: ["zrj", "fgj"] });
    refused(await w.coordinator.act(a.number, "reassign", { lead_unit: "zrj" }), 422, "reason", "/reason");
    refused(await w.coordinator.act(a.number, "reassign", { lead_unit: "gxj", reason: "x" }), 422, "the same", "/lead_unit");
    await w.move("02-26", "09:00:00");
    a = status(await w.coordinator.act(a.number, "reassign", { lead_unit: "zrj", reason: "职责调整" }), 200, "reassigned");
    equal([a.state, a.lead_unit, a.co_units, limits(a)], ["assigned", "zrj", ["fgj"], { accept: "2026-02-27", "co_reply.fgj": "2026-02-27", reply: "2026-03-11" }], "fresh");
    status(await zrj.act(a.number, "accept"), 200, "accepted");
    refused(await w.coordinator.act(a.number, "reassign", { lead_unit: "jtj", reason: "x" }), 409, "once");

    let b = await w.executing("gxj");
    b = status(await w.coordinator.act(b.number, "reassign", { lead_unit: "jtj", reason: "机构改革" }), 200, "in executing");
    equal([b.state, b.lead_unit, limits(b)], ["executing", "jtj", { commit: "2026-03-02", done: "2026-05-29" }], "stays, commit anew");
    refused(await gxj.act(b.number, "progress", { text: "x" }), 404, "gone");
    status(await jtj.act(b.number, "progress", { text: "接手" }), 200, "the new unit acts");

    /* Co-units. */
    let c = await w.handling("gxj");
    refused(await w.coordinator.act(c.number, "set_co_units", {}), 422, "units", "/co_units");
    refused(await w.coordinator.act(c.number, "set_co_units", { co_units: ["gxj"] }), 422, "the lead", "/co_units");
    c = status(await w.coordinator.act(c.number, "set_co_units", { co_units: ["zrj", "fgj"] }), 200, "set");
    equal(limits(c), { "accept.fgj": "2026-02-27", "accept.zrj": "2026-02-27", "co_reply.fgj": "2026-03-02", "co_reply.zrj": "2026-03-02", reply: "2026-03-11" }, "from its own dispatch");
    c = status(await w.coordinator.act(c.number, "set_co_units", { co_units: ["fgj"] }), 200, "one less");
    equal(c.co_units, ["fgj"], "one left");
    refused(await zrj.get(`/appeals/${c.number}`), 404, "taken off, seen no more");
    await w.move("02-27", "09:00:00");
    c = await w.see(c.number);
    check(c.clocks.every((x) => x.id !== "accept.fgj"), "the co-unit's receipt by silence");
    await w.move("03-04");
    c = await w.see(c.number);
    check(c.state === "handling" && c.flags.some((f) => f.startsWith("co_")), `the lead replies without them: ${c.flags}`);
    await w.end();
}

async function checksAndRatings(kind) {
    const w = await world(kind, { day: "02-24" });
    const gxj = await w.officer("gxj");
    const firm = await w.firm(0);
    const counter = await w.who("window", { jurisdiction: "445100" });

    /* Three failed checks. */
    let a = await w.executing("gxj", "2026-05-29");
    refused(await gxj.act(a.number, "commit", {}), 422, "fields", "/measures");
    refused(await gxj.act(a.number, "commit", { responsible_leader: "甲", responsible_person: "乙", measures: "丙", done_by: "2026-05-30" }), 422, "later than promised", "/done_by");
    a = status(await gxj.act(a.number, "commit", { responsible_leader: "甲", responsible_person: "乙", measures: "丙", done_by: "2026-05-20" }), 200, "committed");
    equal(clock(a, "commit"), undefined, "the clock has ended");
    status(await gxj.act(a.number, "commit", { responsible_leader: "甲", responsible_person: "乙", measures: "丁", done_by: "2026-05-22" }), 200, "changed, history kept");
    refused(await gxj.act(a.number, "complete", {}), 422, "result", "/result");
    a = status(await gxj.act(a.number, "complete", { result: "已完成" }), 200, "completed");
    equal([a.state, limits(a)], ["result_check", { check: "2026-02-26" }], "checked within two days");
    refused(await w.inspector.act(a.number, "pass_check"), 403, "not the inspector's yet");
    refused(await w.coordinator.act(a.number, "fail_check", { reason: "x" }), 422, "a day", "/done_by");
    refused(await w.coordinator.act(a.number, "fail_check", { reason: "x", done_by: "2026-03-11" }), 422, "eleven working days", "/done_by");
    refused(await w.coordinator.act(a.number, "fail_check", { reason: "x", done_by: "2026-02-23" }), 422, "past", "/done_by");
    a = status(await w.coordinator.act(a.number, "fail_check", { reason: "未完成", done_by: "2026-03-09" }), 200, "failed");
    equal([a.state, limits(a)], ["executing", { done: "2026-03-09" }], "none on coming back");
    status(await gxj.act(a.number, "complete", { result: "完成" }), 200, "again");
    status(await w.coordinator.act(a.number, "fail_check", { reason: "未完成", done_by: "2026-03-06" }), 200, "failed twice");
    a = status(await gxj.act(a.number, "complete", { result: "完成" }), 200, "again");
    equal(clock(a, "check").owner_unit, "dcs", "the inspector's");
    refused(await w.coordinator.act(a.number, "pass_check"), 403, "not the coordinator's any more");
    check(may(await w.see(a.number, w.inspector), "fail_check"), "the inspector may");
    a = status(await w.inspector.act(a.number, "fail_check", { reason: "仍未完成", done_by: "2026-03-06" }), 200, "failed a third time");
    check(clock(a, "answer.1") || a.clocks.length > 1, `with an order: ${JSON.stringify(limits(a))}`);
    a = status(await gxj.act(a.number, "complete", { result: "完成" }), 200, "the next goes to rating");
    equal(a.state, "rating", "to rating");

    /* Rating for the enterprise. */
    refused(await counter.act(a.number, "rate", { satisfied: true }), 422, "who called", "/caller");
    refused(await counter.act(a.number, "rate", { satisfied: true, caller: "陈", called_at: "2026-02-24", verified_by: "回拨" }), 422, "a day for an instant", "/called_at");
    refused(await firm.act(a.number, "rate", {}), 422, "satisfied", "/satisfied");
    refused(await firm.act(a.number, "rate", { satisfied: "yes" }), 400, "a text for a boolean");
    refused(await firm.act(a.number, "rate", { satisfied: false }), 422, "reason", "/reason");
    refused(await gxj.act(a.number, "rate", { satisfied: true }), 403, "not the unit");
    a = status(await counter.act(a.number, "rate", { satisfied: false, reason: "还差一点", caller: "陈", called_at: at("02-24", "09:00:00"), verified_by: "回拨" }), 200, "unsatisfied");
    equal([a.state, limits(await w.see(a.number)).rework], ["reworking", "2026-03-09"], "ten working days");
    refused(await gxj.act(a.number, "final_decision", { decision: "x", kind: "resolved" }), 409, "no contact since");
    status(await gxj.act(a.number, "log_contact", { whom: "a", how: "b", found: "无人接", outcome: "not_reached" }), 200, "one attempt");
    const one = await gxj.act(a.number, "final_decision", { decision: "x", kind: "planned" });
    check(one.status === 422 || one.status === 409, `one attempt: ${one.status}`);
    status(await gxj.act(a.number, "log_contact", { whom: "a", how: "b", found: "无人接", outcome: "not_reached" }), 200, "two attempts");
    refused(await gxj.act(a.number, "final_decision", { decision: "x", kind: "planned" }), 422, "done_by", "/done_by");
    a = status(await gxj.act(a.number, "final_decision", { decision: "最后决定", kind: "planned", done_by: "2026-03-31" }), 200, "decided");
    equal([a.state, limits(a)], ["releasing", { "answer.1": "2026-03-06", release: "2026-02-26" }], "to release");
    refused(await firm.act(a.number, "withdraw", { reason: "x" }), 409, "released before");
    for (const n of [1, 2]) {
        a = status(await w.coordinator.act(a.number, "return_to_unit", { reason: `第${n}次` }), 200, "sent back");
        equal(a.state, "reworking", "where it came from");
        status(await gxj.act(a.number, "final_decision", { decision: "最后决定", kind: "planned", done_by: "2026-03-31" }), 200, "decided");
    }
    refused(await w.coordinator.act(a.number, "return_to_unit", { reason: "第三次" }), 409, "twice");
    a = status(await w.coordinator.act(a.number, "release_reply"), 200, "released");
    equal([a.state, clock(a, "done").due_day], ["executing", "2026-03-31"], "planned");
    a = status(await gxj.act(a.number, "complete", { result: "完成" }), 200, "completed");
    equal(a.state, "rating", "no fourth check");
    a = status(await firm.act(a.number, "rate", { satisfied: false, reason: "还是不行" }), 200, "after a rework any answer closes");
    equal(a.state, "closed", "closed");

    /* The notice: a mobile that delivers, then five calendar days; nothing delivered, two attempts. */
    const land = status(await Object.assign({}, counter, { enterprise: { ...w.p.demo.enterprises[1], contact_phone: "0768-2123456" } }).submit({}), 201, "a landline");
    await w.coordinator.act(land.number, "assign", { lead_unit: "gxj" });
    await gxj.act(land.number, "accept");
    await gxj.act(land.number, "reply", w.reply);
    await w.coordinator.act(land.number, "assess", { assessment: "x", direct: true });
    await w.coordinator.act(land.number, "release_reply");
    let l = status(await w.coordinator.act(land.number, "pass_check"), 200, "passed");
    equal([l.state, Object.keys(limits(l)), clock(l, "reach").due_day], ["rating", ["reach"], "2026-03-02"], "a landline goes to the second attempt at once: five working days");
    const logged = status(await w.coordinator.act(land.number, "log_contact", { whom: "a", how: "电话", found: "无人接", outcome: "not_reached" }), 200, "not reached");
    equal(logged.state, "rating", "still");
    const land2 = l.number;
    await w.move("03-04");
    l = await w.see(land2);
    equal(l.state, "closed", "closed");
    check(l.flags.includes("unreached"), `unreached: ${l.flags}`);
    await w.end();
}

export const tests = { replies, requests, pauses, reassigning, checksAndRatings };
