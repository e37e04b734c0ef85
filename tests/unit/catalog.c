/* catalog: products, listings and channels by create, edit and sheets; look-ups of order lines;
 * events; suggestions. */
#include "catalog/catalog.h"
#include "catalog/lookup.h"
#include "tap.h"
#include <sqlite3.h>
#include <stdarg.h>
#include <unistd.h>

static char folder[] = "/tmp/om-catalog-XXXXXX";
static char path[80], sheet[80];
static int64_t now = 1000;

static struct om *open_as(enum om_open_mode mode, const char *allow)
{
	struct om_options options = {.db = path,
		.mode = mode,
		.now = now,
		.seed = 7,
		.actor = "os:ann",
		.program = "om-test",
		.command = "om-test",
		.reason = "a reason",
		.allow = allow};
	struct om_err err = {0};
	struct om *om = NULL;

	if (om_open(&options, &om, &err) < 0) {
		printf("Bail out! open: %s\n", err.message);
		exit(1);
	}
	return om;
}

/* One integer or text of the database file, past the handle. */
static const char *ask(const char *sql)
{
	static char text[400];
	sqlite3 *db;
	sqlite3_stmt *st = NULL;

	snprintf(text, sizeof(text), "(none)");
	sqlite3_open(path, &db);
	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		snprintf(text, sizeof(text), "%s", sqlite3_errmsg(db));
	else if (sqlite3_step(st) == SQLITE_ROW)
		snprintf(text, sizeof(text), "%s",
			sqlite3_column_text(st, 0) ? (const char *)sqlite3_column_text(st, 0)
						   : "(null)");
	sqlite3_finalize(st);
	sqlite3_close(db);
	return text;
}

/* "created", "updated", "unchanged", or the word of the refusal with its column: "sku: sku-case".
 */
static const char *put(struct om *om, const struct om_noun *noun, const char *id, ...)
{
	static const char *const outcomes[] = {"created", "updated", "unchanged", "skipped"};
	static char text[120];
	struct om_assign assigns[20];
	struct om_err err = {0};
	enum om_outcome outcome = OM_SKIPPED;
	const char *column;
	int64_t key = 0;
	int n = 0, rc = 0;
	va_list ap;

	va_start(ap, id);
	while ((column = va_arg(ap, const char *)))
		assigns[n++] = (struct om_assign){column, va_arg(ap, const char *)};
	va_end(ap);
	if (id)
		rc = om_find(om, noun, id, &key, &err);
	if (rc == 0)
		rc = id ? om_edit(om, noun, key, assigns, n, NULL, &outcome, &err)
			: om_create(om, noun, assigns, n, NULL, &key, &outcome, &err);
	snprintf(text, sizeof(text), "%s%s%s", rc ? err.field : "", rc && err.field[0] ? ": " : "",
		rc ? err.word : outcomes[outcome]);
	return text;
}
#define make(noun, ...) put(om, noun, NULL, __VA_ARGS__, NULL)
#define edit(noun, id, ...) put(om, noun, id, __VA_ARGS__, NULL)

/* What an import reported: "4 brand missing; 5 upc scientific-number; " */
static char reported[2000];

static void on_error(void *arg, const struct om_err *err, bool is_warning)
{
	size_t n = strlen(reported);

	(void)arg;
	snprintf(reported + n, sizeof(reported) - n, "%s%lld %s %s", n ? "; " : "",
		(long long)err->line, err->field, err->word);
	if (is_warning)
		strncat(reported, " (warning)", sizeof(reported) - strlen(reported) - 1);
}

/* "created updated unchanged rejected exit" */
static const char *load(struct om *om, const struct om_noun *noun, const char *text,
	struct om_import_options *options)
{
	static char counts[80];
	struct om_import_options plain = {0};
	struct om_import_report r = {0};
	struct om_err err = {0};
	FILE *f = fopen(sheet, "w");

