#!/bin/sh
# Prints the time that packed files carry: $SOURCE_DATE_EPOCH, else that of the last commit, else, in sources that were unpacked, that of
# their Makefile.  So the same sources make the same bytes, wherever and whenever they are packed.
set -eu
cd "$(dirname "$0")/.."
if [ -n "${SOURCE_DATE_EPOCH:-}" ]; then
	echo "$SOURCE_DATE_EPOCH"
elif [ "$(git rev-parse --show-cdup 2>/dev/null || echo no)" = '' ]; then
	git log -1 --format=%ct
else
	stat -c %Y Makefile
fi
