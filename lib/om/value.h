/* Typed values: what a field of a record holds, whoever reads or prints it. */
#ifndef OM_VALUE_H
#define OM_VALUE_H

#include <stddef.h>
#include <om/err.h>

/* The types of the filter language (om-filter(7)); each says how `num` or `text` is read. */
enum om_type {
	OM_T_ID,      /* text, compared byte for byte: SKUs, order numbers */
	OM_T_TEXT,    /* text, compared with outer blanks cut and ASCII letters folded */
	OM_T_WORD,    /* text out of a closed list */
	OM_T_REF,     /* text: the name of another record; compared ASCII case aside */
	OM_T_BOOL,    /* num 0 or 1 */
	OM_T_INT,     /* num */
	OM_T_MONEY,   /* num in 1/10000 of the currency unit; unit is the ISO 4217 code */
	OM_T_WEIGHT,  /* num in nanograms; unit is the unit it was typed in (lb oz g kg) */
	OM_T_LENGTH,  /* num in micrometres; unit is in ft mm cm m */
	OM_T_TIME,    /* num in seconds UTC since 1970 */
	OM_T_DAY,     /* num in days since 1970-01-01, no zone */
	OM_T_CLOCK,   /* num in seconds since local midnight */
	OM_T_ZIP,     /* text; ranges as in om-filter(7) */
	OM_T_CELL,    /* text of a foreign file: as OM_T_TEXT, and < <= > >= compare it as a decimal
			 number */
	OM_T_DECIMAL, /* num in 1/10000, no unit */
	OM_T_SET,     /* text: members joined by '|', a member's own '|' and '\' escaped by '\' */
};

struct om_value {
	enum om_type type;
	bool is_empty; /* no value; then num is 0 and text is "" */
	int64_t num;
	const char *text; /* never NULL; borrowed: the giver says how long it lives */
	const char *unit; /* currency or unit word, "" where the type has none */
};

#endif
