// SPDX-License-Identifier: Apache-2.0
// An enterprise and its own appeals.
import { check, checkEqual } from "./check.mjs";
import { startPlatform } from "./harness.mjs";

const now = "2026-03-03T10:20:00+08:00";
let shared;

function platform() {
    shared ??= startPlatform({ now, rounds: 4 });
    return shared;
}

// The newest appeal in one of those states, and the enterprise whose it is.
async function some(site, states) {
    const token = await site.token("coordinator");
    const { items } = await site.api("GET", `/appeals?state=${states}&limit=200`, null, token);

    for (const appeal of items) {
        const enterprise = site.demo.enterprises.find((each) => each.uscc === appeal.uscc);
        if (enterprise) return { appeal, enterprise };
    }
    throw new Error(`the demo has no appeal in ${states}`);
}

// A submission, made through the interface.
async function submitted(site) {
    const enterprise = site.demo.enterprises[4];
    const window = await site.token("window");
    const appeal = await site.api("POST", "/appeals", {
        uscc: enterprise.uscc,
        enterprise_name: enterprise.name,
        region: enterprise.region,
        contact_name: enterprise.contact_name,
        contact_phone: enterprise.contact_phone,
        title: "厂区排水不畅",
        body: "雨季积水，影响出货。",
    }, window);

    return { appeal, enterprise };
}

// One that was sent back to be completed.
async function supplementing(site) {
    const { appeal, enterprise } = await submitted(site);
    const coordinator = await site.token("coordinator");

    await site.api("POST", `/appeals/${appeal.number}/actions/request_supplement`, { what: "请写明厂区地址" }, coordinator);
    return { appeal, enterprise };
}

// Before the enterprises rate themselves: it is theirs, and the hotline may do it for them.
export async function the_hotline_rates_for_an_enterprise() {
    const site = await platform();
    const { appeal } = await some(site, "rating");
    const hotline = await site.signIn("hotline");

    await hotline.see("替企业登记诉求");
    await hotline.examine("desk-hotline");
    await hotline.follow("登记诉求");
    await hotline.see("怎么联系企业");
    await hotline.go(`/appeals/${appeal.number}`);
    await hotline.see("现在轮到企业");
    await hotline.see("企业委托的，可以代办");
    check((await hotline.page.locator("label:has-text(\"来电人（选填）\")").count()) === 0, "who called has to be said");
    await hotline.act("评价", { 是否满意: "满意" });
    await hotline.see("请填写来电人");
    await hotline.examine("rate-for-faults");
    await hotline.leave();
}

export async function the_list_says_whose_turn_it_is() {
    const site = await platform();
    const { appeal, enterprise } = await supplementing(site);
    const person = await site.signInEnterprise(enterprise);

    await person.see("我的诉求");
    await person.see("有轮到您的");
    await person.see(appeal.title);
    await person.examine("mine");
    await person.follow(appeal.title);
    await person.see("现在轮到您");
    await person.see("请写明厂区地址");
    await person.examine("mine-supplementing");
    await person.act("补正", { 补正说明: "" });
    check(/有\d+处需要修改/.test(await person.text()), "a supplement says what was supplemented");
    checkEqual(await person.page.getByLabel("事情经过").inputValue(), "雨季积水，影响出货。", "it begins with what was submitted");
    await person.act("补正", { 补正说明: "补上地址", 事情经过: "潮枫路88号厂区，雨季积水，影响出货。" });
    await person.see("补正已经提交");
    await person.see("潮枫路88号厂区");
    await person.leave();
}

export async function two_equal_answers_and_a_reason_for_the_second() {
    const site = await platform();
    const { appeal, enterprise } = await some(site, "rating");
    const person = await site.signInEnterprise(enterprise, { width: "phone" });
    const { page } = person;

    await person.go(`/appeals/${appeal.number}`);
    await person.see("您满意吗");
    await person.examine("mine-rating");
    const yes = await page.getByRole("button", { name: "满意", exact: true }).boundingBox();
    const no = await page.getByRole("link", { name: "不满意", exact: true }).boundingBox();
    checkEqual([yes.width, yes.height].join(), [no.width, no.height].join(), "both answers are of one size");
    check(!(await page.getByLabel("哪里没有解决好").isVisible()), "the reason is folded");
    await person.follow("不满意");
    await person.act("提交评价：不满意");
    check(/有\d+处需要修改/.test(await person.text()), "whoever is not satisfied says why");
    await person.examine("mine-rating-refused");
    await person.act("提交评价：不满意", { 哪里没有解决好: "通行证只有半年" });
    await person.see("评价已经记下");
    await person.see("不满意：通行证只有半年");
    await person.see("不满意重办");
    await person.leave();
}

export async function every_limit_can_be_opened() {
    const site = await platform();
    const { appeal, enterprise } = await some(site, "executing,awaiting_event,handling");
    const person = await site.signInEnterprise(enterprise);

    await person.go(`/appeals/${appeal.number}`);
    await person.examine("mine-under-way");
    await person.follow("逐日说明");
    check(person.page.url().includes("/clocks/"), "it leads to the explanation");
    await person.examine("mine-clock");
    await person.leave();
}

export async function a_limit_of_the_coordinator_goes_to_the_office_when_it_is_missed() {
    const site = await platform();
    const { appeal } = await submitted(site);
    const person = await site.signIn("coordinator");

    await person.go(`/appeals/${appeal.number}/clocks/screen`);
    await person.see("告知政府办公室和督查室");
    await person.leave();
}

export async function what_was_not_taken_on_says_why_and_where_to_turn() {
    const site = await platform();
    const { appeal, enterprise } = await some(site, "returned");
    const person = await site.signInEnterprise(enterprise);

    await person.go(`/appeals/${appeal.number}`);
    await person.see("不予受理");
    await person.see("您可以这样办");
    await person.examine("mine-returned");
    await person.leave();
}

export async function others_appeals_are_not_there() {
    const site = await platform();
    const { appeal, enterprise } = await some(site, "closed");
    const other = site.demo.enterprises.find((each) => each.uscc !== enterprise.uscc);
    const person = await site.signInEnterprise(other, { scripts: false });
    const answer = await person.page.request.get(`/appeals/${appeal.number}`);

    checkEqual(answer.status(), 404, "another enterprise's appeal");
    await person.leave();
}
