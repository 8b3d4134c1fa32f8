-- The record: appeals and rounds as they stand, and the events they came from.
-- Columns of the first nine tables are the rows of mechanism/records.def; they are read and written by store/records
-- alone. Those of kind PRIVATE there pass through store/sealed; *_digest is a look-up key. Days are 'YYYY-MM-DD',
-- instants microseconds, NULL is none.

CREATE TABLE appeal (
-- only sqlite
    id                   INTEGER PRIMARY KEY,
-- only postgresql
    id                   BIGINT PRIMARY KEY,
-- both
    number               TEXT NOT NULL UNIQUE,
    query_code           TEXT,
    version              BIGINT NOT NULL DEFAULT 0,
    state                BIGINT NOT NULL DEFAULT 0,
    back_state           BIGINT NOT NULL DEFAULT 0,
    state_since          BIGINT,
    jurisdiction         TEXT,
    held_by              TEXT,
    channel              TEXT,
    round                TEXT,
    off_round            BIGINT NOT NULL DEFAULT 0,
    policy               BIGINT NOT NULL DEFAULT 0,
    flags                BIGINT NOT NULL DEFAULT 0,
    uscc                 TEXT,
    enterprise_name      TEXT,
    region               TEXT,
    contact_name         TEXT,
    contact_phone        TEXT,
    contact_phone_digest TEXT,
    title                TEXT,
    body                 TEXT,
    category             TEXT,
    expectation          TEXT,
    confidential         BIGINT NOT NULL DEFAULT 0,
    attend               BIGINT NOT NULL DEFAULT 0,
    principal            TEXT,
    attend_named         BIGINT NOT NULL DEFAULT 0,
    publication          BIGINT NOT NULL DEFAULT 0,
    legacy               BIGINT NOT NULL DEFAULT 0,
    submitted_at         BIGINT,
    screen_from          BIGINT,
    submitted_by         TEXT,
    lead_unit            TEXT,
    assignment           BIGINT NOT NULL DEFAULT 0,
    assigned_at          BIGINT,
    object_until         BIGINT,
    grounds              TEXT,
    proposed_unit        TEXT,
    object_from          BIGINT NOT NULL DEFAULT 0,
    officer              TEXT,
    grade                TEXT,
    override_code        TEXT,
    override_reason      TEXT,
    contact_at           BIGINT,
    contact_agreed       BIGINT NOT NULL DEFAULT 0,
    contact_tries        BIGINT NOT NULL DEFAULT 0,
    signed_off           BIGINT NOT NULL DEFAULT 0,
    reply_kind           TEXT,
    reply_opinion        TEXT,
    reply_basis          TEXT,
    reply_done_by        TEXT,
    reply_from           BIGINT NOT NULL DEFAULT 0,
    replied_at           BIGINT,
    released_at          BIGINT,
    assessment           TEXT,
    decision             TEXT,
    promise              TEXT,
    done_by              TEXT,
    leader_date          BIGINT NOT NULL DEFAULT 0,
    responsible_leader   TEXT,
    responsible_person   TEXT,
    measures             TEXT,
    committed_at         BIGINT,
    cleared_at           BIGINT,
    progress_text        TEXT,
    progress_at          BIGINT,
    result               TEXT,
    rating               TEXT,
    rating_reason        TEXT,
    rated_at             BIGINT,
    second_rating        TEXT,
    second_rating_reason TEXT,
    review_date          TEXT,
    reason_code          TEXT,
    explanation          TEXT,
    redirect             TEXT,
    merged_into          BIGINT NOT NULL DEFAULT 0,
    supplement_what      TEXT,
    opinion_file         TEXT,
    county_opinion       TEXT,
    supplements          BIGINT NOT NULL DEFAULT 0,
    unit_changes         BIGINT NOT NULL DEFAULT 0,
    reassigned           BIGINT NOT NULL DEFAULT 0,
    suspensions          BIGINT NOT NULL DEFAULT 0,
    escalations          BIGINT NOT NULL DEFAULT 0,
    opinion_returns      BIGINT NOT NULL DEFAULT 0,
    formal_returns       BIGINT NOT NULL DEFAULT 0,
    final_returns        BIGINT NOT NULL DEFAULT 0,
    carried              BIGINT NOT NULL DEFAULT 0,
    failed_checks        BIGINT NOT NULL DEFAULT 0,
    rework_count         BIGINT NOT NULL DEFAULT 0,
    merges               BIGINT NOT NULL DEFAULT 0,
    retracts             BIGINT NOT NULL DEFAULT 0,
    reach_tries          BIGINT NOT NULL DEFAULT 0,
    last_actor           BIGINT NOT NULL DEFAULT 0,
    last_action          BIGINT NOT NULL DEFAULT 0,
    last_event           BIGINT NOT NULL DEFAULT 0,
    last_at              BIGINT
);
CREATE INDEX appeal_by_state ON appeal (state, id);
CREATE INDEX appeal_by_jurisdiction ON appeal (jurisdiction, state, id);
CREATE INDEX appeal_by_lead_unit ON appeal (lead_unit, state, id) WHERE lead_unit IS NOT NULL;
CREATE INDEX appeal_by_round ON appeal (round) WHERE round IS NOT NULL;
CREATE INDEX appeal_by_uscc ON appeal (uscc, id);
CREATE INDEX appeal_by_phone ON appeal (contact_phone_digest);
CREATE INDEX appeal_by_target ON appeal (merged_into);

