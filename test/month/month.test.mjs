// SPDX-License-Identifier: Apache-2.0
// The whole month of 2026-03-11, end to end, as a program sees it.
import { check, equal, status } from "./check.mjs";
import { startPlatform } from "./platform.mjs";

const ROUND = "445100-2026-03";
const at = (day, time = "00:00:00") => `2026-${day}T${time}+08:00`;
const clock = (appeal, id) => appeal.clocks.find((c) => c.id === id);
const may = (appeal, id) => appeal.actions.some((a) => a.id === id);

async function month(kind) {
    const p = await startPlatform(kind, { now: at("02-13", "09:00:00") });
    const coordinator = await p.staff("coordinator", { jurisdiction: "445100" });
    const office = await p.staff("office", { jurisdiction: "445100" });
    const gxj = await p.staff("officer", { unit: "gxj" });
    const zrj = await p.staff("officer", { unit: "zrj" });
    const enterprise = await p.enterprise(0);
    const other = await p.enterprise(1);
    const appeal = async (who, number) => status(await who.get(`/appeals/${number}`), 200, `${number} is seen`);
    const move = async (day, time) => status(await coordinator.post("/rehearsal/clock", { now: at(day, time) }), 200, `the clock goes to ${day}`);

    /* The round as planned. */
    const round = status(await coordinator.get(`/rounds/${ROUND}`), 200, "the round");
    equal(round.state, "open", "the round is open");
    equal(round.event_day, "2026-03-11", "E");
    equal(round.dates, {
        open: "2026-02-13", announce: "2026-02-13", close: "2026-03-04", catalogue: "2026-03-04", agenda: "2026-03-10", invite: "2026-03-09",
        event: "2026-03-11", decisions: "2026-03-12", formal: "2026-03-16", commit: "2026-03-16", opinions: "2026-03-18",
    }, "its dates");
    equal(round.closes_at, at("03-04"), "closes_at");
    status(await office.round(ROUND, "confirm_date", {}), 200, "the office confirms the date");
    status(await office.round(ROUND, "confirm_date", {}), 409, "once");
    status(await coordinator.round(ROUND, "announce", { text: "第3期开始报名" }), 200, "announced");

    /* A1: submitted on the first day. */
    const a = status(await enterprise.submit({ attend: true, principal: "陈总" }), 201, "submitted");
    equal([a.state, a.round, a.channel, a.jurisdiction], ["screening", ROUND, "web", "445100"], "a new appeal");
    check(a.number && a.query_code, "number and query code");
    equal(clock(a, "screen").due_day, "2026-02-25", "A1: screening due");
    const progress = status(await p.visitor().post("/public/appeals/query", { number: a.number, query_code: a.query_code }), 200, "progress by receipt");
    equal(progress.state, "screening", "progress");
    status(await p.visitor().post("/public/appeals/query", { number: a.number, query_code: "WRONGCODE2" }), 404, "a wrong code finds nothing");
    status(await other.get(`/appeals/${a.number}`), 404, "another enterprise never learns of it");
    status(await gxj.get(`/appeals/${a.number}`), 404, "nor a unit it is not assigned to");

    /* Not in the registry: second review. */
    const strange = status(await other.submit({ enterprise_name: "别的名字有限公司", title: "名称不符" }), 201, "a name that differs");
    equal(strange.state, "identity_review", "goes to the registrar");
    check(clock(strange, "screen").paused && clock(strange, "screen").due === null, "screening stands still meanwhile");
    const registrar = await p.staff("registrar");
    equal(status(await registrar.act(strange.number, "confirm_identity"), 200, "confirmed").state, "screening", "back to screening");

    /* The counter and the hotline enter for an enterprise. */
    const counter = Object.assign(await p.staff("window", { jurisdiction: "445100" }), { enterprise: p.demo.enterprises[2] });
    const b = status(await counter.submit({ title: "园区污水支管未接通", attend: true, principal: "林总" }), 201, "at the counter");
    equal(b.channel, "window", "its channel");
    const hotline = Object.assign(await p.staff("hotline"), { enterprise: p.demo.enterprises[3] });
    const c = status(await hotline.submit({ title: "货车白天限行" }), 201, "by 12345");
    equal(c.channel, "hotline", "its channel");
    const d = status(await enterprise.submit({ title: "技改补助没有反馈" }), 201, "one more");
    const silent = status(await enterprise.submit({ title: "没有人理的诉求" }), 201, "one that nobody will care for");
    const refused = status(await other.submit({ title: "已经起诉的纠纷" }), 201, "one to be refused");
    status(await coordinator.act(refused.number, "return", { reason_code: "R01", explanation: "已由法院受理" }), 200, "refused");

    /* A2: assigned on the first day after the holiday. */
    await move("02-24", "10:00:00");
    const assigned = status(await coordinator.act(a.number, "assign", { lead_unit: "gxj", co_units: ["fgj"] }), 200, "assigned");
    equal(assigned.state, "assigned", "assigned");
    equal(clock(assigned, "accept").due, at("02-25", "10:00:00"), "A2: accept by");
    equal(clock(assigned, "reply").due_day, "2026-03-09", "A2: reply due");
    check(clock(assigned, "accept.fgj") && clock(assigned, "co_reply.fgj"), "the co-unit has its own limits");
    for (const one of [b, c, d, silent]) status(await coordinator.act(one.number, "assign", { lead_unit: "zrj" }), 200, "assigned to zrj");
    const seen = await appeal(gxj, a.number);
    check(may(seen, "accept") && may(seen, "object") && !may(seen, "reply"), "the officer may accept or object, not reply yet");
    status(await gxj.act(a.number, "reply", { opinion: "x", kind: "resolved" }), 409, "no reply before receipt");
    status(await zrj.act(a.number, "accept"), 404, "another unit does not see it");
    status(await gxj.act(a.number, "accept"), 200, "accepted");
    status(await gxj.act(a.number, "accept"), 409, "not twice");
    status(await gxj.act(a.number, "reply", { opinion: "x", kind: "resolved" }), 422, "no contact, no reason");
    status(await gxj.act(a.number, "log_contact", { whom: "陈总", how: "电话", found: "已核实", outcome: "reached" }), 200, "contact logged");
    status(await gxj.act(a.number, "reply", { opinion: "列入计划", kind: "planned" }), 422, "planned wants a day");
    equal(status(await gxj.act(a.number, "reply", { opinion: "列入计划", kind: "planned", done_by: "2026-05-29" }), 200, "replied").state, "assessing", "to assessment");
    equal(status(await coordinator.act(a.number, "assess", { assessment: "可行" }), 200, "assessed").state, "awaiting_event", "awaits the event");
    for (const one of [b, c, d]) {
        status(await zrj.act(one.number, "accept"), 200, "accepted");
        status(await zrj.act(one.number, "log_contact", { whom: "企业", how: "电话", found: "已核实" }), 200, "contact");
    }
    status(await zrj.act(d.number, "reply", { opinion: "已解释", kind: "explained" }), 200, "d is replied");
    const direct = status(await coordinator.act(d.number, "assess", { assessment: "直接答复", direct: true }), 200, "d is answered directly");
    equal([direct.state, direct.off_round], ["releasing", true], "releasing, off the rounds");
    equal(status(await coordinator.act(d.number, "release_reply"), 200, "released").state, "result_check", "to the check");

    /* Silence: 24 hours later the unit is deemed to have accepted. */
    await move("02-25", "10:00:00");
    let quiet = await appeal(coordinator, silent.number);
    equal(quiet.state, "handling", "accepted by silence");
    check(quiet.flags.includes("late_accept"), `flagged late: ${quiet.flags}`);
    const history = status(await coordinator.get(`/appeals/${silent.number}/history`), 200, "its history");
    const last = (history.items ?? history).find((e) => e.action === "auto_accept");
    equal([last.actor, last.role, last.at], ["clock", "clock", at("02-25", "10:00:00")], "by the clock, at that instant");

    /* The last moment. */
    await move("03-03", "23:59:59");
    const e1 = status(await enterprise.submit({ title: "最后一刻" }), 201, "E1");
    equal(e1.round, ROUND, "E1 is of this round");
    await move("03-04", "00:00:00");
    const e2 = status(await enterprise.submit({ title: "晚了一秒" }), 201, "E2");
    equal(e2.round, "445100-2026-04", "E2 is of the next");
    equal(clock(e2, "screen").due_day, "2026-03-18", "E2: screening from the opening");
    equal((await appeal(coordinator, e1.number)).round, ROUND, "E1 still this round");
    equal(status(await coordinator.get(`/rounds/${ROUND}`), 200, "the round").state, "closed", "closed");

    /* Catalogue, agenda. */
    const catalogue = status(await coordinator.round(ROUND, "submit_catalogue"), 200, "the catalogue goes to the office");
    equal(catalogue.items.map((i) => i.appeal).sort(), [a.number, b.number, c.number, silent.number].sort(), "who is in it");
    equal((await appeal(coordinator, e1.number)).round, "445100-2026-04", "E1 was not assigned in time: the next round");
    const named = status(await office.get(`/rounds/${ROUND}`), 200, "the round");
    const accountOf = (name) => p.demo.accounts.find((x) => x.account === name);
    const secretary = await p.signIn(named.secretary, accountOf(named.secretary).password);
    const leader = await p.signIn(named.leader, accountOf(named.leader).password);
    status(await secretary.round(ROUND, "convene", { place: "三楼会议室", at: at("03-05", "09:30:00"), units: ["gxj", "zrj"] }), 200, "convened");
    status(await secretary.round(ROUND, "propose_agenda"), 409, "not before every item is coordinated");
    for (const one of [a, b, c, silent])
        status(await secretary.round(ROUND, "coordinate", { appeal: one.number, on_site: one === a || one === b || one === silent, proposal: "现场研究" }), 200, "coordinated");
    status(await secretary.round(ROUND, "propose_agenda"), 200, "proposed");
    status(await office.round(ROUND, "approve_agenda"), 422, "the office needs the signed paper");
    status(await leader.round(ROUND, "approve_agenda"), 200, "approved");
    status(await coordinator.round(ROUND, "invite"), 200, "invited");
    const head = await p.staff("unit_head", { unit: "gxj" });
    status(await head.round(ROUND, "confirm_attendance", { attending: true, name: "李局", post: "局长" }), 200, "the head comes");
    status(await enterprise.round(ROUND, "confirm_attendance", { attending: true, name: "陈总", post: "总经理" }), 200, "so does the enterprise");
    status(await coordinator.round(ROUND, "record_event", { heard: [a.number] }), 409, "not before the day");

    /* The event: a and b heard, silent on site but not heard, c in writing. */
    await move("03-11", "10:00:00");
    status(await coordinator.round(ROUND, "check_in", { name: "李局", post: "局长" }), 200, "checked in");
    status(await coordinator.round(ROUND, "record_event", { heard: [a.number, b.number] }), 200, "held");
    equal((await appeal(coordinator, a.number)).state, "on_site", "a heard");
    equal((await appeal(coordinator, b.number)).state, "on_site", "b heard");
    const notHeard = await appeal(coordinator, silent.number);
    equal([notHeard.state, notHeard.round], ["handling", "445100-2026-04"], "on site, not heard: carried over");
    const off = await appeal(zrj, c.number);
    equal([off.state, off.off_round, clock(off, "formal").due_day, clock(off, "reply").due_day], ["handling", true, "2026-03-16", "2026-03-09"], "F: two clocks");
    status(await gxj.act(a.number, "commit", { responsible_leader: "副局长 甲", responsible_person: "科长 乙", done_by: "2026-04-30", measures: "专班" }), 409, "no commitment before the decision");
    for (const [one, unit] of [[a, "gxj"], [b, "zrj"]])
        status(await coordinator.round(ROUND, "record_decision", { appeal: one.number, decision: "限期解决", lead_unit: unit, done_by: "2026-04-30" }), 200, "decided");
    status(await gxj.act(a.number, "commit", { responsible_leader: "副局长 甲", responsible_person: "科长 乙", done_by: "2026-05-30", measures: "专班" }), 422, "not later than the decision");
    status(await gxj.act(a.number, "commit", { responsible_leader: "副局长 甲", responsible_person: "科长 乙", done_by: "2026-04-28", measures: "专班" }), 200, "committed");
    status(await coordinator.round(ROUND, "issue_opinions"), 409, "not before approval");
    status(await coordinator.round(ROUND, "draft_opinions", { text: "处理意见" }), 200, "drafted");
    status(await leader.round(ROUND, "approve_opinions"), 200, "approved");
    status(await coordinator.round(ROUND, "issue_opinions"), 200, "issued");
    equal((await appeal(gxj, a.number)).state, "executing", "a is carried out");

    /* c: one reply ends both clocks; released to the enterprise. */
    equal(status(await zrj.act(c.number, "reply", { opinion: "已说明", kind: "explained" }), 200, "c replied").state, "releasing", "off the rounds to release");
    status(await coordinator.act(c.number, "release_reply"), 200, "c released");
    equal(status(await coordinator.get(`/rounds/${ROUND}`), 200, "the round").state, "finished", "nothing holds the round any more");
    const published = status(await p.visitor().get("/public/commitments"), 200, "public commitments");
    check(JSON.stringify(published).includes("科长 乙"), "the commitment is public");
    check(!JSON.stringify(published).includes(enterprise.enterprise.name), "without the enterprise's name");

    /* Completion, check, rating. */
    await move("03-31", "10:00:00");
    equal(status(await gxj.act(a.number, "complete", { result: "已完成" }), 200, "completed").state, "result_check", "to the check");
    const rating = status(await coordinator.act(a.number, "pass_check"), 200, "passed");
    equal([rating.state, clock(rating, "rate").due_day], ["rating", "2026-04-05"], "G: rate by");
    status(await other.act(a.number, "rate", { satisfied: true }), 404, "not somebody else's");
    status(await enterprise.act(a.number, "rate", { satisfied: false }), 422, "a reason is wanted");
    equal(status(await enterprise.act(a.number, "rate", { satisfied: false, reason: "还差一点" }), 200, "rated").state, "reworking", "reworked");
    status(await gxj.act(a.number, "final_decision", { decision: "补做", kind: "resolved" }), 409, "not without a contact");
    status(await gxj.act(a.number, "log_contact", { whom: "陈总", how: "上门", found: "已商定", outcome: "reached" }), 200, "contact");
    status(await gxj.act(a.number, "final_decision", { decision: "补做完成", kind: "resolved" }), 200, "final decision");
    status(await coordinator.act(a.number, "release_reply"), 200, "released");
    status(await coordinator.act(a.number, "pass_check"), 200, "passed");
    equal(status(await enterprise.act(a.number, "rate", { satisfied: true }), 200, "the second rating").state, "closed", "closed");
    status(await enterprise.act(a.number, "rate", { satisfied: true }), 409, "not again");

    /* What nobody does: c's check passes by itself, its rating is the default. */
    await move("04-08", "10:00:00");
    const closed = await appeal(coordinator, c.number);
    equal(closed.state, "closed", "closed by silence");
    check(closed.flags.includes("unchecked") && closed.flags.includes("default_rating"), `said so: ${closed.flags}`);
    await p.stop();
    check(/完整/.test(p.verify()), "the record verifies");
    p.remove();
}

