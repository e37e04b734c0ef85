/* The proof of fields: what a person types, or what a word of the programs may be, stands within
 * the bounds of its field.
 *
 * The tables of the nouns say what sheets take; here the same rows are asked whether what is stored
 * would be taken.  Only fields that are stored are read: words of closed lists, and the numbers and
 * texts of sheets. */
#include "base/buf.h"
#include "base/text.h"
#include "flow/check/check.h"
#include <om/query.h>

#define COLUMNS_MAX 4000 /* characters of the names of a noun's columns */

static bool is_number(enum om_type type)
{
	return type == OM_T_INT || type == OM_T_MONEY || type == OM_T_WEIGHT ||
		type == OM_T_LENGTH || type == OM_T_DECIMAL || type == OM_T_CLOCK;
}

static bool is_text(enum om_type type)
{
	return type == OM_T_TEXT || type == OM_T_ID || type == OM_T_REF || type == OM_T_ZIP;
}

static bool is_proved(const struct om_field *f)
{
	if (!f->sql || f->flags & (OM_F_COMPUTED | OM_F_MAP | OM_F_INPUT))
		return false;
	if (f->type == OM_T_WORD)
		return f->choices;
	if (!(f->flags & OM_F_SHEET) || f->flags & OM_F_READONLY)
		return false;
	return f->type == OM_T_SET ? f->choices != NULL : is_number(f->type) || is_text(f->type);
}

static bool has_word(const char *words, const char *word, size_t len)
{
	for (const char *p = words; *p; p += strspn(p, " ")) {
		size_t n = strcspn(p, " ");

		if (n == len && !strncmp(p, word, n))
			return true;
		p += n;
	}
	return false;
}

static bool has_all(const char *words, const char *set)
{
	for (const char *p = set; *p; p += *p == '|') {
		size_t n = strcspn(p, "|");

		if (!has_word(words, p, n))
			return false;
		p += n;
	}
	return true;
}

static bool number_fits(const struct om_field *f, int64_t num)
{
	if (f->type == OM_T_CLOCK)
		return num >= 0 && num < 86400;
	if (f->min || f->max)
		return num >= f->min && num <= f->max;
	return num >= 0 || f->flags & OM_F_SIGNED;
}

static bool text_fits(const struct om_field *f, const char *text)
{
	if (!om__utf8_valid(text, strlen(text)))
		return false;
	return !f->max || om__utf8_len(text) <= (size_t)f->max;
}

static bool fits(const struct om_field *f, const struct om_value *v)
{
	if (v->is_empty)
		return true;
	if (f->type == OM_T_WORD)
		return has_word(f->choices, v->text, strlen(v->text));
	if (f->type == OM_T_SET)
		return has_all(f->choices, v->text);
	return is_number(f->type) ? number_fits(f, v->num) : text_fits(f, v->text);
}

struct fields {
	struct om *om;
	om__finding *each;
	void *arg;
	struct om_err *err;
	struct om_arena arena;
};

static int tell(struct fields *p, struct om_query *q, const struct om_column *column,
	const struct om_noun *noun, const struct om_value *v)
{
	const struct om_field *f = column->field;
	bool is_printable = om__utf8_valid(v->text, strlen(v->text));
	char *value = is_printable ? om_value_print(p->om, &p->arena, v)
				   : om__strdup(&p->arena, "other bytes");
	char *bounds = f->choices && !is_text(f->type)
		? om__printf(&p->arena, "one of %s", f->choices)
		: is_text(f->type)
		? om__printf(&p->arena, "UTF-8 of at most %lld characters", (long long)f->max)
		: om__printf(&p->arena, "a number that the sheet of %s takes", noun->plural);
	char *message = value && bounds
		? om__printf(&p->arena, "%s %s: %s is '%s', not %s", noun->name, om_query_id(q),
			  column->name, value, bounds)
		: NULL;

	return message ? p->each(p->arg, noun->name, om_query_key(q), message, p->err)
		       : om__nomem(p->err);
}

static int walk(struct fields *p, const struct om_noun *noun, const char *columns)
{
	const struct om_query_spec spec = {.noun = noun, .columns = columns};
	const struct om_column *column;
	const struct om_value *row;
	struct om_query *q = NULL;
	int n = 0, rc = om_query_open(p->om, &spec, &q, p->err);

	if (rc == 0)
		n = om_query_columns(q, &column);
	while (rc == 0 && (rc = om_query_next(q, &row, p->err)) > 0) {
		rc = 0;
		for (int i = 0; i < n && rc == 0; i++)
			if (!fits(column[i].field, &row[i]))
				rc = tell(p, q, &column[i], noun, &row[i]);
	}
	om_query_close(q);
	return rc;
}

static int prove_noun(struct fields *p, const struct om_noun *noun)
{
	const struct om_field *f;
	struct om_buf columns;
	int rc = 0;

	om__buf_init(&columns, COLUMNS_MAX);
	for (int i = 0; (f = om_noun_field_at(noun, i)); i++)
		if (is_proved(f))
			om__buf_fmt(&columns, "%s%s", columns.len ? "," : "", f->name);
	if (columns.len || columns.is_bad)
		rc = om__buf_check(&columns, p->err);
	if (columns.len && rc == 0)
		rc = walk(p, noun, columns.data);
	om__buf_release(&columns);
	return rc;
}

int om__prove_fields(struct om *om, om__finding *each, void *arg, struct om_err *err)
{
	struct fields p = {.om = om, .each = each, .arg = arg, .err = err};
	const struct om_noun *noun;
	int rc = 0;

	om__arena_init(&p.arena);
	for (int i = 0; rc == 0 && (noun = om_noun_at(i)); i++)
		rc = prove_noun(&p, noun);
	om__arena_release(&p.arena);
	return rc;
}
