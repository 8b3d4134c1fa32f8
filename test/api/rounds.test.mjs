// SPDX-License-Identifier: Apache-2.0
// A round from its planning to its end, as programs see it.
import { check, checkEqual } from "../browser/check.mjs";
import { startPlatform, submission } from "./platform.mjs";

const platform = await startPlatform({ now: "2026-02-23T10:00:00+08:00" });
const round = "445100-2026-03";
const [one, two, three, four] = platform.demo.enterprises;
const coordinator = await platform.staff("coordinator");
const office = await platform.staff("office");
const officer = await platform.staff("officer", { unit: "gxj" });
const head = await platform.staff("unit_head", { unit: "gxj" });
const stranger = await platform.staff("officer", { unit: "jtj" });
const countyOffice = await platform.staff("office", { jurisdiction: "445103" });
const inspector = await platform.staff("inspector");
const support = await platform.staff("support");

const dates = {
    open: "2026-02-13", announce: "2026-02-13", close: "2026-03-04", catalogue: "2026-03-04", agenda: "2026-03-10", invite: "2026-03-09",
    event: "2026-03-11", decisions: "2026-03-12", formal: "2026-03-16", commit: "2026-03-16", opinions: "2026-03-18",
};

async function must(answer, what) {
    const { status, body } = await answer;
    check(status === 200, `${what}: ${status} ${JSON.stringify(body)?.slice(0, 400)}`);
    return body;
}

async function assigned(who, more) {
    const { body } = await (await platform.enterprise(who)).post("/appeals", submission(who, more));
    await must(coordinator.act(body.number, "assign", { lead_unit: "gxj", co_units: ["hbj"] }), "assigned");
    await must(officer.act(body.number, "accept"), "accepted");
    return body.number;
}

export async function a_its_dates_are_those_of_the_notice() {
    const { status, body, headers } = await coordinator.get(`/rounds/${round}`);
    checkEqual(status, 200, "there");
    checkEqual(JSON.stringify(body.dates), JSON.stringify(dates), "dates{}, in this order");
    checkEqual(body.opens_at, "2026-02-13T00:00:00+08:00", "opens at 00:00");
    checkEqual(body.closes_at, "2026-03-04T00:00:00+08:00", "closes at 00:00");
    checkEqual(body.state, "open", "open");
    checkEqual(headers.etag, `"${round}-${body.version}"`, "its tag");
    check(body.tentative === true && body.candidates.length > 0 && body.candidates[0].dates.event === "2026-03-11", "初定, with candidates");
    check(body.clocks.some(({ id, due }) => id === "close" && due === "2026-03-04T00:00:00+08:00"), JSON.stringify(body.clocks));
    check(body.clocks.some(({ id, due }) => id === "event" && due === "2026-03-13T00:00:00+08:00"), "the event: E+1 24:00");
    check(body.leader && body.secretary && body.leader_name && body.secretary_name, "who attends and convenes");
    const explained = (await support.get(`/rounds/${round}/clocks/close`)).body;
    check(explained.due === "2026-03-04T00:00:00+08:00" && explained.days.length > 10 && explained.anchor === "2026-03-11", JSON.stringify(explained).slice(0, 200));
}

export async function b_every_signed_in_account_sees_rounds() {
    for (const who of [office, officer, stranger, countyOffice, support, inspector, await platform.staff("system_admin"), await platform.enterprise(one)]) {
        checkEqual((await who.get(`/rounds/${round}`)).status, 200, "one");
        check((await who.get("/rounds?limit=2")).body.items.length === 2, "the list");
        checkEqual((await who.get(`/rounds/${round}/history`)).status, 200, "its history");
    }
    checkEqual((await platform.anybody.get(`/rounds/${round}`)).status, 401, "nobody");
    const { body } = await office.get("/rounds?limit=2");
    const rest = await office.get(`/rounds?limit=200&after=${body.next}`);
    check(rest.body.items.every(({ event_day }) => event_day <= body.items[1].event_day), "the later first");
    check((await office.get("/rounds?state=open&jurisdiction=445100&year=2026")).body.items.every(({ number }) => number === round), "narrowed");
}

export async function c_planning_is_the_offices() {
    checkEqual((await officer.post("/rounds", { event_day: "2026-07-08" })).status, 403, "not a unit's");
    checkEqual((await countyOffice.post("/rounds", { event_day: "2026-07-08", jurisdiction: "445100" })).status, 403, "not a county's for the city");
    const missing = await office.post("/rounds", {});
    check(missing.status === 422 && missing.body.errors[0].pointer === "/event_day", "without a day");
    checkEqual((await office.post("/rounds", { event_day: "2026-07-08", jurisdiction: "nosuch" })).status, 422, "nowhere");
    const special = await office.post("/rounds", { event_day: "2026-05-20", special: true, theme: "陶瓷专场", trades: ["陶瓷"] });
    check(special.status === 201 && special.body.number === "445100-2026-Z01" && special.body.special, `${special.status} ${JSON.stringify(special.body).slice(0, 200)}`);
    check(special.body.dates.open === null && special.body.dates.event === "2026-05-20" && special.body.trades[0] === "陶瓷", "opens nothing");
    checkEqual(special.headers.location, "/api/v1/rounds/445100-2026-Z01", "its address");
}

