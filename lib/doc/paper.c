/* Packing slips on paper (shipping.md R17): their order, the template of each, copies counted, and
 * one document out of all.
 *
 * A template is of one slip.  In HTML it is put into a page of ours, with our style sheet; a
 * template that brings its own <html> stands as it is.  The copies are counted before anything is
 * printed, so that two printers never both have the first. */
#include "base/text.h"
#include "core/core.h"
#include "doc/slip.h"
#include "doc/template.h"
#include "templates.h"
#include <stdlib.h>

#define PAPER_MAX ((size_t)1 << 30)

struct text {
	struct text *next;
	const char *name, *text;
	bool is_whole; /* brings its own page */
};
struct paper {
	struct om__doc *d;
	const struct om_print *how;
	struct om__slips slips;
	struct text *texts;
	struct om_buf out;
	bool is_open; /* a page of ours is open */
};

/* ---- which template ---- */

static bool has_page(const char *text)
{
	for (; (text = strchr(text, '<')); text++)
		if (!strncasecmp(text, "<html", 5))
			return true;
	return false;
}

static int add_text(
	struct paper *p, const char *name, const char *text, struct text **ret, struct om_err *err)
{
	struct text *t = OM_NEW(p->d->arena, struct text);

	if (!t)
		return om__nomem(err);
	*t = (struct text){p->texts, name, text, p->d->is_html && has_page(text)};
	p->texts = *ret = t;
	return 0;
}

/* Option, else order, else channel, else company, else the built-in one. */
static int find_text(
	struct paper *p, const struct om__slip *slip, struct text **ret, struct om_err *err)
{
	const struct om__doc_kind *kind = om__doc_kind("packing-slip");
	const char *name = p->how->template_name, *text = p->how->template_text;
	int rc = 0;

	if (!name)
		name = slip->template[0] ? slip->template
					 : om__config_text(p->d->om, "doc.packing_slip_template");
	if (!name[0])
		name = "builtin/packing-slip";
	for (*ret = p->texts; *ret; *ret = (*ret)->next)
		if (!strcmp((*ret)->name, name))
			return 0;
	if (text)
		rc = om__template_check(kind, text, name, err);
	else
		rc = om__template_text(
			p->d->om, kind, name, p->d->is_html, p->d->arena, &text, err);
	return rc ? rc : add_text(p, name, text, ret, err);
}

/* ---- in which order ---- */

static int by_place(const struct om__slip *a, const struct om__slip *b)
{
	if (!a->place[0] != !b->place[0])
		return a->place[0] ? -1 : 1;
	return strcmp(a->place, b->place);
}

/* By least SKU, slips of a single SKU first (R18.4). */
static int by_sku(const struct om__slip *a, const struct om__slip *b)
{
	if (a->has_many_skus != b->has_many_skus)
		return a->has_many_skus ? 1 : -1;
	return om__natural_cmp(a->sku, b->sku);
}

static int by_number(const struct om__slip *a, const struct om__slip *b)
{
	return om__natural_cmp(a->number, b->number);
}

static const struct sorting {
	const char *word;
	int (*cmp)(const struct om__slip *, const struct om__slip *);
} sortings[] = {{"order", by_number}, {"sku", by_sku}, {"location", by_place}};

static int slip_cmp(const void *a, const void *b, void *arg)
{
	const struct sorting *sorting = arg;
	const struct om__slip *x = a, *y = b;
	int c = sorting->cmp(x, y);

	c = c ? c : by_number(x, y);
	return c ? c : (x->at > y->at) - (x->at < y->at);
}

static void sort(struct paper *p)
{
	for (size_t i = 0; p->how->slip_order && p->slips.count && i < OM_COUNT(sortings); i++) {
		struct sorting sorting = sortings[i];

		if (!strcmp(sorting.word, p->how->slip_order))
			qsort_r(p->slips.slips, (size_t)p->slips.count, sizeof(*p->slips.slips),
				slip_cmp, &sorting);
	}
}

static int check_words(const struct om_print *how, struct om_err *err)
{
	static const char *const slips[] = {"selected", "order", "sku", "location"};
	static const char *const items[] = {"line", "sku", "location"};
	bool is_slip = !how->slip_order, is_item = !how->item_order;

	for (size_t i = 0; !is_slip && i < OM_COUNT(slips); i++)
		is_slip = !strcmp(slips[i], how->slip_order);
	for (size_t i = 0; !is_item && i < OM_COUNT(items); i++)
		is_item = !strcmp(items[i], how->item_order);
	if (!is_slip)
		return om_err_set(err, OM_EINVAL, "bad-choice",
			"'%s' is no order of slips: selected, order, sku or location",
			how->slip_order);
	return is_item
		? 0
		: om_err_set(err, OM_EINVAL, "bad-choice",
			  "'%s' is no order of items: line, sku or location", how->item_order);
}

