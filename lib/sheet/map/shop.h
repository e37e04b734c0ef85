/* The rules of single shops that a map cannot say by headers alone (orders.md H2): which orders
 * count as paid, shipped or cancelled, amounts that are spread over rows or hidden in totals, rows
 * that are no items.
 *
 * A shop stands between the rows of the file and the plan.  It is given the rows of one order, with
 * their cells by the headers it asks for, and makes further cells out of them, which the map names
 * by $name.  So a seller's own map may say `shop = shopify` too, and name the columns otherwise.
 * Nothing here knows our columns, and nothing is written: what is wrong becomes an error or warning
 * of the rows. */
#ifndef OM_SHOP_H
#define OM_SHOP_H

#include "base/base.h"

#define OM__SHOP_READS 40

struct om__shop;
struct om_import;

struct om__fault {
	struct om__fault *next;
	const char *field, *word, *message;
	bool is_warning;
};
/* A row of the file as the plan will see it. */
struct om__shop_line {
	char **cells; /* of the file */
	int64_t line;
	const char **made; /* by the shop's makes; NULL: empty */
	struct om__fault *faults;
	bool is_left_out;           /* its cells of the order count, its item does not */
	const struct om_err *shape; /* it has the wrong shape, or NULL */
};
struct om__shop_order {
	struct om__shop *shop;
	struct om_arena *arena;
	struct om__shop_line *lines;
	int count, room;
	const char *skipped; /* why the order is left out, or NULL */
};

struct om__shop_kind {
	const char *name;
	/* Headers that the rules read, in the order of the shop's enum; alternatives are parted by
	 * |, of which the first that the file has is read.  NULL-terminated. */
	const char *const *reads;
	const char *const *makes; /* names of the made cells, without $; NULL-terminated */
	int group; /* the read cell whose text keeps the rows of an order together: equal or empty
		      ones go on with the order above.  -1: a row is an order */
	bool blank_begins; /* an empty one is an order of its own all the same */
	bool is_guarded;   /* cells that begin with = + - @ have an apostrophe before it */
	/* Looks at the headers once.  May be NULL. */
	int (*file)(struct om__shop *, struct om_err *);
	/* Is TEXT a status that its rules know?  With om__shop_read_words; else NULL. */
	bool (*is_status)(struct om_arena *, const char *text);
	/* Is the row none of an order (an end line)?  May be NULL. */
	bool (*pass)(struct om__shop *, char **cells, int64_t line);
	/* Fills the made cells of the order. */
	void (*order)(struct om__shop_order *);
	/* A warning about the file as a whole at its end, or NULL.  May be NULL. */
	const char *(*end)(struct om__shop *, const char **ret_word, int64_t *ret_line);
};
extern const struct om__shop_kind om__shopify, om__amazon, om__ebay, om__woocommerce,
	om__bigcommerce, om__order_manager;
/* By the name of a map's `shop =`, or NULL. */
const struct om__shop_kind *om__shop_find(const char *name);

/* What a word of the file stands for (--status-map). */
struct om__shop_word {
	struct om__shop_word *next;
	const char *theirs, *ours;
};

struct om__shop {
	const struct om__shop_kind *kind;
	struct om_import *imp;
	const char *source;
	int64_t header_line;
	int columns[OM__SHOP_READS]; /* by reads; -1: the file has none */
	int width, make_count;       /* cells of a row: of the file, and made */
	struct om_arena arena;       /* of the order under way */
	struct om__shop_order order;
	int at;                      /* the line of it that is given next */
	char **row;                  /* the row that is given, in one block */
	int64_t rows, items, orders; /* seen so far, of what the shop counts */
	int64_t end_count, end_line; /* the file's own figure, and where it stands */
	struct om__shop_word *words;
	char first[100]; /* what the file's first row says of itself */
};

/* ---- for the rules ---- */

