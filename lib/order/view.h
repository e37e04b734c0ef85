/* The importer of saved views, for the table of importers. */
#ifndef OM_ORDER_VIEW_H
#define OM_ORDER_VIEW_H

#include "sheet/import.h"

extern const struct om_importer om__view_importer;

#endif
