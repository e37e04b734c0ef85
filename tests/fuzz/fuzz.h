/* What every fuzz target shares: a main that replays files where libFuzzer is not linked, and small
 * helpers.
 *
 *	TARGET [-m N] FILE...	each file, and N mutations of it (by a generator of fixed seed)
 *
 * A target defines LLVMFuzzerTestOneInput() and demands by demand(); a demand that fails ends the
 * program by a signal, with the input in the file crash-input. */
#ifndef FUZZ_H
#define FUZZ_H

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define demand(what) \
	do { \
		if (!(what)) { \
			dprintf(3, "%s:%d: %s\n", __FILE__, __LINE__, #what); \
			abort(); \
		} \
	} while (0)

/* DATA as a text: up to the first NUL. */
static inline char *fuzz_text(struct om_arena *arena, const uint8_t *data, size_t size)
{
	return om__strndup(arena, (const char *)data, strnlen((const char *)data, size));
}

/* An unnamed file with DATA, at its beginning.  The caller closes it. */
static inline int fuzz_file(const uint8_t *data, size_t size)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET) < 0)
		abort();
	return fd;
}

#ifndef FUZZ_LIBFUZZER
static uint64_t fuzz_seed = 88172645463325252U;

static inline size_t fuzz_random(size_t n)
{
	fuzz_seed ^= fuzz_seed << 13;
	fuzz_seed ^= fuzz_seed >> 7;
	fuzz_seed ^= fuzz_seed << 17;
	return n ? (size_t)(fuzz_seed % n) : 0;
}

/* Changes, takes out or doubles a few bytes. */
static inline size_t fuzz_mutate(uint8_t *bytes, size_t size, size_t room)
{
	static const char lively[] = "\"',;:\n\r\t|{}#/^&-+.$%=<>()[]!~ 019azAZ\0\377\200\303";

	for (size_t i = fuzz_random(4) + 1; i; i--) {
		size_t at = fuzz_random(size + 1), len = fuzz_random(8) + 1, left = size - at;
		size_t kind = fuzz_random(4);
		if (kind == 0 && left) {
			bytes[at] = (uint8_t)fuzz_random(256);
		} else if (kind == 1 && left >= len) {
			memmove(bytes + at, bytes + at + len, left - len);
			size -= len;
		} else if (kind == 2 && left >= len && size + len <= room) {
			memmove(bytes + at + len, bytes + at, left);
			size += len;
		} else if (left) {
			bytes[at] = (uint8_t)lively[fuzz_random(sizeof(lively) - 1)];
		}
	}
	return size;
}

static inline void fuzz_try(const uint8_t *bytes, size_t size)
{
	int fd = open("crash-input", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

	if (fd < 0 || write(fd, bytes, size) != (ssize_t)size)
		abort();
	close(fd);
	/* Of the very size, so that a checker of memory sees who reads past its end. */
	uint8_t *own = malloc(size ? size : 1);
	if (!own)
		abort();
	memcpy(own, bytes, size);
	LLVMFuzzerTestOneInput(own, size);
	free(own);
}

int main(int argc, char **argv)
{
	static uint8_t bytes[1 << 18], other[2 << 18];
	int first = 1;
	long mutations = 0, count = 0;

	dup2(2, 3);
	if (argc > 2 && !strcmp(argv[1], "-m")) {
		mutations = strtol(argv[2], NULL, 10);
		first = 3;
	}
	for (int i = first; i < argc; i++) {
		FILE *f = fopen(argv[i], "rb");
		if (!f)
			return 2;
		size_t size = fread(bytes, 1, sizeof(bytes), f);
		fclose(f);
		fuzz_try(bytes, size);
		for (long n = 0; n < mutations; n++, count++) {
			memcpy(other, bytes, size);
			fuzz_try(other, fuzz_mutate(other, size, sizeof(other)));
		}
		count++;
	}
	unlink("crash-input");
	dprintf(3, "%ld inputs\n", count);
	return count ? 0 : 2;
}
#else
__attribute__((constructor)) static void fuzz_begin(void)
{
	dup2(2, 3);
}
#endif

#endif
