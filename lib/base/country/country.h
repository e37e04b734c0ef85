/* Countries, states and what an address needs (orders.md R3, R25).  Tables are ISO 3166-1 and the
 * states of US, CA, AU. */
#ifndef OM_COUNTRY_H
#define OM_COUNTRY_H

#include "base/base.h"

/* The alpha-2 code of a name, alpha-2 or alpha-3 in any case ("UK" and common short names too), or
 * NULL. */
const char *om__country_find(const char *text);
/* English name of an alpha-2 code, or NULL. */
const char *om__country_name(const char *alpha2);
/* The code of a state of COUNTRY (alpha-2; US with territories and AA AE AP, CA, AU) given its code
 * or name in any case, dots and outer blanks ignored; NULL if it is none.  Other countries: NULL.
 */
const char *om__state_find(const char *country, const char *text);
/* Does the country use a state / a ZIP code in addresses? (R3.1) */
bool om__country_needs_state(const char *alpha2);
bool om__country_needs_zip(const char *alpha2);
/* US territories written as countries (PR GU VI AS MP UM FM MH PW) count as US with that code as
 * state. */
bool om__is_us_territory(const char *alpha2);

/* Ship-to check of R3.  The fields are texts, "" where absent.  Puts a "; "-joined list of findings
 * into RET (arena), NULL if complete: `ship_state is missing`, `ship_zip: '7030' is not a US ZIP
 * code; 07030?`. */
struct om_address {
	const char *name, *address1, *city, *state, *zip, *country;
};
char *om__address_check(struct om_arena *, const struct om_address *);
/* A US ZIP of 3 or 4 digits with its zeros back, or NULL when it is not such a one. */
char *om__zip_pad(struct om_arena *, const char *zip);

#endif
