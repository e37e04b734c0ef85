/* Nouns and fields: what the library knows of each record, as tables.
 *
 * A field is a column: the same name in --columns, CSV header, JSON key, import header and filter.
 * One table of fields a noun reads its spreadsheet, reports its errors, writes its template, and
 * drives lists, filters, exports and documentation.  The SQL of a field stands in the noun's .sql
 * file under `-- field: NOUN.NAME`. */
#ifndef OM_NOUN_H
#define OM_NOUN_H

#include <om/err.h>
#include <om/value.h>

struct om;
struct om_arena;

enum om_field_flag {
	OM_F_KEY = 1 << 0,   /* part of the record's name; an identifier */
	OM_F_LIST = 1 << 1,  /* a default column of lists */
	OM_F_SHEET = 1 << 2, /* a column of the sheet: read by import, written by export */
	OM_F_REQUIRED =
		1 << 3,       /* the cell must be filled in every row (of an order: in its first) */
	OM_F_CREATE = 1 << 4, /* must be filled when the record is created */
	OM_F_READONLY = 1 << 5, /* written by export, read over by import, refused by edit */
	OM_F_COMPUTED = 1 << 6, /* the noun's compute function fills it; its SQL, if any, is the
				   number that it is made of */
	OM_F_BARE = 1 << 7, /* may stand without quantifier in the filters of the noun that holds
			       this one as a collection */
	OM_F_IDENT =
		1 << 8, /* an identifier: `1.23E+12` and control characters are refused in sheets */
	OM_F_INPUT = 1 << 9,   /* read by import and create only; never listed or exported (pounds,
				  ounces) */
	OM_F_SIGNED = 1 << 10, /* a number that may be negative */
	OM_F_MAP = 1 << 11,    /* name ends in ":": attr:NAME; its SQL holds the bind :map_name.
				  Of custom fields (cf:NAME) unit_sql holds the numbers, and the
				  definition of NAME says the type */
	OM_F_DECIMALS = 1 << 12, /* money that keeps 4 places when printed (unit costs) */
	OM_F_DAY_END = 1 << 13, /* a time: input without a clock means the end of that day (ship_by,
				   deliver_by) */
	OM_F_SEMICOLON = 1
		<< 14, /* a set: a cell without '|' is parted by ';' (labels and tags of orders) */
	OM_F_COMMA = 1 << 15,  /* a set of words: a cell without '|' is parted by ',' */
	OM_F_SWITCH = 1 << 16, /* yes/no whose option stands alone and means yes */
	OM_F_SPARE = 1 << 17, /* a default column that a terminal too narrow for all does without */
};

struct om_field {
	const char *name; /* lower_snake */
	enum om_type type;
	unsigned flags;
	int sql;      /* OM__F_NOUN_NAME, 0 for computed and input fields */
	int unit_sql; /* fragment of the unit or currency, 0: the noun's currency or the company's
			 unit */
	const char *aliases; /* other headers of sheets, joined by '|'; compared by letters and
				digits */
	const char *nick;    /* short name in filters ("total"), or NULL */
	const char *choices; /* blank-separated words of an OM_T_WORD or the members of an OM_T_SET
				with a closed list, or NULL */
	int64_t min, max;    /* of numbers; for texts max characters; both 0: no bound of its own */
	const char *help;    /* one sentence fragment, lower case */
};

struct om_noun;

/* Records that hang on a record: lines of orders, listings of products. */
struct om_collection {
	const char *name; /* "lines" */
	const struct om_noun *noun;
	int frame; /* fragment `order_line l where l.order_id = o.order_id`: members of the outer
		      row */
	int join;  /* fragment ` join order_line l on l.order_id = o.order_id`, for one row a member
		    */
	int order; /* fragment by which members of one row come in the order of their index, 0:
		      the member's key */
};

/* Fields and collections that a higher folder adds to a noun of a lower one (tracking numbers on
 * orders). */
struct om_noun_ext {
	const struct om_field *fields;
	int field_count;
	const struct om_collection *collections;
	int collection_count;
	int find; /* fragment like the noun's own: what --find looks in besides; 0: nothing */
};

struct om_noun {
	const char *name;   /* "order" */
	const char *plural; /* "orders" */
	const struct om_field *fields;
	int field_count;
	const struct om_collection *collections;
	int collection_count;
	const struct om_noun_ext *const *exts; /* NULL-terminated, or NULL */
	int from; /* fragment after `from`: "orders o join channel c on ..." in forced join order */
	int key;  /* fragment of the integer key, by which lists are ordered unless sorted */
	int ids;  /* fragment of what --format ids prints */
	int currency; /* fragment of the row's currency, 0: the company's */
	int zone;     /* fragment of the row's own time zone ('' = company's), 0: none */
	int find;     /* fragment of a condition with the bind :find, for --find: om_find(:find,
			 TEXT...)     looks for it in texts, in any case; 0: none */
	/* Fills computed fields: VALUES has all fields asked for in the order of FIELDS; the arena
	 * is the row's. */
	int (*compute)(struct om *, struct om_arena *, const struct om_field *const *fields, int n,
		struct om_value *values, struct om_err *);
	const char *summary; /* default column of --summary and the money columns added up:
				"status:order_total,amount_paid", or NULL */
};

/* Fields in order, extensions after; NULL past the end. */
OM_API const struct om_field *om_noun_field_at(const struct om_noun *, int index);
/* A field by name or nick ("attr:Colour" finds the field "attr:"); NULL if there is none. */
OM_API const struct om_field *om_noun_field(const struct om_noun *, const char *name);
OM_API const struct om_collection *om_noun_collection(const struct om_noun *, const char *name);
/* Nouns in order, NULL past the end; one by its name or plural, or NULL. */
OM_API const struct om_noun *om_noun_at(int index);
OM_API const struct om_noun *om_noun_find(const char *name);
/* "text", "money" ...: the type's name in help. */
OM_API const char *om_type_name(enum om_type);

#endif
