/* What a company sets up beside its settings: custom fields, labels, users.  Each is a record of
 * its own, made by verbs of om-admin and by sheets. */
#ifndef OM_SETUP_H
#define OM_SETUP_H

#include "sheet/import.h"
#include <om/admin.h>

extern const struct om_noun om__field_noun, om__label_noun, om__user_noun, om__value_noun;
extern const struct om_importer om__field_importer, om__label_importer, om__user_importer,
	om__value_importer;

#endif
