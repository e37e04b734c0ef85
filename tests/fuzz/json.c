/* The JSON object of `om-order create -`: read into pairs of column and value, or refused.  The
 * verb's own source is taken in, so that its inside can be called. */
#include "../../cmd/order/create.c"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct om_arena arena;
	struct om_err err = {0};
	FILE *keep = stdin;

	if (!size)
		return 0;
	om__arena_init(&arena);
	struct pairs pairs = {.arena = &arena};
	stdin = fmemopen((void *)(uintptr_t)data, size, "r");
	if (!stdin)
		abort();
	int rc = add_json(&pairs, &err);
	fclose(stdin);
	stdin = keep;
	demand(rc == 0 || (err.code == rc && err.word[0]));
	for (int i = 0; i < pairs.count; i++)
		demand(pairs.list[i].column && pairs.list[i].value);
	om__arena_release(&arena);
	return 0;
}
