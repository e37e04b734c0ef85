#!/bin/sh
# What `make install` puts in place: programs that run, a library that a program of somebody else is built against, pages, examples; what
# `make uninstall` takes away; and that the sources are packed byte for byte the same every time.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
top=$TEST_ROOT
root=$TRASH/root
prefix=/opt/om
make() { command make --no-print-directory -C "$top" B="${OM_BUILD:-$top/build}" PREFIX=$prefix "$@"; }
version=$(sed -n 's/^VERSION := //p' "$top/Makefile")
PKG_CONFIG_PATH=$root$prefix/lib/pkgconfig
PKG_CONFIG_SYSROOT_DIR=$root
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR

t 'make install goes through, and says nothing' 'run make install DESTDIR="$root" && expect_out "" && expect_err ""'
t 'every program is there and runs from there' '
	[ "$(ls "$root$prefix/bin")" = "$(ls "$OM_BIN")" ] || exit 1
	for program in "$root$prefix"/bin/*; do
		[ "$("$program" --version)" = "${program##*/} $version" ] || { "$program" --version; exit 1; }
	done'
t 'the front door finds the programs beside it' '
	(PATH=$root$prefix/bin:/usr/bin:/bin && run om admin init --company Shop --country GB --currency GBP --tz Europe/London && expect_err_has created)'
t 'the library has its soname, and the link that a linker follows' '
	readelf -d "$root$prefix/lib/libom.so.0" | grep -q "SONAME.*\[libom.so.0\]" && [ "$(readlink "$root$prefix/lib/libom.so")" = libom.so.0 ]'
t 'every public header is there' '[ "$(ls "$root$prefix/include/om")" = "$(cd "$top/lib/om" && ls -- *.h)" ]'
t 'every page is there, in the folder of its section' '
	for page in "$top"/man/*.[1-8]; do cmp "$page" "$root$prefix/share/man/man${page##*.}/${page##*/}" || exit 1; done'
t 'bash finds its functions under the name of every program, zsh all in one' '
	functions=$root$prefix/share/bash-completion/completions
	for program in "$OM_BIN"/*; do
		name=${program##*/}
		bash -c ". \"\$1\" && complete -p $name" sh "$functions/$name" | grep -q "^complete -F _om $name\$" || { echo "$name"; exit 1; }
	done
	[ "$(sed -n "s/^ZSHDIR ?= //p" "$top/Makefile")" = "\$(DATADIR)/zsh/site-functions" ] || exit 1
	command -v zsh >/dev/null || exit 0
	for program in "$OM_BIN"/*; do
		[ "$(zsh -fc "fpath=(\$1 \$fpath); autoload -Uz compinit; compinit -u -D; print \$_comps[${program##*/}]" zsh "$root$prefix/share/zsh/site-functions")" = _om ] ||
			{ echo "${program##*/}"; exit 1; }
	done
	# Where Debian'\''s zsh looks by itself: /usr/local as it comes, and the packages'\'' folder.
	zsh -fc "print -l \$fpath" | grep -qx /usr/local/share/zsh/site-functions && zsh -fc "print -l \$fpath" | grep -qx "$(sed -n "s/^.ZSHDIR=//p" "$top/debian/rules")"'
t 'nothing belongs to a place of the build' '! grep -rl "$root" "$root$prefix" && ! grep -rIl -e "$top/" "$root$prefix"'
t 'pkg-config knows it, and what else a static program links' '
	[ "$(pkg-config --modversion om)" = "$version" ] && pkg-config --libs --static om | grep -q -e "-lsqlite3.*-lcsv\|-lcsv.*-lsqlite3"'

cp "$top/examples/c/orders.c" .
t 'the example program is built by pkg-config alone' '
	run ${CC:-cc} -Wall -Wextra -Werror orders.c $(pkg-config --cflags --libs om) -o orders &&
	run ${CC:-cc} orders.c $(pkg-config --cflags om) -L"$root$prefix/lib" -Wl,-Bstatic -lom -Wl,-Bdynamic -lcsv \
		$(pkg-config --libs sqlite3 libmd) -o orders-static'
t 'it opens a database and lists its orders' '
	OM_DB=$PWD/shop.db && om-admin init -q --company Shop --country GB --currency GBP --tz Europe/London && om-channel create -q manual WEB &&
	om-order import -q --channel WEB "$root$prefix/share/doc/om/examples/tour/orders.csv" --keep-going 2>/dev/null
	LD_LIBRARY_PATH=$root$prefix/lib && export LD_LIBRARY_PATH && run ./orders shop.db "ship_city = York" &&
	expect_out "order_id	order_number	order_date	ship_city	status	order_total	currency
1	1001	2026-02-27T00:00:00+00:00	York	unresolved	30.50	GBP"
'
t 'so does the one that is linked statically' '
	run ./orders-static shop.db "ship_city = York" && ! readelf -d orders-static | grep -q libom && [ "$(wc -l <out)" = 2 ]'
t 'it says what is wrong as the programs do' '
	LD_LIBRARY_PATH=$root$prefix/lib && export LD_LIBRARY_PATH && must_fail 1 ./orders absent.db && expect_err_has "[no-database]" &&
	must_fail 1 ./orders shop.db "cty = York" && expect_err_has "[filter-field]"'

t 'other folders can be given' '
	run make install DESTDIR="$TRASH/other" LIBDIR=$prefix/lib/here INCLUDEDIR=$prefix/there &&
	[ -e "$TRASH/other$prefix/lib/here/libom.a" ] && grep -qx "libdir=$prefix/lib/here" "$TRASH/other$prefix/lib/here/pkgconfig/om.pc" &&
	[ -e "$TRASH/other$prefix/there/om/om.h" ] && [ ! -e "$TRASH/other$prefix/include" ]'
t 'uninstall takes away what install put there, and nothing else' '
	echo mine >"$root$prefix/lib/mine" && run make uninstall DESTDIR="$root" && [ "$(find "$root" -type f -o -type l)" = "$root$prefix/lib/mine" ]'

t 'the sources are packed the same from two places' '
	run "$top/tools/dist.sh" om-$version one.tar.gz && tar xzf one.tar.gz && run om-$version/tools/dist.sh om-$version two.tar.gz && cmp one.tar.gz two.tar.gz'
t 'what is packed is what the sources consist of' '
	(cd om-$version && tools/files.sh) >packed && (cd "$top" && tools/files.sh) >files && diff files packed && grep -qx Makefile packed'
# The packages of headers that the Makefile asks for.
headers_needed() { awk '/^DEPS := / { on = 1 } on { print } on && !/\\$/ { exit }' "$top/Makefile" | tr ' \t' '\n\n' | grep -e '-dev$' | grep -v '^libc6'; }
t 'the packages are built with what the Makefile asks for' '
	headers_needed >needed && [ "$(wc -l <needed)" -gt 2 ] && sed -n "s/^Build-Depends: //p" "$top/debian/control" | tr ", " "\n\n" | sort >there &&
	sort needed | comm -23 - there >lacks; cat lacks; [ ! -s lacks ]'
t 'the change log of the packages has the version of the Makefile' '
	head -n 1 "$top/debian/changelog" | grep -q "^om ($version) "'
finish
