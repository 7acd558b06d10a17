-- Who asked for which records to be taken away, and what came of it. The ZIP itself is a file of the record
-- "export_order" until its last day.
CREATE TABLE export_order (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    owner_agency $id NOT NULL,
    state text NOT NULL,
    part $id NOT NULL DEFAULT 0,
    part_name text NOT NULL DEFAULT '',
    from_day text,
    to_day text,
    restricted $bool NOT NULL DEFAULT 0,
    language text NOT NULL,
    asked_at $time NOT NULL,
    asked_by_person $id NOT NULL,
    asked_by_name text NOT NULL,
    made_at $time,
    until_day text,
    records $int NOT NULL DEFAULT 0,
    files $int NOT NULL DEFAULT 0,
    missing $int NOT NULL DEFAULT 0,
    size_bytes $int NOT NULL DEFAULT 0
);
CREATE INDEX export_order_agency ON export_order(owner_agency, id);
-- An agency's records are taken away one order after the other.
CREATE UNIQUE INDEX export_order_waiting ON export_order(owner_agency) WHERE state = 'waiting';
CREATE INDEX export_order_until ON export_order(until_day) WHERE until_day IS NOT NULL;
