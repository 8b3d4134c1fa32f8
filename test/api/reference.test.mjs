// SPDX-License-Identifier: Apache-2.0
// Reference data and its writes: whose they are.
import { check, checkEqual } from "../browser/check.mjs";
import { startPlatform, submission } from "./platform.mjs";

const platform = await startPlatform({ now: "2026-02-23T10:00:00+08:00" });
const [one, two] = platform.demo.enterprises;
const coordinator = await platform.staff("coordinator");
const officer = await platform.staff("officer", { unit: "gxj" });
const head = await platform.staff("unit_head", { unit: "gxj" });
const office = await platform.staff("office");
const systemAdmin = await platform.staff("system_admin");
const securityAdmin = await platform.staff("security_admin");
const registrar = await platform.staff("registrar");

async function all(who, path) {
    const items = [];
    for (let next = ""; next !== null; ) {
        const { status, body } = await who.get(`${path}${path.includes("?") ? "&" : "?"}limit=7${next && `&after=${next}`}`);
        checkEqual(status, 200, path);
        if (status !== 200) break;
        items.push(...body.items);
        ({ next } = body);
    }
    return items;
}

export async function lists_of_reference_data_page_and_are_whole() {
    const units = (await coordinator.get("/units")).body;
    check(units.next === null && units.items.length > 60, `${units.items.length} units at once`);
    checkEqual(JSON.stringify((await all(coordinator, "/units")).map(({ id }) => id)), JSON.stringify(units.items.map(({ id }) => id)), "page by page the same");
    const gxj = units.items.find(({ id }) => id === "gxj");
    check(["id", "name", "kind", "jurisdiction", "region", "from", "until"].every((key) => key in gxj), JSON.stringify(gxj));
    const ever = (await coordinator.get("/units?ended=true&jurisdiction=445100")).body.items.filter(({ id }) => id === "zsj");
    checkEqual(ever.length, 2, "every name it had");
    const regions = (await officer.get("/regions")).body.items;
    check(regions.find(({ id }) => id === "445102").level === "县区" && regions.find(({ id }) => id === "445102111")?.jurisdiction === "445102", "regions");
    const categories = (await (await platform.enterprise(one)).get("/categories")).body.items;
    check(categories.length >= 12 && categories.every(({ id, name }) => id && name), `${categories.length} categories`);
}

export async function the_calendar_tells_why() {
    const { body } = await officer.get("/calendar/2026");
    const day = (wanted) => body.days.find((each) => each.day === wanted);
    check(body.days.length === 365 && body.horizon === "2026-12-31", "a year");
    check(!day("2026-02-17").working && /春节/.test(day("2026-02-17").why), JSON.stringify(day("2026-02-17")));
    check(day("2026-02-28").working && day("2026-02-28").moved, "a make-up Saturday");
    check(body.notices.some(({ source }) => /gov\.cn/.test(source)), JSON.stringify(body.notices));
    checkEqual((await officer.get("/calendar/2006")).status, 404, "before the first notice");
    check((await officer.get("/calendar/2030")).body.provisional, "past the horizon");
}

export async function a_closure_shows_what_moves_and_moves_it() {
    const enterprise = await platform.enterprise(one);
    const { body: appeal } = await enterprise.post("/appeals", submission(one));
    const due = async () => (await coordinator.get(`/appeals/${appeal.number}/clocks/screen`)).body.due_day;
    checkEqual(await due(), "2026-02-26", "three working days");
    const closure = { day: "2026-02-25", reason: "台风停工" };
    checkEqual((await officer.post("/calendar/closures", closure)).status, 403, "not a unit's");
    check((await office.post("/calendar/closures", { day: "2026-02-25" })).status === 422, "with a reason");
    const dry = await office.post("/calendar/closures", { ...closure, commit: false });
    check(dry.status === 200 && !dry.body.committed && dry.body.moves.some(({ number }) => number === appeal.number), JSON.stringify(dry.body).slice(0, 300));
    checkEqual(await due(), "2026-02-26", "a preview changes nothing");
    const done = await office.post("/calendar/closures", closure);
    check(done.status === 200 && done.body.committed, JSON.stringify(done.body).slice(0, 200));
    checkEqual(await due(), "2026-02-27", "one day later");
    const { days } = (await coordinator.get(`/appeals/${appeal.number}/clocks/screen`)).body;
    check(/台风/.test(days.find(({ day }) => day === "2026-02-25").why), JSON.stringify(days));
    checkEqual((await office.ask("DELETE", "/calendar/closures/2026-02-25")).status, 200, "and open again");
    checkEqual(await due(), "2026-02-26", "as before");
}

