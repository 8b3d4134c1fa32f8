/* SPDX-License-Identifier: Apache-2.0 */
#include "service/policy.h"

#include "base/json.h"
#include "base/text.h"
#include "service/check.h"
#include "service/journal.h"
#include "service/world_current.h"
#include "store/policies.h"
#include "store/snapshot.h"

static struct error find_jurisdiction(struct context *context, const char *code, const struct jurisdiction **found)
{
    *found = world_jurisdiction(context->world, code);
    return *found ? OK : (struct error){ .kind = NOT_FOUND, .code = "jurisdiction.unknown", .text = "没有这个地区" };
}

struct error policy_show(struct context *context, const char *jurisdiction, struct policy_card *card)
{
    const struct jurisdiction *of;
    struct policy defaults;

    TRY(find_jurisdiction(context, jurisdiction, &of));
    TRY(check_duty(context, DUTY_see_policy, jurisdiction, NULL));
    defaults = policy_defaults(jurisdiction);
    *card = (struct policy_card){ .jurisdiction = of->code,
                                  .own = of->has_own_policy,
                                  .version = of->policy->id,
                                  .since = of->policy->since,
                                  .count = policy_parameter_count };
    card->parameters = ARENA_ARRAY(context->arena, struct parameter_card, card->count);
    for (size_t i = 0; i < card->count; i++)
        card->parameters[i] = (struct parameter_card){
            &policy_parameters[i],
            policy_text(of->policy, context->arena, &policy_parameters[i]),
            policy_text(&defaults, context->arena, &policy_parameters[i]),
        };
    return OK;
}

/* A county's first version starts from the city's of that moment, the city's from the program's. */
static struct policy version_before(const struct policy_version *versions, size_t at, const char *jurisdiction)
{
    for (size_t i = at; i-- > 0;)
        if (text_equal(versions[i].policy.jurisdiction, jurisdiction)) return versions[i].policy;
    if (!text_equal(jurisdiction, CITY)) return version_before(versions, at, CITY);
    return policy_defaults(CITY);
}

struct error policy_history(struct context *context, const char *jurisdiction, struct policy_step **steps,
                            size_t *count)
{
    struct policy_version *versions;
    size_t version_count;

    TRY(check_duty(context, DUTY_see_policy, jurisdiction, NULL));
    TRY(policies_all(context->db, context->arena, &versions, &version_count));
    *steps = ARENA_ARRAY(context->arena, struct policy_step, version_count * policy_parameter_count);
    *count = 0;
    for (size_t i = version_count; i-- > 0;) {
        const struct policy_version *version = &versions[i];
        struct policy before = version_before(versions, i, jurisdiction);

        if (!text_equal(version->policy.jurisdiction, jurisdiction)) continue;
        for (size_t k = 0; k < policy_parameter_count; k++) {
            const struct parameter *parameter = &policy_parameters[k];

            if (policy_value(&before, parameter) == policy_value(&version->policy, parameter)) continue;
            (*steps)[(*count)++] = (struct policy_step){
                version->policy.id,
                version->policy.since,
                version->by_name,
                version->reason,
                parameter,
                policy_text(&before, context->arena, parameter),
                policy_text(&version->policy, context->arena, parameter),
            };
        }
    }
    return OK;
}

static void set_value(struct context *context, struct fault_list *faults, struct policy *policy,
                      const struct policy_value *value)
{
    struct error error = policy_set(policy, context->arena, value->parameter, value->value);
    const char *text = error.faults ? error.faults->text : error.text;

    if (error.kind == NO_ERROR) return;
    fault_add(context, faults, arena_printf(context->arena, "values/%s", value->parameter), "invalid", text);
}

static bool same_values(const struct policy *a, const struct policy *b)
{
    for (size_t i = 0; i < policy_parameter_count; i++)
        if (policy_value(a, &policy_parameters[i]) != policy_value(b, &policy_parameters[i])) return false;
    return true;
}

/* {"reply_days":["10","8"], …} */
static const char *changed_values(struct arena *arena, const struct policy *before, const struct policy *after)
{
    struct buffer text;
    struct json json;

    buffer_init(&text, arena, 64 * 1024);
    json = json_writer(&text);
    json_open(&json, NULL, '{');
    for (size_t i = 0; i < policy_parameter_count; i++) {
        const struct parameter *parameter = &policy_parameters[i];

        if (policy_value(before, parameter) == policy_value(after, parameter)) continue;
        json_open(&json, parameter->id, '[');
        json_text(&json, NULL, policy_text(before, arena, parameter));
        json_text(&json, NULL, policy_text(after, arena, parameter));
        json_close(&json, ']');
    }
    json_close(&json, '}');
    return buffer_string(&text);
}

struct error policy_change(struct context *context, const char *jurisdiction, const struct policy_value *values,
                           size_t count, const char *reason)
{
    struct fault_list faults = { 0 };
    struct policy_version version = { .since = context->now, .by_name = context->person.name };
    const struct jurisdiction *of;

    TRY(check_duty(context, DUTY_set_policy, jurisdiction, NULL));
    TRY(world_claim(context));
    TRY(find_jurisdiction(context, jurisdiction, &of));
    version.policy = *of->policy;
    version.policy.jurisdiction = of->code;
    for (size_t i = 0; i < count; i++) set_value(context, &faults, &version.policy, &values[i]);
    version.reason = checked_text(context, &faults, "reason", "理由", reason, 500, true);
    TRY(faults_error(&faults));
    if (same_values(&version.policy, of->policy)) return fault_error(context, "values", "unchanged", "参数没有变化");
    TRY(policies_add(context->db, context->arena, &version));
    TRY(journal(context, "policy", version.policy.id, "set_policy", version.reason,
                changed_values(context->arena, of->policy, &version.policy)));
    return snapshot_changed(context->db, context->arena);
}
