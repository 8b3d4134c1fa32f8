/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whose request it is, and that the person meant it: the session's token (a cookie
 * of browsers, Authorization of programs), the two tokens of a form, the origin.
 */
#pragma once

#include "base/error.h"

struct request;

/* Finds the token; asks no store. */
void session_read(struct request *);
/* Fills context->person; 401 where the route wants somebody and there is nobody. */
struct error session_person(struct request *);
/* Of a session that may not do anything yet: a password or a second factor is due. */
#define SESSION_DUE "session.account-due"
/* 403 where the route is for staff or for enterprises and he is not. Comes after the body was understood. */
struct error session_audience(const struct request *);
/* 403 when a browser was made to send this by somebody else's page. Needs the form. */
struct error session_meant(const struct request *);

/* For pages with a form: hidden fields `csrf` and `form_token`. A form sent twice is carried out once. */
#define FORM_CSRF "csrf"
#define FORM_ONCE "form_token"
const char *session_csrf(struct request *);
const char *session_form_token(struct request *);

/* Before a password or code is asked for: refuses on a plain LAN address unless told otherwise at the start. */
struct error session_possible(const struct request *);
/* Before a code is sent to a telephone: without a gateway it would never arrive (a rehearsal shows it). */
struct error session_code_possible(const struct request *);
/* The browser keeps the token in a cookie, or forgets it. */
struct error session_begin(struct request *, const char *token);
void session_end(struct request *);
