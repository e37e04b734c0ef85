/* What the rules of all shops have in common: the rows of an order gathered, their cells read, made
 * cells put behind them.
 *
 * Everything of an order lies in the shop's arena, which is emptied with the next one.  A row is
 * given as one block of cells, as a reader of CSV would give it. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/text.h"
#include "sheet/map/shop.h"
#include "sheet/state.h"

const struct om__shop_kind *om__shop_find(const char *name)
{
	static const struct om__shop_kind *const kinds[] = {&om__shopify, &om__amazon, &om__ebay,
		&om__woocommerce, &om__bigcommerce, &om__order_manager};

	for (size_t i = 0; i < OM_COUNT(kinds); i++)
		if (!strcmp(kinds[i]->name, name))
			return kinds[i];
	return NULL;
}

int om__shop_settings(
	const struct om_import *imp, const struct om__shop_kind *shop, struct om_err *err)
{
	for (const char *const *flag = imp->options->flags; flag && *flag; flag++) {
		const char *setting = strncmp(*flag, "set=", 4) ? NULL : *flag + 4;

		if (!setting ||
			(shop == &om__shopify &&
				(!strcmp(setting, "partially_refunded=yes") ||
					!strcmp(setting, "partially_refunded=no"))))
			continue;
		om_err_set(err, OM_EINVAL, "bad-choice", "'%s' means nothing here", setting);
		om_err_at(err, "--set", 0, 0);
		om_err_hint(err, "--map shopify knows partially_refunded=yes");
		return OM_EINVAL;
	}
	return 0;
}

/* ---- the file ---- */

/* The first column whose header is one of "A|B", by letters and digits, in the order of names. */
static int find_column(struct om_arena *arena, char *const *keys, int count, const char *names)
{
	for (const char *p = names; *p; p += *p == '|') {
		size_t len = strcspn(p, "|");
		char *name = om__strndup(arena, p, len);
		char *key = name ? om__header_key(arena, name) : NULL;

		for (int i = 0; key && i < count; i++)
			if (!strcmp(keys[i], key))
				return i;
		p += len;
	}
	return -1;
}

static int find_columns(
	struct om__shop *shop, char **headers, int count, bool *named, struct om_err *err)
{
	struct om_arena *arena = &shop->arena;
	char **keys = OM_NEWN(arena, char *, count + 1);

	for (int i = 0; keys && i < count; i++)
		if (!(keys[i] = om__header_key(arena, headers[i])))
			keys = NULL;
	if (!keys)
		return om__nomem(err);
	for (int i = 0; shop->kind->reads[i]; i++) {
		OM_ASSERT(i < OM__SHOP_READS);
		shop->columns[i] = find_column(arena, keys, count, shop->kind->reads[i]);
		if (shop->columns[i] >= 0)
			named[shop->columns[i]] = true;
	}
	return 0;
}

int om__shop_open(struct om_import *imp, const struct om__shop_kind *kind, char **headers,
	int count, bool *named, struct om__shop **ret, struct om_err *err)
{
	struct om__shop *shop = calloc(1, sizeof(*shop));
	int rc;

	if (!shop)
		return om__nomem(err);
	shop->kind = kind;
	shop->imp = imp;
	shop->source = imp->state->file.name;
	shop->header_line = imp->state->rows.line;
	shop->width = count;
	while (kind->makes[shop->make_count])
		shop->make_count++;
	om__arena_init(&shop->arena);
	rc = find_columns(shop, headers, count, named, err);
	if (rc == 0 && kind->file)
		rc = kind->file(shop, err);
	if (rc < 0) {
		om__shop_close(shop);
		return rc;
	}
	*ret = shop;
	return 0;
}

void om__shop_rewind(struct om__shop *shop)
{
	om__shop_begin(shop);
	shop->rows = shop->items = shop->orders = shop->end_count = shop->end_line = 0;
	shop->first[0] = 0;
}

void om__shop_close(struct om__shop *shop)
{
	if (!shop)
		return;
	om__arena_release(&shop->arena);
	free(shop);
}

/* ---- an order ---- */

void om__shop_begin(struct om__shop *shop)
{
	om__arena_reset(&shop->arena);
	shop->order = (struct om__shop_order){.shop = shop, .arena = &shop->arena};
	shop->at = 0;
}

static char **copy_cells(struct om__shop *shop, char **cells, int count)
{
	char **copy = OM_NEWN(&shop->arena, char *, shop->width + 1);

	for (int i = 0; copy && i < shop->width; i++) {
		const char *cell = i < count ? cells[i] : "";
		bool skips = shop->kind->is_guarded && cell[0] == '\'' && cell[1] &&
			strchr("=+-@", cell[1]);
		if (!(copy[i] = om__strdup(&shop->arena, cell + skips)))
			return NULL;
	}
	return copy;
}

static struct om__shop_line *add_line(struct om__shop_order *o)
{
	struct om__shop *shop = o->shop;
	const char **made = OM_NEWN(o->arena, const char *, shop->make_count + 1);