	if (!options)
		options = &plain;
	fputs(text, f);
	fclose(f);
	reported[0] = '\0';
	options->path = sheet;
	options->on_error = on_error;
	if (om_import(om, noun, options, &r, &err) < 0)
		snprintf(counts, sizeof(counts), "%s", err.word);
	else
		snprintf(counts, sizeof(counts), "%lld %lld %lld %lld %d", (long long)r.created,
			(long long)r.updated, (long long)r.unchanged, (long long)r.rejected,
			r.exit_status);
	return counts;
}

/* ---- products ---- */

static void test_create(struct om *om)
{
	const struct om_noun *p = om_product_noun();

	is_str(make(p, "sku", "TEE-R", "name", "Tee red", "brand", "Acme", "weight", "180g"),
		"created", "create");
	is_str(ask("select weight_ng || weight_unit from product"), "180000000000g",
		"weight keeps its unit");
	is_str(ask("select kind || currency || is_active || track_stock || modified_at from "
		   "product"),
		"coreUSD111000", "defaults");
	is_str(ask("select count(*) from history where entity = 'product'"), "0",
		"creation leaves no history");
	is_str(make(p, "sku", "TEE-R", "name", "Tee red"), "unchanged", "made again as it is");
	is_str(make(p, "sku", "TEE-R", "name", "Other"), "sku: exists", "made again as another");
	is_str(make(p, "sku", "tee-r", "name", "x", "brand", "Acme"), "sku: sku-case",
		"a case twin");
	is_str(make(p, "sku", "A", "name", "x"), "brand: missing", "brand is needed");
	is_str(make(p, "sku", "A", "brand", "x"), "name: missing", "name is needed");
	is_str(make(p, "name", "x", "brand", "x"), "sku: missing", "sku is needed");
}

static void test_refusals(struct om *om)
{
	static const struct {
		const char *column, *value, *result;
	} row[] = {
		{"sku", " A", "sku: stray-blank"},
		{"sku", "A\xc2\xa0", "sku: stray-blank"},
		{"sku", "A\tB", "sku: control-character"},
		{"sku", "1.23E+12", "sku: scientific-number"},
		{"sku", "A{1}", "sku: bad-sku"},
		{"sku", "A|B", "sku: bad-sku"},
		{"upc", "1.23E+12", "upc: scientific-number"},
		{"upc", "0123456789012345678901234567890", "upc: too-long"},
		{"kind", "bundle", "kind: bad-choice"},
		{"map_price", "1,00", "map_price: bad-money"},
		{"map_price", "1.23456", "map_price: bad-money"},
		{"weight", "1", "created"},
		{"weight", "1.0000001lb", "weight: too-precise"},
		{"weight", "1st", "weight: bad-unit"},
		{"weight", "-1lb", "weight: out-of-range"},
		{"length", "1.0005in", "length: too-precise"},
		{"origin_country", "Chnia", "origin_country: unknown-country"},
		{"hs_code", "61.09", "hs_code: bad-hs-code"},
		{"hs_code", "61091000000", "hs_code: bad-hs-code"},
		{"hs_code", "6109.1x", "hs_code: bad-hs-code"},
		{"image_urls", "ftp://a/b.png", "image_urls: bad-url"},
		{"image_urls", "http:///b.png", "image_urls: bad-url"},
		{"image_urls", "https://a/b.png javascript:x", "image_urls: bad-url"},
		{"buyer_email", "ann at home", "buyer_email: bad-email"},
		{"buyer_email", "ann@x", "buyer_email: bad-email"},
		{"currency", "XXQ", "currency: unknown-currency"},
		{"is_hazmat", "maybe", "is_hazmat: not-boolean"},
		{"is_active", "perhaps", "is_active: not-boolean"},
		{"listing_count", "3", "listing_count: read-only"},
		{"colour", "red", "colour: unknown-column"},
	};

	for (size_t i = 0; i < OM_COUNT(row); i++) {
		bool is_sku = !strcmp(row[i].column, "sku");

		is_str(is_sku ? make(om_product_noun(), "sku", row[i].value, "name", "n", "brand",
					"b")
			      : make(om_product_noun(), "sku", "R-1", "name", "n", "brand", "b",
					row[i].column, row[i].value),
			row[i].result, "%s '%s'", row[i].column, row[i].value);
	}
	is_str(ask("select weight_ng || weight_unit from product where sku = 'R-1'"),
		"453592370000lb", "a bare weight is in the company's unit");
}

