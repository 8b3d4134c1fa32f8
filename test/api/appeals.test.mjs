// SPDX-License-Identifier: Apache-2.0
// Appeals: who sees what, who may do what, and the order in which refusals are told.
import { check, checkEqual } from "../browser/check.mjs";
import { startPlatform, submission } from "./platform.mjs";

const platform = await startPlatform({ now: "2026-02-23T10:00:00+08:00" });
const [one, two, three] = platform.demo.enterprises;
const coordinator = await platform.staff("coordinator");
const officer = await platform.staff("officer", { unit: "gxj" });
const head = await platform.staff("unit_head", { unit: "gxj" });
const coUnit = await platform.staff("officer", { unit: "hbj" });
const stranger = await platform.staff("officer", { unit: "jtj" });
const county = await platform.staff("coordinator", { jurisdiction: "445103" });
const window_ = await platform.staff("window");
const inspector = await platform.staff("inspector");
const support = await platform.staff("support");
const administrator = await platform.staff("system_admin");
const enterprise = await platform.enterprise(one);

async function submitted(more, who = one) {
    const { status, body } = await (await platform.enterprise(who)).post("/appeals", submission(who, more));
    checkEqual(status, 201, `submitted: ${JSON.stringify(body)}`);
    return body.number;
}

async function assigned(more, who) {
    const number = await submitted(more, who);
    const { status, body } = await coordinator.act(number, "assign", { lead_unit: "gxj", co_units: ["hbj"] });
    checkEqual(status, 200, `assigned: ${JSON.stringify(body)}`);
    return number;
}

export async function a_submission_is_answered_with_its_receipt() {
    const { status, body, headers } = await enterprise.post("/appeals", submission(one, { attend: true, principal: "林总" }));
    checkEqual(status, 201, "created");
    checkEqual(headers.location, `/api/v1/appeals/${body.number}`, "its address");
    checkEqual(headers.etag, `"${body.number}-${body.version}"`, "its tag");
    check(/^ZT2026-\d{4}$/.test(body.number), body.number);
    check(/^[2-9A-Z]{10,}$/.test(body.query_code), body.query_code);
    checkEqual(body.round, "445100-2026-03", "the open round");
    checkEqual(body.channel, "web", "the channel");
    checkEqual(body.state, "screening", "the state");
    checkEqual(body.jurisdiction, "445100", "held by the city");
    checkEqual(body.contact_phone, one.contact_phone, "its own phone in full");
    checkEqual(body.outlook.round, "445100-2026-03", "what it can make");
    const keys = "id label clause started due due_day provisional paused colour working_days_left days_left owner_unit";
    checkEqual(Object.keys(body.clocks[0]).join(" "), keys, "a clock has exactly these");
    checkEqual(body.clocks[0].due, "2026-02-27T00:00:00+08:00", "three working days");
    checkEqual(body.clocks[0].due_day, "2026-02-26", "the last day");
}

export async function channels_are_of_who_submits() {
    for (const [role, channel] of [["window", "window"], ["hotline", "hotline"]]) {
        const { status, body } = await (await platform.staff(role)).post("/appeals", submission(two));
        check(status === 201 && body.channel === channel && body.query_code, `${role}: ${status} ${body.channel}`);
        check(body.contact_phone.includes("****"), "masked, as for all staff");
    }
    for (const who of [coordinator, officer, inspector, support, administrator]) {
        const { status, body } = await who.post("/appeals", submission(two));
        checkEqual(status, 403, `not theirs to submit: ${JSON.stringify(body)}`);
    }
}

export async function an_enterprise_submits_for_itself_alone() {
    const { status, body } = await enterprise.post("/appeals", submission(two));
    check(status === 422 && body.errors.some(({ pointer }) => pointer === "/uscc"), `${status} ${JSON.stringify(body.errors)}`);
}

