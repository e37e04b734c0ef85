/* What the pickers found (shipping.md R16.7), lists that are given up, and both taken back.
 *
 * Units that were not where they should lie are locked there with the reason short-pick; the
 * order's claim on them is released and the order is looked at again, so that other places can
 * serve it.  What was found is firm from then on.  Each figure is history of the list, with the
 * line in the field's name, so that undo knows whose it is; the locks are movements of the run. */
#include "core/core.h"
#include "core/work.h"
#include "ship/pick/pick.h"
#include "ship/ship_int.h"
#include "stock/stock.h"
#include <inttypes.h>
#include <stdio.h>

struct line {
	int64_t seq, order_id, order_line_id, product_id, stock_id, quantity, picked;
	bool has_stock, has_picked, track_stock, is_struck;
	const char *sku;
};
struct confirm {
	int64_t list;
	const int64_t *seq, *picked;
	size_t n;
	struct line *lines;
	size_t count, cap;
	bool is_unchanged;
	bool is_again; /* an undo is undone, which takes back the unlocking by itself */
};

static int read_state(struct om *om, int64_t list, char ret[16], struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_pick_list_state, OM__ARGS(OM__I("pick_list_id", list)), &q, err);

	if (!rc)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (!rc)
		return om_err_set(
			err, OM_ENOTFOUND, "unknown-record", "no pick list 'PL%" PRId64 "'", list);
	snprintf(ret, 16, "%s", om__col_text(q, 0));
	return 0;
}

static int set_state(
	struct om *om, int64_t list, const char *before, const char *after, struct om_err *err)
{
	int rc = 0;

	if (strcmp(before, after) != 0)
		rc = om__exec(om, OM__SQL_pick_list_set_state,
			OM__ARGS(OM__S("state", after), OM__I("pick_list_id", list)), err);
	return rc < 0 ? rc : om__history(om, "pick_list", list, "state", before, after, err);
}

/* ---- reading ---- */

static int add_line(struct om *om, struct confirm *c, struct om__q *q, struct om_err *err)
{
	if (c->count == c->cap) {
		size_t cap = c->cap ? c->cap * 2 : 16;
		struct line *more = OM_NEWN(&om->tx_arena, struct line, cap);

		if (!more)
			return om__nomem(err);
		if (c->count)
			memcpy(more, c->lines, sizeof(*more) * c->count);
		c->lines = more;
		c->cap = cap;
	}
	c->lines[c->count++] = (struct line){
		.seq = om__col_int(q, 0),
		.order_id = om__col_int(q, 1),
		.order_line_id = om__col_int(q, 2),
		.product_id = om__col_int(q, 3),
		.has_stock = !om__col_null(q, 4),
		.stock_id = om__col_int(q, 4),
		.quantity = om__col_int(q, 5),
		.has_picked = !om__col_null(q, 6),
		.picked = om__col_int(q, 6),
		.sku = om__strdup(&om->tx_arena, om__col_text(q, 7)),
		.track_stock = om__col_int(q, 8),
		.is_struck = om__col_int(q, 9),
	};
	return c->lines[c->count - 1].sku ? 0 : om__nomem(err);
}

static int read_lines(struct om *om, struct confirm *c, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_pick_lines, OM__ARGS(OM__I("pick_list_id", c->list)), &q, err);

	c->count = c->cap = 0;
	while (!rc && (rc = om__step(q, err)) > 0)
		rc = add_line(om, c, q, err);
	return rc;
}

/* ---- what was found ---- */

/* Without figures everything was found, but for what nobody went for: struck lines and units that
 * no place held. */
static int64_t all_of(const struct line *l)
{
	return l->is_struck || (!l->has_stock && l->track_stock) ? 0 : l->quantity;
}

