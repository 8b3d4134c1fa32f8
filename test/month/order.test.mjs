// SPDX-License-Identifier: Apache-2.0
// Rule 2, urging, supervision, merging, withdrawing, opening up: what goes beside an appeal's own way.
import { at, CITY, check, clock, equal, limits, may, NEXT, refused, ROUND, status, world } from "./world.mjs";

async function overdue(kind) {
    const w = await world(kind, { day: "02-24" });
    const gxj = await w.officer("gxj");
    const a = await w.handling("gxj"); // reply 03-09; yellow with two working days left: 03-05
    const s = await w.submitted({}, 1); // screen 02-27

    await w.move("02-26", "10:00:00");
    let urged = (await w.history(s.number)).filter((e) => e.action === "urge");
    equal(urged.length, 1, "screening of three days: yellow with one left");
    equal([urged[0].role, urged[0].at], ["clock", at("02-26")], "once, at yellow");
    await w.move("03-04", "23:59:59");
    equal((await w.history(a.number)).filter((e) => e.action === "urge").length, 0, "blue");
    await w.move("03-05", "00:00:00");
    urged = (await w.history(a.number)).filter((e) => e.action === "urge");
    equal([urged.length, clock(await w.see(a.number), "reply").colour, clock(await w.see(a.number), "reply").working_days_left], [1, "yellow", 2], "two working days left");
    await w.move("03-09", "12:00:00");
    equal([clock(await w.see(a.number), "reply").colour, clock(await w.see(a.number), "reply").working_days_left], ["orange", 0], "the last day");
    equal((await w.history(a.number)).filter((e) => e.action === "urge").length, 1, "one a clock");

    /* s: the coordinator owns it: an alarm, office and inspector, no order. */
    const steps = (await w.history(s.number)).map((e) => e.action);
    equal(steps, ["submit", "urge", "overdue", "overdue", "supervise", "carry_over", "urge"], "rule 2 of the coordinator's, and to the next round");

    /* An executing appeal: at due, one and three working days later. */
    const e = await w.executing("gxj", "2026-03-10"); // done 03-10, commit 03-12
    await w.move("03-11");
    let list = (await w.history(e.number)).filter((x) => x.role === "clock").map((x) => [x.action, x.at.slice(5, 10)]);
    check(list.some(([x, d]) => x === "overdue" && d === "03-11"), `at due: ${JSON.stringify(list)}`);
    await w.move("03-12");
    list = (await w.history(e.number)).filter((x) => x.role === "clock").map((x) => [x.action, x.at.slice(5, 10)]);
    equal(list.filter(([x]) => x === "overdue").length, 2, `one working day later: ${JSON.stringify(list)}`);
    await w.move("03-13", "23:59:59");
    equal((await w.history(e.number)).filter((x) => x.action === "supervise").length, 0, "not yet an order");
    await w.move("03-14");
    const order = (await w.history(e.number)).find((x) => x.action === "supervise");
    check(order, `three working days later an order: ${JSON.stringify(list)}`);
    const seen = await w.see(e.number);
    equal([order.at, limits(seen)["answer.1"] !== undefined], [at("03-14"), true], "with its own clock");

    /* Orders by hand. */
    const b = await w.handling("zrj"); // 03-14 is a Saturday off
    const zrj = await w.officer("zrj");
    refused(await w.inspector.act(b.number, "supervise", {}), 422, "text", "/text");
    refused(await w.inspector.act(b.number, "supervise", { text: "限期" }), 422, "answer_by", "/answer_by");
    refused(await w.inspector.act(b.number, "supervise", { text: "限期", answer_by: "2026-03-13" }), 422, "past", "/answer_by");
    refused(await w.coordinator.act(b.number, "supervise", { text: "限期", answer_by: "2026-03-20" }), 403, "the inspector's");
    let x = status(await w.inspector.act(b.number, "supervise", { text: "限期", answer_by: "2026-03-20" }), 200, "ordered");
    equal([limits(x)["answer.1"], clock(x, "answer.1").owner_unit], ["2026-03-20", "zrj"], "its clock");
    x = status(await w.inspector.act(b.number, "supervise", { text: "再限", answer_by: "2026-03-23" }), 200, "a second");
    equal(limits(x)["answer.2"], "2026-03-23", "numbered");
    refused(await zrj.act(b.number, "answer_supervision", { text: "x" }), 422, "which", "/order");
    refused(await zrj.act(b.number, "answer_supervision", { order: 3, text: "x" }), 422, "no such", "/order");
    refused(await zrj.act(b.number, "answer_supervision", { order: "1", text: "x" }), 400, "a text for a number");
    refused(await w.inspector.act(b.number, "answer_supervision", { order: 1, text: "x" }), 403, "the unit answers");
    x = status(await zrj.act(b.number, "answer_supervision", { order: 1, text: "已整改" }), 200, "answered");
    equal(clock(x, "answer.1"), undefined, "ended");
    refused(await zrj.act(b.number, "answer_supervision", { order: 1, text: "x" }), 409, "once");
    refused(await zrj.act(b.number, "lift_supervision", { order: 1, text: "x" }), 403, "the inspector lifts");
    status(await w.inspector.act(b.number, "lift_supervision", { order: 1, text: "已整改" }), 200, "lifted");
    x = status(await w.inspector.act(b.number, "lift_supervision", { order: 2, text: "无需答复" }), 200, "lifted unanswered");
    equal(clock(x, "answer.2"), undefined, "ended too");
    check(!may(await w.see(b.number, w.inspector), "lift_supervision"), "none left");
    status(await w.inspector.act(b.number, "urge", {}), 200, "urge takes {}");
    refused(await zrj.act(b.number, "urge", {}), 403, "not the unit");
    await w.move("04-08");
    status(await w.coordinator.get(`/appeals/${b.number}/clocks/answer.1`), 200, "an ended clock is still explained");
    refused(await w.coordinator.get(`/appeals/${b.number}/clocks/rate`), 404, "one that never ran");
    refused(await w.coordinator.get(`/appeals/${b.number}/clocks/nonsense`), 404, "no such clock");
    await w.end();
}

