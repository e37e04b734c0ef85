/* Dumps: the input as it stands, and with a last line that agrees with it, so that the rows are
 * read too.  A load is whole or nothing. */
#include "fuzz.h"
#include "base/buf.h"
#include "base/text.h"
#include <om/admin.h>

static void load(const char *path)
{
	struct om_options options = {.db = ":memory:", .mode = OM_OPEN_CREATE, .now = 1, .seed = 1};
	struct om_dump_file *file = NULL;
	struct om_dump_count count;
	struct om_err err = {0};
	struct om *om = NULL;
	int rc = om_dump_open(path, -1, NULL, NULL, &file, &err);

	demand((rc == 0) == (file != NULL) && (rc == 0 || err.word[0]));
	if (rc < 0)
		return;
	if (om_open(&options, &om, &err) < 0)
		abort();
	rc = om_load(om, file, &count, &err);
	demand(rc == 0 || (err.code == rc && strcmp(err.word, "bug") != 0));
	om_close(om);
	om_dump_close(file);
}

static void add_end(struct om_buf *buf, const uint8_t *data, size_t size)
{
	int64_t rows = 0, tables = 0;
	struct om_sha sha;
	char hash[65];

	for (size_t at = 0; at < size;) {
		const uint8_t *end = memchr(data + at, '\n', size - at);
		size_t len = end ? (size_t)(end - data) - at : size - at;
		if (len >= 4 && !memcmp(data + at, "end ", 4))
			break;
		om__buf_add(buf, (const char *)data + at, len);
		om__buf_char(buf, '\n');
		rows += len && data[at] == '\t';
		tables += len >= 6 && !memcmp(data + at, "table ", 6);
		at += len + 1;
	}
	om__sha_init(&sha);
	om__sha_add(&sha, buf->data, buf->len);
	om__sha_hex(&sha, hash);
	om__buf_fmt(buf, "end %lld %lld %s\n", (long long)tables, (long long)rows, hash);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct om_buf buf;
	char path[40];
	int fd = fuzz_file(data, size);

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	load(path);
	close(fd);
	om__buf_init(&buf, 0);
	add_end(&buf, data, size);
	fd = fuzz_file((const uint8_t *)buf.data, buf.len);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	load(path);
	close(fd);
	om__buf_release(&buf);
	return 0;
}
