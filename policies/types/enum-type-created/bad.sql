CREATE TYPE parcel_state AS ENUM ('packed', 'sent');
