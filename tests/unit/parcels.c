/* What is known of tracking numbers, carriers and places by their texts alone (shipping.md R9,
 * R16), and of the names in templates. */
#include "base/mustache.h"
#include "ship/shipment_sheet.h"
#include "doc/template.h"
#include "tap.h"

static void test_numbers(void)
{
	static const struct {
		const char *carrier, *number;
		bool is_odd;
	} rows[] = {
		{"UPS", "1Z999AA10123456784", false},
		{"UPS", "1z999aa10123456784", false},
		{"UPS", "1Z999AA10123456785", true},
		{"USPS", "9400100000000000000006", false},
		{"USPS", "9400100000000000000001", true},
		{"FedEx", "986578788855", false},
		{"FedEx", "986578788854", true},
		{"Post", "RB123456785GB", false},
		{"Post", "RB123456784GB", true},
		/* A shape that no carrier gave a check digit is never odd. */
		{"Own", "986578788854", false},
		{"UPS", "A1", false},
		{"UPS", "", false},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++)
		ok(om_tracking_is_odd(rows[i].carrier, rows[i].number) == rows[i].is_odd,
			"%s %s is %s", rows[i].carrier, rows[i].number,
			rows[i].is_odd ? "odd" : "right");
}

static void test_clean(void)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"1Z 999 AA1 01 2345 6784", "1Z999AA10123456784"},
		{"'9400100000000000000006", "9400100000000000000006"},
		{"' 94 \t00", "9400"},
		{"", ""},
	};
	struct om_arena arena;

	om__arena_init(&arena);
	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		const char *got = om_tracking_clean(&arena, rows[i].text);

		ok(got && !strcmp(got, rows[i].want), "'%s' is '%s'", rows[i].text, rows[i].want);
	}
	om__arena_release(&arena);
}

static void test_carriers(void)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"ups", "UPS"},
		{"U.P.S.", "UPS"},
		{"Fed Ex", "FedEx"},
		{"FEDERAL-EXPRESS", "FedEx"},
		{"usps", "USPS"},
		{"dhl ecommerce", "DHL eCommerce"},
		{"DHL Express", "DHL"},
		{"royal_mail", "Royal Mail"},
		{"UP", NULL},
		{"UPSX", NULL},
		{"", NULL},
		{"--", NULL},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		const char *got = om__carrier_name(rows[i].text);

		ok(got ? rows[i].want && !strcmp(got, rows[i].want) : !rows[i].want, "'%s' is %s",
			rows[i].text, rows[i].want ? rows[i].want : "none");
	}
}

static void test_zones(void)
{
	static const struct {
		const char *place, *want;
	} rows[] = {
		{"A-10-1", "A"},
		{"A10", "A"},
		{"AB-9", "AB"},
		{"12-3", "12"},
		{"12B3", "12"},
		{"DOCK 4", "DOCK"},
		{"GLOBAL", "GLOBAL"},
		{"-", ""},
	};
	struct om_arena arena;

	om__arena_init(&arena);
	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		const char *got = om__pick_zone(&arena, rows[i].place);

		ok(got && !strcmp(got, rows[i].want), "'%s' lies in '%s'", rows[i].place,
			rows[i].want);
	}
	om__arena_release(&arena);
}

static void test_templates(void)
{
	static const struct {
		const char *text, *word; /* NULL: it is right */
		int64_t line;
		int column;
	} rows[] = {
		{"{{order.number}}", NULL, 0, 0},
		{"{{#items}}{{sku}}{{^is_last}}, {{/is_last}}{{/items}}", NULL, 0, 0},
		{"{{#order}}{{number}}{{/order}}{{>style}}{{! a word }}", NULL, 0, 0},
		{"{{=<% %>=}}<%order.number%>", NULL, 0, 0},
		{"{{{order.number}}}", "template-raw", 1, 1},
		{"{{&order.number}}", "template-raw", 1, 1},
		{"a\n b {{order.nubmer}}", "unknown-field", 2, 4},
		{"{{orders}}", "unknown-field", 1, 1},
		{"{{order.sku}}", "unknown-field", 1, 1},
		{"{{>header}}", "unknown-template", 1, 1},
		{"{{#items}}", "template-syntax", 1, 1},
		{"\n\n{{/items}}", "template-syntax", 3, 1},
		{"{{order.number", "template-syntax", 1, 1},
		{"{{<order}}{{/order}}", "template-syntax", 1, 1},
	};
	const struct om__doc_kind *kind = om__doc_kind("packing-slip");

	ok(kind && !om__doc_kind("po"), "the kinds of templates");
	for (size_t i = 0; kind && i < OM_COUNT(rows); i++) {
		struct om_err err = {0};
		int rc = om__template_check(kind, rows[i].text, "t.html", NULL, &err);

		ok(rows[i].word ? rc < 0 && !strcmp(err.word, rows[i].word) &&
					err.line == rows[i].line && err.column == rows[i].column
				: rc == 0,
			"template %zu: %s", i + 1, rows[i].word ? rows[i].word : "right");
	}
	ok(kind && om__template_check(kind, kind->html, "html", NULL, NULL) == 0 &&
			om__template_check(kind, kind->txt, "txt", NULL, NULL) == 0,
		"the built-in ones pass their own check");
}

static void keep_place(void *arg, const struct om_err *err)
{
	char *to = arg;
	size_t n = strlen(to);

	snprintf(to + n, 200 - n, "%lld:%d %s ", (long long)err->line, err->column, err->word);
}

/* Reading goes on behind each finding; the last one is the error. */
static void test_findings(void)
{
	static const struct {
		const char *text, *found;
	} rows[] = {
		{"{{order.number}}", ""},
		{"{{nope}}\n{{#items}}{{skew}}{{/items}}\n{{>head}}",
			"1:1 unknown-field 2:11 unknown-field 3:1 unknown-template "},
		{"{{ }}{{#items}}{{sku}}{{/packages}}{{/items}}{{nope}}",
			"1:1 template-syntax 1:23 template-syntax 1:46 unknown-field "},
		{"{{#items}}\n{{#packages}}\n{{/items}}{{{number}}}",
			"3:1 template-syntax 3:11 template-raw "},
		{"{{#items}}{{nope}}\n{{#packages}}{{=a=}}",
			"1:1 template-syntax 1:11 unknown-field 2:1 template-syntax 2:14 "
			"template-syntax "},
		{"{{nope}}{{open", "1:1 unknown-field 1:9 template-syntax "},
	};
	const struct om__doc_kind *kind = om__doc_kind("packing-slip");

	for (size_t i = 0; kind && i < OM_COUNT(rows); i++) {
		char found[200] = "";
		struct om_findings to = {keep_place, found};
		struct om_err err = {0};

		if (om__template_check(kind, rows[i].text, "t", &to, &err) < 0)
			keep_place(found, &err);
		is_str(found, rows[i].found, "findings %zu", i + 1);
	}
}

int main(void)
{
	test_numbers();
	test_clean();
	test_carriers();
	test_zones();
	test_templates();
	test_findings();
	return done();
}
