// SPDX-License-Identifier: Apache-2.0
export const counts = { passed: 0, failed: 0 };
let what = "";

export function during(name) {
    what = name;
}

export function fail(text) {
    counts.failed++;
    console.log(`${what}: ${text}`);
}

export function check(truth, text) {
    if (truth) counts.passed++;
    else fail(text);
}

export function equal(got, want, text) {
    check(JSON.stringify(got) === JSON.stringify(want), `${text}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
}

// An answer of that status; what it says otherwise.
export function status(answer, want, text) {
    check(answer.status === want, `${text}: got ${answer.status}, want ${want}: ${JSON.stringify(answer.body)?.slice(0, 400)}`);
    return answer.body;
}