static void test_too_long(struct om *om)
{
	char sku[102];

	memset(sku, 'A', 101);
	sku[101] = '\0';
	is_str(make(om_product_noun(), "sku", sku, "name", "n", "brand", "b"), "sku: too-long",
		"101 characters");
	sku[100] = '\0';
	is_str(make(om_product_noun(), "sku", sku, "name", "n", "brand", "b"), "created",
		"100 characters");
}

static void test_measures(struct om *om)
{
	static const struct {
		const char *pounds, *ounces, *stored;
	} row[] = {
		{"1", "8", "680388555000lb"},
		{"0", "6.5", "184271900313oz"},
		{"1", "0", "453592370000lb"},
		{"", "0.1", "2834952313oz"},
		{"0", "0", "none"},
	};

	for (size_t i = 0; i < OM_COUNT(row); i++) {
		char sku[20], sql[120];

		snprintf(sku, sizeof(sku), "LB-%zu", i);
		snprintf(sql, sizeof(sql),
			"select coalesce(weight_ng || weight_unit, 'none') from product where sku "
			"= '%s'",
			sku);
		is_str(make(om_product_noun(), "sku", sku, "name", "n", "brand", sku, "pounds",
			       row[i].pounds, "ounces", row[i].ounces),
			"created", "%s lb %s oz", row[i].pounds, row[i].ounces);
		is_str(ask(sql), row[i].stored, "stored");
	}
	is_str(make(om_product_noun(), "sku", "LB-X", "name", "n", "brand", "b", "pounds", "1",
		       "weight", "1lb"),
		"pounds: conflicting-columns", "pounds and weight");
	is_str(make(om_product_noun(), "sku", "LB-X", "name", "n", "brand", "b", "ounces", "x"),
		"ounces: bad-unit", "ounces that are no number");
}

static void test_edit(struct om *om)
{
	const struct om_noun *p = om_product_noun();

	is_str(edit(p, "TEE-R", "hs_code", "6109.10", "origin_country", "China", "labels",
		       "new|hot|new", "image_urls", "http://a/1.png https://a/2.png"),
		"updated", "edit");
	is_str(ask("select hs_code || origin_country from product where sku = 'TEE-R'"), "610910CN",
		"as stored");
	is_str(ask("select group_concat(list || rank || value, ' ') from product_value"),
		"image1http://a/1.png image2https://a/2.png label1new label2hot", "lists");
	is_str(ask("select group_concat(field || ' ' || coalesce(old_value, '-') || ' ' || "
		   "new_value, '; ') "
		   "from (select * from history where entity = 'product' order by field)"),
		"hs_code - 610910; image_urls - http://a/1.png|https://a/2.png; labels - new|hot; "
		"origin_country - CN",
		"history");
	is_str(edit(p, "TEE-R", "hs_code", "610910", "labels", "new|hot"), "unchanged", "again");
	is_str(edit(p, "TEE-R", "labels", "", "weight", ""), "updated", "cleared");
	is_str(ask("select count(*) from product_value where list = 'label'"), "0",
		"no label is left");
	is_str(edit(p, "TEE-R", "labels", ""), "unchanged", "cleared again");
	is_str(edit(p, "TEE-R", "name", ""), "name: missing", "the name cannot be cleared");
	is_str(edit(p, "TEE-R", "sku", "TEE-G"), "sku: read-only", "the SKU cannot be edited");
	is_str(edit(p, "TEE-R", "is_digital", "yes", "track_stock", ""), "updated",
		"flags, and a default by clearing");
	is_str(edit(p, "TEE-R", "length", "4in", "width", "10.16 cm"), "updated",
		"lengths keep their units");
	is_str(ask("select length_um || length_unit || width_um || width_unit from product where "
		   "sku = 'TEE-R'"),
		"101600in101600cm", "as stored");
	is_str(edit(p, "NOPE", "name", "x"), "unknown-sku", "an unknown SKU");
	is_str(edit(p, "TEE-R", "map_price", "$1,019.95"), "updated", "money with its sign");
	is_str(ask("select map_price from product where sku = 'TEE-R'"), "10199500", "as stored");
}

