/* Moving units from one location to another of the same warehouse (inventory.md rule 3): two
 * movements, no transit, no change of value.
 *
 * Free units go first.  Locked ones stay locked; allocated ones take their allocations along, so
 * that no order notices: these are given back before the units leave and taken again where they
 * arrive, in the one transaction. */
#include "stock/allocation.h"
#include "stock/change.h"
#include "stock/movement.h"
#include <inttypes.h>

/* How many units of which sort go. */
struct load {
	int64_t locked, allocated;
	struct om__carried *carried; /* allocations that may go along */
	int count;
};

static int short_of(const struct om__spot *s, struct om_err *err)
{
	om_err_set(err, OM_EREFUSED, "short-stock",
		"'%s' at %s %s: %" PRId64 " free (on hand %" PRId64 ", locked %" PRId64
		", allocated %" PRId64 ")",
		s->sku, s->w.name, s->location, om__spot_free(s), s->on_hand, s->locked,
		s->allocated);
	return OM_EREFUSED;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Chooses the allocations that go along and how much of each; what is oversold lies nowhere. */
static int choose_allocations(struct om *om, const struct om__spot *from, const struct om__spot *to,
	int64_t units, struct load *load, struct om_err *err)
{
	int rc = om__stock_loose(
		om, from->stock_id, to->stock_id, &load->carried, &load->count, err);

	for (int i = 0; rc == 0 && i < load->count; i++) {
		struct om__carried *c = &load->carried[i];

		c->units = least(c->from.quantity - c->from.oversold, units - load->allocated);
		load->allocated += c->units;
	}
	return rc;
}

static int choose(struct om *om, const struct om__change *c, const struct om__spot *from,
	const struct om__spot *to, struct load *load, struct om_err *err)
{
	int64_t missing = c->carry->quantity - om__spot_free(from);
	int rc = 0;

	if (missing > 0 && c->carry->include_locked)
		load->locked = least(missing, from->locked);
	missing -= load->locked;
	if (missing > 0 && c->carry->with_allocations)
		rc = choose_allocations(om, from, to, missing, load, err);
	if (rc == 0 && missing > load->allocated)
		rc = short_of(from, err);
	return rc;
}

/* Gives the allocations back, or takes them at their new place. */
static int write_claims(struct om *om, const struct load *load, bool takes, struct om_err *err)
{
	struct om__claim *claims = OM_NEWN(&om->tx_arena, struct om__claim, load->count + 1);
	int n = 0;

	if (!claims)
		return om__nomem(err);
	for (int i = 0; i < load->count; i++) {
		const struct om__carried *c = &load->carried[i];

		if (!c->units)
			continue;
		claims[n] = takes ? c->to : c->from;
		claims[n++].quantity += takes ? c->units : -c->units;
	}
	return om__claims_write(om, claims, n, err);
}

static int write_movements(struct om *om, const struct om__change *c, const struct om__spot *from,
	const struct om__spot *to, int64_t locked, struct om_err *err)
{
	int64_t quantity = c->carry->quantity;
	struct om__move moves[4] = {
		{.stock_id = from->stock_id,
			.kind = "move-out",
			.is_locked = true,
			.delta = -locked},
		{.stock_id = from->stock_id, .kind = "move-out", .delta = -quantity},
		{.stock_id = to->stock_id, .kind = "move-in", .delta = quantity},
		{.stock_id = to->stock_id, .kind = "move-in", .is_locked = true, .delta = locked},
	};

	for (size_t i = 0; i < OM_COUNT(moves); i++) {
		moves[i].ref = c->how->ref;
		moves[i].reason = c->reason;
		moves[i].note = c->how->note;
	}
	return locked ? om__stock_move(om, moves, 4, err) : om__stock_move(om, moves + 1, 2, err);
}

static int write_move(struct om *om, const struct om__change *c, const struct om__spot *from,
	const struct om__spot *to, struct om_err *err)
{
	struct load load = {0};
	int rc = choose(om, c, from, to, &load, err);

	if (rc == 0 && load.allocated)
		rc = write_claims(om, &load, false, err);
	if (rc == 0)
		rc = write_movements(om, c, from, to, load.locked, err);
	if (rc == 0 && load.allocated)
		rc = write_claims(om, &load, true, err);
	return rc;
}

/* May units go there? */
static int check_target(const struct om__change *c, const struct om__spot *from,
	const struct om__spot *to, struct om_err *err)
{
	int rc = om__spot_takes(to, err);

	if (rc < 0)
		return rc;
	if (from->location_id == to->location_id)
		return om_err_set(err, OM_EREFUSED, "same-location", "from and to are both '%s'",
			from->location);
	if (!to->location_is_active)
		return om_err_set(err, OM_ESTATE, "wrong-state",
			"location '%s' of '%s' is inactive", to->location, to->w.name);
	if (to->stock_id && !to->is_active)
		return om_err_set(err, OM_ESTATE, "wrong-state",
			"the record of '%s' at %s %s is inactive", to->sku, to->w.name,
			to->location);
	if (c->carry->with_allocations &&
		(!to->location_is_pickable || (to->stock_id && !to->is_pickable)))
		return om_err_set(err, OM_ESTATE, "wrong-state",
			"nothing is picked for orders at '%s' of '%s'", to->location, to->w.name);
	return 0;
}

static int find_ends(struct om *om, struct om__change *c, struct om__spot *from,
	struct om__spot *to, struct om_err *err)
{
	struct om_stock_at to_at = *c->at;
	int rc = 0;

	*c->ret = (struct om_stock_result){0};
	c->reason = "";
	if (c->how->reason && *c->how->reason)
		rc = om__change_reason(om, c, err);
	if (rc == 0)
		rc = om__change_spot(om, c->at, from, err);
	to_at.location = c->carry->to_location;
	if (rc == 0)
		rc = om__change_spot(om, &to_at, to, err);
	return rc == 0 ? check_target(c, from, to, err) : rc;
}

static int move_body(struct om *om, void *arg, struct om_err *err)
{
	struct om__change *c = arg;
	struct om__spot from = {0}, to = {0};
	bool repeat;
	int rc = find_ends(om, c, &from, &to, err);

	if (rc == 0)
		rc = om__change_is_repeat(om, c, &from, "move-out", &repeat, err);
	if (rc == 0 && repeat)
		return om__change_tell(om, &from, false, c->ret, err);
	if (rc == 0)
		rc = om__change_allowed(&from, err);
	if (rc == 0 && (!from.stock_id || c->carry->quantity <= 0))
		rc = short_of(&from, err);
	if (rc == 0)
		rc = om__change_record(om, &to, err);
	if (rc == 0)
		rc = write_move(om, c, &from, &to, err);
	return rc < 0 ? rc : om__change_tell(om, &from, false, c->ret, err);
}

int om_stock_move(struct om *om, const struct om_stock_at *from, const struct om_stock_carry *carry,
	const struct om_stock_change *how, struct om_stock_result *ret, struct om_err *err)
{
	struct om__change c = {.at = from, .how = how, .ret = ret, .carry = carry};

	return om__change_run(om, move_body, &c, err);
}
