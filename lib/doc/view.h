/* Documents: values gathered into the views that templates read.
 *
 * Everything arrives formatted (shipping.md, Templates rule 8): money with its minor unit, days in
 * the company's zone.  Memory that runs out is remembered and told once, by om__doc_render. */
#ifndef OM_DOC_VIEW_H
#define OM_DOC_VIEW_H

#include "base/mustache.h"
#include "db/db.h"

struct om__doc {
	struct om *om;
	struct om_arena *arena;
	bool is_html;
	bool is_bad;
};
/* A record under construction: named values. */
struct om__rec {
	struct om_view *items;
	const char **names; /* constant texts, not copied */
	int count, cap;
};
/* A list of records. */
struct om__list {
	struct om__rec *items;
	int count, cap;
};

/* AS = "html" or "txt"; "no-converter" for pdf, else "bad-choice". */
int om__doc_init(struct om__doc *, struct om *, const char *as, struct om_arena *,
	struct om_err *) OM_MUST_USE;
void om__doc_text(struct om__doc *, struct om__rec *, const char *name, const char *text);
void om__doc_int(struct om__doc *, struct om__rec *, const char *name, int64_t);
void om__doc_flag(struct om__doc *, struct om__rec *, const char *name, bool);
void om__doc_money(
	struct om__doc *, struct om__rec *, const char *name, int64_t amount, const char *currency);
/* A local day, and the day of an instant in the company's zone. */
void om__doc_day(struct om__doc *, struct om__rec *, const char *name, int64_t day);
void om__doc_time(struct om__doc *, struct om__rec *, const char *name, int64_t at);
/* The column I of the row, a text, under a name. */
void om__doc_column(
	struct om__doc *, struct om__rec *, const char *name, struct om__q *, int column);
void om__doc_rec(struct om__doc *, struct om__rec *, const char *name, const struct om__rec *);
/* The list; each entry gets number, is_first and is_last. */
void om__doc_list(struct om__doc *, struct om__rec *, const char *name, struct om__list *);
/* One more record of a list, empty; NULL when memory is gone. */
struct om__rec *om__doc_add(struct om__doc *, struct om__list *);
/* company and page, which every kind has. */
void om__doc_common(struct om__doc *, struct om__rec *);
/* In text documents the column NAME of every entry is filled up with blanks to the widest one, so
 * that columns stand. */
void om__doc_align(struct om__doc *, struct om__list *, const char *name);

/* That the COPY-th copy of a record was printed: a change like any other, with its run. */
int om__doc_copied(struct om *, const char *entity, int64_t id, const char *field, int64_t copy,
	struct om_err *) OM_MUST_USE;

/* A document as a template, in both forms. */
struct om__template {
	const char *name, *html, *txt;
};
/* Writes one record by a template's TEXT to the end of OUT; NAME is what errors call it. */
int om__doc_write(struct om__doc *, const char *text, const char *name, const struct om__rec *root,
	struct om_buf *out, struct om_err *) OM_MUST_USE;
int om__doc_render(struct om__doc *, const struct om__template *, const struct om__rec *root,
	char **ret, struct om_err *) OM_MUST_USE;

#endif
