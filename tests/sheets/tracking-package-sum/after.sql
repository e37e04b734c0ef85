select count(*) from shipment;
