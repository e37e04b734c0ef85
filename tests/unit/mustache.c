/* The Mustache renderer: the six required modules of the public specification, and what is refused.
 *
 * The suites are read from $OM_REAL_DATA, else from ../shared/data beside the checkout; where
 * neither is there this part is skipped and says so. */
#include "base/mustache.h"
#include "tap.h"
#include <jansson.h>
#include <limits.h>

static struct om_arena arena;

/* ---- JSON as views ---- */

static struct om_view view_of(json_t *json);

static struct om_view list_of(json_t *json)
{
	size_t n = json_array_size(json);
	struct om_view *items = OM_NEWN(&arena, struct om_view, n + 1);

	for (size_t i = 0; i < n; i++)
		items[i] = view_of(json_array_get(json, i));
	return (struct om_view){.kind = OM_VIEW_LIST, .items = items, .count = (int)n};
}

static struct om_view object_of(json_t *json)
{
	size_t n = json_object_size(json), i = 0;
	struct om_view *items = OM_NEWN(&arena, struct om_view, n + 1);
	const char **names = OM_NEWN(&arena, const char *, n + 1);
	const char *key;
	json_t *value;

	json_object_foreach(json, key, value)
	{
		names[i] = om__strdup(&arena, key);
		items[i++] = view_of(value);
	}
	return (struct om_view){
		.kind = OM_VIEW_OBJECT, .items = items, .names = names, .count = (int)n};
}

static struct om_view view_of(json_t *json)
{
	struct om_view text = {.kind = OM_VIEW_TEXT, .is_raw = true};

	switch (json_typeof(json)) {
	case JSON_OBJECT: return object_of(json);
	case JSON_ARRAY: return list_of(json);
	case JSON_STRING: text.text = om__strdup(&arena, json_string_value(json)); return text;
	case JSON_INTEGER:
		text.text = om__printf(&arena, "%" JSON_INTEGER_FORMAT, json_integer_value(json));
		return text;
	case JSON_REAL: text.text = om__printf(&arena, "%.15g", json_real_value(json)); return text;
	case JSON_TRUE: text.text = "true"; return text;
	case JSON_FALSE: return (struct om_view){.kind = OM_VIEW_FALSE};
	default: return (struct om_view){.kind = OM_VIEW_NONE};
	}
}

static const char *partial_of(void *arg, const char *name)
{
	return json_string_value(json_object_get(arg, name));
}

/* ---- the suites ---- */

static void run_case(const char *suite, json_t *test)
{
	struct om_view view = view_of(json_object_get(test, "data"));
	struct om_mustache how = {OM_ESCAPE_HTML, partial_of, json_object_get(test, "partials")};
	struct om_err err = {0};
	struct om_buf out;

	om__buf_init(&out, 0);
	if (om__mustache(json_string_value(json_object_get(test, "template")), "case", &how, &view,
		    &out, &err) < 0)
		ok(false, "%s: %s", suite, err.message);
	else
		is_str(out.data, json_string_value(json_object_get(test, "expected")), "%s: %s",
			suite, json_string_value(json_object_get(test, "name")));
	om__buf_release(&out);
	om__arena_reset(&arena);
}

static int run_suite(const char *folder, const char *suite)
{
	char path[PATH_MAX];
	json_error_t why;
	json_t *json, *test;
	size_t i;
	int n = 0;

	snprintf(path, sizeof(path), "%s/suites/mustache/%s.json", folder, suite);
	json = json_load_file(path, JSON_ALLOW_NUL, &why);
	if (!json)
		return 0;
	json_array_foreach(json_object_get(json, "tests"), i, test)
	{
		run_case(suite, test);
		n++;
	}
	json_decref(json);
	return n;
}

static void test_suites(void)
{
	static const char *const suites[] = {
		"comments", "delimiters", "interpolation", "inverted", "partials", "sections"};
	const char *folder = getenv("OM_REAL_DATA");
	int n = 0;

	if (!folder)
		folder = "../shared/data";
	for (size_t i = 0; i < OM_COUNT(suites); i++)
		n += run_suite(folder, suites[i]);
	if (n)
		is_int(n, 136, "the suites of the public specification are whole");
	else
		ok(true, "the suites of the public specification # SKIP not in %s", folder);
}

/* ---- our own ---- */

struct row {
	const char *template, *want; /* want: the text, or the word of the error */
	int64_t line;
	int column;
};

static const char *own_partial(void *arg, const char *name)
{
	(void)arg;
	if (!strcmp(name, "loop"))
		return "{{>loop}}";
	return !strcmp(name, "bad") ? "one\n{{#x}}" : NULL;
}

