# Repairs the orders that were refused: an address that was cut in two at its comma is put together, in quotes.  Reads the rejects, for
# their numbers, and the whole file, in this order; writes the refused orders, or with -v whole=1 all.
BEGIN {
	FS = ","
	address = 15
}
FNR == 1 {
	file++
	width = NF
	if (file == 2)
		print
	next
}
file == 1 {
	refused[$1] = 1
	next
}
$1 in refused {
	text = $1
	for (i = 2; i <= NF; i++) {
		if (i == address && NF == width + 1) {
			text = text ",\"" $i "," $(i + 1) "\""
			i++
		} else
			text = text "," $i
	}
	print text
	next
}
whole
