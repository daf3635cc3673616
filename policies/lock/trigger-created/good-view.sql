CREATE VIEW active_accounts AS SELECT id FROM accounts WHERE status = 'active';
CREATE TRIGGER active_accounts_touch INSTEAD OF UPDATE ON active_accounts FOR EACH ROW EXECUTE FUNCTION touch();
