/* A copy of the database to keep: made by the engine, measured here. */
#include "core/core.h"
#include <errno.h>
#include <sys/stat.h>

int om_backup(struct om *om, const char *path, int64_t *ret_bytes, struct om_err *err)
{
	struct stat st;
	int rc = om__db_backup(om, path, err);

	if (rc < 0)
		return rc;
	if (stat(path, &st) < 0)
		return om_err_set(err, OM_EIO, "io", "'%s': %s", path, strerror(errno));
	*ret_bytes = st.st_size;
	return 0;
}
