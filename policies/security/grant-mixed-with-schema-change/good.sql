GRANT SELECT ON orders TO reporting;
GRANT SELECT ON accounts TO reporting;
