/* The packages of om-ship ship: words of the form KEY=VALUE (shipping.md R2). */
#include "base/text.h"
#include "base/units.h"
#include "db/db.h"
#include "ship.h"

struct spec {
	struct cli *cli;
	struct om_ship_package *package;
};

static int bad(const char *word, struct om_err *err)
{
	om_err_set(err, OM_EINVAL, "usage",
		"'%s' is none of items=SKU:QTY,... tracking=NUMBER weight=WEIGHT type=NAME", word);
	om_err_at(err, "--package", 0, 0);
	return OM_EINVAL;
}

/* "MUG:2,TEE:1"; a SKU may hold a colon itself, so the last one counts. */
static int read_items(struct spec *s, char *text, struct om_err *err)
{
	struct om_ship_package *p = s->package;
	struct om_ship_item *items = OM_NEWN(&s->cli->arena, struct om_ship_item, strlen(text) + 1);
	char *rest = text, *item;

	if (!items)
		return om__nomem(err);
	while ((item = strsep(&rest, ","))) {
		char *colon = strrchr(item, ':');
		int64_t units;

		if (!colon || colon == item || om__int_parse(colon + 1, &units, NULL) < 0 ||
			units < 1)
			return bad(item, err);
		*colon = '\0';
		items[p->item_count++] = (struct om_ship_item){item, units};
	}
	p->items = items;
	return 0;
}

static int read_weight(struct spec *s, const char *text, struct om_err *err)
{
	const char *unit = NULL;

	if (om__weight_parse(text, NULL, &s->package->weight, &unit, err) < 0) {
		om_err_at(err, "--package", 0, 0);
		return err->code;
	}
	s->package->has_weight = true;
	s->package->weight_unit = unit;
	return 0;
}

static int read_word(struct spec *s, char *word, struct om_err *err)
{
	char *value = strchr(word, '=');

	if (!value || !value[1])
		return bad(word, err);
	*value++ = '\0';
	if (!strcmp(word, "items"))
		return read_items(s, value, err);
	if (!strcmp(word, "weight"))
		return read_weight(s, value, err);
	if (!strcmp(word, "type")) {
		s->package->package_type = value;
		return 0;
	}
	if (strcmp(word, "tracking") != 0)
		return bad(word, err);
	s->package->tracking = om_tracking_clean(&s->cli->arena, value);
	return s->package->tracking ? 0 : om__nomem(err);
}

int ship_packages(
	struct cli *cli, const struct cli_texts *texts, struct om_ship *ret, struct om_err *err)
{
	struct om_ship_package *packages =
		OM_NEWN(&cli->arena, struct om_ship_package, texts->count);
	int rc = packages ? 0 : om__nomem(err);

	for (int i = 0; !rc && i < texts->count; i++) {
		struct spec s = {cli, &packages[i]};
		char *rest = om__strdup(&cli->arena, texts->items[i]), *word;

		if (!rest)
			return om__nomem(err);
		while (!rc && (word = strsep(&rest, " ")))
			rc = *word ? read_word(&s, word, err) : 0;
	}
	ret->packages = packages;
	ret->package_count = texts->count;
	return rc;
}
