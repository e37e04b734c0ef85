#!/bin/sh
# README.md: its sessions are replayed and print what it says; its other commands are targets of make that exist; its files are there.
# BLESS=1 writes what they print into it.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
top=$TEST_ROOT
awk=$top/tests/doc
sh_of() { awk -v mode=script -f "$awk/session.awk" "$1"; }
want_of() { awk -v mode=want -f "$awk/session.awk" "$1"; }

mkdir tour && ln -s "$top/examples" tour/examples
sh_of "$top/README.md" >session.sh
want_of "$top/README.md" >want.txt
(cd tour && OM_DB='' sh ../session.sh >../got.txt </dev/null)
if [ -n "${BLESS:-}" ]; then
	awk -v mode=bless -f "$awk/session.awk" got.txt "$top/README.md" >new.md
	diff -u "$top/README.md" new.md >&2
	cp new.md "$top/README.md"
fi
t 'there are sessions to replay' '[ "$(grep -c "^[$] " want.txt)" -gt 15 ]'
t 'the sessions print what they say' 'awk -f "$awk/alike.awk" want.txt got.txt'
t 'a session that prints something else is found' '
	sed "s/rejected 1/rejected 7/" want.txt >other.txt && run 1 awk -f "$awk/alike.awk" other.txt got.txt && has out "want line"'
t 'every target of make that is named exists' '
	targets=$(sed -n "s/^ *make \([a-z -]*\).*/\1/p" "$top/README.md" | tr " " "\n" | grep . | sort -u) && [ -n "$targets" ] || exit 1
	for target in $targets; do grep -q "^$target:\|^\.PHONY:.* $target\( \|$\)" "$top/Makefile" || { echo "no target $target"; exit 1; }; done'
t 'every file of the project that is named exists' '
	for file in $(grep -oE "[(\`](lib|cmd|man|tests|examples|tools)/[A-Za-z0-9_./-]*" "$top/README.md" | cut -c2-); do
		[ -e "$top/$file" ] || { echo "no file $file"; exit 1; }
	done'
finish