static void test_own(void)
{
	static const struct row rows[] = {
		{"{{number}}", "A&lt;1&gt;", 0, 0},
		{"{{#items}}{{sku}}{{^is_last}}, {{/is_last}}{{/items}}", "MUG, TEE", 0, 0},
		{"{{nothing}}|{{order.nothing.more}}|{{items}}", "||", 0, 0},
		{"{{#empty}}no{{/empty}}{{^empty}}yes{{/empty}}", "yes", 0, 0},
		{"{{{code}}}{{&code}}", "<b><b>", 0, 0},
		{"a\n  {{{number}}}", "template-raw", 2, 3},
		{"{{&number}}", "template-raw", 1, 1},
		{"{{number", "template-syntax", 1, 1},
		{"x {{{number}}", "template-syntax", 1, 3},
		{"{{#a}}\n{{/b}}", "template-syntax", 2, 1},
		{"{{#a}}\n", "template-syntax", 1, 1},
		{"text{{/a}}", "template-syntax", 1, 5},
		{"{{}}", "template-syntax", 1, 1},
		{"{{order number}}", "template-syntax", 1, 1},
		{"{{=<%=}}", "template-syntax", 1, 1},
		{"{{=<% % >=}}", "template-syntax", 1, 1},
		{"{{=<= =>=}}", "template-syntax", 1, 1},
		{"{{<parent}}{{/parent}}", "template-syntax", 1, 1},
		{"{{$block}}{{/block}}", "template-syntax", 1, 1},
		{"{{>*name}}", "template-syntax", 1, 1},
		{"{{>loop}}", "template-depth", 1, 1},
		{"{{>bad}}", "template-syntax", 2, 1},
		{"{{>none}}rest", "rest", 0, 0},
	};
	static const char *const names[] = {"number", "code", "empty", "items"};
	static const char *const item_names[] = {"sku", "is_last"};
	static const struct om_view first[] = {
		{.kind = OM_VIEW_TEXT, .text = "MUG"}, {.kind = OM_VIEW_FALSE}};
	static const struct om_view last[] = {
		{.kind = OM_VIEW_TEXT, .text = "TEE"}, {.kind = OM_VIEW_TEXT, .text = "yes"}};
	static const struct om_view items[] = {
		{.kind = OM_VIEW_OBJECT, .items = first, .names = item_names, .count = 2},
		{.kind = OM_VIEW_OBJECT, .items = last, .names = item_names, .count = 2}};
	static const struct om_view members[] = {{.kind = OM_VIEW_TEXT, .text = "A<1>"},
		{.kind = OM_VIEW_TEXT, .text = "<b>", .is_raw = true},
		{.kind = OM_VIEW_TEXT, .text = ""},
		{.kind = OM_VIEW_LIST, .items = items, .count = 2}};
	static const struct om_view data = {
		.kind = OM_VIEW_OBJECT, .items = members, .names = names, .count = 4};
	struct om_mustache how = {OM_ESCAPE_HTML, own_partial, NULL};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om_err err = {0};
		struct om_buf out;
		int rc;

		om__buf_init(&out, 0);
		rc = om__mustache(rows[i].template, "own", &how, &data, &out, &err);
		is_str(rc < 0 ? err.word : out.data, rows[i].want, "%.*s",
			(int)strcspn(rows[i].template, "\n"), rows[i].template);
		is_int(err.line, rows[i].line, "... line");
		is_int(err.column, rows[i].column, "... column");
		om__buf_release(&out);
	}
}

static void test_nesting(void)
{
	struct om_mustache how = {.escape = OM_ESCAPE_NONE};
	struct om_view view = {.kind = OM_VIEW_TEXT, .text = "<&>"};

	for (int n = 32; n <= 33; n++) {
		struct om_err err = {0};
		struct om_buf text, out;

		om__buf_init(&text, 0);
		om__buf_init(&out, 0);
		for (int i = 0; i < n; i++)
			om__buf_str(&text, "{{#.}}");
		om__buf_str(&text, "{{.}}");
		for (int i = 0; i < n; i++)
			om__buf_str(&text, "{{/.}}");
		is_int(om__mustache(text.data, "deep", &how, &view, &out, &err),
			n == 32 ? 0 : OM_EINVAL, "%d sections in one another", n);
		is_str(n == 32 ? out.data : err.word, n == 32 ? "<&>" : "template-depth",
			"... says so, escaping nothing");
		om__buf_release(&out);
		om__buf_release(&text);
	}
}

static void test_limit(void)
{
	struct om_mustache how = {.escape = OM_ESCAPE_HTML};
	struct om_view view = {.kind = OM_VIEW_NONE};
	struct om_err err = {0};
	struct om_buf out;

	om__buf_init(&out, 10);
	is_int(om__mustache("more than ten bytes", "long", &how, &view, &out, &err), OM_ELIMIT,
		"the output is bounded");
	is_str(err.word, "too-large", "... and says so");
	om__buf_release(&out);
}

int main(void)
{
	om__arena_init(&arena);
	test_suites();
	test_own();
	test_nesting();
	test_limit();
	om__arena_release(&arena);
	return done();
}
