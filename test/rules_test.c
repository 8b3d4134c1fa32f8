/* SPDX-License-Identifier: Apache-2.0 */
/* The stories of test/stories on the rules alone, in memory; those named only, if any are. */
#include "stories/memory.h"
#include "stories/player.h"

int main(int argc, char **argv)
{
    play_stories(&story_memory, "test/stories", argc, argv);
    return test_end();
}
