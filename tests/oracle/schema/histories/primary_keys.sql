-- ADD PRIMARY KEY sets NOT NULL, and dropping it leaves that.
-- since: 13
-- revision 1: tables without keys
CREATE TABLE lamp (id integer, room text, watts integer);
CREATE TABLE switch (id integer, lamp integer);
-- downgrade
DROP TABLE lamp, switch;
-- revision 2: keys
ALTER TABLE lamp ADD PRIMARY KEY (id, room);
ALTER TABLE switch ADD CONSTRAINT pk_switch PRIMARY KEY (id) INCLUDE (lamp);
-- downgrade
ALTER TABLE lamp DROP CONSTRAINT lamp_pkey;
ALTER TABLE switch DROP CONSTRAINT pk_switch;
ALTER TABLE lamp ALTER id DROP NOT NULL, ALTER room DROP NOT NULL;
ALTER TABLE switch ALTER id DROP NOT NULL;
-- revision 3: gone, but NOT NULL stays
ALTER TABLE lamp DROP CONSTRAINT lamp_pkey;
-- downgrade
ALTER TABLE lamp ADD PRIMARY KEY (id, room);
-- revision 4: an index becomes the key, and gets its name
CREATE UNIQUE INDEX lamp_unique ON lamp (id);
ALTER TABLE lamp ADD CONSTRAINT lamp_key PRIMARY KEY USING INDEX lamp_unique;
CREATE UNIQUE INDEX lamp_room ON lamp (room, watts);
ALTER TABLE lamp ADD UNIQUE USING INDEX lamp_room DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE switch ADD FOREIGN KEY (lamp) REFERENCES lamp DEFERRABLE;
-- downgrade
ALTER TABLE switch DROP CONSTRAINT switch_lamp_fkey;
ALTER TABLE lamp DROP CONSTRAINT lamp_room;
ALTER TABLE lamp DROP CONSTRAINT lamp_key;
-- revision 5: another column becomes the key
ALTER TABLE switch DROP CONSTRAINT switch_lamp_fkey;
ALTER TABLE lamp DROP CONSTRAINT lamp_key;
ALTER TABLE lamp ADD COLUMN uuid uuid DEFAULT gen_random_uuid() PRIMARY KEY;
ALTER TABLE lamp ALTER id DROP NOT NULL;
-- downgrade
ALTER TABLE lamp DROP COLUMN uuid;
ALTER TABLE lamp ADD CONSTRAINT lamp_key PRIMARY KEY (id);
ALTER TABLE switch ADD FOREIGN KEY (lamp) REFERENCES lamp DEFERRABLE;
