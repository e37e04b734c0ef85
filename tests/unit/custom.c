/* Custom fields as core knows them, labels by name, and who acts (catalog.md C15, "Users and
 * profile"). */
#include <om/admin.h>
#include <om/catalog.h>
#include <om/order.h>
#include <om/sheet.h>
#include "base/buf.h"
#include "core/actor.h"
#include "core/core.h"
#include "core/custom.h"
#include "core/label.h"
#include "tap.h"

static struct om *om;
static struct om_arena arena;

static void open_database(void)
{
	struct om_options options = {.db = ":memory:",
		.mode = OM_OPEN_CREATE,
		.now = 1772971200,
		.seed = 1,
		.actor = "os:ann",
		.program = "om-test",
		.command = "om-test"};
	struct om_init init = {.currency = "USD", .country = "US"};
	struct om_err err = {0};
	bool existed;

	if (om_open(&options, &om, &err) || om_init(om, &init, &existed, &err)) {
		printf("Bail out! %s\n", err.message);
		exit(1);
	}
}

static int64_t make(const struct om_noun *noun, const struct om_assign *assigns, int n)
{
	enum om_outcome outcome;
	struct om_err err = {0};
	int64_t id = 0;

	if (om_create(om, noun, assigns, n, NULL, &id, &outcome, &err)) {
		printf("Bail out! %s\n", err.message);
		exit(1);
	}
	return id;
}

static const struct {
	const char *name, *type;
	enum om_type value_type;
	const char *typed, *printed; /* a value as typed and as it is printed back */
	int64_t num;
} customs[] = {
	{"B", "boolean", OM_T_BOOL, "TRUE", "yes", 1},
	{"D", "decimal", OM_T_DECIMAL, "-1,234.50", "-1234.5", -12345000},
	{"I", "integer", OM_T_INT, "-7", "-7", -7},
	{"L", "list", OM_T_TEXT, "RED", "red", 0},
	{"T", "text", OM_T_TEXT, " a b ", "a b", 0},
	{"W", "date", OM_T_DAY, "2026-03-08", "2026-03-08", 20520},
};

static void make_fields(void)
{
	for (size_t i = 0; i < OM_COUNT(customs); i++) {
		const struct om_assign field[] = {{"name", customs[i].name}, {"entity", "product"},
			{"type", customs[i].type},
			{"options", strcmp(customs[i].type, "list") ? "" : "red|blue"}};

		make(om_custom_field_noun(), field, OM_COUNT(field));
	}
}

static const struct om_field *map_of(const struct om_noun *noun, const char *name)
{
	const struct om_field *f;

	for (int i = 0; (f = om_noun_field_at(noun, i)); i++)
		if (!strcmp(f->name, name))
			return f;
	return NULL;
}

static void test_fields(void)
{
	const struct om_field *cf = map_of(om_product_noun(), "cf:"),
			      *pcf = map_of(om_order_line_noun(), "pcf:"),
			      *attr = map_of(om_order_noun(), "attr:"), *got;
	const struct om__custom *c;
	struct om_err err = {0};

	ok(cf && om__is_custom_map(cf) && pcf && om__is_custom_map(pcf), "cf: and pcf: are maps");
	ok(attr && !om__is_custom_map(attr), "attr: has no definitions");
	is_int(om__custom_field(om, om_order_noun(), attr, "x", &got, &err), 0, "attr:x");
	ok(got == attr, "it is the map itself");
	for (size_t i = 0; i < OM_COUNT(customs); i++) {
		bool is_text = customs[i].value_type == OM_T_TEXT;

		is_int(om__custom_at(om, om_product_noun(), (int)i, &c, &err), 0, "field %zu", i);
		is_str(c ? c->name : NULL, customs[i].name, "they come by name");
		is_int(om__custom_field(om, om_product_noun(), cf, customs[i].name, &got, &err), 0,
			"cf:%s", customs[i].name);
		ok(got && got->type == customs[i].value_type, "has its type");
		ok(got && got->sql == (is_text ? cf->sql : cf->unit_sql), "and the SQL for it");
		is_int(om__custom_field(om, om_order_line_noun(), pcf, customs[i].name, &got, &err),
			0, "pcf:%s of an item", customs[i].name);
		ok(got && got->type == customs[i].value_type &&
				got->sql == (is_text ? pcf->sql : pcf->unit_sql),
			"is that of its product");
	}
	is_int(om__custom_at(om, om_product_noun(), OM_COUNT(customs), &c, &err), 0,
		"past the end");
	ok(!c, "there is none");
	is_int(om__custom_field(om, om_product_noun(), cf, "b", &got, &err), 0, "another case");
	ok(!got, "is another name");
	is_int(om__custom_field(
		       om, om_order_noun(), map_of(om_order_noun(), "cf:"), "B", &got, &err),
		0, "a field of products");
	ok(!got, "is none of orders");
}

