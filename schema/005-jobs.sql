-- What background work needs: who does a job, and what has been read.

-- One process at a time does a job; whoever dies loses it when `until` has passed. Real time.
CREATE TABLE lease (
    name   TEXT   PRIMARY KEY,
    holder TEXT   NOT NULL,
    until  BIGINT NOT NULL
);

-- Up to when a reader has seen his messages (made_at of the newest). A reader is an account, or the digest of an
-- enterprise's phone.
CREATE TABLE inbox_seen (
    reader TEXT   PRIMARY KEY,
    made_at BIGINT NOT NULL
);
