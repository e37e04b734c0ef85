/* Templates that a user stores (shipping.md, Templates): checked when saved, never changed, so that
 * a save makes a new version and the last one counts.
 *
 * Names in a template are those of the kind's table.  Inside a section the fields of its record
 * stand without the group, and names of the outer levels stay in sight, so a bare name is right if
 * any group has it. */
#include "doc/template.h"
#include "base/text.h"
#include "core/core.h"
#include "templates.h"
#include <inttypes.h>
#include <om/ship.h>

static const char *const slip_fields[] = {"company.name", "company.contact", "company.email",
	"company.phone", "company.website", "company.address1", "company.address2",
	"company.address3", "company.city", "company.state", "company.zip", "company.country",
	"company.city_state_zip", "channel.name", "warehouse.name", "warehouse.address1",
	"warehouse.address2", "warehouse.address3", "warehouse.city", "warehouse.state",
	"warehouse.zip", "warehouse.country", "warehouse.country_name", "warehouse.city_state_zip",
	"warehouse.phone", "warehouse.email", "order.number", "order.channel_order_id",
	"order.po_number", "order.date", "order.paid_date", "order.ship_by", "order.status",
	"order.currency", "order.item_total", "order.discount", "order.shipping", "order.tax",
	"order.other_cost", "order.total", "order.requested_service", "order.is_gift",
	"order.gift_message", "order.show_prices", "order.notes_from_buyer", "order.notes_to_buyer",
	"customer.name", "ship_to.name", "ship_to.company", "ship_to.address1", "ship_to.address2",
	"ship_to.address3", "ship_to.city", "ship_to.state", "ship_to.zip", "ship_to.country",
	"ship_to.country_name", "ship_to.city_state_zip", "ship_to.phone", "shipment.number",
	"shipment.date", "shipment.carrier", "shipment.service", "shipment.package_type",
	"shipment.tracking_number", "shipment.package_count", "packages.seq", "packages.count",
	"packages.tracking_number", "items.sku", "items.listing_sku", "items.name", "items.upc",
	"items.notes", "items.po_line", "items.location", "items.quantity",
	"items.quantity_shipped", "items.quantity_before", "items.quantity_open",
	"items.unit_price", "items.total", "later.sku", "later.name", "later.quantity_before",
	"later.quantity_open", "unit_count", "is_partial", "is_copy", "copy_no", "page.today",
	"page.now", "page.user", NULL};

const struct om__doc_kind om__doc_kinds[] = {
	{"packing-slip", om__tpl_slip_html_mustache, om__tpl_slip_txt_mustache, slip_fields},
	{NULL, NULL, NULL, NULL},
};

const struct om__doc_kind *om__doc_kind(const char *name)
{
	for (const struct om__doc_kind *k = om__doc_kinds; k->name; k++)
		if (!strcmp(k->name, name))
			return k;
	return NULL;
}

/* ---- checking ---- */

/* NAME is a field, a group, or the field of some group without it. */
static bool is_known(const struct om__doc_kind *kind, const char *name, size_t len)
{
	static const char *const always[] = {".", "number", "is_first", "is_last"};

	for (size_t i = 0; i < OM_COUNT(always); i++)
		if (strlen(always[i]) == len && !memcmp(always[i], name, len))
			return true;
	for (const char *const *f = kind->fields; *f; f++) {
		const char *dot = strchr(*f, '.');

		if (!strncmp(*f, name, len) && (!(*f)[len] || (*f)[len] == '.'))
			return true;
		if (dot && strlen(dot + 1) == len && !memcmp(dot + 1, name, len))
			return true;
	}
	return false;
}

static const char *nearest(
	const struct om__doc_kind *kind, struct om_arena *arena, const char *name)
{
	char *words = om__strdup(arena, "");

	for (const char *const *f = kind->fields; words && *f; f++)
		words = om__printf(arena, "%s%s%s", words, *words ? " " : "", *f);
	return words ? om__nearest(arena, name, words) : NULL;
}

struct check {
	const struct om__doc_kind *kind;
	struct om_arena arena;
};

static int check_name(void *arg, const char *name, size_t len, char mark, struct om_err *err)
{
	struct check *c = arg;
	const char *text, *near;

	if (mark == '&')
		return om_err_set(
			err, OM_EINVAL, "template-raw", "this field is never printed unescaped");
	if (mark == '>' ? len == 5 && !memcmp(name, "style", 5) : is_known(c->kind, name, len))
		return 0;
	text = om__strndup(&c->arena, name, len);
	near = text ? nearest(c->kind, &c->arena, text) : NULL;
	if (mark == '>')
		return om_err_set(err, OM_EINVAL, "unknown-template",
			"no template '%s' to be put in; there is 'style'", text ? text : "");
	return om_err_set(err, OM_EINVAL, "unknown-field",
		near ? "unknown field '%s', did you mean '%s'" : "unknown field '%s'",
		text ? text : "", near);
}

int om__template_check(
	const struct om__doc_kind *kind, const char *text, const char *source, struct om_err *err)
{
	struct check c = {.kind = kind};
	int rc;

	om__arena_init(&c.arena);
	rc = om__mustache_names(text, source, check_name, &c, err);
	om__arena_release(&c.arena);
	return rc;
}

