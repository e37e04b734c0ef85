# A small seller, which every case begins with: the runner sources this into an empty folder, with $OM_DB to be made.
#
# MAIN is an in-house warehouse with the places A1 and A2, E3 belongs to a partner, PRE is virtual and OFF is inactive.
# Ten TEE-R lie at A1, two of them locked; five MUG at E3; SHOP calls TEE-R RED, and has a listing that is off.
om-admin init -q --company Tees --country US --currency USD --tz America/New_York &&
om-channel create -q manual WEB &&
om-channel create -q manual SHOP &&
om-channel create -q manual SHUT &&
om-channel deactivate -q SHUT &&
om-warehouse create -q MAIN --type in-house --address1 '1 Dock Rd' --city Albany --state NY --zip 12207 --country US &&
om-warehouse create -q E3 --type 3pl &&
om-warehouse create -q PRE --type virtual &&
om-warehouse create -q OFF --type 3pl &&
om-warehouse deactivate -q OFF &&
om-warehouse location create -q MAIN A1 &&
om-warehouse location create -q MAIN A2 &&
om-product create -q TEE-R --name 'Tee red' --brand Acme --weight 180g --upc 012345678905 &&
om-product create -q TEE-B --name 'Tee blue' --brand Acme &&
om-product create -q MUG --name Mug --brand Potter &&
om-product create -q MILK --name Milk --brand Farm track_lots=yes &&
om-product create -q ADVICE --name Advice --brand Acme track_stock=no &&
om-product create -q GONE --name Gone --brand Acme is_active=no &&
om-product listing create -q SHOP RED --to TEE-R &&
om-product listing create -q SHOP BLUE-OFF --to TEE-B &&
om-product listing deactivate -q SHOP BLUE-OFF &&
om-inventory set -q TEE-R 10 --warehouse MAIN --location A1 --create --reason opening &&
om-inventory lock -q TEE-R 2 --warehouse MAIN --location A1 --reason quality &&
om-inventory set -q MUG 5 --warehouse E3 --create --reason opening
