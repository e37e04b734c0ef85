/* A library to be preloaded that makes the Nth call of a kind fail, once or from then on.
 *
 *	OM_FAULT='KIND N once|ever ERROR'    N 0: only counts
 *	OM_FAULT_LOG=FILE                    at the end: "calls fired leaked", unless killed
 *	OM_FAULT_CLOCK=MS                    short work takes long: the monotonic clock goes on by
 *so much with each reading
 *
 * Kinds: `memory` (allocations of our code), `sqlite` (those of the engine), `library` (those of
 *any other library), `write` (whatever changes files: write, sync, truncate, rename, open, and
 * stdio's), `read`, `short` (a write or read that ends half-way, which is no failure), and `kill`,
 * which sends the process the signal ERROR (0: SIGKILL) before the Nth call of the kind `write`, or
 * after half of a write with `ever`.  Whose an allocation is follows from the address it is made
 * from.  Blocks of our code that are alive at the end are counted as leaked.  What libc itself
 * allocates is nobody's. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum kind { NONE, MEMORY, SQLITE, LIBRARY, WRITE, READ, SHORT, KILL };
static const char *const kinds[] = {
	"none", "memory", "sqlite", "library", "write", "read", "short", "kill"};

static enum kind kind;
static long at, calls, fired, leaked;
static int is_ever, error;
static int log_fd = -1;
static uintptr_t own[2], engine[2], nobody[3][2]; /* text from, to */
static long clock_step, clock_ahead;              /* milliseconds */

/* Not from libc, whose own calls would be counted too: what stands behind malloc there. */
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void __libc_free(void *);

/* ---- whose turn it is ---- */

static int is_due(enum kind of)
{
	if (kind != of)
		return 0;
	long n = __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED);
	if (!at || n < at || (n > at && !is_ever))
		return 0;
	__atomic_add_fetch(&fired, 1, __ATOMIC_RELAXED);
	return 1;
}

/* A call that changes a file: -1 where it is to fail.  BYTES of FD are written by half before a
 * kill. */
static int change(int fd, const void *bytes, size_t len, off_t offset)
{
	if (is_due(WRITE)) {
		errno = error;
		return -1;
	}
	if (kind == KILL && __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED) == at) {
		if (is_ever && bytes && offset >= 0 && pwrite(fd, bytes, len / 2, offset) < 0)
			return -1;
		raise(error ? error : SIGKILL);
	}
	return 0;
}

static int find_texts(struct dl_phdr_info *info, size_t size, void *arg)
{
	int *index = arg;
	uintptr_t *range = *index == 0                  ? own
		: strstr(info->dlpi_name, "libsqlite3") ? engine
		: strstr(info->dlpi_name, "/libc.so")   ? nobody[0]
		: strstr(info->dlpi_name, "/ld-linux")  ? nobody[1]
		: strstr(info->dlpi_name, "/preload")   ? nobody[2]
							: NULL;

	(void)size;
	++*index;
	for (int i = 0; range && i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_X)) {
			range[0] = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
			range[1] = range[0] + info->dlpi_phdr[i].p_memsz;
		}
	return 0;
}

static int is_in(const uintptr_t range[2], const void *address)
{
	return (uintptr_t)address >= range[0] && (uintptr_t)address < range[1];
}

__attribute__((constructor)) static void begin(void)
{
	const char *plan = getenv("OM_FAULT"), *log = getenv("OM_FAULT_LOG");
	const char *step = getenv("OM_FAULT_CLOCK");
	char name[16] = "", often[16] = "";
	int index = 0;

	clock_step = step ? strtol(step, NULL, 10) : 0;
	dl_iterate_phdr(find_texts, &index);
	if (log)
		log_fd = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (!plan || sscanf(plan, "%15s %ld %15s %d", name, &at, often, &error) < 3)
		return;
	is_ever = !strcmp(often, "ever");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (!strcmp(name, kinds[i]))
			kind = (enum kind)i;
}

__attribute__((destructor)) static void end(void)
{
	if (log_fd >= 0)
		dprintf(log_fd, "%ld %ld %ld\n", calls, fired, leaked);
}

/* ---- the clock ---- */

