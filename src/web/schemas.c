/* SPDX-License-Identifier: Apache-2.0 */
#include "web/schemas.h"

#define OBJECT_OF(name) const struct field fields_##name[] = {
#define END_OF(object) \
    { .name = NULL } \
    }                \
    ;
#define FIELD(name, kind, need, note) { #name, KIND_##kind, NEED_##need, NULL, NULL, note },
#define HOLDS(name, kind, of, need, note) { #name, KIND_##kind, NEED_##need, fields_##of, #of, note },
#include "web/schemas.def"
#undef OBJECT_OF
#undef END_OF
#undef FIELD
#undef HOLDS

const struct schema schemas[] = {
#define OBJECT_OF(name) { #name, fields_##name },
#define END_OF(name)
#define FIELD(name, kind, need, note)
#define HOLDS(name, kind, of, need, note)
#include "web/schemas.def"
#undef OBJECT_OF
#undef END_OF
#undef FIELD
#undef HOLDS
};
const size_t schema_count = sizeof schemas / sizeof *schemas;
