/* Values of documents as views, and their rendering by the built-in templates (shipping.md R20,
 * Templates).
 *
 * Texts of records are free of control characters here, so that no order can write escape sequences
 * to a terminal or a printer. */
#include "doc/view.h"
#include "base/text.h"
#include "base/time.h"
#include "base/utf8.h"
#include "core/core.h"
#include "templates.h"
#include <inttypes.h>
#include <om/money.h>
#include <stdio.h>

#define DOC_MAX ((size_t)16 << 20)

int om__doc_init(struct om__doc *d, struct om *om, const char *as, struct om_arena *arena,
	struct om_err *err)
{
	*d = (struct om__doc){.om = om, .arena = arena, .is_html = !strcmp(as, "html")};
	if (d->is_html || !strcmp(as, "txt"))
		return 0;
	if (!strcmp(as, "pdf")) {
		om_err_set(err, OM_EREFUSED, "no-converter", "no program that makes PDF is set");
		om_err_hint(err, "print the html of a browser, or pipe --as html into a converter");
		return OM_EREFUSED;
	}
	return om_err_set(
		err, OM_EINVAL, "bad-choice", "'%s' is no form of a document: html or txt", as);
}

static bool grow(struct om__doc *d, void **rows, int *cap, int count, size_t size)
{
	int more = *cap ? *cap * 2 : 8;
	void *bigger;

	if (count < *cap)
		return true;
	bigger = om__alloc(d->arena, size * (size_t)more);
	if (!bigger) {
		d->is_bad = true;
		return false;
	}
	if (count)
		memcpy(bigger, *rows, size * (size_t)count);
	*rows = bigger;
	*cap = more;
	return true;
}

static void put(struct om__doc *d, struct om__rec *r, const char *name, struct om_view view)
{
	int cap = r ? r->cap : 0;

	if (!r || !grow(d, (void **)&r->items, &cap, r->count, sizeof(*r->items)) ||
		!grow(d, (void **)&r->names, &r->cap, r->count, sizeof(*r->names)))
		return;
	r->names[r->count] = name;
	r->items[r->count++] = view;
}

/* Line ends stay; other control characters become blanks. */
static char *clean(struct om__doc *d, const char *text)
{
	char *copy = om__strdup(d->arena, text);

	if (!copy) {
		d->is_bad = true;
		return NULL;
	}
	for (unsigned char *p = (unsigned char *)copy; *p; p++) {
		if ((*p < 0x20 && *p != '\n') || *p == 0x7f)
			*p = ' ';
		if (p[0] == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0)
			p[0] = p[1] = ' ';
	}
	return copy;
}

void om__doc_text(struct om__doc *d, struct om__rec *r, const char *name, const char *text)
{
	char *copy = clean(d, text ? text : "");

	if (copy)
		put(d, r, name, (struct om_view){.kind = OM_VIEW_TEXT, .text = copy});
}

void om__doc_int(struct om__doc *d, struct om__rec *r, const char *name, int64_t value)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, value);
	om__doc_text(d, r, name, text);
}

void om__doc_flag(struct om__doc *d, struct om__rec *r, const char *name, bool value)
{
	put(d, r, name,
		value ? (struct om_view){.kind = OM_VIEW_TEXT, .text = "yes"}
		      : (struct om_view){.kind = OM_VIEW_FALSE});
}

void om__doc_money(struct om__doc *d, struct om__rec *r, const char *name, int64_t amount,
	const char *currency)
{
	char text[OM_MONEY_TEXT];

	om__doc_text(d, r, name, om_money_print(amount, currency, text));
}

void om__doc_day(struct om__doc *d, struct om__rec *r, const char *name, int64_t day)
{
	char text[OM_TIME_TEXT];

	om__doc_text(d, r, name, om__day_print(day, text));
}

void om__doc_time(struct om__doc *d, struct om__rec *r, const char *name, int64_t at)
{
	om__doc_day(d, r, name, om__time_day(d->om->zone, at));
}

void om__doc_column(
	struct om__doc *d, struct om__rec *r, const char *name, struct om__q *q, int column)
{
	om__doc_text(d, r, name, om__col_text(q, column));
}

static struct om_view view_of(const struct om__rec *r)
{
	return (struct om_view){
		.kind = OM_VIEW_OBJECT, .items = r->items, .names = r->names, .count = r->count};
}

void om__doc_rec(
	struct om__doc *d, struct om__rec *r, const char *name, const struct om__rec *child)
{
	put(d, r, name, view_of(child));
}

