/* Templates of a user: stored by kind and name, each save a version; and the choice among them. */
#ifndef OM_DOC_TEMPLATE_H
#define OM_DOC_TEMPLATE_H

#include "doc/view.h"
#include <om/ship.h>

/* What documents of a kind are made of. */
struct om__doc_kind {
	const char *name;          /* "packing-slip" */
	const char *html, *txt;    /* the built-in template in both forms */
	const char *const *fields; /* "order.number", "items", "items.sku" ...; NULL at the end */
};
extern const struct om__doc_kind om__doc_kinds[];          /* a nameless one at the end */
const struct om__doc_kind *om__doc_kind(const char *name); /* or NULL */

/* Parses TEXT and looks at each name in it.  Errors have SOURCE, line and column:
 * "template-syntax", "template-depth", "unknown-field" with the nearest name.  Each is told where
 * FINDINGS, which may be NULL, says; the last one is the error. */
int om__template_check(const struct om__doc_kind *, const char *text, const char *source,
	const struct om_findings *, struct om_err *) OM_MUST_USE;
/* The current text of a stored template, in ARENA; OM_ENOTFOUND "unknown-template".  The name
 * "builtin/KIND" gives the built-in one. */
int om__template_text(struct om *, const struct om__doc_kind *, const char *name, bool is_html,
	struct om_arena *, const char **ret, struct om_err *) OM_MUST_USE;

#endif
