#!/bin/sh
# What only reads, with the Nth call of a kind failing: lists and exports in their formats, copies, dumps, proofs, paper.
. "$(dirname "$0")/lib.sh"
seller 12 >/dev/null && om-order import -q data/orders.csv && keep orders &&
	om-ship pick create @1 @3 @5 -q >/dev/null && keep picked
echo 'old contents' >old-file

sweep list orders -- om-order list --format json
sweep export orders -f "$PWD/db/out.csv" -- om-export orders -o "$PWD/db/out.csv"
# libxlsxwriter dies where its memory is refused, which is not ours to mend; and no count of cells tells of one call in thousands that is
# lost, which no disk does: tests/fault/files.sh fills real ones.
WITHOUT="library write-once" every=17
sweep workbook orders -f "$PWD/db/out.xlsx" -- om-export orders --format xlsx -o "$PWD/db/out.xlsx"
WITHOUT= every=1
sweep backup orders -F "$PWD/db/copy.db" -- om-admin backup "$PWD/db/copy.db"
sweep_full dump orders -f "$PWD/db/all.dump" -- om-admin dump -o "$PWD/db/all.dump"
sweep_full table orders -- om-order list --format table
sweep_full ids orders -- om-order list --where 'total > 100' --sort -total --format ids
sweep_full summary orders -- om-order list --summary status
sweep_full show orders -- om-order show @1 --explain
sweep_full customers orders -- om-order customer list --format ndjson
sweep_full check orders -- om-admin check
sweep_full 'packing slips' picked -- om-ship slip @1 @3
sweep_full 'pick list on paper' picked -- om-ship pick print PL1000
finish_sweeps
