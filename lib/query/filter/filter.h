/* The filter language whole (om-filter(7)): one parser, two back ends.
 *
 * A filter is parsed against a noun's field table, so that it holds typed literals and fixed
 * instants.  It is then compiled to SQL with bound values (../sqlgen.c) or evaluated over facts in
 * memory (eval.c); a property test holds the two equal.  Rules: bots.md, "The filter language". */
#ifndef OM_FILTER_H
#define OM_FILTER_H

#include "base/base.h"
#include "base/buf.h"
#include "base/time.h"
#include <om/noun.h>

/* A record that a field of type ref may name. */
struct om_filter_ref {
	int64_t id;
	const char *name;
};

/* What literals are read by. */
struct om_filter_env {
	int64_t now;
	const struct om_zone *zone;                       /* company zone, or UTC with --utc */
	const char *currency, *weight_unit, *length_unit; /* of bare numbers */
	int week_start;                                   /* 1 = Monday .. 7 */
	const int64_t *holidays;                          /* local days, sorted */
	size_t holiday_count;
	/* A zip set by name: items joined by commas, or NULL if there is none. */
	const char *(*zipset)(void *arg, const char *name);
	/* The records that a field may name, in the arena; *RET stays NULL where they are not
	 * known: any name is taken then.  NULL: of no field. */
	int (*refs)(void *arg, struct om_arena *, const struct om_field *,
		const struct om_filter_ref **ret, size_t *ret_count, struct om_err *);
	/* The typed field that NAME of a map is (cf:NAME), NULL in *RET where there is none such.
	 * NULL: maps are what their table says. */
	int (*map_field)(void *arg, const struct om_noun *, const struct om_field *map,
		const char *name, const struct om_field **ret, struct om_err *);
	/* A time zone by name for rows with their own (NULL or "": company's). */
	const struct om_zone *(*zone_of)(void *arg, const char *name);
	void *arg;
	/* Names of the zones that rows of the database have of their own: SQL needs bounds for
	 * each. */
	const char *const *zones;
	size_t zone_count;
	/* What fragments call :scope (struct om_query_spec); NULL is ''. */
	const char *scope;
	/* Fields may stand in double quotes (headers of foreign files in maps). */
	bool has_quoted_fields;
};

/* Fills RET from the handle: its clock, zone and settings.  Borrowed from the handle. */
void om__filter_env(struct om *, struct om_filter_env *ret);

struct om_filter; /* the tree; immutable; lives in the arena of the parse */

/* Parses TEXT.  SOURCE and LINE say in errors where it came from ("--where" and 1).  Empty text: a
 * filter that every row passes. OM_EINVAL: filter-syntax filter-field filter-type filter-value
 * filter-unit filter-range filter-set filter-limit, with the column in err->column (err->line 1)
 * and a hint naming the nearest right word. */
int om__filter_parse(struct om_arena *, const struct om_noun *, const struct om_filter_env *,
	const char *text, const char *source, struct om_filter **ret, struct om_err *) OM_MUST_USE;
/* Canonical text: parse(print(parse(x))) is the same tree. */
void om__filter_print(const struct om_filter *, struct om_buf *);

/* The records a filter is evaluated over in memory. */
struct om_facts {
	void *arg;
	/* The value of a field of the record; MAP_NAME is what follows attr: or cf:.  The value
	 * lives as long as the facts. A field that looks at several columns (an order line's sku:
	 * master or listing) gives an OM_T_SET of them. */
	struct om_value (*get)(
		const struct om_facts *, const struct om_field *, const char *map_name);
	/* Members of a collection: fills RET with the facts of the member INDEX, false past the
	 * end. */
	bool (*member)(const struct om_facts *, const struct om_collection *, int index,
		struct om_facts *ret);
	const char *currency; /* of the record, for money fields; "" = company's */
	const char *zone;     /* the record's own zone, "" = company's */
};
bool om__filter_eval(const struct om_filter *, const struct om_facts *);

/* SQL back end: appends a condition to SQL and its binds to the builder.  Fragments of nouns may
 * hold the binds :now, :today (local day), :currency (the company's) and, of a map, :map_name; a
 * fragment `a $or b` is a field that looks at both columns.  Computed fields become true (false
 * under `none`), and *RET_NEEDS_EVAL says that each row must be tested by om__filter_eval too. */
struct om_sql_bind {
	char name[16]; /* p1, p2, ... */
	char kind;     /* i s */
	int64_t num;
	const char *text;
};
struct om_sql {
	struct om_buf text;
	struct om_sql_bind *binds;
	int bind_count, bind_cap;
	struct om_arena *arena;
	bool is_postgres; /* variants for that engine */
};
void om__sql_init(struct om_sql *, struct om_arena *);
void om__sql_release(struct om_sql *);
int om__filter_sql(const struct om_filter *, struct om_sql *, bool *ret_needs_eval,
	struct om_err *) OM_MUST_USE;
/* Fields that the filter reads, for callers that fetch facts: calls EACH once a field. */
void om__filter_fields(const struct om_filter *,
	void (*each)(void *, const struct om_collection *, const struct om_field *), void *arg);

#endif
