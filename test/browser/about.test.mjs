// SPDX-License-Identifier: Apache-2.0
// What everybody may read besides the front page, and the form for suggestions.
import { check, checkEqual } from "./check.mjs";
import { startPlatform } from "./harness.mjs";

const now = "2026-03-03T10:20:00+08:00";
let shared;

function platform() {
    shared ??= startPlatform({ now, rounds: 2 });
    return shared;
}

export async function commitments_name_who_answers_and_never_a_telephone() {
    const site = await platform();
    const visitor = await site.visitor();
    const { items } = await site.api("GET", "/public/commitments");

    check(items.length > 0, "the demo has commitments");
    await visitor.go("/commitments");
    await visitor.see(items[0].responsible_leader);
    await visitor.examine("commitments");
    for (const each of items) {
        await visitor.go(`/commitments/${each.id}`);
        for (const word of [each.measures, each.lead_unit_name, each.responsible_leader, each.responsible_person])
            await visitor.see(word.replaceAll(/\s+/g, " "));
        await visitor.see(each.enterprise_name ?? "企业没有同意公开名称");
        check(!/1[3-9]\d{9}/.test(await visitor.text()), `${each.id} shows no telephone`);
    }
    await visitor.examine("commitment");
    checkEqual((await fetch(`${site.address}/commitments/1`)).status, 404, "an unknown commitment");
    checkEqual((await fetch(`${site.address}/commitments/none`)).status, 404, "no number at all");
    await visitor.leave();
}

export async function only_public_commitments_have_a_page() {
    const site = await platform();
    const shown = new Set((await site.api("GET", "/public/commitments?limit=100")).items.map((each) => each.id));
    const token = await site.token("coordinator");
    const { items } = await site.api("GET", "/appeals?limit=100", null, token);
    let hidden = 0;

    for (const { number } of items) {
        const [, year, sequence] = /^ZT(\d+)-(\d+)$/.exec(number);
        const id = Number(year) * 1e8 + Number(sequence);
        if (shown.has(id)) continue;
        hidden++;
        checkEqual((await fetch(`${site.address}/commitments/${id}`)).status, 404, `${number} made no public commitment`);
    }
    check(hidden > 0, "there are appeals without a commitment");
}

export async function announcements_are_listed_and_read() {
    const site = await platform();
    const visitor = await site.visitor();
    const { items } = await site.api("GET", "/public/announcements");

    await visitor.go("/announcements");
    await visitor.examine("announcements");
    await visitor.follow(`${items[0].label}现场活动预约公告`);
    await visitor.see(items[0].text.slice(0, 20));
    await visitor.examine("announcement");
    checkEqual((await fetch(`${site.address}/announcements/445100-2031-01`)).status, 404, "an unknown round");
    await visitor.leave();
}

export async function the_statistics_are_those_of_the_front_page() {
    const site = await platform();
    const visitor = await site.visitor();
    const { figures } = await site.api("GET", "/public/state");

    await visitor.go("/statistics");
    await visitor.see(`收到诉求 ${figures.received}件`);
    await visitor.see(`已办结 ${figures.closed}件`);
    await visitor.see("企业主动评价满意");
    await visitor.see("连同默认满意");
    await visitor.see(`共${figures.defaulted}件`);
    await visitor.examine("statistics");
    await visitor.leave();
}

export async function what_is_not_done_here_says_where_to_turn() {
    const visitor = await (await platform()).visitor();

    await visitor.go("/help");
    await visitor.see("拨打110、119、120或122");
    await visitor.see("市司法局");
    await visitor.examine("help");
    await visitor.go("/privacy");
    await visitor.see("保存多久");
    await visitor.examine("privacy");
    await visitor.go("/accessibility");
    await visitor.see("12345");
    await visitor.examine("accessibility");
    await visitor.follow("换成大字版");
    check(new URL(visitor.page.url()).pathname === "/accessibility", "大字版 comes back here");
    await visitor.see("现在是大字版");
    await visitor.examine("accessibility-large");
    await visitor.leave();
}

export async function a_suggestion_of_a_visitor_reaches_the_coordinator() {
    const site = await platform();
    const visitor = await site.visitor({ scripts: false });
    const text = "查询进度页请加上打印按钮。";

    await visitor.go("/suggestions");
    await visitor.page.getByRole("button", { name: "提交", exact: true }).click();
    await visitor.see("请写下您的意见建议");
    await visitor.act("提交", { 您的意见建议: "字".repeat(2001), 怎么称呼您: "陈女士" });
    await visitor.see("不能超过2000字");
    checkEqual(await visitor.page.getByLabel("怎么称呼您").inputValue(), "陈女士", "what was typed stays");
    await visitor.act("提交", { 您的意见建议: text, 答复发到哪里: "0768-2000001" });
    await visitor.see("收到了，谢谢");
    // Ten working days from 3 March 2026.
    await visitor.see("3月17日");
    await visitor.leave();

    const coordinator = await site.signIn("coordinator", { jurisdiction: "445100" });
    await coordinator.go("/inbox");
    await coordinator.see(text);
    check(!(await coordinator.text()).includes("0768-2000001"), "the notice holds no telephone");
    await coordinator.leave();
}

