/* A small TAP producer for the unit programs: ok(), is_int(), is_str(), done(). */
#ifndef TAP_H
#define TAP_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int tap_count, tap_failed;

#define ok(cond, ...) tap_ok((cond) ? 1 : 0, __FILE__, __LINE__, __VA_ARGS__)
#define is_int(got, want, ...) \
	tap_is_int((int64_t)(got), (int64_t)(want), __FILE__, __LINE__, __VA_ARGS__)
#define is_str(got, want, ...) tap_is_str((got), (want), __FILE__, __LINE__, __VA_ARGS__)

__attribute__((format(printf, 4, 5))) static inline int tap_ok(
	int cond, const char *file, int line, const char *fmt, ...)
{
	__builtin_va_list ap;
	printf("%sok %d - ", cond ? "" : "not ", ++tap_count);
	__builtin_va_start(ap, fmt);
	vprintf(fmt, ap);
	__builtin_va_end(ap);
	printf("\n");
	if (!cond) {
		tap_failed++;
		printf("# at %s:%d\n", file, line);
	}
	return cond;
}

#define tap_is_int(got, want, file, line, ...) \
	do { \
		int64_t g_ = (got), w_ = (want); \
		if (!tap_ok(g_ == w_, file, line, __VA_ARGS__)) \
			printf("# got %" PRId64 ", want %" PRId64 "\n", g_, w_); \
	} while (0)

#define tap_is_str(got, want, file, line, ...) \
	do { \
		const char *g_ = (got), *w_ = (want); \
		if (!tap_ok(g_ && w_ ? !strcmp(g_, w_) : g_ == w_, file, line, __VA_ARGS__)) \
			printf("# got '%s', want '%s'\n", g_ ? g_ : "(null)", w_ ? w_ : "(null)"); \
	} while (0)

/* Prints the plan; the value of main. */
static inline int done(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed ? 1 : 0;
}

#endif
