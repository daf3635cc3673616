BEGIN;
SAVEPOINT before_parcels;
CREATE TABLE parcels (id bigint);
RELEASE before_parcels;
COMMIT;
