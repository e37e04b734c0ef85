/* om-admin backup: a consistent copy into a new file. */
#include "admin.h"
#include <inttypes.h>

int admin_backup(struct cli *cli, struct om_err *err)
{
	const char *path = cli->operands[0];
	int64_t bytes;
	int rc = om_backup(cli->om, path, &bytes, err);

	if (rc == 0)
		cli_say(cli, "%s: %" PRId64 " bytes", path, bytes);
	return rc;
}
