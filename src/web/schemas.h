/* SPDX-License-Identifier: Apache-2.0 */
/* The lists of schemas.def: `const struct field fields_NAME[]`, and all of them by name. */
#pragma once

#include "web/fields.h"

#define OBJECT_OF(name) extern const struct field fields_##name[];
#define END_OF(name)
#define FIELD(name, kind, need, note)
#define HOLDS(name, kind, of, need, note)
#include "web/schemas.def"
#undef OBJECT_OF
#undef END_OF
#undef FIELD
#undef HOLDS

struct schema {
    const char *name;
    const struct field *fields;
};
extern const struct schema schemas[];
extern const size_t schema_count;
