/* Exact money: int64 in 1/10000 of the currency unit.  No floating point anywhere near it. */
#ifndef OM_MONEY_H
#define OM_MONEY_H

#include <stddef.h>
#include <om/err.h>

#define OM_MONEY_ONE 10000
#define OM_MONEY_TEXT 32 /* room for any printed amount with its NUL */

/* Decimal digits of the minor unit of an ISO 4217 code (USD 2, JPY 0, KWD 3), or -1 for an unknown
 * code. */
OM_API int om_currency_digits(const char *code);
/* Parses TEXT: optional sign, digits with optional thousands commas in groups of three, at most 4
 * decimals.  Leading "$" and the currency's own sign are accepted with CURRENCY_SIGN.  Outer blanks
 * are ignored. OM_EINVAL "bad-money"; "out-of-range" beyond int64. */
OM_API int om_money_parse(
	const char *text, bool currency_sign, int64_t *ret_amount, struct om_err *err) OM_MUST_USE;
/* Does the sign in TEXT, an amount, stand for CURRENCY?  True where there is none; "$" stands for
 * any. */
OM_API bool om_money_sign_fits(const char *text, const char *currency);
/* Prints with at least the digits of the currency and at most 4, trailing zeros beyond them cut.
 * Returns RET. */
OM_API char *om_money_print(int64_t amount, const char *currency, char ret[OM_MONEY_TEXT]);
/* Rounds half up (away from zero) to the currency's minor unit. */
OM_API int64_t om_money_round(int64_t amount, const char *currency);
/* *RET = unit_price x quantity rounded to the minor unit; OM_EINVAL "out-of-range" on overflow. */
OM_API int om_money_extend(int64_t unit_price, int64_t quantity, const char *currency, int64_t *ret,
	struct om_err *err) OM_MUST_USE;
/* *RET = a + b; OM_EINVAL "out-of-range" on overflow. */
OM_API int om_money_add(int64_t a, int64_t b, int64_t *ret, struct om_err *err) OM_MUST_USE;
/* Largest remainder: divides TOTAL (a whole number of STEP) into N parts in proportion to WEIGHTS
 * (>= 0), each a whole number of STEP; ties go to the lower index; all weights 0: equal weights.  Σ
 * parts = TOTAL always.  128-bit inside. */
OM_API void om_money_split(
	int64_t total, int64_t step, const int64_t *weights, size_t n, int64_t *ret_parts);
/* The part q of a remaining value v spread over r >= q units: all of v when q = r, else
 * half-up(v*q/r). (inventory.md 14.2) */
OM_API int64_t om_money_draw(int64_t value_left, int64_t quantity_left, int64_t quantity);

/* A number of at most 4 decimals as whole 1/10000, sign and thousands commas as in amounts.
 * OM_EINVAL "not-decimal", "out-of-range". */
OM_API int om_decimal_parse(const char *text, int64_t *ret, struct om_err *err) OM_MUST_USE;
/* Prints such a number without trailing zeros.  Returns RET. */
OM_API char *om_decimal_print(int64_t number, char ret[OM_MONEY_TEXT]);

#endif
