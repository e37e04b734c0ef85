/* Mustache (the public specification 1.4): comments, set delimiters, interpolation, sections,
 * inverted sections, partials.
 *
 * The renderer asks the caller for values by name and knows nothing of where they come from. */
#ifndef OM_MUSTACHE_H
#define OM_MUSTACHE_H

#include "base/base.h"
#include "base/buf.h"

enum om_escape { OM_ESCAPE_NONE, OM_ESCAPE_HTML };

enum om_view_kind { OM_VIEW_NONE, OM_VIEW_FALSE, OM_VIEW_TEXT, OM_VIEW_LIST, OM_VIEW_OBJECT };
/* A value of the data: a text, a list of views, or an object of named views. */
struct om_view {
	enum om_view_kind kind;
	const char *text;            /* TEXT */
	bool is_raw;                 /* TEXT that may be interpolated without escaping ({{{x}}}) */
	const struct om_view *items; /* LIST: the elements; OBJECT: the members */
	const char *const *names;    /* OBJECT: their names */
	int count;
};

struct om_mustache {
	enum om_escape escape;
	/* The text of a partial, or NULL. */
	const char *(*partial)(void *arg, const char *name);
	void *arg;
};
struct om_mustache_check {
	/* A name in the text, with the mark '>' of a partial, '&' of a value that is not escaped,
	 * else 0.  It may be refused: the error gets the line and column of the tag. */
	int (*each)(void *arg, const char *name, size_t len, char mark, struct om_err *);
	void (*tell)(void *arg, const struct om_err *); /* may be NULL */
	void *arg;
};
/* Reads TEXT to its end and finds everything that is wrong with it: errors as of rendering, and
 * refused names.  They are told in the order of the text, the last one by the error itself; no more
 * than 100. */
int om__mustache_check(const char *text, const char *source, const struct om_mustache_check *,
	struct om_err *) OM_MUST_USE;
/* Renders TEXT over VIEW into OUT.  SOURCE is what errors call the template.  OM_EINVAL
 * "template-syntax" with line and column, "template-depth" beyond 32 levels; OM_ELIMIT "too-large"
 * beyond OUT's limit. */
int om__mustache(const char *text, const char *source, const struct om_mustache *,
	const struct om_view *view, struct om_buf *out, struct om_err *) OM_MUST_USE;

#endif
