/* Look-ups of warehouses and locations, and the making of a location.
 *
 * Every in-house and virtual warehouse has UNCONFIGURED, receivable and never pickable; every other
 * one has exactly GLOBAL (inventory.md, location). */
#include "stock/place.h"
#include "base/text.h"
#include "core/core.h"
#include <inttypes.h>
#include <stdio.h>

bool om__is_external(const char *type)
{
	return strcmp(type, "in-house") && strcmp(type, "virtual");
}

int om__warehouse_by_name(
	struct om *om, const char *name, struct om__warehouse_ref *ret, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	struct om_mark mark = om__arena_mark(&om->arena);
	char *key = om__fold(&om->arena, name);
	const char *type;
	int rc;

	if (!key)
		return om__nomem(err);
	rc = om__q(om, OM__SQL_warehouse_by_key, OM__ARGS(OM__S("warehouse_key", key)), &q, err);
	if (rc == 0)
		rc = om__step(q, err);
	if (rc > 0) {
		type = om__col_text(q, 2);
		ret->warehouse_id = om__col_int(q, 0);
		snprintf(ret->name, sizeof(ret->name), "%s", om__col_text(q, 1));
		ret->is_external = om__is_external(type);
		ret->is_virtual = !strcmp(type, "virtual");
		ret->is_active = om__col_int(q, 3);
		ret->is_valued = om__col_int(q, 4);
	}
	om__done(&q);
	om__arena_rewind(&om->arena, mark);
	return rc;
}

int om__warehouse_unknown(struct om *om, const char *name, struct om_err *err)
{
	struct om_arena arena;
	char *names = NULL, *near = NULL;
	int rc;

	om__arena_init(&arena);
	rc = om__get_text(om, OM__SQL_warehouse_names, OM__NOARGS, &arena, &names, NULL);
	if (rc > 0 && names)
		near = om__nearest(&arena, name, names);
	om_err_set(err, OM_ENOTFOUND, "unknown-warehouse", "no warehouse '%s'", name);
	if (near)
		om_err_hint(err, "did you mean '%s'?", near);
	om__arena_release(&arena);
	return OM_ENOTFOUND;
}

int om__warehouse_need(struct om *om, const char *name, bool active, struct om__warehouse_ref *ret,
	struct om_err *err)
{
	int rc = om__warehouse_by_name(om, name, ret, err);

	if (rc < 0)
		return rc;
	if (rc == 0)
		return om__warehouse_unknown(om, name, err);
	if (active && !ret->is_active)
		return om_err_set(err, OM_EREFUSED, "inactive-warehouse",
			"warehouse '%s' is inactive", ret->name);
	return 0;
}

int om__location_by_name(struct om *om, int64_t warehouse_id, const char *name,
	struct om__location_ref *ret, struct om_arena *arena, char **ret_twin, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	char *key = om__fold(arena, name);
	int rc;

	if (ret_twin)
		*ret_twin = NULL;
	if (!key)
		return om__nomem(err);
	rc = om__q(om, OM__SQL_location_by_key,
		OM__ARGS(OM__I("warehouse_id", warehouse_id), OM__S("location_key", key)), &q, err);
	if (rc == 0)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	if (strcmp(om__col_text(q, 1), name)) {
		if (!ret_twin)
			return 0;
		*ret_twin = om__strdup(arena, om__col_text(q, 1));
		return *ret_twin ? 0 : om__nomem(err);
	}
	ret->location_id = om__col_int(q, 0);
	ret->is_pickable = om__col_int(q, 2);
	ret->is_receivable = om__col_int(q, 3);
	ret->is_active = om__col_int(q, 4);
	return 1;
}

int om__location_name_check(const char *name, struct om_err *err)
{
	size_t len = om__utf8_len(name);

	if (len < 1 || len > OM__LOCATION_MAX)
		return om_err_set(err, OM_EINVAL, "bad-location",
			"location '%s' is not 1 to %d characters long", name, OM__LOCATION_MAX);
	if (om__has_control(name) || om__has_stray_blank(name))
		return om_err_set(err, OM_EINVAL, "bad-location",
			"location '%s' has control characters or outer blanks", name);
	return 0;
}

int om__location_name(
	const struct om__warehouse_ref *w, const char *name, const char **ret, struct om_err *err)
{
	const char *home = w->is_external ? OM__GLOBAL : OM__UNCONFIGURED;

	if (w->is_external && name && *name && strcmp(name, home))
		return om_err_set(err, OM_EREFUSED, "location-external",
			"'%s' has only the location " OM__GLOBAL ", not '%s'", w->name, name);
	*ret = name && *name ? name : home;
	return 0;
}

int om__location_make(struct om *om, int64_t warehouse_id, const char *name, bool is_pickable,
	bool is_receivable, int64_t *ret_location_id, struct om_err *err)
{
	struct om_arena *arena = &om->tx_arena;
	char *key = om__fold(arena, name), *sort_key = om__natural_key(arena, name);
	int64_t run_id;
	int rc;

	if (!key || !sort_key)
		return om__nomem(err);
	if (!strcmp(name, OM__UNCONFIGURED))
		is_pickable = false;
	rc = om__run(om, &run_id, err);
	if (rc == 0)
		rc = om__ids(om, "location", 1, ret_location_id, err);
	if (rc < 0)
		return rc;
	rc = om__exec(om, OM__SQL_location_insert,
		OM__ARGS(OM__I("location_id", *ret_location_id),
			OM__I("warehouse_id", warehouse_id), OM__S("location", name),
			OM__S("location_key", key), OM__S("sort_key", sort_key),
			OM__I("is_pickable", is_pickable), OM__I("is_receivable", is_receivable),
			OM__I("created_run", run_id)),
		err);
	return rc < 0 ? rc : 0;
}

int om__routing_changed(struct om *om, int64_t warehouse_id, struct om_err *err)
{
	return om__event(om,
		(struct om__event){.kind = OM__EV_ROUTING_CHANGED, .warehouse_id = warehouse_id},
		err);
}