CREATE TABLE dispatch (
    parent   BIGINT NOT NULL,
    unit     TEXT   NOT NULL,
    turn     BIGINT NOT NULL,
    role     TEXT,
    state    BIGINT NOT NULL DEFAULT 0,
    sent     BIGINT,
    accepted BIGINT,
    replied  BIGINT,
    ended    BIGINT,
    why      TEXT,
    opinion  TEXT,
    PRIMARY KEY (parent, unit, turn)
-- only sqlite
) WITHOUT ROWID;
-- only postgresql
);
-- both
CREATE INDEX dispatch_by_unit ON dispatch (unit, parent);

CREATE TABLE appeal_clock (
    parent       BIGINT NOT NULL,
    clock        BIGINT NOT NULL,
    instance     TEXT   NOT NULL,
    state        BIGINT NOT NULL DEFAULT 0,
    started      BIGINT,
    counted      BIGINT NOT NULL DEFAULT 0,
    anchor       TEXT,
    length       BIGINT NOT NULL DEFAULT 0,
    fixed        TEXT,
    fixed_at     BIGINT,
    not_before   TEXT,
    pauses       TEXT,
    extensions   TEXT,
    paused_since BIGINT,
    due          BIGINT,
    due_day      TEXT,
    provisional  BIGINT NOT NULL DEFAULT 0,
    stage        BIGINT NOT NULL DEFAULT 0,
    deliver_at   BIGINT,
    next_at      BIGINT,
    rank         BIGINT NOT NULL DEFAULT 0,
    position     BIGINT NOT NULL DEFAULT 0,
    ended_at     BIGINT,
    end_reason   TEXT,
    PRIMARY KEY (parent, clock, instance)
-- only sqlite
) WITHOUT ROWID;
-- only postgresql
);
-- both
-- What the sweep looks at, in the order silence acts.
CREATE INDEX appeal_clock_next ON appeal_clock (next_at, rank, parent, position) WHERE next_at IS NOT NULL;

CREATE TABLE request (
    parent      BIGINT NOT NULL,
    turn        BIGINT NOT NULL,
    kind        TEXT,
    asked_in    BIGINT NOT NULL DEFAULT 0,
    state       BIGINT NOT NULL DEFAULT 0,
    reason      TEXT,
    new_date    TEXT,
    review_date TEXT,
    reason_code TEXT,
    explanation TEXT,
    asked_at    BIGINT,
    decided_at  BIGINT,
    PRIMARY KEY (parent, turn)
-- only sqlite
) WITHOUT ROWID;
-- only postgresql
);
-- both

CREATE TABLE supervision_order (
    parent      BIGINT NOT NULL,
    turn        BIGINT NOT NULL,
    number      TEXT,
    state       BIGINT NOT NULL DEFAULT 0,
    text        TEXT,
    answer_by   TEXT,
    by_clock    BIGINT NOT NULL DEFAULT 0,
    issued_at   BIGINT,
    answer      TEXT,
    answered_at BIGINT,
    lifted_at   BIGINT,
    PRIMARY KEY (parent, turn)
-- only sqlite
) WITHOUT ROWID;
-- only postgresql
);
-- both