export async function fields_that_break_a_rule_are_named() {
    const wrong = {
        uscc: "91445102MA5DEM012O", title: "好".repeat(41), body: "好".repeat(2001), expectation: "好".repeat(501), contact_phone: "12",
    };
    for (const [field, value] of Object.entries(wrong)) {
        const { status, body } = await window_.post("/appeals", submission(one, { [field]: value }));
        check(status === 422 && body.errors.some(({ pointer }) => pointer === `/${field}`), `${field}: ${status} ${JSON.stringify(body.errors)}`);
    }
    for (const field of ["uscc", "enterprise_name", "region", "contact_name", "contact_phone", "title", "body"]) {
        const { [field]: _, ...rest } = submission(one);
        const { status, body } = await window_.post("/appeals", rest);
        check(status === 422 && body.errors.some(({ pointer }) => pointer === `/${field}`), `without ${field}: ${status}`);
    }
    const { status, body } = await window_.post("/appeals", submission(one, { attend: true }));
    check(status === 422 && body.errors.some(({ pointer }) => pointer === "/principal"), `attending without a principal: ${status}`);
    const long = await window_.post("/appeals", submission(one, { title: "好".repeat(40), body: "𠮷䶮㛃".repeat(600) }));
    checkEqual(long.status, 201, "as long as it may be, with rare characters");
    const again = await coordinator.get(`/appeals/${long.body.number}`);
    checkEqual(again.body.body, "𠮷䶮㛃".repeat(600), "byte for byte");
}

export async function the_same_key_submits_once() {
    const headers = { "idempotency-key": "k-1" };
    const first = await enterprise.post("/appeals", submission(one), headers);
    const second = await enterprise.post("/appeals", submission(one), headers);
    check(first.status === 201 && second.status === 201 && first.body.number === second.body.number, `${first.body.number} ${second.body.number}`);
    const other = await enterprise.post("/appeals", submission(one, { title: "另一件" }), headers);
    checkEqual(other.status, 422, "the same key with another body");
    const his = await (await platform.enterprise(two)).post("/appeals", submission(two), headers);
    check(his.status === 201 && his.body.number !== first.body.number, "a key is its sender's own");
}

export async function who_may_not_see_it_gets_404_and_nothing_else() {
    const number = await assigned();
    const others = [stranger, county, support, administrator, await platform.enterprise(two)];
    for (const who of others) {
        for (const path of ["", "/history", "/clocks/reply", "/attachments/1"])
            checkEqual((await who.get(`/appeals/${number}${path}`)).status, 404, path);
        const seen = await who.get(`/appeals/${number}`);
        const none = await who.get("/appeals/ZT2026-9999");
        checkEqual(JSON.stringify(seen.body), JSON.stringify(none.body), "as if there were none");
        checkEqual((await who.act(number, "accept")).status, 404, "an action");
        checkEqual((await who.act(number, "reply", { opinion: "好".repeat(3000) })).status, 404, "before its fields are looked at");
        checkEqual((await who.upload(`/appeals/${number}/attachments`, "a.txt", "文字")).status, 404, "an upload");
        const listed = await who.get(`/appeals?q=${number}`);
        check(listed.status === 200 && listed.body.items.length === 0, "not in a list, not by search");
    }
    for (const who of [coordinator, officer, head, coUnit, window_, inspector, enterprise]) {
        checkEqual((await who.get(`/appeals/${number}`)).status, 200, "those who may");
        check((await who.get(`/appeals?q=${number}`)).body.items.some((each) => each.number === number), "and in the list");
    }
    checkEqual((await platform.anybody.get(`/appeals/${number}`)).status, 401, "nobody");
}

