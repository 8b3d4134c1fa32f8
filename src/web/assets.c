/* SPDX-License-Identifier: Apache-2.0 */
/* What browsers load: inside the program, under addresses that change with the content. */
#include "base/embedded.h"
#include "web/handlers.h"
#include "web/request.h"

#include <string.h>

#define FOR_EVER "public, max-age=31536000, immutable"

/* "gzip" in "br;q=1.0, gzip", but not with q=0. */
static bool takes_gzip(const struct request *request)
{
    const char *accepts = request_header(request, "Accept-Encoding"), *gzip = accepts ? strstr(accepts, "gzip") : NULL;

    return gzip && strncmp(gzip + 4, ";q=0", 4) != 0;
}

struct error asset_show(struct request *request)
{
    const struct embedded *asset = embedded_at(request->path);

    if (!asset) return (struct error){ .kind = NOT_FOUND, .code = "request.no-such-address", .text = "没有这个地址" };
    reply_cache(request, FOR_EVER);
    reply_header(request, "Vary", "Accept-Encoding");
    if (!asset->gzip || !takes_gzip(request)) return reply_bytes(request, 200, asset->type, asset->bytes, asset->size);
    reply_header(request, "Content-Encoding", "gzip");
    return reply_bytes(request, 200, asset->type, asset->gzip, asset->gzip_size);
}

/* Some ask for it whatever the page says. */
struct error favicon_show(struct request *request)
{
    const struct embedded *icon = embedded_find("assets/icon.svg");

    if (!icon) return (struct error){ .kind = NOT_FOUND, .code = "request.no-such-address" };
    reply_cache(request, "public, max-age=86400");
    return reply_bytes(request, 200, icon->type, icon->bytes, icon->size);
}

struct error robots_show(struct request *request)
{
    return reply_text(request, 200, "User-agent: *\nDisallow: /api/\nDisallow: /appeals\nDisallow: /query\n");
}
