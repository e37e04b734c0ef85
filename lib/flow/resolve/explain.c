/* Why an order stands where it stands: the resolver's own decision, made over an image with a
 * listener and then thrown away; so the explanation cannot drift from the rule.  Also: which orders
 * hold the units that it lacks (R7.10). */
#include "flow/flow.h"
#include "base/buf.h"
#include "base/text.h"
#include "flow/resolve/allocate.h"
#include "flow/resolve/resolve.h"

static int split(struct om_arena *arena, const char *text, struct om_step **ret, size_t *ret_count,
	struct om_err *err)
{
	size_t n = 0, lines = 0;

	for (const char *p = text; *p; p++)
		lines += *p == '\n';
	*ret = OM_NEWN(arena, struct om_step, lines + 1);
	if (!*ret)
		return om__nomem(err);
	while (*text) {
		const char *tab = strchr(text, '\t'), *end = strchr(text, '\n');

		(*ret)[n].step = om__strndup(arena, text, (size_t)(tab - text));
		(*ret)[n].text = om__strndup(arena, tab + 1, (size_t)(end - tab - 1));
		if (!(*ret)[n].step || !(*ret)[n].text)
			return om__nomem(err);
		n++;
		text = end + 1;
	}
	*ret_count = n;
	return 0;
}

/* Names at most ten orders that hold units of a product the order lacks, oldest allocation first.
 */
static int name_holders(
	struct om__image *im, const struct om__ord *o, const struct om__line *l, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om_buf list;
	int rc, n = 0;

	om__buf_init(&list, 4096);
	rc = om__q(im->om, OM__SQL_explain_holders,
		OM__ARGS(OM__I("product_id", l->goods->product_id),
			OM__I("warehouse_id", o->source_id), OM__I("order_id", o->order_id)),
		&q, err);
	while (!rc && (rc = om__step(q, err)) > 0) {
		om__buf_fmt(&list, "%s%s:%s %lld", n++ ? ", " : "", om__col_text(q, 0),
			om__col_text(q, 1), (long long)om__col_int(q, 2));
		rc = 0;
	}
	if (!rc && n)
		om__explain(im, "allocate", "%s is held by %s", l->goods->sku, list.data);
	om__buf_release(&list);
	return rc;
}

static int explain_lacks(struct om__image *im, const struct om__ord *o, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; !rc && i < o->line_count; i++)
		if (o->source_id && om__needs_stock(&o->lines[i]) &&
			om__granted(&o->lines[i]) < o->lines[i].open)
			rc = name_holders(im, o, &o->lines[i], err);
	return rc;
}

static void explain_outcome(
	struct om__image *im, const struct om__ord *o, const struct om__outcome *n)
{
	for (int p = 0; p < OM__P_COUNT; p++)
		if (o->details[p])
			om__explain(im, "problem", "%s: %s", om__problem_word((enum om__problem)p),
				o->details[p]);
	om__explain(im, "status", "%s%s%s", n->status, n->holds[0] ? ", held: " : "", n->holds);
	if (strcmp(n->status, o->status) != 0)
		om__explain(im, "status", "stored is %s: 'om-order resolve' brings it up to date",
			o->status);
}

static int run(struct om__image *im, int64_t order_id, struct om_err *err)
{
	struct om__outcome n;
	struct om__ord *o;
	int rc = om__resolve_image(im, &order_id, 1, err);

	if (!rc)
		rc = om__image_order(im, order_id, &o, err);
	if (rc)
		return rc;
	if (!o)
		return om_err_set(
			err, OM_ENOTFOUND, "unknown-order", "no order @%lld", (long long)order_id);
	rc = explain_lacks(im, o, err);
	if (!rc)
		rc = om__derive(im, o, &n, err);
	if (!rc)
		explain_outcome(im, o, &n);
	return rc;
}

int om_order_explain(struct om *om, int64_t order_id, struct om_arena *arena, struct om_step **ret,
	size_t *ret_count, struct om_err *err)
{
	struct om__image im;
	struct om_buf text;
	int rc;

	om__buf_init(&text, 1 << 20);
	om__arena_reset(&om->tx_arena);
	rc = om__image_init(&im, om, err);
	im.explain = &text;
	if (!rc)
		rc = run(&im, order_id, err);
	if (!rc)
		rc = om__buf_check(&text, err);
	if (!rc)
		rc = split(arena, text.data, ret, ret_count, err);
	om__image_release(&im);
	om__buf_release(&text);
	return rc;
}