export async function refusals_come_in_their_order() {
    const number = await assigned();
    const { body: now } = await officer.get(`/appeals/${number}`);
    const stale = { "if-match": `"${number}-999"` };
    const current = { "if-match": `"${number}-${now.version}"` };
    const long = { opinion: "好".repeat(2001), kind: "explained" };

    checkEqual((await coUnit.act(number, "reply", { nosuch: 1 }, stale)).status, 400, "400 before all others");
    checkEqual((await coUnit.act(number, "reply", long, stale)).status, 403, "403 before 412");
    checkEqual((await officer.act(number, "reply", long, stale)).status, 412, "412 before 409");
    const early = await officer.act(number, "reply", long, current);
    check(early.status === 409 && early.body.state === "assigned" && early.body.clause, `409 before 422, with the state: ${JSON.stringify(early.body)}`);
    const accepted = await officer.act(number, "accept", {}, current);
    check(accepted.status === 200 && accepted.body.state === "handling", `accepted: ${JSON.stringify(accepted.body).slice(0, 200)}`);
    checkEqual(accepted.headers.etag, `"${number}-${accepted.body.version}"`, "the new tag");
    checkEqual((await officer.act(number, "progress", { text: "进场" }, current)).status, 412, "the old tag is stale");
    checkEqual((await officer.act(number, "progress", { text: "进场" }, { "if-match": "nonsense" })).status, 412, "so is nonsense");
    checkEqual((await officer.act(number, "progress", { text: "进场" }, { "if-match": "*" })).status, 200, "* is any");
    const fields = await officer.act(number, "reply", long);
    check(fields.status === 422 && fields.body.errors.some(({ pointer }) => pointer === "/opinion"), `422 at last: ${JSON.stringify(fields.body.errors)}`);
    checkEqual((await coordinator.act(number, "grant")).status, 409, "nothing to grant");
    checkEqual((await officer.act(number, "grant")).status, 403, "never the unit's to grant");
}

export async function days_that_are_none_are_faults_at_their_field() {
    const number = await assigned();
    await officer.act(number, "accept");
    for (const day of ["2026-02-30", "2026-2-3", "morgen", ""]) {
        const { status, body } = await officer.act(number, "request", { kind: "extension", reason: "管线复杂", new_date: day });
        check(status === 422 && body.errors.some(({ pointer }) => pointer === "/new_date"), `${day}: ${status} ${JSON.stringify(body.errors)}`);
    }
    const { status } = await officer.act(number, "request", { kind: "extension", reason: "管线复杂", new_date: "2026-03-20" });
    checkEqual(status, 200, "a real one");
}

export async function only_offered_actions_succeed() {
    const number = await assigned();
    for (const who of [coordinator, officer, coUnit, head, inspector, enterprise, window_]) {
        const { body } = await who.get(`/appeals/${number}`);
        const offered = new Set(body.actions.map(({ id }) => id));
        for (const { id, label, clause, fields } of body.actions) {
            check(label && clause && Array.isArray(fields), `${id} has its parts`);
            check(fields.every(({ name, required, kind }) => name && typeof required === "boolean" && kind), `${id}: fields`);
        }
        for (const action of ["accept", "assign", "reply", "release_reply", "rate", "supervise", "withdraw", "sign_off", "resume", "grant"]) {
            const { status } = await who.act(number, action, { nosuch: 1 });
            checkEqual(status, 400, "(understood first)");
            if (!offered.has(action)) {
                const refused = await who.act(number, action);
                check([403, 409].includes(refused.status), `${action} is not offered: ${refused.status}`);
            }
        }
    }
    const offers = (await officer.get(`/appeals/${number}`)).body.actions.map(({ id }) => id);
    check(offers.includes("accept") && offers.includes("object") && !offers.includes("reply"), offers.join(" "));
    const object = (await officer.get(`/appeals/${number}`)).body.actions.find(({ id }) => id === "object");
    checkEqual(JSON.stringify(object.fields.map(({ name, required, kind }) => [name, required, kind])), '[["grounds",true,"text"],["proposed_unit",true,"text"]]', "its fields");
}

export async function clocks_carry_their_instance_and_are_explained() {
    const number = await assigned();
    const { body } = await coordinator.get(`/appeals/${number}`);
    checkEqual(body.clocks.map(({ id }) => id).sort().join(" "), "accept accept.hbj co_reply.hbj reply", "what runs");
    checkEqual(body.clocks.find(({ id }) => id === "co_reply.hbj").owner_unit, "hbj", "whose it is");
    await coUnit.act(number, "accept");
    const after = (await coordinator.get(`/appeals/${number}`)).body.clocks.map(({ id }) => id);
    check(!after.includes("accept.hbj") && after.includes("accept"), after.join(" "));
    const ended = await coordinator.get(`/appeals/${number}/clocks/accept.hbj`);
    check(ended.status === 200 && ended.body.ended && ended.body.days.length === 0, "an ended one is still explained; hours have no days");
    const reply = (await enterprise.get(`/appeals/${number}/clocks/reply`)).body;
    checkEqual(reply.days.filter(({ counted }) => counted).length, 10, "ten days are counted");
    checkEqual(reply.days.at(-1).day, reply.due_day, "up to the last");
    checkEqual(reply.days[0].day, "2026-02-24", "from the day after");
    check(reply.days.every(({ why }) => why), "each says why");
    check(reply.anchor && reply.rule && reply.clause && reply.calendar_version && reply.due && Array.isArray(reply.pauses) && Array.isArray(reply.extensions), "all parts");
}

