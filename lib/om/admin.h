/* The database as a whole: making it, settings, proofs, copies, the log of runs. */
#ifndef OM_ADMIN_H
#define OM_ADMIN_H

#include <om/noun.h>
#include <om/om.h>

/* First settings of a new database; NULL leaves the default. */
struct om_init {
	const char *company, *country, *currency, *time_zone, *weight_unit, *length_unit;
};
/* Makes schema and settings in one transaction.  On a database that has them it changes nothing and
 * *RET_EXISTED is true. Values are checked first: unknown-country, unknown-currency, unknown-zone,
 * bad-choice. */
OM_API int om_init(
	struct om *, const struct om_init *, bool *ret_existed, struct om_err *) OM_MUST_USE;

/* One configuration key. */
struct om_config_key {
	const char *key;
	const char *type; /* text word bool days zone currency country list dates */
	const char *choices;
	const char *default_value;
	const char *help;
};
OM_API const struct om_config_key *om_config_keys(int *ret_count);
/* The value in force, into ARENA.  OM_EINVAL "unknown-key" with the nearest as hint. */
OM_API int om_config_get(struct om *, const char *key, struct om_arena *, char **ret,
	bool *ret_is_default, struct om_err *) OM_MUST_USE;
/* Sets or (VALUE NULL) unsets a key, with history.  "unknown-key", "bad-value", "has-money" for the
 * currency after first use. *RET_CHANGED is false when it had that value. */
OM_API int om_config_set(struct om *, const char *key, const char *value, bool *ret_changed,
	struct om_err *) OM_MUST_USE;

/* What users may be permitted to change, blank-separated; all is every one of them. */
#define OM_PERMISSIONS \
	"all orders shipments customers inventory purchase_orders po_authorize products " \
	"analytics warehouses channels carriers templates vendors bots apps users billing " \
	"value_reconcile value_reconcile_all"
/* May the acting user change what PERMISSION covers?  OM_EREFUSED "not-permitted".  A login without
 * a row of users may, as long as such logins may act at all (auth.require_user). */
OM_API int om_permit(struct om *, const char *permission, struct om_err *) OM_MUST_USE;

/* Users; labels, which orders and products carry; definitions of custom fields. */
OM_API const struct om_noun *om_user_noun(void);
OM_API const struct om_noun *om_label_noun(void);
OM_API const struct om_noun *om_custom_field_noun(void);

/* A consistent copy of the database to the new file PATH while others write; its size in bytes.
 * OM_ECONFLICT "exists". */
OM_API int om_backup(
	struct om *, const char *path, int64_t *ret_bytes, struct om_err *) OM_MUST_USE;

/* Runs as a noun (om-admin log) and settings as a noun (om-admin config list comes from the key
 * table instead). */
OM_API const struct om_noun *om_run_noun(void);
OM_API const struct om_noun *om_history_noun(void);

#endif
