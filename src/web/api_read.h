/* SPDX-License-Identifier: Apache-2.0 */
/* Bodies with objects in them. */
#pragma once

#include "service/policy.h"
#include "web/request.h"

/* "names": [{name, kind, jurisdiction, region, from, until, successor}]; what is wrong is noted as faults. */
void unit_names_read(struct request *, const char *id, struct unit **names, size_t *count);
/* "values": {"reply_days": 8, "event_rule": "calendar_week"}; MALFORMED for another type. */
struct error policy_values_read(struct request *, struct policy_value **, size_t *count);
