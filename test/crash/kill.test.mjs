// SPDX-License-Identifier: Apache-2.0
// The program is killed at moments of chance while clients work; on SQLite half of the times the power goes with it.
import { check, checkEqual } from "../browser/check.mjs";
import { chanceOf, pause, startGround } from "./ground.mjs";
import { openLedger } from "./ledger.mjs";
import { progress, times } from "./times.mjs";

const INTACT = /完整/;

async function oneEnd(ground, ledger, chance, powerCut) {
    ledger.work();
    await pause(20 + chance() * 180);
    await ground.kill();
    await ledger.rest();
    if (powerCut) ground.pullThePlug(chance);
    if (chance() < 0.5) check(INTACT.test(ground.verify()), `the record before it starts again: ${ground.verify()}`);
    for (; chance() < 0.2; await ground.kill()) {
        await ground.start(false); // and is killed while it begins
        await pause(chance() * 60);
    }
    await ground.start();
    return ledger.compare();
}

async function killed(kind) {
    const ends = times.kills[kind];
    const chance = chanceOf(times.seed);
    const ground = await startGround(kind, { disk: kind === "sqlite" });
    const ledger = await openLedger(ground, chance);
    let lost = 0, doubled = 0, cuts = 0;

    for (let i = 0; i < ends && !ledger.wrong.length; i++) {
        const powerCut = kind === "sqlite" && chance() < 0.5;
        const found = await oneEnd(ground, ledger, chance, powerCut);
        lost += found.lost;
        doubled += found.doubled;
        cuts += powerCut;
        progress(i + 1, ends, () => `${kind}: ${cuts} power cuts, ${JSON.stringify(ledger.figures)}`);
    }
    await ledger.settle();
    await ledger.compare(true);
    await ledger.count();
    checkEqual(lost, 0, "acknowledged and lost");
    checkEqual(doubled, 0, "there and not acknowledged");
    check(ledger.wrong.length === 0, ledger.wrong.slice(0, 10).join("\n"));
    check(ledger.figures.acknowledged > 2 * ends && ledger.figures.repeated > 0, `enough happened: ${JSON.stringify(ledger.figures)}`);
    await ground.kill("SIGTERM");
    check(INTACT.test(ground.verify()), `the record: ${ground.verify()}`);
    await ground.remove();
}

// That the ledger would tell: a disk that says yes to a sync and makes nothing last loses what was acknowledged.
async function aDiskThatLiesIsFoundOut(kind) {
    if (kind !== "sqlite") return;
    const chance = chanceOf(times.seed);
    const ground = await startGround(kind, { disk: true });
    const ledger = await openLedger(ground, chance);
    let lost = 0;

    await ground.kill("SIGTERM"); // the people's sessions last
    await ground.start();
    ground.set("lie", 1);
    ledger.work();
    await pause(400);
    await ground.kill();
    await ledger.rest();
    ground.pullThePlug(() => 0);
    ground.set("lie", 0);
    await ground.start();
    ({ lost } = await ledger.compare());
    check(ledger.figures.acknowledged > 5, `something was acknowledged: ${ledger.figures.acknowledged}`);
    check(lost > 0, "the ledger tells that it is lost");
    await ground.remove();
}

export const tests = { killed, aDiskThatLiesIsFoundOut };
