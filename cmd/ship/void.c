/* om-ship void: takes shipments back, with their goods (shipping.md, States). */
#include "ship.h"
#include <inttypes.h>

static bool is_refusal(int code)
{
	return code == OM_ESTATE || code == OM_ECONFLICT || code == OM_EREFUSED ||
		code == OM_ENOTFOUND;
}

static int void_one(struct cli *cli, int64_t id, struct om_err *err)
{
	struct om_err refusal = {0};
	bool is_unchanged = false;
	char record[OM_SHIPMENT_TEXT];
	int rc = om_ship_void(cli->om, id, &is_unchanged, &refusal);

	if (rc < 0 && !is_refusal(rc)) {
		*err = refusal;
		return rc;
	}
	snprintf(record, sizeof(record), "S%" PRId64, id);
	return cli_result(cli, record,
		rc < 0                 ? CLI_REFUSED
			: is_unchanged ? CLI_UNCHANGED
				       : CLI_DONE,
		is_unchanged ? "unchanged" : "voided", rc < 0 ? &refusal : NULL, err);
}

int ship_void(struct cli *cli, struct om_err *err)
{
	int64_t *ids;
	size_t count;
	int rc = cli_select(cli, om_shipment_noun(), &ids, &count, err);

	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = void_one(cli, ids[i], err);
	return rc < 0 ? rc : cli_results_end(cli, err);
}
