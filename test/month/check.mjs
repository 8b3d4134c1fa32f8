// SPDX-License-Identifier: Apache-2.0
import { counts, check } from "../browser/check.mjs";

export { check, counts };

export function equal(got, want, text) {
    check(JSON.stringify(got) === JSON.stringify(want), `${text}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
}

// An answer of that status; what it says otherwise.
export function status(answer, want, text) {
    check(answer.status === want, `${text}: got ${answer.status}, want ${want}: ${JSON.stringify(answer.body)?.slice(0, 400)}`);
    return answer.body;
}
