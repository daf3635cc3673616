-- The way to take a value out of an enum: the name stays.
ALTER TYPE old_mood RENAME TO older_mood;
CREATE TYPE old_mood AS ENUM ('calm');
DROP TYPE older_mood;
