-- A submission that somebody stopped in the middle of: one for each enterprise session's phone, or account of
-- counter and hotline. Gone with the submission, or after thirty days.

CREATE TABLE draft (
    owner_digest TEXT   PRIMARY KEY, -- of USCC and phone, or of the account
    text_sealed  TEXT   NOT NULL,    -- the fields as typed, as a form sends them
    saved_at     BIGINT NOT NULL     -- real time
);
CREATE INDEX draft_by_saved ON draft (saved_at);
