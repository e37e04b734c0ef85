# Repairs the bad rows of the example seller's order files, one cure for each.  It does the same to a file of rejects and to
# the whole file.

# The first sale of the market's list has lost its number; the market's statement has it.
s/^;Awaiting dispatch;02\/01\/2026;Tess Ormond;/201-4400137;Awaiting dispatch;02\/01\/2026;Tess Ormond;/
# February has no 31st: the sale stands among those of 15 January.
/^240-4419180;/s/;31\/02\/2026;/;15\/01\/2026;/
# A price with two points: the sum of 41.45 leaves 16.45 for it.
/^216-4436442;/s/;£9\.\.50;/;£16.45;/

# A customer who cannot type the country's name.
/^W10211,/s/,Untied Kingdom,/,United Kingdom,/
# Postage in another currency: the shop charged pounds, and wrote so a line later.
/^W10604,/s/,3\.95 EUR,/,£0.00,/
# Nothing of a key ring: the total of 117.90 leaves two at 6.50.
/^W10097,/s/,KEY-NIG,Night Sky Key Ring,0,/,KEY-NIG,Night Sky Key Ring,2,/

# A spreadsheet has made a number of a barcode; the catalog has it.
/^T-2633;/s/;5\.01937E+12;/;5019370011047;/
# Units with a word behind them.
/^T-2721;/s/;24 pcs;/;24;/

# A number that was given twice: the second is two days younger and was meant to be P3052.
s/^P3044	2026-01-13	/P3052	2026-01-13	/
# A minus that slipped in before a price.
/^P3118	/s/	-12\.50/	12.50/
