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
    await visitor.see("最多2000字");
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

export async function units_staff_suggest_too() {
    const officer = await (await platform()).signIn("officer");

    await officer.go("/suggestions");
    await officer.examine("suggestions");
    await officer.act("提交", { 您的意见建议: "派单页可以按镇街筛选。" });
    await officer.see("收到了，谢谢");
    await officer.leave();
}
