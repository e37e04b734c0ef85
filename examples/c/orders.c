/* Lists the orders of a database, as a program of its own that uses the library:
 *
 *	cc orders.c $(pkg-config --cflags --libs om) -o orders
 *	./orders shop.db 'status = awaiting-shipment'
 */
#include <stdio.h>
#include <om/arena.h>
#include <om/om.h>
#include <om/order.h>
#include <om/query.h>

/* One order a line, its columns parted by tabs. */
static int print_orders(struct om *om, struct om_query *query, int columns, struct om_err *err)
{
	struct om_arena *arena = om_arena_new();
	const struct om_value *row;
	int rc;

	if (!arena)
		return om_err_set(err, OM_ENOMEM, "no-memory", "out of memory");
	while ((rc = om_query_next(query, &row, err)) > 0) {
		for (int i = 0; i < columns; i++) {
			char *text = om_value_print(om, arena, &row[i]);
			printf("%s%s", i ? "\t" : "", text ? text : "");
		}
		putchar('\n');
		om_arena_reset(arena);
	}
	om_arena_free(arena);
	return rc;
}

static int list_orders(struct om *om, const char *where, struct om_err *err)
{
	struct om_query_spec spec = {
		.noun = om_order_noun(),
		.where = where,
		.columns = "order_id,order_number,order_date,ship_city,status,order_total,currency",
	};
	const struct om_column *columns;
	struct om_query *query;

	if (om_query_open(om, &spec, &query, err) < 0)
		return err->code;
	int count = om_query_columns(query, &columns);
	for (int i = 0; i < count; i++)
		printf("%s%s", i ? "\t" : "", columns[i].name);
	putchar('\n');
	int rc = print_orders(om, query, count, err);
	om_query_close(query);
	return rc;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: orders DATABASE [FILTER]\n");
		return 2;
	}
	struct om_options options = {.db = argv[1], .mode = OM_OPEN_READ};
	struct om_err err = {0};
	struct om *om = NULL;

	if (om_open(&options, &om, &err) == 0)
		list_orders(om, argc > 2 ? argv[2] : NULL, &err);
	om_close(om);
	if (err.code < 0)
		fprintf(stderr, "orders: %s [%s]\n", err.message, err.word);
	return err.code < 0;
}