export async function history_counts_from_one_and_tells_who() {
    const number = await assigned();
    await officer.act(number, "accept");
    await officer.act(number, "log_contact", { whom: "邱经理", how: "电话", found: "属实，另有隐情", outcome: "reached" });
    const { items } = (await coordinator.get(`/appeals/${number}/history`)).body;
    checkEqual(items.map(({ seq }) => seq).join(" "), "1 2 3 4", "one behind the other");
    checkEqual(items.map(({ action }) => action).join(" "), "submit assign accept log_contact", "what was done");
    checkEqual(items[2].unit, "gxj", "by whom");
    check(items[3].note.includes("隐情"), "staff read the note");
    const his = (await enterprise.get(`/appeals/${number}/history`)).body.items;
    check(his.length === 4 && his[3].note === null && his[3].action === "log_contact", "the enterprise sees that, not what");
    const page = (await coordinator.get(`/appeals/${number}/history?limit=2`)).body;
    checkEqual(page.items.length, 2, "a page");
    const rest = (await coordinator.get(`/appeals/${number}/history?limit=2&after=${page.next}`)).body;
    check(rest.items[0].seq === 3 && rest.next === null, "and the next");
    for (const [action, body] of [["auto_take", {}]]) checkEqual((await coordinator.act(number, action, body)).status, 404, action);
}

export async function the_enterprise_sees_the_reply_when_it_is_released() {
    const number = await assigned({}, three);
    const his = await platform.enterprise(three);
    await officer.act(number, "accept");
    await officer.act(number, "log_contact", { whom: "张总", how: "电话", found: "属实", outcome: "reached" });
    const replied = await officer.act(number, "reply", { opinion: "由工信局协调水务公司接管", kind: "explained" });
    checkEqual(replied.body.state, "assessing", `replied: ${JSON.stringify(replied.body).slice(0, 300)}`);
    for (const who of [coordinator, officer, coUnit, inspector])
        check((await who.get(`/appeals/${number}`)).body.reply_opinion === "由工信局协调水务公司接管", "staff see it");
    const secret = ["由工信局协调水务公司接管", "可直接答复"];
    const hidden = async (when, looker) => {
        for (const path of ["", "/history"]) {
            const text = (await looker.get(`/appeals/${number}${path}`)).content.toString();
            check(secret.every((each) => !text.includes(each)), `${when}: hidden in ${path || "the appeal"}`);
        }
        check((await looker.get(`/appeals?q=${encodeURIComponent("协调水务")}`)).body.items.length === 0, `${when}: not found by search`);
    };
    await hidden("assessing", his);
    const assessed = await coordinator.act(number, "assess", { assessment: "可直接答复", direct: true });
    checkEqual(assessed.body.state, "releasing", `assessed: ${JSON.stringify(assessed.body).slice(0, 300)}`);
    await hidden("releasing", his);
    const code = (await his.get(`/appeals/${number}`)).body.query_code;
    const receipt = await platform.anybody.post("/public/appeals/query", { number, query_code: code });
    check(receipt.status === 200 && !receipt.content.toString().includes(secret[0]), "nor by the receipt");
    const released = await coordinator.act(number, "release_reply");
    checkEqual(released.body.state, "result_check", "released");
    checkEqual((await his.get(`/appeals/${number}`)).body.reply_opinion, secret[0], "now it sees it");
    check(!(await his.get(`/appeals/${number}`)).content.toString().includes(secret[1]), "never the assessment");
    check((await platform.anybody.post("/public/appeals/query", { number, query_code: code })).body.reply_opinion === secret[0], "by the receipt too");
}