CREATE TABLE round (
-- only sqlite
    id                   INTEGER PRIMARY KEY,
-- only postgresql
    id                   BIGINT PRIMARY KEY,
-- both
    number               TEXT NOT NULL UNIQUE,
    version              BIGINT NOT NULL DEFAULT 0,
    state                BIGINT NOT NULL DEFAULT 0,
    state_since          BIGINT,
    jurisdiction         TEXT,
    year                 BIGINT NOT NULL DEFAULT 0,
    ordinal              BIGINT NOT NULL DEFAULT 0,
    special              BIGINT NOT NULL DEFAULT 0,
    theme                TEXT,
    trades               TEXT,
    policy               BIGINT NOT NULL DEFAULT 0,
    event_day            TEXT,
    planned_day          TEXT,
    tentative            BIGINT NOT NULL DEFAULT 0,
    confirmed            BIGINT NOT NULL DEFAULT 0,
    opens_at             BIGINT,
    closes_at            BIGINT,
    first                BIGINT NOT NULL DEFAULT 0,
    leader               TEXT,
    secretary            TEXT,
    announcement         TEXT,
    announced_at         BIGINT,
    catalogue_at         BIGINT,
    catalogue_due        TEXT,
    meeting_place        TEXT,
    meeting_at           BIGINT,
    meeting_units        TEXT,
    agenda_at            BIGINT,
    agenda_approved_at   BIGINT,
    agenda_scan          TEXT,
    invited_at           BIGINT,
    held_at              BIGINT,
    heard_count          BIGINT NOT NULL DEFAULT 0,
    decisions_at         BIGINT,
    opinions             TEXT,
    opinions_drafted_at  BIGINT,
    opinions_version     BIGINT NOT NULL DEFAULT 0,
    opinions_approved_at BIGINT,
    opinions_digest      TEXT,
    opinions_scan        TEXT,
    document_number      TEXT,
    issued_at            BIGINT,
    reason               TEXT,
    flags                BIGINT NOT NULL DEFAULT 0,
    catalogue_returns    BIGINT NOT NULL DEFAULT 0,
    agenda_returns       BIGINT NOT NULL DEFAULT 0,
    opinion_returns      BIGINT NOT NULL DEFAULT 0,
    reschedules          BIGINT NOT NULL DEFAULT 0,
    last_event           BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX round_by_event ON round (jurisdiction, event_day);
CREATE INDEX round_by_state ON round (state);

CREATE TABLE round_clock (
    parent       BIGINT NOT NULL,
    clock        BIGINT NOT NULL,
    instance     TEXT   NOT NULL,
    state        BIGINT NOT NULL DEFAULT 0,
    started      BIGINT,
    counted      BIGINT NOT NULL DEFAULT 0,
    anchor       TEXT,
    length       BIGINT NOT NULL DEFAULT 0,
    fixed        TEXT,
    fixed_at     BIGINT,
    not_before   TEXT,
    pauses       TEXT,
    extensions   TEXT,
    paused_since BIGINT,
    due          BIGINT,
    due_day      TEXT,
    provisional  BIGINT NOT NULL DEFAULT 0,
    stage        BIGINT NOT NULL DEFAULT 0,
    deliver_at   BIGINT,
    next_at      BIGINT,
    rank         BIGINT NOT NULL DEFAULT 0,
    position     BIGINT NOT NULL DEFAULT 0,
    ended_at     BIGINT,
    end_reason   TEXT,
    PRIMARY KEY (parent, clock, instance)
-- only sqlite
) WITHOUT ROWID;
-- only postgresql
);
-- both
CREATE INDEX round_clock_next ON round_clock (next_at, rank, parent, position) WHERE next_at IS NOT NULL;

