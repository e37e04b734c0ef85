# A stock file: of every product the units sold, of every twentieth half of them.  Reads the list of products, the listings and the
# invoices, in this order.
FNR == 1 {
	file++
	next
}
file == 1 {
	products++
	sku[products] = $0
	master[$0] = $0
}
file == 2 {
	cells($0, c)
	master[c[1]] = c[2]
}
file == 3 {
	cells($0, c)
	if (c[4] > 0 && left_out(c[1], c[2]) == "" && c[2] in master)
		sold[master[c[2]]] += c[4]
}
END {
	print "sku,location,on_hand"
	for (i = 1; i <= products; i++)
		print sku[i] ",SHELF," (i % 20 ? sold[sku[i]] + 0 : int(sold[sku[i]] / 2))
}
