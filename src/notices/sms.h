/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text messages through an HTTP gateway on our side of the network, as Kannel's sendsms:
 * GET <address>&to=…&text=…&coding=2&charset=UTF-8, answered by 200 or 202. Takes at most some seconds each.
 */
#pragma once

#include "base/arena.h"
#include "service/deliver.h"

struct sms_gateway {
    const char *host, *port;
    const char *path; /* with its query: user name and password of the gateway stand there; never logged */
};

/* http://host[:port]/path[?query]; what is wrong with it in Chinese, NULL when nothing is. */
const char *sms_gateway_read(struct arena *, const char *address, struct sms_gateway *);

/* Fills in outcome and cause. */
void sms_send(const struct sms_gateway *, struct arena *, struct text_message *);
