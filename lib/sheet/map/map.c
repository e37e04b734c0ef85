/* Maps: reading the text that says how a foreign file's headers become our columns (catalog.md
 * "Sheets", orders.md H2).
 *
 * A line is a rule, an option or a filter; nothing is guessed, and every mistake names its line.
 * Headers of the foreign file are only looked for when a file is read, because exports of one shop
 * differ. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include "base/buf.h"
#include "base/text.h"
#include "sheet/input/input.h"
#include "sheet/map/shop.h"
#include "sheet/plan.h"

#define MAP_LINES_MAX 2000
#define MAP_IGNORED_MAX 5000

struct reader {
	struct om_sheet_map *map;
	const struct om_noun *noun, *child;
	struct om_arena *arena;
	int line;
};

static int fail(const struct reader *r, struct om_err *err, const char *word, const char *fmt,
	const char *what)
{
	om_err_set(err, OM_EINVAL, word, fmt, what);
	om_err_at(err, r->map->source, r->line, 0);
	return OM_EINVAL;
}

/* ---- options ---- */

typedef int option_fn(struct reader *, const char *value, struct om_err *);

static int set_date_format(struct reader *r, const char *value, struct om_err *err)
{
	r->map->date_format = om__choice(r->arena, value, "iso mdy dmy");
	return r->map->date_format
		? 0
		: fail(r, err, "bad-choice", "'%s' is none of iso mdy dmy", value);
}

static int set_header_row(struct reader *r, const char *value, struct om_err *err)
{
	struct om_err why = {0};

	if (om__int_parse(value, &r->map->header_line, &why) < 0 || r->map->header_line < 1)
		return fail(r, err, "not-integer", "header_row: '%s' is not 1 or more", value);
	return 0;
}

static int set_encoding(struct reader *r, const char *value, struct om_err *err)
{
	(void)err;
	r->map->encoding = value;
	return 0;
}

static int set_delimiter(struct reader *r, const char *value, struct om_err *err)
{
	static const struct {
		const char *name;
		char c;
	} names[] = {{",", ','}, {";", ';'}, {"|", '|'}, {"tab", '\t'}, {"\\t", '\t'},
		{"comma", ','}, {"semicolon", ';'}, {"pipe", '|'}};

	for (size_t i = 0; i < OM_COUNT(names); i++) {
		if (om__caseeq(value, names[i].name)) {
			r->map->delimiter = names[i].c;
			return 0;
		}
	}
	return fail(r, err, "bad-choice", "delimiter: '%s' is none of , ; | tab", value);
}

static int set_on_duplicate(struct reader *r, const char *value, struct om_err *err)
{
	const char *word = om__choice(r->arena, value, "refuse first");

	if (!word)
		return fail(
			r, err, "bad-choice", "on_duplicate: '%s' is none of refuse first", value);
	r->map->duplicate_first = !strcmp(word, "first");
	return 0;
}

static int set_shop(struct reader *r, const char *value, struct om_err *err)
{
	r->map->shop = om__shop_find(value);
	return r->map->shop
		? 0
		: fail(r, err, "bad-choice",
			  "shop: '%s' is none of shopify amazon ebay woocommerce bigcommerce "
			  "order-manager",
			  value);
}

static int set_header_has(struct reader *r, const char *value, struct om_err *err)
{
	(void)err;
	r->map->header_has = value;
	return 0;
}

static int set_sheet(struct reader *r, const char *value, struct om_err *err)
{
	(void)err;
	r->map->sheets = value;
	return 0;
}

static int set_flag(
	struct reader *r, const char *name, const char *value, bool *ret, struct om_err *err)
{
	struct om_err why = {0};

	if (om__bool_parse(value, ret, &why) == 0)
		return 0;
	fail(r, err, "not-boolean", "'%s' is neither yes nor no", value);
	om_err_field(err, name, value);
	return OM_EINVAL;
}

static int set_ignore_case(struct reader *r, const char *value, struct om_err *err)
{
	return set_flag(r, "ignore_case", value, &r->map->ignore_case, err);
}

static int set_quotes(struct reader *r, const char *value, struct om_err *err)
{
	bool is_quoted = true;
	int rc = set_flag(r, "quotes", value, &is_quoted, err);

	r->map->is_unquoted = !is_quoted;
	return rc;
}

