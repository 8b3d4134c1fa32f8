/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/categories.h"

#include <string.h>

const struct category categories[] = {
#define CATEGORY(id, chinese, example) { #id, chinese, example },
#include "mechanism/categories.def"
};
const size_t category_count = sizeof categories / sizeof *categories;

bool category_known(const char *id)
{
    for (size_t i = 0; id && i < category_count; i++)
        if (strcmp(categories[i].id, id) == 0) return true;
    return false;
}

const char *category_name(const char *id)
{
    for (size_t i = 0; id && i < category_count; i++)
        if (strcmp(categories[i].id, id) == 0) return categories[i].chinese;
    return id;
}