static void test_values(void)
{
	struct om_assign assigns[3 + OM_COUNT(customs)] = {
		{"sku", "A"}, {"name", "a"}, {"brand", "b"}};
	const struct om__custom *c;
	struct om_err err = {0};
	struct om_value v;
	int64_t id, count;

	for (size_t i = 0; i < OM_COUNT(customs); i++)
		assigns[3 + i] = (struct om_assign){
			om__printf(&arena, "cf:%s", customs[i].name), customs[i].typed};
	id = make(om_product_noun(), assigns, OM_COUNT(assigns));
	for (size_t i = 0; i < OM_COUNT(customs); i++) {
		is_int(om__custom_at(om, om_product_noun(), (int)i, &c, &err), 0, "field %zu", i);
		is_int(om__custom_get(om, c, id, &arena, &v, &err), 0, "its value");
		ok(!v.is_empty && v.num == customs[i].num, "is the number %lld", (long long)v.num);
		is_str(om_value_print(om, &arena, &v), customs[i].printed, "and printed");
		is_int(om__custom_get(om, c, id + 1, &arena, &v, &err), 0, "of another record");
		ok(v.is_empty, "it is empty");
	}
	is_int(om__custom_count(om, c, id, &count, &err), 0, "count");
	is_int(count, OM_COUNT(customs), "every one has a value");
}

static int put(struct om *handle, void *arg, struct om_err *err)
{
	const struct om__custom *const *c = arg;
	const struct om_value none = {.is_empty = true, .text = "", .unit = ""};
	int rc = om__custom_put(handle, *c, 1, &none, err);

	return rc < 0 ? rc : om__label_grow(handle, "rush", err);
}

static void test_writing(void)
{
	const struct om__custom *c;
	struct om__label l;
	struct om_err err = {0};
	struct om_value v;

	is_int(om__custom_at(om, om_product_noun(), 0, &c, &err), 0, "a field");
	is_int(om__label_find(om, "rush", &arena, &l, &err), 0, "no label yet");
	is_int(om__tx_run(om, put, &c, &err), 0, "empty is put");
	is_int(om__custom_get(om, c, 1, &arena, &v, &err), 0, "then");
	ok(v.is_empty, "there is no value");
	is_int(om__label_find(om, "RUSH", &arena, &l, &err), 1, "a label has grown");
	is_str(l.label, "rush", "in its own spelling");
	is_int(om__tx_run(om, put, &c, &err), 0, "again");
	is_int(om__label_find(om, "rush", &arena, &l, &err), 1, "it is one label");
}

static void test_permissions(void)
{
	static const struct {
		const char *permissions, *word;
		bool may;
	} rows[] = {{"", "orders", false}, {"orders", "orders", true},
		{"orders|users", "users", true}, {"orders", "order", false},
		{"order", "orders", false}, {"all", "orders", true}, {"orders|all", "users", true},
		{"value_reconcile", "value_reconcile_all", false}, {"allow", "orders", false}};
	struct om_err err = {0};
	int64_t others;

	for (size_t i = 0; i < OM_COUNT(rows); i++)
		ok(om__permits(rows[i].permissions, rows[i].word) == rows[i].may, "'%s' and %s",
			rows[i].permissions, rows[i].word);
	is_int(om__admins(om, 0, &others, &err), 0, "who has users");
	is_int(others, 1, "the first user");
	is_int(om__admins(om, 1, &others, &err), 0, "besides the first");
	is_int(others, 0, "none");
}

int main(void)
{
	om__arena_init(&arena);
	open_database();
	make_fields();
	test_fields();
	test_values();
	test_writing();
	test_permissions();
	om_close(om);
	om__arena_release(&arena);
	return done();
}