async function hours(kind) {
    const w = await world(kind, { day: "02-24" });
    const a = await w.assigned("gxj");

    await w.move("02-24", "20:59:59");
    equal(clock(await w.see(a.number), "accept").colour, "blue", "over twelve hours");
    await w.move("02-24", "21:00:00");
    equal(clock(await w.see(a.number), "accept").colour, "yellow", "twelve hours left");
    await w.move("02-25", "05:00:00");
    equal(clock(await w.see(a.number), "accept").colour, "orange", "four");
    const why = status(await w.coordinator.get(`/appeals/${a.number}/clocks/accept`), 200, "why");
    equal([why.days, why.due, why.due_day, Boolean(why.clause), Boolean(why.rule), Boolean(why.calendar_version)], [[], at("02-25", "09:00:00"), "2026-02-25", true, true, true], "hours have no days");
    const reply = status(await w.coordinator.get(`/appeals/${a.number}/clocks/reply`), 200, "why");
    equal([reply.days.length, reply.days[0], reply.days[4].counted], [13, { day: "2026-02-25", counted: true, why: reply.days[0].why }, false], "from the day after to due_day");
    check(reply.days.every((d) => d.why), "each day says why");
    await w.end();
}

async function merging(kind) {
    const w = await world(kind, { day: "02-24" });
    const gxj = await w.officer("gxj");
    const target = await w.handling("gxj");
    const a = await w.submitted({}, 1);
    const b = await w.submitted({}, 2);
    const away = await w.submitted({}, 3);

    refused(await w.coordinator.act(a.number, "merge", {}), 422, "into", "/into");
    refused(await w.coordinator.act(a.number, "merge", { into: a.number }), 422, "itself", "/into");
    refused(await w.coordinator.act(a.number, "merge", { into: b.number }), 422, "in screening", "/into");
    refused(await w.coordinator.act(a.number, "merge", { into: "ZT2026-9999" }), 422, "nothing", "/into");
    status(await w.coordinator.act(away.number, "hand_down", { jurisdiction: "445102" }), 200, "handed down");
    refused(await w.coordinator.act(a.number, "merge", { into: away.number }), 422, "another jurisdiction", "/into");
    for (const x of [a, b]) equal(status(await w.coordinator.act(x.number, "merge", { into: target.number }), 200, "merged").state, "merged", "merged");
    refused(await (await w.firm(1)).act(a.number, "rate", { satisfied: true }), 409, "the target is not in rating");
    const firm0 = await w.firm(0);
    const mine = await w.see(target.number, firm0);
    check(!JSON.stringify(mine).includes(w.p.demo.enterprises[1].name), "never the other's name");
    const theirs = await w.see(a.number, await w.firm(1));
    check(!JSON.stringify(theirs).includes(firm0.enterprise.name), "nor the target's");
    check(!JSON.stringify(theirs).includes(target.number), "nor its number");
    status(await gxj.act(target.number, "reply", w.reply), 200, "replied");
    status(await w.coordinator.act(target.number, "assess", { assessment: "x", direct: true }), 200, "direct");
    equal((await w.see(a.number, await w.firm(1))).reply_opinion, null, "not before its release");
    status(await w.coordinator.act(target.number, "release_reply"), 200, "released");
    status(await w.coordinator.act(target.number, "pass_check"), 200, "passed");
    check(JSON.stringify(await w.see(a.number, await w.firm(1))).includes("已处理"), "a follower's enterprise gets the reply");
    check(may(await w.see(a.number, await w.firm(1)), "rate"), "a follower may rate");
    equal(status(await firm0.act(target.number, "rate", { satisfied: true }), 200, "the target's own").state, "rating", "waits for the others");
    refused(await firm0.act(target.number, "rate", { satisfied: false, reason: "x" }), 409, "not twice");
    status(await (await w.firm(1)).act(a.number, "rate", { satisfied: false, reason: "没解决" }), 200, "unsatisfied");
    equal((await w.see(target.number)).state, "rating", "one is left");
    await w.move("03-02");
    equal((await w.see(target.number)).state, "reworking", "its `rate` ends: one stated unsatisfied");

    /* The target returned: followers screened anew; merged at most twice. */
    const two = await w.handling("gxj");
    const c = await w.submitted({}, 1);
    for (const round of [1, 2]) {
        const into = round === 1 ? two : await w.handling("gxj");
        status(await w.coordinator.act(c.number, "merge", { into: into.number }), 200, "merged");
        status(await firm0.act(into.number, "withdraw", { reason: "撤回" }), 200, "the target is withdrawn");
        const back = await w.see(c.number);
        equal([back.state, limits(back), back.round], ["screening", { screen: "2026-03-05" }, ROUND], "three working days anew");
    }
    const third = await w.handling("gxj");
    refused(await w.coordinator.act(c.number, "merge", { into: third.number }), 409, "merged at most twice");

    /* Withdrawing. */
    const wd = await w.executing("gxj");
    refused(await firm0.act(wd.number, "withdraw", { reason: "x" }), 409, "not in executing");
    const early = await w.submitted();
    refused(await firm0.act(early.number, "withdraw", {}), 422, "reason", "/reason");
    refused(await (await w.firm(4)).act(early.number, "withdraw", { reason: "x" }), 404, "another's");
    refused(await w.coordinator.act(early.number, "withdraw", { reason: "x" }), 403, "the coordinator");
    const counter = await w.who("window", { jurisdiction: CITY });
    equal(status(await counter.act(early.number, "withdraw", { reason: "本人到窗口撤回" }), 200, "at the counter").state, "withdrawn", "for it");
    await w.end();
}