/* The text of read cell COLUMN of line I without blanks at its ends, "" if there is none. */
const char *om__shop_text(struct om__shop_order *, int i, int column);
/* Has the file this column? */
bool om__shop_has(const struct om__shop *, int column);
/* The first filled cell of the column in the order's lines, "". */
const char *om__shop_first(struct om__shop_order *, int column);
/* The amount in a cell, 0 if it is empty.  What is no amount is an error of the line. */
int64_t om__shop_money(struct om__shop_order *, int i, int column);
/* The sum of a column over all lines. */
int64_t om__shop_sum(struct om__shop_order *, int column);
/* A whole number, 0 if the cell is empty. */
int64_t om__shop_number(struct om__shop_order *, int i, int column);
/* Made cells of a line; TEXT is kept as it is, NULL and "" are empty. */
void om__shop_put(struct om__shop_order *, int i, int make, const char *text);
void om__shop_put_money(struct om__shop_order *, int i, int make, int64_t amount);
/* The SKU of line I, or where it is empty the item's TITLE, so that the item can be mapped once:
 * without control characters, at most 100 characters of it. */
void om__shop_put_sku(struct om__shop_order *, int i, int make, const char *sku, const char *title);
/* An error or warning of line I. */
void om__shop_fault(struct om__shop_order *, int i, bool is_warning, const char *field,
	const char *word, const char *fmt, ...) OM_PRINTF(6, 7);
/* Has a line of the order an error? */
bool om__shop_is_bad(const struct om__shop_order *);
/* The row of the order cannot be read at all: that is its only error. */
void om__shop_unreadable(struct om__shop_order *, const char *field, const char *word,
	const char *fmt, const char *what);
/* The order counts as shipped or cancelled elsewhere: left out for WHY, or with --history stored as
 * STATE ("done", "cancelled") in cell MAKE. */
void om__shop_past(struct om__shop_order *, int make, const char *state, const char *why);
/* Another line like line I, for rows that hold several items. */
int om__shop_add(struct om__shop_order *, int i);
/* Reads the file of --status-map, if one is given. */
int om__shop_read_words(struct om__shop *, struct om_err *) OM_MUST_USE;
/* The status that TEXT stands for by that file; TEXT where it says nothing of it. */
const char *om__shop_word(const struct om__shop *, const char *text);
/* A date such as Sep-30-26, 30-Sep-26 or September 30, 2026 as YYYY-MM-DD, with its clock; any
 * other text as it is. */
const char *om__shop_date(struct om_arena *, const char *text);

/* ---- for the rows ---- */

/* Are the --set NAME=VALUE of the import those of the shop (NULL: none)?  OM_EINVAL "bad-choice".
 */
int om__shop_settings(
	const struct om_import *, const struct om__shop_kind *, struct om_err *) OM_MUST_USE;

/* HEADERS of the file; NAMED is set for those that the rules read.  OM_EINVAL if the file is none
 * that the shop can read. */
int om__shop_open(struct om_import *, const struct om__shop_kind *, char **headers, int count,
	bool *named, struct om__shop **ret, struct om_err *) OM_MUST_USE;
/* Forgets what was seen: the file is read from its beginning. */
void om__shop_rewind(struct om__shop *);
void om__shop_close(struct om__shop *);
/* Begins an order; takes a row of the file into it: 1 it goes on with the order, 0 it begins the
 * next one and was not taken, negative without memory. */
void om__shop_begin(struct om__shop *);
int om__shop_take(struct om__shop *, char **cells, int count, int64_t line,
	const struct om_err *shape, struct om_err *) OM_MUST_USE;
/* Applies the rules to the order. */
int om__shop_finish(struct om__shop *, struct om_err *) OM_MUST_USE;
/* 1 and the next line of the order as one row of cells in one block; 0 where there is none. */
int om__shop_next(struct om__shop *, char ***ret_cells, int *ret_count,
	const struct om__shop_line **ret, struct om_err *) OM_MUST_USE;

#endif
