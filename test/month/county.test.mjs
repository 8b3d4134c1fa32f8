// SPDX-License-Identifier: Apache-2.0
// Objections, counties, escalation: who decides, what runs on, what silence does.
import { at, CITY, check, clock, equal, limits, may, refused, ROUND, status, world } from "./world.mjs";

const XQ = "445102";
const CA = "445103";

async function objections(kind) {
    const w = await world(kind, { day: "02-24" });
    const [gxj, zrj, jtj, fgj] = [await w.officer("gxj"), await w.officer("zrj"), await w.officer("jtj"), await w.officer("fgj")];
    const grounds = "不属于我局职责";

    let a = await w.assigned("gxj", { co_units: ["fgj"] });
    equal(limits(a), { accept: "2026-02-25", "accept.fgj": "2026-02-25", "co_reply.fgj": "2026-02-27", reply: "2026-03-09" }, "as assigned");
    refused(await gxj.act(a.number, "object", {}), 422, "grounds", "/grounds");
    refused(await gxj.act(a.number, "object", { grounds }), 422, "whose else", "/proposed_unit");
    refused(await gxj.act(a.number, "object", { grounds, proposed_unit: "nobody" }), 422, "no such unit", "/proposed_unit");
    refused(await gxj.act(a.number, "object", { grounds, proposed_unit: "gxj" }), 422, "itself", "/proposed_unit");
    refused(await fgj.act(a.number, "object", { grounds, proposed_unit: "zrj" }), 403, "a co-unit cannot object");
    refused(await zrj.act(a.number, "object", { grounds, proposed_unit: "zrj" }), 404, "foreign");
    refused(await (await w.head("gxj")).act(a.number, "object", { grounds, proposed_unit: "zrj" }), 403, "the head does not");
    a = status(await gxj.act(a.number, "object", { grounds, proposed_unit: "zrj" }), 200, "objected");
    equal([a.state, limits(a)], ["disputed", { "accept.fgj": "2026-02-25", "co_reply.fgj": "2026-02-27", reply: "2026-03-09", rule: "2026-02-25" }], "disputed");
    refused(await gxj.act(a.number, "accept"), 409, "not while disputed");
    refused(await gxj.act(a.number, "uphold_objection", { lead_unit: "zrj" }), 403, "not itself");
    status(await fgj.act(a.number, "accept"), 200, "the co-unit goes on");
    status(await fgj.act(a.number, "co_reply", { opinion: "可行" }), 200, "and replies");
    refused(await fgj.act(a.number, "co_reply", { opinion: "再说" }), 409, "once");
    await w.move("02-25", "10:00:00");
    refused(await w.coordinator.act(a.number, "uphold_objection", {}), 422, "to whom", "/lead_unit");
    refused(await w.coordinator.act(a.number, "uphold_objection", { lead_unit: "gxj" }), 422, "to itself", "/lead_unit");
    refused(await w.coordinator.act(a.number, "uphold_objection", { lead_unit: "xqgxj" }), 422, "a county's unit", "/lead_unit");
    refused(await w.coordinator.act(a.number, "uphold_objection", { lead_unit: "zrj", jurisdiction: XQ }), 422, "both");
    a = status(await w.coordinator.act(a.number, "uphold_objection", { lead_unit: "zrj" }), 200, "upheld");
    equal([a.state, a.lead_unit, clock(a, "accept").due, clock(a, "reply").due_day, a.co_units], ["assigned", "zrj", at("02-26", "10:00:00"), "2026-03-10", ["fgj"]], "fresh clocks");
    refused(await gxj.get(`/appeals/${a.number}`), 404, "gone from the first unit");
    a = status(await zrj.act(a.number, "object", { grounds, proposed_unit: "fgj" }), 200, "objected again");
    a = status(await w.coordinator.act(a.number, "uphold_objection", { lead_unit: "fgj" }), 200, "to the co-unit");
    equal([a.lead_unit, a.co_units], ["fgj", []], "a co-unit no more");
    a = status(await fgj.act(a.number, "object", { grounds, proposed_unit: "jtj" }), 200, "a third time");
    check(!may(await w.see(a.number), "uphold_objection"), "two changes are used");
    refused(await w.coordinator.act(a.number, "uphold_objection", { lead_unit: "jtj" }), 409, "only a ruling is left");
    await w.move("02-27");
    a = await w.see(a.number);
    equal([a.state, a.lead_unit, clock(a, "reply").due_day], ["handling", "fgj", "2026-03-10"], "silence rejects");
    const ruled = (await w.history(a.number)).at(-1);
    equal([ruled.action, ruled.role, ruled.at], ["overrule_objection", "clock", at("02-27")], "by its own id");
    refused(await fgj.act(a.number, "object", { grounds, proposed_unit: "jtj" }), 409, "no further objection");

    /* How long: accepted, in silence, replied. */
    const b = await w.handling("gxj");
    const c = await w.assigned("gxj");
    const d = await w.replied("gxj");
    refused(await gxj.act(d.number, "object", { grounds, proposed_unit: "zrj" }), 409, "after the reply");
    await w.move("02-27", "23:59:59");
    equal((await w.see(c.number)).state, "assigned", "24 hours");
    await w.move("02-28", "00:00:00");
    equal((await w.see(c.number)).state, "handling", "accepted by silence");
    refused(await gxj.act(b.number, "object", { grounds, proposed_unit: "zrj" }), 409, "24 hours are over");
    check(may(await w.see(c.number, gxj), "object"), "by silence it stays open");
    await w.move("03-02", "23:59:59");
    const late = status(await gxj.act(c.number, "object", { grounds, proposed_unit: "zrj" }), 200, "until the next working day ends");
    equal(clock(late, "rule").due_day, "2026-03-03", "one working day to rule");
    const back = status(await w.coordinator.act(c.number, "overrule_objection", { reason: "属于你局" }), 200, "overruled");
    equal([back.state, clock(back, "reply").due_day], ["handling", "2026-03-12"], "reply ran on");
    refused(await gxj.act(c.number, "object", { grounds, proposed_unit: "zrj" }), 409, "no further");
    const e = await w.assigned("gxj"); // 03-02 23:59:59
    await w.move("03-04", "23:59:59");
    check((await w.see(e.number)).flags.includes("late_accept"), "flagged");
    status(await gxj.act(e.number, "object", { grounds, proposed_unit: "xqgxj" }), 200, "a county's unit is proposed");
    await w.move("03-06");
    const down = await w.see(e.number);
    equal([down.state, down.jurisdiction, down.lead_unit, clock(down, "accept").due], ["handed_down", XQ, null, at("03-07")], "silence hands it down there");
    const f = await w.assigned("gxj");
    await w.move("03-10");
    equal((await w.see(f.number)).state, "handling", "accepted 03-07 by silence");
    refused(await gxj.act(f.number, "object", { grounds, proposed_unit: "zrj" }), 409, "03-09 is over");
    await w.end();
}

