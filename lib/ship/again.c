/* What may be changed of a shipment that has left (shipping.md R8.4): one more package, another
 * number; and undo, which takes both back.
 *
 * Each change is history of the shipment, with the place of the package in the field's name, and
 * touches the order.  A package is taken away only while it is the last one and holds no units. */
#include "core/core.h"
#include "order/order.h"
#include "ship/ship_int.h"
#include "ship/undo.h"
#include <inttypes.h>
#include <stdio.h>

struct last_package {
	int64_t shipment_id, seq; /* the last package of the last shipment */
	int64_t first_seq;        /* the shipment's first one, whose number is the shipment's */
	const char *tracking, *carrier, *service; /* of that first one */
	bool is_known;                            /* a package has the number asked for */
};

static int read_packages(struct om__consignment *c, const struct om_ship *s, struct last_package *p,
	struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(
		c->om, OM__SQL_ship_packages, OM__ARGS(OM__I("order_id", c->order_id)), &q, err);

	*p = (struct last_package){0};
	while (!rc && (rc = om__step(q, err)) > 0) {
		const char *number = om__col_text(q, 2);

		rc = 0;
		p->is_known = p->is_known || s->is_untracked || !strcmp(number, s->tracking);
		p->seq = om__col_int(q, 1);
		if (p->shipment_id == om__col_int(q, 0))
			continue;
		p->shipment_id = om__col_int(q, 0);
		p->first_seq = p->seq;
		p->tracking = om__strdup(c->arena, number);
		p->carrier = om__strdup(c->arena, om__col_text(q, 3));
		p->service = om__strdup(c->arena, om__col_text(q, 4));
		if (!p->tracking || !p->carrier || !p->service)
			return om__nomem(err);
	}
	return rc;
}

/* A package has two facts of its own; history names it by its place. */
int om__package_history(struct om *om, int64_t shipment_id, int64_t seq,
	const struct om__package_facts *before, const struct om__package_facts *after,
	struct om_err *err)
{
	char field[60];
	int rc;

	snprintf(field, sizeof(field), "package %" PRId64 " tracking_number", seq);
	rc = om__history(om, "shipment", shipment_id, field, before ? before->tracking : NULL,
		after ? after->tracking : NULL, err);
	snprintf(field, sizeof(field), "package %" PRId64 " package_type", seq);
	return rc < 0 ? rc
		      : om__history(om, "shipment", shipment_id, field,
				before && *before->type ? before->type : NULL,
				after && *after->type ? after->type : NULL, err);
}

int om__package_add(struct om *om, int64_t shipment_id, int64_t seq,
	const struct om__package_facts *facts, struct om_err *err)
{
	struct om_ship s = {.tracking = facts->tracking, .package_type = facts->type};
	int rc = om__package_put(om, shipment_id, seq, &s, NULL, err);

	return rc ? rc : om__package_history(om, shipment_id, seq, NULL, facts, err);
}

int om__ship_retrack(struct om *om, int64_t shipment_id, const struct om__track *now,
	const struct om__track *wanted, struct om_err *err)
{
	int rc = om__exec(om, OM__SQL_package_retrack,
		OM__ARGS(OM__S("tracking_number", wanted->number),
			OM__I("shipment_id", shipment_id), OM__I("seq", now->first_seq)),
		err);

	if (rc >= 0)
		rc = om__exec(om, OM__SQL_shipment_retrack,
			OM__ARGS(OM__S("tracking_number", wanted->number),
				OM__S("carrier", wanted->carrier),
				OM__S("service", wanted->service),
				OM__I("shipment_id", shipment_id)),
			err);
	if (rc >= 0)
		rc = om__history(om, "shipment", shipment_id, "tracking_number", now->number,
			wanted->number, err);
	if (!rc)
		rc = om__history(
			om, "shipment", shipment_id, "carrier", now->carrier, wanted->carrier, err);
	if (!rc)
		rc = om__history(
			om, "shipment", shipment_id, "service", now->service, wanted->service, err);
	return rc;
}

static int replace_tracking(struct om__consignment *c, const struct om_ship *s,
	const struct last_package *p, struct om_err *err)
{
	const struct om__track now = {p->tracking, p->carrier, p->service, p->first_seq};
	const struct om__track wanted = {
		s->tracking, s->carrier, s->service ? s->service : p->service, p->first_seq};

	return om__ship_retrack(c->om, p->shipment_id, &now, &wanted, err);
}

