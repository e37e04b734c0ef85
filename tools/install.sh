#!/bin/sh
# Puts what was built below $DESTDIR, or takes exactly that away again.  The Makefile hands over BUILD, VERSION, PROGS, PKGS, DESTDIR and
# the folders.
#
#	tools/install.sh put | remove
set -eu

# MODE, source and target of every file.
list() {
	for program in $PROGS; do echo "755 $BUILD/bin/$program $BINDIR/$program"; done
	echo "644 $BUILD/libom.so.0 $LIBDIR/libom.so.0"
	echo "644 $BUILD/libom.a $LIBDIR/libom.a"
	for header in lib/om/*.h; do echo "644 $header $INCLUDEDIR/om/${header##*/}"; done
	for page in man/*.[1-8]; do echo "644 $page $MANDIR/man${page##*.}/${page##*/}"; done
	completions bash bash-completion/completions
	completions zsh zsh/site-functions
	completions fish fish/vendor_completions.d
	for text in README.md LICENSE; do echo "644 $text $DOCDIR/$text"; done
	tools/files.sh examples | while read -r file; do
		if [ -x "$file" ]; then mode=755; else mode=644; fi
		echo "$mode $file $DOCDIR/$file"
	done
}
# completions SHELL FOLDER: those that the build made for a shell.
completions() {
	for file in "$BUILD/completions/$1"/*; do
		[ ! -f "$file" ] || echo "644 $file $DATADIR/$2/${file##*/}"
	done
}

put() {
	list | while read -r mode from to; do install -D -m "$mode" "$from" "$DESTDIR$to"; done
	ln -sf libom.so.0 "$DESTDIR$LIBDIR/libom.so"
	mkdir -p "$DESTDIR$LIBDIR/pkgconfig"
	sed "s|@PREFIX@|$PREFIX|;s|@LIBDIR@|$LIBDIR|;s|@INCLUDEDIR@|$INCLUDEDIR|;s|@VERSION@|$VERSION|;s|@PKGS@|$PKGS|" lib/om.pc.in \
		>"$DESTDIR$LIBDIR/pkgconfig/om.pc"
	chmod 644 "$DESTDIR$LIBDIR/pkgconfig/om.pc"
	# A library in a place of its own is found by the linker's cache only after ldconfig.
	if [ -z "$DESTDIR" ] && [ "$(id -u)" = 0 ]; then ldconfig; fi
}

remove() {
	list | while read -r mode from to; do rm -f "$DESTDIR$to"; done
	rm -f "$DESTDIR$LIBDIR/libom.so" "$DESTDIR$LIBDIR/pkgconfig/om.pc"
	for folder in "$DESTDIR$INCLUDEDIR/om" "$DESTDIR$DOCDIR"; do
		[ ! -d "$folder" ] || find "$folder" -depth -type d -empty -delete
	done
}

"$1"
