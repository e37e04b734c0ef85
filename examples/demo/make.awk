# Writes the spreadsheets of an example seller, Giftware Ltd, into the folder OUT:
#
#	LC_ALL=C awk -v out=FOLDER -f make.awk
#
# Everything is invented, and every run writes the same bytes: chance comes from a generator of its own whose numbers stay exact
# in the floating point of any awk.  The order files are as untidy as those that sellers have; each bad row in them is listed
# in repair.sed with its cure.

function chance(n) {
	seed = (seed * 16807) % 2147483647
	return int(seed / 65536) % n
}
function pick(list,    parts, n) {
	n = split(list, parts, "|")
	return parts[1 + chance(n)]
}
# Pence as 12.50, and as £1,234.50.
function money(pence) { return sprintf("%d.%02d", int(pence / 100), pence % 100) }
function pounds(pence,    whole) {
	whole = int(pence / 100)
	if (whole < 1000)
		return "£" money(pence)
	return sprintf("£%d,%03d.%02d", int(whole / 1000), whole % 1000, pence % 100)
}
# A cell of a comma, semicolon or tab file.
function cell(text, delimiter) {
	if (index(text, delimiter) || index(text, "\"") || index(text, "\n")) {
		gsub(/"/, "\"\"", text)
		return "\"" text "\""
	}
	return text
}
function row(cells, n, delimiter,    i, line) {
	line = cell(cells[1], delimiter)
	for (i = 2; i <= n; i++)
		line = line delimiter cell(cells[i], delimiter)
	return line
}
# Day 0 is 2 January 2026; there are 57.
function iso(day) { return day < 30 ? sprintf("2026-01-%02d", day + 2) : sprintf("2026-02-%02d", day - 29) }
function dmy(day) { return day < 30 ? sprintf("%02d/01/2026", day + 2) : sprintf("%02d/02/2026", day - 29) }
function clock() { return sprintf("%02d:%02d", 7 + chance(15), chance(60)) }

# An EAN of 13 digits with its check digit.
function ean(number,    digits, i, sum) {
	digits = sprintf("501937%06d", number)
	for (i = 1; i <= 12; i++)
		sum += substr(digits, i, 1) * (i % 2 ? 1 : 3)
	return digits (10 - sum % 10) % 10
}

# ---- the catalog ----

function read_catalog(    i, n, lines, part) {
	# code, name, category, grams, length x width x height in cm, price and cost in pence, customs code, made in
	n = split("MUG,Mug,Kitchen,340,12x9x10,950,310,691110,CN;TWL,Tea Towel,Kitchen,95,48x70x1,795,240,630260,IN;" \
		"CND,Candle Tin,Home,210,8x8x7,1150,390,340600,GB;CUS,Cushion Cover,Home,180,45x45x2,1695,610,630492,IN;" \
		"LAN,Paper Lantern,Home,60,30x30x3,495,130,950510,CN;PLA,Dinner Plate,Kitchen,620,27x27x3,1295,450,691110,PT;" \
		"BWL,Cereal Bowl,Kitchen,430,16x16x7,1050,360,691110,PT;JUG,Milk Jug,Kitchen,390,14x10x13,1395,480,691110,PT;" \
		"NTB,Notebook,Paper,240,21x15x2,895,270,482010,GB;CRD,Card Set of 8,Paper,130,17x12x2,650,160,490900,GB;" \
		"WRP,Gift Wrap Roll,Paper,150,70x5x5,425,110,481190,GB;BAG,Shopping Bag,Kitchen,110,40x38x1,695,210,420292,IN;" \
		"APR,Apron,Kitchen,230,85x70x1,1850,640,621143,IN;OVN,Oven Glove,Kitchen,190,80x18x2,1450,490,630790,IN;" \
		"TIN,Biscuit Tin,Kitchen,410,22x22x9,1195,400,732690,GB;FRM,Photo Frame,Home,520,23x18x2,1595,560,441400,PL;" \
		"DST,Doorstop,Home,1450,20x14x12,2195,790,630790,GB;HWB,Hot Water Bottle,Home,460,33x20x4,1895,680,401490,DE;" \
		"CLK,Wall Clock,Home,980,30x30x5,3450,1290,910521,DE;STL,Step Stool,Home,3200,40x25x26,4950,1950,940169,PL;" \
		"TRY,Serving Tray,Kitchen,870,43x31x4,2450,880,441919,PL;CST,Coaster Set of 4,Kitchen,260,11x11x3,995,320,441919,PL;" \
		"KEY,Key Ring,Gifts,35,9x4x1,550,140,732690,GB;PUZ,Jigsaw Puzzle,Gifts,690,30x22x5,1550,520,950300,GB", lines, ";")
	for (i = 1; i <= n; i++) {
		split(lines[i], part, ",")
		item_code[i] = part[1]; item_name[i] = part[2]; item_category[i] = part[3]; item_grams[i] = part[4]
		item_size[i] = part[5]; item_price[i] = part[6]; item_cost[i] = part[7]; item_hs[i] = part[8]; item_origin[i] = part[9]
	}
	items = n
	motifs = split("BLU,Bluebell,Meadow & Lane;FOX,Foxglove,Meadow & Lane;HED,Hedgehog,Meadow & Lane;" \
		"BUM,Bumblebee,Meadow & Lane;PRI,Primrose,Meadow & Lane;LIG,Lighthouse,Tidewater;KIN,Kingfisher,Tidewater;" \
		"SEA,Seashell,Tidewater;HAR,Harvest,Old Orchard;ORC,Orchard,Old Orchard;JUN,Juniper,Old Orchard;" \
		"TAR,Tartan,Glen Weavers;HEA,Heather,Glen Weavers;NIG,Night Sky,Glen Weavers", lines, ";")
	for (i = 1; i <= motifs; i++) {
		split(lines[i], part, ",")
		motif_code[i] = part[1]; motif_name[i] = part[2]; motif_brand[i] = part[3]
	}
}

