/* The proof of stored keys, and their repair: each is what its text folds to, or sorts by.
 *
 * Look-ups go by the keys alone, so that a record whose key differs from its text cannot be found,
 * or is found by another text.  A key is derived: repair writes it, unless another record has it.
 */
#include "base/text.h"
#include "flow/check/check.h"
#include "order/customer/customer.h"

static const struct {
	const char *entity, *field;
	enum om__sql read, write;
	char *(*fold)(struct om_arena *, const char *);
} kinds[] = {
	{"product", "sku_key", OM__SQL_keys_product, OM__SQL_key_put_product, om__fold},
	{"channel", "channel_key", OM__SQL_keys_channel, OM__SQL_key_put_channel, om__fold},
	{"listing", "listing_key", OM__SQL_keys_listing, OM__SQL_key_put_listing, om__fold},
	{"warehouse", "warehouse_key", OM__SQL_keys_warehouse, OM__SQL_key_put_warehouse, om__fold},
	{"location", "location_key", OM__SQL_keys_location, OM__SQL_key_put_location, om__fold},
	{"location", "sort_key", OM__SQL_keys_location_sort, OM__SQL_key_put_location_sort,
		om__natural_key},
	{"label", "label_key", OM__SQL_keys_label, OM__SQL_key_put_label, om__fold},
	{"user", "login_key", OM__SQL_keys_user, OM__SQL_key_put_user, om__fold},
	{"user", "email_key", OM__SQL_keys_user_email, OM__SQL_key_put_user_email, om__fold},
	{"field", "name_key", OM__SQL_keys_field, OM__SQL_key_put_field, om__fold},
	{"view", "name_key", OM__SQL_keys_view, OM__SQL_key_put_view, om__fold},
	{"customer", "email_key", OM__SQL_keys_customer, OM__SQL_key_put_customer, om__email_key},
	{"customer", "value_key", OM__SQL_keys_customer_value, OM__SQL_key_put_customer_value,
		om__email_key},
};

/* Appends what is wrong of one kind; ROW's arena holds the rows found, the key under test lives for
 * a moment. */
static int add_kind(struct om *om, size_t kind, struct om_arena *arena, struct om__key_row ***last,
	struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = om__q(om, kinds[kind].read, OM__NOARGS, &q, err);

	while (rc == 0 && (rc = om__step(q, err)) > 0) {
		struct om_mark mark = om__arena_mark(arena);
		const char *text = om__col_text(q, 1), *is = om__col_text(q, 2);
		char *want = kinds[kind].fold(arena, text);
		struct om__key_row *row;

		rc = want ? 0 : om__nomem(err);
		if (rc == 0 && !strcmp(is, want)) {
			om__arena_rewind(arena, mark);
			continue;
		}
		row = rc == 0 ? OM_NEW(arena, struct om__key_row) : NULL;
		if (!row)
			return om__nomem(err);
		*row = (struct om__key_row){.entity = kinds[kind].entity,
			.field = kinds[kind].field,
			.id = om__col_int(q, 0),
			.text = om__strdup(arena, text),
			.is = om__strdup(arena, is),
			.want = want,
			.write = kinds[kind].write};
		if (!row->text || !row->is)
			return om__nomem(err);
		**last = row;
		*last = &row->next;
	}
	return rc;
}

int om__keys_wrong(
	struct om *om, struct om_arena *arena, struct om__key_row **ret, struct om_err *err)
{
	struct om__key_row **last = ret;
	int rc = 0;

	*ret = NULL;
	for (size_t i = 0; i < OM_COUNT(kinds) && rc == 0; i++)
		rc = add_kind(om, i, arena, &last, err);
	return rc;
}

int om__key_put(struct om *om, const struct om__key_row *row, struct om_err *err)
{
	bool is_value = row->write == OM__SQL_key_put_customer_value;

	return om__exec(om, row->write,
		is_value ? OM__ARGS(OM__I("id", row->id), OM__S("key", row->want),
				   OM__S("text", row->text))
			 : OM__ARGS(OM__I("id", row->id), OM__S("key", row->want)),
		err);
}

int om__prove_keys(struct om *om, om__finding *each, void *arg, struct om_err *err)
{
	struct om__key_row *rows;
	struct om_arena arena;
	int rc;

	om__arena_init(&arena);
	rc = om__keys_wrong(om, &arena, &rows, err);
	for (; rows && rc == 0; rows = rows->next) {
		char *message = om__printf(&arena, "'%s': %s is '%s', its text gives '%s'",
			rows->text, rows->field, rows->is, rows->want);

		rc = message ? each(arg, rows->entity, rows->id, message, err) : om__nomem(err);
	}
	om__arena_release(&arena);
	return rc;
}
