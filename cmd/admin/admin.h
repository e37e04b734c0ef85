/* The verbs of om-admin and their options; each verb is a file of this folder. */
#ifndef ADMIN_H
#define ADMIN_H

#include "cli/cli.h"
#include <om/admin.h>

struct admin_init {
	struct om_init init;
};
extern const struct cli_option admin_init_options[];
int admin_init(struct cli *, struct om_err *);

struct admin_config_set {
	bool unset;
};
extern const struct cli_option admin_config_set_options[];
int admin_config_get(struct cli *, struct om_err *);
int admin_config_set(struct cli *, struct om_err *);
int admin_config_list(struct cli *, struct om_err *);

struct admin_check {
	bool repair, setup;
};
extern const struct cli_option admin_check_options[];
int admin_check(struct cli *, struct om_err *);

extern const struct cli_section admin_user_sections[], admin_label_sections[],
	admin_field_sections[];
struct admin_template {
	const char *kind, *file;
};
extern const struct cli_option admin_template_options[], admin_template_edit_options[];
int admin_template_edit(struct cli *, struct om_err *);
int admin_template_show(struct cli *, struct om_err *);

int admin_dump(struct cli *, struct om_err *);
struct admin_load {
	bool dry_run;
};
extern const struct cli_option admin_load_options[];
int admin_load(struct cli *, struct om_err *);

struct admin_upgrade {
	bool notes, no_backup, dry_run;
};
extern const struct cli_option admin_upgrade_options[];
int admin_upgrade(struct cli *, struct om_err *);

int admin_undo(struct cli *, struct om_err *);

int admin_backup(struct cli *, struct om_err *);

#endif