static void test_activation(struct om *om)
{
	const struct om_noun *p = om_product_noun();

	is_str(edit(p, "TEE-R", "is_active", "no"), "updated", "deactivated");
	is_str(edit(p, "TEE-R", "is_active", "no"), "unchanged", "deactivated again");
	is_str(edit(p, "TEE-R", "is_active", "active"), "updated", "activated by its word");
}

static void test_import(struct om *om)
{
	static const char csv[] =
		"Master SKU,Name,UPC,Brand,Categories,M.A.P.,Pounds...,...plus Ounces,Height "
		"(in.),Active\n"
		"SHIRT-S,Shirt S,012345678905,Acme,Clothing|Shirts,$19.95,0,6.5,2,TRUE\n"
		"SHIRT-L,Shirt L,012345678912,Acme,Clothing|Shirts,\"$1,019.95\",1,0,2.5,TRUE\n";
	static const char bad[] = "Master SKU,Name,UPC,Brand,Active\n"
				  "CAP,Cap,,,TRUE\n"
				  "BAG,Bag,1.23E+12,Acme,maybe\n";
	struct om_import_options fail = {.on_exists = OM_EXISTS_FAIL},
				 skip = {.on_exists = OM_EXISTS_SKIP};
	struct om_import_options fold = {.ignore_case = true}, old = {.no_create = true};
	const char *const strict_flags[] = {"strict-brands", NULL};
	struct om_import_options strict = {.flags = strict_flags};
	const struct om_noun *p = om_product_noun();

	is_str(load(om, p, bad, NULL), "0 0 0 2 3", "bad rows refuse the file");
	is_str(reported, "2 brand missing; 3 upc scientific-number; 3 is_active not-boolean",
		"and each is told");
	is_str(load(om, p, csv, NULL), "2 0 0 0 0", "the model's headers");
	is_str(reported, "", "no warning");
	is_str(ask("select weight_ng || weight_unit || height_um || height_unit || map_price from "
		   "product where sku = 'SHIRT-S'"),
		"184271900313oz50800in199500", "as stored");
	is_str(load(om, p, csv, NULL), "0 0 2 0 0", "again");
	is_str(load(om, p, csv, &skip), "0 0 0 0 0", "skipped");
	is_str(load(om, p, csv, &fail), "0 0 0 2 3", "refused as they exist");
	is_str(reported, "2 sku exists; 3 sku exists", "each");
	is_str(load(om, p, "sku,name,brand\nX-1,a,b\nx-1,a,b\n", NULL), "0 0 0 1 3",
		"twins in one file");
	is_str(reported, "3 sku sku-case", "the second is told");
	is_str(load(om, p, "sku,name,brand\nX-1,a,b\nX-1,a,b\n", NULL), "0 0 0 2 3", "a key twice");
	is_str(reported, "3 sku duplicate-row; 2 sku duplicate-row", "both are told");
	is_str(load(om, p, "sku,name\nshirt-s,Small\n", NULL), "0 0 0 1 3",
		"a twin of a stored one");
	is_str(load(om, p, "sku,name\nshirt-s,Small\n", &fold), "0 1 0 0 0",
		"taken as it with ignore_case");
	is_str(ask("select sku || name from product where sku_key = 'shirt-s'"), "SHIRT-SSmall",
		"which keeps its spelling");
	is_str(load(om, p, "sku,name,brand\nNEW-1,a,b\n", &old), "0 0 0 1 3", "no_create");
	is_str(reported, "2 sku unknown-sku", "unknown");
	is_str(load(om, p, "sku,name,brand\nNEW-1,a,Nobody\n", &strict), "0 0 0 1 3",
		"strict brands");
	is_str(reported, "2 brand unknown-brand", "unknown");
	is_str(load(om, p, "sku,name,upc,brand\nSHIRT-XL,Shirt L,012345678912,Acme\n", NULL),
		"1 0 0 0 0", "likely a rename");
	is_str(reported, "2 sku possible-rename (warning)", "which is warned of");
	is_str(load(om, p, "sku,name,upc,brand\nUPC-1,u,012345678906,Acme\n", NULL), "1 0 0 0 0",
		"a wrong check digit");
	is_str(reported, "2 upc bad-check-digit (warning)", "is a warning");
	is_str(load(om, p, "sku,name,created_at,listing_count\nSHIRT-L,\\N,,7\n", NULL),
		"0 0 0 1 3", "read-only columns are read over, the name is not cleared");
	is_str(reported, "2 name missing", "missing");
	is_str(load(om, p, "sku,name\n", NULL), "0 0 0 0 0", "only a header");
}

