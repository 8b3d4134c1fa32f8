/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buffer.h"

#include <stdio.h>
#include <string.h>

void buffer_init(struct buffer *buffer, struct arena *arena, size_t limit)
{
    *buffer = (struct buffer){ .arena = arena, .limit = limit };
}

static bool make_room(struct buffer *buffer, size_t more)
{
    size_t capacity = buffer->capacity ? buffer->capacity : 1024;
    char *bytes;

    if (buffer->full || more > buffer->limit - buffer->size) {
        buffer->full = true;
        return false;
    }
    /* One byte more than asked, so that the ending NUL always fits. */
    if (buffer->size + more + 1 <= buffer->capacity) return true;
    while (capacity < buffer->size + more + 1) capacity *= 2;
    bytes = arena_take(buffer->arena, capacity);
    if (buffer->size) memcpy(bytes, buffer->bytes, buffer->size);
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

void buffer_put(struct buffer *buffer, const char *bytes, size_t size)
{
    if (size == 0 || !make_room(buffer, size)) return;
    memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
}

void buffer_text(struct buffer *buffer, const char *text)
{
    if (text) buffer_put(buffer, text, strlen(text));
}

void buffer_char(struct buffer *buffer, char byte)
{
    buffer_put(buffer, &byte, 1);
}

void buffer_int(struct buffer *buffer, int64_t number)
{
    char digits[24], *at = digits + sizeof digits;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

    do *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0) *--at = '-';
    buffer_put(buffer, at, (size_t)(digits + sizeof digits - at));
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
    size_t room = buffer->capacity - buffer->size;
    va_list arguments, again;
    int length;

    va_start(arguments, format);
    va_copy(again, arguments);
    length = vsnprintf(room ? buffer->bytes + buffer->size : NULL, room, format, again);
    va_end(again);
    if (length > 0 && make_room(buffer, (size_t)length)) {
        if ((size_t)length >= room) vsnprintf(buffer->bytes + buffer->size, (size_t)length + 1, format, arguments);
        buffer->size += (size_t)length;
    }
    va_end(arguments);
}

const char *buffer_string(struct buffer *buffer)
{
    if (!buffer->bytes) return "";
    buffer->bytes[buffer->size] = 0;
    return buffer->bytes;
}