async function counties(kind) {
    const w = await world(kind, { day: "02-24" });
    const xq = await w.county(XQ);
    const ca = await w.county(CA);
    const down = async (more = {}) => {
        const { number } = await w.submitted();
        return status(await w.coordinator.act(number, "hand_down", { jurisdiction: XQ, ...more }), 200, "handed down");
    };

    const first = await w.submitted();
    refused(await w.coordinator.act(first.number, "hand_down", {}), 422, "where to", "/jurisdiction");
    refused(await w.coordinator.act(first.number, "hand_down", { jurisdiction: CITY }), 422, "to itself", "/jurisdiction");
    refused(await w.coordinator.act(first.number, "hand_down", { jurisdiction: "999999" }), 422, "nowhere", "/jurisdiction");
    refused(await xq.act(first.number, "hand_down", { jurisdiction: XQ }), 404, "foreign to the county");
    let a = await down();
    equal([a.state, a.jurisdiction, a.lead_unit, clock(a, "accept").due, clock(a, "reply").due_day], ["handed_down", XQ, null, at("02-25", "09:00:00"), "2026-03-09"], "both from here");
    equal([a.off_round, a.round], [true, null], "the county has no rounds");
    equal(clock(a, "accept").owner_unit, "xqzsj", "the county's coordinating unit");
    refused(await ca.get(`/appeals/${a.number}`), 404, "another county");
    refused(await w.coordinator.act(a.number, "assign", { lead_unit: "gxj" }), 403, "the city has given it away");
    refused(await xq.act(a.number, "assign", { lead_unit: "gxj" }), 422, "a unit of the city", "/lead_unit");
    await w.move("02-25", "08:00:00");
    a = status(await xq.act(a.number, "assign", { lead_unit: "xqgxj", co_units: ["xqzjj"] }), 200, "assigned");
    equal([a.state, clock(a, "accept").due, clock(a, "reply").due_day], ["assigned", at("02-26", "08:00:00"), "2026-03-09"], "reply runs on");
    const xqgxj = await w.officer("xqgxj");
    refused(await (await w.officer("xqzf")).act(a.number, "accept"), 404, "the government's officers do not act on the county's own");
    status(await xqgxj.act(a.number, "accept"), 200, "accepted");
    refused(await xqgxj.act(a.number, "object", { grounds: "x", proposed_unit: "gxj" }), 422, "a unit of the city", "/proposed_unit");
    status(await xqgxj.act(a.number, "log_contact", { whom: "企业", how: "电话", found: "属实" }), 200, "contact");
    a = status(await xqgxj.act(a.number, "reply", { opinion: "已办", kind: "resolved" }), 200, "replied");
    equal(a.state, "releasing", "off the rounds it is released");
    refused(await w.coordinator.act(a.number, "release_reply"), 403, "not the city's");
    equal(status(await xq.act(a.number, "return_to_unit", { reason: "不清楚" }), 200, "sent back").state, "handling", "where it came from");
    status(await xqgxj.act(a.number, "reply", { opinion: "已办好", kind: "resolved" }), 200, "again");
    equal(status(await xq.act(a.number, "release_reply"), 200, "released").state, "result_check", "to the check");
    status(await xq.act(a.number, "pass_check"), 200, "the county checks");

    /* Silence of the county. */
    const b = await down({ grade: "complex" });
    await w.move("02-26", "07:59:59");
    equal((await w.see(b.number)).state, "handed_down", "24 hours");
    await w.move("02-26", "08:00:00");
    const taken = await w.see(b.number);
    equal([taken.state, taken.lead_unit, clock(taken, "reply").due_day], ["handling", "xqzsj", "2026-03-10"], "the county's own unit");
    check(taken.flags.includes("late_take"), `flagged: ${taken.flags}`);
    equal((await w.history(b.number)).at(-1).action, "auto_take", "by the clock");
    const xqzsj = await w.officer("xqzsj");
    refused(await xqzsj.act(b.number, "object", { grounds: "x", proposed_unit: "xqgxj" }), 409, "no objection is left");

    /* The county objects to the hand-down; the city decides. */
    let c = await down();
    refused(await xq.act(c.number, "object", { grounds: "市属企业", proposed_unit: "xqgxj" }), 422, "of the jurisdiction that decides", "/proposed_unit");
    refused(await xqzsj.act(c.number, "object", { grounds: "x", proposed_unit: "gxj" }), 404, "no unit has it yet");
    c = status(await xq.act(c.number, "object", { grounds: "市属企业", proposed_unit: "gxj" }), 200, "objected");
    equal([c.state, clock(c, "rule").due_day, clock(c, "rule").owner_unit, clock(c, "reply").due_day], ["disputed", "2026-02-27", "zsj", "2026-03-11"], "the city's to rule");
    refused(await xq.act(c.number, "uphold_objection", { lead_unit: "gxj" }), 403, "the county does not decide it");
    refused(await w.coordinator.act(c.number, "overrule_objection", {}), 422, "reason", "/reason");
    await w.move("02-27", "09:30:00");
    c = status(await w.coordinator.act(c.number, "overrule_objection", { reason: "县区事权" }), 200, "overruled");
    equal([c.state, c.jurisdiction, clock(c, "accept").due, clock(c, "reply").due_day], ["handed_down", XQ, at("02-28", "09:30:00"), "2026-03-11"], "back, fresh 24 hours");
    refused(await xq.act(c.number, "object", { grounds: "还是市属", proposed_unit: "gxj" }), 409, "no further");
    let d = await down();
    status(await xq.act(d.number, "object", { grounds: "市属", proposed_unit: "gxj" }), 200, "objected");
    d = status(await w.coordinator.act(d.number, "uphold_objection", { lead_unit: "zrj" }), 200, "upheld");
    equal([d.state, d.jurisdiction, d.lead_unit, d.off_round, d.round, clock(d, "reply").due_day], ["assigned", CITY, "zrj", false, ROUND, "2026-03-12"], "the city's again");
    status(await xq.get(`/appeals/${d.number}`), 200, "held once, seen still");
    refused(await xq.act(d.number, "log_contact", { whom: "a", how: "b", found: "c" }), 403, "but not acted on");
    let e = await down();
    status(await xq.act(e.number, "object", { grounds: "在潮安", proposed_unit: "cagxj" }), 200, "of another county");
    refused(await w.coordinator.act(e.number, "uphold_objection", { jurisdiction: XQ }), 422, "the same county", "/jurisdiction");
    e = status(await w.coordinator.act(e.number, "uphold_objection", { jurisdiction: CA }), 200, "to another county");
    equal([e.state, e.jurisdiction, clock(e, "accept").due], ["handed_down", CA, at("02-28", "09:30:00")], "handed down there");
    status(await ca.act(e.number, "object", { grounds: "在饶平", proposed_unit: "rpgxj" }), 200, "a new assignment, a new objection");
    await w.move("03-01");
    e = await w.see(e.number);
    equal([e.state, e.jurisdiction], ["handed_down", "445122"], "upheld by silence on Saturday the 28th, a working day");
    status(await (await w.county("445122")).act(e.number, "object", { grounds: "市", proposed_unit: "gxj" }), 200, "a third");
    refused(await w.coordinator.act(e.number, "uphold_objection", { lead_unit: "gxj" }), 409, "two changes are used");
    await w.move("03-03");
    e = await w.see(e.number);
    equal([e.state, e.jurisdiction, clock(e, "accept").due], ["handed_down", "445122", at("03-04")], "rejected by silence, fresh 24 hours");

    /* A silent rule upholds to the proposed unit. */
    let f = await down();
    status(await xq.act(f.number, "object", { grounds: "市属", proposed_unit: "gxj" }), 200, "objected");
    await w.move("03-05");
    f = await w.see(f.number);
    equal([f.state, f.lead_unit, f.jurisdiction, f.round], ["assigned", "gxj", CITY, ROUND], "upheld; of one instant appeals come before rounds");

    /* Within the county its own coordinator decides; another county only the city. */
    let g = await down();
    status(await xq.act(g.number, "assign", { lead_unit: "xqgxj" }), 200, "assigned");
    status(await xqgxj.act(g.number, "object", { grounds: "住建", proposed_unit: "xqzjj" }), 200, "objected");
    refused(await w.coordinator.act(g.number, "uphold_objection", { lead_unit: "gxj" }), 403, "not the city's");
    check((await xq.act(g.number, "uphold_objection", { jurisdiction: CA })).status !== 200, "a county does not hand down");
    g = status(await xq.act(g.number, "uphold_objection", { lead_unit: "xqzjj" }), 200, "upheld");
    equal([g.state, g.lead_unit, g.jurisdiction], ["assigned", "xqzjj", XQ], "within the county");

    /* A county's counter submits for its own county. */
    const counter = Object.assign(await w.who("window", { jurisdiction: CA }), { enterprise: w.p.demo.enterprises.find((x) => x.region.startsWith("445103")) });
    const h = status(await counter.submit({ title: "县区窗口" }), 201, "at the county's counter");
    equal([h.jurisdiction, h.state, h.off_round, h.channel], [CA, "screening", true, "window"], "screened there");
    refused(await w.coordinator.act(h.number, "assign", { lead_unit: "gxj" }), 403, "not the city's");
    refused(await ca.act(h.number, "hand_down", { jurisdiction: XQ }), 403, "a county does not hand down");
    status(await ca.act(h.number, "assign", { lead_unit: "cagxj" }), 200, "assigned");
    await w.end();
}

