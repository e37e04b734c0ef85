/* Custom fields: columns that a company adds to its products, orders and customers
 * (catalog.md C15).
 *
 * A noun that has them shows them as the map field "cf:", and an order line its product's as
 * "pcf:".  What the map alone cannot say, the type of the field NAME, its definition does: it gives
 * a field that is read, compared and printed as its type.  Definitions are read when they are first
 * asked for and kept by the handle. */
#ifndef OM_CUSTOM_H
#define OM_CUSTOM_H

#include "db/db.h"
#include <om/noun.h>

#define OM__CUSTOM_MAX 20 /* custom fields of one product */

struct om__custom {
	int64_t custom_field_id;
	const char *entity, *name, *type;
	const char *options; /* of a list, joined by '|' */
	bool is_required, show_on_grid, is_active;
	const char *column; /* "cf:NAME" */
	enum om_type value_type;
	struct om_field own, product; /* the fields cf:NAME and pcf:NAME; see om__custom_field */
};

/* The words of a definition's type, and the type of its values. */
#define OM__CUSTOM_TYPES "text integer decimal boolean date list"

/* Does the map field name custom fields at all?  (attr: does not.) */
bool om__is_custom_map(const struct om_field *map);
/* The custom field NAME behind MAP of NOUN, NULL in *RET where there is none; inactive ones too.
 * Borrowed until the handle is closed: a definition that has changed meanwhile is another one. */
int om__custom_find(struct om *, const struct om_noun *, const struct om_field *map,
	const char *name, const struct om__custom **ret, struct om_err *) OM_MUST_USE;
/* The same as the typed field, made of MAP: it has MAP's name and flags, and the SQL for its type.
 * Other maps are given back as they are. */
int om__custom_field(struct om *, const struct om_noun *, const struct om_field *map,
	const char *name, const struct om_field **ret, struct om_err *) OM_MUST_USE;
/* The custom field INDEX of NOUN by name, inactive ones too; NULL past the end. */
int om__custom_at(struct om *, const struct om_noun *, int index, const struct om__custom **ret,
	struct om_err *) OM_MUST_USE;
/* A definition has changed: they are read again. */
void om__custom_forget(struct om *);

/* The value of a record, in ARENA; empty where it has none. */
int om__custom_get(struct om *, const struct om__custom *, int64_t record_id, struct om_arena *,
	struct om_value *ret, struct om_err *) OM_MUST_USE;
/* Writes it, or takes it away where it is empty.  The caller writes the history. */
int om__custom_put(struct om *, const struct om__custom *, int64_t record_id,
	const struct om_value *, struct om_err *) OM_MUST_USE;
/* How many custom fields the record has a value of. */
int om__custom_count(struct om *, const struct om__custom *, int64_t record_id, int64_t *ret,
	struct om_err *) OM_MUST_USE;

#endif
