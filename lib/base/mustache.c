/* The Mustache renderer: a template is read into a list of tokens, then the tokens are walked over
 * a stack of views.
 *
 * Sections know the token that closes them, so a list is the same tokens walked again.  A partial
 * is read with its own delimiters and rendered over the stack of the place that names it; its
 * indentation is put before each of its lines first, so that values of several lines are not
 * indented.  Nesting of sections and partials together is bounded. */
#include "base/mustache.h"
#include <stdlib.h>

#define DEPTH_MAX 32
#define DELIM_MAX 16

enum token_kind { T_TEXT, T_VALUE, T_RAW, T_SECTION, T_INVERTED, T_CLOSE, T_PARTIAL };

struct token {
	enum token_kind kind;
	const char *text; /* the literal text, or the name */
	size_t len;
	const char *indent; /* of a partial that stands alone on its line */
	size_t indent_len;
	size_t close;   /* of a section: index of its T_CLOSE */
	const char *at; /* where the tag begins, for errors */
};

struct program {
	const char *source, *text;
	struct token *tokens;
	size_t count, cap;
};

struct finding {
	const char *at;
	struct om_err err;
};
struct findings {
	struct finding *list;
	size_t count;
};
#define FINDINGS_MAX 100

struct reader {
	struct om_arena *arena;
	struct program *prog;
	struct findings *findings; /* where reading goes on after an error; NULL: it ends */
	char open[DELIM_MAX], close[DELIM_MAX];
	size_t open_sections[DEPTH_MAX];
	int depth;
};

struct frame {
	const struct om_view *view;
	const struct frame *up;
};

struct render {
	const struct om_mustache *how;
	struct om_arena *arena;
	struct om_buf *out;
	int depth;
};

/* Fails at a place of the template: line and column are counted only here. */
static int fail(const struct program *prog, const char *at, const char *word, const char *what,
	struct om_err *err)
{
	int64_t line = 1;
	const char *start = prog->text;

	for (const char *p = prog->text; p < at; p++) {
		if (*p == '\n') {
			line++;
			start = p + 1;
		}
	}
	om_err_set(err, OM_EINVAL, word, "%s", what);
	om_err_at(err, prog->source, line, (int)(at - start) + 1);
	return OM_EINVAL;
}

/* An error of a check, kept until all are known: 0, or negative where nothing more is wanted. */
static int keep_finding(
	struct findings *f, const char *at, const struct om_err *found, struct om_err *err)
{
	if (found->code == OM_ENOMEM) {
		*err = *found;
		return OM_ENOMEM;
	}
	if (f->count < FINDINGS_MAX)
		f->list[f->count++] = (struct finding){at, *found};
	return 0;
}

/* ---- reading ---- */

