CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  state text DEFAULT 'parcels_that_were_sent_back_by_a_courier_and_are_waiting_for_a_new_label'
);
-- parcels_that_were_sent_back_by_a_courier_and_are_waiting_for_a_new_label
