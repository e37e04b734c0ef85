# Joins lines to their orders: first what belongs to the line, then the order's cells as they stand, commas too many included.
# Reads orders.csv and order-details.csv, in this order.
BEGIN {
	FS = ","
}
FNR == 1 {
	file++
	if (file == 1)
		header = $0
	else {
		sub(/^orderID,/, "", header)
		print "orderID,productID,quantity,unitPrice,line_discount,state," header
	}
	next
}
file == 1 {
	state[$1] = $6 == "NULL" ? "open" : "Shipped"
	text = ""
	for (i = 2; i <= NF; i++) {
		cell = $i == "NULL" ? "" : $i
		sub(/ 00:00:00\.000$/, "", cell)
		text = text "," cell
	}
	order[$1] = text
}
# 0.15 of 3 x 14.00, in cents and hundredths so that nothing is lost, rounded half up.
file == 2 {
	cents = int($3 * 100 + 0.5) * $4
	discount = int((cents * int($5 * 100 + 0.5) + 50) / 100)
	print $1 "," $2 "," $4 "," $3 "," sprintf("%d.%02d", int(discount / 100), discount % 100) "," state[$1] order[$1]
}
