/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buffer.h"
#include "web/handlers.h"
#include "web/request.h"

struct error front_show(struct request *request)
{
    const struct world *world = request->context->world;
    struct buffer out;

    buffer_init(&out, request->arena, 1 << 20);
    buffer_text(&out, "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>直通车</title></head>\n"
                      "<body><main><h1>企业诉求直通车</h1>\n<ul>\n");
    for (size_t i = 0; world && i < world->jurisdiction_count; i++)
        buffer_printf(&out, "<li>%s</li>\n", world->jurisdictions[i].name);
    buffer_text(&out, "</ul></main></body></html>\n");
    return reply_page(request, 200, &out);
}
