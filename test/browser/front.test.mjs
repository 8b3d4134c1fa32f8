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