export async function d_confirming_needs_the_right_tag() {
    const { body } = await office.get(`/rounds/${round}`);
    const stale = { "if-match": `"${round}-${body.version - 1}"` };
    checkEqual((await coordinator.act(round, "confirm_date", {}, stale)).status, 403, "403 before 412");
    checkEqual((await office.act(round, "confirm_date", {}, stale)).status, 412, "stale");
    const confirmed = await office.act(round, "confirm_date", {}, { "if-match": `"${round}-${body.version}"` });
    check(confirmed.status === 200 && confirmed.body.tentative === false && confirmed.body.candidates.length === 0, "settled");
    const again = await office.act(round, "confirm_date");
    check(again.status === 409 && again.body.state === "open" && again.body.clause, `once: ${JSON.stringify(again.body)}`);
    checkEqual((await office.act(round, "submit_catalogue")).status, 403, "the coordinator's");
    const early = await coordinator.act(round, "submit_catalogue");
    check(early.status === 409 && early.body.state === "open", "not while open");
}

let numbers;

export async function e_the_catalogue_is_what_the_round_holds() {
    numbers = [await assigned(one), await assigned(two, { attend: true, principal: "林总" }), await assigned(three, { confidential: true }), await assigned(four)];
    const preview = (await coordinator.get(`/rounds/${round}`)).body;
    checkEqual(preview.items.length, 0, "no items before it is submitted");
    checkEqual(preview.candidates_for_catalogue.map(({ appeal }) => appeal).sort().join(" "), [...numbers].sort().join(" "), "what would be in it");
    await platform.moveClock("2026-03-04T09:00:00+08:00");
    checkEqual((await coordinator.get(`/rounds/${round}`)).body.state, "closed", "closed by the clock");
    await must(coordinator.act(round, "unlist", { appeal: numbers[3], reason: "企业要求下期" }), "unlisted");
    const { state, items, item_count } = await must(coordinator.act(round, "submit_catalogue"), "submitted");
    checkEqual(state, "catalogue_submitted", "the state");
    checkEqual(items.map(({ appeal }) => appeal).join(" "), numbers.slice(0, 3).sort().join(" "), "the items, in order");
    checkEqual(item_count, 3, "in all");
    const keys = ["appeal", "order", "proposal", "on_site", "heard", "decision", "lead_unit", "co_units", "done_by"];
    check(keys.every((key) => key in items[0]), Object.keys(items[0]).join(" "));
    check(items[0].on_site === false && items[0].heard === false && items[0].decision === null && items[0].co_units[0] === "hbj", JSON.stringify(items[0]));
}

export async function f_items_are_shown_to_who_may_see_the_appeal() {
    checkEqual((await officer.get(`/rounds/${round}`)).body.items.length, 3, "the unit that leads");
    checkEqual((await stranger.get(`/rounds/${round}`)).body.items.length, 0, "not another unit");
    checkEqual((await countyOffice.get(`/rounds/${round}`)).body.items.length, 0, "not a county it does not concern");
    checkEqual((await support.get(`/rounds/${round}`)).body.items.length, 0, "not who guards the door");
    const own = (await (await platform.enterprise(two)).get(`/rounds/${round}`)).body;
    check(own.items.length === 1 && own.items[0].appeal === numbers[1] && own.item_count === 3, "an enterprise its own");
    check(!(await officer.get(`/rounds/${round}`)).content.toString().includes(three.name), "a confidential one stays nameless");
}

