/* SPDX-License-Identifier: Apache-2.0 */
/* Accounts: who has one, and what an administrator may do about it. */
#pragma once

#include "pages/parts.h"

struct people_page {
    const char *title, *back; /* back NULL: the list itself */
    const struct fault *faults;
    const char *refused; /* whose form came back */
    const char *refusal;
    const char *password, *password_of; /* said once */
    struct filters_view filters;
    const struct table_view *table; /* the list; NULL on the page of one account */
    struct pages_view pages;
    const struct fact_view *facts;
    size_t fact_count;
    const struct act_view *acts;
    size_t act_count;
};
