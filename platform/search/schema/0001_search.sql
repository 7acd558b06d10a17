-- One row a record that can be found. Record ids are unique across kinds.
CREATE TABLE search_entry (
    record $id NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    title text NOT NULL,
    marks text NOT NULL,
    words text NOT NULL,
    link text NOT NULL,
    day text NOT NULL,
    grantees text NOT NULL
-- engine: postgresql
    , body tsvector NOT NULL DEFAULT '', tokens tsvector NOT NULL DEFAULT ''
-- engine: both
);
CREATE INDEX search_entry_kind ON search_entry (kind, record);

-- Texts of the files of a record, for the words of the answer and for indexing again.
CREATE TABLE search_body (
    record $id NOT NULL,
    position $int NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (record, position)
);

-- engine: sqlite
-- Where a record stands in the index, until it is dropped. The index keeps distances: between neighbouring places one
-- byte, between record ids six.
CREATE TABLE search_place (
    place $id NOT NULL PRIMARY KEY,
    record $id NOT NULL UNIQUE
);
-- The tokens are made by us and already plain: rows come newest first, since places grow. The kind, the
-- grantees, the month and the beginnings of words are tokens too. Positions are not kept (detail=none): words are ANDed
-- and ranked by us.
CREATE VIRTUAL TABLE search_index USING fts5(
    meta, body, detail='none', columnsize=0, tokenize="unicode61 remove_diacritics 2 tokenchars '_'"
);
-- engine: postgresql
-- A short list of what waits to be merged: each search reads it whole.
CREATE INDEX search_entry_tokens ON search_entry USING gin (tokens) WITH (gin_pending_list_limit = 512);
-- engine: both
