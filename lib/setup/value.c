/* Values of custom fields from a sheet of their own, one row a product and field: om-product import
 * --custom-fields (catalog.md "custom field values").
 *
 * A row is the column cf:NAME of the product sheet turned on its side, so it is parsed, checked and
 * written as that one is; here an empty value clears. */
#include "setup/setup.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "catalog/lookup.h"
#include "core/core.h"
#include "core/custom.h"
#include "sheet/plan.h"
#include <om/catalog.h>

enum { V_SKU, V_NAME, V_VALUE, V_COUNT };

static const struct om_field fields[V_COUNT] = {
	[V_SKU] = {.name = "sku",
		.type = OM_T_ID,
		.flags = OM_F_KEY | OM_F_SHEET | OM_F_REQUIRED | OM_F_IDENT,
		.aliases = "master_sku|item_sku",
		.max = 100,
		.help = "master SKU of the product"},
	[V_NAME] = {.name = "custom_field_name",
		.type = OM_T_ID,
		.flags = OM_F_KEY | OM_F_SHEET | OM_F_REQUIRED,
		.aliases = "custom_field|field|name",
		.max = 60,
		.help = "name of the custom field"},
	[V_VALUE] = {.name = "custom_field_value",
		.type = OM_T_TEXT,
		.flags = OM_F_SHEET,
		.aliases = "value",
		.max = 1000,
		.help = "its value; empty clears it"},
};

const struct om_noun om__value_noun = {
	.name = "custom_value",
	.plural = "custom values",
	.fields = fields,
	.field_count = V_COUNT,
};

const struct om_noun *om_custom_value_noun(void)
{
	return &om__value_noun;
}

static const struct om_field *product_map(void)
{
	const struct om_field *f;

	for (int i = 0; (f = om_noun_field_at(om_product_noun(), i)); i++)
		if (om__is_custom_map(f))
			return f;
	return NULL;
}

/* The product of the row, 0 where the row was refused. */
static int find_product(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	int64_t *ret, struct om_err *err)
{
	const char *sku = om__cell_text(row, V_SKU), *spelling = NULL;
	bool ignore_case = imp->options && imp->options->ignore_case;
	struct om__product_ref ref;
	struct om_err e = {0};
	int rc = om__product_meant(imp->om, sku, ignore_case, imp->chunk, &ref, &spelling, err);

	*ret = 0;
	if (rc < 0)
		return rc;
	if (rc) {
		*ret = ref.product_id;
		return 0;
	}
	if (om__product_unknown(sku, spelling, &e) < 0)
		om__import_fail(imp, unit, row, "sku", &e);
	return 0;
}

/* The cell cf:NAME that the row stands for, parsed; its custom is NULL where the row was refused.
 */
static int make_cell(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	struct om_map_cell *ret, struct om_err *err)
{
	const char *name = om__cell_text(row, V_NAME);
	const struct om_field *map = product_map();
	const struct om__custom *custom;
	struct om__cell_env env = {.om = imp->om, .arena = imp->chunk};
	struct om_field named;
	struct om_err e = {0};
	int rc = om__custom_find(imp->om, om_product_noun(), map, name, &custom, err);

	*ret = (struct om_map_cell){.name = name, .raw = om__cell_text(row, V_VALUE)};
	if (rc == 0 && custom)
		rc = om__custom_field(imp->om, om_product_noun(), map, name, &ret->field, err);
	if (rc < 0)
		return rc;
	if (!custom || !custom->is_active) {
		om__import_error(imp, unit, row, "custom_field_name", OM_EINVAL, "unknown-field",
			custom ? "custom field '%s' is inactive" : "no custom field '%s'", name);
		return 0;
	}
	named = *ret->field;
	named.name = custom->column;
	if (om__cell_parse(&env, &named, NULL, ret->raw, &ret->cell, &e) < 0)
		om__import_fail(imp, unit, row, custom->column, &e);
	if (ret->cell.state == OM_CELL_EMPTY)
		ret->cell.state = OM_CELL_CLEAR;
	ret->custom = custom;
	return 0;
}

static int treat(struct om_import *imp, struct om_unit *unit, bool is_write, int *ret_changed,
	struct om_err *err)
{
	const struct om_row *row = &unit->rows[0];
	struct om_map_cell cell;
	struct om_row side = {.line = row->line, .maps = &cell, .map_count = 1};
	int64_t id;
	int rc = find_product(imp, unit, row, &id, err);

	*ret_changed = 0;
	if (rc == 0)
		rc = make_cell(imp, unit, row, &cell, err);
	if (rc < 0 || unit->is_bad || !id || !cell.custom)
		return rc;
	rc = om__custom_check(imp, unit, &side, id, err);
	if (rc < 0 || unit->is_bad)
		return rc;
	unit->id = id;
	rc = om__custom_apply(imp, &side, id, false, is_write, ret_changed, err);
	if (rc == 0 && is_write && *ret_changed)
		rc = om__exec(imp->om, OM__SQL_value_touch_product,
			OM__ARGS(OM__I("now", om_now(imp->om)), OM__I("product_id", id)), err);
	return rc < 0 ? rc : 0;
}

static int check(struct om_import *imp, struct om_unit *unit, struct om_err *err)
{
	int ignored;

	return treat(imp, unit, false, &ignored, err);
}

static int apply(struct om_import *imp, struct om_unit *unit, enum om_outcome *ret_outcome,
	struct om_err *err)
{
	int changed, rc = treat(imp, unit, true, &changed, err);

	*ret_outcome = changed ? OM_UPDATED : OM_UNCHANGED;
	return rc;
}

static const char *unit_key(struct om_import *imp, struct om_unit *unit, struct om_arena *arena)
{
	(void)imp;
	return om__printf(arena, "%s\x01%s", om__cell_text(unit->rows, V_SKU),
		om__cell_text(unit->rows, V_NAME));
}

const struct om_importer om__value_importer = {
	.noun = &om__value_noun,
	.group_field = -1,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.key = unit_key,
	.check = check,
	.apply = apply,
};
