// SPDX-License-Identifier: Apache-2.0
// How an appeal comes in: what is refused and where it points, the identity check, supplements, refusals, retracting.
import { at, CITY, check, clock, equal, limits, may, NEXT, refused, ROUND, status, world } from "./world.mjs";

async function fields(kind) {
    const w = await world(kind);
    const firm = await w.firm(0);
    const submit = (more) => firm.submit(more);

    refused(await submit({ title: "题".repeat(41) }), 422, "a title of 41", "/title");
    status(await submit({ title: "题".repeat(40) }), 201, "a title of 40");
    refused(await submit({ body: "事".repeat(2001) }), 422, "a body of 2001", "/body");
    status(await submit({ body: "事".repeat(2000) }), 201, "a body of 2000");
    refused(await submit({ expectation: "望".repeat(501) }), 422, "an expectation of 501", "/expectation");
    status(await submit({ expectation: "𠮷".repeat(500) }), 201, "an expectation of 500 rare characters");
    for (const name of ["title", "body", "contact_name", "contact_phone", "region", "enterprise_name", "uscc"]) {
        refused(await submit({ [name]: undefined }), 422, `without ${name}`, `/${name}`);
        refused(await submit({ [name]: "" }), 422, `an empty ${name}`, `/${name}`);
    }
    refused(await submit({ title: "   " }), 422, "a blank title", "/title");
    refused(await submit({ attend: true }), 422, "attending without a principal", "/principal");
    refused(await submit({ region: "999999" }), 422, "an unknown region", "/region");
    refused(await submit({ category: "nonsense" }), 422, "an unknown category", "/category");
    refused(await submit({ uscc: "91445102MA5DEM012Y" }), 422, "a wrong check digit", "/uscc");
    refused(await submit({ title: 7 }), 400, "a number for a title");
    refused(await submit({ attend: "yes" }), 400, "a text for a boolean");
    refused(await submit({ confidential: 1 }), 400, "a number for a boolean");
    refused(await submit({ colour: "red" }), 400, "an unknown field");
    refused(await submit({ number: "1" }), 400, "a field of the answer");
    refused(await submit({ attachments: "1" }), 400, "a text for a list");
    for (const [text, why] of [["{", "half an object"], ["[]", "a list"], ["null", "nothing"], ['{"title":1e400}', "1e400"], ['{"title":"\\ud800"}', "half a pair"], ["[".repeat(100000), "brackets"], ['{"title":"a","title":"b"}', "a name twice"], ['{"title":"a\\u0000b"}', "a NUL"]])
        refused(await firm.call("POST", "/appeals", text), 400, why);
    const gbk = await fetch(`${w.p.address}/api/v1/appeals`, { method: "POST", headers: { Authorization: `Bearer ${firm.token}`, "Content-Type": "application/json" }, body: Buffer.from([0x7b, 0x22, 0xb1, 0xea, 0x22, 0x3a, 0x31, 0x7d]) });
    check(gbk.status === 400, `GBK: ${gbk.status}`);
    refused(await firm.call("POST", "/appeals", "{}", { "Content-Type": "text/plain" }), 415, "text/plain");
    refused(await firm.call("POST", "/appeals", JSON.stringify({ title: "x".repeat(1 << 20) })), 413, "a megabyte");
    status(await firm.submit({ title: "𠮷䶮㛃<script>{{x}}" }), 201, "rare characters");
    refused(await submit({ title: "一行\r\n二行" }), 422, "a line break in a title", "/title");
    refused(await w.p.visitor().post("/appeals", { colour: 1 }), 401, "401 goes before 400");
    refused(await firm.call("POST", "/appeals/1/actions/withdraw", '{"colour":1}'), 400, "400 goes before 404");
    refused(await firm.act("1", "withdraw", { reason: "x" }), 404, "no such appeal");
    refused(await firm.submit({ uscc: w.p.demo.enterprises[1].uscc }), 422, "for somebody else's code", "/uscc");
    const officer = Object.assign({}, await w.officer("gxj"), { enterprise: firm.enterprise });
    refused(await officer.submit({}), 403, "an officer submits");
    refused(await Object.assign({}, w.coordinator, { enterprise: firm.enterprise }).submit({}), 403, "a coordinator submits");

    /* Keys. */
    const body = { uscc: firm.enterprise.uscc, enterprise_name: firm.enterprise.name, region: firm.enterprise.region, contact_name: "张", contact_phone: firm.enterprise.contact_phone, title: "一次", body: "一次" };
    const one = status(await firm.post("/appeals", body, { "Idempotency-Key": "k1" }), 201, "with a key");
    const two = await firm.post("/appeals", body, { "Idempotency-Key": "k1" });
    check(two.status === 200 || two.status === 201, `again: ${two.status}`);
    equal(two.body.number, one.number, "the same appeal");
    refused(await firm.post("/appeals", { ...body, title: "另一件" }, { "Idempotency-Key": "k1" }), 422, "the same key, another body");

    /* Tags. */
    const got = await firm.get(`/appeals/${one.number}`);
    const tag = got.headers.get("etag");
    check(tag, "an ETag");
    refused(await firm.call("POST", `/appeals/${one.number}/actions/withdraw`, { reason: "不提了" }, { "If-Match": '"0"' }), 412, "an old tag");
    refused(await firm.call("POST", `/appeals/${one.number}/actions/withdraw`, {}, { "If-Match": '"0"' }), 412, "412 goes before 422");
    refused(await firm.call("POST", `/appeals/${one.number}/actions/release_reply`, {}, { "If-Match": '"0"' }), 403, "403 goes before 412");
    refused(await firm.call("POST", `/appeals/${one.number}/actions/rate`, { satisfied: true }, { "If-Match": '"0"' }), 412, "412 goes before 409");
    refused(await firm.act(one.number, "rate", { satisfied: false }), 409, "409 goes before 422");
    const gone = await firm.call("POST", `/appeals/${one.number}/actions/withdraw`, { reason: "不提了" }, { "If-Match": tag });
    equal(status(gone, 200, "the present tag").state, "withdrawn", "withdrawn");
    refused(await firm.call("POST", `/appeals/${one.number}/actions/consent`, { publication: true }, { "If-Match": tag }), 412, "the tag has changed");
    refused(await firm.act(one.number, "withdraw", { reason: "x" }), 409, "not twice");
    refused(await firm.act(one.number, "fly", {}), 404, "no such action");
    for (const id of ["auto_accept", "heard", "auto_rate", "strike", "succeed", "follow", "auto_take"]) refused(await w.coordinator.act(one.number, id, {}), 404, `${id} is the clock's`);

    /* Lists. */
    const numbers = [];
    let after = "";
    do {
        const page = status(await w.coordinator.get(`/appeals?limit=2${after ? `&after=${encodeURIComponent(after)}` : ""}`), 200, "a page");
        check(page.items.length <= 2, "two a page");
        numbers.push(...page.items.map((a) => a.number));
        after = page.next;
    } while (after);
    equal(new Set(numbers).size, numbers.length, "nothing twice");
    equal(numbers.length, status(await w.coordinator.get("/appeals?limit=200"), 200, "all").items.length, "nothing left out");
    refused(await w.coordinator.get("/appeals?limit=201"), 400, "a limit over 200");
    equal(status(await w.coordinator.get("/appeals?state=withdrawn"), 200, "by state").items.map((a) => a.number), [one.number], "the withdrawn one");
    refused(await w.coordinator.get("/appeals?state=flying"), 400, "an unknown state");
    refused(await w.coordinator.get("/appeals?after=zzz"), 400, "a broken cursor");
    refused(await w.coordinator.get("/appeals?colour=red"), 400, "an unknown parameter");
    await w.end();
}

