/* om-admin init: makes the database, or says what is there. */
#include "admin.h"
#include "base/time.h"
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

const struct cli_option admin_init_options[] = {
	{CLI_TEXT, "company", 0, "NAME", "name of the company",
		offsetof(struct admin_init, init.company), 0, 0, NULL},
	{CLI_TEXT, "country", 0, "COUNTRY", "its country, which decides what is domestic",
		offsetof(struct admin_init, init.country), 0, 0, NULL},
	{CLI_TEXT, "currency", 0, "CODE", "its currency; fixed once money is stored (USD)",
		offsetof(struct admin_init, init.currency), 0, 0, NULL},
	{CLI_TEXT, "tz", 0, "ZONE", "its time zone, as Europe/London (that of the machine)",
		offsetof(struct admin_init, init.time_zone), 0, 0, NULL},
	{CLI_TEXT, "weight-unit", 0, "UNIT",
		"unit of weights typed without one: lb, oz, g or kg (lb)",
		offsetof(struct admin_init, init.weight_unit), 0, 0, NULL},
	{CLI_TEXT, "length-unit", 0, "UNIT",
		"unit of lengths typed without one: in, ft, mm, cm or m (in)",
		offsetof(struct admin_init, init.length_unit), 0, 0, NULL},
	CLI_OPTIONS_END,
};

static bool is_zone(const char *name)
{
	struct om_zone *zone;

	if (!name || !*name || om__zone_load(name, NULL, &zone, NULL) < 0)
		return false;
	om__zone_free(zone);
	return true;
}

/* The machine's zone by its IANA name: $TZ, else where /etc/localtime points to, else UTC. */
static const char *machine_zone(struct om_arena *arena)
{
	const char *name = getenv("TZ");
	char target[PATH_MAX];
	ssize_t n;

	if (name && *name == ':')
		name++;
	if (is_zone(name))
		return name;
	n = readlink("/etc/localtime", target, sizeof(target) - 1);
	if (n <= 0)
		return "UTC";
	target[n] = 0;
	name = strstr(target, "zoneinfo/");
	name = name ? om__strdup(arena, name + strlen("zoneinfo/")) : NULL;
	return is_zone(name) ? name : "UTC";
}

/* "Giftware Ltd, GB, GBP, Europe/London", without what is not set. */
static char *describe(struct cli *cli)
{
	const struct om_company *c = om_company(cli->om);
	const char *parts[] = {c->name, c->country, c->currency, c->time_zone};
	char *text = om__strdup(&cli->arena, "");

	for (size_t i = 0; i < OM_COUNT(parts) && text; i++)
		if (*parts[i])
			text = om__printf(&cli->arena, "%s%s%s", text, *text ? ", " : "", parts[i]);
	return text;
}

int admin_init(struct cli *cli, struct om_err *err)
{
	struct admin_init *o = cli->options;
	bool existed;
	char *what;
	int rc;

	if (!o->init.time_zone)
		o->init.time_zone = machine_zone(&cli->arena);
	rc = om_init_check(&o->init, err);
	if (rc == 0)
		rc = cli_open(cli, OM_OPEN_CREATE, err);
	if (rc < 0)
		return rc;
	rc = om_init(cli->om, &o->init, &existed, err);
	if (rc < 0)
		return rc;
	what = describe(cli);
	if (!what)
		return om__nomem(err);
	if (existed)
		cli_say(cli, "%s exists (%s); nothing changed", cli->db, what);
	else
		cli_say(cli, "created %s (%s)", cli->db, what);
	return 0;
}