function write_products(    i, k, size, c, file) {
	file = out "/products.csv"
	print "Item SKU,Name,Brand,Barcode,Category,Weight,Length,Width,Height,MAP,Cost,HS Code,Origin Country,Customs Description" >file
	for (i = 1; i <= items; i++) {
		for (k = 1; k <= motifs; k++) {
			products++
			sku[products] = item_code[i] "-" motif_code[k]
			title[products] = motif_name[k] " " item_name[i]
			price[products] = item_price[i] + 50 * (k % 3)
			cost[products] = item_cost[i]
			barcode[products] = ean(100 * i + k)
			is_north[products] = item_code[i] ~ /^(CLK|STL|TRY)$/
			split(item_size[i], size, "x")
			c[1] = sku[products]; c[2] = title[products]; c[3] = motif_brand[k]; c[4] = barcode[products]
			c[5] = item_category[i]; c[6] = item_grams[i] "g"
			c[7] = size[1] "cm"; c[8] = size[2] "cm"; c[9] = size[3] "cm"
			c[10] = pounds(price[products]); c[11] = money(cost[products])
			c[12] = item_hs[i]; c[13] = item_origin[i]; c[14] = tolower(item_name[i])
			print row(c, 14, ",") >file
		}
	}
	close(file)
}

# The market sells two products of three under numbers of its own, the trade agents every product by its barcode.
function write_listings(    p, file) {
	file = out "/listings.csv"
	print "Sales Channel,Listing SKU,Master SKU" >file
	for (p = 1; p <= products; p++)
		if (p % 3)
			print "MARKET,GW/" sprintf("%04d", 1000 + 7 * p) "," sku[p] >file
	for (p = 1; p <= products; p++)
		print "TRADE," barcode[p] "," sku[p] >file
	close(file)
}

# ---- warehouses ----

function write_warehouses(    i, p, aisle, file) {
	file = out "/warehouses.csv"
	print "warehouse,type,address1,city,zip,country,phone,email,cutoff,color" >file
	print "MAIN,in-house,\"Unit 4, Canal Wharf\",Reading,RG1 8DL,United Kingdom,0118 496 0117,main@giftware.example,15:30,#2e7d32" >file
	print "NORTH,in-house,12 Foundry Lane,Leeds,LS10 1NT,UK,0113 496 0452,north@giftware.example,14:00,#1565c0" >file
	print "SHOP,retail,3 Bridge Street,Bath,BA2 4AS,GB,01632 960983,shop@giftware.example,,#ef6c00" >file
	close(file)

	file = out "/locations.csv"
	print "warehouse,location,is_pickable,is_receivable" >file
	for (i = 1; i <= 36; i++)
		print "MAIN," place_main(i) ",yes,yes" >file
	print "MAIN,QUARANTINE,no,yes" >file
	print "MAIN,GOODS-IN,no,yes" >file
	for (i = 1; i <= 10; i++)
		print "NORTH," place_north(i) ",yes,yes" >file
	close(file)

	# Bulky goods lie in the north.
	file = out "/zones.csv"
	print "country,state,warehouse,master_sku" >file
	print "United Kingdom,*,MAIN," >file
	for (p = 1; p <= products; p++)
		if (is_north[p])
			print "United Kingdom,*,NORTH," sku[p] >file
	close(file)

	file = out "/backups.csv"
	print "warehouse,position,backup\nMAIN,1,NORTH\nMAIN,2,SHOP\nNORTH,1,MAIN" >file
	close(file)

	# Who ships abroad, and in which order; the shop does not.
	file = out "/ranks.csv"
	print "warehouse,rank\nMAIN,1\nNORTH,2\nSHOP," >file
	close(file)
}
function place_main(i) { return sprintf("%s-%02d", substr("ABC", 1 + int((i - 1) / 12), 1), 1 + (i - 1) % 12) }
function place_north(i) { return sprintf("N-%02d", i) }