int om__ship_again(struct om__consignment *c, const struct om_ship *s, struct om_err *err)
{
	struct last_package p;
	int rc = read_packages(c, s, &p, err);

	if (rc)
		return rc;
	if (p.is_known || (s->is_untracked && !p.shipment_id))
		return 1;
	if (p.shipment_id && (s->add_package || s->replace_tracking)) {
		rc = om__tracking_is_free(c->om, c->order_id, s, err);
		if (rc || c->is_check)
			return rc;
	}
	if (p.shipment_id && s->add_package) {
		rc = om__package_add(c->om, p.shipment_id, p.seq + 1,
			&(struct om__package_facts){
				s->tracking, s->package_type ? s->package_type : ""},
			err);
	} else if (p.shipment_id && s->replace_tracking) {
		rc = replace_tracking(c, s, &p, err);
	} else {
		om_err_set(err, OM_ESTATE, "already-shipped", "%s is shipped already%s%s%s",
			c->record, p.tracking && p.tracking[0] ? " with '" : "",
			p.tracking ? p.tracking : "", p.tracking && p.tracking[0] ? "'" : "");
		if (p.shipment_id)
			om_err_hint(err, "%s",
				c->is_import ? "--on-exists update puts the new number in its place"
					     : "--add-package adds one more package, "
					       "--replace-tracking corrects the number");
		return OM_ESTATE;
	}
	return rc ? rc : om__order_touch(c->om, c->order_id, err);
}

/* ---- taking it back ---- */

struct standing {
	struct om__track track;
	int64_t order_id, last_seq;
};

/* Of a shipment that left and was not voided. */
static int read_standing(
	struct om *om, int64_t shipment_id, struct standing *ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(
		om, OM__SQL_shipment_track, OM__ARGS(OM__I("shipment_id", shipment_id)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (rc == 0 || strcmp(om__col_text(q, 4), "shipped") != 0)
		return om_err_set(
			err, OM_ESTATE, "wrong-state", "S%" PRId64 " is not shipped", shipment_id);
	*ret = (struct standing){
		{om__strdup(&om->tx_arena, om__col_text(q, 0)),
			om__strdup(&om->tx_arena, om__col_text(q, 1)),
			om__strdup(&om->tx_arena, om__col_text(q, 2)), om__col_int(q, 5)},
		om__col_int(q, 3), om__col_int(q, 6)};
	return ret->track.number && ret->track.carrier && ret->track.service ? 0 : om__nomem(err);
}

/* The number that a package is to have again, if it is to have one. */
static int check_number(struct om *om, int64_t order_id, const char *number, struct om_err *err)
{
	const struct om_ship one = {.tracking = number, .is_untracked = !*number};

	return om__tracking_is_free(om, order_id, &one, err);
}

int om__ship_track_back(struct om *om, int64_t shipment_id, const char *number, const char *carrier,
	const char *service, struct om_err *err)
{
	struct standing now;
	struct om__track wanted;
	int rc = read_standing(om, shipment_id, &now, err);

	if (rc < 0)
		return rc;
	wanted = now.track;
	wanted.number = number ? number : wanted.number;
	wanted.carrier = carrier ? carrier : wanted.carrier;
	wanted.service = service ? service : wanted.service;
	rc = check_number(om, now.order_id, wanted.number, err);
	if (rc == 0)
		rc = om__ship_retrack(om, shipment_id, &now.track, &wanted, err);
	return rc < 0 ? rc : om__order_touch(om, now.order_id, err);
}

static int take_package(struct om *om, int64_t shipment_id, int64_t seq, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om__package_facts was;
	int rc = om__q(om, OM__SQL_package_facts,
		OM__ARGS(OM__I("shipment_id", shipment_id), OM__I("seq", seq)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (rc == 0 || om__col_int(q, 2))
		return om_err_set(err, OM_EREFUSED, "changed",
			"package %" PRId64 " of S%" PRId64 " %s", seq, shipment_id,
			rc ? "holds units" : "is not there");
	was = (struct om__package_facts){om__strdup(&om->tx_arena, om__col_text(q, 0)),
		om__strdup(&om->tx_arena, om__col_text(q, 1))};
	if (!was.tracking || !was.type)
		return om__nomem(err);
	om__done(&q);
	rc = om__exec(om, OM__SQL_package_delete,
		OM__ARGS(OM__I("shipment_id", shipment_id), OM__I("seq", seq)), err);
	return rc < 0 ? rc : om__package_history(om, shipment_id, seq, &was, NULL, err);
}

int om__ship_package_turn(struct om *om, int64_t shipment_id, int64_t seq,
	const struct om__package_facts *facts, struct om_err *err)
{
	struct standing now;
	int rc = read_standing(om, shipment_id, &now, err);

	if (rc == 0 && now.last_seq != (facts ? seq - 1 : seq))
		return om_err_set(err, OM_EREFUSED, "changed",
			"S%" PRId64 " has %" PRId64 " packages by now", shipment_id, now.last_seq);
	if (rc == 0 && facts)
		rc = check_number(om, now.order_id, facts->tracking, err);
	if (rc == 0)
		rc = facts ? om__package_add(om, shipment_id, seq, facts, err)
			   : take_package(om, shipment_id, seq, err);
	return rc < 0 ? rc : om__order_touch(om, now.order_id, err);
}
