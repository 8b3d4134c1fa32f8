/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an action takes, from a form: as web/api_input.h reads it from JSON, but what was left blank was not given, and
 * a file comes with the form, becomes an attachment, and is named by its id.
 *
 *     in the slow lane:  TRY(form_files_examine(request, &files));
 *     in the write lane: TRY(form_input_read(request, machine, action, &input));
 *                        error = form_files_keep(request, files, "appeal", number, &input);
 *                        if (error.kind == NO_ERROR) error = take_appeal_step(…);
 *                        error = form_faults(request, action, error);
 */
#pragma once

#include "mechanism/workflow.h"
#include "service/attach.h"
#include "web/request.h"

struct form_files {
    struct examined examined[UPLOADS_MOST];
    struct fault *faults; /* of files that are not taken */
    int64_t kept[UPLOADS_MOST]; /* ids, once they are */
    size_t kept_count;
};

struct error form_input_read(struct request *, const struct machine *, int action, struct input *);
/* Never fails for a file: what is wrong with it is kept as a fault. */
struct error form_files_examine(struct request *, struct form_files **);
/* files NULL: none came. */
struct error form_files_keep(struct request *, struct form_files *, const char *owner, const char *number,
                             struct input *);
/* Joins what was noted while reading to what the use case found, in the words of the form, and takes it from the
 * request. */
struct error form_faults(struct request *, const char *action, struct error);
