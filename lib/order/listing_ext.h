/* The field waiting_orders of listings: a member of om__listing_exts. */
#ifndef OM_LISTING_EXT_H
#define OM_LISTING_EXT_H

#include <om/noun.h>

extern const struct om_noun_ext om__order_listing_ext;

#endif