// From the desk to the answer.
async function answer(site, text, words, before, options) {
    const coordinator = await site.signIn("coordinator", { jurisdiction: "445100" }, options);

    await coordinator.see("意见建议：答复");
    await coordinator.page.locator(".ztc-next", { hasText: "意见建议" }).getByRole("link", { name: "去办" }).click();
    await coordinator.follow(text.slice(0, 12));
    await before?.(coordinator);
    await coordinator.act("发出答复", { 答复: words });
    return coordinator;
}

export async function an_officer_suggests_and_reads_the_answer() {
    const site = await platform();
    const officer = await site.signIn("officer", { jurisdiction: "445100" });
    const text = "派单页可以按镇街筛选，我们分片办理，一页页翻太慢。";
    const words = "谢谢，下次更新会加上。\n现在可以先用关键词查找镇街名称。";

    await officer.follow("意见建议");
    await officer.examine("suggestions");
    checkEqual(await officer.page.getByLabel("答复发到哪里").count(), 0, "it is known where the answer goes");
    await officer.act("提交", { 您的意见建议: text });
    await officer.see("收到了，谢谢");
    await officer.follow("看这条意见建议");
    await officer.see("平台管理员答复");
    await officer.examine("suggestion-own");
    checkEqual((await officer.page.request.get("/suggestions/received")).status(), 403, "the list is not for officers");

    const coordinator = await answer(site, text, words, async (person) => {
        await person.examine("suggestion");
        await person.follow("怎么算的");
        await person.see("10个工作日");
        await person.see("再告知政府办公室和督查室");
        await person.examine("suggestion-clock");
        await person.follow("意见建议第");
        await person.act("发出答复", { 答复: "" });
        await person.see("请写下答复");
        await person.examine("suggestion-fault");
    });
    await coordinator.see("已答复，对方会在消息里看到");
    await coordinator.examine("suggestion-settled");
    await coordinator.go("/suggestions/received?tab=settled");
    await coordinator.see(text.slice(0, 12));
    await coordinator.see("已按时答复");
    await coordinator.examine("suggestions-settled");
    await coordinator.go("/suggestions/received?tab=counties");
    await coordinator.see("没有待答复的意见建议");
    await coordinator.leave();

    await officer.go("/inbox");
    await officer.see("现在可以先用关键词查找镇街名称");
    await officer.examine("inbox-suggestion");
    await officer.follow("看这条意见建议");
    await officer.see("谢谢，下次更新会加上");
    await officer.leave();
}

export async function what_a_visitor_left_is_shown_on_request_and_on_record() {
    const site = await platform();
    const visitor = await site.visitor();
    const text = "希望窗口也能打印进度。";

    await visitor.go("/suggestions");
    await visitor.act("提交", { 您的意见建议: text, 怎么称呼您: "林先生", 答复发到哪里: "lin@example.org" });
    await visitor.leave();
    const coordinator = await answer(site, text, "可以，请向窗口出示编号。", async (person) => {
        await person.see("l**@example.org");
        check(!(await person.text()).includes("lin@example.org"), "masked at first");
        await person.act("查看");
        await person.see("请填写");
        await person.act("查看", { 事由: "邮件告知答复" });
        await person.see("林先生，lin@example.org");
        await person.examine("suggestion-contact");
    });
    await coordinator.see("请您按留下的联系方式告知");
    await coordinator.leave();
    const inspector = await site.signIn("inspector", { jurisdiction: "445100" });
    await inspector.go("/suggestions/received?tab=settled");
    await inspector.follow(text);
    await inspector.see("可以，请向窗口出示编号");
    check(!(await inspector.page.locator("#unmask").count()), "not for those who only read");
    await inspector.leave();
}

export async function two_coordinators_do_not_answer_twice() {
    const site = await platform();
    const visitor = await site.visitor();
    const text = "大字版请记住三十天。";

    await visitor.go("/suggestions");
    await visitor.act("提交", { 您的意见建议: text, 答复发到哪里: "13800000677" });
    await visitor.leave();
    let path;
    const note = async (person) => {
        await person.see("答复以短信发到138****0677");
        path = new URL(person.page.url()).pathname;
    };
    const first = await answer(site, text, "已经是三十天。", note, { scripts: false });
    const { text: sent } = await site.lastNotice("13800000677");
    check(sent.includes("已经是三十天。"), sent);
    const second = await site.signIn("coordinator", { jurisdiction: "445100" });
    await second.go("/suggestions");
    await second.follow("收到的意见建议");
    await second.examine("suggestions-received");
    await first.leave();
    await second.go(path);
    checkEqual(await second.page.getByRole("button", { name: "发出答复" }).count(), 0, "nothing is left to answer");
    await second.see("已经是三十天");
    await second.leave();
}