/* What is said of a built-in map is read where it is listed. */
static int set_nothing(struct reader *r, const char *value, struct om_err *err)
{
	(void)r;
	(void)value;
	(void)err;
	return 0;
}

static const struct {
	const char *name;
	option_fn *set;
} options[] = {
	{"about", set_nothing},
	{"fits", set_nothing},
	{"header_has", set_header_has},
	{"ignore_case", set_ignore_case},
	{"quotes", set_quotes},
	{"sheet", set_sheet},
	{"shop", set_shop},
	{"date_format", set_date_format},
	{"header_row", set_header_row},
	{"encoding", set_encoding},
	{"delimiter", set_delimiter},
	{"on_duplicate", set_on_duplicate},
};

/* ---- rules ---- */

/* "@B" is 1; -1: no letters. */
static int column_letter(const char *text)
{
	int column = 0, letters = 0;

	for (const char *p = text + 1; *p; p++, letters++) {
		if (letters == 3 || ((*p < 'A' || *p > 'Z') && (*p < 'a' || *p > 'z')))
			return -1;
		column = column * 26 + ((*p | 32) - 'a') + 1;
	}
	return letters ? column - 1 : -1;
}

/* Takes the quotes off; two inside are one. */
static char *unquote(struct om_arena *arena, const char *text)
{
	size_t len = strlen(text), n = 0;
	char *plain;

	if (len < 2 || text[0] != '"' || text[len - 1] != '"')
		return om__strdup(arena, text);
	plain = om__alloc(arena, len);
	for (size_t i = 1; plain && i + 1 < len; i++) {
		plain[n++] = text[i];
		i += text[i] == '"' && i + 2 < len && text[i + 1] == '"';
	}
	return plain;
}

/* The end of the term at P: before ` + ` or ` / ` outside quotes, or at the end of the line. */
static const char *term_end(const char *p)
{
	bool is_quoted = false;

	for (const char *from = p; *p; p++) {
		is_quoted ^= *p == '"';
		if (!is_quoted && p > from && (*p == '+' || *p == '/') && p[-1] == ' ' &&
			(p[1] == ' ' || !p[1]))
			return p;
	}
	return p;
}

static int add_term(struct reader *r, struct om__map_rule *rule, const char *text, bool begins,
	struct om_err *err)
{
	struct om__map_term *term = &rule->terms[rule->term_count];

	if (!*text)
		return fail(r, err, "bad-row", "%s: no header is named", rule->name);
	*term = (struct om__map_term){.letter = -1, .begins = begins};
	if (text[0] == '@')
		term->letter = column_letter(text);
	if (text[0] == '@' && term->letter < 0)
		return fail(r, err, "bad-row", "'%s' is no column letter such as @B", text);
	if (text[0] != '@') {
		term->header = unquote(r->arena, text);
		if (!term->header)
			return om__nomem(err);
	}
	rule->term_count++;
	return 0;
}

static int read_terms(
	struct reader *r, struct om__map_rule *rule, const char *text, struct om_err *err)
{
	bool begins = true;

	rule->terms = OM_NEWN(r->arena, struct om__map_term, strlen(text) / 2 + 2);
	if (!rule->terms)
		return om__nomem(err);
	for (const char *p = text;;) {
		const char *end = term_end(p);
		char *term = om__strndup(r->arena, p, (size_t)(end - p));
		int rc;
		term = term ? om__trim(r->arena, term) : NULL;
		rc = term ? add_term(r, rule, term, begins, err) : om__nomem(err);
		if (rc < 0 || !*end)
			return rc;
		begins = *end == '/';
		p = end + 1;
	}
}

static int find_column(
	struct reader *r, const char *name, struct om__column *ret, struct om_err *err)
{
	const char *nearest;

	if (om__column_find(r->arena, r->noun, r->child, name, ret)) {
		if (!ret->is_read_over)
			return 0;
		return fail(r, err, "read-only", "'%s' cannot be set", name);
	}
	fail(r, err, "unknown-column", "no column '%s'", name);
	nearest = om__column_nearest(r->arena, r->noun, r->child, name);
	if (nearest)
		om_err_hint(err, "did you mean '%s'?", nearest);
	return OM_EINVAL;
}

