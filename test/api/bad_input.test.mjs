// SPDX-License-Identifier: Apache-2.0
// What is not understood, on every address of the description: the same answers everywhere.
import { check, checkEqual } from "../browser/check.mjs";
import { startPlatform, submission } from "./platform.mjs";

const platform = await startPlatform({ now: "2026-02-23T10:00:00+08:00" });
const { body: description } = await platform.anybody.get("/api/openapi.json");
const coordinator = await platform.staff("coordinator");
const [first] = platform.demo.enterprises;
const appeal = (await (await platform.enterprise(first)).post("/appeals", submission(first))).body.number;

// A thing that is there for every part in braces.
const parts = {
    appeals: appeal, rounds: "445100-2026-03", action: "log_contact", clock: "screen", id: "1", kind: "liaison",
    account: "officer", uscc: first.uscc, phone: first.contact_phone, year: "2026", day: "2026-03-04",
};

function filled(path) {
    const group = path.split("/")[1];
    const here = { number: parts[group], ...(group === "units" && { id: "gxj" }), ...(group === "rounds" && { action: "coordinate" }) };
    return path.replace(/\{(\w+)\}/g, (_, name) => here[name] ?? parts[name]);
}

const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
        .filter(([method]) => ["get", "post", "put", "patch", "delete"].includes(method))
        .map(([method, operation]) => ({ method: method.toUpperCase(), path: filled(path), operation, name: `${method} ${path}` })),
);
const withJson = operations.filter(({ operation }) => operation.requestBody?.content?.["application/json"]);
const isPublic = ({ operation }) => Array.isArray(operation.security) && operation.security.length === 0;

function fieldsOf({ operation }) {
    let schema = operation.requestBody.content["application/json"].schema;
    if (schema?.$ref) schema = description.components.schemas[schema.$ref.split("/").pop()];
    return Object.entries(schema?.properties ?? {});
}

async function refuses(operation, asked, status, what) {
    const { status: got, body } = await coordinator.ask(operation.method, operation.path, asked);
    check(got === status, `${operation.name}, ${what}: got ${got}, want ${status}: ${JSON.stringify(body)?.slice(0, 300)}`);
    if (got !== status) return;
    check(/[\u4e00-\u9fff]/.test(body.detail) && /[\u4e00-\u9fff]/.test(body.title), `${operation.name}, ${what}: says it in Chinese: ${body.detail}`);
    check(body.status === status && body.code && body.type, `${operation.name}, ${what}: a problem: ${JSON.stringify(body)}`);
}

export async function the_description_has_every_address_of_the_interface() {
    const has = new Set(operations.map(({ name }) => name));
    for (const one of [
        "post /sessions", "post /sessions/codes", "post /appeals", "get /appeals",
        "post /public/appeals/query", "get /appeals/{number}", "get /appeals/{number}/history",
        "get /appeals/{number}/clocks/{clock}", "post /appeals/{number}/actions/{action}",
        "post /appeals/{number}/attachments", "get /appeals/{number}/attachments/{id}",
        "get /rounds", "post /rounds", "get /rounds/{number}", "post /rounds/{number}/actions/{action}",
        "post /rounds/{number}/attachments", "get /rounds/{number}/history",
        "get /rounds/{number}/clocks/{clock}", "get /units", "get /accounts", "get /roster",
        "get /registry", "get /calendar/{year}", "get /policy", "get /regions",
        "get /categories", "post /rehearsal/clock", "get /rehearsal/outbox",
    ])
        check(has.has(one), `${one} is described`);
    check(withJson.length > 20, `${withJson.length} addresses take JSON`);
}

export async function without_a_token_nothing_is_told() {
    for (const operation of operations.filter((each) => !isPublic(each))) {
        for (const headers of [{}, { authorization: "Bearer nobody" }]) {
            const json = operation.operation.requestBody?.content?.["application/json"];
            const { status, body, headers: answered } = await platform.anybody.ask(operation.method, operation.path, {
                headers,
                // Even what is not understood: who asks comes first.
                ...(json && { raw: "{" }),
            });
            check(status === 401 && body.code === "session.none", `${operation.name}: got ${status}`);
            check(answered["www-authenticate"] === "Bearer", `${operation.name}: says how to sign in`);
        }
    }
}

export async function what_is_no_json_is_not_understood() {
    const nested = "[".repeat(100000);
    const broken = {
        "no body": "", "a brace": "{", "an array": "[]", "a number": "1", "a comma too many": '{"a":1,}', "two objects": "{}{}",
        "a key twice": '{"a":1,"a":2}', "a NUL": '{"a":"\\u0000"}', "a lone surrogate": '{"a":"\\ud800"}', "not a number": '{"a":NaN}',
        "too great a number": '{"a":1e400}', "100,000 brackets": nested, "100,000 brackets in an object": `{"a":${nested}`,
    };
    for (const operation of withJson) for (const [what, raw] of Object.entries(broken)) await refuses(operation, { raw }, 400, what);
}

export async function other_bytes_than_utf8_are_not_understood() {
    for (const operation of withJson) {
        await refuses(operation, { raw: Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]) }, 400, "broken UTF-8");
        await refuses(operation, { raw: Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xb3, 0xb1, 0x22, 0x7d]) }, 400, "GBK");
        await refuses(operation, { raw: "{}", type: "application/json; charset=gbk" }, 415, "another charset");
        await refuses(operation, { raw: "{}", type: "text/plain" }, 415, "another type");
        await refuses(operation, { raw: "a=1", type: "application/x-www-form-urlencoded" }, 415, "a form");
    }
}

