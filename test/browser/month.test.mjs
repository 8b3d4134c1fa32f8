// SPDX-License-Identifier: Apache-2.0
// The whole month of 2026-03-11, clicked through by everybody who takes part, the clock moved by its own page.
import { check, checkEqual } from "./check.mjs";
import { startPlatform } from "./harness.mjs";

const ROUND = "/rounds/445100-2026-03";

class Month {
    constructor(site) {
        this.site = site;
        this.people = {};
        this.step = 0;
    }

    // Everybody keeps one window; sessions outlive the virtual clock.
    async as(role, of = {}) {
        const name = of.account ?? `${role} ${of.unit ?? ""}`;

        this.people[name] ??= of.account ? await this.signInAs(of.account) : await this.site.signIn(role, of);
        return this.people[name];
    }

    async signInAs(account) {
        const person = await this.site.visitor();

        await person.go("/staff/sign-in");
        await person.act("登录", { 账号: account, 密码: this.site.account("coordinator").password });
        return person;
    }

    async enterprise(index) {
        const name = `enterprise ${index}`;

        this.people[name] ??= await this.site.signInEnterprise(this.site.demo.enterprises[index]);
        return this.people[name];
    }

    async clockTo(instant) {
        const coordinator = await this.as("coordinator");

        await coordinator.go("/rehearsal");
        await coordinator.act("拨到这一刻", { 拨到哪一刻: instant });
        await coordinator.see("时钟已拨动");
    }

    async shot(person, name) {
        this.step++;
        await person.examine(`month-${String(this.step).padStart(2, "0")}-${name}`);
    }

    async state(number) {
        this.token ??= await this.site.token("coordinator");
        return (await this.site.api("GET", `/appeals/${number}`, null, this.token)).state;
    }

    async roundState() {
        this.token ??= await this.site.token("coordinator");
        return this.site.api("GET", ROUND, null, this.token);
    }

    async leave() {
        for (const person of Object.values(this.people)) await person.leave();
    }
}

async function submit(month, index, words) {
    const enterprise = await month.enterprise(index);
    const { contact_name } = month.site.demo.enterprises[index];

    await enterprise.go("/submit");
    await enterprise.act("下一步：核对", { ...words, 联系人: contact_name });
    await month.shot(enterprise, "submit-check");
    await enterprise.act("提交诉求");
    await month.shot(enterprise, "receipt");
    return (await enterprise.text()).match(/ZT2026-\d{4}/)[0];
}

async function intake(month, heard, written) {
    const coordinator = await month.as("coordinator");

    for (const [number, unit, co] of [
        [heard, "市工业和信息化局", ["市自然资源局"]],
        [written, "市水务局", []],
    ]) {
        await coordinator.go(`/appeals/${number}`);
        if (number === heard) await month.shot(coordinator, "screening");
        await coordinator.act("派单", { 主办单位: unit, ...(co.length && { 协办单位: co }) });
        await coordinator.see("已办：派单");
    }
    await month.shot(coordinator, "assigned");
}

async function replies(month, heard, written) {
    const officer = await month.as("officer", { unit: "gxj" });
    const water = await month.as("officer", { unit: "swj" });
    const partner = await month.as("officer", { unit: "zrj" });

    await officer.go("/desk");
    await officer.see(heard);
    await month.shot(officer, "officer-desk");
    await officer.follow("窑炉车间双回路供电迟迟没有接入");
    await officer.act("接收");
    await officer.see("提交处理意见");
    await partner.go(`/appeals/${heard}`);
    await partner.see("接收协办");
    await partner.act("接收");
    await partner.act("协办意见", { 处理意见: "走廊经防护绿地，可以办理临时用地。" });

    await officer.go(`/appeals/${heard}`);
    await officer.act("提交处理意见", { 结论: ["已有方案，限期解决"], 处理意见: "3月20日前立杆。", 哪天前解决: "2026-04-10" });
    await officer.see("派单以来没有联系企业的记录");
    await month.shot(officer, "reply-refused");
    checkEqual(await officer.page.locator("#reply-opinion").inputValue(), "3月20日前立杆。", "the opinion is kept");
    await officer.go(`/appeals/${heard}`);
    await officer.act("情况核实", { 与谁联系: "苏经理", 怎么联系的: "电话", 核实到什么: "三条窑炉只开一条。", 联系结果: ["联系上了"] });
    await officer.act("提交处理意见", { 结论: ["已有方案，限期解决"], 处理意见: "线路走廊已定，4月10日前送电。", 哪天前解决: "2026-04-10" });
    await officer.see("现在轮到市政务服务和数据管理局");
    await month.shot(officer, "replied");

    await water.go(`/appeals/${written}`);
    await water.act("接收");
    await water.act("提交处理意见", { 结论: ["需要解释说明"], 处理意见: "支管明年列入计划。", 未联系企业的原因: "企业电话多次无人接听。" });
}

