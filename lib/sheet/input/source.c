/* The file of an import.
 *
 * It is read twice, so what cannot be positioned (a pipe, standard input of one) is copied to an
 * unnamed file first.  A regular file is read where it lies, and looked at before every chunk: one
 * that was changed since the check is not applied. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "sheet/input/input.h"
#include "sheet/state.h"
#include "sheet/xlsx/xlsx.h"

static int io_error(const char *name, const char *what, struct om_err *err)
{
	om_err_set(err, OM_EIO, "io", "cannot %s: %s", what, strerror(errno));
	om_err_at(err, name, 0, 0);
	return OM_EIO;
}

static int unnamed_file(const char *name, struct om_err *err)
{
	FILE *file = tmpfile();
	int fd = file ? fcntl(fileno(file), F_DUPFD_CLOEXEC, 3) : -1;

	if (file)
		fclose(file);
	return fd >= 0 ? fd : io_error(name, "make a spool file", err);
}

static int write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t n = write(fd, text, len);
		if (n < 0 && errno != EINTR)
			return -1;
		if (n > 0) {
			text += n;
			len -= (size_t)n;
		}
	}
	return 0;
}

static int copy_bytes(int from, int to, const char *name, struct om_err *err)
{
	char *block = malloc(1 << 16);
	ssize_t n = 0;
	int rc = block ? 0 : om__nomem(err);

	while (rc == 0 && (n = read(from, block, 1 << 16)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			rc = io_error(name, "read", err);
		else if (write_all(to, block, (size_t)n) < 0)
			rc = io_error(name, "spool", err);
	}
	free(block);
	return rc;
}

static int copy_lines(int from, int to, const char *name, const char *encoding, struct om_err *err)
{
	struct om__input *input;
	char *line;
	size_t len;
	int rc = om__input_open(from, name, encoding, &input, err);

	if (rc < 0)
		return rc;
	while ((rc = om__input_next(input, &line, &len, err)) > 0) {
		if (write_all(to, line, len) < 0) {
			rc = io_error(name, "spool", err);
			break;
		}
	}
	om__input_close(input);
	return rc;
}

static int spool(struct om__file *file, bool decode, struct om_err *err)
{
	int to = unnamed_file(file->name, err), rc;

	if (to < 0)
		return OM_EIO;
	rc = decode ? copy_lines(file->fd, to, file->name, file->encoding, err)
		    : copy_bytes(file->fd, to, file->name, err);
	if (file->is_owned)
		close(file->fd);
	file->fd = to;
	file->is_owned = true;
	if (decode)
		file->encoding = NULL;
	if (rc == 0 && lseek(to, 0, SEEK_SET) < 0)
		rc = io_error(file->name, "read the spool", err);
	return rc;
}

/* A workbook becomes the text of its sheet. */
static int convert(struct om__file *file, const char *sheet, struct om_err *err)
{
	int to = unnamed_file(file->name, err), rc;

	if (to < 0)
		return OM_EIO;
	rc = om__xlsx_to_csv(file->fd, file->name, sheet, to, err);
	if (file->is_owned)
		close(file->fd);
	file->fd = to;
	file->is_owned = file->is_workbook = true;
	file->encoding = NULL;
	if (rc == 0 && (lseek(to, 0, SEEK_SET) < 0 || fstat(to, &file->stat) < 0))
		rc = io_error(file->name, "read the spool", err);
	return rc;
}

ssize_t om__read_at(int fd, void *bytes, size_t len, int64_t at)
{
	size_t done = 0;

	while (done < len) {
		ssize_t n = pread(fd, (char *)bytes + done, len - done, at + (off_t)done);
		if (n < 0 && errno != EINTR)
			return -1;
		if (n == 0)
			break;
		done += n > 0 ? (size_t)n : 0;
	}
	return (ssize_t)done;
}

static bool is_workbook(const struct om__file *file)
{
	char bytes[4];
	off_t at = lseek(file->fd, 0, SEEK_CUR);

	return at >= 0 &&
		om__read_at(file->fd, bytes, sizeof(bytes), at) == (ssize_t)sizeof(bytes) &&
		om__xlsx_is(bytes, sizeof(bytes));
}

int om__file_open(struct om__file *file, const struct om_import_options *options,
	const char *encoding, bool decode, struct om_err *err)
{
	bool is_stream;
	int rc = 0;

	*file = (struct om__file){
		.fd = options->input, .name = options->path, .encoding = encoding};
	if (strcmp(options->path, "-") != 0) {
		file->fd = open(options->path, O_RDONLY | O_CLOEXEC);
		file->is_owned = true;
	}
	if (file->fd < 0)
		return io_error(file->name, "open", err);
	if (fstat(file->fd, &file->stat) < 0)
		return io_error(file->name, "read", err);
	is_stream = !S_ISREG(file->stat.st_mode) || lseek(file->fd, 0, SEEK_CUR) < 0;
	if (is_stream)
		rc = spool(file, false, err);
	if (rc == 0 && is_workbook(file))
		rc = convert(file, options->sheet, err);
	else if (rc == 0 && decode && encoding)
		rc = spool(file, true, err);
	if (rc == 0 && fstat(file->fd, &file->stat) < 0)
		rc = io_error(file->name, "read the spool", err);
	file->start = lseek(file->fd, 0, SEEK_CUR);
	file->size = file->stat.st_size - file->start;
	return rc;
}

int om__file_rewind(struct om__file *file, struct om_err *err)
{
	return lseek(file->fd, file->start, SEEK_SET) < 0 ? io_error(file->name, "read again", err)
							  : 0;
}

int om__file_unchanged(const struct om__file *file, struct om_err *err)
{
	struct stat now;

	if (fstat(file->fd, &now) < 0)
		return io_error(file->name, "read again", err);
	if (now.st_size == file->stat.st_size && now.st_mtim.tv_sec == file->stat.st_mtim.tv_sec &&
		now.st_mtim.tv_nsec == file->stat.st_mtim.tv_nsec)
		return 0;
	om_err_set(err, OM_EIO, "io", "the file was changed while it was imported");
	om_err_at(err, file->name, 0, 0);
	om_err_hint(err, "import it again: what is there already stays as it is");
	return OM_EIO;
}

void om__file_close(struct om__file *file)
{
	if (file->is_owned && file->fd >= 0)
		close(file->fd);
	file->fd = -1;
}
