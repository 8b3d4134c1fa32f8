// SPDX-License-Identifier: Apache-2.0
// What every page must stand, at desktop and phone width.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { check, checkEqual } from "./check.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const validator = new HtmlValidate({
    extends: ["html-validate:standard", "html-validate:a11y"],
    rules: {
        // Style, not validity: the pages are compiled, not typed.
        "void-style": "off",
        "no-trailing-whitespace": "off",
        "attr-quotes": "off",
        "long-title": "off",
        "no-implicit-button-type": "off", // submit is what a button does unless told otherwise, and all of ours do
        // Safari forgets that a list without bullets is one unless it is said.
        "no-redundant-role": "off",
    },
});

export async function examine(page, name, folder, widths) {
    const before = page.viewportSize();

    for (const [width, size] of Object.entries(widths)) {
        await page.setViewportSize(size);
        await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        check(sideways <= 0, `${name} at ${size.width} px scrolls sideways by ${sideways} px`);
        await examineAccess(page, `${name} at ${size.width} px`);
    }
    await page.setViewportSize(before);
    checkEqual(await page.locator("h1").count(), 1, `${name}: number of h1`);
    await examineText(page, name);
}

// axe is put into the page as the browser's own tools would do it: the content policy forbids it to anybody else.
async function examineAccess(page, name) {
    const tools = await page.context().newCDPSession(page);
    await tools.send("Runtime.evaluate", { expression: axe });
    await tools.detach();
    const found = await page.evaluate(async () => {
        const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
        return violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 160)}`));
    });
    check(found.length === 0, `${name}: ${found.length} findings of axe\n    ${found.slice(0, 10).join("\n    ")}`);
}

// The text as the server sent it, not as the browser mended it.
async function examineText(page, name) {
    const source = await (await page.request.get(page.url())).text();
    const report = await validator.validateString(source);
    const found = report.results.flatMap((result) =>
        result.messages.map((each) => `${each.line}:${each.column} ${each.ruleId} ${each.message}`),
    );
    check(report.valid, `${name}: ${found.length} findings of html-validate\n    ${found.slice(0, 10).join("\n    ")}`);
}
