#!/bin/sh
# Writes the spreadsheets of the example seller into FOLDER, the same bytes each time; those in this folder were made by it.
#
#	make.sh FOLDER
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:?usage: make.sh FOLDER}
mkdir -p "$out"
LC_ALL=C awk -v out="$out" -f "$here/make.awk"
iconv -f UTF-8 -t WINDOWS-1252 "$out/orders-trade.csv" >"$out/orders-trade.tmp"
mv "$out/orders-trade.tmp" "$out/orders-trade.csv"
