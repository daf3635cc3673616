-- Accounts and bookings, with domains and constraints that wait for the commit.
-- revision 1: domains and tables
CREATE DOMAIN iban AS text CHECK (VALUE ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}$');
CREATE DOMAIN amount AS numeric(18, 2);
CREATE TABLE bank_account (iban iban PRIMARY KEY, opened date NOT NULL DEFAULT CURRENT_DATE, closed date, balance amount NOT NULL DEFAULT 0, CHECK (closed IS NULL OR closed >= opened));
CREATE TABLE booking (
    id bigint GENERATED ALWAYS AS IDENTITY (CACHE 50),
    debit iban NOT NULL REFERENCES bank_account DEFERRABLE INITIALLY DEFERRED,
    credit iban NOT NULL CONSTRAINT credit_account REFERENCES bank_account DEFERRABLE INITIALLY DEFERRED,
    amount amount NOT NULL CHECK (amount > 0), at timestamptz DEFAULT transaction_timestamp(),
    CONSTRAINT two_sides CHECK (debit <> credit), PRIMARY KEY (id)
);
-- downgrade
DROP TABLE booking, bank_account;
DROP DOMAIN amount, iban;
-- revision 2: limits
CREATE TABLE credit_line (account iban REFERENCES bank_account, valid daterange NOT NULL, amount amount, EXCLUDE USING gist (valid WITH &&) WHERE (amount > 0));
ALTER TABLE bank_account ADD COLUMN frozen boolean, ADD CONSTRAINT not_frozen CHECK (NOT frozen) NOT VALID;
-- downgrade
ALTER TABLE bank_account DROP COLUMN frozen;
DROP TABLE credit_line;
-- revision 3: a key of its own
ALTER TABLE bank_account ADD COLUMN id serial;
ALTER TABLE booking DROP CONSTRAINT booking_debit_fkey, DROP CONSTRAINT credit_account;
ALTER TABLE credit_line DROP CONSTRAINT credit_line_account_fkey;
ALTER TABLE bank_account DROP CONSTRAINT bank_account_pkey, ADD PRIMARY KEY (id), ADD CONSTRAINT bank_account_iban UNIQUE (iban);
ALTER TABLE booking ADD COLUMN debit_id integer REFERENCES bank_account, ADD COLUMN credit_id integer REFERENCES bank_account (id);
-- revision 4: the amount's type
ALTER DOMAIN amount ADD CONSTRAINT sane CHECK (abs(VALUE) < 1e12);
CREATE VIEW statement AS
SELECT a.iban, b.at, CASE WHEN b.debit_id = a.id THEN -b.amount ELSE b.amount END AS amount,
    sum(b.amount) OVER (PARTITION BY a.id ORDER BY b.at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running
FROM bank_account a JOIN booking b ON a.id IN (b.debit_id, b.credit_id);
-- downgrade
DROP VIEW statement;
ALTER DOMAIN amount DROP CONSTRAINT sane;
-- revision 5: years of bookings become partitions
ALTER TABLE booking RENAME TO booking_old;
CREATE TABLE booking (LIKE booking_old INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS) PARTITION BY RANGE (at);
ALTER TABLE booking_old ALTER COLUMN at SET NOT NULL;
ALTER TABLE booking ALTER COLUMN at SET NOT NULL;
ALTER TABLE booking ATTACH PARTITION booking_old DEFAULT;
