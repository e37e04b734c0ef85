/* Inside of lists: what columns.c (which columns), rows.c (reading them) and query.c (the
 * statement) share. */
#ifndef OM_QUERY_ROWS_H
#define OM_QUERY_ROWS_H

#include "core/core.h"
#include "query/sqlgen.h"
#include <om/query.h>

/* A record of a row: the outer one, the member that `each` joins to it, or a member fetched for
 * eval.c. */
struct om__level {
	const struct om_noun *noun;
	const struct om_field **fields; /* those asked for, then hidden ones */
	const char **maps;              /* what follows attr: */
	struct om_value *values;
	int count, cap, asked;
	bool has_computed;
	bool needs_all; /* a computed field does not bring what it is made of: compute may read
			   every field */
};

/* How one value is read from the statement. */
struct om__cell {
	struct om_value *to;
	int column;
	int unit_column; /* -1: none */
	enum { OM__CELL_TEXT, OM__CELL_NUMBER, OM__CELL_BOOL } kind;
	const char *unit; /* where the column has none */
	bool is_once;     /* outer money with `each`: first row of its record only */
};

/* Members of a collection of the row under way, for filters that need eval.c. */
struct om__members {
	const struct om_collection *coll;
	struct om__level level;
	struct om__cell *cells;
	int cell_count;
	struct om__q *q;
	bool is_loaded;
	struct om__member *rows;
	int count, cap;
};
struct om__member {
	struct om_query *query;
	const struct om__members *of;
	struct om_value *values;
};

struct om_query {
	struct om *om;
	struct om_query_spec spec;
	struct om_arena arena, row_arena;
	struct om_filter_env env;
	struct om_filter *filters[2]; /* where, and_where; NULL: none */
	int filter_count;
	bool needs_eval, is_keys_only;

	const struct om_collection *each;
	struct om__level outer, inner;
	struct om_column *columns;
	int column_count;
	struct om_value **from; /* with each: where the value of a column stands */
	struct om_value *row;
	struct om__cell *cells;
	int cell_count;
	struct om__members *members;
	int member_count;
	int zone_column; /* of the row's own zone, -1: none */

	struct om_sql sql;
	struct om__arg *args;
	struct om__q *q;
	int64_t key, given;
	const char *id;
	bool has_row;
	struct om_err failed; /* inside of eval */
};

/* ---- columns.c ---- */

/* Chooses the columns and the hidden fields, allocates the values. */
int om__query_columns(struct om_query *, struct om_err *) OM_MUST_USE;
/* A column by its name; *RET_INNER: it is the member's.  OM_EINVAL "unknown-column". */
int om__query_column(struct om_query *, const char *name, const struct om_field **ret,
	const char **ret_map, bool *ret_inner, struct om_err *) OM_MUST_USE;
/* Adds a field to a level unless it is there; its index, or OM_ENOMEM. */
int om__level_add(struct om_query *, struct om__level *, const struct om_field *, const char *map,
	bool always);

/* ---- rows.c ---- */

/* Appends the columns of a level to the statement, and the cells that read them.  *COLUMN is the
 * next free column. */
void om__level_select(struct om_query *, struct om__level *, struct om_sql *,
	struct om__cell *cells, int *ret_cells, int *column);
/* Reads the row of the statement; with FIRST false the amounts of the outer record stay empty. */
void om__cells_read(struct om__q *, const struct om__cell *, int count, bool first);
int om__level_compute(struct om_query *, struct om__level *, struct om_value *values,
	struct om_err *) OM_MUST_USE;
/* Prepares what eval.c needs of collections; tests the row under way: 1, 0, negative. */
int om__members_open(struct om_query *, struct om_err *) OM_MUST_USE;
int om__row_passes(struct om_query *, struct om_err *) OM_MUST_USE;
void om__members_close(struct om_query *);

/* ---- refs.c ---- */

/* The hook of the environment of filters: every record that FIELD may name, ARG being the handle.
 */
int om__filter_refs(void *arg, struct om_arena *, const struct om_field *,
	const struct om_filter_ref **ret, size_t *ret_count, struct om_err *) OM_MUST_USE;

/* ---- query.c ---- */

/* The parts of om_query_open: reads the filters, builds the statement into query->sql and args; it
 * is not prepared. */
int om__query_build(struct om *, const struct om_query_spec *, bool keys_only,
	struct om_query **ret, struct om_err *) OM_MUST_USE;

#endif