/* ---- channels ---- */

static void test_channels(struct om *om)
{
	const struct om_noun *c = om_channel_noun();

	is_str(make(c, "type", "manual", "channel", "WEB", "currency", "gbp"), "created", "create");
	is_str(ask("select channel || currency || order_prefix || next_order_number || is_active "
		   "|| items_editable from channel"),
		"WEBGBPM100111", "as stored");
	is_str(make(c, "type", "manual", "channel", "WEB"), "unchanged", "again");
	is_str(make(c, "type", "manual", "channel", "WEB", "order_prefix", "W"), "channel: exists",
		"as another");
	is_str(make(c, "type", "manual", "channel", "web"), "channel: name-case", "a case twin");
	is_str(make(c, "channel", "B"), "type: missing", "without type");
	is_str(make(c, "type", "shopify", "channel", "B"), "type: bad-choice",
		"of a type that is not there");
	is_str(make(c, "type", "manual", "channel", "B", "time_zone", "EST"),
		"time_zone: unknown-zone", "zone");
	is_str(make(c, "type", "manual", "channel", "B", "currency", "ZZZ"),
		"currency: unknown-currency", "currency");
	is_str(make(c, "type", "manual", "channel", " B"), "channel: stray-blank", "blank");
	is_str(make(c, "type", "manual", "channel", "SHOP:2"), "created", "a name with a colon");
	is_str(edit(c, "web", "time_zone", "America/Chicago"), "updated", "found in any case");
	is_str(edit(c, "WEB", "channel", "X"), "channel: read-only", "the name stays");
	is_str(edit(c, "WEB", "next_order_number", "0"), "next_order_number: not-integer",
		"from 1");
	is_str(edit(c, "WEB", "is_active", "no"), "updated", "deactivated");
	is_str(edit(c, "WEB", "is_active", "yes"), "updated", "activated");
	is_str(edit(c, "NONE", "is_active", "yes"), "unknown-channel", "unknown");
}

/* ---- listings ---- */

