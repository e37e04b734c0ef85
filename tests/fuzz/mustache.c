/* Templates of sellers: rendered within bounds, or refused with their line. */
#include "fuzz.h"
#include "base/mustache.h"

static const struct om_view item[] = {{.kind = OM_VIEW_TEXT, .text = "TEE-1 <b>"},
	{.kind = OM_VIEW_TEXT, .text = "<i>raw</i>", .is_raw = true}, {.kind = OM_VIEW_FALSE}};
static const char *const item_names[] = {"sku", "raw", "gift"};
static const struct om_view items[] = {
	{.kind = OM_VIEW_OBJECT, .items = item, .names = item_names, .count = 3},
	{.kind = OM_VIEW_OBJECT, .items = item, .names = item_names, .count = 3}};
static const struct om_view top[] = {{.kind = OM_VIEW_LIST, .items = items, .count = 2},
	{.kind = OM_VIEW_TEXT, .text = "A1"}, {.kind = OM_VIEW_NONE}};
static const char *const top_names[] = {"items", "number", "none"};
static const struct om_view view = {
	.kind = OM_VIEW_OBJECT, .items = top, .names = top_names, .count = 3};

static const char *partial(void *arg, const char *name)
{
	return !strcmp(name, "self") ? arg : !strcmp(name, "line") ? "  {{sku}}\n" : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct om_arena arena;
	struct om_err err = {0};
	struct om_buf out;

	om__arena_init(&arena);
	char *text = fuzz_text(&arena, data, size);
	struct om_mustache how = {.escape = OM_ESCAPE_HTML, .partial = partial, .arg = text};
	om__buf_init(&out, 1 << 16);
	int rc = om__mustache(text, "mine.mustache", &how, &view, &out, &err);
	demand(rc == 0 || (err.code == rc && err.word[0]));
	demand(out.len <= 1 << 16);
	om__buf_release(&out);
	om__arena_release(&arena);
	return 0;
}
