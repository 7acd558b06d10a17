-- One row a deed, never changed. What is personal stands only as a salted digest.
CREATE TABLE audit_entry (
    id $id NOT NULL PRIMARY KEY,
    at $time NOT NULL,
    person $id NOT NULL,
    person_name text NOT NULL,
    capacity text NOT NULL,
    post $id NOT NULL,
    agency $id NOT NULL,
    deed text NOT NULL,
    kind text NOT NULL,
    record $id NOT NULL,
    detail text NOT NULL,
    digest text NOT NULL
);
CREATE INDEX audit_entry_record ON audit_entry (kind, record, id);
CREATE INDEX audit_entry_person ON audit_entry (person, id);
CREATE INDEX audit_entry_deed ON audit_entry (deed, id);

-- Without its salt a digest tells nothing any more: deleting this row forgets the content and keeps the chain.
CREATE TABLE audit_salt (
    entry $id NOT NULL PRIMARY KEY,
    salt text NOT NULL
);

-- Entries that committed and wait for the sealer.
CREATE TABLE audit_unsealed (
    entry $id NOT NULL PRIMARY KEY
);

-- The chain.
CREATE TABLE audit_seal (
    sequence $id NOT NULL PRIMARY KEY,
    entry $id NOT NULL UNIQUE,
    hash text NOT NULL
);

-- The last hash of each day on which something was sealed, to be printed and signed.
CREATE TABLE audit_root (
    day text NOT NULL PRIMARY KEY,
    sequence $id NOT NULL,
    hash text NOT NULL
);

-- The sealer of the moment: his row lock keeps a second one waiting, his lease keeps others away between rounds.
CREATE TABLE audit_lease (
    id $int NOT NULL PRIMARY KEY,
    node $int NOT NULL,
    until $time NOT NULL
);
INSERT INTO audit_lease (id, node, until) VALUES (1, -1, '');

-- Who looked at personal or restricted records, written in batches.
CREATE TABLE access_log (
    id $id NOT NULL PRIMARY KEY,
    at $time NOT NULL,
    person $id NOT NULL,
    person_name text NOT NULL,
    kind text NOT NULL,
    record $id NOT NULL,
    address text NOT NULL,
    views $int NOT NULL
);
CREATE INDEX access_log_record ON access_log (kind, record, id);
CREATE INDEX access_log_person ON access_log (person, id);
