/* Lists: rows of any noun, chosen by a filter, sorted, paged, with the columns asked for.  See
 *om-filter(7).
 *
 *	struct om_query_spec spec = {.noun = om_order_noun(), .where = "status = on-hold", .limit =
 *50}; om_query_open(om, &spec, &q, err); while ((rc = om_query_next(q, &row, err)) > 0)
 *		... row[i] is the value of column i, borrowed until the next call ...
 *	om_query_close(q);
 */
#ifndef OM_QUERY_H
#define OM_QUERY_H

#include <om/noun.h>
#include <om/om.h>

enum om_columns {
	OM_COLUMNS_LIST,  /* the fields flagged OM_F_LIST */
	OM_COLUMNS_SHEET, /* the columns of the sheet, so that export and import fit */
	OM_COLUMNS_ALL,   /* every field but maps and computed ones */
};

struct om_query_spec {
	const struct om_noun *noun;
	const char *where;        /* filter text, NULL or "": every row */
	const char *where_source; /* what errors call it: "--where" */
	const char *
		and_where; /* a second filter of the program's own (exact options), joined by and */
	const char *scope; /* what the noun's fragments call :scope; NULL: all (warehouses of the
			      totals) */
	const char *find;  /* part of some text fields, any case; NULL: none */
	const int64_t *keys; /* only these records, in this order when there is no sort */
	size_t key_count;
	bool has_keys;       /* keys is meant even when it is empty */
	const char *sort;    /* "COL,-COL"; NULL: key order */
	int64_t limit;       /* 0: all */
	int64_t after;       /* only keys above it (paging); 0: from the start */
	const char *columns; /* "a,b" chooses, "+c" adds to the default; NULL: default */
	enum om_columns default_columns;
	const char *each; /* one row per member of this collection (each="lines"), whose fields may
			     then be columns; NULL */
	bool no_ids;      /* om_query_id is not asked for: it gives the key */
	bool no_dedupe; /* with each: repeat money of the outer record on every row (default: first
			   row only, E2) */
};

struct om_column {
	const char *name;
	const struct om_field *field;
	bool is_outer; /* with each: belongs to the outer record */
};

struct om_query;

/* OM_EINVAL with a filter-… word, "unknown-column" (hint: the nearest), before the database is read
 * further. */
OM_API int om_query_open(struct om *, const struct om_query_spec *, struct om_query **ret,
	struct om_err *) OM_MUST_USE;
OM_API int om_query_columns(const struct om_query *, const struct om_column **ret);
/* 1 and the row, 0 at the end, negative on failure. */
OM_API int om_query_next(
	struct om_query *, const struct om_value **ret, struct om_err *) OM_MUST_USE;
/* Key of the row just read, and what --format ids prints of it (borrowed like the row). */
OM_API int64_t om_query_key(const struct om_query *);
OM_API const char *om_query_id(const struct om_query *);
OM_API void om_query_close(struct om_query *);

/* Keys of the rows that match, in list order, in ARENA: for verbs that act on --where. */
OM_API int om_query_keys(struct om *, const struct om_query_spec *, struct om_arena *,
	int64_t **ret, size_t *ret_count, struct om_err *) OM_MUST_USE;

/* `list --summary [COLUMN]`: one row a value of COLUMN (NULL: the noun's own): value, rows, sums of
 * the noun's money columns by currency. */
struct om_summary_row {
	const char *value;
	int64_t rows;
	const char *currency;
	const int64_t *sums;
};
struct om_summary {
	const char *column;
	const char *const *sum_names;
	int sum_count;
	const struct om_summary_row *rows;
	size_t count;
};
OM_API int om_query_summary(struct om *, const struct om_query_spec *, const char *column,
	struct om_arena *, struct om_summary *ret, struct om_err *) OM_MUST_USE;

/* Reads FILTER for NOUN and prints it in canonical form into ARENA (saved searches, tests); checks
 * everything. */
OM_API int om_filter_canonical(struct om *, const struct om_noun *, const char *filter,
	struct om_arena *, char **ret, struct om_err *) OM_MUST_USE;
/* The text of `--where help` (every field with type, operators and meaning), in ARENA.  Without a
 * database (NULL) it lacks the custom fields. */
OM_API char *om_filter_help(struct om *, const struct om_noun *, struct om_arena *);
/* The SQL that a spec becomes, and its plan, in ARENA: for --explain and the plan tests. */
OM_API int om_query_explain(struct om *, const struct om_query_spec *, struct om_arena *,
	char **ret_sql, char **ret_plan, struct om_err *) OM_MUST_USE;

#endif
