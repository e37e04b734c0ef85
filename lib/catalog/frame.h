/* The frame around the making and changing of one record: what every noun does alike, in one order,
 * around what only the noun knows.
 *
 * A row is copied, its cells are put right, the stored record is found, what a new record needs and
 * what --on-exists and --no-create forbid is tested, and the noun judges the rest.  The check stops
 * there; apply goes on to create or update.  Both pass the same way, so that a row that went bad
 * since the check is refused as it would have been. */
#ifndef OM_FRAME_H
#define OM_FRAME_H

#include "catalog/record.h"

/* What find returns where the row does not tell which record it means, and has said so. */
enum { OM__FRAME_LOST = 2 };

/* What a noun knows.  FOUND is its own struct of SIZE bytes, zeroed: what it found out about the
 * unit, in the chunk's arena.  The unit's row is a copy that may be written to, and stands in
 * unit->rows as well. */
struct om__frame {
	size_t size;
	const char *field;   /* the column that names the record; it as a whole is refused there */
	const char *unknown; /* the word for one that is not there: "unknown-sku" */
	/* What the columns by themselves have wrong; may be NULL. */
	void (*clean)(struct om_import *, struct om_unit *, struct om_row *);
	/* Reads the stored record and sets unit->id: 1, 0 for a new one, OM__FRAME_LOST, negative.
	 */
	int (*find)(struct om_import *, struct om_unit *, const struct om_row *, void *found,
		struct om_err *);
	/* "product 'TEE-R'", in the chunk's arena: the record that the unit means. */
	const char *(*phrase)(struct om_import *, const struct om_row *, const void *found);
	/* What depends on the stored record, or on that there is none. */
	int (*judge)(struct om_import *, struct om_unit *, struct om_row *, void *found,
		bool is_stored, struct om_err *);
	/* In the first pass, after all that: warnings, and what later rows of the file must know.
	 * May be NULL. */
	int (*remember)(struct om_import *, struct om_unit *, const struct om_row *, void *found,
		bool is_stored, struct om_err *);
	/* Is a stored record the place kept for the one being made?  NULL: never. */
	bool (*adopts)(const struct om_import *, const void *found);
	/* Writes a new record and sets unit->id. */
	int (*create)(struct om_import *, struct om_unit *, const struct om_row *, void *found,
		struct om_err *);
	/* Writes what differs and counts it, or with IS_WRITE false only counts it. */
	int (*update)(struct om_import *, struct om_unit *, const struct om_row *, void *found,
		bool is_write, int *ret_changed, struct om_err *);
};

/* The check and apply of an importer that has a frame. */
int om__frame_check(struct om_import *, struct om_unit *, struct om_err *) OM_MUST_USE;
int om__frame_apply(struct om_import *, struct om_unit *, enum om_outcome *ret_outcome,
	struct om_err *) OM_MUST_USE;

#endif
