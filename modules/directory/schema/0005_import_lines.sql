-- What each row of a table made, so that the table can be undone: 0 where it made nothing of the kind.
CREATE TABLE directory_import_line (
    import $id NOT NULL REFERENCES directory_import(id),
    line $int NOT NULL,
    person $id NOT NULL,
    made_person $id NOT NULL,
    post $id NOT NULL,
    made_post $id NOT NULL,
    appointment $id NOT NULL,
    PRIMARY KEY (import, line)
);
ALTER TABLE directory_import ADD COLUMN undone_at $time;
