ALTER TABLE events DETACH PARTITION events_click;
