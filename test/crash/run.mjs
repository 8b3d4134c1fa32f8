// SPDX-License-Identifier: Apache-2.0
// Proves the ground by force: kills, power cuts, disks that fill and break, memory that runs out, databases that go away,
// races.
import { playScenes } from "../month/scenes.mjs";
import { removeAll } from "./ground.mjs";
import { times } from "./times.mjs";

console.log(`seed ${times.seed}`);
await playScenes(new URL(".", import.meta.url), removeAll);