static void test_listings(struct om *om)
{
	const struct om_noun *l = om_listing_noun();

	is_str(make(l, "channel", "WEB", "listing_sku", "TEE-RED", "sku", "TEE-R"), "created",
		"create");
	is_str(ask("select push || fulfilled_by || is_active || product_id from listing"),
		"1seller11", "as stored");
	is_str(make(l, "channel", "web", "listing_sku", "TEE-RED", "sku", "TEE-R"), "unchanged",
		"again");
	is_str(make(l, "channel", "WEB", "listing_sku", "tee-red", "sku", "TEE-R"),
		"listing_sku: sku-case", "a case twin");
	is_str(make(l, "channel", "WEB", "listing_sku", "N", "sku", "NOPE"), "sku: unknown-sku",
		"unknown product");
	is_str(make(l, "channel", "NO", "listing_sku", "N", "sku", "TEE-R"),
		"channel: unknown-channel", "unknown channel");
	is_str(make(l, "channel", "WEB", "listing_sku", "N"), "sku: missing", "without product");
	is_str(make(l, "channel", "WEB", "listing_sku", "N ", "sku", "TEE-R"),
		"listing_sku: stray-blank", "blank");
	is_str(edit(l, "WEB:TEE-RED", "sku", "SHIRT-L"), "sku: listing-assigned",
		"another product");
	is_str(edit(l, "WEB:TEE-RED", "sku", ""), "sku: missing", "no product");
	is_str(edit(l, "WEB:TEE-RED", "fulfilled_by", "channel"), "push: fba-push",
		"pushing what the channel ships");
	is_str(edit(l, "WEB:TEE-RED", "fulfilled_by", "channel", "push", "no", "latency_days", "2"),
		"updated", "not pushing it");
	is_str(edit(l, "WEB:TEE-RED", "latency_days", ""), "updated", "cleared");
	is_str(edit(l, "WEB:TEE-RED", "listing_sku", "X"), "listing_sku: read-only", "the key");
	is_str(edit(l, "WEB:TEE-RED", "new_listing_sku", "TEE"), "updated", "renamed");
	is_str(edit(l, "WEB:TEE", "new_listing_sku", "tee"), "updated", "renamed to another case");
	is_str(edit(l, "WEB:TEE", "push", "no"), "unknown-sku", "the old text is gone");
	is_str(make(l, "channel", "WEB", "listing_sku", "CH", "sku", "TEE-R", "fulfilled_by",
		       "channel"),
		"created", "a listing that the channel ships");
	is_str(ask("select push from listing where listing_sku = 'CH'"), "0", "is not pushed");
	is_str(make(l, "channel", "SHOP:2", "listing_sku", "A:B", "sku", "TEE-R"), "created",
		"colons");
	is_str(edit(l, "SHOP:2:A:B", "push", "no"), "updated", "are found");
}

static void test_listing_sheet(struct om *om)
{
	const struct om_preset preset = {"channel", "WEB"};
	struct om_import_options web = {.presets = &preset, .preset_count = 1};
	const struct om_noun *l = om_listing_noun();

	is_str(load(om, l, "Seller SKU,Master SKU\nL-1,SHIRT-L\nL-2,SHIRT-S\n", &web), "2 0 0 0 0",
		"sheet of one channel");
	is_str(load(om, l, "Seller SKU,Master SKU\nL-1,SHIRT-L\nL-2,SHIRT-S\n", &web), "0 0 2 0 0",
		"again");
	is_str(load(om, l, "channel,listing_sku,sku\nWEB,L-1,SHIRT-S\n", NULL), "0 0 0 1 3",
		"another product");
	is_str(reported, "2 sku listing-assigned", "only by reassigning");
	is_str(load(om, l, "listing_sku,new_listing_sku\nL-1,L-10\n", &web), "0 1 0 0 0",
		"a rename");
	is_str(load(om, l, "listing_sku,new_listing_sku\nL-1,L-10\n", &web), "0 0 1 0 0", "again");
	is_str(load(om, l, "listing_sku,new_listing_sku\nL-2,L-10\n", &web), "0 0 0 1 3",
		"a text that is taken");
	is_str(reported, "2 new_listing_sku exists", "is refused");
	is_str(load(om, l, "listing_sku,sku\nQ-1,SHIRT-L\nq-1,SHIRT-L\n", &web), "0 0 0 1 3",
		"twins in a file");
	is_str(reported, "3 listing_sku sku-case", "the second is told");
	is_str(load(om, l, "listing_sku,sku\nQ-1,\n", &web), "0 0 0 1 3", "no product");
	is_str(reported, "2 sku missing", "missing");
	is_str(edit(om_product_noun(), "SHIRT-XL", "is_active", "no"), "updated",
		"an inactive product");
	is_str(load(om, l, "listing_sku,sku\nQ-1,SHIRT-XL\nQ-2,shirt-l\n", &web), "0 0 0 2 3",
		"cannot be listed");
	is_str(reported, "2 sku inactive-sku; 3 sku unknown-sku", "nor one in another case");
}