export async function a_confidential_enterprise_is_hidden_from_the_unit() {
    const number = await assigned({ confidential: true, attend: true, principal: "邱砚秋" });
    await officer.act(number, "accept");
    const names = [one.uscc, one.name, one.contact_phone, "198****", one.contact_name];
    for (const [who, what] of [[officer, "officer"], [head, "head"], [coUnit, "co-unit"]]) {
        for (const path of ["", "/history", "/clocks/reply"]) {
            const text = (await who.get(`/appeals/${number}${path}`)).content.toString();
            check(names.every((name) => !text.includes(name)), `${what}: ${path || "the appeal"} names ${names.filter((name) => text.includes(name))}`);
        }
        const list = (await who.get(`/appeals?q=${number}`)).content.toString();
        check(list.includes(number) && names.every((name) => !list.includes(name)), `${what}: the list`);
        for (const words of [one.name, one.name.slice(2, 6), one.uscc])
            check(!(await who.get(`/appeals?q=${encodeURIComponent(words)}`)).content.toString().includes(number), `${what}: not found by ${words}`);
        checkEqual((await who.post(`/appeals/${number}/unmask`, { reason: "联系企业" })).status, 403, `${what}: no unmasking`);
    }
    const round = (await officer.get("/rounds/445100-2026-03")).content.toString();
    check(round.includes(number) && !round.includes(one.name), "nor in the round");
    const seen = (await coordinator.get(`/appeals/${number}`)).body;
    check(seen.enterprise_name === one.name && seen.uscc === one.uscc, "the coordinator sees it");
    check((await coordinator.get(`/appeals?q=${encodeURIComponent(one.name.slice(2, 6))}`)).content.toString().includes(number), "and finds it");
    const consented = await enterprise.act(number, "consent", { attend_named: true });
    checkEqual(consented.status, 200, JSON.stringify(consented.body).slice(0, 200));
    checkEqual((await officer.get(`/appeals/${number}`)).body.enterprise_name, one.name, "named after its consent");
    check((await officer.get(`/appeals?q=${encodeURIComponent(one.name.slice(2, 6))}`)).content.toString().includes(number), "and found");
}

export async function contacts_are_masked_and_unmasked_with_a_reason() {
    const number = await assigned();
    for (const who of [coordinator, officer, inspector, window_]) {
        const { body } = await who.get(`/appeals/${number}`);
        check(body.contact_phone === "198****0001" && /^邱\*+$/.test(body.contact_name), `${body.contact_phone} ${body.contact_name}`);
    }
    checkEqual((await officer.post(`/appeals/${number}/unmask`, {})).status, 422, "without a reason");
    checkEqual((await stranger.post(`/appeals/${number}/unmask`, { reason: "看看" })).status, 404, "not for others");
    checkEqual((await (await platform.staff("overview")).post(`/appeals/${number}/unmask`, { reason: "看看" })).status, 403, "nor who never calls");
    const { status, body, headers } = await officer.post(`/appeals/${number}/unmask`, { reason: "电话核实供水情况" });
    check(status === 200 && body.contact_phone === one.contact_phone && body.contact_name === one.contact_name, `${status}`);
    checkEqual(headers["cache-control"], "no-store", "kept nowhere");
}

