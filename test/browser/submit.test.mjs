// SPDX-License-Identifier: Apache-2.0
// An enterprise submits, signed in or not; the counter enters for another; the receipt finds the progress.
import { check, checkEqual } from "./check.mjs";
import { startPlatform } from "./harness.mjs";

const open = "2026-03-03T10:20:00+08:00";
let shared;

function platform() {
    shared ??= startPlatform({ now: open });
    return shared;
}

const matter = { 一句话写明要解决什么: "新厂区供电容量不足", 事情经过: "两条生产线，需要1600千伏安。" };

async function number_on(person) {
    return (await person.page.locator("h1 .ztc-code").innerText()).trim();
}

async function query_code_on(person) {
    return (await person.page.locator("dd").nth(3).innerText()).trim();
}

export async function a_visitor_fills_in_first_and_verifies_the_phone_on_the_way() {
    const site = await platform();
    const [enterprise] = site.demo.enterprises;
    const visitor = await site.visitor();

    await visitor.go("/submit");
    await visitor.see("现在提交，列入2026年第3期，3月11日");
    await visitor.see("还有13小时40分");
    check(!(await visitor.text()).includes("枫溪区"), "a dissolved county is not offered");
    await visitor.examine("submit");
    await visitor.act("下一步：验证手机", { 统一社会信用代码: "91445102MA5DEM012Y", 一句话写明要解决什么: "长".repeat(41) });
    checkEqual(
        (await visitor.page.locator(".govuk-error-summary li").allInnerTexts()).map((text) => text.slice(0, 9)).join(),
        ["第18位校验码应为", "请填写“企业名称”", "请选择“诉求在哪个", "请填写“联系人”。", "请填写“联系电话”", "标题超过40字，现", "请填写“事情经过”"].join(),
        "what is wrong, in the order and in the words of the page",
    );
    await visitor.act("下一步：验证手机", {
        统一社会信用代码: enterprise.uscc.toLowerCase(),
        企业名称: enterprise.name,
        诉求在哪个县区办理: "湘桥区 意溪镇",
        联系人: "苏亦宁",
        一句话写明要解决什么: "",
        联系电话: enterprise.contact_phone.slice(0, 10),
        事情经过: matter.事情经过,
    });
    check((await visitor.page.title()).startsWith("有2处需要修改"), "the faults are counted in the title");
    await visitor.see("少了1位");
    checkEqual(await visitor.page.getByLabel("事情经过").inputValue(), matter.事情经过, "what was typed is kept");
    await visitor.examine("submit-faults");
    await visitor.act("下一步：验证手机", { ...matter, 联系电话: enterprise.contact_phone });
    await visitor.see("还没有提交");
    await visitor.examine("submit-verify");
    await visitor.act("下一步：核对", { 验证码: "000000" });
    await visitor.see("验证码不正确");
    await visitor.act("下一步：核对", { 验证码: (await site.lastNotice(enterprise.contact_phone)).values.code });
    checkEqual(await visitor.page.locator("h1").innerText(), "核对后提交", "the check page");
    await visitor.see("已在法人库查到，名称和代码一致");
    await visitor.see(`统一社会信用代码 ${enterprise.uscc}`);
    await visitor.see("湘桥区 意溪镇");
    await visitor.examine("submit-check");
    await visitor.act("返回修改");
    checkEqual(await visitor.page.getByLabel("一句话写明要解决什么").inputValue(), matter.一句话写明要解决什么, "nothing is lost on the way back");
    await visitor.act("下一步：核对");
    await visitor.act("提交诉求");
    const number = await number_on(visitor), code = await query_code_on(visitor);
    check(/^ZT2026-\d{4}$/.test(number), `a number: ${number}`);
    await visitor.examine("submit-receipt");
    await visitor.act("上传", { 文件: ["docs/notice.md"] });
    check((await visitor.text()).includes(number), "files go to the new appeal");
    await visitor.act("退出");

    await visitor.go("/query");
    await visitor.examine("query");
    await visitor.act("查询", { 编号: number, 查询码: "AAAAAAAAAA" });
    await visitor.see("没有找到");
    await visitor.act("查询", { 编号: number.toLowerCase(), 查询码: code.toLowerCase() });
    await visitor.see("新厂区供电容量不足");
    await visitor.see("走到哪一步");
    await visitor.examine("query-found");
    await visitor.leave();
}

export async function it_works_without_scripts_on_a_phone() {
    const site = await platform();
    const enterprise = site.demo.enterprises[1];
    const person = await site.signInEnterprise(enterprise, { scripts: false, width: "phone" });

    await person.go("/submit");
    checkEqual(await person.page.getByLabel("统一社会信用代码").inputValue(), enterprise.uscc, "the code is there already");
    checkEqual(await person.page.getByLabel("企业名称", { exact: true }).inputValue(), enterprise.name, "so is the name");
    await person.act("下一步：核对", matter);
    await person.act("提交诉求");
    check(/^ZT2026-\d{4}$/.test(await number_on(person)), "a number");
    await person.leave();
}