/* ---- copies ---- */

static int count_copies(struct om *om, void *arg, struct om_err *err)
{
	struct paper *p = arg;
	int rc = 0;

	for (int i = 0; rc >= 0 && i < p->slips.count; i++) {
		struct om__slip *s = &p->slips.slips[i];

		rc = om__exec(om, OM__SQL_slip_printed,
			OM__ARGS(OM__I("order_id", s->order_id),
				OM__I("shipment_id", s->shipment_id), OM__I("seq", s->seq)),
			err);
		if (rc >= 0)
			rc = om__get_int(om, OM__SQL_slip_copy,
				OM__ARGS(OM__I("order_id", s->order_id),
					OM__I("shipment_id", s->shipment_id), OM__I("seq", s->seq)),
				&s->copy, err);
	}
	return rc < 0 ? rc : 0;
}

/* ---- writing ---- */

static int open_page(struct paper *p, struct om_err *err)
{
	struct om__rec none = {0};

	if (p->is_open || !p->d->is_html)
		return 0;
	p->is_open = true;
	return om__doc_write(p->d, om__tpl_page_html_mustache, "builtin/page", &none, &p->out, err);
}

static void close_page(struct paper *p)
{
	if (p->is_open)
		om__buf_str(&p->out, "</body>\n</html>\n");
	p->is_open = false;
}

static int write_slip(struct paper *p, struct om__slip *s, bool is_first, struct om_err *err)
{
	struct text *t;
	int rc = find_text(p, s, &t, err);

	if (rc)
		return rc;
	om__doc_flag(p->d, &s->rec, "is_copy", s->copy > 1);
	om__doc_int(p->d, &s->rec, "copy_no", s->copy);
	if (t->is_whole)
		close_page(p);
	else
		rc = open_page(p, err);
	if (!rc && !p->d->is_html && !is_first)
		om__buf_fmt(&p->out, "\n%.*s\n\n", 70,
			"----------------------------------------------------------------------");
	if (!rc && p->is_open)
		om__buf_str(&p->out,
			p->how->flows ? "<article class=\"page flow\">\n"
				      : "<article class=\"page\">\n");
	if (!rc)
		rc = om__doc_write(p->d, t->text, t->name, &s->rec, &p->out, err);
	if (!rc && p->is_open)
		om__buf_str(&p->out, "</article>\n");
	return rc;
}

static int write_all(struct paper *p, char **ret, struct om_err *err)
{
	int rc = p->slips.count ? 0 : open_page(p, err);

	for (int i = 0; !rc && i < p->slips.count; i++)
		rc = write_slip(p, &p->slips.slips[i], i == 0, err);
	close_page(p);
	if (!rc)
		rc = om__buf_check(&p->out, err);
	if (rc)
		return rc;
	*ret = om__strndup(p->d->arena, p->out.data ? p->out.data : "", p->out.len);
	return *ret ? 0 : om__nomem(err);
}

int om_slip_print(struct om *om, const struct om_print *print, const struct om_slip *slips,
	size_t n, struct om_arena *arena, char **ret, struct om_err *err)
{
	struct om__doc d;
	struct paper p = {.d = &d,
		.how = print,
		.slips.item_order = print->item_order ? print->item_order : "line"};
	struct text *first;
	int rc = om__doc_init(&d, om, print->as, arena, err);

	if (!rc)
		rc = check_words(print, err);
	if (!rc)
		rc = om__read_begin(om, err);
	if (rc)
		return rc;
	for (size_t i = 0; !rc && i < n; i++)
		rc = om__slips_read(&d, &slips[i], &p.slips, err);
	for (int i = 0; !rc && i < p.slips.count; i++)
		rc = find_text(&p, &p.slips.slips[i], &first, err);
	om__read_end(om);
	*ret = "";
	if (rc || !p.slips.count)
		return rc;
	sort(&p);
	rc = om__tx_run(om, count_copies, &p, err);
	if (rc)
		return rc;
	om__buf_init(&p.out, PAPER_MAX);
	rc = write_all(&p, ret, err);
	om__buf_release(&p.out);
	return rc;
}
