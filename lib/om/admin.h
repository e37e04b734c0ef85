/* The database as a whole: making it, settings, proofs, copies, the log of runs. */
#ifndef OM_ADMIN_H
#define OM_ADMIN_H

#include <om/noun.h>
#include <om/om.h>

/* First settings of a new database; NULL leaves the default. */
struct om_init {
	const char *company, *country, *currency, *time_zone, *weight_unit, *length_unit;
};
/* Checks first settings without a database, so that a refused one leaves no file behind:
 * unknown-country, unknown-currency, unknown-zone, bad-choice. */
OM_API int om_init_check(const struct om_init *, struct om_err *) OM_MUST_USE;
/* Makes schema and settings in one transaction.  On a database that has them it changes nothing and
 * *RET_EXISTED is true. Values are checked first, as om_init_check does. */
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
/* What its values may be: the words of a closed list, or in words ("0 to 3650"). */
OM_API const char *om_config_range(const struct om_config_key *);
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
/* What users may ask to be mailed. */
#define OM_USER_NOTICES \
	"shipment-imports fba-created inventory-imports order-exports orders-skipped " \
	"stock-below-minimum"
/* May the acting user change what PERMISSION covers?  OM_EREFUSED "not-permitted".  A login without
 * a row of users may, as long as such logins may act at all (auth.require_user). */
OM_API int om_permit(struct om *, const char *permission, struct om_err *) OM_MUST_USE;

/* Users; labels, which orders and products carry; definitions of custom fields. */
OM_API const struct om_noun *om_user_noun(void);
OM_API const struct om_noun *om_label_noun(void);
OM_API const struct om_noun *om_custom_field_noun(void);
/* The sheet of values of products' custom fields, a row each; it is only read. */
OM_API const struct om_noun *om_custom_value_noun(void);

/* A consistent copy of the database to the new file PATH while others write; its size in bytes.
 * OM_ECONFLICT "exists". */
OM_API int om_backup(
	struct om *, const char *path, int64_t *ret_bytes, struct om_err *) OM_MUST_USE;

/* What a dump holds: version of the schema, tables, rows. */
struct om_dump_count {
	int version;
	int64_t tables, rows;
};
/* Takes the next piece of a dump. */
typedef int om_dump_write(void *arg, const char *text, size_t len, struct om_err *);
/* Writes everything as text (format in om-admin(1)), the same bytes for the same data, in flat
 * memory, at one moment, while others write. */
OM_API int om_dump(struct om *, om_dump_write *, void *arg, struct om_dump_count *ret,
	struct om_err *) OM_MUST_USE;
/* A dump that was proved to be whole: counts and hash of its last line agree.  PATH "-" is the
 * descriptor INPUT, which is read to its end.  EACH may be NULL.  OM_EDB "bad-dump" with file and
 * line, OM_EVERSION "newer-version". */
struct om_dump_file;
OM_API int om_dump_open(const char *path, int input, om_progress *each, void *arg,
	struct om_dump_file **ret, struct om_err *) OM_MUST_USE;
/* NULL is fine. */
OM_API void om_dump_close(struct om_dump_file *);
/* Loads it into an empty database opened with OM_OPEN_CREATE, all or nothing: an older version of
 * the schema is upgraded, and every invariant proved before the commit.  OM_EREFUSED "not-empty",
 * OM_EDB "bad-dump" or "unsound-data". */
OM_API int om_load(
	struct om *, struct om_dump_file *, struct om_dump_count *ret, struct om_err *) OM_MUST_USE;

/* What an upgrade did, or would do. */
struct om_upgrade {
	bool no_backup;  /* do not copy the database first */
	bool notes_only; /* change nothing, only tell what is to be done */
};
struct om_upgrade_report {
	int from, to;       /* versions of the schema */
	const char *backup; /* the copy made first, in the arena; NULL: none */
};
/* A migration that was applied (or is to be): the version it leads to, its name, and notes for
 * people, one a line. */
typedef void om_upgrade_step(void *arg, int version, const char *name, const char *what);
/* Brings a database opened with OM_OPEN_UPGRADE to the version of the programs, each migration in
 * one transaction.  The copy lies beside the database as PATH-version-N.  A dry run works on a
 * scratch copy.  At the newest version nothing happens.  Only om_close may follow. */
OM_API int om_upgrade(struct om *, const struct om_upgrade *, struct om_arena *,
	om_upgrade_step *each, void *arg, struct om_upgrade_report *ret,
	struct om_err *) OM_MUST_USE;

/* One step of an undo: what of which record is taken back, or why it is not. */
struct om_undo_step {
	const char *entity; /* "order", "stock", ... */
	int64_t id;
	const char *record;           /* its name */
	const char *what;             /* "hold cleared", "name: back to 'Tee'" */
	const struct om_err *refusal; /* NULL where nothing refuses */
};
typedef void om_undo_each(void *arg, const struct om_undo_step *);
/* Takes back what a run did, by kind, in one transaction, all or nothing: edits get their old
 * values, movements their opposites, created orders are cancelled, other created records
 * deactivated, shipments voided with restock, holds, payments and sources reversed.  What other
 * runs touched since refuses all of it: OM_EREFUSED "changed" or the word of the first refusal;
 * each refused step is given to EACH.  An undo is a run, which can be undone.  OM_ENOTFOUND
 * "unknown-record", OM_ESTATE "wrong-state" for a run that is undone already, OM_EREFUSED
 * "unsupported" for what cannot be taken back.  *RET_COUNT: steps. */
OM_API int om_undo(struct om *, int64_t run_id, om_undo_each *each, void *arg, int64_t *ret_count,
	struct om_err *) OM_MUST_USE;

/* Runs as a noun (om-admin log) and settings as a noun (om-admin config list comes from the key
 * table instead). */
OM_API const struct om_noun *om_run_noun(void);
OM_API const struct om_noun *om_history_noun(void);

#endif