async function assess(month, heard, written) {
    const coordinator = await month.as("coordinator");

    for (const number of [heard, written]) {
        await coordinator.go(`/appeals/${number}`);
        await coordinator.act("研判", { 研判意见: "意见明确，列入本期目录。" });
        checkEqual(await month.state(number), "awaiting_event", `${number} waits for the event`);
    }
    await month.shot(coordinator, "assessed");
}

async function agenda(month, heard, written, round) {
    const secretary = await month.as("secretary", { account: round.secretary });
    const leader = await month.as("leader", { account: round.leader });

    await secretary.go(ROUND);
    await secretary.see("下一步：召集协调，逐项提出意见，报审议题");
    await month.shot(secretary, "secretary");
    await secretary.act("召集协调", { 地点: "市政府三楼会议室", 时间: "2026-03-05T15:00", 单位: ["市工业和信息化局", "市水务局"] });
    await secretary.see("市政府三楼会议室");

    const { page } = secretary;
    await page.locator(`input[name="on_site.${heard}"][value="true"]`).check();
    await page.locator(`[id="proposal.${heard}"]`).fill("线路走廊已定，现场明确送电日期。");
    await page.locator(`input[name="on_site.${written}"][value="false"]`).check();
    await page.getByRole("button", { name: "保存次序、选择和建议" }).click();
    await secretary.see("有1处需要修改");
    await month.shot(secretary, "agenda-refused");
    check(await page.locator(`input[name="on_site.${heard}"][value="true"]`).isChecked(), "the choice is kept");
    await page.locator(`[id="proposal.${written}"]`).fill("书面答复。");
    await page.getByRole("button", { name: "保存次序、选择和建议" }).click();
    await secretary.see("现场1件 书面1件 未定0件");
    await month.shot(secretary, "agenda");
    await secretary.act("报审");
    await leader.go(ROUND);
    await leader.see("下一步：审定议题");
    await month.shot(leader, "leader");
    await leader.act("审定议题");
    checkEqual((await month.roundState()).state, "agenda_approved", "the agenda is approved");
}

async function invite(month) {
    const coordinator = await month.as("coordinator");
    const head = await month.as("unit_head", { unit: "gxj" });

    await coordinator.go(ROUND);
    await coordinator.act("发出活动通知");
    await month.shot(coordinator, "invited");
    await head.go(ROUND);
    await head.act("确认参加", { 是否参加: ["参加"], 姓名: "林局", 职务: "局长" });
    await head.see("林局");
    await month.shot(head, "attendance");
    const enterprise = await month.enterprise(0);
    await enterprise.go(ROUND);
    await enterprise.act("确认参加", { 是否参加: ["参加"], 姓名: "方总", 职务: "总经理" });
    await enterprise.see("方总");
    check(!(await enterprise.text()).includes("林局"), "an enterprise does not see who else comes");
}

async function event(month, heard) {
    const coordinator = await month.as("coordinator");

    await coordinator.go(ROUND);
    const box = coordinator.page.locator(`#record_event input[value="${heard}"]`);
    check(await box.isChecked(), "what is on the on-site list is ticked already");
    await month.shot(coordinator, "event");
    await coordinator.act("现场活动");
    checkEqual(await month.state(heard), "on_site", "the appeal was heard");
}

