/* The inside of a time zone, shared by zone.c, which reads it, and zone_rule.c, which computes the
 * years beyond its table. */
#ifndef OM_ZONE_H
#define OM_ZONE_H

#include "base/base.h"

#define OM_DAY_SECONDS 86400

/* A stretch of time of one offset: instants before UNTIL. */
struct om__span {
	int64_t offset; /* seconds east of UTC */
	int64_t until;  /* the first instant of another stretch; INT64_MAX: none */
	const char *abbreviation;
};

/* One of the two yearly changes of a POSIX rule. */
struct om__change {
	enum { OM__RULE_MONTH, OM__RULE_JULIAN, OM__RULE_ZERO_BASED } kind;
	int month, week, day; /* day: of the week (0 = Sunday), or of the year */
	int64_t seconds;      /* local time of the change, from -167 to 167 hours */
};
struct om__rule {
	bool is_set, has_dst;
	char std_name[16], dst_name[16];
	int64_t std_offset, dst_offset;
	struct om__change to_dst, to_std;
};

/* Reads a POSIX TZ text such as `EST5EDT,M3.2.0,M11.1.0` or `<-02>2<-01>,M3.5.0/-1,M10.5.0/0`.
 * False if it is none. */
bool om__rule_parse(const char *text, struct om__rule *ret);
/* The stretch that AT lies in; the abbreviation is borrowed from RULE. */
struct om__span om__rule_span(const struct om__rule *rule, int64_t at);

#endif
