// SPDX-License-Identifier: Apache-2.0
// The front page, and how one signs in.
import { check, checkEqual } from "./check.mjs";
import { startPlatform } from "./harness.mjs";

const now = "2026-03-03T10:20:00+08:00";
let shared;

function platform() {
    shared ??= startPlatform({ now, rounds: 2 });
    return shared;
}

export async function the_front_page_says_until_when_and_which_event() {
    const visitor = await (await platform()).visitor();

    await visitor.go("/");
    await visitor.see("平台开放中");
    await visitor.see("今天24:00前提交，列入第3期，3月11日现场活动");
    await visitor.see("还有13小时40分");
    await visitor.see("2026年以来");
    await visitor.examine("front-open");
    await visitor.leave();
}

export async function an_enterprise_signs_in_with_a_code_and_out_again() {
    const site = await platform();
    const [enterprise] = site.demo.enterprises;
    const visitor = await site.visitor();

    await visitor.go("/sign-in?back=/announcements");
    await visitor.examine("sign-in");
    await visitor.act("获取验证码", { 统一社会信用代码: enterprise.uscc.slice(0, 17), 手机: "1390000123" });
    await visitor.see("有2处需要修改");
    checkEqual(await visitor.page.getByLabel("手机").inputValue(), "1390000123", "what was typed is kept");
    await visitor.act("获取验证码", { 统一社会信用代码: enterprise.uscc, 手机: enterprise.contact_phone });
    await visitor.act("登录", { 验证码: "000000" });
    await visitor.see("验证码不正确");
    check((await visitor.page.getByRole("link", { name: /演练发件箱/ }).getAttribute("href")).startsWith("/rehearsal?to="), "the way to the code");
    const { values } = await site.lastNotice(enterprise.contact_phone);
    await visitor.act("登录", { 验证码: values.code });
    checkEqual(new URL(visitor.page.url()).pathname, "/announcements", "signed in, one is where one wanted to be");
    await visitor.see(enterprise.name);
    await visitor.act("退出");
    await visitor.see("企业登录");
    await visitor.leave();
}

export async function in_a_rehearsal_everybody_may_look_at_what_would_have_been_sent() {
    const site = await platform();
    const visitor = await site.visitor();

    await visitor.go("/rehearsal");
    await visitor.see("本应发出的通知");
    checkEqual(await visitor.page.getByRole("button", { name: "拨到这一刻" }).count(), 0, "only the staff move the clock");
    await visitor.examine("rehearsal-outbox");
    await visitor.leave();
}

export async function signing_in_works_without_scripts_on_a_phone() {
    const site = await platform();
    const [, enterprise] = site.demo.enterprises;
    const person = await site.signInEnterprise(enterprise, { scripts: false, width: "phone" });

    checkEqual(new URL(person.page.url()).pathname, "/appeals", "an enterprise stands before its appeals");
    await person.see(enterprise.name);
    await person.leave();
}

export async function staff_sign_in_with_a_password() {
    const site = await platform();
    const { account, password } = site.account("coordinator");
    const visitor = await site.visitor();

    await visitor.go("/staff/sign-in?back=//elsewhere.example/");
    await visitor.examine("staff-sign-in");
    await visitor.act("登录", { 账号: account, 密码: `${password}x` });
    await visitor.see("账号或密码不正确");
    checkEqual(await visitor.page.getByLabel("账号").inputValue(), account, "the account is kept");
    checkEqual(await visitor.page.getByLabel("密码").inputValue(), "", "the password is not");
    await visitor.act("登录", { 账号: account, 密码: password });
    check(visitor.page.url().startsWith(site.address), "nobody is sent to another site");
    await visitor.leave();
}
