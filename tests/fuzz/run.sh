#!/bin/sh
# Fuzzes with libFuzzer, the sanitizers of addresses and undefined behaviour, and the library built for coverage.
#
#	run.sh FOLDER SECONDS TARGET...
#
# Each target runs that long and goes on after a crash.  Seeds are only read: what it learns is
# kept in FOLDER/corpus/TARGET, from which the next run begins, and the inputs of crashes in FOLDER/crashes, which are listed at the end.
set -eu
folder=$1 seconds=$2
shift 2
command -v clang >/dev/null || { echo "make fuzz needs clang" >&2; exit 1; }
echo 'int LLVMFuzzerTestOneInput(const char *d, long n) { return d && n < 0; }' |
	clang -x c -fsanitize=fuzzer -o /dev/null - 2>/dev/null || { echo "make fuzz needs clang with libFuzzer" >&2; exit 1; }
flags='-fsanitize=address,undefined -fno-sanitize-recover=undefined -DFUZZ_LIBFUZZER'
make -s B="$folder" CC=clang CFLAGS="$flags -fsanitize=fuzzer-no-link" "$folder/libom.a" "$folder/libomcli.a"
top=$PWD
mkdir -p "$folder/fuzz" "$folder/work" "$folder/crashes"
folder=$(cd "$folder" && pwd)
# The sources whose texts are the words of a target's language.
words_of() {
	case $1 in
	args) echo lib/cli/args/*.c lib/cli/*.c lib/order/record/*.c ;;
	csv) echo lib/sheet/input/*.c ;;
	dump) echo lib/core/dump/*.c ;;
	filter) echo lib/query/filter/*.c lib/order/record/*.c ;;
	json) echo cmd/order/create.c lib/order/record/*.c ;;
	map) echo lib/sheet/map/*.c lib/order/record/*.c ;;
	mustache) echo lib/base/mustache.c ;;
	numbers) echo lib/base/*.c lib/base/zone/*.c ;;
	xlsx) echo lib/sheet/xlsx/*.c ;;
	esac
}
for target; do
	mkdir -p "$folder/corpus/$target"
	clang -std=gnu17 -O1 -g -D_GNU_SOURCE $flags -fsanitize=fuzzer -Ilib -I"$folder/gen" -o "$folder/fuzz/$target" "tests/fuzz/$target.c" \
		"$folder/libomcli.a" "$folder/libom.a" -lsqlite3 -lmd -lcsv -ljansson
	# shellcheck disable=SC2046 # a list of files
	cat $(words_of "$target") /dev/null | grep -oE '"[A-Za-z0-9_:./#{}$%-]{2,24}"' | sort -u >"$folder/work/$target.dict"
	log=$folder/work/$target.log
	echo "$target: $seconds seconds, $(wc -l <"$folder/work/$target.dict") words, log $log"
	(cd "$folder/work" && "../fuzz/$target" -fork=1 -ignore_crashes=1 -ignore_timeouts=1 -ignore_ooms=1 -max_total_time="$seconds" \
		-timeout=20 -rss_limit_mb=2000 -max_len=4096 -close_fd_mask=3 -dict="$target.dict" -artifact_prefix="$folder/crashes/$target-" \
		"../corpus/$target" "$top/tests/fuzz/corpus/$target" >"$log" 2>&1) || echo "$target ended with $?"
	grep -E '^#[0-9]+: cov' "$log" | sed -n '1p;$p'
	grep -E 'ERROR|Sanitizer|runtime error|tests/fuzz/.*\.c:' "$log" | grep -v NEW_FUNC | sort | uniq -c | head -20 || :
	echo "$target: $(find "$folder/corpus/$target" -type f | wc -l) inputs in $folder/corpus/$target"
done
[ -z "$(ls "$folder/crashes")" ] || {
	echo "inputs of crashes, each run again by $folder/fuzz/TARGET FILE:"
	ls "$folder/crashes"/*
	exit 1
}
