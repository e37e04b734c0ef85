/* The two back ends of the filter language are one: random filters over random rows give the same
 *rows in SQL and in C, and a filter's canonical print means what the filter means.
 *
 *	filterprop [SEED [CASES]]
 *
 * The seed is printed; with it a failure comes again. */
#include "filter_fixture.h"

#define NOW 1772971200
#define ROWS 48 /* bits of a mask */
#define FILTERS_A_ROUND 250

static uint64_t state;
static struct om_arena row_arena, arena;
static struct om_filter_env env;
static struct fx_order rows[ROWS];

static uint64_t rnd(void)
{
	/* splitmix64 */
	uint64_t z = (state += 0x9e3779b97f4a7c15u);
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static int below(int n)
{
	return (int)(rnd() % (uint64_t)n);
}

static bool one_in(int n)
{
	return below(n) == 0;
}

#define PICK(list) ((list)[below((int)OM_COUNT(list))])

/* ---- values ---- */

static const char *const texts[] = {"", "acme", "ACME", "Acme Ltd", " acme ", "a*b", "a?b", "50%",
	"a_b", "\\", "a\\b", "[x]", "x]", "\xC3\xA9t\xC3\xA9", "\xC3\x89T\xC3\x89",
	"\xC2\xA0 nb \xC2\xA0", "  ", "or", "and", "A1", "a1", "10", "a|b", "q\"t", "a\tb",
	"\tt\n"};
static const char *const members[] = {"rush", "RUSH", "vip", "a|b", "b", "a\\b", "x y", "\xC3\xA9",
	"or", "any", "q\"t", "a*", "%", "\\"};
static const char *const zips[] = {"", "07030", "7030", "37203", "37203-1234", "372", "97201-1234",
	"9720", "123456", "1234a", "V5A 1B2", "v6z2e7", "SW1A 1AA", "sw191aa", "S1 2AB", "W1A0AX",
	"GIR 0AA", "10115", "D-10115", "12 345",
	"\xC3\xA9"
	"1234",
	"100", "00501"};
static const char *const countries[] = {"", "US", "US", "US", "CA", "GB", "DE", "us"};
static const char *const states[] = {"", "TN", "OR", "Bavaria", "tn", "NSW"};
static const char *const carriers[] = {"", "ups", "UPS", "fedex"};
static const char *const statuses[] = {"", "unresolved", "awaiting-payment", "awaiting-shipment",
	"on-hold", "shipped", "cancelled"};
static const char *const currencies[] = {"USD", "USD", "EUR", "JPY"};
static const char *const zones[] = {
	"", "", "America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe"};
static const char *const zone_names[] = {
	"America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe"};

static const char *random_set(void)
{
	char *picked[4];
	struct om_set set = {picked, (size_t)below(5)};

	if (set.count > 4)
		set.count = 0;
	for (size_t i = 0; i < set.count; i++)
		picked[i] = (char *)PICK(members);
	return om__set_join(&row_arena, &set);
}

static int64_t random_time(void)
{
	/* around now, around its days' edges, and far away */
	int64_t t = NOW + (int64_t)below(400) * 6 * 3600 - 200 * 6 * 3600;

	if (one_in(3))
		t = NOW - NOW % 86400 + 86400 * (below(5) - 2) + 3600 * below(24) + below(3) - 1;
	return one_in(10) ? t - 86400 * 365 * below(5) : t;
}

static const char *text_of(const struct om_field *f)
{
	switch (f->type) {
	case OM_T_SET: return random_set();
	case OM_T_ZIP: return PICK(zips);
	case OM_T_WORD:
		if (f->choices)
			return PICK(statuses);
		if (strstr(f->name, "country"))
			return PICK(countries);
		return strstr(f->name, "state") ? PICK(states) : PICK(carriers);
	default: return PICK(texts);
	}
}

static int64_t number_of(enum om_type t)
{
	static const int64_t weights[] = {
		0, 453592370000, 28349523125, 1133980925000, 1000000000000};

	switch (t) {
	case OM_T_BOOL: return below(2);
	case OM_T_MONEY: return (int64_t)below(8) * 250000 - 250000;
	case OM_T_WEIGHT: return PICK(weights);
	case OM_T_LENGTH: return below(4) * 25400;
	case OM_T_TIME: return random_time();
	case OM_T_DAY: return NOW / 86400 + below(21) - 10;
	case OM_T_CLOCK: return below(2) ? below(86400) : below(24) * 3600;
	default: return below(8) - 1;
	}
}

static struct om_value random_value(const struct om_field *f)
{
	struct om_value v;

	if (fx_is_text(f->type)) {
		v = fx_text(f->type, text_of(f));
		v.num = one_in(2); /* an empty text is stored as null or as "" */
		return v;
	}
	if (one_in(5))
		return fx_none(f->type);
	return fx_num(f->type, number_of(f->type));
}

static void random_order(struct fx_order *o)
{
	memset(o, 0, sizeof(*o));
	for (int i = 0; i < FX_L_master_sku - FX_O_order_number; i++)
		o->v[i] = random_value(&order_fields[i]);
	o->currency = PICK(currencies);
	o->paid_currency = PICK(currencies);
	o->zone = PICK(zones);
	o->channel_id = below(4);
	o->attr_name = one_in(2) ? "Delivery-Date" : one_in(2) ? "Gift wrap" : "";
	o->attr_value = *o->attr_name ? PICK(texts) : "";
	o->line_count = below(FX_LINES + 1);
	for (int l = 0; l < o->line_count; l++)
		for (int i = 0; i < FX_S_available - FX_L_master_sku; i++)
			o->lines[l].v[i] = random_value(&line_fields[i]);
}

/* ---- filters ---- */

static void put_quoted(struct om_buf *b, const char *s)
{
	om__buf_char(b, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			om__buf_char(b, '\\');
		om__buf_char(b, *s);
	}
	om__buf_char(b, '"');
}

static void put_pattern(struct om_buf *b, const char *text)
{
	char p[200];
	size_t n = 0;

	for (; *text && n < 150; text++) {
		/* characters are kept or replaced whole */
		int how = ((unsigned char)*text & 0xc0) == 0x80 ? 5 : below(6);
		if (how < 2) {
			p[n++] = how ? '?' : '*';
			while (((unsigned char)text[1] & 0xc0) == 0x80)
				text++; /* the whole character */
		} else if (how == 2 && ((unsigned char)*text & 0x80) == 0) {
			p[n++] = '*';
			p[n++] = '\\';
			p[n++] = *text;
		} else
			p[n++] = *text;
	}
	if (one_in(3))
		p[n++] = '*';
	p[n] = '\0';
	put_quoted(b, p);
}

static void put_time(struct om_buf *b, bool clock)
{
	static const char *const words[] = {"today", "yesterday", "tomorrow", "today+1d",
		"today-3d", "today-1mo", "today+1w", "today-2bd", "today+1y", "this-week",
		"last-week", "this-month", "last-month", "this-quarter", "last-year", "next-week"};
	static const char *const clocks[] = {
		"now", "now-24h", "now-1d", "now+90min", "today+2h", "now-2bd"};
	int64_t at = random_time();
	char text[OM_TIME_TEXT];

	if (clock && one_in(3)) {
		om__buf_str(b, PICK(clocks));
	} else if (one_in(3)) {
		om__buf_str(b, om__day_print(at / 86400, text));
	} else if (clock && one_in(2)) {
		om__time_print(at, fx_zone(one_in(2) ? "UTC" : "Europe/Berlin"), text);
		if (one_in(2))
			text[19] = '\0'; /* local */
		om__buf_str(b, text);
	} else {
		om__buf_str(b, PICK(words));
	}
}

static void put_literal(struct om_buf *b, const struct om_field *f, bool range)
{
	static const char *const units[] = {"", "lb", "oz", "g", "kg"};
	static const char *const lengths[] = {"", "in", "cm", "ft"};

	switch (f->type) {
	case OM_T_BOOL: om__buf_str(b, one_in(2) ? "yes" : "no"); return;
	case OM_T_MONEY:
		om__buf_fmt(b, "%d", below(8) * 25 - 25);
		if (!range && one_in(3))
			om__buf_fmt(b, " %s", PICK(currencies));
		return;
	case OM_T_WEIGHT: om__buf_fmt(b, "%d%s", below(4), PICK(units)); return;
	case OM_T_LENGTH: om__buf_fmt(b, "%d%s", below(4), PICK(lengths)); return;
	case OM_T_TIME: put_time(b, true); return;
	case OM_T_DAY: put_time(b, false); return;
	case OM_T_CLOCK: om__buf_fmt(b, "%02d:%02d", below(24), one_in(2) ? 0 : below(60)); return;
	case OM_T_INT: om__buf_fmt(b, "%d", below(8) - 1); return;
	case OM_T_SET: put_quoted(b, PICK(members)); return;
	case OM_T_WORD:
		if (f->flags & OM_F_COMPUTED)
			om__buf_str(b, one_in(2) ? "sat" : "sun");
		else if (f->choices)
			om__buf_str(b, statuses[1 + below((int)OM_COUNT(statuses) - 1)]);
		else
			put_quoted(b, strstr(f->name, "country") ? PICK(countries) : text_of(f));
		return;
	case OM_T_REF:
		if (!strcmp(f->name, "source") && one_in(2)) {
			om__buf_fmt(b, "\"#%d\"", 1 + below(3));
			return;
		} /* fallthrough */
	default: put_quoted(b, text_of(f));
	}
}

static void put_zip_item(struct om_buf *b)
{
	static const char *const items[] = {"07030", "372", "372..400", "00000..40000", "..37203",
		"97201..", "97201-1234", "37203-1234", "DE:10000..10999", "DE:10115", "CA:V5A..V6Z",
		"CA:V5A", "GB:SW1..SW20", "GB:S1", "GB:W..W9", "GB:W1..", "005", "12345"};
	const char *item = PICK(items);

	om__buf_str(b, strcmp(item, "GB:W..W9") ? item : "GB:W1..W9");
}

static void put_items(struct om_buf *b, const struct om_field *f, bool ranges)
{
	int n = 1 + below(3);

	om__buf_char(b, '(');
	for (int i = 0; i < n; i++) {
		if (i)
			om__buf_str(b, ", ");
		if (f->type == OM_T_ZIP && ranges) {
			put_zip_item(b);
			continue;
		}
		bool range = ranges && (f->type == OM_T_CLOCK || one_in(2));
		int open = range ? below(4) : 0;
		if (open != 1)
			put_literal(b, f, range);
		if (range)
			om__buf_str(b, "..");
		if (range && open != 2)
			put_literal(b, f, range);
	}
	om__buf_char(b, ')');
}

static void put_compare(
	struct om_buf *b, const struct om_noun *noun, const struct om_field *f, int first, int last)
{
	static const char *const ops[] = {"=", "!=", "<", "<=", ">", ">="};

	om__buf_fmt(b, "%s ", ops[first + below(last - first)]);
	if (last == 6 && one_in(5)) {
		/* another field of the type, the field itself if there is none */
		for (int i = below(noun->field_count), n = 0; n < noun->field_count;
			n++, i = (i + 1) % noun->field_count)
			if (noun->fields[i].type == f->type &&
				!(noun->fields[i].flags & OM_F_INPUT)) {
				om__buf_str(b, noun->fields[i].name);
				return;
			}
	}
	put_literal(b, f, false);
}

static void put_relation(struct om_buf *b, const struct om_noun *noun, const struct om_field *f)
{
	bool text = f->type == OM_T_ID || f->type == OM_T_TEXT || f->type == OM_T_ZIP,
	     set = f->type == OM_T_SET;
	bool number = !fx_is_text(f->type) && f->type != OM_T_BOOL && f->type != OM_T_CLOCK;
	static const char *const hases[] = {"any", "all", "none", "only"};

	om__buf_char(b, ' ');
	if (f->type == OM_T_BOOL) {
		om__buf_fmt(b, "%s %s", one_in(2) ? "=" : "!=", one_in(2) ? "yes" : "no");
		return;
	}
	if (one_in(8)) {
		om__buf_fmt(b, "is %sempty", one_in(2) ? "not " : "");
		return;
	}
	if (one_in(4)) {
		om__buf_fmt(b, "%sin ", one_in(2) ? "not " : "");
		put_items(b, f, number || f->type == OM_T_CLOCK || f->type == OM_T_ZIP);
		return;
	}
	if (f->type == OM_T_CLOCK) {
		om__buf_str(b, one_in(2) ? "< " : ">= ");
		put_literal(b, f, false);
		return;
	}
	if (number) {
		put_compare(b, noun, f, 0, 6);
		return;
	}
	if ((text || set || f->type == OM_T_REF) && one_in(3)) {
		om__buf_fmt(b, "%s ", one_in(2) ? "~" : "!~");
		put_pattern(b, set ? PICK(members) : text_of(f));
		return;
	}
	if (set && one_in(2)) {
		om__buf_fmt(b, "%shas %s ", one_in(4) ? "not " : "", PICK(hases));
		put_items(b, f, false);
		return;
	}
	if ((text || set) && one_in(3)) {
		const char *t = set ? PICK(members) : text_of(f);
		om__buf_fmt(b, "%shas ", one_in(2) ? "not " : "");
		put_quoted(b, *t ? t : "x");
		return;
	}
	put_compare(b, noun, f, 0, 2);
}

static void put_test(struct om_buf *b, const struct om_noun *noun)
{
	const struct om_field *f;

	if (noun == &order_noun && one_in(5)) {
		const struct om_field *bare;
		do
			bare = &PICK(line_fields);
		while (!(bare->flags & OM_F_BARE));
		om__buf_str(b, bare->name);
		put_relation(b, &line_noun, bare);
		return;
	}
	do
		f = &noun->fields[below(noun->field_count)];
	while (f->flags & OM_F_INPUT);
	om__buf_str(b, f->name);
	if (f->flags & OM_F_MAP)
		put_quoted(b, one_in(2) ? "Delivery-Date" : "Gift wrap");
	put_relation(b, noun, f);
}

static void put_expr(struct om_buf *b, const struct om_noun *noun, int depth);

static void put_collection(struct om_buf *b, int depth)
{
	static const char *const quants[] = {"any", "all", "none"};
	static const char *const sums[] = {"quantity", "line_total", "quantity_shipped"};
	static const char *const ops[] = {"=", "!=", "<", "<=", ">", ">="};
	int how = below(6);
	const char *sum = PICK(sums);

	if (how < 3) {
		om__buf_fmt(b, "%s lines (", PICK(quants));
		put_expr(b, &line_noun, depth);
		om__buf_char(b, ')');
		return;
	}
	if (how == 3) {
		om__buf_fmt(
			b, "count %s %s %d", one_in(2) ? "labels" : "skus", PICK(ops), below(3));
		return;
	}
	om__buf_str(b, how == 4 ? "count lines" : "sum lines.");
	if (how == 5)
		om__buf_str(b, sum);
	if (one_in(2)) {
		om__buf_str(b, " (");
		put_expr(b, &line_noun, depth);
		om__buf_char(b, ')');
	}
	om__buf_fmt(b, " %s %d", PICK(ops), how == 5 && *sum == 'l' ? below(5) * 25 : below(4));
	if (how == 5 && *sum == 'l' && one_in(3))
		om__buf_fmt(b, " %s", PICK(currencies));
}

static void put_expr(struct om_buf *b, const struct om_noun *noun, int depth)
{
	int how = depth > 0 ? below(8) : 7, n;

	if (how < 3) {
		n = 2 + below(2);
		om__buf_char(b, '(');
		for (int i = 0; i < n; i++) {
			if (i)
				om__buf_str(b, one_in(2) ? " and " : " or ");
			put_expr(b, noun, depth - 1);
		}
		om__buf_char(b, ')');
	} else if (how == 3) {
		om__buf_str(b, "not ");
		put_expr(b, noun, depth - 1);
	} else if (how == 4 && noun == &order_noun) {
		put_collection(b, depth - 1);
	} else {
		put_test(b, noun);
	}
}

/* ---- the property ---- */

static int tried, refused, needed_eval, failures;

static void fail(const char *what, const char *filter, uint64_t seed, uint64_t sql, uint64_t facts)
{
	if (++failures > 20)
		return;
	printf("# %s, seed %llu: %s\n#   SQL %012llx, facts %012llx\n", what,
		(unsigned long long)seed, filter, (unsigned long long)sql,
		(unsigned long long)facts);
}

static uint64_t evaluate(const struct om_filter *f)
{
	uint64_t bits = 0;

	for (int i = 0; i < ROWS; i++)
		if (fx_eval(f, &rows[i], &arena))
			bits |= (uint64_t)1 << i;
	return bits;
}

static void try_print(const struct om_filter *f, uint64_t facts, uint64_t seed)
{
	struct om_err err = {0};
	struct om_filter *again = NULL;
	struct om_buf one, two;

	om__buf_init(&one, 0);
	om__buf_init(&two, 0);
	om__filter_print(f, &one);
	if (om__filter_parse(&arena, &order_noun, &env, one.data, "", &again, &err)) {
		fail(err.message, one.data, seed, 0, 0);
	} else {
		om__filter_print(again, &two);
		if (strcmp(one.data, two.data) != 0)
			fail("the print of the print differs", one.data, seed, 0, 0);
		if (evaluate(again) != facts)
			fail("the print means something else", one.data, seed, 0, 0);
	}
	om__buf_release(&one);
	om__buf_release(&two);
}

static void try_filter(sqlite3 *db, const char *text, uint64_t seed)
{
	struct om_err err = {0};
	struct om_filter *f = NULL;
	uint64_t sql = 0, facts;
	bool needs_eval = false;

	tried++;
	if (om__filter_parse(&arena, &order_noun, &env, text, "", &f, &err)) {
		/* reversed ranges and the like are refused, and nothing else */
		refused++;
		if (strcmp(err.word, "filter-range") != 0 && strcmp(err.word, "filter-limit") != 0)
			fail(err.message, text, seed, 0, 0);
		return;
	}
	facts = evaluate(f);
	if (!fx_select(db, f, "orders o", &arena, &sql, &needs_eval)) {
		fail("does not run", text, seed, 0, facts);
		return;
	}
	needed_eval += needs_eval;
	/* With computed fields the database gives a superset. */
	if (needs_eval ? (sql & facts) != facts : sql != facts)
		fail(needs_eval ? "SQL takes rows away" : "the back ends differ", text, seed, sql,
			facts);
	if (tried % 4 == 0)
		try_print(f, facts, seed);
}

/* Nested deeper than one statement goes: the rest is the evaluator's. */
static void put_chain(struct om_buf *b, int levels)
{
	for (int i = 0; i < levels; i++) {
		put_test(b, &order_noun);
		om__buf_fmt(b, " %s %s(", i % 2 ? "and" : "or", one_in(3) ? "not " : "");
	}
	put_expr(b, &order_noun, 2);
	for (int i = 0; i < levels; i++)
		om__buf_char(b, ')');
}

static void round_of(uint64_t seed)
{
	sqlite3 *db = fx_database();
	struct om_buf b;

	state = seed;
	fx_run(db, "begin");
	for (int i = 0; i < ROWS; i++) {
		random_order(&rows[i]);
		fx_store(db, i, &rows[i]);
	}
	fx_run(db, "commit");
	om__buf_init(&b, 0);
	for (int i = 0; i < FILTERS_A_ROUND; i++) {
		om__buf_clear(&b);
		if (one_in(50))
			put_chain(&b, 4 + below(30));
		else
			put_expr(&b, &order_noun, below(4));
		try_filter(db, b.data, seed);
		om__arena_reset(&arena);
	}
	om__buf_release(&b);
	sqlite3_close(db);
	om__arena_reset(&row_arena);
}

int main(int argc, char **argv)
{
	uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 20260308;
	int cases = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 20000;

	om__arena_init(&arena);
	om__arena_init(&row_arena);
	env = (struct om_filter_env){.now = NOW,
		.zone = fx_zone("America/New_York"),
		.currency = "USD",
		.weight_unit = "lb",
		.length_unit = "in",
		.week_start = 1,
		.zone_of = fx_zone_of,
		.zones = zone_names,
		.zone_count = OM_COUNT(zone_names)};
	printf("# seed %llu, %d cases\n", (unsigned long long)seed, cases);
	while (tried < cases)
		round_of(seed++);
	printf("# %d refused, %d with computed fields\n", refused, needed_eval);
	is_int(failures, 0, "%d random filters mean the same in SQL and in C", tried);
	ok(refused < tried / 5, "most of them are read");
	om__arena_release(&arena);
	om__arena_release(&row_arena);
	return done();
}
