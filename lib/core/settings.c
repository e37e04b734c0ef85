/* Settings: the values in force, read once when the database is opened.
 *
 * They are kept as an image that never changes once it is in force.  A change makes a new image; a
 * rollback puts the old one back, and texts borrowed from an old image stay valid as long as the
 * handle. */
#include "base/text.h"
#include "core/actor.h"
#include "core/state.h"
#include "core/template.h"

static const char *value_of(const struct om__values *image, const char *key)
{
	int i = om__key_find(key);

	OM_ASSERT(i >= 0);
	return image->values[i];
}

/* The parts that are asked for often, read out of their texts. */
static int read_holidays(struct om_arena *arena, struct om__values *image, struct om_err *err)
{
	const char *text = value_of(image, "company.holidays");
	size_t room = strlen(text) / strlen("2026-12-25") + 1;

	image->holidays = OM_NEWN(arena, int64_t, room);
	image->holiday_count = 0;
	if (!image->holidays)
		return om__nomem(err);
	while (*text && image->holiday_count < room) {
		size_t len = strcspn(text, " ");
		char *day = om__strndup(arena, text, len);
		int rc = day ? om__day_parse(day, &image->holidays[image->holiday_count], err)
			     : om__nomem(err);

		if (rc < 0)
			return rc;
		image->holiday_count++;
		text += len + strspn(text + len, " ");
	}
	return 0;
}

/* A setting that cannot be read keeps the database shut, but for those who mend it. */
static int unreadable(
	struct om *om, struct om__values *image, const char *key, int rc, struct om_err *err)
{
	struct om_err why = err ? *err : (struct om_err){0};
	int n, i = om__key_find(key);

	if (rc == 0 || rc == OM_ENOMEM)
		return rc;
	om_err_clear(err);
	if (om->is_lenient) {
		image->values[i] = om_config_keys(&n)[i].default_value;
		return 0;
	}
	om_err_set(err, OM_EDB, "database", "%s cannot be read: %s", key, why.message);
	om_err_hint(err, "om-admin config set %s writes it anew", key);
	return OM_EDB;
}

static int complete(struct om *om, struct om__values *image, struct om_err *err)
{
	static const char days[] = "mon tue wed thu fri sat sun";
	const char *at = strstr(days, value_of(image, "company.week_start"));
	int rc;

	image->week_start = at ? (int)(at - days) / 4 + 1 : 1;
	rc = read_holidays(&om->settings->arena, image, err);
	rc = unreadable(om, image, "company.holidays", rc, err);
	if (rc < 0)
		return rc;
	rc = om__zone_get(om, value_of(image, "company.time_zone"), &image->zone, err);
	rc = unreadable(om, image, "company.time_zone", rc, err);
	return rc < 0 || image->zone ? rc : om__zone_get(om, "UTC", &image->zone, err);
}

void om__values_use(struct om *om, struct om__values *image)
{
	struct om_zone *utc;

	om->settings->now = image;
	om->company = (struct om_company){
		.name = value_of(image, "company.name"),
		.country = value_of(image, "company.country"),
		.currency = value_of(image, "company.currency"),
		.weight_unit = value_of(image, "company.weight_unit"),
		.length_unit = value_of(image, "company.length_unit"),
		.time_zone = value_of(image, "company.time_zone"),
	};
	om->zone = image->zone;
	if (om->is_utc && om__zone_get(om, "UTC", &utc, NULL) == 0)
		om->zone = utc;
}

/* Rows of keys that this version does not know are left alone. */
static int read_rows(struct om *om, struct om__values *image, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = om__q(om, OM__SQL_setting_all, OM__NOARGS, &q, err);

	if (rc < 0)
		return rc;
	while ((rc = om__step(q, err)) > 0) {
		int i = om__key_find(om__col_text(q, 0));

		if (i < 0)
			continue;
		image->values[i] = om__strdup(&om->settings->arena, om__col_text(q, 1));
		image->is_set[i] = true;
		if (!image->values[i])
			return om__nomem(err);
	}
	return rc;
}

