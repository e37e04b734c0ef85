/* Shipments and pick lists by number: what `show S1000` and lists of ids on standard input name. */
#include "base/text.h"
#include "sheet/import.h"
#include "ship/ship_int.h"

/* Does TEXT begin with PREFIX (capitals), in any case?  What follows it, or NULL. */
static const char *after_prefix(const char *text, const char *prefix)
{
	for (; *prefix; prefix++, text++)
		if ((*text >= 'a' && *text <= 'z' ? *text - 32 : *text) != *prefix)
			return NULL;
	return text;
}

static int find_number(struct om *om, const char *prefix, const struct om_noun *noun,
	enum om__sql exists, const char *operand, int64_t *ret_id, struct om_err *err)
{
	const char *digits = after_prefix(operand, prefix);
	int64_t id, one;
	int rc = 0;

	if (digits && *digits >= '1' && *digits <= '9' && !om__int_parse(digits, &id, NULL))
		rc = om__get_int(om, exists, OM__ARGS(OM__I("id", id)), &one, err);
	if (rc < 0)
		return rc;
	if (!rc) {
		om_err_set(err, OM_ENOTFOUND, "unknown-record", "no %s '%s'", noun->name, operand);
		if (!digits)
			om_err_hint(
				err, "its number is %s1000 or the like: list prints them", prefix);
		return OM_ENOTFOUND;
	}
	*ret_id = id;
	return 0;
}

static int find_shipment(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	return find_number(
		om, "S", &om__shipment_noun, OM__SQL_shipment_exists, operand, ret_id, err);
}

static int find_pick(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	return find_number(om, "PL", &om__pick_noun, OM__SQL_pick_exists, operand, ret_id, err);
}

/* No sheet writes them: these rows only find. */
const struct om_importer om__shipment_importer = {
	.noun = &om__shipment_noun, .find = find_shipment};
const struct om_importer om__pick_importer = {.noun = &om__pick_noun, .find = find_pick};
