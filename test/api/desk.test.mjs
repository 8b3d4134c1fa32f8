// SPDX-License-Identifier: Apache-2.0
// What waits for whom.
import { check, checkEqual } from "../browser/check.mjs";
import { startPlatform, submission } from "./platform.mjs";

const platform = await startPlatform({ now: "2026-02-23T10:00:00+08:00" });
const [one] = platform.demo.enterprises;
const enterprise = await platform.enterprise(one);
const coordinator = await platform.staff("coordinator");
const officer = await platform.staff("officer", { unit: "gxj" });
const head = await platform.staff("unit_head", { unit: "gxj" });
const coUnit = await platform.staff("officer", { unit: "hbj" });
const inspector = await platform.staff("inspector");
const county = await platform.staff("coordinator", { jurisdiction: "445103" });

async function desk(who) {
    const { status, body } = await who.get("/desk");
    checkEqual(status, 200, "the desk");
    return Object.fromEntries(body.groups.map(({ id, items }) => [id, items.map(({ number }) => number)]));
}
const has = async (who, group, number) => ((await desk(who))[group] ?? []).includes(number);
const nowhere = async (who, number) => !Object.values(await desk(who)).flat().includes(number);

async function submitted() {
    return (await enterprise.post("/appeals", submission(one))).body.number;
}

export async function an_appeal_goes_from_desk_to_desk() {
    const number = await submitted();
    check(await has(coordinator, "screening", number), "screened by the coordinator");
    for (const who of [officer, coUnit, inspector, county, enterprise]) check(await nowhere(who, number), "not yet the others'");
    await coordinator.act(number, "assign", { lead_unit: "gxj", co_units: ["hbj"] });
    check(await nowhere(coordinator, number), "off the coordinator's");
    check((await has(officer, "assigned", number)) && (await has(head, "assigned", number)), "accepted by the lead unit");
    check(await has(coUnit, "co_reply", number), "the co-unit's opinion");
    await officer.act(number, "accept");
    check(await has(officer, "handling", number), "handled");
    await coUnit.act(number, "co_reply", { opinion: "同意" });
    check(await nowhere(coUnit, number), "answered");
    await officer.act(number, "request", { kind: "extension", reason: "管线复杂", new_date: "2026-03-20" });
    check(await has(coordinator, "request", number), "a request waits for the coordinator");
    await coordinator.act(number, "deny", { reason: "时间足够" });
    check(await nowhere(coordinator, number), "denied");
    await inspector.act(number, "supervise", { text: "请抓紧", answer_by: "2026-02-27" });
    check(await has(officer, "answer", number), "an order waits for its answer");
    await officer.act(number, "answer_supervision", { order: 1, text: "已联系水务公司" });
    check(!((await desk(officer)).answer ?? []).includes(number), "answered");
}

export async function what_is_handed_to_a_colleague_waits_for_him() {
    const number = await submitted();
    const colleague = platform.demo.accounts.find(({ role, unit, account }) => role === "officer" && unit === "gxj" && account !== platform.account("officer", { unit: "gxj" }).account);
    await coordinator.act(number, "assign", { lead_unit: "gxj" });
    await officer.act(number, "accept");
    if (!colleague) return check(true, "the demo has one officer in this unit");
    const { status } = await officer.act(number, "hand_over", { to: colleague.account });
    checkEqual(status, 200, "handed over");
    check((await nowhere(officer, number)) && (await has(await platform.staff("officer", { account: colleague.account }), "handling", number)), "on his desk");
}

export async function a_county_rules_on_its_own_and_the_city_on_hand_downs() {
    const number = await submitted();
    await coordinator.act(number, "hand_down", { jurisdiction: "445103" });
    check((await has(county, "handed_down", number)) && (await nowhere(coordinator, number)), "the county's");
    await county.act(number, "object", { grounds: "不属本区", proposed_unit: "gxj" });
    check((await has(coordinator, "disputed", number)) && (await nowhere(county, number)), "the city rules");
}

export async function rounds_wait_for_the_office_and_the_coordinator() {
    const office = await platform.staff("office");
    const rounds = async (who) => (await who.get("/desk")).body.rounds.map(({ number }) => number);
    check((await rounds(office)).includes("445100-2026-04"), "a day to settle");
    check((await rounds(coordinator)).includes("445100-2026-03"), "an open round is the coordinator's");
    checkEqual((await rounds(officer)).length, 0, "no unit's");
}