static bool same_column(const struct om__column *a, const struct om__column *b)
{
	return a->field == b->field && (!a->map_name || !strcmp(a->map_name, b->map_name));
}

static int add_rule(
	struct reader *r, const char *name, const char *value, bool is_constant, struct om_err *err)
{
	struct om_sheet_map *map = r->map;
	struct om__map_rule *rule = &map->rules[map->rule_count];
	int rc;

	*rule = (struct om__map_rule){.name = name, .line = r->line};
	rc = find_column(r, name, &rule->column, err);
	if (rc < 0)
		return rc;
	for (int i = 0; i < map->rule_count; i++)
		if (same_column(&map->rules[i].column, &rule->column))
			return fail(r, err, "bad-row",
				"column '%s' has a rule already; ` / ` names alternatives", name);
	map->rule_count++;
	if (!is_constant)
		return read_terms(r, rule, value, err);
	rule->constant = unquote(r->arena, value);
	return rule->constant ? 0 : om__nomem(err);
}

static int add_ignored(struct reader *r, const char *text, struct om_err *err)
{
	for (const char *p = text;; p++) {
		const char *end = p;
		char *header;
		if (*(p += strspn(p, " ")))
			for (end = term_end(p); *end == '+'; end = term_end(end + 1))
				;
		header = om__strndup(r->arena, p, (size_t)(end - p));
		header = header ? om__trim(r->arena, header) : NULL;
		header = header ? unquote(r->arena, header) : NULL;
		if (!header)
			return om__nomem(err);
		if (!*header)
			return fail(r, err, "bad-row", "%s: no header is named", "-");
		if (r->map->ignored_count == MAP_IGNORED_MAX)
			return fail(r, err, "too-long", "more ignored headers than %s", "5000");
		r->map->ignored[r->map->ignored_count++] = header;
		if (!*end)
			return 0;
		p = end;
	}
}

static int add_setting(
	struct reader *r, const char *name, const char *value, bool is_constant, struct om_err *err)
{
	if (!strcmp(name, "-"))
		return add_ignored(r, value, err);
	for (size_t i = 0; i < OM_COUNT(options); i++)
		if (!strcmp(options[i].name, name))
			return options[i].set(r, value, err);
	return add_rule(r, name, value, is_constant, err);
}

/* One line without its end. */
static int read_line(struct reader *r, const char *text, struct om_err *err)
{
	const char *line = om__trim(r->arena, text), *equal;
	char *name, *value;
	bool is_constant;

	if (!line)
		return om__nomem(err);
	if (!*line || *line == '#')
		return 0;
	if (r->line > MAP_LINES_MAX)
		return fail(r, err, "too-long", "more than 2000 lines%s", "");
	if (!strncmp(line, "skip if ", 8)) {
		r->map->skips[r->map->skip_count++] = (struct om__map_skip){line + 8, r->line};
		return 0;
	}
	equal = strchr(line, '=');
	if (!equal || equal == line)
		return fail(r, err, "bad-row", "'%s' is no rule such as `column = Header`", line);
	is_constant = equal[-1] == ':';
	name = om__strndup(r->arena, line, (size_t)(equal - line) - is_constant);
	value = om__trim(r->arena, equal + 1);
	name = name ? om__trim(r->arena, name) : NULL;
	return name && value ? add_setting(r, name, value, is_constant, err) : om__nomem(err);
}

/* Cells that a rule names by $name are made by the map's shop. */
static int check_made(struct reader *r, struct om_err *err)
{
	for (int i = 0; i < r->map->rule_count; i++) {
		const struct om__map_rule *rule = &r->map->rules[i];
		for (int k = 0; k < rule->term_count; k++) {
			const char *name = rule->terms[k].header;
			const char *const *made = r->map->shop ? r->map->shop->makes : NULL;
			if (!name || name[0] != '$')
				continue;
			while (made && *made && strcmp(*made, name + 1) != 0)
				made++;
			if (made && *made)
				continue;
			r->line = rule->line;
			return fail(r, err, "unknown-column",
				r->map->shop ? "the shop makes no '%s'" : "'%s' needs a `shop =`",
				name);
		}
	}
	return 0;
}

/* ---- texts and files ---- */

