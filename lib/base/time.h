/* Instants, days and IANA time zones.  Zones are read from the system's TZif files (RFC 8536, with
 * the POSIX rule of the footer for years beyond the table); libc's global time zone is never used.
 */
#ifndef OM_TIME_H
#define OM_TIME_H

#include "base/base.h"

struct om_zone; /* immutable once loaded */

/* Loads NAME ("America/New_York", "UTC") from DIR (NULL: /usr/share/zoneinfo).  OM_EINVAL
 * "unknown-zone" for names that are no zone, that are abbreviations such as EST, or that try to
 * leave the folder. */
int om__zone_load(
	const char *name, const char *dir, struct om_zone **ret, struct om_err *) OM_MUST_USE;
void om__zone_free(struct om_zone *);
const char *om__zone_name(const struct om_zone *);

/* Civil time; month 1..12, day 1..31. */
struct om_civil {
	int year, month, day, hour, minute, second;
};
/* Days since 1970-01-01 of a proleptic Gregorian date, and back. */
int64_t om__days_from_civil(int year, int month, int day);
void om__civil_from_days(int64_t days, struct om_civil *ret);
/* 1 = Monday .. 7 = Sunday. */
int om__weekday(int64_t days);
bool om__civil_valid(const struct om_civil *);

/* UTC offset in seconds at an instant, and the zone's abbreviation then (borrowed from the zone).
 */
int om__zone_offset(const struct om_zone *, int64_t at, const char **ret_abbreviation);
/* Local civil time of an instant, and the instant of a local time: one that does not exist means
 * the first instant after the gap, one that exists twice the earlier (catalog.md C14). */
void om__time_local(const struct om_zone *, int64_t at, struct om_civil *ret);
int64_t om__time_instant(const struct om_zone *, const struct om_civil *);
/* Local day number of an instant; first instant of a local day. */
int64_t om__time_day(const struct om_zone *, int64_t at);
int64_t om__day_start(const struct om_zone *, int64_t day);

/* How an ambiguous date such as 03/04/2026 is read. */
enum om_date_format { OM_DATE_ISO, OM_DATE_MDY, OM_DATE_DMY };
/* Parses RFC 3339, `YYYY-MM-DD`, `YYYY-MM-DD[ T]HH:MM[:SS[.fff]]`, with Z or offset, else local to
 * the zone; `YYYY/MM/DD` too; with FORMAT mdy/dmy also 1- or 2-digit day and month parted by / . or
 * -, 2- or 4-digit year, optional clock.  *RET_HAS_CLOCK (may be NULL) says whether a time of day
 * was given; without one the instant is the start of the day.  A fraction of a second is cut.
 * OM_EINVAL "bad-date", "ambiguous-date" (a date that only mdy/dmy could read when FORMAT is iso
 * and both are possible). */
int om__time_parse(const char *text, const struct om_zone *, enum om_date_format, int64_t *ret_at,
	bool *ret_has_clock, struct om_err *) OM_MUST_USE;
/* `YYYY-MM-DD` only. */
int om__day_parse(const char *text, int64_t *ret_day, struct om_err *) OM_MUST_USE;
/* A length of time such as 2d12h, 30min, 1w (units min h d w), in calendar days and seconds: d and
 * w keep the local clock. */
int om__span_parse(
	const char *text, int64_t *ret_days, int64_t *ret_seconds, struct om_err *) OM_MUST_USE;
/* RFC 3339 with the zone's offset ("Z" for UTC); `YYYY-MM-DD`; both return RET. */
#define OM_TIME_TEXT 40
char *om__time_print(int64_t at, const struct om_zone *, char ret[OM_TIME_TEXT]);
char *om__day_print(int64_t day, char ret[OM_TIME_TEXT]);

#endif