CREATE TABLE round_item (
    parent      BIGINT NOT NULL,
    appeal      BIGINT NOT NULL,
    number      TEXT,
    place       BIGINT NOT NULL DEFAULT 0,
    coordinated BIGINT NOT NULL DEFAULT 0,
    proposal    TEXT,
    on_site     BIGINT NOT NULL DEFAULT 0,
    heard       BIGINT NOT NULL DEFAULT 0,
    decided     BIGINT NOT NULL DEFAULT 0,
    decision    TEXT,
    lead_unit   TEXT,
    co_units    TEXT,
    done_by     TEXT,
    struck_at   BIGINT,
    why         TEXT,
    PRIMARY KEY (parent, appeal)
-- only sqlite
) WITHOUT ROWID;
-- only postgresql
);
-- both
CREATE INDEX round_item_by_appeal ON round_item (appeal);

CREATE TABLE round_guest (
    parent        BIGINT NOT NULL,
    subject       TEXT   NOT NULL,
    unit          TEXT,
    appeal        TEXT,
    uscc          TEXT,
    invited_at    BIGINT,
    attending     BIGINT NOT NULL DEFAULT 0,
    name          TEXT,
    post          TEXT,
    checked_in_at BIGINT,
    PRIMARY KEY (parent, subject)
-- only sqlite
) WITHOUT ROWID;
-- only postgresql
);
-- both

-- Everything that was done, append-only. An event is chained to the one before it of the same subject ("appeal",
-- "round", "attachment", "account" …) and ordered among all others by its seal. No row is changed afterwards, except
-- that note and note_salt may be taken away under law: the chain covers note_digest.
CREATE TABLE event (
    subject     TEXT   NOT NULL,
    subject_id  BIGINT NOT NULL,
    seq         BIGINT NOT NULL,
    at          BIGINT NOT NULL,               -- the time of business
    actor       TEXT   NOT NULL,               -- account, code of the enterprise, clock
    actor_name  TEXT,
    role        TEXT   NOT NULL,
    unit        TEXT,
    address     TEXT,                          -- where the request came from
    action      TEXT   NOT NULL,
    clause      TEXT,
    state       TEXT,                          -- after it
    note        TEXT,
    note_salt   TEXT,
    note_digest TEXT,
    internal    BIGINT NOT NULL,               -- 1: the note is not for the enterprise
    change      TEXT   NOT NULL,               -- JSON: {"appeal":{"state":[before,after]}}
    previous    TEXT   NOT NULL,               -- digest of the one before; '' for the first
    digest      TEXT   NOT NULL,
    PRIMARY KEY (subject, subject_id, seq)
);
CREATE INDEX event_by_time ON event (at);

-- Events that have no seal yet; `since` is real time.
CREATE TABLE event_unsealed (
    at         BIGINT NOT NULL,
    subject    TEXT   NOT NULL,
    subject_id BIGINT NOT NULL,
    seq        BIGINT NOT NULL,
    digest     TEXT   NOT NULL,
    since      BIGINT NOT NULL,
    PRIMARY KEY (at, subject, subject_id, seq)
-- only sqlite
) WITHOUT ROWID;
-- only postgresql
);
-- both

-- The one order of all events: each row chained to the one before.
CREATE TABLE seal (
-- only sqlite
    position     INTEGER PRIMARY KEY,
-- only postgresql
    position     BIGINT PRIMARY KEY,
-- both
    subject      TEXT   NOT NULL,
    subject_id   BIGINT NOT NULL,
    seq          BIGINT NOT NULL,
    event_digest TEXT   NOT NULL,
    sealed_at    BIGINT NOT NULL,              -- real time
    digest       TEXT   NOT NULL,
    UNIQUE (subject, subject_id, seq)
);

-- Goes into the digests of a subject's personal texts; without it they tell nothing.
CREATE TABLE salt (
    subject    TEXT   NOT NULL,
    subject_id BIGINT NOT NULL,
    salt       TEXT   NOT NULL,
    PRIMARY KEY (subject, subject_id)
-- only sqlite
) WITHOUT ROWID;
-- only postgresql
);
-- both