export async function parameters_are_the_security_administrators() {
    const change = { values: { reply_days: 8, event_rule: "calendar_week" }, reason: "提速" };
    for (const who of [coordinator, officer, systemAdmin]) checkEqual((await who.ask("PUT", "/policy", { body: change })).status, 403, "not theirs");
    const wrong = await securityAdmin.ask("PUT", "/policy", { body: { values: { reply_days: 11 }, reason: "放宽" } });
    check(wrong.status === 422 && wrong.body.errors[0].pointer === "/values/reply_days", JSON.stringify(wrong.body));
    checkEqual((await securityAdmin.ask("PUT", "/policy", { body: { values: { reply_days: [8] }, reason: "提速" } })).status, 400, "a list is no value");
    checkEqual((await securityAdmin.ask("PUT", "/policy", { body: { values: [], reason: "提速" } })).status, 400, "a list is no object");
    checkEqual((await securityAdmin.ask("PUT", "/policy", { body: { reason: "提速" } })).status, 422, "nothing to set");
    const changed = await securityAdmin.ask("PUT", "/policy", { body: { ...change, jurisdiction: "445103" } });
    check(changed.status === 200 && changed.body.values.reply_days === 8 && changed.body.values.event_rule === "calendar_week" && changed.body.own, JSON.stringify(changed.body).slice(0, 300));
    checkEqual((await coordinator.get("/policy")).body.values.reply_days, 10, "the city's are as they were");
    checkEqual((await coordinator.get("/policy?jurisdiction=445103")).body.values.reply_days, 8, "the county's own");
    const { items } = (await coordinator.get("/policy/history?jurisdiction=445103")).body;
    check(items.some(({ parameter, before, after }) => parameter === "reply_days" && before === "10" && after === "8"), JSON.stringify(items));
    checkEqual((await (await platform.enterprise(one)).get("/policy")).status, 403, "not for enterprises");
}

export async function the_roster_is_the_offices() {
    const set = { month: "2026-05", leader: "leader2", secretary: "secretary2" };
    checkEqual((await coordinator.post("/roster", set)).status, 403, "not the coordinator's");
    const wrong = await office.post("/roster", { ...set, leader: "officer" });
    check(wrong.status === 422 && wrong.body.errors[0].pointer === "/leader", JSON.stringify(wrong.body));
    const done = await office.post("/roster", set);
    check(done.status === 200 && done.body.leader === "leader2", JSON.stringify(done.body));
    const { items } = (await office.get("/roster")).body;
    const may = items.find(({ month }) => month === "2026-05");
    check(may.leader === "leader2" && may.secretary === "secretary2" && !may.proposed, JSON.stringify(may));
    const ahead = (await office.get("/roster?from=2029-01&months=2")).body.items;
    check(ahead.length === 2 && ahead.every(({ proposed, leader }) => proposed && leader), "and the next in turn as proposals");
    checkEqual(new Set(items.map(({ month }) => month)).size, items.length, "each month once");
    checkEqual((await office.get("/roster?from=2026-05&months=1")).body.items.length, 1, "from a month on");
}

