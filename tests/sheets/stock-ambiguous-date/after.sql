select date(expires_on * 86400, 'unixepoch') from lot;
