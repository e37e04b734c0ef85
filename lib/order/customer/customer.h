/* Customers inside the library: the stored row, and its lists of e-mails and phones. */
#ifndef OM_CUSTOMER_H
#define OM_CUSTOMER_H

#include "base/text.h"
#include "catalog/record.h"

struct om__customer {
	int64_t customer_id;
	const char *name, *company, *email, *email_key, *phone;
	const char *address1, *address2, *address3, *city, *state, *zip, *country;
	int64_t channel_id;
	bool has_channel_id;
	const char *buyer_id, *notes;
	bool is_forwarder, is_active;
	int64_t merged_into, erased_at;
	bool has_merged_into, has_erased_at;
	int64_t created_at, modified_at, created_run;
	/* read with it */
	const char *channel, *labels;
};
extern const struct om_noun om__customer_noun;
extern const struct om_importer om__customer_importer;
extern const struct om__record_kind om__customer_kind;
/* The columns that an insert binds: those of the kind's map up to the first that is not stored. */
extern const size_t om__customer_stored;

/* An e-mail as a key of customers, in ARENA: folded, "" for relay addresses of marketplaces, which
 * are no key; NULL when memory is gone. */
char *om__email_key(struct om_arena *, const char *email);
/* 1 and *RET with texts in ARENA, 0 where there is none. */
int om__customer_load(struct om *, int64_t customer_id, struct om_arena *, struct om__customer *ret,
	struct om_err *) OM_MUST_USE;

/* Refuses one that was merged into another "wrong-state", and one that was erased
 * "customer-erased". */
int om__customer_open(const struct om__customer *, struct om_err *) OM_MUST_USE;

/* What a customer has several of. */
enum om__customer_list { OM__CL_EMAIL, OM__CL_PHONE, OM__CL_COUNT };
/* The list as the text of a set, the main one first, in ARENA. */
int om__customer_list(struct om *, const struct om__customer *, enum om__customer_list,
	struct om_arena *, const char **ret, struct om_err *) OM_MUST_USE;
/* Puts the first member of the set into the row, which the caller writes; and stores the others. */
int om__customer_put_list(struct om *, struct om__customer *, enum om__customer_list,
	const char *set, struct om_arena *, struct om_err *) OM_MUST_USE;
/* TEXT and MORE as one set without doubles, e-mails compared in any case, the first kept; in ARENA,
 * NULL when memory is gone. */
char *om__customer_join(
	struct om_arena *, enum om__customer_list, const char *text, const char *more);

/* Writes the labels in the place of those that the customer has, with history. */
int om__customer_put_labels(
	struct om *, struct om__customer *, const char *labels, struct om_err *) OM_MUST_USE;

/* Says anew where a merged customer went: TO_ID, or 0: it is in use again.  What it brought in
 * addresses and names goes along; lists, notes and orders have history of their own.  For undo,
 * like the next one. */
int om__customer_turn(struct om *, int64_t customer_id, int64_t to_id, struct om_err *) OM_MUST_USE;
/* The order is TO's again. */
int om__order_give_back(
	struct om *, int64_t order_id, int64_t from_id, int64_t to_id, struct om_err *) OM_MUST_USE;

#endif