export async function accounts_are_made_by_one_and_given_roles_by_another() {
    const made = { account: "newcomer", name: "何新来", unit: "gxj" };
    checkEqual((await securityAdmin.post("/accounts", made)).status, 403, "not the security administrator's");
    const { status, body } = await systemAdmin.post("/accounts", made);
    check(status === 201 && body.password.length >= 8 && body.roles.length === 0, `${status} ${JSON.stringify(body)}`);
    checkEqual((await systemAdmin.post("/accounts", made)).status, 422, "the name is taken");
    checkEqual((await systemAdmin.ask("PUT", "/accounts/newcomer/roles", { body: { roles: ["officer"] } })).status, 403, "not the system administrator's");
    const wrong = await securityAdmin.ask("PUT", "/accounts/newcomer/roles", { body: { roles: ["officer", "system_admin"] } });
    checkEqual(wrong.status, 422, "an administrator is only that");
    checkEqual((await securityAdmin.ask("PUT", "/accounts/newcomer/roles", { body: { roles: ["nosuch"] } })).status, 422, "no such role");
    checkEqual((await securityAdmin.ask("PUT", "/accounts/newcomer/roles", { body: { roles: ["officer"] } })).status, 200, "granted");
    const signedIn = await platform.anybody.post("/sessions", { account: "newcomer", password: body.password });
    check(signedIn.status === 201 && signedIn.body.password_due, "may sign in, and has to change it");
    const colleagues = await all(officer, "/accounts");
    check(colleagues.length > 1 && colleagues.every(({ unit }) => unit === "gxj"), "an officer sees his own unit");
    check((await all(systemAdmin, "/accounts")).length === new Set((await all(systemAdmin, "/accounts")).map(({ account }) => account)).size, "all, each once");
    checkEqual((await systemAdmin.post("/accounts/newcomer/disable", {})).status, 200, "disabled");
    checkEqual((await platform.anybody.post("/sessions", { account: "newcomer", password: body.password })).status, 401, "no longer");
    checkEqual((await systemAdmin.post("/accounts/newcomer/enable", {})).status, 200, "enabled");
    const reset = await systemAdmin.post("/accounts/newcomer/reset", {});
    check(reset.status === 200 && reset.body.password && reset.body.password !== body.password, "reset");
    checkEqual((await platform.anybody.post("/sessions", { account: "newcomer", password: body.password })).status, 401, "the old one is gone");
    checkEqual((await platform.anybody.post("/sessions", { account: "newcomer", password: reset.body.password })).status, 201, "the new one works");
    checkEqual((await systemAdmin.post("/accounts/nosuch/reset", {})).status, 404, "nobody");
}

export async function the_registry_is_looked_up_and_imported() {
    const found = (await registrar.get(`/registry?q=${encodeURIComponent(one.name.slice(3, 6))}`)).body.items;
    check(found.some(({ uscc, contact_phone }) => uscc === one.uscc && contact_phone.includes("****")), JSON.stringify(found).slice(0, 300));
    check((await all(registrar, "/registry")).some(({ uscc }) => uscc === two.uscc), "all of it");
    checkEqual((await officer.get("/registry")).status, 403, "not for units");
    const file = "uscc,name,region\n91440300MA5DA1AA1X,深圳某公司,440300\n";
    const bad = await registrar.upload("/registry/imports", "r.csv", file, "text/csv");
    check(bad.status === 200 && bad.body.fault_count === 2 && bad.body.faults[0].line === 2 && !bad.body.committed, JSON.stringify(bad.body));
    const good = await registrar.upload("/registry/imports", "r.csv", `uscc,name\n${one.uscc},${one.name}\n`, "text/csv");
    check(good.status === 200 && good.body.fault_count === 0 && good.body.unchanged + good.body.changed === 1 && !good.body.committed, `a dry run: ${JSON.stringify(good.body)}`);
    checkEqual((await officer.upload("/registry/imports", "r.csv", file)).status, 403, "not a unit's");
}

export async function delegates_speak_for_the_whole_enterprise() {
    const own = await platform.enterprise(one);
    const phone = "13900000055";
    await own.post("/appeals", submission(one));
    const before = await (await platform.enterprise({ ...one, contact_phone: phone })).get("/appeals");
    checkEqual(before.body.items.length, 0, "a stranger's phone sees nothing");
    checkEqual((await (await platform.enterprise(two)).post(`/registry/${one.uscc}/delegates`, { phone, name: "林小姐" })).status, 403, "not another enterprise's to name");
    const named = await own.post(`/registry/${one.uscc}/delegates`, { phone, name: "林小姐" });
    check(named.status === 200 && named.body.items.some((each) => each.phone.startsWith("139")), JSON.stringify(named.body));
    check((await (await platform.enterprise({ ...one, contact_phone: phone })).get("/appeals")).body.items.length > 0, "a delegate's sees all");
    checkEqual((await own.ask("DELETE", `/registry/${one.uscc}/delegates/${phone}`)).status, 204, "removed");
    checkEqual((await own.ask("DELETE", `/registry/${one.uscc}/delegates/${phone}`)).status, 404, "once");
}