async function identity(kind) {
    const w = await world(kind);
    const registrar = await w.who("registrar");
    const firm = await w.firm(1);
    const odd = async () => status(await firm.submit({ enterprise_name: "别的名字有限公司" }), 201, "an unknown name");

    const a = await odd();
    equal([a.state, limits(a)], ["identity_review", { identity: "2026-02-24", screen: "paused" }], "two working days");
    equal(clock(a, "identity").owner_unit, "sjj", "the registrar's unit");
    equal([clock(a, "screen").due, clock(a, "screen").due_day, clock(a, "screen").colour], [null, null, "blue"], "screening stands still");
    refused(await w.coordinator.act(a.number, "confirm_identity"), 403, "not the coordinator's");
    refused(await w.coordinator.act(a.number, "assign", { lead_unit: "gxj" }), 409, "not before the check");
    refused(await registrar.act(a.number, "reject_identity"), 422, "no reason", "/reason");
    equal(status(await registrar.get(`/appeals/${a.number}`), 200, "seen").actions.map((x) => x.id).filter((x) => x.includes("identity")).sort(), ["confirm_identity", "reject_identity"], "offered");
    const rejected = status(await registrar.act(a.number, "reject_identity", { reason: "查无此企业" }), 200, "rejected");
    equal([rejected.state, rejected.reason_code, limits(rejected), rejected.actions.filter((x) => x.id !== "comment")], ["returned", "R16", {}, []], "returned");
    refused(await registrar.act(a.number, "confirm_identity"), 409, "too late");

    const b = await odd();
    await w.move("02-24", "10:00:00");
    const confirmed = status(await registrar.act(b.number, "confirm_identity"), 200, "confirmed");
    // Begun on the 13th, ended on the 24th: 02-13 and 02-14 are not counted; 24, 25, 26.
    equal([confirmed.state, limits(confirmed)], ["screening", { screen: "2026-02-26" }], "screening goes on");
    const why = status(await w.coordinator.get(`/appeals/${b.number}/clocks/screen`), 200, "why");
    equal(why.days.map((d) => d.day)[0], "2026-02-14", "from the day after the start");
    equal(why.days.at(-1).day, "2026-02-26", "to the last day");
    equal(why.days.filter((d) => d.counted).map((d) => d.day), ["2026-02-24", "2026-02-25", "2026-02-26"], "the days counted");
    equal(why.pauses.length, 1, "the pause");

    const c = await odd(); // 02-24: due 02-26, screened at 24:00 of the third working day after: 03-02.
    await w.move("02-27", "09:00:00");
    let seen = await w.see(c.number);
    equal([seen.state, clock(seen, "identity").colour, clock(seen, "screen").paused], ["identity_review", "red", true], "overdue, nothing happens yet");
    await w.move("03-02", "23:59:59");
    equal((await w.see(c.number)).state, "identity_review", "not yet");
    await w.move("03-03", "00:00:00");
    seen = await w.see(c.number);
    equal([seen.state, seen.flags.includes("unverified"), seen.round], ["screening", true, ROUND], `screened unverified ${seen.flags}`);
    const step = (await w.history(c.number)).find((e) => e.action === "auto_screen");
    equal([step?.role, step?.actor, step?.at], ["clock", "clock", at("03-03")], "by the clock");
    await w.end();
}

