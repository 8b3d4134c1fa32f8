// SPDX-License-Identifier: Apache-2.0
import { check } from "./check.mjs";
import { startPlatform } from "./harness.mjs";

export async function a_visitor_finds_the_front_page() {
    const platform = await startPlatform();
    const visitor = await platform.visitor();

    await visitor.go("/");
    check((await visitor.page.locator("h1").innerText()).trim() !== "", "the h1 says something");
    check((await visitor.page.title()).includes("直通车"), "the title names the platform");
    await visitor.examine("front");
    await visitor.leave();
}

export async function the_front_page_works_without_scripts() {
    const platform = await startPlatform();
    const visitor = await platform.visitor({ scripts: false, width: "phone" });

    await visitor.go("/");
    check(await visitor.page.locator("h1").isVisible(), "the h1 is there");
    await visitor.leave();
}

export async function a_round_of_the_next_year_is_named_with_its_year() {
    const platform = await startPlatform({ now: "2026-11-25T09:00:00+08:00" });
    const visitor = await platform.visitor();

    await visitor.go("/");
    await visitor.see("列入第12期");
    await visitor.see("列入2027年第1期");
    await visitor.see("2027年第1期开放");
    await visitor.leave();
}

export async function the_front_page_offers_only_what_the_person_may_do() {
    const platform = await startPlatform({ now: "2026-03-03T10:20:00+08:00" });
    const coordinator = await platform.signIn("coordinator"), counter = await platform.signIn("window");

    await coordinator.go("/");
    check((await coordinator.page.locator("main a[href='/submit']").count()) === 0, "the coordinator submits nothing");
    await coordinator.follow("去工作台");
    await coordinator.see("轮到我");
    await counter.go("/");
    await counter.follow("登记诉求");
    await counter.see("怎么联系企业");
    await coordinator.leave();
    await counter.leave();
}
