CREATE TABLE events_order PARTITION OF events FOR VALUES IN ('order');