async function supplement(kind) {
    const w = await world(kind);
    const firm = await w.firm(0);
    const a = await w.submitted();

    equal(limits(a), { screen: "2026-02-25" }, "screening");
    await w.move("02-14", "10:00:00");
    refused(await w.coordinator.act(a.number, "request_supplement", {}), 422, "what", "/what");
    refused(await firm.act(a.number, "request_supplement", { what: "x" }), 403, "not the enterprise's");
    refused(await firm.act(a.number, "supplement", { note: "x" }), 409, "nothing asked");
    const asked = status(await w.coordinator.act(a.number, "request_supplement", { what: "请补用电合同" }), 200, "asked");
    equal([asked.state, limits(asked)], ["supplementing", { screen: "paused", supplement: "2026-02-28" }], "five working days");
    refused(await w.coordinator.act(a.number, "assign", { lead_unit: "gxj" }), 409, "not meanwhile");
    check(may(await w.see(a.number, firm), "supplement"), "offered to the enterprise");
    refused(await firm.act(a.number, "supplement", { title: "新题" }), 422, "a note", "/note");
    refused(await firm.act(a.number, "supplement", { note: "x", uscc: firm.enterprise.uscc }), 400, "not the code");
    refused(await firm.act(a.number, "supplement", { note: "x", title: "题".repeat(41) }), 422, "limits hold", "/title");
    await w.move("02-26", "10:00:00");
    const done = status(await firm.act(a.number, "supplement", { note: "合同已补", title: "新题", expectation: "尽快", category: undefined }), 200, "supplemented");
    // 02-13 start; 14 pause … 26 ends: 26, 27, 28.
    equal([done.state, done.title, done.expectation, limits(await w.see(a.number))], ["screening", "新题", "尽快", { screen: "2026-02-28" }], "screening goes on");
    refused(await w.coordinator.act(a.number, "request_supplement", { what: "再补" }), 409, "once");
    check(!may(await w.see(a.number), "request_supplement"), "no longer offered");

    const b = await w.submitted({ title: "不补的" });
    status(await w.coordinator.act(b.number, "request_supplement", { what: "请补" }), 200, "asked");
    await w.move("03-04", "23:59:59");
    equal((await w.see(b.number)).state, "supplementing", "until the last second");
    await w.move("03-05", "00:00:00");
    const silent = await w.see(b.number);
    equal([silent.state, silent.reason_code], ["returned", "R17"], "returned");
    const step = (await w.history(b.number)).find((e) => e.action === "return");
    equal([step.role, step.actor, step.at, step.state], ["clock", "clock", at("03-05"), "returned"], "by the clock");
    refused(await firm.act(b.number, "supplement", { note: "晚了" }), 409, "too late");
    await w.end();
}

