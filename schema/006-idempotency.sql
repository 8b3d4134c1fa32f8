-- Answers that were given, so that a request sent twice is carried out once.
-- Only digests of the caller and of his key are here, and the answer is enciphered with that key:
-- whoever reads the store learns nothing from it, and it can be read only by sending the same key again.

CREATE TABLE idempotency (
    key          TEXT   PRIMARY KEY,   -- digest of caller and Idempotency-Key
    body_digest  TEXT   NOT NULL,      -- of method, address and body
    status       BIGINT NOT NULL,
    content_type TEXT,
    reply        BYTES  NOT NULL,
    at           BIGINT NOT NULL       -- real time
);
CREATE INDEX idempotency_by_at ON idempotency (at);
