/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contact data in full, for those who have to call: an audited act with a reason (mechanism, section 9). Pages and
 * answers show it masked, which is no reading of personal data.
 */
#pragma once

#include "service/context.h"

struct unmasked {
    const char *contact_name, *contact_phone, *principal;
};
/* NOT_FOUND as ever; NOT_ALLOWED for who has nothing to do with the enterprise, and for a unit while the enterprise
 * asked for confidentiality; INVALID without a reason. Writes the audit. */
struct error unmask_contact(struct context *, const char *number, const char *reason, struct unmasked *);