export async function more_than_a_mebibyte_is_too_large() {
    const raw = `{"title":"${"好".repeat(400000)}"}`;
    for (const operation of withJson) await refuses(operation, { raw }, 413, "1.2 MB");
}

export async function unknown_fields_are_refused() {
    for (const operation of withJson) {
        await refuses(operation, { body: { nosuch_field: 1 } }, 400, "an unknown field");
        await refuses(operation, { body: { "a/b~c": 1 } }, 400, "a field with odd signs");
        await refuses(operation, { body: { __proto__x: {}, replied_at: "2026-01-01T00:00:00+08:00" } }, 400, "a backdated time");
    }
    const { body } = await coordinator.post("/appeals", { "a/b~c": 1, uscc: 5 });
    const pointers = body.errors.map(({ pointer }) => pointer).sort();
    checkEqual(JSON.stringify(pointers), '["/a~1b~0c","/uscc"]', "each is named");
}

export async function another_json_type_is_not_understood() {
    const others = [null, 1, 1.5, true, "文字", [], {}, [1]];
    for (const operation of withJson)
        for (const [name, schema] of fieldsOf(operation)) {
            const right = (value) => {
                if (!schema.type) return true;
                if (schema.type === "string") return typeof value === "string";
                if (schema.type === "boolean") return typeof value === "boolean";
                if (schema.type === "integer") return Number.isInteger(value);
                if (schema.type === "array") return Array.isArray(value) && (value.length === 0 || schema.items.type !== "string");
                return true;
            };
            for (const value of others.filter((each) => !right(each)))
                await refuses(operation, { body: { [name]: value } }, 400, `${name}: ${JSON.stringify(value)}`);
        }
}

export async function kinds_of_an_actions_fields_are_checked() {
    const wrong = [
        ["assign", { lead_unit: 5 }], ["assign", { co_units: "hbj" }], ["assign", { co_units: [1] }], ["log_contact", { whom: ["x"] }],
        ["request", { new_date: 20260304 }], ["request", { reason: null }], ["rate", { satisfied: "yes" }], ["rate", { called_at: 1 }],
        ["answer_supervision", { order: "1" }], ["answer_supervision", { order: 1.5 }], ["escalate", { opinion_file: 7 }],
        ["merge", { into: {} }], ["correct", { legacy: 1 }], ["assess", { direct: "true" }],
    ];
    for (const [action, body] of wrong) {
        const answer = await coordinator.act(appeal, action, body);
        checkEqual(answer.status, 400, `${action} ${JSON.stringify(body)}`);
    }
    for (const [action, body] of [["coordinate", { on_site: 1 }], ["record_event", { heard: "x" }], ["convene", { at: [] }], ["coordinate", { order: "1" }]])
        checkEqual((await coordinator.act("445100-2026-03", action, body)).status, 400, `${action} ${JSON.stringify(body)}`);
}

export async function queries_that_mean_nothing_are_not_understood() {
    for (const path of [
        "/appeals?nosuch=1", "/appeals?state=nosuch", "/appeals?limit=0", "/appeals?limit=201", "/appeals?limit=x", "/appeals?after=x",
        "/appeals?after=-5", "/appeals?overdue=maybe", "/rounds?state=nosuch", "/rounds?after=2026", "/rounds?year=1", "/units?limit=1.5",
        "/units?after=x", "/accounts?role=nosuch", `/appeals/${appeal}/history?after=x`, "/roster?months=25", "/calendar/2026?x=1",
        "/public/commitments?after=1", "/public/rounds?after=x", "/rehearsal/outbox?after=x", "/appeals?q=%ff", "/appeals?q=%zz",
    ]) {
        const { status, body } = await coordinator.get(path);
        check(status === 400, `${path}: got ${status} ${JSON.stringify(body)?.slice(0, 200)}`);
    }
}

export async function a_day_that_is_none_is_one_fault() {
    const { status, body } = await coordinator.post("/rounds", { jurisdiction: "445100", event_day: "2026-02-30" });
    checkEqual(status, 422, "no such day");
    checkEqual(body.errors.map(({ pointer, code }) => `${pointer} ${code}`).join(" "), "/event_day bad-day", "said once");
}

export async function what_is_not_there_is_not_found() {
    for (const path of [
        "/appeals/ZT2026-9999", "/appeals/x", "/appeals/ZT2026-9999/history", "/appeals/ZT2026-9999/clocks/reply",
        `/appeals/${appeal}/clocks/nosuch`, `/appeals/${appeal}/clocks/accept.gxj`, `/appeals/${appeal}/clocks/answer.1`,
        `/appeals/${appeal}/attachments/1`, `/appeals/${appeal}/attachments/x`, "/rounds/445100-2026-99", "/rounds/445100-2026-03/clocks/nosuch",
        "/calendar/1999", "/calendar/x", "/nosuch",
    ]) {
        const { status, body } = await coordinator.get(path);
        check(status === 404 && /[\u4e00-\u9fff]/.test(body.detail), `${path}: got ${status}`);
    }
    for (const action of ["nosuch", "auto_accept", "heard", "submit", "auto_rate", "strike", "carry_over", "overdue", "succeed", "reached"])
        checkEqual((await coordinator.act(appeal, action)).status, 404, `action ${action}`);
    for (const action of ["nosuch", "open", "close", "finish", "plan", "strike", "replan"])
        checkEqual((await coordinator.act("445100-2026-03", action)).status, 404, `action ${action} of a round`);
    checkEqual((await coordinator.act("ZT2026-9999", "accept")).status, 404, "an action on nothing");
    checkEqual((await coordinator.ask("PATCH", `/appeals/${appeal}`, { body: {} })).status, 405, "another method");
}
