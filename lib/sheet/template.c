/* An empty sheet: the headers that an import reads and an export writes, and on request a comment
 * for each. */
#include "base/buf.h"
#include "sheet/state.h"

/* Maps (attr:NAME) have no name yet, and columns that are only read as a variant of another one are
 * not offered. */
static bool is_offered(const struct om_field *field)
{
	return (field->flags & OM_F_SHEET) &&
		!(field->flags & (OM_F_READONLY | OM_F_COMPUTED | OM_F_MAP | OM_F_INPUT));
}

static void add_header(struct om_buf *buf, const char *name)
{
	if (buf->len)
		om__buf_char(buf, ',');
	om__buf_csv(buf, name, ',', OM_CSV_PLAIN);
}

/* The active custom field INDEX of the noun, where FIELD is its map; NULL past the end. */
static const struct om__custom *custom_at(
	struct om *om, const struct om_noun *noun, const struct om_field *field, int *index)
{
	const struct om__custom *custom = NULL;
	struct om_err ignored = {0};

	if (!om || !om__is_custom_map(field) || !(field->flags & OM_F_SHEET))
		return NULL;
	do {
		if (om__custom_at(om, noun, (*index)++, &custom, &ignored) < 0)
			return NULL;
	} while (custom && !custom->is_active);
	return custom;
}

static void add_headers(struct om_buf *buf, struct om *om, const struct om_noun *noun)
{
	for (int i = 0; noun && i < noun->field_count; i++) {
		const struct om__custom *custom;
		int k = 0;

		if (is_offered(&noun->fields[i]))
			add_header(buf, noun->fields[i].name);
		while ((custom = custom_at(om, noun, &noun->fields[i], &k)))
			add_header(buf, custom->column);
	}
}

static void add_custom_comment(struct om_buf *buf, const struct om__custom *custom)
{
	struct om_buf text;

	om__buf_init(&text, 0);
	om__buf_fmt(&text, "# %s: %s", custom->column, custom->type);
	if (*custom->options)
		om__buf_fmt(&text, ", one of %s", custom->options);
	om__buf_csv(buf, text.data, ',', OM_CSV_PLAIN);
	om__buf_char(buf, '\n');
	om__buf_release(&text);
}

static void add_comment(struct om_buf *buf, const struct om_field *field)
{
	struct om_buf text;

	om__buf_init(&text, 0);
	om__buf_fmt(&text, "# %s: %s", field->name, om_type_name(field->type));
	if (field->flags & OM_F_REQUIRED)
		om__buf_str(&text, ", required");
	else if (field->flags & OM_F_CREATE)
		om__buf_str(&text, ", required when it is created");
	if (field->choices)
		om__buf_fmt(&text, ", one of %s", field->choices);
	if (field->help && *field->help)
		om__buf_fmt(&text, "; %s", field->help);
	om__buf_csv(buf, text.data, ',', OM_CSV_PLAIN);
	om__buf_char(buf, '\n');
	om__buf_release(&text);
}

static void add_comments(struct om_buf *buf, struct om *om, const struct om_noun *noun)
{
	for (int i = 0; noun && i < noun->field_count; i++) {
		const struct om__custom *custom;
		int k = 0;

		if (is_offered(&noun->fields[i]))
			add_comment(buf, &noun->fields[i]);
		while ((custom = custom_at(om, noun, &noun->fields[i], &k)))
			add_custom_comment(buf, custom);
	}
}

char *om__template(
	struct om *om, const struct om_importer *importer, bool comments, struct om_arena *arena)
{
	struct om_buf buf;
	char *text;

	om__buf_init(&buf, 0);
	add_headers(&buf, om, importer->noun);
	add_headers(&buf, om, importer->child);
	om__buf_char(&buf, '\n');
	if (comments) {
		add_comments(&buf, om, importer->noun);
		add_comments(&buf, om, importer->child);
	}
	text = buf.is_bad ? NULL : om__strdup(arena, buf.data);
	om__buf_release(&buf);
	return text;
}