	if (o->count == o->room) {
		int room = o->room ? o->room * 2 : 4;
		struct om__shop_line *lines = OM_NEWN(o->arena, struct om__shop_line, room);
		if (!lines)
			return NULL;
		if (o->count)
			memcpy(lines, o->lines, (size_t)o->count * sizeof(*lines));
		o->lines = lines;
		o->room = room;
	}
	if (!made)
		return NULL;
	o->lines[o->count] = (struct om__shop_line){.made = made};
	return &o->lines[o->count++];
}

static bool goes_on(const struct om__shop *shop, char **cells)
{
	int column = shop->kind->group >= 0 ? shop->columns[shop->kind->group] : -1;

	if (!shop->order.count)
		return true;
	if (column < 0 || shop->order.count > OM__UNIT_ROWS)
		return false;
	if (shop->kind->blank_begins && !*cells[column])
		return false;
	return !*cells[column] || !strcmp(cells[column], shop->order.lines[0].cells[column]);
}

int om__shop_take(struct om__shop *shop, char **cells, int count, int64_t line,
	const struct om_err *shape, struct om_err *err)
{
	struct om__shop_line *to;
	struct om_err *kept = NULL;

	/* First, so that each row is looked at once: one that is not taken comes again. */
	if (!goes_on(shop, cells))
		return 0;
	if (!shape && shop->kind->pass && shop->kind->pass(shop, cells, line))
		return 1;
	to = add_line(&shop->order);
	if (!to || !(to->cells = copy_cells(shop, cells, count)))
		return om__nomem(err);
	to->line = line;
	if (shape && !(kept = OM_NEW(&shop->arena, struct om_err)))
		return om__nomem(err);
	if (shape)
		*kept = *shape;
	to->shape = kept;
	return 1;
}

int om__shop_finish(struct om__shop *shop, struct om_err *err)
{
	struct om__shop_order *o = &shop->order;
	size_t row = (size_t)shop->width + (size_t)shop->make_count + 1;

	shop->row = OM_NEWN(&shop->arena, char *, row);
	if (!shop->row)
		return om__nomem(err);
	for (int i = 0; i < o->count; i++)
		if (o->lines[i].shape)
			return 0; /* no cell of it can be trusted */
	if (o->count)
		shop->kind->order(o);
	return 0;
}

int om__shop_next(struct om__shop *shop, char ***ret_cells, int *ret_count,
	const struct om__shop_line **ret, struct om_err *err)
{
	struct om__shop_order *o = &shop->order;
	int count = shop->width + shop->make_count;
	const struct om__shop_line *line;
	size_t len = 0;
	char *block;

	if (o->skipped || shop->at >= o->count)
		return 0;
	line = &o->lines[shop->at++];
	for (int i = 0; i < shop->width; i++)
		len += strlen(line->cells[i]) + 1;
	for (int i = 0; i < shop->make_count; i++)
		len += (line->made[i] ? strlen(line->made[i]) : 0) + 1;
	block = om__alloc(&shop->arena, len);
	if (!block)
		return om__nomem(err);
	for (int i = 0; i < count; i++) {
		const char *text = i < shop->width ? line->cells[i] : line->made[i - shop->width];
		size_t size = strlen(text ? text : "") + 1;
		memcpy(block, text ? text : "", size);
		shop->row[i] = block;
		block += size;
	}
	*ret_cells = shop->row;
	*ret_count = count;
	*ret = line;
	return 1;
}

/* ---- cells ---- */

bool om__shop_has(const struct om__shop *shop, int column)
{
	return shop->columns[column] >= 0;
}

const char *om__shop_text(struct om__shop_order *o, int i, int column)
{
	int at = o->shop->columns[column];
	const char *text = at >= 0 ? om__trim(o->arena, o->lines[i].cells[at]) : "";

	return text ? text : "";
}

const char *om__shop_first(struct om__shop_order *o, int column)
{
	const char *text = "";

	for (int i = 0; i < o->count && !*text; i++)
		text = om__shop_text(o, i, column);
	return text;
}

/* "US $12.00", "AU $5", "GBP 7.10", "EUR 3": what stands before the digits says the currency. */
static const char *bare_amount(const char *text)
{
	size_t letters = 0;

	while (isalpha((unsigned char)text[letters]))
		letters++;
	if (letters && letters <= 3 && text[letters] == ' ')
		return text + letters + 1;
	return text;
}

int64_t om__shop_money(struct om__shop_order *o, int i, int column)
{
	const char *text = om__shop_text(o, i, column);
	struct om_err err = {0};
	int64_t amount = 0;

	if (*text && om_money_parse(bare_amount(text), true, &amount, &err) < 0) {
		om__shop_fault(
			o, i, false, o->shop->kind->reads[column], err.word, "%s", err.message);
		return 0;
	}
	return amount;
}