static int add_token(struct reader *r, struct token token, struct om_err *err)
{
	struct program *prog = r->prog;

	if (prog->count == prog->cap) {
		size_t cap = prog->cap ? prog->cap * 2 : 32;
		struct token *more = OM_NEWN(r->arena, struct token, cap);

		if (!more)
			return om__nomem(err);
		if (prog->count)
			memcpy(more, prog->tokens, sizeof(*more) * prog->count);
		prog->tokens = more;
		prog->cap = cap;
	}
	prog->tokens[prog->count++] = token;
	return 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_space(char c)
{
	return is_blank(c) || c == '\n' || c == '\r';
}

/* Nothing but blanks before it and after it on its line?  Then *RET_START is the line's first byte
 * and *RET_NEXT the first one of the next line. */
static bool stands_alone(const struct program *prog, const char *tag, const char *end,
	const char **ret_start, const char **ret_next)
{
	const char *start = tag;

	while (start > prog->text && is_blank(start[-1]))
		start--;
	if (start > prog->text && start[-1] != '\n')
		return false;
	while (is_blank(*end))
		end++;
	if (end[0] == '\r' && end[1] == '\n')
		end++;
	if (*end && *end != '\n')
		return false;
	*ret_start = start;
	*ret_next = *end ? end + 1 : end;
	return true;
}

static void trim(const char **text, size_t *len)
{
	while (*len && is_space(**text)) {
		(*text)++;
		(*len)--;
	}
	while (*len && is_space((*text)[*len - 1]))
		(*len)--;
}

/* `=NEW OLD=`: both parts without blanks and equals signs. */
static int set_delimiters(
	struct reader *r, const char *tag, const char *text, size_t len, struct om_err *err)
{
	const char *second;
	size_t first_len = 0;

	trim(&text, &len);
	while (first_len < len && !is_space(text[first_len]))
		first_len++;
	second = text + first_len;
	len -= first_len;
	trim(&second, &len);
	if (!first_len || !len || first_len >= DELIM_MAX || len >= DELIM_MAX ||
		memchr(text, '=', first_len) || memchr(second, '=', len))
		return fail(r->prog, tag, "template-syntax",
			"delimiters are two marks parted by a blank: {{=<% %>=}}", err);
	for (size_t i = 0; i < len; i++)
		if (is_space(second[i]))
			return fail(r->prog, tag, "template-syntax",
				"delimiters are two marks parted by a blank: {{=<% %>=}}", err);
	memcpy(r->open, text, first_len);
	r->open[first_len] = 0;
	memcpy(r->close, second, len);
	r->close[len] = 0;
	return 0;
}

static int check_name(
	const struct reader *r, const char *tag, const char *name, size_t len, struct om_err *err)
{
	if (!len)
		return fail(r->prog, tag, "template-syntax", "a tag without a name", err);
	for (size_t i = 0; i < len; i++)
		if (is_space(name[i]))
			return fail(
				r->prog, tag, "template-syntax", "a name with a blank inside", err);
	return 0;
}

static int open_section(struct reader *r, const char *tag, struct om_err *err)
{
	if (r->depth == DEPTH_MAX)
		return fail(r->prog, tag, "template-depth", "more than 32 sections in one another",
			err);
	r->open_sections[r->depth++] = r->prog->count;
	return 0;
}

static bool is_name(const struct token *t, const char *name, size_t len)
{
	return t->len == len && !memcmp(t->text, name, len);
}

/* After a wrong close: the sections within the one that was meant were forgotten, and one that is
 * not open at all is passed over, so that one slip is one finding. */
static void leave_sections(struct reader *r, const char *name, size_t len)
{
	int depth = r->depth;

	while (depth && !is_name(&r->prog->tokens[r->open_sections[depth - 1]], name, len))
		depth--;
	if (depth)
		r->depth = depth - 1;
}

static int close_section(
	struct reader *r, const char *tag, const char *name, size_t len, struct om_err *err)
{
	struct token *t;

	if (!r->depth)
		return fail(r->prog, tag, "template-syntax", "a section is closed that is not open",
			err);
	t = &r->prog->tokens[r->open_sections[r->depth - 1]];
	if (!is_name(t, name, len)) {
		leave_sections(r, name, len);
		return fail(r->prog, tag, "template-syntax",
			"another section is closed than the one last opened", err);
	}
	r->depth--;
	t->close = r->prog->count;
	return 0;
}

/* What the first character of a tag makes it; 0: a plain value. */
static const struct {
	char mark;
	enum token_kind kind;
} marks[] = {
	{'#', T_SECTION},
	{'^', T_INVERTED},
	{'/', T_CLOSE},
	{'>', T_PARTIAL},
	{'&', T_RAW},
	{'{', T_RAW},
	{0, T_VALUE},
};

struct tag {
	const char *at, *text; /* of the tag, of what is inside without its mark */
	size_t len;
	char mark;       /* 0 for a value */
	const char *end; /* the byte after it */
};

/* Finds the end of the tag that begins at TAG. */
static int read_tag(const struct reader *r, const char *at, struct tag *ret, struct om_err *err)
{
	const char *inside = at + strlen(r->open), *end;
	char closing[DELIM_MAX + 2];

	while (is_space(*inside))
		inside++;
	ret->at = at;
	ret->mark = *inside && strchr("#^/>&{!=", *inside) ? *inside : 0;
	closing[0] = ret->mark == '{' ? '}' : ret->mark == '=' ? '=' : 0;
	closing[closing[0] ? 1 : 0] = 0;
	memcpy(closing + strlen(closing), r->close, strlen(r->close) + 1);
	ret->text = inside + (ret->mark ? 1 : 0);
	end = strstr(ret->text, closing);
	if (!end)
		return fail(r->prog, at, "template-syntax", "a tag that is not closed", err);
	ret->len = (size_t)(end - ret->text);
	ret->end = end + strlen(closing);
	trim(&ret->text, &ret->len);
	return 0;
}

static int add_tag(struct reader *r, const struct tag *tag, const char *indent, size_t indent_len,
	struct om_err *err)
{
	size_t i = 0;
	struct token t = {.text = tag->text,
		.len = tag->len,
		.at = tag->at,
		.indent = indent,
		.indent_len = indent_len};
	int rc = check_name(r, tag->at, tag->text, tag->len, err);

	if (rc)
		return rc;
	if (!tag->mark && strchr("<$", tag->text[0]))
		return fail(
			r->prog, tag->at, "template-syntax", "inheritance is not known here", err);
	if (tag->mark == '>' && tag->text[0] == '*')
		return fail(r->prog, tag->at, "template-syntax", "dynamic names are not known here",
			err);
	while (marks[i].mark != tag->mark)
		i++;
	t.kind = marks[i].kind;
	if (t.kind == T_SECTION || t.kind == T_INVERTED)
		rc = open_section(r, tag->at, err);
	else if (t.kind == T_CLOSE)
		rc = close_section(r, tag->at, tag->text, tag->len, err);
	return rc ? rc : add_token(r, t, err);
}

static bool may_stand_alone(char mark)
{
	return mark && strchr("#^/>!=", mark);
}

/* One tag with the text before it, from *AT; moves *AT behind it. */
static int read_step(struct reader *r, const char **at, const char *open, struct om_err *err)
{
	const char *start = open, *next, *indent = NULL;
	struct tag tag = {0};
	bool is_alone;
	int rc = read_tag(r, open, &tag, err);

	if (rc)
		return rc;
	next = tag.end;
	is_alone = may_stand_alone(tag.mark) && stands_alone(r->prog, open, tag.end, &start, &next);
	if (start > *at)
		rc = add_token(r,
			(struct token){.kind = T_TEXT, .text = *at, .len = (size_t)(start - *at)},
			err);
	if (is_alone)
		indent = start;
	*at = next;
	if (rc || tag.mark == '!')
		return rc;
	if (tag.mark == '=')
		return set_delimiters(r, open, tag.text, tag.len, err);
	return add_tag(r, &tag, indent, indent ? (size_t)(open - start) : 0, err);
}

/* read_step; a check goes on behind a tag that is wrong, as long as its end is known. */
static int read_on(struct reader *r, const char **at, const char *open, struct om_err *err)
{
	const char *before = *at;
	struct om_err found = {0};
	int rc;

	if (!r->findings)
		return read_step(r, at, open, err);
	rc = read_step(r, at, open, &found);
	if (!rc)
		return 0;
	if (*at == before) /* a tag without an end: what follows is no text of its own */
		*at = r->prog->text + strlen(r->prog->text);
	return keep_finding(r->findings, open, &found, err);
}

/* The innermost section that is still open; in a check each of them. */
static int check_closed(struct reader *r, struct om_err *err)
{
	int rc = 0;

	while (!rc && r->depth) {
		const char *at = r->prog->tokens[r->open_sections[--r->depth]].at;
		struct om_err found = {0};

		rc = fail(r->prog, at, "template-syntax", "a section that is not closed", &found);
		if (r->findings)
			rc = keep_finding(r->findings, at, &found, err);
		else
			*err = found;
	}
	return rc;
}

static int read_program(
	struct om_arena *arena, struct program *prog, struct findings *findings, struct om_err *err)
{
	struct reader r = {
		.arena = arena, .prog = prog, .findings = findings, .open = "{{", .close = "}}"};
	const char *at = prog->text, *open;
	int rc = 0;

	while (!rc && (open = strstr(at, r.open)))
		rc = read_on(&r, &at, open, err);
	if (!rc && *at)
		rc = add_token(
			&r, (struct token){.kind = T_TEXT, .text = at, .len = strlen(at)}, err);
	return rc ? rc : check_closed(&r, err);
}

/* ---- values ---- */

static const struct om_view *member(const struct om_view *view, const char *name, size_t len)
{
	if (view->kind != OM_VIEW_OBJECT)
		return NULL;
	for (int i = 0; i < view->count; i++)
		if (!strncmp(view->names[i], name, len) && !view->names[i][len])
			return &view->items[i];
	return NULL;
}

/* The first part of a dotted name is looked for in the whole stack, each further part only in the
 * one before it. */
static const struct om_view *look_up(const struct frame *top, const char *name, size_t len)
{
	const struct om_view *view = NULL;
	size_t part;

	if (len == 1 && *name == '.')
		return top->view;
	part = strcspn(name, ".");
	part = part < len ? part : len;
	for (const struct frame *f = top; f && !view; f = f->up)
		view = member(f->view, name, part);
	while (view && part < len) {
		name += part + 1;
		len -= part + 1;
		part = strcspn(name, ".");
		part = part < len ? part : len;
		view = member(view, name, part);
	}
	return view;
}

/* An empty text is no value: a section over it is left out. */
static bool is_true(const struct om_view *view)
{
	if (!view || view->kind == OM_VIEW_NONE || view->kind == OM_VIEW_FALSE)
		return false;
	if (view->kind == OM_VIEW_LIST)
		return view->count > 0;
	return view->kind != OM_VIEW_TEXT || view->text[0];
}

static void add_html(struct om_buf *out, const char *text)
{
	for (;;) {
		size_t plain = strcspn(text, "&<>\"'");

		om__buf_add(out, text, plain);
		text += plain;
		switch (*text) {
		case 0: return;
		case '&': om__buf_str(out, "&amp;"); break;
		case '<': om__buf_str(out, "&lt;"); break;
		case '>': om__buf_str(out, "&gt;"); break;
		case '"': om__buf_str(out, "&quot;"); break;
		default: om__buf_str(out, "&#39;"); break;
		}
		text++;
	}
}

static int put_value(struct render *r, const struct program *prog, const struct token *t,
	const struct frame *top, struct om_err *err)
{
	const struct om_view *view = look_up(top, t->text, t->len);

	if (!view || view->kind != OM_VIEW_TEXT)
		return 0;
	if (t->kind == T_RAW && !view->is_raw)
		return fail(
			prog, t->at, "template-raw", "this field is never printed unescaped", err);
	if (t->kind == T_VALUE && r->how->escape == OM_ESCAPE_HTML)
		add_html(r->out, view->text);
	else
		om__buf_str(r->out, view->text);
	return 0;
}

/* ---- walking ---- */

static int render_range(struct render *, const struct program *, size_t from, size_t to,
	const struct frame *, struct om_err *);
static int render_text(
	struct render *, const struct program *, const struct frame *, struct om_err *);

static int put_section(struct render *r, const struct program *prog, size_t at,
	const struct frame *top, struct om_err *err)
{
	const struct token *t = &prog->tokens[at];
	const struct om_view *view = look_up(top, t->text, t->len);
	struct frame frame = {view, top};
	int rc = 0;

	if (t->kind == T_INVERTED)
		return is_true(view) ? 0 : render_range(r, prog, at + 1, t->close, top, err);
	if (!is_true(view))
		return 0;
	if (view->kind != OM_VIEW_LIST)
		return render_range(r, prog, at + 1, t->close, &frame, err);
	for (int i = 0; !rc && i < view->count; i++) {
		frame.view = &view->items[i];
		rc = render_range(r, prog, at + 1, t->close, &frame, err);
	}
	return rc;
}

/* TEXT with INDENT before each of its lines. */
static char *indented(
	struct om_arena *arena, const char *text, const char *indent, size_t indent_len)
{
	size_t lines = 1, len = strlen(text);
	char *ret, *to;

	for (const char *p = text; *p; p++)
		lines += *p == '\n';
	ret = to = om__alloc(arena, len + lines * indent_len + 1);
	if (!ret)
		return NULL;
	for (bool is_start = true; *text; text++) {
		if (is_start) {
			memcpy(to, indent, indent_len);
			to += indent_len;
		}
		*to++ = *text;
		is_start = *text == '\n';
	}
	*to = 0;
	return ret;
}

static int put_partial(
	struct render *r, const struct token *t, const struct frame *top, struct om_err *err)
{
	struct om_mark mark = om__arena_mark(r->arena);
	struct program prog = {0};
	int rc;

	prog.source = om__strndup(r->arena, t->text, t->len);
	if (!prog.source)
		return om__nomem(err);
	prog.text = r->how->partial ? r->how->partial(r->how->arg, prog.source) : NULL;
	if (!prog.text)
		return 0;
	if (t->indent_len) {
		prog.text = indented(r->arena, prog.text, t->indent, t->indent_len);
		if (!prog.text)
			return om__nomem(err);
	}
	rc = render_text(r, &prog, top, err);
	om__arena_rewind(r->arena, mark);
	return rc;
}

static int render_range(struct render *r, const struct program *prog, size_t from, size_t to,
	const struct frame *top, struct om_err *err)
{
	int rc = 0;

	if (++r->depth > DEPTH_MAX + 1)
		return fail(prog,
			from < prog->count && prog->tokens[from].at ? prog->tokens[from].at
								    : prog->text,
			"template-depth", "more than 32 sections and partials in one another", err);
	for (size_t i = from; !rc && i < to; i++) {
		const struct token *t = &prog->tokens[i];

		switch (t->kind) {
		case T_TEXT: om__buf_add(r->out, t->text, t->len); break;
		case T_VALUE:
		case T_RAW: rc = put_value(r, prog, t, top, err); break;
		case T_PARTIAL: rc = put_partial(r, t, top, err); break;
		case T_SECTION:
		case T_INVERTED:
			rc = put_section(r, prog, i, top, err);
			i = t->close;
			break;
		case T_CLOSE: break;
		}
	}
	r->depth--;
	return rc ? rc : om__buf_check(r->out, err);
}

static int render_text(
	struct render *r, const struct program *prog, const struct frame *top, struct om_err *err)
{
	struct program mine = *prog;
	int rc = read_program(r->arena, &mine, NULL, err);

	return rc ? rc : render_range(r, &mine, 0, mine.count, top, err);
}

int om__mustache(const char *text, const char *source, const struct om_mustache *how,
	const struct om_view *view, struct om_buf *out, struct om_err *err)
{
	struct om_arena arena;
	struct render r = {.how = how, .arena = &arena, .out = out};
	struct program prog = {.source = source, .text = text};
	struct frame frame = {view, NULL};
	int rc;

	om__arena_init(&arena);
	rc = render_text(&r, &prog, &frame, err);
	om__arena_release(&arena);
	return rc;
}

static int check_names(const struct program *prog, const struct om_mustache_check *how,
	struct findings *findings, struct om_err *err)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < prog->count; i++) {
		const struct token *t = &prog->tokens[i];
		char mark = t->kind == T_PARTIAL ? '>' : t->kind == T_RAW ? '&' : 0;
		struct om_err why = {0}, found = {0};

		if (t->kind == T_TEXT || t->kind == T_CLOSE ||
			!how->each(how->arg, t->text, t->len, mark, &why))
			continue;
		fail(prog, t->at, why.word, why.message, &found);
		rc = keep_finding(findings, t->at, why.code == OM_ENOMEM ? &why : &found, err);
	}
	return rc;
}

static int by_place(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

static int tell(const struct findings *f, const struct om_mustache_check *how, struct om_err *err)
{
	if (!f->count)
		return 0;
	qsort(f->list, f->count, sizeof(*f->list), by_place);
	for (size_t i = 0; how->tell && i + 1 < f->count; i++)
		how->tell(how->arg, &f->list[i].err);
	if (err)
		*err = f->list[how->tell ? f->count - 1 : 0].err;
	return f->list[0].err.code;
}

int om__mustache_check(const char *text, const char *source, const struct om_mustache_check *how,
	struct om_err *err)
{
	struct om_arena arena;
	struct program prog = {.source = source, .text = text};
	struct findings findings = {0};
	int rc;

	om__arena_init(&arena);
	findings.list = OM_NEWN(&arena, struct finding, FINDINGS_MAX);
	rc = findings.list ? read_program(&arena, &prog, &findings, err) : om__nomem(err);
	if (!rc)
		rc = check_names(&prog, how, &findings, err);
	if (!rc)
		rc = tell(&findings, how, err);
	om__arena_release(&arena);
	return rc;
}
