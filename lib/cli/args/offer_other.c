/* What completion offers that is neither a column nor in the database: files, settings and their
 * values, maps, and time zones.
 *
 * Folders are read as they are; one that is not there offers nothing. */
#include <ctype.h>
#include <dirent.h>
#include "base/text.h"
#include "cli/args/offer.h"
#include <om/admin.h>
#include <om/sheet.h>

#define ZONE_DIR "/usr/share/zoneinfo"

void cli_offer_files(const struct cli_offer *offer)
{
	om__buf_str(offer->out, ":files\n");
}

void cli_offer_settings(const struct cli_offer *offer)
{
	int n;
	const struct om_config_key *keys = om_config_keys(&n);

	for (int i = 0; i < n; i++)
		cli_offer(offer, keys[i].key, keys[i].help);
}

void cli_offer_of_setting(struct cli_offer offer, const char *key)
{
	int n;
	const struct om_config_key *keys = om_config_keys(&n);

	for (int i = 0; i < n; i++) {
		if (strcmp(keys[i].key, key) != 0)
			continue;
		if (!strcmp(keys[i].type, "bool"))
			cli_offer_words(&offer, "yes no");
		else if (!strcmp(keys[i].type, "zone"))
			cli_offer_time_zones(offer);
		else if (keys[i].choices)
			cli_offer_words(&offer, keys[i].choices);
	}
}

/* The maps of the user: what is called NAME.map in their folder. */
static void offer_own_maps(const struct cli_offer *offer)
{
	struct om_arena *arena = &offer->state->cli.arena;
	const char *path = cli_config_path(arena, "maps");
	DIR *dir = path ? opendir(path) : NULL;

	if (!dir)
		return;
	for (struct dirent *entry; (entry = readdir(dir));) {
		const char *end = strrchr(entry->d_name, '.');
		size_t len = end ? (size_t)(end - entry->d_name) : 0;
		char *name =
			len && !strcmp(end, ".map") ? om__strndup(arena, entry->d_name, len) : NULL;
		if (name)
			cli_offer(offer, name, NULL);
	}
	closedir(dir);
}

void cli_offer_maps(const struct cli_offer *offer, const struct om_noun *noun)
{
	struct om_map_info map;

	for (int i = 0; om_map_at(noun, i, &map); i++)
		cli_offer(offer, map.name,
			om__strndup(&offer->state->cli.arena, map.about, (size_t)map.about_len));
	offer_own_maps(offer);
	cli_offer(offer, "help", "list the maps that are built in");
	cli_offer_files(offer);
}

/* Europe/, and behind the slash Europe/London.  Zones and their folders begin with a capital; what
 * else lies there does not. */
void cli_offer_time_zones(struct cli_offer offer)
{
	struct om_arena *arena = &offer.state->cli.arena;

	cli_offer_past(&offer, '/');
	const char *slash = strrchr(offer.lead, '/'), *equal = strrchr(offer.lead, '='),
		   *part = slash ? equal ? equal + 1 : offer.lead : "";
	char *path = om__printf(arena, "%s/%s", ZONE_DIR, part);
	DIR *dir = path && !strstr(part, "..") ? opendir(path) : NULL;

	if (!dir)
		return;
	for (struct dirent *entry; (entry = readdir(dir));) {
		char *name = isupper((unsigned char)entry->d_name[0])
			? om__printf(
				  arena, "%s%s", entry->d_name, entry->d_type == DT_DIR ? "/" : "")
			: NULL;
		if (name)
			cli_offer(&offer, name, NULL);
	}
	closedir(dir);
}