async function escalation(kind) {
    const w = await world(kind, { day: "02-24" });
    const xq = await w.county(XQ);
    const xqgxj = await w.officer("xqgxj");
    const inCounty = async () => {
        const { number } = await w.submitted();
        status(await w.coordinator.act(number, "hand_down", { jurisdiction: XQ }), 200, "handed down");
        status(await xq.act(number, "assign", { lead_unit: "xqgxj", co_units: ["xqzjj"] }), 200, "assigned");
        return status(await xqgxj.act(number, "accept"), 200, "accepted").number;
    };
    const paper = async (number) => status(await xq.file(`/appeals/${number}/attachments`, "意见.pdf", Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"), "application/pdf"), 201, "the stamped opinion").id;
    const escalate = async (number, more = {}) => xq.act(number, "escalate", { opinion: "需市级统筹", opinion_file: await paper(number), proposed_unit: "zrj", ...more });

    const a = await inCounty();
    refused(await xq.act(a, "escalate", {}), 422, "the file", "/opinion_file");
    refused(await xq.act(a, "escalate", { opinion: "x", opinion_file: "999999", proposed_unit: "gxj" }), 422, "no such file", "/opinion_file");
    refused(await escalate(a, { proposed_unit: "xqgxj" }), 422, "of the city", "/proposed_unit");
    refused(await xqgxj.act(a, "escalate", { opinion: "x", opinion_file: "1", proposed_unit: "gxj" }), 403, "not the unit");
    refused(await w.coordinator.act(a, "escalate", { opinion: "x", opinion_file: "1", proposed_unit: "gxj" }), 403, "not the city");
    await w.move("02-26", "09:00:00");
    let x = status(await escalate(a), 200, "escalated");
    equal([x.state, limits(x)], ["escalated", { escalation: "2026-03-02" }], "its only limit");
    equal([clock(x, "escalation").owner_unit, x.jurisdiction], ["zsj", XQ], "the city's turn");
    refused(await xqgxj.act(a, "reply", { opinion: "x", kind: "resolved", no_contact_reason: "x" }), 409, "no reply now");
    refused(await xq.act(a, "admit_escalation", { lead_unit: "zrj" }), 403, "the city admits");
    refused(await w.coordinator.act(a, "send_back", {}), 422, "reason", "/reason");
    await w.move("02-27", "09:00:00");
    x = status(await w.coordinator.act(a, "send_back", { reason: "县区事权" }), 200, "sent back");
    equal([x.state, x.lead_unit, clock(x, "reply").due_day], ["handling", "xqgxj", "2026-03-05"], "five working days");
    status(await escalate(a), 200, "a second time");
    refused(await w.coordinator.act(a, "admit_escalation", {}), 422, "to whom", "/lead_unit");
    refused(await w.coordinator.act(a, "admit_escalation", { lead_unit: "xqgxj" }), 422, "of the city", "/lead_unit");
    x = status(await w.coordinator.act(a, "send_back", { reason: "再次退回" }), 200, "refused twice");
    refused(await escalate(a), 409, "the second refusal binds");
    check(!may(await w.see(a, xq), "escalate"), "not offered");

    const b = await inCounty();
    status(await escalate(b), 200, "escalated");
    x = status(await w.coordinator.act(b, "admit_escalation", { lead_unit: "gxj" }), 200, "admitted");
    equal([x.state, x.jurisdiction, x.lead_unit, x.off_round, x.round, clock(x, "accept").due, clock(x, "reply").due_day], ["assigned", CITY, "gxj", false, ROUND, at("02-28", "09:00:00"), "2026-03-12"], "the city's, fresh clocks");
    refused(await xqgxj.act(b, "log_contact", { whom: "a", how: "b", found: "c" }), 404, "no more the county's unit's");

    const c = await inCounty();
    status(await escalate(c), 200, "escalated");
    await w.move("03-04");
    x = await w.see(c);
    equal([x.state, x.lead_unit, x.jurisdiction, x.round], ["assigned", "zrj", CITY, ROUND], "silence admits to the proposed unit; the third round is closed, not yet listed");
    const last = (await w.history(c)).at(-1);
    equal([last.action, last.role], ["admit_escalation", "clock"], "by its own id");

    /* From executing: the promise stays. */
    const d = await inCounty();
    status(await xqgxj.act(d, "reply", { ...w.reply, kind: "planned", done_by: "2026-04-30" }), 200, "planned");
    status(await xq.act(d, "release_reply"), 200, "released");
    x = status(await escalate(d), 200, "escalated from executing");
    equal(limits(x), { escalation: "2026-03-09" }, "done and commit have ended");
    await w.move("03-05", "10:00:00");
    x = status(await w.coordinator.act(d, "send_back", { reason: "继续落实" }), 200, "sent back");
    equal([x.state, limits(x)], ["executing", { done: "2026-04-30" }], "as promised, no commit");
    await w.end();
}

export const tests = { objections, counties, escalation };
