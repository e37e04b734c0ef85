/* The rows behind base/country/country.h; nobody but country.c reads them. */
#ifndef OM_COUNTRY_TABLE_H
#define OM_COUNTRY_TABLE_H

#include "base/base.h"

#define OM_COUNTRY_KEY_MAX 48

/* Sorted by alpha-2. */
struct om__country {
	char alpha2[3], alpha3[4];
	char name[45];
};
extern const struct om__country om__countries[];
extern const size_t om__country_count;

/* Sorted by key: what a country may be called, letters a to z only. */
struct om__country_key {
	char key[OM_COUNTRY_KEY_MAX];
	char alpha2[3];
};
extern const struct om__country_key om__country_keys[];
extern const size_t om__country_key_count;

#endif
