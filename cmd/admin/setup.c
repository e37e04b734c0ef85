/* om-admin user, label and field show: what stands below the facts of each. */
#include "admin.h"

#define HISTORY(entity) \
	{ \
		"History", om_history_noun, "entity = " entity " and entity_id = %s", \
			"at,actor,field,old_value,new_value" \
	}

const struct cli_section admin_user_sections[] = {
	{"Last runs", om_run_noun, "actor = %k", "run_id,at,command"},
	HISTORY("user"),
	{0},
};

const struct cli_section admin_label_sections[] = {HISTORY("label"), {0}};

const struct cli_section admin_field_sections[] = {HISTORY("field"), {0}};
