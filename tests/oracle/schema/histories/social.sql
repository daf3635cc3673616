-- People who follow each other.
-- since: 13
-- revision up_2024_01: people
CREATE TABLE IF NOT EXISTS people (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, handle TEXT NOT NULL, joined TIMESTAMPTZ NOT NULL DEFAULT NOW());
CREATE UNIQUE INDEX IF NOT EXISTS people_handle_lower ON people (LOWER(handle));
CREATE TABLE follows (follower BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE, followed BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE, since TIMESTAMPTZ DEFAULT NOW(), PRIMARY KEY (follower, followed), CHECK (follower <> followed));
CREATE INDEX follows_back ON follows (followed) INCLUDE (follower);
-- downgrade
DROP TABLE IF EXISTS follows CASCADE;
DROP TABLE IF EXISTS people CASCADE;
-- revision up_2024_02: friends, and friends of friends
CREATE VIEW friends AS SELECT a.follower AS one, a.followed AS other FROM follows a JOIN follows b ON a.follower = b.followed AND a.followed = b.follower;
CREATE VIEW reach AS WITH RECURSIVE r (start, person, depth) AS (SELECT follower, followed, 1 FROM follows UNION SELECT r.start, f.followed, r.depth + 1 FROM r JOIN follows f ON f.follower = r.person WHERE r.depth < 3) SELECT * FROM r;
-- downgrade
DROP VIEW reach;
DROP VIEW friends;
-- revision up_2024_03: posts with reactions
CREATE TYPE reaction AS ENUM ('like', 'laugh', 'cry');
CREATE TABLE posts (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), author BIGINT NOT NULL REFERENCES people, reply_to UUID REFERENCES posts ON DELETE SET NULL, body VARCHAR(500) NOT NULL, posted TIMESTAMPTZ NOT NULL DEFAULT NOW(), deleted BOOLEAN NOT NULL DEFAULT FALSE);
CREATE TABLE reactions (post UUID REFERENCES posts ON DELETE CASCADE, person BIGINT REFERENCES people ON DELETE CASCADE, reaction reaction NOT NULL, CONSTRAINT one_reaction PRIMARY KEY (post, person));
CREATE INDEX posts_timeline ON posts (author, posted DESC) WHERE NOT deleted;
CREATE MATERIALIZED VIEW popular AS SELECT p.id, p.author, COUNT(r.*) FILTER (WHERE r.reaction = 'like') AS likes FROM posts p LEFT JOIN reactions r ON r.post = p.id GROUP BY p.id;
-- downgrade
DROP MATERIALIZED VIEW popular;
DROP TABLE reactions, posts;
DROP TYPE reaction;
-- revision up_2024_04: people become profiles
ALTER TABLE people RENAME TO profiles;
ALTER TABLE profiles RENAME COLUMN handle TO name;
ALTER TABLE follows RENAME COLUMN follower TO source;
ALTER TABLE follows RENAME COLUMN followed TO target;
ALTER TABLE profiles ADD COLUMN settings JSONB NOT NULL DEFAULT '{"private": false}', ADD CONSTRAINT settings_object CHECK (jsonb_typeof(settings) = 'object');
-- downgrade
ALTER TABLE profiles DROP COLUMN settings;
ALTER TABLE follows RENAME COLUMN target TO followed;
ALTER TABLE follows RENAME COLUMN source TO follower;
ALTER TABLE profiles RENAME COLUMN name TO handle;
ALTER TABLE profiles RENAME TO people;
-- revision up_2024_05: columns that views read
ALTER TABLE follows DROP COLUMN since;
DROP VIEW friends, reach;
ALTER TABLE follows ALTER COLUMN source TYPE integer, ALTER COLUMN target TYPE integer;