/* ---- look-ups ---- */

struct line {
	const char *channel, *listing_sku, *master_sku;
	char detail[120];
	int rc;
};

static int look(struct om *om, void *arg, struct om_err *err)
{
	struct line *l = arg;
	struct om__channel_ref channel = {0};
	struct om__product_ref ref;
	char *detail = NULL;
	int rc = om__channel_by_name(om, l->channel, &channel, err);

	if (rc > 0)
		rc = om__line_product(om, &channel, l->listing_sku, l->master_sku, &om->tx_arena,
			&ref, &detail, err);
	l->rc = rc;
	snprintf(l->detail, sizeof(l->detail), "%s", detail ? detail : "");
	if (rc == 0 && *l->listing_sku)
		rc = om__listing_seen(om, channel.channel_id, l->listing_sku, "Title", err);
	return rc < 0 ? rc : 0;
}

static const char *line(
	struct om *om, const char *channel, const char *listing_sku, const char *master_sku)
{
	static struct line l;
	static struct om_err err;

	om_err_clear(&err);
	l = (struct line){channel, listing_sku, master_sku, "", 0};
	if (om__tx_run(om, look, &l, &err) < 0)
		return err.message;
	return l.rc > 0 ? "found" : l.detail;
}

static void test_lines(struct om *om)
{
	is_str(line(om, "WEB", "tee", NULL), "found", "by listing");
	is_str(line(om, "WEB", "TEE-R", NULL), "found", "by master SKU on a manual channel");
	is_str(line(om, "WEB", "Tee", NULL), "no listing 'Tee' on WEB", "byte for byte");
	is_str(line(om, "WEB", "", NULL), "no SKU", "an empty SKU");
	is_str(line(om, "WEB", "", "TEE-R"), "found", "by master_sku");
	is_str(line(om, "WEB", "", "NOPE"), "no product 'NOPE'", "unknown master_sku");
	is_str(line(om, "WEB", "SHIRT-XL", NULL), "the product of 'SHIRT-XL' on WEB is inactive",
		"inactive product");
	is_str(line(om, "WEB", "LATER", NULL), "no listing 'LATER' on WEB", "a miss");
	is_str(line(om, "WEB", "LATER", NULL), "no listing 'LATER' on WEB", "again");
	is_str(ask("select count(*) || channel_title from listing where listing_sku = 'LATER' and "
		   "product_id is null"),
		"1Title", "keeps one unlinked listing");
	is_str(ask("select count(*) from event where kind = 'listing-mapped' and product_id is not "
		   "null and product_id = "
		   "(select product_id from product where sku = 'LATER')"),
		"0", "no event yet");
	is_str(make(om_product_noun(), "sku", "LATER", "name", "n", "brand", "b"), "created",
		"the product comes");
	is_str(ask("select count(*) from event where kind = 'listing-mapped' and product_id = "
		   "(select product_id from product where sku = 'LATER')"),
		"1", "with its event");
	is_str(line(om, "WEB", "LATER", NULL), "found", "and is found");
	is_str(edit(om_listing_noun(), "WEB:tee", "is_active", "no"), "updated", "a listing goes");
	is_str(line(om, "WEB", "tee", NULL), "listing 'tee' on WEB is inactive",
		"and matches nothing");
	is_str(edit(om_listing_noun(), "WEB:tee", "is_active", "yes"), "updated", "and comes back");
	is_str(line(om, "WEB", "tee", NULL), "found", "and matches");
}

/* ---- reassign, suggest ---- */

