/* filters DATABASE LIST: reads the first 50 rows of every list in LIST ("noun<TAB>filter<TAB>sort",
 * # begins a comment) and prints the ten slowest with their plans; filters that are refused first.
 */
#include <om/query.h>
#include <om/arena.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST 200

struct ask {
	char text[300];
	const char *noun, *filter, *sort;
	double ms;
};

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static struct om_query_spec spec_of(const struct ask *a)
{
	return (struct om_query_spec){.noun = om_noun_find(a->noun),
		.where = a->filter,
		.where_source = a->filter,
		.sort = *a->sort == '-' && !a->sort[1] ? NULL : a->sort,
		.limit = 50};
}

static int run(struct om *om, struct ask *a, struct om_err *err)
{
	struct om_query_spec spec = spec_of(a);
	const struct om_value *row;
	struct om_query *q = NULL;
	double began = now_ms();
	int rc = om_query_open(om, &spec, &q, err);

	while (rc >= 0 && (rc = om_query_next(q, &row, err)) > 0)
		;
	om_query_close(q);
	a->ms = now_ms() - began;
	return rc;
}

static int slower(const void *a, const void *b)
{
	double x = (*(struct ask *const *)a)->ms, y = (*(struct ask *const *)b)->ms;

	return (x < y) - (x > y);
}

static void show(struct om *om, const struct ask *a)
{
	struct om_query_spec spec = spec_of(a);
	struct om_arena *arena = om_arena_new();
	struct om_err err = {0};
	char *sql, *plan, *rest, *line;

	printf("%8.1f ms   %s   %s   sort %s\n", a->ms, a->noun, a->filter, a->sort);
	if (om_query_explain(om, &spec, arena, &sql, &plan, &err) == 0)
		for (line = strtok_r(plan, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
			printf("               %s\n", line);
	om_arena_free(arena);
}

int main(int argc, char **argv)
{
	struct om_options options = {.db = argc > 1 ? argv[1] : "", .mode = OM_OPEN_READ};
	static struct ask asks[MOST];
	struct ask *order[MOST];
	struct om_err err = {0};
	struct om *om = NULL;
	FILE *f = argc == 3 ? fopen(argv[2], "r") : NULL;
	int n = 0, status = 0;

	if (!f || om_open(&options, &om, &err) < 0) {
		fprintf(stderr, "filters: %s\n", err.message);
		return 1;
	}
	while (n < MOST && fgets(asks[n].text, sizeof(asks[n].text), f)) {
		struct ask *a = &asks[n];
		char *rest;

		if (*a->text == '#' || *a->text == '\n')
			continue;
		a->noun = strtok_r(a->text, "\t", &rest);
		a->filter = strtok_r(NULL, "\t", &rest);
		a->sort = strtok_r(NULL, "\t\n", &rest);
		om_err_clear(&err);
		if (!a->sort || run(om, a, &err) < 0) {
			printf("refused: %s   %s: %s\n", a->noun, a->filter, err.message);
			status = 1;
			continue;
		}
		order[n++] = a;
	}
	fclose(f);
	qsort(order, (size_t)n, sizeof(struct ask *), slower);
	for (int i = 0; i < n && i < 10; i++)
		show(om, order[i]);
	om_close(om);
	return status;
}