export async function a_draft_is_there_the_next_time() {
    const site = await platform();
    const enterprise = site.demo.enterprises[2];
    const person = await site.signInEnterprise(enterprise);

    await person.go("/submit");
    await person.act("存草稿，以后再填", { 事情经过: "写到一半：100% & “引号”" });
    await person.see("草稿已存好");
    await person.act("退出");
    await person.leave();

    const later = await site.visitor();
    await later.go("/sign-in?back=/submit");
    // The send limit of a minute holds for the phone: the counter sees that drafts are one's own.
    await later.leave();
    const counter = await site.signIn("window", { jurisdiction: "445100" });
    await counter.go("/submit");
    checkEqual(await counter.page.getByLabel("事情经过").inputValue(), "", "another's draft is not shown");
    await counter.act("存草稿，以后再填", { 事情经过: "柜台的草稿" });
    await counter.go("/submit");
    await counter.see("上次存的草稿");
    checkEqual(await counter.page.getByLabel("事情经过").inputValue(), "柜台的草稿", "one's own is");
    await counter.leave();
}

export async function a_session_that_ended_meanwhile_loses_nothing() {
    const site = await platform();
    const enterprise = site.demo.enterprises[3];
    const person = await site.signInEnterprise(enterprise);

    await person.go("/submit");
    const [session] = (await person.page.context().cookies()).filter((cookie) => cookie.name === "__Host-ztc");
    await site.api("DELETE", "/sessions", null, session.value);
    await person.act("下一步：核对", matter);
    check(/验证手机/.test(await person.page.locator("h1").innerText()), "the phone is verified anew");
    checkEqual(
        await person.page.locator("input[name=body]").inputValue(),
        matter.事情经过,
        "what was typed goes on",
    );
    await person.leave();
}

export async function the_counter_enters_for_an_enterprise() {
    const site = await platform();
    const counter = await site.signIn("window", { jurisdiction: "445100" });
    const enterprise = site.demo.enterprises[4];

    await counter.go("/submit");
    checkEqual(await counter.page.locator("h1").innerText(), "登记诉求", "the counter's heading");
    await counter.act("下一步：核对", {
        统一社会信用代码: enterprise.uscc,
        企业名称: `${enterprise.name}（分公司）`,
        诉求在哪个县区办理: "湘桥区 意溪镇",
        联系人: "林先生",
        联系电话: enterprise.contact_phone,
        一句话写明要解决什么: "门前道路破损",
        事情经过: "雨天积水。",
    });
    await counter.see("先由市场监督管理局核对");
    await counter.act("提交诉求");
    await counter.see("打印这一页交给企业");
    await counter.see("主体核验");
    await counter.see(`企业 ${enterprise.name}（分公司）`);
    check(await counter.page.getByRole("button", { name: "打印回执" }).isVisible(), "the receipt has a button to print it");
    await counter.examine("submit-receipt-counter");
    await counter.page.emulateMedia({ media: "print" });
    check(!(await counter.text()).includes("上传附件"), "what is for the screen stays off the paper");
    await counter.page.emulateMedia({ media: "screen" });

    const registrar = await site.signIn("registrar");
    await registrar.go("/desk");
    await registrar.follow("门前道路破损");
    await registrar.see(`法人库登记 ${enterprise.name} `);
    await registrar.act("核验通过");
    check(!(await registrar.text()).includes("法人库登记"), "there is nothing to compare any more");
    await registrar.leave();
    await counter.leave();
}

export async function a_landline_is_told_its_number_by_the_counter() {
    const site = await platform();
    const hotline = await site.signIn("hotline");
    const enterprise = site.demo.enterprises[5];

    await hotline.go("/submit");
    await hotline.act("下一步：核对", {
        统一社会信用代码: enterprise.uscc,
        企业名称: enterprise.name,
        诉求在哪个县区办理: "湘桥区 意溪镇",
        联系人: "林先生",
        联系电话: "0768-2120086",
        一句话写明要解决什么: "门前道路破损",
        事情经过: "雨天积水。",
    });
    await hotline.act("提交诉求");
    await hotline.see("收不到短信");
    check(!(await hotline.text()).includes("已用短信发给"), "nothing is said to be sent that was not");
    await hotline.leave();
}

export async function others_of_the_staff_are_told_who_submits() {
    const site = await platform();
    const office = await site.signIn("office", { jurisdiction: "445100" });
    const answer = await office.page.request.get("/submit");

    checkEqual(answer.status(), 403, "the office submits nothing");
    check((await answer.text()).includes("由企业自己提交"), "and is told who does");
    await office.leave();
}
