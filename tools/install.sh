#!/bin/sh
# Puts what was built below $DESTDIR, or takes exactly that away again.  The Makefile hands over BUILD, VERSION, PROGS, PKGS, DESTDIR and
# the folders.
#
#	tools/install.sh put | remove
set -eu

# MODE, source and target of every file; of a link, what it points to.
list() {
	for program in $PROGS; do echo "755 $BUILD/bin/$program $BINDIR/$program"; done
	echo "644 $BUILD/libom.so.0 $LIBDIR/libom.so.0"
	echo "link libom.so.0 $LIBDIR/libom.so"
	echo "644 $BUILD/libom.a $LIBDIR/libom.a"
	for header in lib/om/*.h; do echo "644 $header $INCLUDEDIR/om/${header##*/}"; done
	for page in man/*.[1-8]; do echo "644 $page $MANDIR/man${page##*.}/${page##*/}"; done
	completions
	for text in README.md LICENSE; do echo "644 $text $DOCDIR/$text"; done
	tools/files.sh examples | while read -r file; do
		if [ -x "$file" ]; then mode=755; else mode=644; fi
		echo "$mode $file $DOCDIR/$file"
	done
}
# What the shells complete by, where the build made it; bash looks for it under the name of the program.
completions() {
	bash=$DATADIR/bash-completion/completions
	[ ! -f "$BUILD/completion/_om" ] || echo "644 $BUILD/completion/_om $ZSHDIR/_om"
	[ -f "$BUILD/completion/om.bash" ] || return 0
	echo "644 $BUILD/completion/om.bash $bash/om"
	for program in $PROGS; do [ "$program" = om ] || echo "link om $bash/$program"; done
}

put() {
	list | while read -r mode from to; do
		case $mode in
		link) ln -sf "$from" "$DESTDIR$to" ;;
		*) install -D -m "$mode" "$from" "$DESTDIR$to" ;;
		esac
	done
	mkdir -p "$DESTDIR$LIBDIR/pkgconfig"
	sed "s|@PREFIX@|$PREFIX|;s|@LIBDIR@|$LIBDIR|;s|@INCLUDEDIR@|$INCLUDEDIR|;s|@VERSION@|$VERSION|;s|@PKGS@|$PKGS|" lib/om.pc.in \
		>"$DESTDIR$LIBDIR/pkgconfig/om.pc"
	chmod 644 "$DESTDIR$LIBDIR/pkgconfig/om.pc"
	# A library in a place of its own is found by the linker's cache only after ldconfig.
	if [ -z "$DESTDIR" ] && [ "$(id -u)" = 0 ]; then ldconfig; fi
}

remove() {
	list | while read -r mode from to; do rm -f "$DESTDIR$to"; done
	rm -f "$DESTDIR$LIBDIR/pkgconfig/om.pc"
	for folder in "$DESTDIR$INCLUDEDIR/om" "$DESTDIR$DOCDIR"; do
		[ ! -d "$folder" ] || find "$folder" -depth -type d -empty -delete
	done
}

"$1"
