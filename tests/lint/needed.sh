#!/bin/sh
# What each program loads before it runs: start-up is paid by scripts that call a tool a thousand times.  Workbooks, PostgreSQL and the
# like are opened where the work needs them.
. "$(dirname "$0")/lib.sh"
bin=${OM_BIN:-build/bin}
allowed='libc.so.6 libsqlite3.so.0 libmd.so.0 libcsv.so.3 libjansson.so.4 libm.so.6'
needed() { # FILES...: PROGRAM LIBRARY, a line each
	for f; do
		readelf -d "$f" | sed -n "/ld-linux/d; s|.*(NEEDED).*\[\(.*\)\].*|${f##*/} \1|p"
	done
}
surplus() {
	needed "$@" | while read -r program library; do
		case " $allowed " in *" $library "*) ;; *) echo "$program loads $library" ;; esac
	done
}
surplus "$bin"/om* | check 'programs load nothing at their start but what all of them use'
{ needed "$bin"/om* | grep -q 'libsqlite3' || echo 'nothing is needed'; } | check 'what is needed can be read'
for f in lib/sheet/xlsx/*.c; do
	sed -n 's/.*"\(lib[a-z]*\.so\.[0-9]*\)".*/\1/p' "$f"
done | sort -u | while read -r library; do
	ldconfig -p 2>/dev/null | grep -q "$library " || ls /usr/lib/*/"$library" >/dev/null 2>&1 || echo "$library is not there"
done | check 'the libraries that are opened later are of the versions that the headers are for'
allowed=libc.so.6
can_fail 'a surplus library is found' surplus "$bin/om-order"
finish
