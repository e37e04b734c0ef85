# Listings out of the rows that were refused as [sku-case]: the code as the till wrote it, and the product of the same letters.
# Reads the list of products and the rejects, in this order.
FNR == 1 {
	file++
	if (file == 2)
		print "listing_sku,sku"
	next
}
file == 1 {
	master[tolower($0)] = $0
}
file == 2 && /\[sku-case\]$/ {
	cells($0, c)
	if (!seen[c[2]]++)
		print c[2] "," master[tolower(c[2])]
}
