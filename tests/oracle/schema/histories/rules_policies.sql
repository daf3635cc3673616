-- Rules and row security.
-- roles: clerk, auditor
-- revision 1: rules
CREATE TABLE invoice (id integer PRIMARY KEY, tenant text NOT NULL, total numeric);
CREATE TABLE invoice_log (id integer, at timestamptz DEFAULT now());
CREATE RULE log_insert AS ON INSERT TO invoice DO ALSO INSERT INTO invoice_log (id) VALUES (NEW.id);
CREATE RULE no_delete AS ON DELETE TO invoice WHERE OLD.total > 0 DO INSTEAD NOTHING;
CREATE VIEW invoices AS SELECT id, total FROM invoice;
CREATE RULE update_it AS ON UPDATE TO invoices DO INSTEAD UPDATE invoice SET total = NEW.total WHERE id = OLD.id;
CREATE OR REPLACE RULE no_delete AS ON DELETE TO invoice WHERE OLD.total > 100 DO INSTEAD NOTHING;
COMMENT ON RULE no_delete ON invoice IS 'kept';
-- downgrade
DROP VIEW invoices;
DROP TABLE invoice, invoice_log;
-- revision 2: policies
ALTER TABLE invoice ENABLE ROW LEVEL SECURITY;
ALTER TABLE invoice FORCE ROW LEVEL SECURITY;
CREATE POLICY by_tenant ON invoice USING (tenant = current_setting('app.tenant', true));
CREATE POLICY readers ON invoice AS RESTRICTIVE FOR SELECT TO clerk, auditor USING (total > 0);
CREATE POLICY writers ON invoice FOR INSERT TO clerk WITH CHECK (total < 1000 AND EXISTS (SELECT FROM invoice_log));
CREATE POLICY changers ON invoice FOR UPDATE TO PUBLIC USING (true) WITH CHECK (tenant <> '');
COMMENT ON POLICY by_tenant ON invoice IS 'its own';
-- downgrade
DROP POLICY changers ON invoice;
DROP POLICY writers ON invoice;
DROP POLICY readers ON invoice;
DROP POLICY by_tenant ON invoice;
ALTER TABLE invoice NO FORCE ROW LEVEL SECURITY;
ALTER TABLE invoice DISABLE ROW LEVEL SECURITY;
-- revision 3: changed
ALTER POLICY by_tenant ON invoice RENAME TO of_tenant;
ALTER POLICY readers ON invoice TO auditor USING (total >= 0);
ALTER POLICY changers ON invoice WITH CHECK (tenant <> 'x');
ALTER RULE log_insert ON invoice RENAME TO logging;
ALTER TABLE invoice DISABLE RULE no_delete, ENABLE ALWAYS RULE logging;
-- downgrade
ALTER TABLE invoice ENABLE RULE no_delete, ENABLE RULE logging;
ALTER RULE logging ON invoice RENAME TO log_insert;
ALTER POLICY changers ON invoice WITH CHECK (tenant <> '');
ALTER POLICY readers ON invoice TO clerk, auditor USING (total > 0);
ALTER POLICY of_tenant ON invoice RENAME TO by_tenant;
-- revision 4: renames below them
ALTER TABLE invoice RENAME COLUMN total TO amount;
ALTER TABLE invoice_log RENAME TO invoice_journal;
-- downgrade
ALTER TABLE invoice_journal RENAME TO invoice_log;
ALTER TABLE invoice RENAME COLUMN amount TO total;
-- revision 5: gone with what they read
DROP RULE no_delete ON invoice;
DROP TABLE invoice_journal CASCADE;