async function decide(month, heard, round) {
    const coordinator = await month.as("coordinator");
    const leader = await month.as("leader", { account: round.leader });
    const officer = await month.as("officer", { unit: "gxj" });

    await coordinator.go(ROUND);
    await coordinator.act("记录处理意见", { 处理决定: "4月10日前送电，供电局现场负责。", 主办单位: "市工业和信息化局", 完成时限: "2026-03-01" });
    await coordinator.see("完成时限应在现场活动日之后");
    await month.shot(coordinator, "decision-refused");
    await coordinator.act("记录处理意见", { 完成时限: "2026-04-10" });
    await coordinator.see("现场研究，已有处理意见");
    await officer.go(`/appeals/${heard}`);
    await officer.act("公开承诺", { 责任领导: "林局长", 具体责任人: "郑科长", 完成时限: "2026-04-10", 工作措施: "3月20日前立杆，4月10日前送电。" });
    await month.shot(officer, "committed");
    await coordinator.go(ROUND);
    await coordinator.act("起草处理意见");
    await month.shot(coordinator, "drafted");
    await leader.go(ROUND);
    await leader.see("处理意见已经起草，等待审定");
    await leader.act("审定处理意见");
    await coordinator.go(ROUND);
    await coordinator.act("印发交办");
    await month.shot(coordinator, "issued");
    checkEqual(await month.state(heard), "executing", "handed on");
}

async function answerInWriting(month, written) {
    const water = await month.as("officer", { unit: "swj" });
    const coordinator = await month.as("coordinator");

    await water.go(`/appeals/${written}`);
    await water.see("提交正式回复");
    const earlier = water.page.locator("#formal_reply-opinion");
    checkEqual(await earlier.inputValue(), "支管明年列入计划。", "the earlier reply is there");
    await water.act("正式回复");
    await coordinator.go(`/appeals/${written}`);
    await coordinator.act("统一回复");
    checkEqual(await month.state(written), "result_check", "released");
}

async function finish(month, heard) {
    const officer = await month.as("officer", { unit: "gxj" });
    const coordinator = await month.as("coordinator");
    const enterprise = await month.enterprise(0);

    await officer.go(`/appeals/${heard}`);
    await officer.act("进展", { 进展: "已经立杆，正在架线。" });
    await officer.act("申请办结", { 办理结果: "4月8日双回路送电。" });
    await coordinator.go(`/appeals/${heard}`);
    await month.shot(coordinator, "check");
    await coordinator.act("核查通过");
    await enterprise.go(`/appeals/${heard}`);
    await month.shot(enterprise, "rating");
    await enterprise.act("满意");
    checkEqual(await month.state(heard), "closed", "rated and closed");
    await coordinator.go(`/appeals/${heard}`);
    await coordinator.see("已办结");
    await coordinator.see("满意");
    await month.shot(coordinator, "closed");
}

export async function the_month_of_the_eleventh_of_march() {
    const month = new Month(await startPlatform({ now: "2026-02-13T09:00:00+08:00", rounds: 0 }));
    const office = await month.as("office");

    await office.go(ROUND);
    await office.act("定期");
    await month.shot(office, "date-confirmed");
    const heard = await submit(month, 0, {
        一句话写明要解决什么: "窑炉车间双回路供电迟迟没有接入",
        事情经过: "去年11月完工，双回路供电申请已递交四个月，线路走廊一直没有定下来。",
        "愿意参加现场活动，由企业主要负责人参加": true,
        主要负责人姓名和职务: "方总经理",
    });
    const written = await submit(month, 1, {
        一句话写明要解决什么: "园区污水支管未接通",
        事情经过: "企业自行外运，成本很高。",
    });

    await month.clockTo("2026-02-24T09:30");
    await intake(month, heard, written);
    await month.clockTo("2026-02-25T09:00");
    await replies(month, heard, written);
    await month.clockTo("2026-02-26T10:00");
    await assess(month, heard, written);

    await month.clockTo("2026-03-05T09:00");
    const round = await month.roundState();
    checkEqual(round.state, "catalogue_submitted", "the clock submitted the catalogue");
    checkEqual(round.items.length, 2, "with both in it");
    await agenda(month, heard, written, round);
    await month.clockTo("2026-03-06T09:00");
    await invite(month);
    await month.clockTo("2026-03-11T16:00");
    await event(month, heard);
    await month.clockTo("2026-03-12T10:00");
    await decide(month, heard, round);
    await answerInWriting(month, written);
    await month.clockTo("2026-04-08T10:00");
    await finish(month, heard);
    await month.leave();
}
