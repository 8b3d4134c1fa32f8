// SPDX-License-Identifier: Apache-2.0
// The pages of the staff, on a lively present.
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check, checkEqual } from "./check.mjs";
import { startPlatform } from "./harness.mjs";

const now = "2026-03-03T10:20:00+08:00";
let shared;

function platform() {
    shared ??= startPlatform({ now, rounds: 4 });
    return shared;
}

async function listed(site, role, query, of) {
    const token = await site.token(role, of);
    return (await site.api("GET", `/appeals?${query}`, null, token)).items;
}

// One of our own, so that the order of the tests does not matter.
let submitted = 0;
async function submit(site, fields = {}) {
    const { uscc, name, region, contact_name, contact_phone } = site.demo.enterprises[submitted++ % 10];
    const token = await site.token("window", { jurisdiction: "445100" });
    const title = `窑炉车间供电第${submitted}件`;
    const body = { uscc, enterprise_name: name, region, contact_name, contact_phone, title, body: "双回路供电没有接入。" };
    return site.api("POST", "/appeals", { ...body, ...fields }, token);
}

function path(person) {
    return new URL(person.page.url()).pathname;
}

export async function the_desk_says_what_is_mine_and_what_is_worst() {
    const site = await platform();
    const coordinator = await site.signIn("coordinator");

    checkEqual(path(coordinator), "/desk", "after signing in one stands at the desk");
    await coordinator.examine("desk");
    const counted = await coordinator.page.locator("[aria-current=page] .ztc-count").first().innerText();
    const rows = await coordinator.page.locator(".ztc-table tbody tr").count();
    check(Number(counted) > 0, "the coordinator has something to do");
    checkEqual(rows, Number(counted), "the count opens exactly its rows");
    const dues = await coordinator.page.locator(".ztc-table tbody .ztc-due").allInnerTexts();
    check(dues.every((words) => /逾期|到期|还有|暂停/.test(words)), `deadlines in words: ${dues}`);
    await coordinator.follow("全部在办");
    await coordinator.examine("desk-all");
    await coordinator.page.getByLabel("状态", { exact: true }).selectOption({ label: "挂账" });
    await coordinator.page.getByRole("button", { name: "筛选" }).click();
    check(coordinator.page.url().includes("state=suspended"), "filters live in the address");
    check(coordinator.page.url().includes("tab=all"), "the tab stays");
    const states = await coordinator.page.locator(".ztc-table tbody .govuk-tag").allInnerTexts();
    check(states.length > 0 && states.every((state) => state === "挂账"), `only the suspended: ${states}`);
    await coordinator.leave();
}

export async function the_search_box_finds_words_and_leads_to_a_number() {
    const site = await platform();
    const coordinator = await site.signIn("coordinator");
    const [some] = await listed(site, "coordinator", "state=handling,awaiting_event,executing");

    await coordinator.go(`/appeals?q=${encodeURIComponent(some.title.slice(0, 4))}`);
    await coordinator.see(some.title);
    await coordinator.examine("appeals-found");
    await coordinator.page.getByLabel("查找诉求").fill(some.number.toLowerCase());
    await coordinator.page.getByRole("button", { name: "查找", exact: true }).click();
    checkEqual(path(coordinator), `/appeals/${some.number}`, "a number leads to its appeal");
    await coordinator.go("/appeals?q=这样的诉求一定没有");
    await coordinator.see("没有找到“这样的诉求一定没有”");
    await coordinator.leave();
}

export async function a_long_list_goes_on_behind_a_cursor() {
    const site = await platform();
    const coordinator = await site.signIn("coordinator");
    const seen = new Set();

    await coordinator.go("/appeals");
    for (let pages = 0; pages < 20; pages++) {
        for (const code of await coordinator.page.locator(".ztc-table .ztc-code").allInnerTexts()) {
            check(!seen.has(code), `${code} stands on two pages`);
            seen.add(code);
        }
        const next = coordinator.page.getByRole("link", { name: "下一页" }).last();
        if (!(await next.count())) break;
        await next.click();
    }
    check(seen.size > 50, `more than one page: ${seen.size}`);
    await coordinator.leave();
}