export async function files_are_known_by_their_content() {
    const number = await assigned();
    const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
    const taken = await enterprise.upload(`/appeals/${number}/attachments`, "../../现场‮照片.png", png);
    check(taken.status === 201 && typeof taken.body.id === "string" && taken.body.media_type === "image/png", `${taken.status} ${JSON.stringify(taken.body)}`);
    check(!/[/\u202e]/.test(taken.body.name), taken.body.name);
    checkEqual(taken.headers.location, `/api/v1/appeals/${number}/attachments/${taken.body.id}`, "its address");
    const given = await officer.get(`/appeals/${number}/attachments/${taken.body.id}`);
    check(given.status === 200 && given.content.equals(png), "as it came");
    check(given.headers["content-type"] === "image/png" && /^attachment;/.test(given.headers["content-disposition"]), "to be saved, not shown");
    checkEqual((await stranger.get(`/appeals/${number}/attachments/${taken.body.id}`)).status, 404, "not for others");
    check((await officer.get(`/appeals/${number}`)).body.attachments.some(({ id }) => id === taken.body.id), "told with the appeal");
    checkEqual((await enterprise.upload(`/appeals/${number}/attachments`, "a.pdf", "MZ\x90\0program")).status, 415, "a program called a.pdf");
    checkEqual((await enterprise.upload(`/appeals/${number}/attachments`, "a.png", Buffer.alloc(21 << 20))).status, 413, "21 MB");
    checkEqual((await enterprise.ask("POST", `/appeals/${number}/attachments`, { raw: "x", type: "multipart/form-data" })).status, 400, "no boundary");
    checkEqual((await enterprise.post(`/appeals/${number}/attachments`, {})).status, 415, "JSON");
    for (let i = 1; i < 10; i++) checkEqual((await enterprise.upload(`/appeals/${number}/attachments`, `${i}.png`, png)).status, 201, `file ${i}`);
    checkEqual((await enterprise.upload(`/appeals/${number}/attachments`, "11.png", png)).status, 422, "the eleventh");
    const own = await officer.upload(`/appeals/${number}/attachments`, "内部.png", png);
    checkEqual(own.status, 201, "a unit's own");
    checkEqual((await enterprise.get(`/appeals/${number}/attachments/${own.body.id}`)).status, 404, "not before the reply is released");
    check(!(await enterprise.get(`/appeals/${number}`)).body.attachments.some(({ id }) => id === own.body.id), "nor told");
    const secret = await assigned({ confidential: true });
    const letter = await enterprise.upload(`/appeals/${secret}/attachments`, "营业执照.png", png);
    checkEqual((await officer.get(`/appeals/${secret}/attachments/${letter.body.id}`)).status, 404, "a letterhead names a confidential enterprise");
    checkEqual((await coordinator.get(`/appeals/${secret}/attachments/${letter.body.id}`)).status, 200, "the coordinator may");
}

export async function an_enterprise_sees_what_its_phone_submitted() {
    const other = "13900000077";
    const { status, body } = await enterprise.post("/appeals", submission(one, { contact_phone: other }));
    check(status === 201 && body.number, "given to another phone");
    const his = await platform.enterprise({ ...one, contact_phone: other });
    const numbers = (await his.get("/appeals")).body.items.map((each) => each.number);
    checkEqual(numbers.join(" "), body.number, "that phone sees that one alone");
    check((await enterprise.get("/appeals")).body.items.some(({ number }) => number !== body.number), "the registry's sees all");
    const mine = await his.post("/appeals", submission(one, { contact_phone: "13900000078" }));
    check(mine.status === 201 && mine.body.number && mine.body.query_code && !mine.body.title, `told, though no longer his to see: ${JSON.stringify(mine.body)}`);
}

export async function the_receipt_shows_progress_and_guessing_is_limited() {
    const { body: receipt } = await enterprise.post("/appeals", submission(one));
    const { number, query_code } = receipt;
    const good = await platform.anybody.post("/public/appeals/query", { number, query_code });
    check(good.status === 200 && good.body.state === "screening" && good.body.stop === 2 && good.body.history.length === 1, JSON.stringify(good.body).slice(0, 200));
    const text = good.content.toString();
    for (const secret of [one.contact_phone, one.contact_name, one.uscc, receipt.body]) check(!text.includes(secret), `does not tell ${secret}`);
    checkEqual((await platform.anybody.post("/public/appeals/query", { number: number.toLowerCase(), query_code: query_code.toLowerCase() })).status, 200, "as it is read aloud");
    checkEqual((await platform.anybody.post("/public/appeals/query", { number })).status, 422, "without the code");
    const unknown = await platform.anybody.post("/public/appeals/query", { number: "ZT2026-9999", query_code });
    const wrong = await platform.anybody.post("/public/appeals/query", { number, query_code: "AAAAAAAAAAAA" });
    check(unknown.status === 404 && wrong.status === 404 && JSON.stringify(unknown.body) === JSON.stringify(wrong.body), "it is not told which was wrong");
    let status = 404;
    for (let i = 0; i < 12 && status === 404; i++) ({ status } = await platform.anybody.post("/public/appeals/query", { number, query_code: `AAAAAAAAAA${i}` }));
    checkEqual(status, 429, "ten guesses");
    const locked = await platform.anybody.post("/public/appeals/query", { number, query_code });
    check(locked.status === 429 && Number(locked.headers["retry-after"]) > 0, "and the right one has to wait too");
}