# ---- people ----

# Sets the global variables of one buyer.
function buyer(is_abroad,    town, part, first, last) {
	first = pick("Alice|Amir|Beth|Callum|Chloe|Daniel|Dilys|Edwin|Farah|Gareth|Hannah|Imogen|Jamal|Kirsty|Leo|Maeve|Nadia|Owen|Priya|Quentin|Rhona|Sam|Tess|Umar|Verity|Wyn|Zoe")
	last = pick("Ashdown|Barker|Carrow|Dunmore|Ellery|Fairley|Garside|Hadley|Inchbald|Jarrow|Kessell|Langholm|Marlowe|Norbury|Ormond|Pascoe|Quayle|Redfern|Selby|Thirsk|Underhill|Vance|Wexford|Yarrow")
	who_name = first " " last
	who_email = tolower(first "." last) (1 + chance(90)) "@mail.example"
	who_phone = sprintf("07700 900%03d", chance(1000))
	who_street = (1 + chance(180)) " " pick("Mill Lane|Church Road|Station Approach|High Street|Orchard Close|Quarry Hill|The Green|Beacon View|Castle Terrace|Weir Road")
	who_street2 = chance(6) ? "" : "Flat " (1 + chance(12))
	who_state = ""
	who_is_abroad = is_abroad
	if (!is_abroad) {
		town = pick("Bristol,BS1|Exeter,EX4|York,YO10|Leicester,LE2|Norwich,NR3|Glasgow,G12|Cardiff,CF24|Belfast,BT9|Derby,DE22|Hull,HU5|Oxford,OX4|Perth,PH1|Truro,TR1|Stirling,FK8|Swansea,SA2|Durham,DH1")
		split(town, part, ",")
		who_town = part[1]
		who_zip = part[2] " " (1 + chance(9)) substr("ABDEFGHJLNPQRSTUWXYZ", 1 + chance(20), 1) substr("ABDEFGHJLNPQRSTUWXYZ", 1 + chance(20), 1)
		who_country = pick("United Kingdom|United Kingdom|United Kingdom|UK|GB|Great Britain")
		return
	}
	town = pick("Rennes,35000,,France|Lille,59800,,FR|Köln,50667,,Germany|Münster,48143,,DE|Utrecht,3511 AB,,Netherlands|Gent,9000,,Belgium|Dublin,,,Ireland|Málaga,29015,,Spain|Malmö,211 20,,Sweden|Portland,97205,OR,United States|Burlington,05401,Vermont,USA|Halifax,B3H 4R2,NS,Canada")
	split(town, part, ",")
	who_town = part[1]; who_zip = part[2]; who_state = part[3]; who_country = part[4]
}

# Draws the lines of an order: line_p[], line_q[], line_price[], and its sum.
function draw_lines(most, units, is_listed,    i, p, n, seen) {
	n = 1 + chance(most)
	lines = 0
	line_sum = 0
	for (i = 1; i <= n; i++) {
		p = 1 + chance(products)
		if (chance(3) == 0)
			p = 1 + chance(40) * 8	# some sell better than others
		if (p in seen || (is_listed && p % 3 == 0))
			continue
		seen[p] = 1
		lines++
		line_p[lines] = p
		line_q[lines] = 1 + chance(units)
		line_price[lines] = price[p]
		line_sum += line_q[lines] * price[p]
	}
	if (!lines) {
		lines = 1
		line_p[1] = 1 + 3 * chance(int(products / 3)); line_q[1] = 1; line_price[1] = price[line_p[1]]
		line_sum = line_price[1]
	}
}
# Adds the order to the demand of the warehouse that can fill it alone: the north, if all of it lies there and goes to a home address.
function wish(is_abroad,    i, is_all_north) {
	is_all_north = !is_abroad
	for (i = 1; i <= lines; i++)
		is_all_north = is_all_north && is_north[line_p[i]]
	for (i = 1; i <= lines; i++) {
		if (is_all_north)
			demand_north[line_p[i]] += line_q[i]
		else
			demand_main[line_p[i]] += line_q[i]
	}
}