export async function units_keep_their_contacts_and_switch_sign_off() {
    const contacts = (await officer.get("/units/gxj/contacts")).body.items;
    check(contacts.length === 2 && contacts.every(({ phone }) => phone.includes("****")), JSON.stringify(contacts));
    checkEqual((await officer.get("/units/hbj/contacts")).status, 403, "not another unit's");
    const changed = await officer.ask("PUT", "/units/gxj/contacts/deputy", { body: { name: "林副", phone: "13900000066" } });
    check(changed.status === 200 && changed.body.items.some(({ kind, name, task }) => kind === "deputy" && name === "林副" && task), JSON.stringify(changed.body));
    checkEqual((await officer.ask("PUT", "/units/gxj/contacts/deputy", { body: { name: "林副", phone: "12" } })).status, 422, "a phone that is none");
    checkEqual((await officer.ask("PUT", "/units/gxj/sign-off", { body: { on: true } })).status, 403, "the head's");
    const on = await head.ask("PUT", "/units/gxj/sign-off", { body: { on: true } });
    check(on.status === 200 && on.body.sign_off === true, JSON.stringify(on.body));
    check((await head.get("/units")).body.items.find(({ id }) => id === "gxj").sign_off, "shown");
    checkEqual((await head.ask("PUT", "/units/gxj/sign-off", { body: {} })).status, 422, "on or off");
}

export async function sessions_begin_and_end() {
    const { account, password } = platform.account("overview");
    const { status, body } = await platform.anybody.post("/sessions", { account, password });
    check(status === 201 && body.token && body.account === account && body.roles.join() === "overview" && body.unit === "sfb" && body.jurisdiction === "445100", JSON.stringify({ ...body, token: "…" }));
    const bearer = { authorization: `Bearer ${body.token}` };
    checkEqual((await platform.anybody.get("/appeals", bearer)).status, 200, "signed in");
    checkEqual((await platform.anybody.ask("DELETE", "/sessions", { headers: bearer })).status, 204, "signed out");
    checkEqual((await platform.anybody.get("/appeals", bearer)).status, 401, "no longer");
    checkEqual((await platform.anybody.post("/sessions", { account, password: "falsch" })).status, 401, "a wrong password");
    checkEqual((await platform.anybody.post("/sessions", { account: "nobody", password: "falsch" })).status, 401, "an unknown account");
    checkEqual((await platform.anybody.post("/sessions", { account })).status, 422, "without a password");
    const code = await platform.anybody.post("/sessions/codes", { uscc: "1234", phone: one.contact_phone });
    check(code.status === 422 && code.body.errors.some(({ pointer }) => pointer === "/uscc"), JSON.stringify(code.body));
    checkEqual((await platform.anybody.post("/sessions", { uscc: one.uscc, phone: one.contact_phone, code: "000000" })).status, 401, "a wrong code");
}

export async function visitors_see_what_is_public_without_a_token() {
    const { status, body } = await platform.anybody.get("/public/state");
    check(status === 200 && body.open && body.closes_at === "2026-03-04T00:00:00+08:00" && body.round.number === "445100-2026-03" && body.next.number === "445100-2026-04", JSON.stringify(body));
    const announced = (await platform.anybody.get("/public/announcements")).body.items;
    check(announced.length > 0 && announced.every(({ text, announced_at }) => text && announced_at), "announcements");
    const rounds = (await platform.anybody.get("/public/rounds?jurisdiction=445100")).body.items;
    check(rounds.length >= 5 && rounds.every(({ dates }) => dates.event), "the timetable");
    checkEqual((await platform.anybody.get("/public/state?jurisdiction=nosuch")).status, 404, "no such place");
    checkEqual((await platform.anybody.get("/public/state?jurisdiction=445103")).body.open, false, "a county without rounds");
}