export async function a_form_that_comes_back_keeps_what_was_typed() {
    const site = await platform();
    const coordinator = await site.signIn("coordinator");
    const appeal = await submit(site);

    await coordinator.go(`/appeals/${appeal.number}`);
    await coordinator.see("现在轮到您");
    await coordinator.see("甄别，派给承办单位");
    await coordinator.examine("appeal-screening");
    await coordinator.act("不予受理", { 理由代码: "R13 属市场行为，非政府职责" });
    await coordinator.see("有1处需要修改");
    await coordinator.see("请填写“说明”");
    checkEqual(path(coordinator), `/appeals/${appeal.number}/actions/return`, "it came back at the form's address");
    const kept = coordinator.page.locator("#return-reason_code");
    checkEqual(await kept.inputValue(), "R13", "the reason is kept");
    check(await coordinator.page.locator("#return").evaluate((each) => each.open), "its form is open");
    check((await coordinator.page.title()).startsWith("错误："), "the title says so");
    const focused = () => coordinator.page.evaluate(() => document.activeElement.id || document.activeElement.className);
    checkEqual(await focused(), "govuk-error-summary", "the summary has the focus");
    await coordinator.page.locator(".govuk-error-summary a").first().click();
    checkEqual(await focused(), "return-explanation", "it leads to the field");
    await coordinator.leave();
}

export async function what_is_missing_is_called_what_the_form_calls_it() {
    const site = await platform();
    const token = await site.token("coordinator");
    const appeal = await submit(site);
    await site.api("POST", `/appeals/${appeal.number}/actions/assign`, { lead_unit: "gxj" }, token);
    const officer = await site.signIn("officer", { unit: "gxj" });

    await officer.go(`/appeals/${appeal.number}`);
    await officer.act("情况核实");
    await officer.see("请填写“怎么联系的”。");
    await officer.go(`/appeals/${appeal.number}`);
    await officer.act("接收");
    await officer.act("提交处理意见");
    await officer.see("请选择“结论”。");
    await officer.see("请填写“处理意见”。");
    await officer.go("/");
    check(!(await officer.page.locator("a[href='/submit']").count()), "who may not submit is not sent there");
    await officer.leave();
}

export async function an_objection_shows_the_unit_it_proposes() {
    const site = await platform();
    const appeal = await submit(site);
    const act = (action, body, token) => site.api("POST", `/appeals/${appeal.number}/actions/${action}`, body, token);
    await act("assign", { lead_unit: "gxj" }, await site.token("coordinator"));
    await act("object", { grounds: "属于用地审批。", proposed_unit: "zrj" }, await site.token("officer", { unit: "gxj" }));
    const coordinator = await site.signIn("coordinator");

    await coordinator.go(`/appeals/${appeal.number}`);
    await coordinator.see("建议的承办单位 市自然资源局");
    await coordinator.leave();
}

export async function an_assignment_can_be_taken_back_within_ten_minutes() {
    const site = await platform();
    const coordinator = await site.signIn("coordinator");
    const appeal = await submit(site);

    await coordinator.go(`/appeals/${appeal.number}`);
    await coordinator.act("派单", { 主办单位: "市工业和信息化局", 协办单位: ["市自然资源局"] });
    checkEqual(path(coordinator), `/appeals/${appeal.number}`, "back at the appeal");
    await coordinator.see("已办：派单");
    await coordinator.see("现在轮到市工业和信息化局");
    await coordinator.see("视为已接收，记为逾期未接收");
    await coordinator.examine("appeal-assigned");
    await coordinator.follow("点错了，撤回这一步");
    await coordinator.act("撤回误操作");
    await coordinator.see("现在轮到您");
    await coordinator.see("撤回误操作");
    await coordinator.leave();
}

export async function whoever_looked_at_an_older_version_is_told() {
    const site = await platform();
    const coordinator = await site.signIn("coordinator");
    const appeal = await submit(site);
    const token = await site.token("coordinator");

    await coordinator.go(`/appeals/${appeal.number}`);
    await site.api("POST", `/appeals/${appeal.number}/actions/urge`, { text: "请抓紧" }, token);
    await coordinator.act("要求补正", { 需要补正的内容: "请补充施工许可证。" });
    await coordinator.see("没有办成");
    await coordinator.see("您看到的已不是最新情况");
    const typed = coordinator.page.locator("#request_supplement-what");
    checkEqual(await typed.inputValue(), "请补充施工许可证。", "the text is kept");
    await coordinator.act("要求补正");
    await coordinator.see("已办：要求补正");
    await coordinator.leave();
}

