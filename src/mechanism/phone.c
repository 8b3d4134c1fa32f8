/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/phone.h"

#include "base/text.h"

#include <string.h>

static bool left_out(char byte)
{
    return byte == ' ' || byte == '-' || byte == '(' || byte == ')';
}

bool phone_is_mobile(const char *normal)
{
    return strlen(normal) == 11 && normal[0] == '1' && normal[1] >= '3';
}

/* 010, 02x and three more digits of area, then seven or eight of the line. */
static bool is_landline(const char *number)
{
    size_t length = strlen(number), area = number[1] == '1' || number[1] == '2' ? 3 : 4;

    if (number[0] != '0' || number[1] == '0' || length < area + 7 || length > area + 8) return false;
    return number[area] >= '2';
}

const char *phone_normal(struct arena *arena, const char *typed)
{
    char *number = text_fold(arena, typed ? typed : ""), *to = number;

    for (const char *from = number; *from; from++)
        if (!left_out(*from)) *to++ = *from;
    *to = 0;
    if (text_starts(number, "+86")) number += 3;
    if (strspn(number, "0123456789") != strlen(number)) return NULL;
    return *number && (phone_is_mobile(number) || is_landline(number)) ? number : NULL;
}

const char *phone_masked(struct arena *arena, const char *phone)
{
    size_t length = phone ? strlen(phone) : 0;

    if (!phone) return NULL;
    if (length < 8) return "****";
    return arena_printf(arena, "%.3s****%s", phone, phone + length - 4);
}
