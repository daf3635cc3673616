BEGIN;
ALTER TABLE events_rest ADD CONSTRAINT events_rest_no_view CHECK (kind <> 'view') NOT VALID;
ALTER TABLE events_view ADD CONSTRAINT events_view_only CHECK (kind = 'view') NOT VALID;
COMMIT;
ALTER TABLE events_rest VALIDATE CONSTRAINT events_rest_no_view;
ALTER TABLE events_view VALIDATE CONSTRAINT events_view_only;
ALTER TABLE events ATTACH PARTITION events_view FOR VALUES IN ('view');
