// SPDX-License-Identifier: Apache-2.0
// The month through the interface.
import { playScenes } from "./scenes.mjs";

await playScenes(new URL(".", import.meta.url));