int64_t om__shop_sum(struct om__shop_order *o, int column)
{
	int64_t sum = 0;

	for (int i = 0; i < o->count; i++)
		if (__builtin_add_overflow(sum, om__shop_money(o, i, column), &sum))
			return 0; /* the importer refuses what cannot be counted */
	return sum;
}

int64_t om__shop_number(struct om__shop_order *o, int i, int column)
{
	const char *text = om__shop_text(o, i, column);
	struct om_err err = {0};
	int64_t number = 0;

	if (*text && om__int_parse(text, &number, &err) < 0)
		om__shop_fault(
			o, i, false, o->shop->kind->reads[column], err.word, "%s", err.message);
	/* Nobody counts more, and products of it stay within int64. */
	return number > 1000000 || number < -1000000 ? 0 : number;
}

void om__shop_put(struct om__shop_order *o, int i, int make, const char *text)
{
	o->lines[i].made[make] = text;
}

void om__shop_put_money(struct om__shop_order *o, int i, int make, int64_t amount)
{
	char text[OM_MONEY_TEXT];

	om__shop_put(o, i, make, om__strdup(o->arena, om_money_print(amount, "USD", text)));
}

void om__shop_put_sku(struct om__shop_order *o, int i, int make, const char *sku, const char *title)
{
	char *name = *sku ? NULL : om__strdup(o->arena, title);
	int most = 100;

	for (char *p = name; p && *p; p++) {
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
		if ((*p & 0xc0) != 0x80 && !most--) {
			*p = 0;
			break;
		}
	}
	om__shop_put(o, i, make, name ? om__trim(o->arena, name) : sku);
}

void om__shop_fault(struct om__shop_order *o, int i, bool is_warning, const char *field,
	const char *word, const char *fmt, ...)
{
	struct om__fault *fault = OM_NEW(o->arena, struct om__fault), **last;
	char text[sizeof(((struct om_err *)0)->message)];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (!fault)
		return;
	*fault = (struct om__fault){
		NULL, field, om__strdup(o->arena, word), om__strdup(o->arena, text), is_warning};
	if (!fault->word || !fault->message)
		return;
	for (last = &o->lines[i].faults; *last; last = &(*last)->next)
		;
	*last = fault;
}

bool om__shop_is_bad(const struct om__shop_order *o)
{
	for (int i = 0; i < o->count; i++)
		for (const struct om__fault *f = o->lines[i].faults; f; f = f->next)
			if (!f->is_warning)
				return true;
	return false;
}

void om__shop_unreadable(struct om__shop_order *o, const char *field, const char *word,
	const char *fmt, const char *what)
{
	struct om_err *shape = OM_NEW(o->arena, struct om_err);

	if (!shape)
		return;
	om_err_set(shape, OM_EINVAL, word, fmt, what);
	om_err_field(shape, field, what);
	o->lines[0].shape = shape;
	o->count = 1;
}

void om__shop_past(struct om__shop_order *o, int make, const char *state, const char *why)
{
	if (om__import_flag(o->shop->imp, "history"))
		om__shop_put(o, 0, make, state);
	else
		o->skipped = why;
}

int om__shop_add(struct om__shop_order *o, int i)
{
	struct om__shop_line *line = add_line(o);

	if (!line)
		return -1;
	line->cells = o->lines[i].cells;
	line->line = o->lines[i].line;
	return o->count - 1;
}

/* ---- dates ---- */

/* The month that TEXT begins with, by its first three letters; *RET_LEN letters. */
static int month_of(const char *text, size_t *ret_len)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	char low[3];

	*ret_len = 0;
	while (isalpha((unsigned char)text[*ret_len]))
		++*ret_len;
	if (*ret_len < 3)
		return 0;
	for (int i = 0; i < 3; i++)
		low[i] = (char)tolower((unsigned char)text[i]);
	for (int i = 0; i < 12; i++)
		if (!strncmp(names + (ptrdiff_t)3 * i, low, 3))
			return i + 1;
	return 0;
}

static const char *read_number(const char *p, int *ret)
{
	int digits = 0;

	while (*p == '-' || *p == ' ' || *p == ',')
		p++;
	for (*ret = 0; isdigit((unsigned char)*p) && digits < 4; p++, digits++)
		*ret = *ret * 10 + (*p - '0');
	return digits ? p : NULL;
}

const char *om__shop_date(struct om_arena *arena, const char *text)
{
	int day = 0, year = 0, month;
	const char *p = text;
	char *date;
	size_t len;

	if (isdigit((unsigned char)*p)) {
		p = read_number(p, &day);
		p += *p == '-' || *p == ' ';
	}
	month = month_of(p, &len);
	if (!month)
		return text;
	p = day ? p + len : read_number(p + len, &day);
	p = p ? read_number(p, &year) : NULL;
	if (!p || (*p && *p != ' '))
		return text;
	date = om__printf(
		arena, "%04d-%02d-%02d%s", year < 100 ? year + 2000 : year, month, day, p);
	return date ? date : text;
}
