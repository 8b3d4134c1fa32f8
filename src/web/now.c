/* SPDX-License-Identifier: Apache-2.0 */
#include "web/now.h"

#include "service/rehearse.h"

#include <time.h>

instant_t wall_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (instant_t)now.tv_sec * SECOND + now.tv_nsec / 1000;
}

int64_t monotonic_microseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t monotonic_milliseconds(void)
{
    return monotonic_microseconds() / 1000;
}

struct error business_now(struct context *context, instant_t *now)
{
    return time_of_business(context->db, context->arena, context->wall, &context->rehearsal, now);
}