async function turnedAway(kind) {
    const w = await world(kind);
    const a = await w.submitted();
    const firm = await w.firm(0);

    refused(await w.coordinator.act(a.number, "return", {}), 422, "fields", "/reason_code");
    refused(await w.coordinator.act(a.number, "return", { reason_code: "R01" }), 422, "fields", "/explanation");
    refused(await w.coordinator.act(a.number, "return", { reason_code: "R98", explanation: "x" }), 422, "an unknown code", "/reason_code");
    refused(await (await w.county("445102")).act(a.number, "return", { reason_code: "R01", explanation: "x" }), 404, "foreign to the county");
    const gone = status(await w.coordinator.act(a.number, "return", { reason_code: "R01", explanation: "已诉", redirect: "法院" }), 200, "returned");
    equal([gone.state, gone.reason_code, may(gone, "retract")], ["returned", "R01", true], "may be retracted");
    refused(await (await w.p.signIn("coordinator2", w.p.demo.accounts.find((x) => x.account === "coordinator2").password)).act(a.number, "retract"), 409, "only who did it");
    await w.move("02-13", "09:09:59");
    const back = status(await w.coordinator.act(a.number, "retract"), 200, "retracted");
    equal([back.state, limits(back), may(back, "retract")], ["screening", { screen: "2026-02-25" }, false], "as before");
    equal((await w.history(a.number)).map((e) => e.action), ["submit", "return", "retract"], "both events stay");
    status(await w.coordinator.act(a.number, "return", { reason_code: "R02", explanation: "仲裁" }), 200, "again");
    refused(await w.coordinator.act(a.number, "retract"), 409, "once per action and appeal");
    const b = await w.assigned("gxj", { co_units: ["fgj"] });
    await w.move("02-13", "09:20:00");
    refused(await w.coordinator.act(b.number, "retract"), 409, "after ten minutes");
    check(!may(await w.see(b.number), "retract"), "not offered");
    const c = await w.assigned("gxj");
    status(await (await w.officer("gxj")).act(c.number, "accept"), 200, "accepted");
    refused(await w.coordinator.act(c.number, "retract"), 409, "the unit has accepted");
    const d = await w.assigned("gxj");
    status(await w.inspector.act(d.number, "urge", { text: "快" }), 200, "urged");
    const undone = status(await w.coordinator.act(d.number, "retract"), 200, "a reminder does not count");
    equal([undone.state, undone.lead_unit, undone.co_units], ["screening", null, []], "no unit");
    refused(await (await w.officer("gxj")).get(`/appeals/${d.number}`), 404, "the unit sees it no more");
    const e = await w.assigned("gxj");
    status(await (await w.officer("gxj")).act(e.number, "log_contact", { whom: "张", how: "电话", found: "情况" }), 200, "somebody acts");
    refused(await w.coordinator.act(e.number, "retract"), 409, "somebody else has acted");

    /* R01 or R08 set aside. */
    const f = await w.submitted();
    refused(await w.coordinator.act(f.number, "assign", { lead_unit: "gxj", override_code: "R01" }), 422, "a reason", "/override_reason");
    refused(await w.coordinator.act(f.number, "assign", { lead_unit: "gxj", override_code: "R02", override_reason: "x" }), 422, "not R02", "/override_code");
    refused(await w.coordinator.act(f.number, "assign", { lead_unit: "nobody" }), 422, "no such unit", "/lead_unit");
    refused(await w.coordinator.act(f.number, "assign", { lead_unit: "xqgxj" }), 422, "a unit of a county", "/lead_unit");
    refused(await w.coordinator.act(f.number, "assign", { lead_unit: "gxj", co_units: ["gxj"] }), 422, "lead and co-unit", "/co_units");
    
    refused(await w.coordinator.act(f.number, "assign", { lead_unit: "gxj", co_units: "fgj" }), 400, "a text for a list");
    refused(await w.coordinator.act(f.number, "assign", { lead_unit: "gxj", grade: "huge" }), 422, "an unknown grade", "/grade");
    refused(await w.coordinator.act(f.number, "assign", { lead_unit: "gxj", category: "x" }), 422, "an unknown category", "/category");
    const ok = status(await w.coordinator.act(f.number, "assign", { lead_unit: "gxj", grade: "complex", override_code: "R08", override_reason: "已在潮投资" }), 200, "set aside");
    equal([ok.grade, ok.state], ["complex", "assigned"], "complex");

    /* Corrections and consent. */
    refused(await w.coordinator.act(f.number, "correct", {}), 422, "at least one field");
    equal(status(await w.coordinator.act(f.number, "correct", { legacy: true, contact_name: "新联系人" }), 200, "corrected").contact_name !== undefined, true, "contact");
    refused(await w.coordinator.act(f.number, "correct", { legacy: "yes" }), 400, "a text for a boolean");
    refused(await w.coordinator.act(f.number, "correct", { title: "x" }), 400, "not the title");
    refused(await w.coordinator.act(f.number, "correct", { region: "1" }), 422, "unknown", "/region");
    refused(await (await w.officer("gxj")).act(f.number, "correct", { legacy: true }), 403, "not the unit");
    refused(await firm.act(f.number, "consent", {}), 422, "at least one field");
    status(await firm.act(f.number, "consent", { publication: true }), 200, "consents");
    refused(await w.coordinator.act(f.number, "consent", { publication: true }), 403, "only the enterprise");

    /* Hand over, comment. */
    const gxj = await w.officer("gxj");
    refused(await gxj.act(f.number, "hand_over", { to: "zrj.officer" }), 422, "of another unit", "/to");
    refused(await gxj.act(f.number, "hand_over", {}), 422, "to whom", "/to");
    refused(await gxj.act(f.number, "hand_over", { to: "gxj.unit_head" }), 422, "not an officer", "/to");
    status(await gxj.act(f.number, "hand_over", { to: "gxj.officer2" }), 200, "handed over");
    status(await (await w.head("gxj")).act(f.number, "hand_over", { to: "gxj.officer" }), 200, "by the head");
    refused(await w.coordinator.act(f.number, "hand_over", { to: "gxj.officer2" }), 403, "not the coordinator");
    status(await w.leaders.act(f.number, "comment", { text: "抓紧", supervise: true }), 200, "commented");
    refused(await w.leaders.act(f.number, "comment", {}), 422, "text", "/text");
    refused(await gxj.act(f.number, "comment", { text: "x" }), 403, "not the unit");
    await w.end();
}

export const tests = { fields, identity, supplement, turnedAway };