/* ---- reading ---- */

int om__template_text(struct om *om, const struct om__doc_kind *kind, const char *name,
	bool is_html, struct om_arena *arena, const char **ret, struct om_err *err)
{
	char *text = NULL;
	int rc;

	if (!strncmp(name, "builtin/", 8) && !strcmp(name + 8, kind->name)) {
		*ret = is_html ? kind->html : kind->txt;
		return 0;
	}
	rc = om__get_text(om, OM__SQL_template_text,
		OM__ARGS(OM__S("kind", kind->name), OM__S("name", name)), arena, &text, err);
	if (rc < 0)
		return rc;
	if (!rc) {
		om_err_set(err, OM_ENOTFOUND, "unknown-template", "no template '%s' of kind %s",
			name, kind->name);
		om_err_hint(err, "'om-admin template list' prints those there are");
		return OM_ENOTFOUND;
	}
	*ret = text;
	return 0;
}

int om_template_text(struct om *om, const char *kind, const char *name, struct om_arena *arena,
	const char **ret, struct om_err *err)
{
	const struct om__doc_kind *k = om__doc_kind(kind);

	if (!k)
		return om_err_set(err, OM_EINVAL, "bad-choice",
			"'%s' is no kind of template: packing-slip", kind);
	return om__template_text(om, k, name, true, arena, ret, err);
}

/* ---- saving ---- */

struct save {
	const struct om__doc_kind *kind;
	const char *name, *text;
	int64_t version;
	bool is_unchanged;
};

static int save_body(struct om *om, void *arg, struct om_err *err)
{
	struct save *s = arg;
	OM_AUTO(om__done) struct om__q *q = NULL;
	int64_t run, id;
	int rc = om__q(om, OM__SQL_template_last,
		OM__ARGS(OM__S("kind", s->kind->name), OM__S("name", s->name)), &q, err);

	if (!rc)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	s->version = rc ? om__col_int(q, 0) : 0;
	s->is_unchanged = rc && !strcmp(om__col_text(q, 1), s->text);
	if (s->is_unchanged)
		return 0;
	s->version++;
	rc = om__run(om, &run, err);
	if (!rc)
		rc = om__ids(om, "template", 1, &id, err);
	if (!rc)
		rc = om__exec(om, OM__SQL_template_insert,
			OM__ARGS(OM__I("template_id", id), OM__S("kind", s->kind->name),
				OM__S("name", s->name), OM__I("version", s->version),
				OM__S("text", s->text), OM__I("now", om->now),
				OM__I("run_id", run)),
			err);
	return rc < 0 ? rc : 0;
}

static int check_template_name(const char *name, struct om_err *err)
{
	size_t n = strlen(name);

	if (!strncmp(name, "builtin", 7))
		return om_err_set(err, OM_EREFUSED, "read-only",
			"'%s': built-in templates stay as they are; give a name of your own", name);
	if (!n || n > 100 || om__has_control(name) || om__has_stray_blank(name) ||
		strchr(name, '/'))
		return om_err_set(err, OM_EINVAL, "bad-value",
			"'%s' is no name of a template: 1 to 100 characters, without '/'", name);
	return 0;
}

int om_template_save(struct om *om, const char *kind, const char *name, const char *text,
	const char *source, int64_t *ret_version, bool *ret_unchanged, struct om_err *err)
{
	struct save s = {.kind = om__doc_kind(kind), .name = name, .text = text};
	int rc;

	if (!s.kind)
		return om_err_set(err, OM_EINVAL, "bad-choice",
			"'%s' is no kind of template: packing-slip", kind);
	rc = check_template_name(name, err);
	if (!rc)
		rc = om__template_check(s.kind, text, source, err);
	if (!rc)
		rc = om__tx_run(om, save_body, &s, err);
	if (rc)
		return rc;
	om__run_count(om, !s.is_unchanged && s.version == 1, !s.is_unchanged && s.version > 1,
		s.is_unchanged, 0);
	*ret_version = s.version;
	*ret_unchanged = s.is_unchanged;
	return 0;
}

/* ---- the noun ---- */

static const struct om_field fields[] = {
	{"kind", OM_T_WORD, OM_F_LIST | OM_F_KEY, OM__F_template_kind, .choices = "packing-slip",
		.help = "what it is for"},
	{"name", OM_T_REF, OM_F_LIST | OM_F_KEY, OM__F_template_name, .help = "its name"},
	{"version", OM_T_INT, OM_F_LIST, OM__F_template_version, .help = "saves so far"},
	{"size", OM_T_INT, OM_F_LIST, OM__F_template_size, .help = "characters"},
	{"created_at", OM_T_TIME, OM_F_LIST, OM__F_template_created_at,
		.help = "when this version was saved"},
	{"run_id", OM_T_INT, 0, OM__F_template_run_id, .help = "run that saved it"},
};

static const struct om_noun noun = {
	.name = "template",
	.plural = "templates",
	.fields = fields,
	.field_count = OM_COUNT(fields),
	.from = OM__F_template_from,
	.key = OM__F_template_key,
	.ids = OM__F_template_name,
};

const struct om_noun *om_template_noun(void)
{
	return &noun;
}
