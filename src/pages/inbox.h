/* SPDX-License-Identifier: Apache-2.0 */
/* What a person has been told. */
#pragma once

#include "pages/parts.h"
#include "service/inbox.h"

struct inbox_page {
    const struct inbox *inbox;
    const struct event_view *messages;
    size_t message_count;
    struct pages_view pages;
};