int om__core_load(struct om *om, struct om_err *err)
{
	int n, rc;
	const struct om_config_key *keys = om_config_keys(&n);
	bool has_schema = true;
	struct om__settings *s;
	struct om__values *image;
	struct om_zone *utc;

	rc = om__state(om, &s, err);
	if (rc == 0)
		rc = om__zone_get(om, "UTC", &utc, err); /* so that --utc finds it */
	if (rc == 0 && om->mode == OM_OPEN_CREATE)
		rc = om__db_has_schema(om, &has_schema, err);
	if (rc < 0)
		return rc;
	image = OM_NEW(&s->arena, struct om__values);
	if (!image)
		return om__nomem(err);
	for (int i = 0; i < n; i++)
		image->values[i] = keys[i].default_value;
	if (has_schema)
		rc = read_rows(om, image, err);
	if (rc == 0)
		rc = complete(om, image, err);
	if (rc == 0)
		om__values_use(om, image);
	return rc;
}

const char *om__config_text(const struct om *om, const char *key)
{
	return value_of(om->settings->now, key);
}

bool om__config_bool(const struct om *om, const char *key)
{
	return !strcmp(om__config_text(om, key), "yes");
}

int64_t om__config_int(const struct om *om, const char *key)
{
	int64_t n = 0;

	return om__int_parse(om__config_text(om, key), &n, NULL) < 0 ? 0 : n;
}

int om__week_start(const struct om *om)
{
	return om->settings->now->week_start;
}

const int64_t *om__holidays(const struct om *om, size_t *ret_count)
{
	*ret_count = om->settings->now->holiday_count;
	return om->settings->now->holidays;
}

int om__config_set_guard(struct om *om, om__config_guard *guard, struct om_err *err)
{
	struct om__settings *s;
	int rc = om__state(om, &s, err);

	if (rc == 0)
		s->guard = guard;
	return rc;
}

static int unknown_key(const char *key, struct om_err *err)
{
	int n;
	const struct om_config_key *keys = om_config_keys(&n);
	struct om_arena arena;
	char *words, *near;

	om__arena_init(&arena);
	words = om__strdup(&arena, "");
	for (int k = 0; k < n && words; k++)
		words = om__printf(&arena, "%s %s", words, keys[k].key);
	near = words ? om__nearest(&arena, key, words) : NULL;
	om_err_set(err, OM_EINVAL, "unknown-key", "no setting '%s'", key);
	if (near)
		om_err_hint(err, "did you mean '%s'?", near);
	else
		om_err_hint(err, "om-admin config list prints them all");
	om__arena_release(&arena);
	return OM_EINVAL;
}

int om_config_get(struct om *om, const char *key, struct om_arena *arena, char **ret,
	bool *ret_is_default, struct om_err *err)
{
	int i = om__key_find(key);

	if (i < 0)
		return unknown_key(key, err);
	*ret = om__strdup(arena, om->settings->now->values[i]);
	if (!*ret)
		return om__nomem(err);
	*ret_is_default = !om->settings->now->is_set[i];
	return 0;
}

/* The image with one value changed, in force until a rollback. */
static int image_change(struct om *om, int key, const char *value, struct om_err *err)
{
	int n, rc;
	const struct om_config_key *keys = om_config_keys(&n);
	struct om__settings *s = om->settings;
	struct om__values *image = OM_NEW(&s->arena, struct om__values);

	if (!image)
		return om__nomem(err);
	*image = *s->now;
	image->is_set[key] = value;
	image->values[key] = value ? om__strdup(&s->arena, value) : keys[key].default_value;
	if (!image->values[key])
		return om__nomem(err);
	rc = complete(om, image, err);
	if (rc == 0)
		rc = om__watch(om, s, err);
	if (rc < 0)
		return rc;
	if (!s->before)
		s->before = s->now;
	om__values_use(om, image);
	return 0;
}

