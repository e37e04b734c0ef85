/* Maps of foreign sheets: a map is read, or refused with its line. */
#include "fuzz.h"
#include "sheet/map.h"
#include <om/order.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct om_sheet_map *map;
	struct om_arena arena;
	struct om_err err = {0};
	char path[40];
	int fd = fuzz_file(data, size);

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	om__arena_init(&arena);
	int rc =
		om__map_load(path, NULL, om_order_noun(), om_order_line_noun(), &arena, &map, &err);
	demand(rc == 0 || (err.code == rc && err.word[0] && strcmp(err.word, "unknown-map") != 0));
	om__arena_release(&arena);
	close(fd);
	return 0;
}
