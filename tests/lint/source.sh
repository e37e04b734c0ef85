#!/bin/sh
# How the sources read: sizes, banned words, where SQL may stand, words of errors, formatting, headers that stand alone.
. "$(dirname "$0")/lib.sh"
c=$(tools/files.sh '*.c' '*.h')
lib=$(tools/files.sh 'lib/*.c' 'lib/*.h')

wc -l $c | awk '$2 != "total" && $1 > 1000 { print $2 ": " $1 " lines" }' | check 'no file is over 1,000 lines'
awk '
	FNR == 1 { start = 0 }
	/^\{/ { start = FNR }
	/^\}/ { if (start && FNR - start - 1 > 120) print FILENAME ":" start ": " FNR - start - 1 " lines"; start = 0 }' $c |
	check 'no function is over 120 lines'
for f in $(tools/files.sh 'lib/*.c' 'cmd/*.c'); do dirname "$f"; done | sort | uniq -c | awk '$1 > 15 { print $2 ": " $1 " .c files" }' |
	check 'no folder has more than 15 files of code'
strip() { sed -e 's|//.*||' -e 's|/\*.*\*/||' "$@"; }
for f in $c; do
	grep -nE '(^|[^a-zA-Z0-9_.>])(strcpy|strcat|sprintf|vsprintf|strncpy|strtok|atoi|atof|gets|localtime|gmtime|asctime|ctime|system|popen)\(' "$f" |
		sed "s|^|$f:|"
done | check 'no banned function is called'
for f in $lib; do
	case $f in lib/cli/*) continue ;; esac
	grep -nE '(^|[^a-zA-Z0-9_>.])(printf|puts|putchar|perror|exit|getenv|setenv)\(' "$f" | grep -v 'om__bug\|\* ' | sed "s|^|$f:|"
done | grep -v '^lib/base/err.c\|^lib/base/arena.c' | check 'the library never prints, exits or reads the environment'
for f in lib/base/money.c lib/om/money.h $(tools/files.sh "lib/order/*.c" "lib/stock/*.c" "lib/ship/*.c" "lib/flow/*.c"); do
	grep -nE '(^|[^a-z_])(float|double)([^a-z_]|$)' "$f" | grep -v '^\([0-9]*\):.*\*' | sed "s|^|$f:|"
done | check 'no floating point near money'
for f in $(tools/files.sh 'lib/*.c' 'lib/*.h' 'cmd/*.c'); do
	grep -niE '"[^"]*(select [a-z0-9_.*]+[, ]|insert into|delete from|update [a-z_]+ set)' "$f" | sed "s|^|$f:|"
done | grep -v '^lib/db/sqlite' | grep -v '^lib/query/query.c\|^lib/query/summary.c\|^lib/query/sql[a-z]*.c' |
	check 'SQL stands in .sql files only'
for f in $c; do
	grep -nE '== 1 \? *"(s|ies|y|is|are| is|s are)?"' "$f" | sed "s|^|$f:|"
done | check 'numbers in messages are worded by OM_COUNTED and om__plural'
tools/files.sh | grep -v '^tests/lint/\|^LICENSE\|^tests/run.sh' | xargs grep -nIE 'TODO|FIXME|not (yet )?implemented|unimplemented' -- 2>/dev/null |
	check 'nothing is left for later in the sources'
words=$(awk -F'\t' '!/^#/ { print $1 }' lib/base/words.tsv)
grep -ohE 'om_err_set\([^;]*;|om__import_(error|warn)\([^;]*;' $lib | grep -oE '"[a-z][a-z0-9-]+"' | tr -d '"' | sort -u |
	while read -r w; do printf '%s\n' "$words" | grep -qx -- "$w" || echo "$w"; done | grep -- - | check 'every error word raised stands in the word table'
printf '%s\n' "$words" | while read -r w; do
	[ -z "$w" ] || grep -rqF "\"$w\"" lib cmd --include=*.c --exclude=cures.c || echo "nothing raises $w"
done | check 'every word of the table is raised'
for h in $(tools/files.sh 'lib/*.h' 'lib/om/*.h'); do
	echo "#include \"${h#lib/}\"" | ${CC:-cc} -std=gnu17 -D_GNU_SOURCE -Ilib -I"${OM_BUILD:-build}/gen" -fsyntax-only -x c - 2>&1 | grep error | sed "s|^|$h: |"
done | check 'every header stands alone'
awk '
	/^(OM_API )?(int|void|bool|char|const|struct|int64_t|size_t|uint64_t)[^;={]*\(/ && !/^static/ {
		if (prev ~ /^[ \t]*$/) print FILENAME ":" FNR ": " substr($0, 1, 80)
	}
	{ prev = $0 }' $(tools/files.sh 'lib/*.h' 'lib/om/*.h') | check 'every function of a header has a comment above it or beside its group'
if command -v clang-format >/dev/null; then
	clang-format --dry-run -Werror $c 2>&1 | grep -E 'error:' | sed 's|error: code should be clang-formatted.*|is not formatted|' | check 'the sources are formatted'
fi
finish
