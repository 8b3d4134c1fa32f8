/* SPDX-License-Identifier: Apache-2.0 */
#include "service/unmask.h"

#include "mechanism/privacy.h"
#include "service/check.h"
#include "service/journal.h"
#include "service/take_step.h"

#define MAY_CALL \
    (ASKER | COORDINATOR | CITY_COORDINATOR | COUNTY | LEAD | CO_UNIT | HEAD | STAFF_OF_UNIT | REGISTRAR | INSPECTOR)

static struct error not_allowed(const char *code, const char *text)
{
    return (struct error){ .kind = NOT_ALLOWED, .code = code, .text = text };
}

struct error unmask_contact(struct context *context, const char *number, const char *reason, struct unmasked *contact)
{
    struct fault_list faults = { 0 };
    struct change change;
    unsigned viewer;

    TRY(open_change_appeal(context, number, &change));
    viewer = privacy_viewer(context->world, &context->person, change.appeal, change.today);
    if (!(change.duties & MAY_CALL)) return not_allowed("unmask.not-your-duty", "您的岗位不需要联系企业，不能查看联系方式");
    if (privacy_hides_name(change.appeal, viewer))
        return not_allowed("unmask.confidential", "企业要求对承办单位保密，请通过平台管理员联系");
    reason = checked_text(context, &faults, "reason", "事由", reason, 200, true);
    TRY(faults_error(&faults));
    *contact = (struct unmasked){ change.appeal->contact_name, change.appeal->contact_phone, change.appeal->principal };
    return journal(context, "unmasking", change.appeal->id, "unmask", reason, NULL);
}
