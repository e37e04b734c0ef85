/* The maps that are built in: texts in the same language as a seller's own (om-sheets(5)), from the
 * files of lib/sheet/maps.
 *
 * A file tells what it is by `about =`, and by `fits = A, B` which headers a file of its kind has:
 * ` / ` parts alternatives. */
#include <om/sheet.h>
#include "base/text.h"
#include "sheet/plan.h"
#include "templates.h"

const struct om__map_builtin om__map_builtins[] = {
	{"amazon", "order", om__tpl_order_amazon_map},
	{"bigcommerce", "order", om__tpl_order_bigcommerce_map},
	{"ebay", "order", om__tpl_order_ebay_map},
	{"order-manager", "order", om__tpl_order_order_manager_map},
	{"order-manager", "product", om__tpl_product_order_manager_map},
	{"shopify", "order", om__tpl_order_shopify_map},
	{"woocommerce", "order", om__tpl_order_woocommerce_map},
	{NULL, NULL, NULL},
};

/* What stands behind "NAME = " in the text, to the end of its line; *RET_LEN 0 where nothing does.
 */
static const char *value_of(const char *text, const char *name, size_t *ret_len)
{
	size_t len = strlen(name);

	for (*ret_len = 0; *text; text += strcspn(text, "\n") + 1) {
		if (!strncmp(text, name, len) && !strncmp(text + len, " = ", 3)) {
			text += len + 3;
			*ret_len = strcspn(text, "\n");
			return text;
		}
	}
	return "";
}

static bool has_header(char *const *keys, int count, const char *key)
{
	for (int i = 0; i < count; i++)
		if (!strcmp(keys[i], key))
			return true;
	return false;
}

/* Are the headers "A, B" all among KEYS? */
static bool fits(
	const char *names, size_t len, char *const *keys, int count, struct om_arena *arena)
{
	const char *end = names + len;

	while (names < end) {
		size_t n = strcspn(names, ",");
		char *name, *key;
		if (names + n > end)
			n = (size_t)(end - names);
		name = om__strndup(arena, names, n);
		key = name ? om__header_key(arena, name) : NULL;
		if (!key || !has_header(keys, count, key))
			return false;
		names += n + 1;
	}
	return len > 0;
}

const char *om__map_fitting(
	const struct om_noun *noun, char *const *headers, int count, struct om_arena *arena)
{
	char **keys = OM_NEWN(arena, char *, count + 1);

	for (int i = 0; keys && i < count; i++)
		if (!(keys[i] = om__header_key(arena, headers[i])))
			return NULL;
	for (const struct om__map_builtin *b = om__map_builtins; keys && b->name; b++) {
		size_t len, n;
		const char *text = value_of(b->text, "fits", &len), *end = text + len;

		for (; !strcmp(b->noun, noun->name) && text < end; text += n + 3) {
			const char *slash = strstr(text, " / ");
			n = slash && slash < end ? (size_t)(slash - text) : (size_t)(end - text);
			if (fits(text, n, keys, count, arena))
				return b->name;
			if (text + n >= end)
				break;
		}
	}
	return NULL;
}

bool om_map_at(const struct om_noun *noun, int place, struct om_map_info *ret)
{
	static const size_t about_max = 100;

	for (const struct om__map_builtin *b = om__map_builtins; b->name; b++) {
		size_t len;
		const char *about = value_of(b->text, "about", &len);

		if ((noun && strcmp(b->noun, noun->name) != 0) || place-- > 0)
			continue;
		*ret = (struct om_map_info){
			b->name, b->noun, about, (int)(len < about_max ? len : about_max), b->text};
		return true;
	}
	return false;
}
