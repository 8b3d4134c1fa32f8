// SPDX-License-Identifier: Apache-2.0
// What test/test.h is to the C tests.
export const counts = { passed: 0, failed: 0 };
let current = "";

export function check(truth, message) {
    if (truth) {
        counts.passed++;
    } else {
        counts.failed++;
        console.log(`${current}: ${message}`);
    }
    return truth;
}

export function checkEqual(got, want, message) {
    return check(got === want, `${message}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
}

export async function inTest(name, test) {
    current = name;
    try {
        await test();
    } catch (error) {
        check(false, error.stack);
    }
}
