/* Workbooks: an archive as it is, or, so that changes come through to what reads them, the parts of
 * one, each behind a line "--", which are packed here.  Reading ends with the lines of a CSV file
 * that reads as one, or with a word. */
#include "fuzz.h"
#include "base/buf.h"
#include "sheet/input/csv.h"
#include "sheet/xlsx/xlsx.h"

static const char *const paths[] = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels",
	"xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"};

static void number(struct om_buf *buf, uint32_t n, int bytes)
{
	for (int i = 0; i < bytes; i++)
		om__buf_char(buf, (char)(n >> 8 * i & 0xff));
}

static uint32_t crc_of(const char *bytes, size_t len)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < len; i++) {
		crc ^= (uint8_t)bytes[i];
		for (int k = 0; k < 8; k++)
			crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
	}
	return ~crc;
}

/* What a file's local and central heads have in common: it is stored, not packed. */
static void add_head(struct om_buf *to, const char *path, const char *bytes, size_t len)
{
	number(to, 20, 2);
	number(to, 0, 4); /* flags, method */
	number(to, 0x21 << 16, 4);
	number(to, crc_of(bytes, len), 4);
	number(to, (uint32_t)len, 4);
	number(to, (uint32_t)len, 4);
	number(to, (uint32_t)strlen(path), 2);
	number(to, 0, 2);
}

static void add_part(
	struct om_buf *zip, struct om_buf *list, const char *path, const char *bytes, size_t len)
{
	uint32_t at = (uint32_t)zip->len;

	number(zip, 0x04034b50, 4);
	add_head(zip, path, bytes, len);
	om__buf_str(zip, path);
	om__buf_add(zip, bytes, len);
	number(list, 0x02014b50, 4);
	number(list, 20, 2);
	add_head(list, path, bytes, len);
	number(list, 0, 2); /* comment */
	number(list, 0, 4);
	number(list, 0, 4);
	number(list, at, 4);
	om__buf_str(list, path);
}

static void pack(struct om_buf *zip, const char *bytes, size_t size)
{
	struct om_buf list;
	uint32_t count = 0;

	om__buf_init(&list, 0);
	for (; count < OM_COUNT(paths) && size; count++) {
		const char *end = memmem(bytes, size, "\n--\n", 4);
		size_t len = end ? (size_t)(end - bytes) : size;
		if (len)
			add_part(zip, &list, paths[count], bytes, len);
		len += end ? 4 : 0;
		bytes += len;
		size -= len;
	}
	uint32_t at = (uint32_t)zip->len;
	om__buf_add(zip, list.data, list.len);
	number(zip, 0x06054b50, 4);
	number(zip, 0, 4);
	uint32_t files = 0;
	for (size_t i = 0; i + 4 <= list.len; i++)
		files += !memcmp(list.data + i, "PK\1\2", 4);
	number(zip, files, 2);
	number(zip, files, 2);
	number(zip, (uint32_t)list.len, 4);
	number(zip, at, 4);
	number(zip, 0, 2);
	om__buf_release(&list);
}

/* The first row says how many cells all have, but for empty lines. */
static void read_back(int fd)
{
	struct om_csv_options options = {.delimiter = ',', .ragged = true};
	struct om_err err = {0};
	struct om_csv *csv;
	int64_t line;
	char **cells;
	int count, rc;

	lseek(fd, 0, SEEK_SET);
	demand(om__csv_open(fd, "book", &options, &csv, &err) == 0);
	while ((rc = om__csv_next(csv, &cells, &count, &line, &err)) > 0)
		demand(count <= OM__XLSX_COLUMNS_MAX);
	demand(rc == 0 || !strcmp(err.word, "too-long") || !strcmp(err.word, "too-many-columns") ||
		err.code == OM_ELIMIT);
	om__csv_close(csv);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct om_err err = {0};
	struct om_buf zip;

	om__buf_init(&zip, 0);
	if (size > 1 && data[0] == 'P' && data[1] == 'K')
		om__buf_add(&zip, (const char *)data, size);
	else
		pack(&zip, (const char *)data, size);
	int fd = fuzz_file((const uint8_t *)zip.data, zip.len),
	    to = memfd_create("csv", MFD_CLOEXEC);
	om__buf_release(&zip);
	if (to < 0)
		abort();
	int rc = om__xlsx_to_csv(fd, "book.xlsx", NULL, to, &err);
	demand(rc == 0 || (err.code == rc && err.word[0] && strcmp(err.word, "bug") != 0));
	if (rc == 0)
		read_back(to);
	close(fd);
	close(to);
	return 0;
}