static int check_figure(
	const struct confirm *c, const struct line *l, int64_t picked, struct om_err *err)
{
	if (picked < 0)
		return om_err_set(err, OM_EINVAL, "not-integer",
			"PL%" PRId64 " line %" PRId64 ": %" PRId64 " is below 0", c->list, l->seq,
			picked);
	if (picked > l->quantity)
		return om_err_set(err, OM_EREFUSED, "pick-over",
			"PL%" PRId64 " line %" PRId64 " '%s': %" PRId64 " picked of %" PRId64
			" asked for",
			c->list, l->seq, l->sku, picked, l->quantity);
	if (l->has_picked && l->picked != picked)
		return om_err_set(err, OM_ESTATE, "wrong-state",
			"PL%" PRId64 " line %" PRId64 " '%s' is confirmed already with %" PRId64,
			c->list, l->seq, l->sku, l->picked);
	return 0;
}

/* Every figure is checked before the first is written. */
static int check_figures(const struct confirm *c, struct om_err *err)
{
	for (size_t i = 0; i < c->n; i++) {
		int rc;

		if (c->seq[i] < 1 || c->seq[i] > (int64_t)c->count)
			return om_err_set(err, OM_ENOTFOUND, "unknown-line",
				"PL%" PRId64 " has no line %" PRId64, c->list, c->seq[i]);
		rc = check_figure(c, &c->lines[c->seq[i] - 1], c->picked[i], err);
		if (rc)
			return rc;
	}
	return 0;
}

/* The line's claim on the record, what is not picked first: 1, or 0 when it moved on since the list
 * was made. */
static int read_claim(struct om *om, const struct line *l, struct om__claim *ret, int64_t *ret_free,
	struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_pick_claim,
		OM__ARGS(OM__I("order_line_id", l->order_line_id), OM__I("stock_id", l->stock_id)),
		&q, err);

	if (!rc)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	*ret = (struct om__claim){
		.order_line_id = l->order_line_id,
		.product_id = l->product_id,
		.stock_id = l->stock_id,
		.allocation_id = om__col_int(q, 0),
		.old_quantity = om__col_int(q, 1),
		.old_oversold = om__col_int(q, 2),
	};
	*ret_free = om__col_int(q, 3) - om__col_int(q, 4);
	return 1;
}

/* Releases up to MISSING units of the line's claims on the record; *RET_FREE is what is free there
 * afterwards. */
static int release(
	struct om *om, const struct line *l, int64_t missing, int64_t *ret_free, struct om_err *err)
{
	struct om__claim claim;
	int rc = 0;

	*ret_free = 0;
	while (missing > 0 && (rc = read_claim(om, l, &claim, ret_free, err)) > 0) {
		int64_t n = missing < claim.old_quantity ? missing : claim.old_quantity;

		claim.quantity = claim.old_quantity - n;
		claim.oversold =
			claim.old_oversold < claim.quantity ? claim.old_oversold : claim.quantity;
		rc = om__claims_write(om, &claim, 1, err);
		if (rc)
			return rc;
		*ret_free += n;
		missing -= n;
	}
	if (*ret_free < 0)
		*ret_free = 0;
	return rc < 0 ? rc : 0;
}

static int miss(struct om *om, const struct confirm *c, const struct line *l, int64_t missing,
	struct om_err *err)
{
	char ref[40];
	int64_t left;
	int rc = release(om, l, missing, &left, err);

	if (rc)
		return rc;
	snprintf(ref, sizeof(ref), "PL%" PRId64 ":%" PRId64, c->list, l->seq);
	if (left > 0 && !c->is_again) {
		struct om__move move = {.stock_id = l->stock_id,
			.kind = "lock",
			.is_locked = true,
			.delta = missing < left ? missing : left,
			.ref = ref,
			.reason = "short-pick"};

		rc = om__stock_move(om, &move, 1, err);
	}
	return rc ? rc : om__work_add(om, l->order_id, err);
}

