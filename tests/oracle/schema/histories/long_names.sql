-- Names of 63 bytes, and those that PostgreSQL has to cut.
-- revision 1: a long table with long columns
CREATE TABLE registrations_of_international_conference_participants (
    identifier_of_the_registration_in_the_external_directory serial PRIMARY KEY,
    electronic_mail_address_of_the_emergency_contact_person text UNIQUE,
    amount_paid_in_advance_by_bank_transfer_or_credit_card numeric CHECK (amount_paid_in_advance_by_bank_transfer_or_credit_card >= 0)
);
-- revision 2: indexes and keys of it
CREATE INDEX ON registrations_of_international_conference_participants (electronic_mail_address_of_the_emergency_contact_person, amount_paid_in_advance_by_bank_transfer_or_credit_card);
CREATE INDEX ON registrations_of_international_conference_participants (amount_paid_in_advance_by_bank_transfer_or_credit_card);
CREATE INDEX ON registrations_of_international_conference_participants (amount_paid_in_advance_by_bank_transfer_or_credit_card);
CREATE TABLE badges (
    id bigserial PRIMARY KEY,
    identifier_of_the_registration_that_this_badge_was_printed_for integer
        REFERENCES registrations_of_international_conference_participants
);
-- downgrade
DROP TABLE badges;
DROP INDEX registrations_of_internationa_electronic_mail_address_of_th_idx;
DROP INDEX registrations_of_internationa_amount_paid_in_advance_by_ban_idx;
DROP INDEX registrations_of_internationa_amount_paid_in_advance_by_ba_idx1;
-- revision 3: a name that is longer than 63 bytes is cut
CREATE TABLE a_table_whose_name_has_many_more_bytes_than_postgresql_is_willing_to_keep (
    a_column_whose_name_has_many_more_bytes_than_postgresql_is_willing_to_keep integer
);
ALTER TABLE a_table_whose_name_has_many_more_bytes_than_postgresql_is_willing_to_keep
    ADD CONSTRAINT a_constraint_whose_name_has_many_more_bytes_than_postgresql_is_willing_to_keep
    CHECK (a_column_whose_name_has_many_more_bytes_than_postgresql_is_willing_to_keep > 0);
COMMENT ON TABLE a_table_whose_name_has_many_more_bytes_than_postgresql_is_willing_to_keep IS 'cut';
-- downgrade
DROP TABLE a_table_whose_name_has_many_more_bytes_than_postgresql_is_willing_to_keep;
