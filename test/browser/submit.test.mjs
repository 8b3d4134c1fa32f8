// SPDX-License-Identifier: Apache-2.0
// An enterprise submits from its telephone; the counter enters for another; the receipt finds the progress.
import { check, checkEqual } from "./check.mjs";
import { startPlatform } from "./harness.mjs";

export async function an_enterprise_submits_and_what_was_typed_is_kept() {
    const platform = await startPlatform({ now: "2026-02-13T09:00:00+08:00" });
    const visitor = await platform.visitor();
    await visitor.go("/submit");
    check(await visitor.page.getByText("登录后填写").isVisible(), "a visitor is told to sign in first");

    const person = await platform.signInEnterprise(platform.demo.enterprises[0], { width: "phone" });
    await person.go("/submit");
    await person.examine("submit");
    checkEqual(await person.page.locator("#uscc").inputValue(), platform.demo.enterprises[0].uscc, "the code is there already");
    await person.page.fill("#contact_phone", "1380000000");
    await person.page.fill("#title", "新厂区供电容量不足");
    await person.page.fill("#contact_name", "陈岚");
    await person.page.getByRole("button", { name: "下一步：核对" }).click();
    check((await person.page.title()).startsWith("有"), "the faults are counted in the title");
    check(await person.page.getByText("联系手机少了1位，请填11位手机号。").first().isVisible(), "the telephone lacks a digit");
    checkEqual(await person.page.locator("#title").inputValue(), "新厂区供电容量不足", "what was typed is kept");
    await person.examine("submit-faults");
    await person.page.fill("#contact_phone", platform.demo.enterprises[0].contact_phone);
    await person.page.fill("#body", "两条生产线，需要1600千伏安。");
    await person.page.getByRole("button", { name: "下一步：核对" }).click();
    checkEqual(await person.page.locator("h1").innerText(), "核对后提交", "the check page");
    await person.examine("submit-check");
    await person.page.getByRole("button", { name: "提交诉求" }).click();
    const number = await person.page.locator("h1 .ztc-code").innerText();
    check(/^ZT2026-\d{4}$/.test(number), `a number: ${number}`);
    await person.examine("submit-receipt");

    const code = await person.page.locator("dd").nth(2).innerText();
    await visitor.go("/query");
    await visitor.page.fill("#number", number);
    await visitor.page.fill("#query_code", "AAAAAAAAAA");
    await visitor.page.getByRole("button", { name: "查询", exact: true }).click();
    check(await visitor.page.getByText("没有找到。").first().isVisible(), "a wrong code finds nothing");
    await visitor.page.fill("#query_code", code.trim());
    await visitor.page.getByRole("button", { name: "查询", exact: true }).click();
    check(await visitor.page.getByText("新厂区供电容量不足").isVisible(), "the progress");
    await visitor.examine("query");
}

export async function the_counter_enters_for_an_enterprise() {
    const platform = await startPlatform({ now: "2026-02-13T09:00:00+08:00" });
    const counter = await platform.signIn("window", { jurisdiction: "445100" });
    const enterprise = platform.demo.enterprises[1];
    await counter.go("/submit");
    checkEqual(await counter.page.locator("h1").innerText(), "登记诉求", "the counter's heading");
    for (const [name, value] of Object.entries({
        uscc: enterprise.uscc, enterprise_name: enterprise.name, contact_name: "林先生", contact_phone: enterprise.contact_phone,
        title: "门前道路破损", body: "雨天积水。",
    }))
        await counter.page.fill(`#${name}`, value);
    await counter.page.selectOption("#region", enterprise.region);
    await counter.page.getByRole("button", { name: "下一步：核对" }).click();
    await counter.page.getByRole("button", { name: "提交诉求" }).click();
    check(await counter.page.getByText("打印这一页交给企业").isVisible(), "the receipt is printed for the enterprise");
}
