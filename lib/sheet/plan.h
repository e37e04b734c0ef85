/* How the columns of a file become the cells of a row.
 *
 * The plan is made once from the header (and the map): a list of targets, each with the file
 * columns that fill it.  Rows then need no comparison of names. */
#ifndef OM_PLAN_H
#define OM_PLAN_H

#include <om/om.h>
#include "base/time.h"
#include "core/custom.h"
#include "sheet/import.h"
#include "sheet/map/map.h"

/* ---- columns of a noun ---- */

struct om__column {
	const struct om_field *field;
	int cell; /* index into om_row.cells; -1 for a map (attr:NAME) and for columns that are read
		     over */
	bool is_outer;        /* belongs to the record; false: to its child (an order line) */
	bool is_read_over;    /* a column of lists and exports that an import does not set */
	const char *map_name; /* what follows "attr:", else NULL */
	const struct om__custom *custom; /* of cf:NAME, when the plan is made; else NULL */
	const char *unit; /* of bare numbers, from a header such as "Height (in.)", else NULL */
};
/* Finds the column that HEADER means: by name, alias, "attr:NAME"; letters and digits only are
 * compared. */
bool om__column_find(struct om_arena *, const struct om_noun *, const struct om_noun *child,
	const char *header, struct om__column *ret);
/* The column's name that is nearest to HEADER, or NULL. */
const char *om__column_nearest(
	struct om_arena *, const struct om_noun *, const struct om_noun *child, const char *header);

/* ---- cells ---- */

struct om__cell_env {
	struct om *om; /* company units, zone, custom fields */
	enum om_date_format date_format;
	struct om_arena *arena;
};
/* Parses RAW, which lives as long as the cell, by the field's type.  OM_EINVAL with word, value,
 * message and hint; *RET is EMPTY then. */
int om__cell_parse(const struct om__cell_env *, const struct om_field *, const char *unit,
	const char *raw, struct om_cell *ret, struct om_err *) OM_MUST_USE;
/* Do the two cells say the same?  (names of records ASCII case aside, sets in any order) */
bool om__cell_equal(const struct om_field *, const struct om_cell *, const struct om_cell *);
bool om__value_equal(const struct om_field *, const struct om_value *, const struct om_value *);

/* ---- maps ---- */

struct om__map_term {
	const char *header; /* NULL: by letter; "$name": made by the shop */
	int letter;         /* column from 0 */
	bool begins;        /* begins an alternative; else it is joined to the term before */
};
struct om__map_rule {
	struct om__column column;
	const char *name;     /* as the map writes it */
	const char *constant; /* := or NULL */
	struct om__map_term *terms;
	int term_count;
	int line;
};
struct om__shop_kind;
struct om__map_skip {
	const char *filter;
	int line;
};
struct om_sheet_map {
	const char *source; /* what errors call it */
	struct om__map_rule *rules;
	const char **ignored; /* headers of `- =` */
	struct om__map_skip *skips;
	int rule_count, ignored_count, skip_count;
	const char *date_format, *encoding; /* NULL: not set */
	char delimiter;                     /* 0: not set */
	int64_t header_line;                /* 0: not set */
	const char *header_has;             /* texts, by commas, of the line of headers, or NULL */
	const char *sheets;                 /* names of workbook sheets, by ` / `, or NULL */
	const struct om__shop_kind *shop;   /* whose rules make the columns $name, or NULL */
	bool duplicate_first, ignore_case;
	bool is_unquoted; /* quotes are text like any other */
};
/* The maps that are built in: text by name and noun. */
struct om__map_builtin {
	const char *name, *noun, *text;
};
extern const struct om__map_builtin om__map_builtins[]; /* ends with a NULL name */

/* ---- the plan ---- */

struct om__term {
	int column;  /* of the file */
	bool begins; /* begins an alternative */
};
struct om__target {
	struct om__column column;
	int map; /* index into om_row.maps, or -1 */
	const char *constant;
	struct om__term *terms;
	int term_count;
	const struct om_cell *preset; /* counts where the cell is empty; NULL: none */
	const char *preset_raw;
};
/* A cell that counts for the digest of a unit, in the order of names, so that it does not hang on
 * the order of columns. */
struct om__hashed {
	const char *name, *map_name;
	unsigned char tag[4]; /* of the names, the same in every file */
	int cell, map;        /* one of them, the other -1 */
	bool is_outer;
};
struct om__plan {
	struct om__target *targets;
	int count, cell_count, map_count;
	int child_count; /* targets that are not the record's own */
	char **headers;  /* of the file, and behind them $name of its shop */
	int header_count;
	int own_count;    /* those of the file */
	int error_column; /* the column `error` of a rejects file that is read again, or -1 */
	int *unnamed;     /* columns without header: a filled cell there is refused */
	int unnamed_count;
	struct om__hashed *hashed; /* what digests are made of */
	int hashed_count;
	const struct om__target **by_cell; /* NULL: the file does not fill it */
	struct om_cell *blank; /* a row of cells before it is filled: absent, empty, or preset */
	const struct om_cell **blanks; /* the same, one by one */
	const char *group_preset[2];   /* of the two grouping cells, or NULL */
};
struct om__plan_input {
	const struct om_importer *importer;
	char **headers; /* of the file, and behind them $name of its shop */
	int header_count, own_count;
	const char *source;
	int64_t line;
	const struct om_sheet_map *map; /* or NULL */
	const struct om_preset *presets;
	int preset_count;
	bool is_record;       /* create and edit: what must be there is looked for in the cells */
	const bool *is_named; /* headers that the map's filters read, or NULL */
	struct om__cell_env env; /* its arena keeps the plan */
	/* Headers that nothing reads. */
	void (*warn)(void *arg, const char *header, const char *hint);
	void *arg;
};
/* OM_EINVAL: unknown-column, duplicate-header, missing-header, or what is wrong with a preset. */
int om__plan_make(const struct om__plan_input *, struct om__plan *ret, struct om_err *) OM_MUST_USE;
/* The text that a row of the file gives a target, "" if none, NULL without memory: a cell itself
 * where that is all. */
const char *om__target_text(const struct om__target *, char **cells, int count, struct om_arena *);

#endif
