CREATE TABLE parcels_that_were_sent_back_by_a_courier_and_are_waiting_for_a_new_label (
  id bigint PRIMARY KEY
);