void om__doc_list(struct om__doc *d, struct om__rec *r, const char *name, struct om__list *list)
{
	struct om_view *views = OM_NEWN(d->arena, struct om_view, list->count + 1);

	if (!views) {
		d->is_bad = true;
		return;
	}
	for (int i = 0; i < list->count; i++) {
		om__doc_int(d, &list->items[i], "number", i + 1);
		om__doc_flag(d, &list->items[i], "is_first", i == 0);
		om__doc_flag(d, &list->items[i], "is_last", i == list->count - 1);
		views[i] = view_of(&list->items[i]);
	}
	put(d, r, name,
		(struct om_view){.kind = OM_VIEW_LIST, .items = views, .count = list->count});
}

struct om__rec *om__doc_add(struct om__doc *d, struct om__list *list)
{
	if (!grow(d, (void **)&list->items, &list->cap, list->count, sizeof(*list->items)))
		return NULL;
	list->items[list->count] = (struct om__rec){0};
	return &list->items[list->count++];
}

static struct om_view *value(struct om__rec *r, const char *name)
{
	for (int i = 0; i < r->count; i++)
		if (!strcmp(r->names[i], name))
			return &r->items[i];
	return NULL;
}

void om__doc_align(struct om__doc *d, struct om__list *list, const char *name)
{
	int width = 0;

	if (d->is_html)
		return;
	for (int i = 0; i < list->count; i++) {
		const struct om_view *v = value(&list->items[i], name);
		int cells = v ? om__utf8_width(v->text) : 0;

		width = cells > width ? cells : width;
	}
	for (int i = 0; i < list->count; i++) {
		struct om_view *v = value(&list->items[i], name);
		int blanks = v ? width - om__utf8_width(v->text) : 0;

		if (blanks <= 0)
			continue;
		v->text = om__printf(d->arena, "%s%*s", v->text, blanks, "");
		d->is_bad = d->is_bad || !v->text;
	}
}

void om__doc_common(struct om__doc *d, struct om__rec *root)
{
	static const char *const keys[][2] = {{"name", "company.name"},
		{"contact", "company.contact"}, {"email", "company.email"},
		{"phone", "company.phone"}, {"website", "company.website"},
		{"address1", "company.address1"}, {"address2", "company.address2"},
		{"address3", "company.address3"}, {"city", "company.city"},
		{"state", "company.state"}, {"zip", "company.zip"}, {"country", "company.country"}};
	struct om__rec company = {0}, page = {0};
	char now[OM_TIME_TEXT];

	for (size_t i = 0; i < OM_COUNT(keys); i++)
		om__doc_text(d, &company, keys[i][0], om__config_text(d->om, keys[i][1]));
	om__doc_text(d, &company, "city_state_zip",
		om__printf(d->arena, "%s%s%s %s", om__config_text(d->om, "company.city"),
			om__config_text(d->om, "company.city")[0] &&
					om__config_text(d->om, "company.state")[0]
				? ", "
				: "",
			om__config_text(d->om, "company.state"),
			om__config_text(d->om, "company.zip")));
	om__doc_rec(d, root, "company", &company);
	om__doc_time(d, &page, "today", d->om->now);
	om__doc_text(d, &page, "now", om__time_print(d->om->now, d->om->zone, now));
	om__doc_text(d, &page, "user", d->om->actor);
	om__doc_rec(d, root, "page", &page);
}

/* The style sheet is the one partial of the built-in templates. */
static const char *partial(void *arg, const char *name)
{
	(void)arg;
	return !strcmp(name, "style") ? om__tpl_style_css : NULL;
}

int om__doc_write(struct om__doc *d, const char *text, const char *name, const struct om__rec *root,
	struct om_buf *out, struct om_err *err)
{
	struct om_mustache how = {d->is_html ? OM_ESCAPE_HTML : OM_ESCAPE_NONE, partial, NULL};
	struct om_view view = view_of(root);

	return d->is_bad ? om__nomem(err) : om__mustache(text, name, &how, &view, out, err);
}

int om__doc_render(struct om__doc *d, const struct om__template *t, const struct om__rec *root,
	char **ret, struct om_err *err)
{
	struct om_buf out;
	int rc;

	om__buf_init(&out, DOC_MAX);
	rc = om__doc_write(d, d->is_html ? t->html : t->txt, t->name, root, &out, err);
	if (!rc) {
		*ret = om__strndup(d->arena, out.data, out.len);
		rc = *ret ? 0 : om__nomem(err);
	}
	om__buf_release(&out);
	return rc;
}

/* ---- copies ---- */

int om__doc_copied(struct om *om, const char *entity, int64_t id, const char *field, int64_t copy,
	struct om_err *err)
{
	char before[24], now[24];

	snprintf(before, sizeof(before), "%" PRId64, copy - 1);
	snprintf(now, sizeof(now), "%" PRId64, copy);
	return om__history(om, entity, id, field, copy > 1 ? before : NULL, now, err);
}
