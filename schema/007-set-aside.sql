-- What the sweep could not do because of a fault of ours: set aside for a while, so that it holds up nothing else.
CREATE TABLE set_aside (
    machine  BIGINT NOT NULL,             -- 0 appeal, 1 round
    parent   BIGINT NOT NULL,
    clock    BIGINT NOT NULL,
    instance TEXT   NOT NULL,
    until    BIGINT NOT NULL,             -- time of business
    cause    TEXT,
    PRIMARY KEY (machine, parent, clock, instance)
);
