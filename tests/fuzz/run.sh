#!/bin/sh
# Fuzzes with libFuzzer, the sanitizers of addresses and undefined behaviour, and the library built for coverage.
#
#	run.sh FOLDER SECONDS TARGET...		each target that long; what it learns is kept in FOLDER/corpus
set -eu
folder=$1 seconds=$2
shift 2
command -v clang >/dev/null || { echo "make fuzz needs clang" >&2; exit 1; }
echo 'int LLVMFuzzerTestOneInput(const char *d, long n) { return d && n < 0; }' |
	clang -x c -fsanitize=fuzzer -o /dev/null - 2>/dev/null || { echo "make fuzz needs clang with libFuzzer" >&2; exit 1; }
flags='-fsanitize=address,undefined -fno-sanitize-recover=undefined -DFUZZ_LIBFUZZER'
make -s B="$folder" CC=clang CFLAGS="$flags -fsanitize=fuzzer-no-link" "$folder/libom.a" "$folder/libomcli.a"
top=$PWD bad=0
for target; do
	mkdir -p "$folder/fuzz" "$folder/corpus/$target" "$folder/work"
	clang -std=gnu17 -O1 -g -D_GNU_SOURCE $flags -fsanitize=fuzzer -Ilib -I"$folder/gen" -o "$folder/fuzz/$target" "tests/fuzz/$target.c" \
		"$folder/libomcli.a" "$folder/libom.a" -lsqlite3 -lmd -lcsv -ljansson
	echo "$target: $seconds seconds"
	(cd "$folder/work" && "../fuzz/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2000 -max_len=4096 -print_final_stats=1 \
		-artifact_prefix="$target-" "../corpus/$target" "$top/tests/fuzz/corpus/$target" >"$target.log" 2>&1) || bad=1
	grep -E 'number_of_executed_units|ERROR|Sanitizer|runtime error|tests/fuzz/.*\.c:|Test unit written' "$folder/work/$target.log" || :
done
exit $bad
