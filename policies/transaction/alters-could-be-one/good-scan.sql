-- Joined, the table would be read under the stronger lock.
VACUUM orders;
ALTER TABLE orders ADD CONSTRAINT total_given CHECK (total IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT total_given;
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT total_given;
