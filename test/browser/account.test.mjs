// SPDX-License-Identifier: Apache-2.0
// A real installation, from the link an empty store prints: nobody does anything before password and second factor.
import { createHmac } from "node:crypto";
import { check, checkEqual } from "./check.mjs";
import { startPlatform } from "./harness.mjs";

const passwords = { 系统管理员: "Kai-shi.2026", 安全管理员: "Quan-xian.2026", 审计管理员: "Shen-ji.2026" };

// RFC 6238, as the application in a telephone does it.
function codeOf(secret, seconds = Date.now() / 1000) {
    const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"));
    const key = Buffer.from(bits.join("").match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
    const digest = createHmac("sha1", key).update(step).digest();
    const offset = digest[19] & 15;
    return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

function path(person) {
    return new URL(person.page.url()).pathname;
}

async function signIn(site, account, password) {
    const person = await site.visitor();
    await person.go("/staff/sign-in");
    await person.act("登录", { 账号: account, 密码: password });
    return person;
}

// What the page shows for typing in is what the picture holds.
async function bind(person) {
    const secret = (await person.page.locator("#s-factor ~ p .ztc-code").innerText()).replaceAll(" ", "");
    await person.act("绑定", { 动态口令: codeOf(secret) });
    return secret;
}

async function setUp(site) {
    const link = site.log.match(/http:\S+\/set-up\/\S+/)[0];
    const installer = await site.visitor();

    await installer.page.goto(link);
    await installer.examine("set-up");
    await installer.page.locator("main form button").click();
    await installer.see("请填写系统管理员的姓名");
    await installer.see("请填写审计管理员的密码");
    const people = Object.entries(passwords);
    for (const [i, [post, password]] of people.entries()) {
        await installer.page.locator(`[name=name_${i + 1}]`).fill(`${post.slice(0, 2)}员`);
        await installer.page.locator(`[name=account_${i + 1}]`).fill(["sys", "sec", "aud"][i]);
        await installer.page.locator(`[name=password_${i + 1}]`).fill(password);
    }
    await installer.page.locator("main form button").click();
    await installer.examine("set-up-done");
    await installer.leave();
}

export async function a_new_installation_lets_its_people_in() {
    const site = await startPlatform();
    await setUp(site);

    const admin = await signIn(site, "sys", passwords.系统管理员);
    checkEqual(path(admin), "/account", "whoever has no second factor is led to it");
    await admin.see("请先绑定动态口令");
    await admin.go("/people");
    checkEqual(path(admin), "/account", "and does nothing else before");
    await admin.examine("account-second-factor");
    const first = await admin.page.locator("#s-factor ~ p .ztc-code").innerText();
    await admin.act("绑定", { 动态口令: "000000" });
    await admin.see("动态验证码不正确");
    checkEqual(await admin.page.locator("#s-factor ~ p .ztc-code").innerText(), first, "the telephone need not scan again");
    await bind(admin);
    await admin.see("已绑定");
    await admin.go("/people");
    await admin.act("新建账号", { 姓名: "许科", 账号: "xu.ke", 辖区: "潮州市" });
    const given = await admin.page.locator(".ztc-lookup b").innerText();

    const newcomer = await signIn(site, "xu.ke", given);
    checkEqual(path(newcomer), "/account", "a password from the administrator is changed first");
    await newcomer.see("请先修改密码");
    check(!(await newcomer.text()).includes("绑定动态口令 登录时"), "one thing after the other");
    await newcomer.examine("account-password");
    await newcomer.act("修改密码", { 现在的密码: given, 新密码: "short", "新密码（再输一次）": "short" });
    await newcomer.see("至少8位");
    await newcomer.act("修改密码", { 现在的密码: given, 新密码: "Chao-zhou.26", "新密码（再输一次）": "Chao-zhou.27" });
    await newcomer.see("两次输入的新密码不一样");
    await newcomer.act("修改密码", { 现在的密码: "Wrong-one.26", 新密码: "Chao-zhou.26", "新密码（再输一次）": "Chao-zhou.26" });
    await newcomer.see("原密码不正确");
    await newcomer.act("修改密码", { 现在的密码: given, 新密码: "Chao-zhou.26", "新密码（再输一次）": "Chao-zhou.26" });
    await newcomer.see("请先绑定动态口令");
    const secret = await bind(newcomer);
    await newcomer.see("天须修改");
    await newcomer.follow("去办理");
    checkEqual(path(newcomer), "/desk", "then the desk opens");
    await newcomer.see("还没有角色");
    await admin.go("/people/xu.ke");
    await admin.see("不属于单位（潮州市）");
    await newcomer.leave();

    const again = await signIn(site, "xu.ke", "Chao-zhou.26");
    await again.see("动态口令");
    checkEqual(path(again), "/staff/sign-in", "the password alone does not do any more");
    await again.act("登录", { 账号: "xu.ke", 密码: "Chao-zhou.26", 动态口令: codeOf(secret, Date.now() / 1000 + 30) });
    checkEqual(path(again), "/desk", "with the code it does");
    await again.leave();
    await admin.leave();
    await site.stop();
}

export async function a_program_of_a_new_person_is_told_what_is_due() {
    const site = await startPlatform();
    await setUp(site);
    const { token } = await site.api("POST", "/sessions", { account: "sys", password: passwords.系统管理员 });
    const headers = { authorization: `Bearer ${token}` };
    const refused = await fetch(`${site.address}/api/v1/desk`, { headers });

    checkEqual(refused.status, 403, "a program does nothing either");
    checkEqual((await refused.json()).code, "session.account-due", "and is told why");
    checkEqual((await site.api("GET", "/sessions", null, token)).second_factor_due, true, "it may ask who it is");
    await site.stop();
}

export async function the_staff_of_a_demo_find_their_account() {
    const site = await startPlatform({ now: "2026-03-03T10:20:00+08:00" });
    const officer = await site.signIn("officer");

    await officer.page.locator("header a[href='/account']").click();
    await officer.see("演示账号，不用绑定");
    await officer.examine("account");
    await officer.leave();
    const visitor = await site.visitor();
    await visitor.go("/account");
    checkEqual(path(visitor), "/staff/sign-in", "nobody's account");
    await visitor.leave();
    await site.stop();
}

export async function without_a_gateway_no_code_is_promised() {
    const site = await startPlatform();
    const enterprise = await site.visitor();

    await enterprise.go("/sign-in");
    await enterprise.act("获取验证码", { 统一社会信用代码: "91445102MA5DEM012X", 手机: "13800138000" });
    await enterprise.see("短信还没有接通");
    await enterprise.examine("sign-in-no-texts");
    await enterprise.leave();
    await site.stop();
}
