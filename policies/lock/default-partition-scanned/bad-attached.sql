ALTER TABLE events ATTACH PARTITION events_view FOR VALUES IN ('view');
