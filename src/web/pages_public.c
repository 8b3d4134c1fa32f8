/* SPDX-License-Identifier: Apache-2.0 */
/* What everybody may see, without a session. */
#include "service/public.h"
#include "web/handlers.h"
#include "web/page.h"

struct error front_show(struct request *request)
{
    struct page_frame frame = page_frame(request);
    struct front_view view;

    TRY(front_open(request->context, CITY, &view));
    return PAGE(request, 200, front_page, &frame, &view);
}
