-- Who takes part and how they sign in. Times are real time in microseconds.
-- A column *_sealed holds personal data and is written and read only through store/sealed; *_digest is its
-- look-up key. Roles are ids of mechanism/roles.def, each between commas: ",officer,unit_head,".

CREATE TABLE account (
    id             BIGINT PRIMARY KEY,
    name           TEXT   NOT NULL UNIQUE,      -- what is typed to sign in; folded
    display_name   TEXT   NOT NULL,
    unit           TEXT,                        -- NULL for those who work for no unit: counter, hotline, leaders
    jurisdiction   TEXT   NOT NULL,
    roles          TEXT   NOT NULL,
    state          TEXT   NOT NULL,             -- active, disabled
    demo           BIGINT NOT NULL,             -- 1: no second factor, the password does not expire
    phone_sealed   TEXT,
    phone_digest   TEXT,
    password_hash  TEXT   NOT NULL,             -- argon2id with its parameters and salt
    password_at    BIGINT NOT NULL,
    password_given BIGINT NOT NULL,             -- 1: made by an administrator, to be changed at first
    second_sealed  TEXT,                        -- secret of the second factor; NULL until enrolled
    second_step    BIGINT NOT NULL,             -- last time step used: a code works once
    created_at     BIGINT NOT NULL,
    enabled_at     BIGINT NOT NULL,             -- since when it has been in force
    last_sign_in   BIGINT
);
CREATE INDEX account_by_unit ON account (unit);
CREATE INDEX account_by_jurisdiction ON account (jurisdiction, id);
CREATE INDEX account_by_phone ON account (phone_digest);

-- Earlier passwords, so that the last five are not used again.
CREATE TABLE account_password (
    account BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    hash    TEXT   NOT NULL,
    PRIMARY KEY (account, at)
);

-- A session of an account, or of an enterprise by its code and a verified phone.
CREATE TABLE session (
    token_digest TEXT PRIMARY KEY,
    account      BIGINT,
    uscc         TEXT,
    phone_sealed TEXT,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    ends_at      BIGINT NOT NULL,
    address      TEXT
);
CREATE INDEX session_by_account ON session (account);
CREATE INDEX session_by_end ON session (ends_at);

-- The six digits sent to a phone; a new one replaces the old. How often they are tried is counted as a failure to sign in.
CREATE TABLE sign_in_code (
    uscc         TEXT   NOT NULL,
    phone_digest TEXT   NOT NULL,
    salt         TEXT   NOT NULL,
    code_digest  TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (uscc, phone_digest)
);

-- What was sent, for the limits by phone and by address. Two at once collide on the ordinal: one is tried again.
CREATE TABLE send_limit (
    kind    TEXT   NOT NULL,                    -- phone, address
    subject TEXT   NOT NULL,
    ordinal BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (kind, subject, ordinal)
);
CREATE INDEX send_limit_by_time ON send_limit (at);

-- Failures in a row, for accounts that exist and those that do not alike.
CREATE TABLE sign_in_failure (
    kind         TEXT   NOT NULL,               -- account, code, address
    subject      TEXT   NOT NULL,
    failures     BIGINT NOT NULL,
    last_at      BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,               -- 0: not locked
    PRIMARY KEY (kind, subject)
);
CREATE INDEX sign_in_failure_by_time ON sign_in_failure (last_at);

-- The legal-person registry, as imported.
CREATE TABLE registry (
    uscc                  TEXT PRIMARY KEY,
    name                  TEXT NOT NULL,
    name_folded           TEXT NOT NULL,
    region                TEXT,
    authority             TEXT,
    address               TEXT,
    representative_sealed TEXT,
    contact_name_sealed   TEXT,
    contact_phone_sealed  TEXT,
    state                 TEXT NOT NULL,        -- as the registry says: 存续, 注销 …
    changed_at            BIGINT NOT NULL
);
CREATE INDEX registry_by_name ON registry (name_folded);

-- Who else speaks for an enterprise; confirmed by its registered contact or by a registrar.
CREATE TABLE delegate (
    uscc         TEXT NOT NULL,
    phone_digest TEXT NOT NULL,
    phone_sealed TEXT NOT NULL,
    name_sealed  TEXT NOT NULL,
    confirmed_at BIGINT,
    confirmed_by TEXT,
    PRIMARY KEY (uscc, phone_digest)
);
