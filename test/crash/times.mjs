// SPDX-License-Identifier: Apache-2.0
// How often: few times in script/test, many in script/soak, which sets CRASH_TIMES=many and shows the progress.
const many = process.env.CRASH_TIMES === "many";

export const times = {
    seed: Number(process.env.CRASH_SEED ?? (many ? Date.now() % 1e9 : 20260311)),
    kills: many ? { sqlite: 1000, postgresql: 1000 } : { sqlite: 50, postgresql: 10 },
    outages: many ? 60 : 3,
    mixed: many ? 200 : 2, // races of different actions
    memory: many ? 300 : 1, // times through the scenario with allocations that fail
};

let said = 0;
export function progress(done, of, text) {
    if (!many || (Date.now() - said < 5000 && done < of)) return;
    said = Date.now();
    console.log(`${done} of ${of}: ${text()}`);
}