static const char *reassign(struct om *om, const char *listing, const char *to)
{
	static struct om_err err;
	bool changed;
	int64_t id;

	om_err_clear(&err);
	if (om_find(om, om_listing_noun(), listing, &id, &err) < 0 ||
		om_listing_reassign(om, id, to, true, &changed, &err) < 0)
		return err.word;
	return changed ? "changed" : "unchanged";
}

static void test_reassign(struct om *om)
{
	is_str(reassign(om, "WEB:L-2", "SHIRT-L"), "changed", "another product");
	is_str(reassign(om, "WEB:L-2", "SHIRT-L"), "unchanged", "again");
	is_str(reassign(om, "WEB:L-2", "NOPE"), "unknown-sku", "unknown");
	is_str(reassign(om, "WEB:L-2", "SHIRT-XL"), "inactive-sku", "inactive");
	is_str(ask("select old_value || ' ' || new_value from history where entity = 'listing' and "
		   "field = 'sku'"),
		"SHIRT-S SHIRT-L", "history has both");
}

static void test_suggest(struct om *om)
{
	struct om_suggestion *rows;
	struct om_arena arena;
	struct om_err err = {0};
	char text[600] = "";
	int64_t linked;
	size_t n;

	is_str(make(om_product_noun(), "sku", "S 9-A", "name", "n", "brand", "b"), "created",
		"a product");
	is_str(make(om_product_noun(), "sku", "S9A", "name", "n2", "brand", "b"), "created",
		"one with the same letters");
	line(om, "SHOP:2", "s 9-a", NULL);
	line(om, "SHOP:2", " S9A", NULL);
	line(om, "SHOP:2", "s.9.a", NULL);
	line(om, "SHOP:2", "???", NULL);
	om__arena_init(&arena);
	is_int(om_listing_suggest(om, NULL, 0, &arena, &rows, &n, &err), 0, "suggest %s",
		err.message);
	for (size_t i = 0; i < n; i++)
		if (!strcmp(rows[i].channel, "SHOP:2"))
			snprintf(text + strlen(text), sizeof(text) - strlen(text), "[%s]%s>%s%s ",
				rows[i].listing_sku, rows[i].rank, rows[i].sku,
				rows[i].is_only ? "!" : "");
	is_str(text,
		"[s 9-a]case>S 9-A! [s 9-a]punct>S9A [ S9A]blank>S9A! [ S9A]punct>S 9-A "
		"[s.9.a]punct>S 9-A [s.9.a]punct>S9A "
		"[???]> ",
		"candidates by rank and SKU");
	is_int(om_listing_apply(om, rows, n, "case,blank", &linked, &err), 0, "apply");
	is_int(linked, 2, "links the sure ones");
	is_int(om_listing_apply(om, rows, n, "upc", &linked, &err), OM_EINVAL,
		"a rank that is not there");
	is_str(err.word, "bad-choice", "is told");
	om__arena_release(&arena);
}

int main(void)
{
	struct om_init init = {.currency = "USD",
		.country = "US",
		.time_zone = "UTC",
		.weight_unit = "lb",
		.length_unit = "in"};
	struct om_err err = {0};
	bool existed;
	struct om *om;

	if (!mkdtemp(folder))
		return 1;
	snprintf(path, sizeof(path), "%s/om.db", folder);
	snprintf(sheet, sizeof(sheet), "%s/in.csv", folder);
	om = open_as(OM_OPEN_CREATE, NULL);
	is_int(om_init(om, &init, &existed, &err), 0, "init %s", err.message);
	test_create(om);
	test_refusals(om);
	test_too_long(om);
	test_measures(om);
	test_edit(om);
	test_activation(om);
	test_import(om);
	test_channels(om);
	test_listings(om);
	test_listing_sheet(om);
	test_lines(om);
	test_reassign(om);
	test_suggest(om);
	is_int(om_finish(om, &err), 0, "finish %s", err.message);
	om_close(om);
	unlink(sheet);
	unlink(path);
	rmdir(folder);
	return done();
}