export async function lists_narrow_and_page() {
    const seen = new Set();
    for (let i = 0; i < 16; i++) await (i % 2 ? submitted() : assigned());
    let path = "/appeals?limit=5", pages = 0;
    for (let next = ""; next !== null; pages++) {
        const { body } = await coordinator.get(`${path}${next && `&after=${next}`}`);
        check(body.items.length <= 5, "a page");
        for (const { number } of body.items) {
            check(!seen.has(number), `${number} once`);
            seen.add(number);
        }
        next = body.next;
    }
    check(pages > 3 && seen.size > 15, `${seen.size} on ${pages} pages`);
    const { items } = (await coordinator.get("/appeals?state=assigned,handling&unit=hbj&round=445100-2026-03&overdue=false")).body;
    check(items.length > 0 && items.every((each) => ["assigned", "handling"].includes(each.state) && each.co_units.includes("hbj")), "narrowed");
    checkEqual((await coordinator.get("/appeals?overdue=true&state=assigned")).body.items.length, 0, "nothing is overdue yet");
    check((await coordinator.get("/appeals?state=open&limit=200")).body.items.length === seen.size - (await coordinator.get("/appeals?state=final&limit=200")).body.items.length, "open and final are all");
    check((await coordinator.get(`/appeals?q=${encodeURIComponent("供水管网")}`)).body.items.length > 0, "found by a part of the title");
}

// On a platform of its own: the others' clock stands still.
export async function silence_is_done_by_the_clock() {
    const platform = await startPlatform({ now: "2026-02-23T10:00:00+08:00" });
    const coordinator = await platform.staff("coordinator");
    const enterprise = await platform.enterprise(one);
    const numbers = [];
    for (let i = 0; i < 3; i++) {
        numbers.push((await enterprise.post("/appeals", submission(one))).body.number);
        if (i) await coordinator.act(numbers[i], "assign", { lead_unit: "gxj" });
    }
    const number = numbers[1];
    await platform.moveClock("2026-02-24T10:00:00+08:00");
    const { body } = await coordinator.get(`/appeals/${number}`);
    checkEqual(body.state, "handling", "accepted by silence");
    check(body.flags.includes("late_accept"), "and flagged");
    const last = (await coordinator.get(`/appeals/${number}/history`)).body.items.filter(({ action }) => action === "auto_accept");
    check(last.length === 1 && last[0].role === "clock" && last[0].actor === "clock" && last[0].at === "2026-02-24T10:00:00+08:00", JSON.stringify(last));
    const back = await coordinator.post("/rehearsal/clock", { now: "2026-02-24T09:00:00+08:00" });
    check(back.status === 422 && back.body.errors[0].pointer === "/now", "not backwards");
    checkEqual((await coordinator.post("/rehearsal/clock", { now: "morgen" })).status, 422, "no instant");
    checkEqual((await coordinator.post("/rehearsal/clock", {})).status, 422, "none at all");
    checkEqual((await enterprise.post("/rehearsal/clock", { now: "2026-03-24T09:00:00+08:00" })).status, 403, "not an enterprise's");
    await platform.moveClock("2026-03-12T10:00:00+08:00");
    const late = (await coordinator.get("/appeals?overdue=true&limit=200")).body.items;
    check(late.length > 0 && late.every(({ clocks }) => clocks.some(({ colour }) => colour === "red")), `${late.length} overdue, all red`);
    const calm = (await coordinator.get("/appeals?overdue=false&limit=200")).body.items;
    check(calm.every(({ clocks }) => clocks.every(({ colour }) => colour !== "red")), "the others have nothing red");
}