static int prepare(struct reader *r, const char *source, struct om_err *err)
{
	struct om_sheet_map *map = OM_NEW(r->arena, struct om_sheet_map);

	if (map) {
		/* What is wrong in a map is wrong in the command (catalog.md "Sheets"). */
		map->source = om__printf(r->arena, "--map %s", source);
		map->rules = OM_NEWN(r->arena, struct om__map_rule, MAP_LINES_MAX + 1);
		map->ignored = OM_NEWN(r->arena, const char *, MAP_IGNORED_MAX);
		map->skips = OM_NEWN(r->arena, struct om__map_skip, MAP_LINES_MAX + 1);
	}
	if (!map || !map->source || !map->rules || !map->ignored || !map->skips)
		return om__nomem(err);
	r->map = map;
	return 0;
}

static int read_text(struct reader *r, const char *text, struct om_err *err)
{
	int rc = 0;

	while (*text && rc == 0) {
		size_t len = strcspn(text, "\n");
		char *line = om__strndup(r->arena, text, len);
		r->line++;
		rc = line ? read_line(r, line, err) : om__nomem(err);
		text += len + (text[len] == '\n');
	}
	return rc;
}

static int read_file(struct reader *r, int fd, struct om_err *err)
{
	struct om__input *input;
	char *text;
	size_t len;
	int rc = om__input_open(fd, r->map->source, NULL, &input, err);

	if (rc < 0)
		return rc;
	while ((rc = om__input_next(input, &text, &len, err)) > 0) {
		char *line = om__strndup(r->arena, text, len);
		r->line++;
		rc = line ? read_line(r, line, err) : om__nomem(err);
		if (rc < 0)
			break;
	}
	om__input_close(input);
	return rc;
}

static const char *find_builtin(const char *name, const struct om_noun *noun)
{
	for (const struct om__map_builtin *b = om__map_builtins; b->name; b++)
		if (!strcmp(b->name, name) && !strcmp(b->noun, noun->name))
			return b->text;
	return NULL;
}

static int unknown_map(
	const char *name, const struct om_noun *noun, struct om_arena *arena, struct om_err *err)
{
	struct om_buf words;
	char *nearest;

	om__buf_init(&words, 0);
	for (const struct om__map_builtin *b = om__map_builtins; b->name; b++)
		if (!strcmp(b->noun, noun->name))
			om__buf_fmt(&words, "%s ", b->name);
	om_err_set(err, OM_ENOTFOUND, "unknown-map", "no map '%s'", name);
	nearest = om__nearest(arena, name, words.data);
	if (nearest)
		om_err_hint(err, "did you mean '%s'?", nearest);
	else
		om_err_hint(err, "--map help lists those that are built in");
	om__buf_release(&words);
	return OM_ENOTFOUND;
}

static int open_map(
	const char *name, const char *dir, struct om_arena *arena, const char **ret_path)
{
	int fd = -1;

	*ret_path = name;
	if (dir && !strchr(name, '/')) {
		*ret_path = om__printf(arena, "%s/%s.map", dir, name);
		fd = *ret_path ? open(*ret_path, O_RDONLY | O_CLOEXEC) : -1;
	}
	if (fd >= 0)
		return fd;
	*ret_path = name;
	return open(name, O_RDONLY | O_CLOEXEC);
}

int om__map_load(const char *name, const char *dir, const struct om_noun *noun,
	const struct om_noun *child, struct om_arena *arena, struct om_sheet_map **ret,
	struct om_err *err)
{
	struct reader r = {.noun = noun, .child = child, .arena = arena};
	const char *text = find_builtin(name, noun), *path = name;
	int fd = -1, rc;

	if (!text) {
		fd = open_map(name, dir, arena, &path);
		if (fd < 0)
			return unknown_map(name, noun, arena, err);
	}
	rc = prepare(&r, path, err);
	if (rc == 0)
		rc = text ? read_text(&r, text, err) : read_file(&r, fd, err);
	if (fd >= 0)
		close(fd);
	if (rc == 0)
		rc = check_made(&r, err);
	if (rc < 0)
		return rc;
	*ret = r.map;
	return 0;
}

void om__map_option(struct om_err *err)
{
	char source[sizeof(err->source)];

	if (!err->code || !err->source[0] || !strncmp(err->source, "--", 2))
		return;
	memcpy(source, err->source, sizeof(source));
	snprintf(err->source, sizeof(err->source), "--map %.*s", (int)sizeof(source) - 7, source);
}
