-- Lists and the search in appeals. A row of search_text is one text of one appeal: id is the appeal's times 16, plus
-- the kind of the text (store/search.def). Its words are overlapping pairs of characters, made by store/search alone:
-- both databases would take a run of Chinese for one word.

-- only sqlite
CREATE VIRTUAL TABLE search_text USING fts5 (words, tokenize = 'ascii');
-- only postgresql
CREATE TABLE search_text (
    id    BIGINT PRIMARY KEY,
    words TSVECTOR NOT NULL DEFAULT ''    -- made anew after a copy
);
CREATE INDEX search_text_words ON search_text USING GIN (words);
-- both

-- Lists narrowed to what is overdue, to a kind of history, to a round's year.
CREATE INDEX appeal_clock_running ON appeal_clock (due, parent) WHERE state = 0;
CREATE INDEX appeal_by_held ON appeal (held_by, id);
CREATE INDEX appeal_by_commitment ON appeal (committed_at, id) WHERE committed_at IS NOT NULL;
CREATE INDEX appeal_by_round_id ON appeal (round, id) WHERE round IS NOT NULL;
CREATE INDEX appeal_by_submission ON appeal (jurisdiction, submitted_at);
CREATE INDEX request_pending ON request (parent) WHERE state = 0;
CREATE INDEX order_issued ON supervision_order (parent) WHERE state = 0;
