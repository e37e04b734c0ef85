/* Time zones, read from the system's TZif files (RFC 8536).
 *
 * A zone is read once into an arena of its own and never changes, so threads may share it.  The
 * file is foreign input: every count is checked against its size before anything is read.  Files
 * with leap seconds are refused, as all our instants are POSIX time.  UTC needs no file. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/time.h"
#include "base/zone/zone.h"

#define ZONE_DIR "/usr/share/zoneinfo"
#define ZONE_FILE_MAX ((size_t)1 << 20)
#define ZONE_NAME_MAX 64
#define HEADER_SIZE 44
/* No offset is further from UTC (RFC 8536, 3.2). */
#define OFFSET_MAX (26 * 3600)
/* Instants beyond are of no use to anybody and would overflow: about the years -30,000 and 30,000.
 */
#define AT_MAX ((int64_t)1 << 40)

struct zone_type {
	int64_t offset;
	const char *abbreviation;
};

struct om_zone {
	struct om_arena arena;
	const char *name;
	size_t count; /* of changes */
	int64_t *at;  /* when each change happens, ascending */
	uint8_t *to;  /* the type from then on */
	struct zone_type *types;
	struct om__rule rule; /* after the last change */
};

/* The six counts of a header. */
struct counts {
	size_t is_utc, is_std, leap, time, type, text;
};

static bool is_zone_char(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		c == '_' || c == '+' || c == '-';
}

/* Names of zones: parts that begin with a capital (that leaves out posix/, right/ and localtime),
 * at least one slash or a small letter (that leaves out EST, CST6CDT and GMT+0), and nothing that
 * climbs. */
static bool is_zone_name(const char *name)
{
	bool is_start = true, has_word = false;

	if (strlen(name) > ZONE_NAME_MAX || !strcmp(name, "Factory"))
		return false;
	for (const char *p = name; *p; p++) {
		if (*p == '/' ? is_start : !is_zone_char(*p))
			return false;
		if (p == name && !(*p >= 'A' && *p <= 'Z'))
			return false;
		has_word = has_word || *p == '/' || (*p >= 'a' && *p <= 'z');
		is_start = *p == '/';
	}
	return has_word && !is_start;
}

/* Reads the file NAME of DIR into ARENA.  NULL with errno where that fails. */
static unsigned char *read_file(
	struct om_arena *arena, const char *dir, const char *name, size_t *ret_size)
{
	char *path = om__printf(arena, "%s/%s", dir, name);
	unsigned char *bytes = NULL;
	struct stat st;
	size_t size = 0;

	errno = ENOMEM;
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || (size_t)st.st_size > ZONE_FILE_MAX) {
		errno = EINVAL;
		goto out;
	}
	errno = ENOMEM;
	bytes = om__alloc(arena, (size_t)st.st_size + 1);
	while (bytes && size < (size_t)st.st_size) {
		ssize_t got = read(fd, bytes + size, (size_t)st.st_size - size);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			errno = got < 0 ? errno : EIO;
			bytes = NULL;
			break;
		}
		size += (size_t)got;
	}
	*ret_size = size;
out:
	close(fd);
	return bytes;
}

/* A signed big-endian number of WIDTH bytes. */
static int64_t read_big_endian(const unsigned char *p, size_t width)
{
	uint64_t value = p[0] & 0x80 ? UINT64_MAX : 0;

	for (size_t i = 0; i < width; i++)
		value = value << 8 | p[i];
	return (int64_t)value;
}

static bool read_header(const unsigned char *p, size_t left, struct counts *ret)
{
	if (left < HEADER_SIZE || memcmp(p, "TZif", 4) != 0)
		return false;
	size_t *const fields[] = {
		&ret->is_utc, &ret->is_std, &ret->leap, &ret->time, &ret->type, &ret->text};
	for (size_t i = 0; i < OM_COUNT(fields); i++) {
		int64_t count = read_big_endian(p + 20 + 4 * i, 4);
		if (count < 0 || count > (int64_t)ZONE_FILE_MAX)
			return false;
		*fields[i] = (size_t)count;
	}
	return ret->type > 0 && ret->type <= 256 && ret->text > 0;
}

/* Bytes of the data after a header with times of WIDTH bytes. */
static size_t data_size(const struct counts *counts, size_t width)
{
	return counts->time * (width + 1) + counts->type * 6 + counts->text +
		counts->leap * (width + 4) + counts->is_std + counts->is_utc;
}