-- Notices, written in the transaction of what they tell of and delivered later.
CREATE TABLE outbox (
-- only sqlite
    id               INTEGER PRIMARY KEY,
-- only postgresql
    id               BIGINT PRIMARY KEY,
-- both
    subject          TEXT,                     -- the event it tells of; NULL only for sign-in codes
    subject_id       BIGINT,
    seq              BIGINT,
    kind             TEXT   NOT NULL,          -- of the recipient: phone, mail, account, unit, hook
    recipient_sealed TEXT   NOT NULL,
    recipient_digest TEXT   NOT NULL,
    channel          TEXT   NOT NULL,          -- sms, mail, wechat, webhook, inapp
    template         TEXT   NOT NULL,
    text_sealed      TEXT   NOT NULL,
    values_sealed    TEXT   NOT NULL,          -- JSON: {"code":"123456"}
    at               BIGINT NOT NULL,          -- the time of business
    made_at          BIGINT NOT NULL,          -- real time
    deliver_at       BIGINT NOT NULL,          -- not before; later than `at` in quiet hours
    delivered_at     BIGINT,
    state            TEXT   NOT NULL,          -- waiting, sent, delivered, failed, call
    key              TEXT   NOT NULL UNIQUE,   -- the same notice is not written twice
    urgent           BIGINT NOT NULL,          -- 1: also in quiet hours
    tries            BIGINT NOT NULL,
    provider_id      TEXT,                     -- what the gateway calls it, for its receipts
    cause            TEXT                      -- why the last try failed
);
CREATE INDEX outbox_due ON outbox (deliver_at, id) WHERE state = 'waiting';
CREATE INDEX outbox_failed ON outbox (id) WHERE state = 'failed';
CREATE INDEX outbox_to_call ON outbox (id) WHERE state = 'call';
CREATE INDEX outbox_by_time ON outbox (made_at, id);
CREATE INDEX outbox_of_event ON outbox (subject, subject_id, seq);
CREATE INDEX outbox_by_recipient ON outbox (recipient_digest, made_at);
CREATE INDEX outbox_by_provider ON outbox (provider_id) WHERE provider_id IS NOT NULL;

-- Files of an appeal or a round, in pieces of at most 64 KiB, so that everything is in one store.
CREATE TABLE attachment (
-- only sqlite
    id            INTEGER PRIMARY KEY,
-- only postgresql
    id            BIGINT PRIMARY KEY,
-- both
    version       BIGINT NOT NULL DEFAULT 0,
    owner         TEXT,                        -- appeal, round
    owner_id      BIGINT NOT NULL DEFAULT 0,
    name          TEXT,
    size          BIGINT NOT NULL DEFAULT 0,
    media_type    TEXT,
    digest        TEXT,                        -- SM3 of the bytes
    uploaded_by   TEXT,
    by_enterprise BIGINT NOT NULL DEFAULT 0,
    at            BIGINT
);
CREATE INDEX attachment_of ON attachment (owner, owner_id);
CREATE TABLE attachment_chunk (
    id    BIGINT NOT NULL,
    n     BIGINT NOT NULL,                     -- 0, 1 …
    bytes BYTES  NOT NULL,
    PRIMARY KEY (id, n)
);

CREATE TABLE suggestion (
-- only sqlite
    id           INTEGER PRIMARY KEY,
-- only postgresql
    id           BIGINT PRIMARY KEY,
-- both
    version      BIGINT NOT NULL DEFAULT 0,
    state        BIGINT NOT NULL DEFAULT 0,    -- enum suggestion_state
    jurisdiction TEXT,
    at           BIGINT,
    account      TEXT,                         -- of units' staff; NULL for visitors
    name         TEXT,
    contact      TEXT,
    text         TEXT,
    due          BIGINT,
    due_day      TEXT,
    provisional  BIGINT NOT NULL DEFAULT 0,
    stage        BIGINT NOT NULL DEFAULT 0,    -- enum clock_stage
    next_at      BIGINT,
    answer       TEXT,
    answered_by  TEXT,
    answered_at  BIGINT
);
CREATE INDEX suggestion_by_state ON suggestion (jurisdiction, state, id);
CREATE INDEX suggestion_next ON suggestion (next_at) WHERE next_at IS NOT NULL;

-- Numbers of papers that must not have gaps.
CREATE TABLE series (
    name TEXT   PRIMARY KEY,
    last BIGINT NOT NULL
);
