/* What the handle knows: clock, run, words allowed, company; and the zones it has read.
 *
 * core's own state hangs on om->settings from the first use to om__core_unload.  Whatever a
 * transaction put into it is kept at the commit and taken back at the rollback, by the two
 * functions below. */
#include "core/state.h"
#include <stdlib.h>

int64_t om_now(const struct om *om)
{
	return om->now;
}

int64_t om_run_id(const struct om *om)
{
	return om->run_id;
}

const struct om_company *om_company(const struct om *om)
{
	return &om->company;
}

bool om_allowed(const struct om *om, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = om->allow; p && *p;) {
		size_t n;

		p += strspn(p, ", ");
		n = strcspn(p, ", ");
		if (n == len && !memcmp(p, word, n))
			return true;
		p += n;
	}
	return false;
}

int om__state(struct om *om, struct om__settings **ret, struct om_err *err)
{
	struct om__settings *s = om->settings;

	if (!s) {
		s = calloc(1, sizeof(*s));
		if (!s)
			return om__nomem(err);
		om__arena_init(&s->arena);
		om__map_init(&s->events);
		om->settings = s;
		if (!om->on_rollback)
			om->on_rollback = om__core_rollback;
	}
	*ret = s;
	return 0;
}

static void forget_events(struct om__settings *s)
{
	om__map_release(&s->events);
	om__map_init(&s->events);
}

static void on_commit(struct om *om, void *arg)
{
	struct om__settings *s = om->settings;

	(void)arg;
	s->is_watching = false;
	s->before = NULL;
	forget_events(s);
}

int om__watch(struct om *om, struct om__settings *s, struct om_err *err)
{
	int rc;

	OM_ASSERT(om->tx_depth > 0);
	if (s->is_watching)
		return 0;
	rc = om__on_commit(om, on_commit, NULL, err);
	if (rc == 0)
		s->is_watching = true;
	return rc;
}

void om__core_rollback(struct om *om)
{
	struct om__settings *s = om->settings;

	if (!om->run_is_written)
		om->run_id = 0;
	if (!s)
		return;
	s->is_watching = false;
	s->history_id = s->history_end = 0;
	s->customs = NULL;
	forget_events(s);
	if (s->before) {
		om__values_use(om, s->before);
		s->before = NULL;
	}
}

void om__core_unload(struct om *om)
{
	struct om__settings *s = om->settings;

	if (!s)
		return;
	for (struct om__zone_entry *e = s->zones; e; e = e->next)
		om__zone_free(e->zone);
	om__map_release(&s->events);
	om__arena_release(&s->arena);
	free(s);
	om->settings = NULL;
	om->zone = NULL;
	om->company = (struct om_company){0};
}

int om__zone_get(struct om *om, const char *name, struct om_zone **ret, struct om_err *err)
{
	struct om__zone_entry *e;
	struct om__settings *s;
	int rc = om__state(om, &s, err);

	if (rc < 0)
		return rc;
	for (e = s->zones; e; e = e->next)
		if (!strcmp(om__zone_name(e->zone), name)) {
			*ret = e->zone;
			return 0;
		}
	e = OM_NEW(&s->arena, struct om__zone_entry);
	if (!e)
		return om__nomem(err);
	rc = om__zone_load(name, NULL, &e->zone, err);
	if (rc < 0)
		return rc;
	e->next = s->zones;
	s->zones = e;
	*ret = e->zone;
	return 0;
}

const struct om_zone *om__zone(struct om *om, const char *name)
{
	struct om_zone *zone;

	if (name && *name && om__zone_get(om, name, &zone, NULL) == 0)
		return zone;
	return om->settings->now->zone;
}
