// SPDX-License-Identifier: Apache-2.0
// Rounds row by row: planning, dates, catalogue, agenda, event, opinions; what the clock does when nobody acts; carrying over.
import { at, CITY, check, clock, equal, limits, may, NEXT, refused, ROUND, status, world } from "./world.mjs";

const AFTER = "445100-2026-05";
const XQ = "445102";

async function planning(kind) {
    const w = await world(kind);
    const { coordinator, office } = w;

    /* Two rounds ahead always exist. */
    const rounds = status(await coordinator.get("/rounds?limit=200"), 200, "rounds").items;
    equal(rounds.filter((r) => r.jurisdiction === CITY && ["planned", "open"].includes(r.state)).map((r) => [r.number, r.state, r.event_day]),
        [[AFTER, "planned", "2026-05-13"], [NEXT, "planned", "2026-04-08"], [ROUND, "open", "2026-03-11"]], "two ahead");
    let r = await w.round();
    equal([r.tentative, limits(r)], [true, { announce: "2026-02-13", close: "2026-03-03", event: "2026-03-12" }], "an open round");
    const next = await w.round(NEXT);
    equal([limits(next), next.opens_at, next.closes_at], [{ event: "2026-04-09", open: "2026-03-12" }, at("03-13"), at("03-31")], "a planned round");
    equal(clock(next, "open").due, at("03-13"), "the instant it opens");
    refused(await coordinator.round(ROUND, "announce", {}), 422, "text", "/text");
    refused(await office.round(ROUND, "announce", { text: "x" }), 403, "not the office");
    refused(await coordinator.round(ROUND, "confirm_date", {}), 403, "not the coordinator");
    refused(await coordinator.round("445100-2026-99", "announce", { text: "x" }), 404, "no such round");
    refused(await coordinator.round(ROUND, "heard", {}), 404, "no such action");
    refused(await coordinator.round(ROUND, "open", {}), 404, "the clock's");
    refused(await coordinator.round(ROUND, "finish", {}), 404, "the clock's");
    refused(await coordinator.round(ROUND, "announce", { text: "x", colour: 1 }), 400, "an unknown field");
    refused(await coordinator.round(ROUND, "submit_catalogue"), 409, "not while open");

    /* Confirming: once; another day under reschedule's conditions. */
    refused(await office.round(NEXT, "confirm_date", { event_day: "2026-04-05" }), 422, "a holiday", "/event_day");
    refused(await office.round(NEXT, "confirm_date", { event_day: "2026-02-13" }), 422, "today", "/event_day");
    refused(await office.round(NEXT, "confirm_date", { event_day: "2026-05-12" }), 422, "into the next round", "/event_day");
    r = status(await office.round(NEXT, "confirm_date", { event_day: "2026-04-09" }), 200, "confirmed");
    equal([r.event_day, r.tentative, r.dates.close, r.dates.formal], ["2026-04-09", false, "2026-04-01", "2026-04-14"], "its dates follow");
    refused(await office.round(NEXT, "confirm_date", {}), 409, "once");
    equal((await w.round(AFTER)).dates.open, "2026-04-13", "the next opens later");
    r = status(await office.round(ROUND, "confirm_date", {}), 200, "as proposed");
    equal([r.tentative, r.event_day], [false, "2026-03-11"], "confirmed");

    /* Rescheduling: twice. */
    refused(await office.round(ROUND, "reschedule", { event_day: "2026-03-12" }), 422, "reason", "/reason");
    refused(await office.round(ROUND, "reschedule", { reason: "x" }), 422, "day", "/event_day");
    refused(await coordinator.round(ROUND, "reschedule", { event_day: "2026-03-12", reason: "x" }), 403, "the office's");
    refused(await office.round(ROUND, "reschedule", { event_day: "2026-03-14", reason: "x" }), 422, "a Saturday", "/event_day");
    refused(await office.round(ROUND, "reschedule", { event_day: "2026-02-26", reason: "x" }), 422, "its E−5 must lie ahead while open", "/event_day");
    refused(await office.round(ROUND, "reschedule", { event_day: "2026-03-31", reason: "x" }), 422, "E+2 before the next E−5", "/event_day");
    r = status(await office.round(ROUND, "reschedule", { event_day: "2026-03-12", reason: "领导外出" }), 200, "moved");
    equal([r.event_day, clock(r, "close").due, limits(r).event], ["2026-03-12", at("03-05"), "2026-03-13"], "its limits follow");
    equal((await w.round(NEXT)).opens_at, at("03-16"), "the next opening follows");
    status(await office.round(ROUND, "reschedule", { event_day: "2026-03-11", reason: "恢复" }), 200, "twice");
    refused(await office.round(ROUND, "reschedule", { event_day: "2026-03-12", reason: "x" }), 409, "no third time");
    check(!may(await w.round(ROUND, office), "reschedule"), "not offered");

    /* Roster. */
    refused(await office.round(NEXT, "set_roster", { leader: "leader2" }), 422, "both", "/secretary");
    refused(await office.round(NEXT, "set_roster", { leader: "secretary", secretary: "secretary" }), 422, "not a leader", "/leader");
    refused(await office.round(NEXT, "set_roster", { leader: "leader2", secretary: "gxj.officer" }), 422, "not a secretary", "/secretary");
    refused(await coordinator.round(NEXT, "set_roster", { leader: "leader2", secretary: "secretary2" }), 403, "the office's");
    r = status(await office.round(NEXT, "set_roster", { leader: "leader3", secretary: "secretary2" }), 200, "set");
    equal([r.leader, r.secretary], ["leader3", "secretary2"], "as set");

    /* Planning: a county's first round by its office; a special session. */
    const xqOffice = await w.who("office", { jurisdiction: XQ });
    refused(await xqOffice.post("/rounds", { jurisdiction: XQ }), 422, "a day", "/event_day");
    refused(await xqOffice.post("/rounds", { jurisdiction: CITY, event_day: "2026-03-18" }), 403, "not the city's");
    refused(await office.post("/rounds", { jurisdiction: XQ, event_day: "2026-03-18" }), 403, "nor the city's office the county's");
    refused(await (await w.officer("gxj")).post("/rounds", { jurisdiction: CITY, event_day: "2026-03-18" }), 403, "an officer");
    refused(await xqOffice.post("/rounds", { jurisdiction: XQ, event_day: "2026-03-15" }), 422, "a Sunday", "/event_day");
    const county = status(await xqOffice.post("/rounds", { jurisdiction: XQ, event_day: "2026-03-18" }), 201, "planned");
    equal([county.number, county.opens_at, (await w.round("445102-2026-01")).state], ["445102-2026-01", at("02-13"), "open"], "what opens today is open");
    equal(status(await coordinator.get("/rounds?limit=200"), 200, "rounds").items.filter((x) => x.jurisdiction === XQ).length, 3, "and two ahead");
    const a = await w.submitted();
    const down = status(await coordinator.act(a.number, "hand_down", { jurisdiction: XQ }), 200, "handed down");
    equal([down.round, down.off_round], ["445102-2026-01", false], "joins the county's open round");

    const special = status(await office.post("/rounds", { jurisdiction: CITY, event_day: "2026-03-25", special: true, theme: "陶瓷专场", trades: ["陶瓷"] }), 201, "a special session");
    equal([special.number, special.state, special.dates.close], ["445100-2026-Z01", "planned", "2026-03-18"], "its number");
    equal((await w.submitted()).round, ROUND, "it takes no intake");
    equal((await w.round(NEXT)).opens_at, at("03-13"), "nor moves the opening");
    const b = await w.assigned("gxj");
    refused(await coordinator.act(b.number, "move_round", { round: "445100-2026-Z01" }), 422, "reason", "/reason");
    refused(await coordinator.act(b.number, "move_round", { round: ROUND, reason: "x" }), 422, "the same", "/round");
    refused(await coordinator.act(b.number, "move_round", { round: "445102-2026-01", reason: "x" }), 422, "a county's", "/round");
    refused(await coordinator.act(b.number, "move_round", { round: "445100-2026-02", reason: "x" }), 422, "over", "/round");
    const moved = status(await coordinator.act(b.number, "move_round", { round: "445100-2026-Z01", reason: "专场研究" }), 200, "moved");
    equal([moved.round, moved.carried], ["445100-2026-Z01", 1], "counts as carried over");
    status(await coordinator.act(b.number, "move_round", { round: NEXT, reason: "改回" }), 200, "twice");
    refused(await coordinator.act(b.number, "move_round", { round: AFTER, reason: "x" }), 409, "at most twice");
    await w.move("03-17", "23:59:59");
    equal((await w.round("445100-2026-Z01")).state, "planned", "until its E−5");
    await w.move("03-18");
    equal((await w.round("445100-2026-Z01")).state, "closed", "then closed");
    await w.end();
}