export async function g_the_secretary_coordinates_and_the_leader_approves() {
    const { body } = await coordinator.get(`/rounds/${round}`);
    const secretary = await platform.staff("secretary", { account: body.secretary });
    const leader = await platform.staff("leader", { account: body.leader });
    const otherLeader = await platform.staff("leader", { account: platform.demo.accounts.find(({ role, account, jurisdiction }) => role === "leader" && jurisdiction === "445100" && account !== body.leader).account });
    const convened = await must(secretary.act(round, "convene", { place: "市政府三楼会议室", at: "2026-03-05T09:00:00+08:00", units: ["gxj", "hbj"] }), "convened");
    check(convened.convened.place === "市政府三楼会议室" && convened.convened.at === "2026-03-05T09:00:00+08:00" && convened.convened.units.join() === "gxj,hbj", JSON.stringify(convened.convened));
    const bad = await secretary.act(round, "convene", { place: "x", at: "2026-03-05 9:00", units: ["gxj"] });
    check(bad.status === 422 && bad.body.errors[0].pointer === "/at", "an instant that is none");
    checkEqual((await secretary.act(round, "propose_agenda")).status, 409, "not before every item is coordinated");
    for (const [index, appeal] of numbers.slice(0, 3).entries())
        await must(secretary.act(round, "coordinate", { appeal, on_site: index < 2, proposal: `第${index + 1}件的协调意见`, order: 3 - index }), "coordinated");
    const shown = (await coordinator.get(`/rounds/${round}`)).body.items;
    checkEqual(shown.map(({ appeal }) => appeal).join(" "), numbers.slice(0, 3).reverse().join(" "), "in the new order");
    check(!(await (await platform.enterprise(two)).get(`/rounds/${round}`)).content.toString().includes("协调意见"), "no proposals for enterprises");
    const notes = (await officer.get(`/rounds/${round}/history`)).body.items;
    check(notes.length > 3 && notes.every(({ note }) => note === null), "nor the notes for units");
    check((await coordinator.get(`/rounds/${round}/history`)).body.items.some(({ note }) => note?.includes("协调意见")), "the jurisdiction reads them");
    await must(secretary.act(round, "propose_agenda"), "proposed");
    checkEqual((await otherLeader.act(round, "approve_agenda")).status, 403, "only this round's leader");
    const approved = await must(leader.act(round, "approve_agenda"), "approved");
    checkEqual(approved.state, "agenda_approved", "approved");
    const invited = await must(coordinator.act(round, "invite"), "invited");
    check(invited.guests.some(({ unit }) => unit === "gxj") && invited.guests.some(({ appeal }) => appeal === numbers[1]), JSON.stringify(invited.guests));
    const coming = await must(head.act(round, "confirm_attendance", { attending: true, name: "王建国", post: "局长" }), "a head of a unit confirms");
    check(coming.guests.length > 0 && coming.guests.every(({ unit }) => unit === "gxj"), "and sees his own unit's guest");
    check(!(await stranger.get(`/rounds/${round}`)).content.toString().includes("王建国"), "not other units");
}

export async function h_decisions_and_opinions() {
    await platform.moveClock("2026-03-11T15:00:00+08:00");
    const held = await must(coordinator.act(round, "record_event", { heard: [numbers[0]] }), "held");
    check(held.state === "held" && held.items.find(({ appeal }) => appeal === numbers[0]).heard, "heard");
    checkEqual((await officer.get(`/appeals/${numbers[0]}`)).body.state, "on_site", "the appeal follows");
    const his = await platform.enterprise(one);
    const decided = await must(coordinator.act(round, "record_decision", { appeal: numbers[0], decision: "三十日内接通供水", lead_unit: "gxj", co_units: ["hbj"], done_by: "2026-04-10" }), "decided");
    check(decided.items.find(({ appeal }) => appeal === numbers[0]).decision === "三十日内接通供水", "recorded");
    for (const path of [`/appeals/${numbers[0]}`, `/appeals/${numbers[0]}/history`, `/rounds/${round}`])
        check(!(await his.get(path)).content.toString().includes("三十日内"), `not for the enterprise before it is handed on: ${path}`);
    const drafted = await must(coordinator.act(round, "draft_opinions", { text: "处理意见第一稿" }), "drafted");
    check(drafted.opinions.text === "处理意见第一稿" && drafted.opinions.version === 1, JSON.stringify(drafted.opinions));
    check(!(await officer.get(`/rounds/${round}`)).content.toString().includes("第一稿"), "a draft is not for units");
    const leader = await platform.staff("leader", { account: held.leader });
    await must(leader.act(round, "approve_opinions"), "approved");
    const issued = await must(coordinator.act(round, "issue_opinions"), "issued");
    check(issued.opinions.digest && issued.opinions.document_number && issued.opinions.issued_at, JSON.stringify(issued.opinions));
    checkEqual((await his.get(`/appeals/${numbers[0]}`)).body.decision, "三十日内接通供水", "now the enterprise has it");
    const ended = (await coordinator.get(`/rounds/${round}/clocks/opinions`)).body;
    check(ended.ended && ended.due_day === "2026-03-18", "an ended clock is explained");
}

export async function i_commitments_are_public_as_the_enterprise_consents() {
    const number = numbers[0];
    await must(officer.act(number, "commit", { responsible_leader: "副局长 林树航", responsible_person: "科长 陈志远", done_by: "2026-04-08", measures: "四月八日前完成接驳" }), "committed");
    const listed = async () => (await platform.anybody.get("/public/commitments")).body.items.find(({ measures }) => measures === "四月八日前完成接驳");
    const before = await listed();
    check(before && before.enterprise_name === null && before.done_by === "2026-04-08" && before.colour === "blue" && before.lead_unit === "gxj", JSON.stringify(before));
    await must((await platform.enterprise(one)).act(number, "consent", { publication: true }), "consented");
    checkEqual((await listed()).enterprise_name, one.name, "named with its consent");
    check(!(await platform.anybody.get("/public/commitments")).content.toString().includes(one.contact_phone), "no telephone");
    await platform.moveClock("2026-04-09T09:00:00+08:00");
    check((await listed()).late && (await listed()).colour === "red", "shown late");
    const state = (await platform.anybody.get("/public/state")).body;
    check(state.figures.received >= 4 && state.figures.commitments >= 1, JSON.stringify(state.figures));
}