# ---- orders ----

# The web shop: commas, a byte order mark, quoted line breaks, order cells only in an order's first row.
function write_web(count,    i, k, c, day, postage, voucher, file) {
	file = out "/orders-web.csv"
	printf "\357\273\277" >file
	print "Order,Placed,Paid,Name,Street,Street 2,Town,County,Postcode,Country,E-mail,Telephone,Delivery,Postage,Voucher,Total,Remarks,SKU,Item,Qty,Price" >file
	for (i = 1; i <= count; i++) {
		day = int((i - 1) * 57 / count)
		buyer(chance(12) == 0)
		draw_lines(4, 3, 0)
		postage = line_sum < 4000 ? 395 : 0
		voucher = chance(9) ? 0 : int(line_sum / 10)
		c[1] = "W" 10000 + i
		c[2] = iso(day) " " clock()
		c[3] = chance(30) ? c[2] : ""
		c[4] = who_name; c[5] = who_street; c[6] = who_street2; c[7] = who_town; c[8] = who_state; c[9] = who_zip
		c[10] = who_country; c[11] = who_email; c[12] = who_phone
		c[13] = pick("Standard|Standard|Standard|Tracked 48|Tracked 24")
		c[14] = pounds(postage); c[15] = voucher ? pounds(voucher) : ""
		c[16] = pounds(line_sum + postage - voucher)
		c[17] = chance(25) ? "" : pick("Please leave with the \"blue door\" neighbour|A present:\nno prices in the parcel, please\nThank you|Ring twice, dog barks|Nicht knicken, bitte")
		if (i == 211) c[10] = "Untied Kingdom"
		if (i == 604) c[14] = "3.95 EUR"
		for (k = 1; k <= lines; k++) {
			c[18] = sku[line_p[k]]; c[19] = title[line_p[k]]; c[20] = line_q[k]; c[21] = pounds(line_price[k])
			if (i == 97 && k == 1) c[20] = 0
			if (i == 388 && k == 1) c[18] = c[18] "-OLD"	# the shop forgot a new name: the order waits for its product
			if (i == 731 && k == 1) c[18] = c[18] "-OLD"
			if (k == 2)
				for (day = 1; day <= 17; day++)
					c[day] = ""
			print row(c, 21, ",") >file
		}
		wish(who_is_abroad)
	}
	close(file)
}

# The market: semicolons, days first, prices with signs, words for the state that nobody else uses.
function write_market(count,    i, k, c, day, number, file) {
	file = out "/orders-market.csv"
	print "Sale No;Status;Sold on;Ship to;Address;City;Post code;Country;Phone;Article;Title;Pieces;Each;Fee;Sum" >file
	for (i = 1; i <= count; i++) {
		day = int((i - 1) * 57 / count)
		buyer(0)
		draw_lines(3, 2, 1)
		number = sprintf("%03d-%07d", 200 + i % 50, 4400000 + 137 * i)
		for (k = 1; k <= lines; k++) {
			c[1] = number
			c[2] = "Awaiting dispatch"
			if (i % 40 == 7) c[2] = "Shipped"
			if (i % 75 == 20) c[2] = "Canceled"
			if (i % 90 == 33) c[2] = "Refunded"
			if (i % 110 == 50) c[2] = "AWAITING DISPATCH (3)"
			c[3] = dmy(day)
			c[4] = who_name; c[5] = who_street (who_street2 == "" ? "" : ", " who_street2); c[6] = who_town; c[7] = who_zip
			c[8] = who_country
			c[9] = i % 200 == 3 ? "" : who_phone
			c[10] = sprintf("GW/%04d", 1000 + 7 * line_p[k]); c[11] = title[line_p[k]]
			c[12] = line_q[k]; c[13] = pounds(line_price[k]); c[14] = money(int(line_price[k] * line_q[k] / 8))
			c[15] = pounds(line_sum)
			if (i == 1) c[1] = ""
			if (i == 140) c[3] = "31/02/2026"
			if (i == 266 && k == 1) c[13] = "£9..50"
			if (i == 415) c[5] = ""	# nowhere to send it: the order waits for an address
			print row(c, 15, ";") >file
		}
		if (i % 40 != 7 && i % 75 != 20 && i % 90 != 33)
			wish(0)
	}
	close(file)
}

