/* The tree of a parsed filter: what the parser builds and the back ends (../sqlgen.c, eval.c), the
 * printer and the lists read. Everything in it lives in the arena of the parse and does not change
 * afterwards. */
#ifndef OM_QUERY_TREE_H
#define OM_QUERY_TREE_H

#include "query/filter/filter.h"

#define OM__FILTER_TEXT 65536 /* bytes of one filter */
#define OM__FILTER_DEPTH 64   /* nesting */
#define OM__FILTER_NODES 4096
#define OM__FILTER_ITEMS 1000   /* of one list */
#define OM__FILTER_PATTERN 4096 /* bytes of one pattern */
#define OM__FILTER_STARS 16     /* runs in one pattern: matching stays cheap */

enum om__node_kind {
	OM__N_AND,
	OM__N_OR,
	OM__N_NOT,
	OM__N_QUANT, /* any all none COLLECTION (kid) */
	OM__N_COUNT, /* count COLLECTION or SET [(kid)] REL items[0] */
	OM__N_SUM,   /* sum COLLECTION.FIELD [(kid)] REL items[0] */
	OM__N_TEST,  /* field REL items, or field REL other field */
};

enum om__quant { OM__ANY, OM__ALL, OM__NONE };

/* Positive tests only: `!=` and its like are the positive test with is_negated. */
enum om__rel {
	OM__R_EQ,
	OM__R_LT,
	OM__R_LE,
	OM__R_GT,
	OM__R_GE,
	OM__R_GLOB,
	OM__R_IN,
	OM__R_HAS,
	OM__R_HAS_ANY,
	OM__R_HAS_ALL,
	OM__R_HAS_NONE,
	OM__R_HAS_ONLY,
	OM__R_EMPTY,
};

/* A moment or stretch of time whose bounds depend on now and on the zone of the row. */
enum om__when_kind {
	OM__W_INSTANT, /* at */
	OM__W_LOCAL,   /* civil, in the row's zone */
	OM__W_DAY,     /* day */
	OM__W_NOW,     /* now, moved by offset */
	OM__W_TODAY,   /* today + day, moved by offset */
	OM__W_PERIOD,  /* unit (w m q y), `which` of them from the present one */
};
struct om__when {
	enum om__when_kind kind;
	char unit[4]; /* of the offset: min h d w mo y bd, "" none; of a period: w m q y */
	int which;
	int64_t offset, at, day;
	struct om_civil civil;
};

/* One ZIP item: country, and how its keys are compared (bots.md "ZIP ranges"). */
enum om__zip_shape { OM__Z_US5, OM__Z_US3, OM__Z_US9, OM__Z_CA, OM__Z_GB, OM__Z_TEXT };
struct om__zip {
	char country[3];
	enum om__zip_shape shape;
	char lo[16], hi[16]; /* upper case, blanks out; equal for a single one; "" = open end */
	int lo_num, hi_num;  /* GB: numbers of the outward code; lo and hi are its letters */
	struct om__zip *next;
};

struct om__literal {
	const char *text; /* as printed, never NULL */
	const char *key;  /* what texts are compared by: folded or canonical */
	int64_t num;
	const char *unit; /* currency of money */
	bool has_unit;    /* it was written */
	bool is_id;       /* a ref given as "#12": num */
	struct om__when when;
};

struct om__item {
	struct om__literal lo, hi;
	bool is_range, has_lo, has_hi;
	const char *set; /* name of a zip set, or NULL */
	struct om__zip *zips;
	unsigned at; /* where it stands in the text */
};

/* A field as a filter names it. */
struct om__ref {
	const struct om_noun *noun; /* whose field it is */
	const struct om_field *field;
	const char *map_name; /* what follows the colon, or NULL */
};

struct om__node {
	enum om__node_kind kind;
	struct om__node **kids;
	size_t kid_count;
	enum om__quant quant;
	const struct om_collection *coll; /* of quant, count and sum; of a test: it stands bare and
					     means any of these */
	struct om__ref ref;
	struct om__ref other; /* the right side is a field */
	enum om__rel rel;
	bool is_negated;
	struct om__item *items;
	size_t item_count;
};

struct om_filter {
	struct om_filter_env env;
	const struct om_noun *noun;
	struct om__node *root; /* NULL: every row passes */
	bool has_local_time;   /* a time whose bounds depend on the row's zone */
};

/* Bounds [*ret_a, *ret_b) of a time literal in a zone, in seconds; of a day literal in days since
 * 1970-01-01. */
void om__when_bounds(const struct om__when *, const struct om_filter_env *, const struct om_zone *,
	int64_t *ret_a, int64_t *ret_b);
void om__when_days(const struct om__when *, const struct om_filter_env *, const struct om_zone *,
	int64_t *ret_a, int64_t *ret_b);
/* Do the bounds depend on the zone at all? */
bool om__when_is_local(const struct om__when *);

/* Is FIELD without SQL, so that only eval.c can test it? */
static inline bool om__is_computed(const struct om_field *f)
{
	return f->sql == 0 || (f->flags & OM_F_COMPUTED) || f->type == OM_T_CELL;
}

static inline bool om__is_text(enum om_type t)
{
	return t == OM_T_ID || t == OM_T_TEXT || t == OM_T_WORD || t == OM_T_REF || t == OM_T_ZIP ||
		t == OM_T_CELL || t == OM_T_SET;
}

/* Do members of this set, or texts of this type, compare byte for byte? */
static inline bool om__is_exact(const struct om_field *f)
{
	if (f->type == OM_T_SET)
		return (f->flags & OM_F_IDENT) || f->choices;
	return f->type == OM_T_ID || f->type == OM_T_ZIP || (f->type == OM_T_WORD && f->choices);
}

/* The field that holds the country of a ZIP field: ship_zip has ship_country; NULL if there is
 * none. */
const struct om_field *om__zip_country(const struct om_noun *, const struct om_field *);
/* Does a ZIP of COUNTRY (as stored) meet the item? */
bool om__zip_match(const struct om__zip *, const char *zip, const char *country);
/* Do the bytes A..B, compared as decimal numbers, stand in REL?  A text that is no number gives
 * false. */
bool om__decimal_cmp(const char *a, const char *b, int *ret_cmp);

#endif