/* Reads the data block at P into ZONE; 0, OM_ENOMEM, or OM_EINVAL for a block that makes no sense.
 */
static int read_data(
	struct om_zone *zone, const unsigned char *p, const struct counts *counts, size_t width)
{
	const unsigned char *types = p + counts->time * (width + 1);
	char *text =
		om__strndup(&zone->arena, (const char *)types + counts->type * 6, counts->text);

	zone->count = counts->time;
	zone->at = OM_NEWN(&zone->arena, int64_t, counts->time);
	zone->to = OM_NEWN(&zone->arena, uint8_t, counts->time);
	zone->types = OM_NEWN(&zone->arena, struct zone_type, counts->type);
	if (!text || !zone->at || !zone->to || !zone->types)
		return OM_ENOMEM;
	for (size_t i = 0; i < counts->time; i++) {
		zone->at[i] = read_big_endian(p + i * width, width);
		zone->to[i] = p[counts->time * width + i];
		if (zone->to[i] >= counts->type || (i > 0 && zone->at[i] <= zone->at[i - 1]))
			return OM_EINVAL;
	}
	for (size_t i = 0; i < counts->type; i++, types += 6) {
		int64_t offset = read_big_endian(types, 4);
		if (offset < -OFFSET_MAX || offset > OFFSET_MAX || types[5] >= counts->text)
			return OM_EINVAL;
		zone->types[i] = (struct zone_type){offset, text + types[5]};
	}
	return counts->leap ? OM_EINVAL : 0;
}

/* Reads the rule between two line feeds at P; an empty one is no rule. */
static int read_footer(struct om_zone *zone, const unsigned char *p, size_t left)
{
	const unsigned char *end = left > 1 ? memchr(p + 1, '\n', left - 1) : NULL;

	if (!end || p[0] != '\n')
		return OM_EINVAL;
	if (end == p + 1)
		return 0;
	char *text = om__strndup(&zone->arena, (const char *)p + 1, (size_t)(end - p - 1));
	if (!text)
		return OM_ENOMEM;
	return om__rule_parse(text, &zone->rule) ? 0 : OM_EINVAL;
}

/* Version 1 has times of 4 bytes.  Later ones repeat all with 8 bytes after that, and end with the
 * rule. */
static int read_zone(struct om_zone *zone, const unsigned char *p, size_t left)
{
	struct counts counts;
	size_t width = 4;

	if (!read_header(p, left, &counts))
		return OM_EINVAL;
	bool has_long = p[4] >= '2';
	if (left - HEADER_SIZE < data_size(&counts, width))
		return OM_EINVAL;
	if (has_long) {
		size_t skipped = HEADER_SIZE + data_size(&counts, width);
		p += skipped;
		left -= skipped;
		width = 8;
		if (!read_header(p, left, &counts) ||
			left - HEADER_SIZE < data_size(&counts, width))
			return OM_EINVAL;
	}
	int rc = read_data(zone, p + HEADER_SIZE, &counts, width);
	if (rc < 0 || !has_long)
		return rc;
	size_t taken = HEADER_SIZE + data_size(&counts, width);
	return read_footer(zone, p + taken, left - taken);
}

static int unknown_zone(const char *name, struct om_err *err)
{
	om_err_set(err, OM_EINVAL, "unknown-zone", "unknown time zone '%s'", name);
	om_err_hint(err, "name it by region and city, as in America/New_York, or UTC");
	return OM_EINVAL;
}

/* No file of that name, or none that is a zone; anything else is a failure to read it. */
static bool is_absent(int number)
{
	return number == ENOENT || number == ENOTDIR || number == EINVAL || number == ELOOP;
}

static int fail_reading(const char *name, int number, struct om_err *err)
{
	if (number == ENOMEM)
		return om__nomem(err);
	if (is_absent(number))
		return unknown_zone(name, err);
	return om_err_set(
		err, OM_EIO, "io", "cannot read time zone '%s': %s", name, strerror(number));
}

/* Fills ZONE from its file. */
static int load(struct om_zone *zone, const char *dir, struct om_err *err)
{
	size_t size = 0;

	if (!is_zone_name(zone->name))
		return unknown_zone(zone->name, err);
	const unsigned char *bytes = read_file(&zone->arena, dir, zone->name, &size);
	if (!bytes)
		return fail_reading(zone->name, errno, err);
	int rc = read_zone(zone, bytes, size);
	if (rc == OM_ENOMEM)
		return om__nomem(err);
	return rc < 0 ? unknown_zone(zone->name, err) : 0;
}

