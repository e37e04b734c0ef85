/* What a row changes in a stored record: the cells that are filled, or cleared, and say something
 * else than is stored. */
#include "sheet/plan.h"

static const char *print(struct om_import *imp, const struct om_value *value)
{
	return value->is_empty ? NULL : om_value_print(imp->om, imp->chunk, value);
}

static int add_change(struct om_import *imp, int field, const struct om_value *old_value,
	const struct om_value *new_value, struct om_change *ret, struct om_err *err)
{
	*ret = (struct om_change){.field = field, .old_value = old_value, .new_value = new_value};
	ret->old_text = print(imp, old_value);
	ret->new_text = print(imp, new_value);
	if ((!ret->old_text && !old_value->is_empty) || (!ret->new_text && !new_value->is_empty))
		return om__nomem(err);
	return 0;
}

/* The value that a cell puts in the record.  Money is in the record's currency, whatever the
 * company's is. */
static struct om_value *new_value(struct om_import *imp, const struct om_field *field,
	const struct om_cell *cell, const struct om_value *current)
{
	struct om_value *value = OM_NEW(imp->chunk, struct om_value);

	if (!value)
		return NULL;
	*value = cell->value;
	if (cell->state == OM_CELL_CLEAR)
		*value = (struct om_value){
			.type = field->type, .is_empty = true, .text = "", .unit = ""};
	else if (field->type == OM_T_MONEY && *current->unit)
		value->unit = current->unit;
	return value;
}

int om__import_diff(struct om_import *imp, const struct om_row *row, const struct om_value *current,
	const int *fields, int n, struct om_change *ret, int *ret_count, struct om_err *err)
{
	const struct om_importer *importer = imp->importer;
	int outer = importer->noun->field_count, count = 0;

	for (int i = 0; i < n; i++) {
		const struct om_field *field = fields[i] < outer
			? &importer->noun->fields[fields[i]]
			: &importer->child->fields[fields[i] - outer];
		const struct om_cell *cell = row->cells[fields[i]];
		struct om_value *value;
		int rc;
		if (cell->state != OM_CELL_VALUE && cell->state != OM_CELL_CLEAR)
			continue;
		value = new_value(imp, field, cell, &current[i]);
		if (!value)
			return om__nomem(err);
		if (om__value_equal(field, value, &current[i]))
			continue;
		rc = add_change(imp, fields[i], &current[i], value, &ret[count], err);
		if (rc < 0)
			return rc;
		count++;
	}
	*ret_count = count;
	return 0;
}
