/* Proofs that take more than a statement; check.c has the table of them. */
#ifndef OM_CHECK_INT_H
#define OM_CHECK_INT_H

#include "core/core.h"

/* Status, problems, holds, stock_state and fulfilled of every order are what its facts say
 * (orders.md S1). */
int om__prove_order_status(struct om *, om__finding *each, void *arg, struct om_err *) OM_MUST_USE;

#endif
