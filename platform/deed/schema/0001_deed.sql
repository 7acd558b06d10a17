-- The answer of each deed that came with a key; a second submit reads it.
CREATE TABLE deed_key (
    key text NOT NULL PRIMARY KEY,
    person $id NOT NULL,
    result $id NOT NULL,
    at $time NOT NULL
)
-- engine: sqlite
WITHOUT ROWID
-- engine: both
;
CREATE INDEX deed_key_at ON deed_key (at);

-- What people read of a record's life.
CREATE TABLE record_history (
    id $id NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    record $id NOT NULL,
    at $time NOT NULL,
    person $id NOT NULL,
    person_name text NOT NULL,
    capacity text NOT NULL,
    deed text NOT NULL,
    words text NOT NULL,
    changes text NOT NULL
);
CREATE INDEX record_history_record ON record_history (kind, record, id);
