-- Records of other modules that belong to a document: what a draft began with, what was written while one was handled.
CREATE TABLE attached_record (
    kind text NOT NULL,
    document $id NOT NULL,
    record_kind text NOT NULL,
    record $id NOT NULL,
    what text NOT NULL,
    title text NOT NULL,
    path text NOT NULL,
    attached_at $time NOT NULL,
    attached_by $id NOT NULL,
    PRIMARY KEY (kind, document, record_kind, record)
);
CREATE INDEX attached_record_record ON attached_record(record_kind, record);
