/* Completion: what its files share.
 *
 * A shell asks `om-order --complete WORD...`, where the last word is the one under the cursor, and
 * reads what could stand there: a line each, the candidate and, behind a tab, what it means.  A
 * line `:files` asks it to offer files too. */
#ifndef OM_CLI_OFFER_H
#define OM_CLI_OFFER_H

#include "cli/inner.h"
#include "core/custom.h"

struct cli_offer {
	struct cli_state *state;
	struct om_buf *out;
	const char *lead;  /* begin of the word, which stays: "--columns=sku," */
	const char *typed; /* the rest of it, which each candidate begins with */
	const char *warehouse, *channel, *record; /* what options before it name, or NULL */
	bool has_quotes; /* a filter's: what is no plain word of it stands in quotes */
};

/* Prints WORD if it begins with what is typed; HELP may be NULL. */
void cli_offer(const struct cli_offer *, const char *word, const char *help);
/* Blank-separated words. */
void cli_offer_words(const struct cli_offer *, const char *words);
/* Moves what stands before LEN bytes of the typed text to the lead. */
void cli_offer_skip(struct cli_offer *, size_t len);
/* Past the last C of the typed text, if there is one. */
void cli_offer_past(struct cli_offer *, char c);

/* offer.c: the value of an option; the value of COLUMN; an operand of the verb, the Nth of
 * OPERANDS. */
void cli_offer_value(struct cli_offer, const struct cli_slot *);
void cli_offer_operand(struct cli_offer, char *const *operands, int n);
/* The noun's fields, those of filters without the ones that are only read; behind cf: the custom
 * ones. */
void cli_offer_fields(const struct cli_offer *, const struct om_noun *);
/* The value of a field of NOUN that is called NAME: its words, yes and no, or the names of what it
 * refers to. */
void cli_offer_of_field(
	struct cli_offer, const struct om_noun *, const struct om_field *, const char *name);
/* offer_filter.c: what may follow in a filter over NOUN. */
void cli_offer_filter(struct cli_offer, const struct om_noun *);
bool cli_is_filter_word(const char *text);
/* offer_other.c: files; settings, and the value of KEY; the maps that an import of NOUN may name;
 * time zones. */
void cli_offer_files(const struct cli_offer *);
void cli_offer_settings(const struct cli_offer *);
void cli_offer_of_setting(struct cli_offer, const char *key);
void cli_offer_maps(const struct cli_offer *, const struct om_noun *);
void cli_offer_time_zones(struct cli_offer);
/* names.c: names out of the database of what KIND names ("ORDER"), within OUTER ("SHOP") where they
 * are of something; nothing where it is not known or the database cannot be read.  Is KIND one? */
bool cli_offer_names(struct cli_offer, const char *kind, const char *outer);
/* The custom fields behind MAP of NOUN that are in use, each with TAIL; the one called NAME ("cf:X"
 * or "X"), or NULL. */
void cli_offer_custom(
	struct cli_offer, const struct om_noun *, const struct om_field *map, const char *tail);
const struct om__custom *cli_offer_custom_named(const struct cli_offer *, const struct om_noun *,
	const struct om_field *map, const char *name);

#endif
