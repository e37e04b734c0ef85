#!/bin/sh
# Prints the files that the sources consist of, one a line, sorted: what git knows of in a clone, else everything but what is built.
#
#	tools/files.sh [PATTERN...]	only those that match, as in `git ls-files`
set -eu
cd "$(dirname "$0")/.."
if [ "$(git rev-parse --show-cdup 2>/dev/null || echo no)" = '' ]; then
	git ls-files -- "$@"
else
	find . -type f ! -path './build*' ! -path './.git' ! -path './.git/*' | cut -c3- | while IFS= read -r file; do
		[ $# -gt 0 ] || echo "$file"
		for pattern in "$@"; do
			case $file in
			$pattern | "$pattern"/*) echo "$file" && break ;;
			esac
		done
	done
fi | LC_ALL=C sort
