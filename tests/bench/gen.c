/* Writes a deterministic workload as spreadsheets: products, warehouses, zones, backups, stock,
 *orders.
 *
 *	gen DIR ORDERS [SKUS] [SEED]
 *
 * SKUs are Zipf-like, 2.2 lines an order, four warehouses whose zones cover all states and whose
 *backups cover each other, stock for about nine tenths of the demand.  The same arguments give the
 *same bytes. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static uint64_t seed;

static uint64_t rnd(uint64_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % n;
}

static FILE *out(const char *dir, const char *name)
{
	char path[500];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	if (!f) {
		perror(path);
		exit(1);
	}
	return f;
}

/* A popularity that falls roughly as 1/rank: a uniform choice below a uniform power of two. */
static int64_t popular(int64_t skus)
{
	int bits = 1;

	while ((INT64_C(1) << bits) < skus)
		bits++;
	for (;;) {
		int64_t i = (int64_t)rnd(UINT64_C(1) << (1 + rnd((uint64_t)bits)));

		if (i < skus)
			return i * 7919 % skus;
	}
}

static const struct {
	const char *city, *state, *zip;
} places[] = {
	{"Austin", "TX", "78701"},
	{"Portland", "OR", "97201"},
	{"Denver", "CO", "80202"},
	{"Miami", "FL", "33101"},
	{"Boston", "MA", "02108"},
	{"Chicago", "IL", "60601"},
	{"Reno", "NV", "89501"},
	{"Newark", "NJ", "07102"},
};
static const char *const services[] = {"ground", "2day", "overnight", "economy", "freight"};

static int64_t price(int64_t sku)
{
	return 500 + sku * 7937 % 14500;
}

static void masters(const char *dir, int64_t skus)
{
	FILE *f = out(dir, "products.csv");

	fputs("sku,name,brand,vendor_cost,weight\n", f);
	for (int64_t i = 0; i < skus; i++)
		fprintf(f,
			"SKU-%06" PRId64 ",Thing %" PRId64 ",Acme,%" PRId64 ".%02" PRId64
			",%" PRId64 "g\n",
			i + 1, i, price(i) / 200, price(i) / 2 % 100, 50 + i * 31 % 4950);
	fclose(f);
	f = out(dir, "warehouses.csv");
	fputs("warehouse,type,address1,city,state,zip,country\n", f);
	for (int w = 1; w <= 4; w++)
		fprintf(f, "W%d,in-house,%d Dock Rd,%s,%s,%s,US\n", w, w, places[w].city,
			places[w].state, places[w].zip);
	fclose(f);
	f = out(dir, "locations.csv");
	fputs("warehouse,location\n", f);
	for (int w = 1; w <= 4; w++)
		for (int l = 1; l <= 5; l++)
			fprintf(f, "W%d,A-%d\n", w, l);
	fclose(f);
	f = out(dir, "zones.csv");
	fputs("country,state,warehouse\n", f);
	for (int s = 0; s < 8; s++)
		fprintf(f, "US,%s,W%d\n", places[s].state, s % 4 + 1);
	fclose(f);
	f = out(dir, "backups.csv");
	fputs("warehouse,position,backup\n", f);
	for (int w = 0; w < 4; w++)
		for (int b = 1; b < 4; b++)
			fprintf(f, "W%d,%d,W%d\n", w + 1, b, (w + b) % 4 + 1);
	fclose(f);
}

static void orders(const char *dir, int64_t count, int64_t skus, int64_t *demand)
{
	FILE *f = out(dir, "orders.csv");

	fputs("order_number,channel,order_date,payment_date,ship_name,ship_email,ship_phone,ship_"
	      "address1,ship_city,ship_state,"
	      "ship_zip,ship_country,requested_service,listing_sku,quantity,unit_price,item_"
	      "notes\n",
		f);
	for (int64_t o = 1; o <= count; o++) {
		int64_t customer = (int64_t)rnd((uint64_t)(count * 6 / 10 + 1)) + 1,
			at = o * 30 * 86400 / count;
		unsigned place = (unsigned)rnd(8), x = (unsigned)rnd(100);
		int lines = x < 35 ? 1 : x < 62 ? 2 : x < 83 ? 3 : 4;
		char head[400], date[40];
		int64_t used[4];

		snprintf(date, sizeof(date),
			"2026-01-%02" PRId64 "T%02" PRId64 ":%02" PRId64 ":%02" PRId64 "Z",
			1 + at / 86400 % 30, at / 3600 % 24, at / 60 % 60, at % 60);
		snprintf(head, sizeof(head),
			"O%08" PRId64 ",CH%d,%s,%s,Customer %" PRId64 ",c%" PRId64
			"@example.com,555-%04" PRId64 ",%" PRIu64 " Main St,%s,%s,%s,US,%s",
			o, (int)rnd(5) + 1, date, date, customer, customer, customer % 10000,
			rnd(9999) + 1, places[place].city, places[place].state, places[place].zip,
			services[rnd(5)]);
		for (int l = 0; l < lines; l++) {
			int64_t sku = popular(skus), q;

			for (int k = 0; k < l; k++)
				if (used[k] == sku)
					sku = (sku + 1) % skus;
			used[l] = sku;
			x = (unsigned)rnd(100);
			q = x < 75 ? 1 : x < 92 ? 2 : 3 + (int64_t)rnd(8);
			demand[sku] += q;
			fprintf(f,
				"%s,SKU-%06" PRId64 ",%" PRId64 ",%" PRId64 ".%02" PRId64 ",%s\n",
				head, sku + 1, q, price(sku) / 100, price(sku) % 100,
				rnd(100) ? "" : "\"gift, wrap it\"");
		}
	}
	fclose(f);
}

static void stock(const char *dir, int64_t skus, const int64_t *demand)
{
	FILE *f = out(dir, "stock.csv");

	fputs("sku,warehouse,location,on_hand,unit_cost\n", f);
	for (int64_t i = 0; i < skus; i++) {
		int64_t want = rnd(10) ? demand[i] * (int64_t)(90 + rnd(60)) / 100 + (int64_t)rnd(6)
				       : demand[i] * (int64_t)(20 + rnd(70)) / 100;
		int n = 1 + (int)rnd(4), first = (int)rnd(4);

		for (int k = 0; k < n; k++) {
			int64_t part = k == n - 1 ? want : want / 2;

			want -= part;
			if (part > 0)
				fprintf(f,
					"SKU-%06" PRId64 ",W%d,A-%d,%" PRId64 ",%" PRId64
					".%02" PRId64 "\n",
					i + 1, (first + k) % 4 + 1, 1 + (int)rnd(5), part,
					price(i) / 200, price(i) / 2 % 100);
		}
	}
	fclose(f);
}

int main(int argc, char **argv)
{
	int64_t count, skus, *demand;

	if (argc < 3) {
		fputs("usage: gen DIR ORDERS [SKUS] [SEED]\n", stderr);
		return 2;
	}
	count = strtoll(argv[2], NULL, 10);
	skus = argc > 3 ? strtoll(argv[3], NULL, 10) : count / 10;
	seed = argc > 4 ? strtoull(argv[4], NULL, 10) : 88172645463325252U;
	demand = calloc((size_t)skus, sizeof(*demand));
	if (!demand)
		return 1;
	mkdir(argv[1], 0777);
	masters(argv[1], skus);
	orders(argv[1], count, skus, demand);
	stock(argv[1], skus, demand);
	free(demand);
	return 0;
}
