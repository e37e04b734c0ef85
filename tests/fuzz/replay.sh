#!/bin/sh
# Every fuzz target over its seeds and some mutations of each; then that a target finds what it looks for.  SEEDS=N: mutations a seed.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
build=${OM_BUILD:-$TEST_ROOT/build}
[ -x "$build/fuzz/csv" ] || skip_all "the fuzz targets are not built"
n=${SEEDS:-${OM_FULL:+3000}}
n=${n:-100}

for source in "$TEST_ROOT"/tests/fuzz/*.c; do
	target=$(basename "$source" .c) few=$n
	# A load makes a database each time.
	[ "$target" != dump ] || few=$((n / 20))
	t "$target: the seeds and $few mutations of each" '
		"$build/fuzz/$target" -m $few "$TEST_ROOT/tests/fuzz/corpus/$target"/* >log 2>&1 || {
			tail -5 log; od -c crash-input | head -20; false; }'
done
t 'a target that ends by a signal is noticed, and leaves its input' '
	printf "#include \"tests/fuzz/fuzz.h\"\nint LLVMFuzzerTestOneInput(const uint8_t *d, size_t n) { demand(!memchr(d, 90, n)); return 0; }\n" >bad.c &&
	${CC:-cc} -D_GNU_SOURCE -std=gnu17 -I"$TEST_ROOT" -I"$TEST_ROOT/lib" -o bad bad.c "$build/libom.a" && printf "aZb" >seed &&
	{ ./bad seed 2>log; [ $? -gt 100 ]; } && has log "demand\|memchr" || has log "!memchr(d, 90, n)" && [ "$(cat crash-input)" = aZb ]'
finish
