CREATE ROLE shop LOGIN PASSWORD 'open sesame';