async function silence(kind) {
    const w = await world(kind);
    const a = await w.assigned("gxj");

    await w.move("02-14");
    let r = await w.round();
    equal(clock(r, "announce"), undefined, "announced by silence");
    check(r.announced_at || true, "");
    const page = status(await w.p.visitor().get("/public/announcements"), 200, "announcements").items;
    check(page.some((x) => JSON.stringify(x).includes(ROUND)), "the draft is on the platform's own page");
    await w.move("03-04", "10:00:00");
    r = await w.round();
    equal([r.state, limits(r)], ["closed", { catalogue: "2026-03-04", event: "2026-03-12" }], "closed");
    await w.move("03-05");
    r = await w.round();
    equal([r.state, limits(r), r.items.map((i) => i.appeal)], ["catalogue_submitted", { agenda: "2026-03-10", event: "2026-03-12" }, [a.number]], "submitted as it stands");

    /* Returned twice, each resubmitted within a day. */
    refused(await w.coordinator.round(ROUND, "return_catalogue", { reason: "x" }), 403, "the office's");
    refused(await w.office.round(ROUND, "return_catalogue", {}), 422, "reason", "/reason");
    r = status(await w.office.round(ROUND, "return_catalogue", { reason: "缺一栏" }), 200, "returned");
    equal([r.state, limits(r)], ["closed", { catalogue: "2026-03-06", event: "2026-03-12" }], "one working day");
    equal((await w.see(a.number)).state, "handling", "its appeals go on");
    await w.move("03-07");
    r = await w.round();
    equal([r.state, limits(r).agenda], ["catalogue_submitted", "2026-03-10"], "the same silence; the agenda's limit stands");
    status(await w.office.round(ROUND, "return_catalogue", { reason: "还缺" }), 200, "twice");
    status(await w.coordinator.round(ROUND, "submit_catalogue"), 200, "again");
    refused(await w.office.round(ROUND, "return_catalogue", { reason: "三次" }), 409, "twice at most");

    /* Nobody coordinates: rule 2 for the secretary is an alarm; then cancelled by E+1. */
    await w.move("03-11");
    equal(clock(await w.round(), "agenda").colour, "red", "overdue");
    await w.move("03-13");
    r = await w.round();
    equal(r.state, "cancelled", "cancelled");
    const last = status(await w.coordinator.get(`/rounds/${ROUND}/history?limit=200`), 200, "history").items.find((e) => e.action === "cancel");
    equal([last.role, last.at], ["clock", at("03-13")], "by its own id");
    const carried = await w.see(a.number);
    equal([carried.round, carried.carried, carried.state], [NEXT, 1, "handling"], "carried over");
    equal((await w.round(NEXT)).state, "open", "the next opened on the planned day");

    /* Tentative still at the opening: the first candidate stands. */
    equal((await w.round(NEXT)).tentative, true, "still 初定");
    /* Cancelled while open: the next opens at that moment. */
    refused(await w.office.round(NEXT, "cancel", {}), 422, "reason", "/reason");
    refused(await w.coordinator.round(NEXT, "cancel", { reason: "x" }), 403, "the office's");
    await w.move("03-16", "10:00:00");
    const queued = await w.submitted({}, 1);
    r = status(await w.office.round(NEXT, "cancel", { reason: "没有议题" }), 200, "cancelled");
    equal([r.state, limits(r), r.actions], ["cancelled", {}, []], "over");
    r = await w.round(AFTER);
    equal([r.state, r.opens_at], ["open", at("03-16", "10:00:00")], "the next opens at that moment");
    equal([(await w.see(a.number)).round, (await w.see(a.number)).carried], [AFTER, 2], "carried a second time");
    equal([(await w.see(queued.number)).round, (await w.see(queued.number)).state], [AFTER, "screening"], "so are those in screening");
    refused(await w.office.round(NEXT, "reschedule", { event_day: "2026-04-09", reason: "x" }), 409, "nothing more");

    /* Its third round: not unlisted, not moved; unheard it leaves, E being the planned day. */
    await w.move("05-07", "10:00:00");
    refused(await w.coordinator.round(AFTER, "unlist", { appeal: a.number, reason: "x" }), 409, "not in its third round");
    refused(await w.coordinator.act(a.number, "move_round", { round: "445100-2026-06", reason: "x" }), 409, "nor moved");
    await w.move("05-15");
    equal((await w.round(AFTER)).state, "cancelled", "cancelled by silence again");
    const left = await w.see(a.number);
    equal([left.off_round, left.state, clock(left, "formal")?.due_day], [true, "handling", "2026-05-18"], "it leaves; E+3");
    await w.end();
}

