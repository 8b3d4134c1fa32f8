-- What rarely changes: regions, units, calendar, parameters, rosters. A day is 'YYYY-MM-DD'; '' in from_day: since ever.

-- One row. Every write to what the snapshot holds puts a new stamp: whoever sees another one loads anew.
CREATE TABLE world_version (
    id      BIGINT PRIMARY KEY,
    version BIGINT NOT NULL,
    stamp   TEXT   NOT NULL
);

CREATE TABLE region (
    code   TEXT PRIMARY KEY,
    name   TEXT NOT NULL,
    level  TEXT NOT NULL,                       -- 市 县区 镇街 功能区
    parent TEXT
);

CREATE TABLE jurisdiction (
    code      TEXT   PRIMARY KEY,
    name      TEXT   NOT NULL,
    place     BIGINT NOT NULL,                  -- order on pages; the city first
    until_day TEXT,                             -- dissolved after that day
    successor TEXT                              -- which takes over its appeals
);

-- A name of a unit for a time of its life; the same id twice: it was renamed.
CREATE TABLE unit (
    id           TEXT   NOT NULL,
    from_day     TEXT   NOT NULL,
    until_day    TEXT,
    name         TEXT   NOT NULL,
    kind         TEXT   NOT NULL,
    jurisdiction TEXT   NOT NULL,
    region       TEXT,                          -- the county a unit of the city stands for
    successor    TEXT,
    sign_off     BIGINT NOT NULL,               -- the head signs off replies; the same in all rows of an id
    PRIMARY KEY (id, from_day)
);

CREATE TABLE unit_contact (
    unit         TEXT   NOT NULL,
    kind         TEXT   NOT NULL,               -- liaison, deputy
    name_sealed  TEXT   NOT NULL,
    phone_sealed TEXT   NOT NULL,
    changed_at   BIGINT NOT NULL,
    verified_at  BIGINT,                        -- confirmed again every 90 days; NULL: not yet
    bounced_at   BIGINT,                        -- the last message did not arrive
    PRIMARY KEY (unit, kind)
);

CREATE TABLE calendar_notice (
    year      BIGINT NOT NULL,
    part      BIGINT NOT NULL,                  -- the year's first notice, its second …
    source    TEXT   NOT NULL,
    loaded_at BIGINT NOT NULL,
    loaded_by TEXT   NOT NULL,
    PRIMARY KEY (year, part)
);

CREATE TABLE calendar_entry (
    day         TEXT   PRIMARY KEY,
    kind        TEXT   NOT NULL,                -- off, work
    why         TEXT   NOT NULL,
    notice_year BIGINT NOT NULL,
    notice_part BIGINT NOT NULL
);

CREATE TABLE local_closure (
    jurisdiction TEXT   NOT NULL,
    day          TEXT   NOT NULL,
    reason       TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    by_name      TEXT   NOT NULL,
    PRIMARY KEY (jurisdiction, day)
);

-- Every load, amendment and closure; the newest id is the calendar's version.
CREATE TABLE calendar_version (
    id      BIGINT PRIMARY KEY,
    at      BIGINT NOT NULL,
    by_name TEXT   NOT NULL,
    what    TEXT   NOT NULL
);
CREATE TABLE calendar_change (
    version      BIGINT NOT NULL,
    jurisdiction TEXT   NOT NULL,               -- '' for a notice: all of them
    day          TEXT   NOT NULL,
    kind_before  TEXT   NOT NULL,               -- off, work, plain
    kind_after   TEXT   NOT NULL,
    PRIMARY KEY (version, jurisdiction, day)
);

-- A version is a complete set of parameters; the newest of a jurisdiction is in force.
CREATE TABLE policy_version (
    id           BIGINT PRIMARY KEY,
    jurisdiction TEXT   NOT NULL,
    since        BIGINT NOT NULL,
    by_name      TEXT   NOT NULL,
    reason       TEXT   NOT NULL
);
CREATE INDEX policy_version_of ON policy_version (jurisdiction, id);
CREATE TABLE policy_value (
    policy    BIGINT NOT NULL,
    parameter TEXT   NOT NULL,
    value     TEXT   NOT NULL,
    PRIMARY KEY (policy, parameter)
);

CREATE TABLE roster (
    jurisdiction TEXT   NOT NULL,
    month        TEXT   NOT NULL,               -- YYYY-MM
    leader       BIGINT NOT NULL,
    secretary    BIGINT NOT NULL,
    changed_at   BIGINT NOT NULL,
    changed_by   TEXT   NOT NULL,
    PRIMARY KEY (jurisdiction, month)
);

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