/* NULL: nobody was there yet. */
static int note_figure(struct om *om, int64_t list, int64_t seq, const int64_t *before,
	const int64_t *after, struct om_err *err)
{
	char field[40], old_text[24] = "", new_text[24] = "";

	snprintf(field, sizeof(field), "line %" PRId64 " picked", seq);
	if (before)
		snprintf(old_text, sizeof(old_text), "%" PRId64, *before);
	if (after)
		snprintf(new_text, sizeof(new_text), "%" PRId64, *after);
	return om__history(om, "pick_list", list, field, before ? old_text : NULL,
		after ? new_text : NULL, err);
}

static int write_line(struct om *om, const struct confirm *c, const struct line *l, int64_t picked,
	struct om_err *err)
{
	int rc = om__exec(om, OM__SQL_pick_line_set,
		OM__ARGS(OM__I("picked", picked), OM__I("pick_list_id", c->list),
			OM__I("seq", l->seq)),
		err);

	if (rc >= 0 && picked)
		rc = om__exec(om, OM__SQL_pick_line_count,
			OM__ARGS(OM__I("picked", picked), OM__I("order_line_id", l->order_line_id)),
			err);
	if (rc >= 0 && l->has_stock && picked < l->quantity && !l->is_struck)
		rc = miss(om, c, l, l->quantity - picked, err);
	if (rc >= 0 && l->has_stock && picked)
		rc = om__exec(om, OM__SQL_pick_firm,
			OM__ARGS(OM__I("order_line_id", l->order_line_id),
				OM__I("stock_id", l->stock_id)),
			err);
	return rc < 0 ? rc : note_figure(om, c->list, l->seq, NULL, &picked, err);
}

static int write_figure(
	struct om *om, struct confirm *c, struct line *l, int64_t picked, struct om_err *err)
{
	int rc;

	if (l->has_picked)
		return 0;
	rc = write_line(om, c, l, picked, err);
	l->has_picked = true;
	l->picked = picked;
	c->is_unchanged = false;
	return rc;
}

static int confirm_body(struct om *om, void *arg, struct om_err *err)
{
	struct confirm *c = arg;
	char state[16];
	bool is_done = true;
	int rc = read_state(om, c->list, state, err);

	c->is_unchanged = true;
	if (rc || !strcmp(state, "done"))
		return rc;
	if (!strcmp(state, "cancelled"))
		return om_err_set(
			err, OM_ESTATE, "wrong-state", "PL%" PRId64 " is cancelled", c->list);
	rc = read_lines(om, c, err);
	if (!rc)
		rc = check_figures(c, err);
	for (size_t i = 0; !rc && i < c->n; i++)
		rc = write_figure(om, c, &c->lines[c->seq[i] - 1], c->picked[i], err);
	for (size_t i = 0; !rc && !c->n && i < c->count; i++)
		rc = write_figure(om, c, &c->lines[i], all_of(&c->lines[i]), err);
	for (size_t i = 0; i < c->count; i++)
		is_done = is_done && c->lines[i].has_picked;
	if (rc || (c->is_unchanged && !is_done))
		return rc;
	c->is_unchanged = false;
	return set_state(om, c->list, state, is_done ? "done" : "picking", err);
}

int om_pick_confirm(struct om *om, int64_t pick_list_id, const int64_t *seq, const int64_t *picked,
	size_t n, bool *ret_unchanged, struct om_err *err)
{
	struct confirm c = {.list = pick_list_id, .seq = seq, .picked = picked, .n = n};
	int rc = om__tx_run(om, confirm_body, &c, err);

	if (rc)
		return rc;
	om__run_count(om, 0, !c.is_unchanged, c.is_unchanged, 0);
	*ret_unchanged = c.is_unchanged;
	return 0;
}

static int cancel_body(struct om *om, void *arg, struct om_err *err)
{
	struct confirm *c = arg;
	char state[16];
	int rc = read_state(om, c->list, state, err);

	c->is_unchanged = !rc && !strcmp(state, "cancelled");
	if (rc || c->is_unchanged)
		return rc;
	if (!strcmp(state, "done"))
		return om_err_set(err, OM_ESTATE, "wrong-state", "PL%" PRId64 " is done", c->list);
	return set_state(om, c->list, state, "cancelled", err);
}