async function event(kind) {
    const w = await world(kind);
    const { coordinator, office } = w;
    const gxj = await w.officer("gxj");
    const a = await w.replied("gxj"); // on site, heard
    status(await coordinator.act(a.number, "assess", { assessment: "上会" }), 200, "assessed");
    const b = await w.replied("gxj"); // not on site
    const c = await w.handling("gxj"); // on site, not heard
    const d = await w.assigned("gxj", {}, {}, 1); // heard off the on-site list
    const e = await w.replied("gxj"); // taken out before the event
    const s = await w.submitted({}, 2); // still in screening: moves by itself
    await w.move("02-24", "09:00:00");
    const listedLate = await w.handling("zrj");

    await w.move("03-04", "09:00:00");
    const cat = status(await coordinator.round(ROUND, "submit_catalogue"), 200, "catalogue");
    equal(cat.items.map((i) => i.appeal).sort(), [a, b, c, d, e, listedLate].map((x) => x.number).sort(), "its items");
    const screening = await w.see(s.number);
    equal([screening.round, screening.carried], [NEXT, 0], "moved by itself, not carried over");
    const secretary = await w.own("secretary");
    const leader = await w.own("leader");
    refused(await coordinator.round(ROUND, "coordinate", { appeal: a.number, on_site: true, proposal: "x" }), 403, "the secretary's");
    const otherSecretary = w.p.demo.accounts.find((x) => x.role === "secretary" && x.jurisdiction === CITY && x.account !== secretary.account);
    refused(await (await w.p.signIn(otherSecretary.account, otherSecretary.password)).round(ROUND, "coordinate", { appeal: a.number, on_site: true, proposal: "x" }), 403, "only this round's secretary");
    refused(await secretary.round(ROUND, "coordinate", { appeal: s.number, on_site: true, proposal: "x" }), 422, "not an item", "/appeal");
    refused(await secretary.round(ROUND, "coordinate", { appeal: a.number, on_site: true }), 422, "proposal", "/proposal");
    refused(await secretary.round(ROUND, "coordinate", { appeal: a.number, proposal: "x" }), 422, "on site or not", "/on_site");
    refused(await secretary.round(ROUND, "coordinate", { appeal: a.number, on_site: "yes", proposal: "x" }), 400, "a text for a boolean");
    refused(await secretary.round(ROUND, "coordinate", { appeal: a.number, on_site: true, proposal: "x", order: "1" }), 400, "a text for a number");
    refused(await secretary.round(ROUND, "convene", { place: "三楼", at: "2026-03-05", units: ["gxj"] }), 422, "a day for an instant", "/at");
    refused(await secretary.round(ROUND, "convene", { place: "三楼", at: at("03-05", "09:00:00"), units: ["nobody"] }), 422, "no such unit", "/units");
    status(await secretary.round(ROUND, "convene", { place: "三楼", at: at("03-05", "09:00:00"), units: ["gxj"] }), 200, "convened");
    for (const x of [a, b, c, d, e, listedLate])
        status(await secretary.round(ROUND, "coordinate", { appeal: x.number, on_site: [a, c].includes(x), proposal: "研究", order: 1 }), 200, "coordinated");
    refused(await secretary.round(ROUND, "unlist", { appeal: listedLate.number }), 422, "reason", "/reason");
    refused(await coordinator.round(ROUND, "unlist", { appeal: listedLate.number, reason: "x" }), 409, "now the secretary's");
    let r = status(await secretary.round(ROUND, "unlist", { appeal: listedLate.number, reason: "下期再议" }), 200, "unlisted");
    equal([(await w.see(listedLate.number)).round, (await w.see(listedLate.number)).carried], [NEXT, 1], "carried over");
    check(!r.items.some((i) => i.appeal === listedLate.number && !i.struck), "no item any more");
    refused(await leader.round(ROUND, "approve_agenda"), 409, "not proposed yet");
    r = status(await secretary.round(ROUND, "propose_agenda"), 200, "proposed");
    equal([r.state, limits(r)], ["agenda_proposed", { agenda: "2026-03-10", event: "2026-03-12" }], "runs on");
    refused(await secretary.round(ROUND, "approve_agenda"), 403, "the leader's");
    for (const n of [1, 2]) {
        r = status(await leader.round(ROUND, "return_agenda", { reason: `第${n}次` }), 200, "returned");
        equal(r.state, "catalogue_submitted", "back");
        status(await secretary.round(ROUND, "propose_agenda"), 200, "again");
    }
    refused(await leader.round(ROUND, "return_agenda", { reason: "三次" }), 409, "then approved as amended");
    r = status(await leader.round(ROUND, "approve_agenda"), 200, "approved");
    equal([r.state, limits(r)], ["agenda_approved", { event: "2026-03-12", invite: "2026-03-05" }], "invite within a working day");
    refused(await coordinator.act(c.number, "move_round", { round: NEXT, reason: "x" }), 403, "now the office's");
    r = status(await coordinator.round(ROUND, "invite", {}), 200, "invited");
    equal(clock(r, "invite"), undefined, "done");
    refused(await coordinator.round(ROUND, "invite", {}), 409, "once");
    refused(await (await w.head("jtj")).round(ROUND, "confirm_attendance", { attending: true }), 403, "not invited");
    refused(await (await w.head("gxj")).round(ROUND, "confirm_attendance", {}), 422, "coming or not", "/attending");
    refused(await gxj.round(ROUND, "confirm_attendance", { attending: true }), 403, "an officer is not invited");
    status(await (await w.firm(0)).round(ROUND, "confirm_attendance", { attending: true, name: "陈", post: "董事长" }), 200, "the enterprise comes");

    /* Out of the catalogue: struck, and the agenda stays approved. */
    status(await (await w.firm(0)).act(e.number, "withdraw", { reason: "已解决" }), 200, "withdrawn");
    r = await w.round();
    equal(r.state, "agenda_approved", "stays approved");

    /* On E or the next working day. */
    await w.move("03-10", "23:59:59");
    refused(await coordinator.round(ROUND, "record_event", { heard: [a.number] }), 409, "the day before");
    await w.move("03-11", "17:00:00");
    refused(await coordinator.round(ROUND, "record_event", {}), 422, "heard", "/heard");
    refused(await coordinator.round(ROUND, "record_event", { heard: [s.number] }), 422, "not an item", "/heard");
    refused(await coordinator.round(ROUND, "record_event", { heard: [e.number] }), 422, "struck", "/heard");
    refused(await coordinator.round(ROUND, "record_event", { heard: a.number }), 400, "a text for a list");
    refused(await office.round(ROUND, "record_event", { heard: [] }), 403, "the coordinator's");
    refused(await coordinator.round(ROUND, "check_in", {}), 422, "who");
    status(await coordinator.round(ROUND, "check_in", { name: "李", post: "局长" }), 200, "checked in");
    status(await gxj.act(c.number, "request", { kind: "extension", new_date: "2026-03-13", reason: "x" }), 409, "too late to ask anyway");
    r = status(await coordinator.round(ROUND, "record_event", { heard: [a.number, d.number] }), 200, "held");
    equal([r.state, limits(r)], ["held", { decisions: "2026-03-12", opinions: "2026-03-18" }], "two limits");
    const [sa, sb, sc, sd] = await Promise.all([a, b, c, d].map((x) => w.see(x.number)));
    equal([sa.state, limits(sa), sa.off_round], ["on_site", { commit: "2026-03-16", opinion: "2026-03-18" }, sa.off_round], "heard");
    equal([sb.state, limits(sb), sb.off_round], ["formal_reply", { formal: "2026-03-16" }, true], "not on site");
    equal([sc.state, sc.round, sc.carried, clock(sc, "reply") !== undefined], ["handling", NEXT, 1, true], "on site, not heard: carried over");
    equal([sd.state, limits(sd)], ["on_site", { commit: "2026-03-16", opinion: "2026-03-18" }], "heard off the list");
    refused(await office.round(ROUND, "cancel", { reason: "x" }), 409, "not after it was held");
    const why = status(await coordinator.get(`/appeals/${d.number}/clocks/reply`), 200, "the latest of that id");
    check(why, "explained");

    /* Formal reply: empty confirms. */
    let f = status(await gxj.act(b.number, "formal_reply", {}), 200, "confirmed");
    equal([f.state, limits(f)], ["releasing", { release: "2026-03-13" }], "to release");
    f = status(await coordinator.act(b.number, "return_to_unit", { reason: "改" }), 200, "back");
    equal([f.state, limits(f)], ["formal_reply", { formal: "2026-03-16" }], "what was left is later");
    status(await gxj.act(b.number, "formal_reply", { opinion: "新的意见", kind: "planned", done_by: "2026-04-30" }), 200, "planned now");
    f = status(await coordinator.act(b.number, "release_reply"), 200, "released");
    equal([f.state, limits(f)], ["executing", { commit: "2026-03-16", done: "2026-04-30" }], "planned");

    /* Decisions and opinions. */
    refused(await coordinator.round(ROUND, "draft_opinions", { text: "x" }), 409, "decisions first");
    refused(await coordinator.round(ROUND, "record_decision", { appeal: b.number, decision: "x", lead_unit: "gxj", done_by: "2026-04-30" }), 422, "not heard", "/appeal");
    refused(await coordinator.round(ROUND, "record_decision", { appeal: a.number, decision: "x", lead_unit: "gxj" }), 422, "done_by", "/done_by");
    refused(await coordinator.round(ROUND, "record_decision", { appeal: a.number, decision: "x", lead_unit: "nobody", done_by: "2026-04-30" }), 422, "unit", "/lead_unit");
    refused(await coordinator.round(ROUND, "record_decision", { appeal: a.number, decision: "x", lead_unit: "gxj", done_by: "2026-03-10" }), 422, "past", "/done_by");
    status(await coordinator.round(ROUND, "record_decision", { appeal: a.number, decision: "限期", lead_unit: "xqzf", co_units: ["gxj"], done_by: "2026-04-30" }), 200, "the county's government leads");
    check(clock(await w.round(), "decisions"), "one is left");
    status(await coordinator.round(ROUND, "record_decision", { appeal: d.number, decision: "限期", lead_unit: "gxj", done_by: "2026-04-30" }), 200, "decided");
    equal(clock(await w.round(), "decisions"), undefined, "every one has its decision");
    refused(await leader.round(ROUND, "approve_opinions"), 409, "not drafted");
    status(await coordinator.round(ROUND, "draft_opinions", {}), 200, "drafted; the text is optional");
    for (const n of [1, 2]) {
        status(await leader.round(ROUND, "return_opinions", { reason: `第${n}次` }), 200, "returned");
        status(await coordinator.round(ROUND, "draft_opinions", { text: `第${n + 1}稿` }), 200, "again");
    }
    refused(await leader.round(ROUND, "return_opinions", { reason: "三次" }), 409, "twice");
    refused(await office.round(ROUND, "approve_opinions", {}), 422, "the signed paper", "/scan");
    const scan = status(await office.file(`/rounds/${ROUND}/attachments`, "签批.pdf", Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"), "application/pdf"), 201, "the scan").id;
    status(await office.round(ROUND, "approve_opinions", { scan }), 200, "by the office with the paper");
    refused(await coordinator.round(ROUND, "draft_opinions", { text: "x" }), 409, "frozen");
    refused(await coordinator.round(ROUND, "record_decision", { appeal: a.number, decision: "x", lead_unit: "gxj", done_by: "2026-04-30" }), 409, "frozen");
    r = status(await coordinator.round(ROUND, "issue_opinions"), 200, "issued");
    equal([r.state, limits(r)], ["finished", {}], "no item left in on_site, formal_reply, releasing");
    const xa = await w.see(a.number);
    equal([xa.state, xa.lead_unit, limits(xa).commit, limits(xa).done], ["executing", "xqzf", "2026-03-16", "2026-04-30"], "carried out");
    const xq = await w.county(XQ);
    check(may(await w.see(a.number, xq), "commit"), "the county's coordinator acts for its government");
    status(await (await w.officer("xqzsj")).act(a.number, "progress", { text: "专班" }), 200, "and its coordinating unit's officers");
    refused(await xq.act(a.number, "pass_check"), 403, "the city checks");
    await w.end();
}

export const tests = { planning, silence, event };
