/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A handler's way to a compiled page:
 *
 *     struct page_frame frame = page_frame(request);
 *     return PAGE(request, 200, front_page, &frame, &view);
 */
#pragma once

#include "pages/page.h"
#include "pages/pages.h"
#include "web/request.h"

/* What every page knows, with the token of forms where the person is signed in. */
struct page_frame page_frame(struct request *);
/* The same for a page with a form for visitors too: gives them the cookie it needs. */
struct page_frame page_frame_with_form(struct request *);

#define PAGE(request, status, page, frame, view) \
    ((page)(page_buffer(request), (frame), (view)), page_done((request), (status)))

struct buffer *page_buffer(struct request *);
struct error page_done(struct request *, int status);

/* Where to go back to: an address of ours, or `otherwise`. "//host" and "/\host" are other sites to a browser. */
const char *page_back(const char *back, const char *otherwise);
