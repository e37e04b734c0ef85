/* What core remembers for one handle: the settings in force, time zones, the counts of the run, the
 * events of the transaction. Shared by the files of lib/core only. */
#ifndef OM_CORE_STATE_H
#define OM_CORE_STATE_H

#include "base/map.h"
#include "core/core.h"

#define OM__KEY_MAX 64 /* room for every configuration key */
#define OM__HOLIDAYS_MAX 1000

/* The settings at one moment; immutable once it is in force. */
struct om__values {
	const char *values[OM__KEY_MAX]; /* by place in the key table, never NULL */
	bool is_set[OM__KEY_MAX];        /* has a row, so not the default */
	int week_start;
	int64_t *holidays; /* sorted */
	size_t holiday_count;
	struct om_zone *zone; /* of the company, whatever --utc says */
};

struct om__zone_entry {
	struct om_zone *zone;
	struct om__zone_entry *next;
};

struct om__settings {
	struct om_arena arena; /* images and zone entries */
	struct om__values *now;
	struct om__values *before; /* what a rollback goes back to; NULL: nothing was set in this
				     transaction */
	struct om__zone_entry *zones;
	om__config_guard *guard;
	int64_t user_id;             /* of the acting user, 0: it has no row */
	const char *permissions;     /* of that user */
	struct om__customs *customs; /* custom.c's; NULL: to be read */

	int64_t created, updated, unchanged, rejected;

	int64_t history_id, history_end,
		history_block; /* ids in stock for history, size of the last block */

	struct om_map events; /* kinds and keys written in the transaction under way */
	bool is_watching;     /* the on-commit call for this transaction is registered */
};

/* Puts an image in force. */
void om__values_use(struct om *, struct om__values *);
/* Makes the state if the handle has none. */
int om__state(struct om *, struct om__settings **ret, struct om_err *) OM_MUST_USE;
/* Has what was remembered in the transaction under way kept at its commit; call it before
 * remembering. */
int om__watch(struct om *, struct om__settings *, struct om_err *) OM_MUST_USE;

/* Place of a key in the table of keys, -1 for an unknown one. */
int om__key_find(const char *key);
/* VALUE as it is stored: checked by the key's type and written in one way.  WORD is the error word
 * of a value outside a closed list. */
int om__key_read(struct om *, int key, const char *value, const char *word, struct om_arena *,
	const char **ret, struct om_err *) OM_MUST_USE;
/* Writes the row of a key (NULL: removes it), its history and the image, inside the transaction
 * under way. */
int om__setting_write(struct om *, int key, const char *value, struct om_err *) OM_MUST_USE;
/* The zone NAME, loaded once; "unknown-zone". */
int om__zone_get(struct om *, const char *name, struct om_zone **ret, struct om_err *) OM_MUST_USE;

#endif
