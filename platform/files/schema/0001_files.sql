-- One row a content of the file store; `refs` counts the living rows of file_ref.
CREATE TABLE file_content (
    hash text NOT NULL PRIMARY KEY,
    size_bytes $int NOT NULL,
    media_type text NOT NULL,
    pages $int NOT NULL DEFAULT 0,
    text_state text NOT NULL DEFAULT 'waiting',
    refs $int NOT NULL,
    unreferenced_since $time
)
-- engine: sqlite
WITHOUT ROWID
-- engine: both
;
CREATE INDEX file_content_unreferenced ON file_content (unreferenced_since) WHERE refs = 0;

-- A file as a record holds it. A detached row stays without its name, so that its position is never used again.
CREATE TABLE file_ref (
    id $id NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    record $id NOT NULL,
    position $int NOT NULL,
    role text NOT NULL,
    name text NOT NULL,
    hash text NOT NULL,
    version $int NOT NULL,
    at $time NOT NULL,
    person $id NOT NULL,
    detached_at $time,
    UNIQUE (kind, record, position)
);