export async function a_deadline_is_drawn_day_by_day() {
    const site = await platform();
    const coordinator = await site.signIn("coordinator");
    const lines = await listed(site, "coordinator", "state=handling,assigned,screening,executing,suspended&limit=200");
    const long = lines.find((each) => each.clocks.some((clock) => clock.id === "reply")) ?? lines[0];
    const clock = long.clocks.find((each) => each.id === "reply") ?? long.clocks[0];

    await coordinator.go(`/appeals/${long.number}`);
    await coordinator.follow("怎么算的");
    await coordinator.see("期限怎么算");
    await coordinator.go(`/appeals/${long.number}/clocks/${clock.id}`);
    await coordinator.examine("clock");
    const token = await site.token("coordinator");
    const explained = await site.api("GET", `/appeals/${long.number}/clocks/${clock.id}`, null, token);
    const counted = explained.days.filter((day) => day.counted).length;
    const drawn = await coordinator.page.locator(".ztc-cal td strong", { hasText: /^第\d+日/ }).count();
    checkEqual(drawn, counted, "every counted day is drawn");
    await coordinator.go("/rounds/445100-2026-03/clocks/close");
    await coordinator.see("活动日");
    await coordinator.examine("clock-round");
    await coordinator.leave();
}

export async function a_unit_never_learns_who_a_confidential_enterprise_is() {
    const site = await platform();
    const token = await site.token("coordinator");
    const found = await submit(site, { confidential: true });
    await site.api("POST", `/appeals/${found.number}/actions/assign`, { lead_unit: "gxj" }, token);
    const officer = await site.signIn("officer", { unit: "gxj" });
    await officer.go(`/appeals/${found.number}`);
    const source = await (await officer.page.request.get(officer.page.url())).text();
    check(!source.includes(found.enterprise_name), "the name is not in the bytes of the page");
    check(!source.includes(found.uscc), "nor is the code");
    await officer.see("企业要求保密");
    await officer.go("/desk?tab=all");
    const list = await (await officer.page.request.get(officer.page.url())).text();
    check(!list.includes(found.enterprise_name), "nor in the list");
    await officer.leave();
}

export async function an_appeal_of_others_is_not_there() {
    const site = await platform();
    const appeal = await submit(site);
    const officer = await site.signIn("officer", { unit: "nyj" });
    const answer = await officer.page.request.get(`/appeals/${appeal.number}`);

    checkEqual(answer.status(), 404, "404 for a unit it does not concern");
    check(!(await answer.text()).includes(appeal.title), "and nothing of it in the bytes");
    checkEqual((await officer.page.request.get("/supervision")).status(), 403, "the register is the inspector's");
    checkEqual((await officer.page.request.get("/audit")).status(), 403, "the log is the auditor's");
    await officer.leave();
}

export async function a_visitor_is_sent_to_sign_in_and_comes_back() {
    const site = await platform();
    const { account, password } = site.account("coordinator");
    const visitor = await site.visitor();

    await visitor.page.goto("/desk?tab=all");
    checkEqual(path(visitor), "/staff/sign-in", "sent to sign in");
    await visitor.act("登录", { 账号: account, 密码: password });
    check(visitor.page.url().endsWith("/desk?tab=all"), `back where he wanted to go: ${visitor.page.url()}`);
    await visitor.leave();
}

export async function contact_data_in_full_wants_a_reason() {
    const site = await platform();
    const coordinator = await site.signIn("coordinator");
    const appeal = await submit(site);

    await coordinator.go(`/appeals/${appeal.number}`);
    const masked = /\d{3}\*{4}\d{4}/;
    check(masked.test(await coordinator.text()), "the phone is masked");
    await coordinator.act("查看");
    await coordinator.see("有1处需要修改");
    await coordinator.act("查看", { 事由: "电话核实情况" });
    check(/电话1\d{10}|电话0\d{10,11}/.test(await coordinator.text()), "now it is shown");
    await coordinator.go(`/appeals/${appeal.number}`);
    check(masked.test(await coordinator.text()), "and masked again afterwards");
    await coordinator.leave();
}

export async function a_file_is_uploaded_and_comes_down_again() {
    const site = await platform();
    const coordinator = await site.signIn("coordinator");
    const appeal = await submit(site);
    const file = join(tmpdir(), `核实记录-${process.pid}.txt`);

    writeFileSync(file, "现场核实：两条线路都已到位。\n");
    await coordinator.go(`/appeals/${appeal.number}`);
    await coordinator.act("上传");
    await coordinator.see("请选择要上传的文件");
    await coordinator.act("上传", { 文件: [file] });
    const text = await coordinator.text();
    if (!text.includes("附件已上传")) check(false, `not uploaded: ${text.slice(0, 400)}`);
    const link = coordinator.page.getByRole("link", { name: "核实记录" }).first();
    const answer = await coordinator.page.request.get(await link.getAttribute("href"));
    checkEqual(await answer.text(), "现场核实：两条线路都已到位。\n", "the same bytes");
    await coordinator.leave();
}

