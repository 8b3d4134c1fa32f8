// SPDX-License-Identifier: Apache-2.0
// PostgreSQL goes away under load and comes back: nobody waits for more than ten seconds, nothing is lost.
import { check } from "../browser/check.mjs";
import { startCluster } from "./cluster.mjs";
import { chanceOf, pause, startGround } from "./ground.mjs";
import { openLedger } from "./ledger.mjs";
import { progress, times } from "./times.mjs";

const PATIENCE = 10000;

// How it goes away, for how long at least; and how it comes back.
const WAYS = {
    stopped: { away: 300, go: (c) => c.stop(), back: (c) => c.start() },
    oneProcessKilled: { away: 300, go: async (c) => c.killOne(), back: async () => {} },
    frozen: { away: 6000, go: async (c) => c.freeze(), back: async (c) => c.thaw() },
};

async function goesAway(cluster, ground, ledger, way, chance) {
    ledger.work(8);
    await pause(200 + chance() * 300);
    await WAYS[way].go(cluster);
    await pause(WAYS[way].away);
    await WAYS[way].back(cluster);
    await ground.ready();
    await pause(300);
    await ledger.rest();
    return ledger.compare();
}

async function comesBack(kind) {
    if (kind !== "postgresql") return;
    const chance = chanceOf(times.seed);
    const cluster = await startCluster();
    cluster.sql("CREATE DATABASE ground TEMPLATE template0");
    const ground = await startGround(kind, { store: cluster.address("ground") });
    const ledger = await openLedger(ground, chance);

    for (let i = 0; i < times.outages; i++) {
        const way = Object.keys(WAYS)[i % Object.keys(WAYS).length];
        const before = ledger.figures.acknowledged;
        const found = await goesAway(cluster, ground, ledger, way, chance);
        check(ground.running(), `${way}: the program goes on`);
        check(found.lost === 0, `${way}: nothing is lost`);
        check(ledger.figures.acknowledged > before, `${way}: something was acknowledged`);
        progress(i + 1, times.outages, () => JSON.stringify(ledger.figures));
    }
    await ledger.settle();
    await ledger.compare(true);
    await ledger.count();
    check(ledger.wrong.length === 0, ledger.wrong.slice(0, 10).join("\n"));
    check(ledger.figures.refused > 0, `it was away: ${JSON.stringify(ledger.figures)}`);
    check(ledger.figures.slowest < PATIENCE, `the longest wait: ${Math.round(ledger.figures.slowest)} ms`);
    await ground.kill("SIGTERM");
    check(/完整/.test(ground.verify()), `the record: ${ground.verify()}`);
    await ground.remove();
    await cluster.remove();
}

export const tests = { comesBack };
