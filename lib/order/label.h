/* Labels of the records of this layer: orders and customers carry words of the list (core/label.h).
 *
 * A set of labels is a text, sorted and joined by '|', as fields read it. */
#ifndef OM_ORDER_LABEL_H
#define OM_ORDER_LABEL_H

#include "sheet/import.h"
#include <om/order.h>

enum om__labelled { OM__LABELLED_ORDER, OM__LABELLED_CUSTOMER };

/* Puts the labels of cell FIELD into the spelling of their list.  Reports "unknown-label" for one
 * that there is not, unless the import has --create-labels, and for one that is inactive and not
 * among OLD; a UNIT of NULL reports nothing. */
int om__labels_clean(struct om_import *, struct om_unit *, struct om_row *, int field,
	const char *old, struct om_err *) OM_MUST_USE;
/* Writes them in the place of those that the record has; those that there are not are made.  The
 * caller writes the history. */
int om__labels_write(struct om *, enum om__labelled, int64_t id, const char *text, bool is_new,
	struct om_arena *, struct om_err *) OM_MUST_USE;
/* OLD with labels given and taken, in om->tx_arena; *RET is equal to OLD where that changes
 * nothing. OM_ENOTFOUND "unknown-label", also for an inactive one that is given, unless IS_OLD says
 * that it comes from another record. */
int om__labels_turn(struct om *, const struct om_label *, bool is_old, const char *old,
	const char **ret, struct om_err *) OM_MUST_USE;

#endif
