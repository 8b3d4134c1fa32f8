/* SPDX-License-Identifier: Apache-2.0 */
/* The tables as a picture and as a page of the manual, from the same rows that run. Pure. */
#pragma once

#include "base/buffer.h"
#include "mechanism/tables.h"

/* Graphviz: both machines, states in Chinese, what people do drawn solid, what silence does dashed. */
void diagram_dot(struct buffer *);
/* Chinese: states, clocks and silence, actions with who, fields and clause, caps and notices. */
void diagram_markdown(struct buffer *);