int om__zone_load(const char *name, const char *dir, struct om_zone **ret, struct om_err *err)
{
	struct om_zone *zone = calloc(1, sizeof(*zone));
	int rc = 0;

	if (!zone)
		return om__nomem(err);
	om__arena_init(&zone->arena);
	zone->name = om__strdup(&zone->arena, name);
	if (!zone->name)
		rc = om__nomem(err);
	else if (!strcmp(name, "UTC"))
		(void)om__rule_parse("UTC0", &zone->rule);
	else
		rc = load(zone, dir ? dir : ZONE_DIR, err);
	if (rc < 0) {
		om__zone_free(zone);
		return rc;
	}
	*ret = zone;
	return 0;
}

void om__zone_free(struct om_zone *zone)
{
	if (!zone)
		return;
	om__arena_release(&zone->arena);
	free(zone);
}

const char *om__zone_name(const struct om_zone *zone)
{
	return zone->name;
}

/* The stretch of one offset that AT lies in. */
static struct om__span span_at(const struct om_zone *zone, int64_t at)
{
	size_t low = 0, high = zone->count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (zone->at[middle] <= at)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == zone->count && zone->rule.is_set)
		return om__rule_span(&zone->rule, at);
	/* Before the first change type 0 holds (RFC 8536, 3.2). */
	const struct zone_type *type = &zone->types[low ? zone->to[low - 1] : 0];
	int64_t until = low < zone->count ? zone->at[low] : INT64_MAX;
	return (struct om__span){type->offset, until, type->abbreviation};
}

static int64_t clamp(int64_t at)
{
	return at > AT_MAX ? AT_MAX : at < -AT_MAX ? -AT_MAX : at;
}

int om__zone_offset(const struct om_zone *zone, int64_t at, const char **ret_abbreviation)
{
	struct om__span span = zone ? span_at(zone, clamp(at)) : (struct om__span){0, 0, "UTC"};

	if (ret_abbreviation)
		*ret_abbreviation = span.abbreviation;
	return (int)span.offset;
}

void om__time_local(const struct om_zone *zone, int64_t at, struct om_civil *ret)
{
	at = clamp(at);
	int64_t local = at + om__zone_offset(zone, at, NULL);
	int64_t day = local / OM_DAY_SECONDS - (local % OM_DAY_SECONDS < 0);
	int clock = (int)(local - day * OM_DAY_SECONDS);
	om__civil_from_days(day, ret);
	ret->hour = clock / 3600;
	ret->minute = clock / 60 % 60;
	ret->second = clock % 60;
}

/* The instant of a local clock, counted in seconds as if it were UTC (catalog.md C14).  The
 * stretches around it are walked in order of time, so of two answers the earlier one is found; a
 * clock that lies past the end of one stretch and before the start of the next is in the gap
 * between them. */
static int64_t instant_of(const struct om_zone *zone, int64_t local)
{
	int64_t at = local - OFFSET_MAX;

	for (;;) {
		struct om__span span = span_at(zone, at);
		int64_t candidate = local - span.offset;
		if (candidate < span.until)
			return candidate > at ? candidate : at;
		at = span.until;
	}
}

int64_t om__time_instant(const struct om_zone *zone, const struct om_civil *civil)
{
	int64_t local =
		om__days_from_civil(civil->year, civil->month, civil->day) * OM_DAY_SECONDS +
		civil->hour * 3600 + civil->minute * 60 + civil->second;

	return zone ? instant_of(zone, clamp(local)) : local;
}

int64_t om__time_day(const struct om_zone *zone, int64_t at)
{
	at = clamp(at);
	int64_t local = at + om__zone_offset(zone, at, NULL);
	return local / OM_DAY_SECONDS - (local % OM_DAY_SECONDS < 0);
}

int64_t om__day_start(const struct om_zone *zone, int64_t day)
{
	int64_t most = AT_MAX / OM_DAY_SECONDS;

	day = day > most ? most : day < -most ? -most : day;
	return zone ? instant_of(zone, day * OM_DAY_SECONDS) : day * OM_DAY_SECONDS;
}