export async function rounds_show_their_next_step() {
    const site = await platform();
    const coordinator = await site.signIn("coordinator");

    await coordinator.go("/rounds");
    await coordinator.examine("rounds");
    await coordinator.follow("2026年第3期");
    await coordinator.see("下一步：征集诉求 现在由");
    await coordinator.see("今天 3月3日");
    await coordinator.examine("round-open");
    await coordinator.go("/rounds/445100-2026-02");
    await coordinator.examine("round-finished");
    await coordinator.leave();
}

export async function the_office_plans_a_round() {
    const site = await platform();
    const office = await site.signIn("office");

    await office.go("/rounds");
    await office.act("排期", { 现场活动日: "2026-03-08" });
    await office.see("不是工作日");
    await office.examine("round-planning-refused");
    await office.act("排期", { 现场活动日: "2026-06-10" });
    await office.see("已办：排期");
    await office.see("6月10日（周三）现场活动");
    await office.act("定出席领导、轮值秘书长", {});
    await office.see("已办：定出席领导、轮值秘书长");
    await office.examine("round-planned");
    await office.leave();
}

export async function the_register_the_inbox_the_accounts_and_the_log() {
    const site = await platform();
    const inspector = await site.signIn("inspector");
    await inspector.go("/supervision");
    await inspector.examine("supervision");
    await inspector.follow("全部登记");
    await inspector.see("交给谁");
    await inspector.leave();

    const officer = await site.signIn("officer", { unit: "gxj" });
    await officer.go("/inbox");
    await officer.examine("inbox");
    await officer.act("都标为看过");
    await officer.see("都看过了");
    await officer.leave();

    const auditor = await site.signIn("audit_admin");
    checkEqual(path(auditor), "/audit", "the auditor begins at the log");
    await auditor.examine("audit");
    await auditor.leave();
}

export async function administrators_share_the_work_on_accounts() {
    const site = await platform();
    const system = await site.signIn("system_admin");
    const security = await site.signIn("security_admin");

    checkEqual(path(system), "/people", "an administrator begins at the accounts");
    check(!(await system.text()).includes("工作台"), "and has no desk");
    await system.examine("people");
    await system.act("新建账号", { 姓名: "", 账号: "x" });
    await system.see("账号为2至32个小写字母");
    await system.see("请填写姓名");
    await system.act("新建账号", { 姓名: "许新", 账号: "xu.xin", 单位: "市工业和信息化局" });
    await system.see("初始密码");
    await system.go("/people/xu.xin");
    await system.see("还没有角色");
    await system.examine("person");
    check(!(await system.text()).includes("授予和收回角色"), "the system administrator gives no roles");
    await security.go("/people/xu.xin");
    await security.act("保存角色", { 角色: ["承办经办人"] });
    await security.see("承办经办人");
    check(!(await security.text()).includes("停用账号"), "the security administrator disables nobody");
    await system.go("/people/xu.xin");
    await system.act("停用账号");
    await system.see("已停用");
    await system.leave();
    await security.leave();
}

export async function the_clock_of_a_rehearsal_is_moved_by_its_page() {
    const site = await platform();
    const coordinator = await site.signIn("coordinator");

    await coordinator.follow("拨动时钟，看通知");
    await coordinator.examine("rehearsal");
    await coordinator.act("拨到这一刻", { 拨到哪一刻: "2026-03-02T09:00" });
    await coordinator.see("演练时钟只能向前拨");
    await coordinator.act("向前1小时");
    await coordinator.see("时钟已拨动");
    await coordinator.see("现在是3月3日（周二）11:20");
    await coordinator.leave();
}

export async function the_pages_work_without_scripts_on_a_phone() {
    const site = await platform();
    const coordinator = await site.signIn("coordinator", {}, { scripts: false, width: "phone" });
    const appeal = await submit(site);

    await coordinator.go(`/appeals/${appeal.number}`);
    await coordinator.page.locator("#urge summary").click();
    await coordinator.act("催办", { 催办说明: "请今天办好" });
    await coordinator.see("已办：催办");
    await coordinator.see("请今天办好");
    await coordinator.leave();
}
