/* Numbers of a workbook as a person would write them.
 *
 * A workbook keeps 15 digits of a number, and dates as days with a fraction.  What has more digits
 * has lost them: it keeps its exponent, and an identifier that looks so is refused
 * (scientific-number). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/time.h"
#include "sheet/xlsx/read.h"

#define DIGITS 15
#define DAY_1900 (-25569) /* 1899-12-30: the 1900 of workbooks has a 29th of February */
#define DAY_1904 (-24107)

static void put_date(
	struct om_buf *to, double serial, const struct om__book_format *format, bool is_1904)
{
	int64_t days = (int64_t)serial;
	int64_t second = (int64_t)((serial - (double)days) * 86400 + 0.5);
	char date[OM_TIME_TEXT];

	days += second / 86400;
	second %= 86400;
	if (days || !format->has_clock) {
		days += is_1904 ? DAY_1904 : DAY_1900 + (days < 60);
		om__buf_str(to, om__day_print(days, date));
		if (!second && !format->has_clock)
			return;
		om__buf_char(to, ' ');
	}
	om__buf_fmt(to, "%02d:%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60),
		(int)(second % 60));
}

/* A decimal without trailing zeros. */
static void put_decimal(struct om_buf *to, double number)
{
	char text[64];
	int len = snprintf(text, sizeof(text), "%.12f", number);

	while (len > 1 && text[len - 1] == '0')
		len--;
	len -= text[len - 1] == '.';
	om__buf_add(to, text, (size_t)len);
}

static bool is_short(const char *stored)
{
	int digits = 0;

	for (const char *p = stored; *p; p++) {
		if (*p == 'E' || *p == 'e')
			return false;
		digits += *p >= '0' && *p <= '9';
	}
	return digits <= DIGITS;
}

void om__book_number(
	struct om_buf *to, const char *stored, const struct om__book_format *format, bool is_1904)
{
	char *end, text[64];
	double number = strtod(stored, &end);

	if (end == stored || *end || !isfinite(number)) {
		om__buf_str(to, stored);
		return;
	}
	/* The last day that a workbook knows is in the year 9999. */
	if (format && format->is_date && number >= 0 && number < 2958466) {
		put_date(to, number, format, is_1904);
		return;
	}
	if (is_short(stored)) {
		om__buf_str(to, stored);
		return;
	}
	snprintf(text, sizeof(text), "%.*G", DIGITS, number);
	if (!strchr(text, 'E'))
		om__buf_str(to, text);
	else if (fabs(number) < 1)
		put_decimal(to, number);
	else
		om__buf_str(to, text);
}
