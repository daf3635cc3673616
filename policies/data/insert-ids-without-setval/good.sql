INSERT INTO accounts (name) VALUES ('system');
INSERT INTO accounts (id, name) VALUES (-1, 'nobody'), (0, 'system'), (DEFAULT, 'first');