int clock_gettime(clockid_t id, struct timespec *ret)
{
	int rc = (int)syscall(SYS_clock_gettime, id, ret);

	if (rc < 0 || !clock_step || id != CLOCK_MONOTONIC)
		return rc;
	long ahead = __atomic_add_fetch(&clock_ahead, clock_step, __ATOMIC_RELAXED);
	ret->tv_sec += ahead / 1000;
	ret->tv_nsec += ahead % 1000 * 1000000;
	if (ret->tv_nsec >= 1000000000) {
		ret->tv_sec++;
		ret->tv_nsec -= 1000000000;
	}
	return 0;
}

/* ---- memory ---- */

/* The blocks of our code that are alive, by open addressing; too many and none is counted. */
#define SLOTS ((size_t)1 << 18)
#define GONE ((void *)1)
static void *alive[SLOTS];
static size_t used;
static pthread_mutex_t alive_lock = PTHREAD_MUTEX_INITIALIZER;

static void **slot_of(const void *block)
{
	size_t i = ((uintptr_t)block >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 46;

	for (;; i = (i + 1) % SLOTS)
		if (!alive[i] || alive[i] == block)
			return &alive[i];
}

static void note(void *block, int is_ours)
{
	if (!block || !is_ours || kind != MEMORY || used > SLOTS / 2)
		return;
	pthread_mutex_lock(&alive_lock);
	void **slot = slot_of(block);
	used += !*slot;
	*slot = block;
	leaked++;
	pthread_mutex_unlock(&alive_lock);
}

static void forget(const void *block)
{
	if (!block || kind != MEMORY)
		return;
	pthread_mutex_lock(&alive_lock);
	void **slot = slot_of(block);
	if (*slot) {
		*slot = GONE;
		leaked--;
	}
	pthread_mutex_unlock(&alive_lock);
}

/* Is an allocation made at FROM to fail?  Sets *RET_OURS. */
static int refuse(const void *from, int *ret_ours)
{
	enum kind whose = is_in(own, from) ? MEMORY
		: is_in(engine, from)      ? SQLITE
		: is_in(nobody[0], from) || is_in(nobody[1], from) || is_in(nobody[2], from)
		? NONE
		: LIBRARY;

	*ret_ours = whose == MEMORY;
	if (whose == NONE || !is_due(whose))
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t size)
{
	int ours;

	if (refuse(__builtin_return_address(0), &ours))
		return NULL;
	void *block = __libc_malloc(size);
	note(block, ours);
	return block;
}

void *calloc(size_t count, size_t size)
{
	int ours;

	if (refuse(__builtin_return_address(0), &ours))
		return NULL;
	void *block = __libc_calloc(count, size);
	note(block, ours);
	return block;
}

void *realloc(void *old, size_t size)
{
	int ours;

	if (refuse(__builtin_return_address(0), &ours))
		return NULL;
	forget(old);
	void *block = __libc_realloc(old, size);
	note(block ? block : old, ours);
	return block;
}

void free(void *block)
{
	forget(block);
	__libc_free(block);
}

char *strdup(const char *text)
{
	size_t size = strlen(text) + 1;
	int ours;

	if (refuse(__builtin_return_address(0), &ours))
		return NULL;
	char *copy = __libc_malloc(size);
	note(copy, ours);
	return copy ? memcpy(copy, text, size) : NULL;
}

int asprintf(char **ret, const char *fmt, ...)
{
	va_list ap;
	int ours;

	if (refuse(__builtin_return_address(0), &ours))
		return -1;
	va_start(ap, fmt);
	int len = vasprintf(ret, fmt, ap);
	va_end(ap);
	if (len >= 0)
		note(*ret, ours);
	return len;
}

/* ---- files ---- */

#define REAL(name) \
	static __typeof__(&name) real; \
	if (!real) \
	real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

/* What is left of LEN where it is time for less. */
static size_t shorten(size_t len)
{
	return len > 1 && is_due(SHORT) ? len / 2 : len;
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	REAL(write);
	len = shorten(len);
	off_t offset = kind == KILL ? lseek(fd, 0, SEEK_CUR) : -1;
	return change(fd, bytes, len, offset) < 0 ? -1 : real(fd, bytes, len);
}

#define PWRITE(name, type) \
	ssize_t name(int fd, const void *bytes, size_t len, type offset) \
	{ \
		REAL(name); \
		len = shorten(len); \
		return change(fd, bytes, len, offset) < 0 ? -1 : real(fd, bytes, len, offset); \
	}
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define READS(name, parameters, arguments) \
	ssize_t name parameters \
	{ \
		REAL(name); \
		len = shorten(len); \
		if (is_due(READ)) { \
			errno = error; \
			return -1; \
		} \
		return real arguments; \
	}
READS(read, (int fd, void *bytes, size_t len), (fd, bytes, len))
READS(pread, (int fd, void *bytes, size_t len, off_t offset), (fd, bytes, len, offset))
READS(pread64, (int fd, void *bytes, size_t len, off64_t offset), (fd, bytes, len, offset))

/* Calls that change files and have nothing to do by half. */
#define CHANGE(type, name, parameters, arguments, failure) \
	type name parameters \
	{ \
		REAL(name); \
		return change(-1, NULL, 0, -1) < 0 ? (failure) : real arguments; \
	}
CHANGE(int, fsync, (int fd), (fd), -1)
CHANGE(int, fdatasync, (int fd), (fd), -1)
CHANGE(int, ftruncate, (int fd, off_t len), (fd, len), -1)
CHANGE(int, ftruncate64, (int fd, off64_t len), (fd, len), -1)
CHANGE(int, rename, (const char *from, const char *to), (from, to), -1)
CHANGE(int, renameat2, (int a, const char *from, int b, const char *to, unsigned flags),
	(a, from, b, to, flags), -1)
CHANGE(int, link, (const char *from, const char *to), (from, to), -1)
CHANGE(int, fchmod, (int fd, mode_t mode), (fd, mode), -1)
CHANGE(int, mkdir, (const char *path, mode_t mode), (path, mode), -1)
CHANGE(int, mkostemp, (char *path, int flags), (path, flags), -1)
CHANGE(FILE *, tmpfile, (void), (), NULL)
CHANGE(FILE *, fopen, (const char *path, const char *mode), (path, mode), NULL)
CHANGE(int, fflush, (FILE * file), (file), EOF)
CHANGE(FILE *, fdopen, (int fd, const char *mode), (fd, mode), NULL)

/* What a library that is fortified prints by. */
int __fprintf_chk(FILE *file, int flag, const char *fmt, ...)
{
	va_list ap;

	(void)flag;
	if (file != stderr && change(-1, NULL, 0, -1) < 0)
		return -1;
	va_start(ap, fmt);
	int len = vfprintf(file, fmt, ap);
	va_end(ap);
	return len;
}

/* What cannot be removed lies about, which is no fault of the program; but it may die before. */
int unlink(const char *path)
{
	REAL(unlink);
	return kind == KILL && change(-1, NULL, 0, -1) < 0 ? -1 : real(path);
}

int open(const char *path, int flags, ...)
{
	va_list ap;

	va_start(ap, flags);
	mode_t mode = (flags & O_CREAT) ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	REAL(open);
	return change(-1, NULL, 0, -1) < 0 ? -1 : real(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	va_list ap;

	va_start(ap, flags);
	mode_t mode = (flags & O_CREAT) ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	REAL(open64);
	return change(-1, NULL, 0, -1) < 0 ? -1 : real(path, flags, mode);
}

int fputs(const char *text, FILE *file)
{
	REAL(fputs);
	return file != stderr && change(-1, NULL, 0, -1) < 0 ? EOF : real(text, file);
}

size_t fwrite(const void *bytes, size_t size, size_t count, FILE *file)
{
	REAL(fwrite);
	if (file != stderr && change(-1, NULL, 0, -1) < 0)
		return 0;
	return real(bytes, size, count, file);
}

int fclose(FILE *file)
{
	REAL(fclose);
	int is_bad = change(-1, NULL, 0, -1) < 0, number = errno;
	int rc = real(file);
	errno = is_bad ? number : errno;
	return is_bad ? EOF : rc;
}
