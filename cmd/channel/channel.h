/* The verbs of om-channel; each verb is a file of this folder. */
#ifndef CHANNEL_H
#define CHANNEL_H

#include "cli/cli.h"
#include <om/catalog.h>

int channel_create(struct cli *, struct om_err *);

extern const struct cli_section channel_sections[];

#endif