async function fourHundred(kind) {
    const p = await startPlatform(kind, { now: at("02-13", "09:00:00") });
    const coordinator = await p.staff("coordinator", { jurisdiction: "445100" });
    const counter = await p.staff("window", { jurisdiction: "445100" });
    const submissions = [];

    for (let i = 0; i < 400; i++) {
        const clerk = Object.assign({}, counter, { enterprise: p.demo.enterprises[i % 40] });
        submissions.push(clerk.submit({ title: `第${i + 1}件` }));
        if (submissions.length % 16 === 0) await Promise.all(submissions.slice(-16));
    }
    const numbers = (await Promise.all(submissions)).map((s) => status(s, 201, "submitted").number);
    for (let i = 0; i < numbers.length; i += 16)
        await Promise.all(numbers.slice(i, i + 16).map((n) => coordinator.act(n, "assign", { lead_unit: "gxj" })));
    const moved = await coordinator.post("/rehearsal/clock", { now: at("03-13", "09:00:00") });
    status(moved, 200, "a month passes");
    check(moved.milliseconds < 5000, `a month with 400 open appeals took ${Math.round(moved.milliseconds)} ms`);
    console.log(`  a month with 400 open appeals: ${Math.round(moved.milliseconds)} ms`);
    status(await coordinator.post("/rehearsal/clock", { now: at("03-01") }), 422, "the clock never goes back");
    await p.stop();
    p.remove();
}

export const tests = { month, fourHundred };