int om__setting_write(struct om *om, int key, const char *value, struct om_err *err)
{
	int n, rc;
	const char *name = om_config_keys(&n)[key].key;
	const struct om__values *now = om->settings->now;
	int64_t run_id;

	rc = om__run(om, &run_id, err);
	if (rc == 0 && value)
		rc = om__exec(om, OM__SQL_setting_put,
			OM__ARGS(OM__S("name", name), OM__S("value", value),
				OM__I("set_at", om->now), OM__I("run_id", run_id)),
			err);
	else if (rc == 0)
		rc = om__exec(om, OM__SQL_setting_remove, OM__ARGS(OM__S("name", name)), err);
	if (rc < 0)
		return rc;
	rc = om__history(
		om, "setting", 0, name, now->is_set[key] ? now->values[key] : NULL, value, err);
	return rc < 0 ? rc : image_change(om, key, value, err);
}

struct change {
	int key;
	const char *value;
	bool is_changed;
};

/* Nobody could take it back if nobody may act. */
static int check_require_user(struct om *om, const char *value, struct om_err *err)
{
	int64_t count;
	int rc = om__admins(om, 0, &count, err);

	if (rc < 0 || count || !value || strcmp(value, "yes") != 0)
		return rc;
	om_err_set(err, OM_EREFUSED, "last-admin", "no active user has the permission users");
	om_err_hint(err, "om-admin user create LOGIN --name NAME --permissions all");
	return OM_EREFUSED;
}

static int check_value(struct om *om, const char *key, const char *value, struct om_err *err)
{
	if (!strcmp(key, "auth.require_user"))
		return check_require_user(om, value, err);
	if (!strcmp(key, "doc.packing_slip_template") && value && *value)
		return om__template_need(om, "packing-slip", value, err);
	return 0;
}

static int set_body(struct om *om, void *arg, struct om_err *err)
{
	struct change *c = arg;
	struct om__settings *s = om->settings;
	int n, rc = 0;

	/* Another process may have set it since this one began. */
	rc = om__core_load(om, err);
	if (rc < 0)
		return rc;
	c->is_changed =
		c->value ? strcmp(s->now->values[c->key], c->value) != 0 : s->now->is_set[c->key];
	if (!c->is_changed)
		return 0;
	rc = check_value(om, om_config_keys(&n)[c->key].key, c->value, err);
	if (rc == 0 && s->guard)
		rc = s->guard(om, om_config_keys(&n)[c->key].key, c->value, err);
	return rc < 0 ? rc : om__setting_write(om, c->key, c->value, err);
}

int om_config_set(
	struct om *om, const char *key, const char *value, bool *ret_changed, struct om_err *err)
{
	struct change c = {.key = om__key_find(key)};
	struct om_arena arena;
	int rc = 0;

	if (c.key < 0)
		return unknown_key(key, err);
	om__arena_init(&arena);
	if (value)
		rc = om__key_read(om, c.key, value, "bad-value", &arena, &c.value, err);
	if (rc == 0)
		rc = om__tx_run(om, set_body, &c, err);
	om__arena_release(&arena);
	if (rc < 0)
		return rc;
	om__run_count(om, 0, c.is_changed, !c.is_changed, 0);
	*ret_changed = c.is_changed;
	return 0;
}

/* "" where the row is as it should be, else what is wrong with it. */
static const char *wrong_with(
	struct om *om, const char *name, const char *value, struct om_arena *arena)
{
	struct om_err err = {0};
	int key = om__key_find(name);
	const char *stored;

	if (key < 0)
		return om__printf(arena, "no setting '%s'", name);
	if (om__key_read(om, key, value, "bad-value", arena, &stored, &err) < 0)
		return om__printf(arena, "%s: %s", name, err.message);
	if (strcmp(stored, value) != 0)
		return om__printf(arena, "%s: '%s' is stored as '%s'", name, stored, value);
	return "";
}

int om__prove_settings(struct om *om, om__finding *each, void *arg, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	struct om_arena arena;
	int rc = om__q(om, OM__SQL_setting_all, OM__NOARGS, &q, err);

	om__arena_init(&arena);
	while (rc == 0 && (rc = om__step(q, err)) > 0) {
		const char *wrong = wrong_with(om, om__col_text(q, 0), om__col_text(q, 1), &arena);

		rc = wrong ? 0 : om__nomem(err);
		if (rc == 0 && *wrong)
			rc = each(arg, NULL, 0, wrong, err);
		om__arena_reset(&arena);
	}
	om__arena_release(&arena);
	return rc;
}