async function outsiders(kind) {
    const w = await world(kind, { day: "02-24" });
    const a = await w.assigned("gxj", { co_units: ["fgj"] }, { confidential: true, attend: true, principal: "陈总" });
    const gxj = await w.officer("gxj");
    const name = (await w.firm(0)).enterprise.name;
    const seen = await w.see(a.number, gxj);

    check(!JSON.stringify(seen).includes(name) && !JSON.stringify(seen).includes((await w.firm(0)).enterprise.uscc), "the unit does not learn whose it is");
    check(JSON.stringify(await w.see(a.number, w.coordinator)).includes(name), "the coordinator does");
    for (const role of ["support", "system_admin", "security_admin", "audit_admin"]) {
        const who = await w.who(role);
        refused(await who.get(`/appeals/${a.number}`), 404, `${role} sees none`);
        refused(await who.act(a.number, "comment", { text: "x" }), 404, `${role} learns nothing`);
        const list = await who.get("/appeals");
        check(list.status === 403 || (list.status === 200 && list.body.items.length === 0), `${role} lists none: ${list.status}`);
        status(await who.get(`/rounds/${ROUND}`), 200, `${role} sees rounds`);
    }
    for (const [who, code] of [[await w.county("445102"), 404], [await w.officer("zrj"), 404], [await w.firm(1), 404], [w.leaders, 200], [w.inspector, 200], [await w.officer("fgj"), 200], [await w.who("registrar"), 200], [await w.who("leader"), 200], [await w.who("secretary"), 200]])
        status(await who.get(`/appeals/${a.number}`), code, "who sees it");
    refused(await w.p.visitor().get(`/appeals/${a.number}`), 401, "a visitor");
    refused(await w.p.visitor().get("/rounds"), 401, "rounds want an account");
    refused(await (await w.county("445102")).act(a.number, "comment", { text: "" }), 404, "404 goes before 403 and 422");

    /* The rehearsal's clock and outbox. */
    refused(await w.coordinator.post("/rehearsal/clock", { now: at("02-23") }), 422, "backwards", "/now");
    refused(await w.coordinator.post("/rehearsal/clock", { now: "tomorrow" }), 422, "not an instant", "/now");
    refused(await w.coordinator.post("/rehearsal/clock", { now: 5 }), 400, "a number");
    refused(await w.coordinator.post("/rehearsal/clock", {}), 422, "nothing", "/now");
    refused(await (await w.firm(0)).post("/rehearsal/clock", { now: at("02-25") }), 403, "an enterprise");
    refused(await w.p.visitor().post("/rehearsal/clock", { now: at("02-25") }), 401, "a visitor");
    status(await gxj.post("/rehearsal/clock", { now: at("02-25") }), 200, "any staff");
    const phone = (await w.firm(0)).enterprise.contact_phone;
    const box = await w.outbox(phone);
    check(box.length > 0 && box.every((n) => n.to === phone), "only to that phone");
    check(box.every((n) => n.channel && n.template && n.at && n.values && typeof n.text === "string"), "their fields");
    equal([...box].sort((x, y) => (x.at < y.at ? 1 : -1)).map((n) => n.at), box.map((n) => n.at), "newest first");

    /* History: 1, 2, 3 …; who and as what. */
    const history = await w.history(a.number);
    equal(history.map((e) => e.seq), history.map((_, i) => i + 1), "seq");
    check(history.every((e, i) => i === 0 || history[i - 1].at <= e.at), "in order");
    for (const key of ["seq", "at", "actor", "role", "unit", "action", "clause", "state", "note"]) check(key in history[0], `history has ${key}`);
    equal([history[0].action, history[0].role, history[1].action, history[1].role, history[1].state], ["submit", "enterprise", "assign", "coordinator", "assigned"], "the first steps");
    for (const key of ["state", "jurisdiction", "channel", "round", "off_round", "lead_unit", "co_units", "flags", "clocks", "actions", "version", "number"]) check(key in seen, `an appeal has ${key}`);
    for (const key of ["id", "label", "clause", "started", "due", "due_day", "provisional", "paused", "colour", "working_days_left", "days_left", "owner_unit"]) check(key in seen.clocks[0], `a clock has ${key}`);
    for (const action of (await w.see(a.number, w.coordinator)).actions) {
        check(action.label && action.clause !== undefined && Array.isArray(action.fields), `${action.id} is described`);
        for (const field of action.fields) check(["boolean", "day", "instant", "list", "file", "number", "text"].includes(field.kind) && typeof field.required === "boolean" && field.name, `${action.id} ${field.name} ${field.kind}`);
    }
    for (const path of ["/units", "/accounts", "/roster", "/registry", "/calendar/2026", "/policy", "/regions", "/categories", "/rounds"]) {
        const answer = await w.coordinator.get(path);
        check([200, 403].includes(answer.status), `${path}: ${answer.status}`);
    }
    await w.end();
}

export const tests = { overdue, hours, merging, outsiders };