# The trade agents: three lines of title, barcodes for SKUs, whole boxes, values of lines instead of prices.  make.sh turns it into
# Windows-1252, as their spreadsheet saves it.
function write_trade(count,    i, k, c, day, file) {
	file = out "/orders-trade.csv"
	print "Giftware Ltd;;;;;;;;;;;;;;;\nAgents' orders, spring 2026;;;;;;;;;;;;;;;\n;;;;;;;;;;;;;;;" >file
	print "Ref;Date;Settled;Shop;Contact;Address;Town;State;ZIP;Country;Phone;EAN;Description;Units;Line value;Terms" >file
	for (i = 1; i <= count; i++) {
		day = int((i - 1) * 57 / count)
		buyer(chance(3) > 0)
		draw_lines(8, 4, 0)
		c[1] = sprintf("T-%04d", 2600 + i)
		c[2] = dmy(day)
		c[3] = chance(8) ? dmy(day < 50 ? day + chance(6) : day) : ""
		c[4] = pick("Boutique Élodie|Café Müller|Señor Regalo|The Snug|Corner & Quay|Bees' Knees|Måne Gaver|Petit à Petit|Hilltop Farm Shop")
		c[5] = who_name; c[6] = who_street; c[7] = who_town; c[8] = who_state; c[9] = who_zip; c[10] = who_country
		c[11] = who_phone
		c[16] = pick("30 days net|prepaid|2% within 8 days")
		for (k = 1; k <= lines; k++) {
			line_q[k] *= 6
			c[12] = barcode[line_p[k]]; c[13] = title[line_p[k]]; c[14] = line_q[k]
			c[15] = pounds(int(line_q[k] * line_price[k] * 6 / 10))
			if (i == 33 && k == 1) c[12] = "5.01937E+12"
			if (i == 121 && k == 1) c[14] = c[14] " pcs"
			if (k == 2)
				for (day = 2; day <= 11; day++)
					c[day] = ""
			print row(c, 16, ";") >file
		}
		wish(who_is_abroad)
	}
	close(file)
}

# The telephone: tabs, our own headers or what the staff call them, mostly unpaid.
function write_phone(count,    i, k, c, day, file) {
	file = out "/orders-phone.csv"
	print "order_number\torder_date\tpayment_date\tpayment type\tShip To Name\tShip To Address 1\tShip To City\tShip To Zip\tship_country\tship_phone\tinternal_notes\tSKU\tQty\tItem Unit Price" >file
	for (i = 1; i <= count; i++) {
		day = int((i - 1) * 57 / count)
		buyer(0)
		draw_lines(3, 2, 0)
		c[1] = "P" 3000 + i
		c[2] = iso(day)
		c[3] = chance(4) ? "" : iso(day)
		c[4] = c[3] == "" ? "invoice" : "card"
		c[5] = who_name; c[6] = who_street; c[7] = who_town; c[8] = who_zip; c[9] = "GB"; c[10] = who_phone
		c[11] = pick("||||regular customer|call before delivery")
		if (i == 52) c[1] = "P3044"	# a number that is taken: it was meant to be P3052
		for (k = 1; k <= lines; k++) {
			c[12] = sku[line_p[k]]; c[13] = line_q[k]; c[14] = money(line_price[k])
			if (i == 118 && k == 1) c[14] = "-" c[14]
			print row(c, 14, "\t") >file
		}
		wish(0)
	}
	close(file)
}

# ---- stock ----

# What the orders ask for and some more; one product in sixteen is short, one in fifty lies where it must not be picked from.
function write_stock(    p, n, file) {
	file = out "/stock.csv"
	print "sku,warehouse,location,on_hand,unit_cost" >file
	for (p = 1; p <= products; p++) {
		n = demand_main[p] + 12 + chance(40)
		if (p % 16 == 5)
			n = int(demand_main[p] / 2)
		if (p % 50 == 22)
			stock(p, "MAIN,QUARANTINE", n)
		else if (p % 5)
			stock(p, "MAIN," place_main(1 + p % 36), n)
		else {
			stock(p, "MAIN," place_main(1 + p % 36), n - int(n / 3))
			stock(p, "MAIN," place_main(1 + (p + 17) % 36), int(n / 3))
		}
		if (is_north[p])
			stock(p, "NORTH," place_north(1 + p % 10), demand_north[p] + 5 + chance(20))
		else if (p % 3 == 1)
			stock(p, "NORTH," place_north(1 + p % 10), 2 + chance(9))
		if (p % 7 == 2)
			stock(p, "SHOP,GLOBAL", 1 + chance(4))
	}
	close(file)
}
function stock(p, place, n) {
	print sku[p] "," place "," n "," money(cost[p]) >(out "/stock.csv")
}

BEGIN {
	seed = 20260302
	read_catalog()
	write_products()
	write_listings()
	write_warehouses()
	write_web(900)
	write_market(600)
	write_trade(250)
	write_phone(250)
	write_stock()
}