int om_pick_cancel(struct om *om, int64_t pick_list_id, bool *ret_unchanged, struct om_err *err)
{
	struct confirm c = {.list = pick_list_id};
	int rc = om__tx_run(om, cancel_body, &c, err);

	if (rc)
		return rc;
	om__run_count(om, 0, !c.is_unchanged, c.is_unchanged, 0);
	*ret_unchanged = c.is_unchanged;
	return 0;
}

/* ---- taking it back ---- */

/* The order's units are promised there still, but may go elsewhere again. */
static int forget_line(
	struct om *om, const struct confirm *c, const struct line *l, struct om_err *err)
{
	int rc = om__exec(om, OM__SQL_pick_line_set,
		OM__ARGS(OM__N("picked"), OM__I("pick_list_id", c->list), OM__I("seq", l->seq)),
		err);

	if (rc >= 0 && l->picked)
		rc = om__exec(om, OM__SQL_pick_line_uncount,
			OM__ARGS(OM__I("picked", l->picked),
				OM__I("order_line_id", l->order_line_id)),
			err);
	if (rc >= 0 && l->has_stock && l->picked)
		rc = om__exec(om, OM__SQL_pick_loosen,
			OM__ARGS(OM__I("order_line_id", l->order_line_id),
				OM__I("order_id", l->order_id), OM__I("stock_id", l->stock_id)),
			err);
	if (rc >= 0)
		rc = note_figure(om, c->list, l->seq, &l->picked, NULL, err);
	return rc < 0 ? rc : om__work_add(om, l->order_id, err);
}

static int turn_line(
	struct om *om, struct confirm *c, const struct om__pick_figure *f, struct om_err *err)
{
	struct line *l;
	int rc;

	if (f->seq < 1 || f->seq > (int64_t)c->count ||
		c->lines[f->seq - 1].has_picked == f->is_known)
		return om_err_set(err, OM_EREFUSED, "changed",
			"line %" PRId64 " of PL%" PRId64 " is another by now", f->seq, c->list);
	l = &c->lines[f->seq - 1];
	if (!f->is_known)
		return forget_line(om, c, l, err);
	rc = check_figure(c, l, f->picked, err);
	return rc ? rc : write_line(om, c, l, f->picked, err);
}

int om__pick_turn_lines(struct om *om, int64_t pick_list_id, const struct om__pick_figure *figures,
	size_t n, struct om_err *err)
{
	struct confirm c = {.list = pick_list_id, .is_again = true};
	int rc = read_lines(om, &c, err);

	for (size_t i = 0; !rc && i < n; i++)
		rc = turn_line(om, &c, &figures[i], err);
	return rc;
}

static int check_elsewhere(struct om *om, int64_t list, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_pick_elsewhere, OM__ARGS(OM__I("pick_list_id", list)), &q, err);

	if (!rc)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	om_err_set(err, OM_EREFUSED, "on-pick-list", "%s stands on PL%" PRId64 " by now",
		om__col_text(q, 0), om__col_int(q, 1));
	om_err_hint(err, "--allow on-pick-list --reason TEXT has it on both");
	return OM_EREFUSED;
}

int om__pick_turn_state(struct om *om, int64_t pick_list_id, const char *state, struct om_err *err)
{
	char now[16];
	int rc = read_state(om, pick_list_id, now, err);
	bool is_open = !strcmp(state, "open") || !strcmp(state, "picking");
	bool was_open = !strcmp(now, "open") || !strcmp(now, "picking");

	if (!rc && is_open && !was_open && !om_allowed(om, "on-pick-list"))
		rc = check_elsewhere(om, pick_list_id, err);
	return rc ? rc : set_state(om, pick_list_id, now, state, err);
}
