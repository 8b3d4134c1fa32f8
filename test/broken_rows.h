/* SPDX-License-Identifier: Apache-2.0 */
/* Copies of the rows that a test may break. */
#pragma once

#include "mechanism/tables.h"
#include "test.h"

static struct arena *arena;

static struct machine copy_of(const struct machine *machine)
{
    struct machine copy = *machine;

    copy.states = arena_copy(arena, machine->states, (size_t)machine->state_count * sizeof *machine->states);
    copy.clocks = arena_copy(arena, machine->clocks, (size_t)machine->clock_count * sizeof *machine->clocks);
    copy.runs = arena_copy(arena, machine->runs, machine->runs_count * sizeof *machine->runs);
    copy.lapses = arena_copy(arena, machine->lapses, machine->lapse_count * sizeof *machine->lapses);
    copy.steps = arena_copy(arena, machine->steps, machine->step_count * sizeof *machine->steps);
    copy.takes = arena_copy(arena, machine->takes, machine->takes_count * sizeof *machine->takes);
    copy.tells = arena_copy(arena, machine->tells, machine->tell_count * sizeof *machine->tells);
    copy.caps = arena_copy(arena, machine->caps, machine->cap_count * sizeof *machine->caps);
    copy.repeats = arena_copy(arena, machine->repeats, machine->repeats_count * sizeof *machine->repeats);
    return copy;
}

#define ROWS(machine, list) ((void *)(uintptr_t)(machine).list)

/* The rows of a list without those for which `is` holds. */
#define WITHOUT(machine, list, count, type, is)                                    \
    do {                                                                           \
        type *rows_ = ROWS(machine, list);                                         \
        size_t kept_ = 0, before_ = (machine).count;                               \
        for (size_t i_ = 0; i_ < before_; i_++) {                                  \
            const type *row = &rows_[i_];                                          \
            if (!(is)) rows_[kept_++] = rows_[i_];                                 \
        }                                                                          \
        (machine).count = kept_;                                                   \
        CHECK(kept_ < before_, "nothing was taken out: %s", #is);                  \
    } while (0)
