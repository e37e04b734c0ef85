/* Reading a text of a user whole: templates and the like, which are small. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include "base/buf.h"
#include "base/text.h"
#include "cli/inner.h"

#define SLURP_MAX ((size_t)1 << 20)

static int read_all(int fd, const char *path, struct om_buf *buf, struct om_err *err)
{
	char part[16384];
	ssize_t n;

	while ((n = read(fd, part, sizeof(part))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return om_err_set(
				err, OM_EIO, "io", "cannot read '%s': %s", path, strerror(errno));
		om__buf_add(buf, part, (size_t)n);
		if (buf->len > SLURP_MAX)
			return om_err_set(
				err, OM_EREFUSED, "too-large", "'%s' has more than 1 MiB", path);
	}
	return om__buf_check(buf, err);
}

static int check(const struct om_buf *buf, const char *path, struct om_err *err)
{
	if (buf->len && memchr(buf->data, 0, buf->len))
		return om_err_set(err, OM_EINVAL, "nul-byte", "'%s' holds a NUL byte", path);
	if (buf->len && !om__utf8_valid(buf->data, buf->len))
		return om_err_set(err, OM_EINVAL, "bad-encoding", "'%s' is not UTF-8", path);
	return 0;
}

int cli_slurp(struct cli *cli, const char *path, const char **ret, struct om_err *err)
{
	bool is_input = !strcmp(path, "-");
	int fd = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC), rc;
	struct om_buf buf;

	if (fd < 0)
		return om_err_set(err, OM_EIO, "io", "cannot read '%s': %s", path, strerror(errno));
	om__buf_init(&buf, 0);
	rc = read_all(fd, path, &buf, err);
	if (!is_input)
		close(fd);
	if (rc == 0)
		rc = check(&buf, path, err);
	if (rc == 0) {
		*ret = om__strndup(&cli->arena, buf.len ? buf.data : "", buf.len);
		rc = *ret ? 0 : om__nomem(err);
	}
	om__buf_release(&buf);
	return rc;
}
