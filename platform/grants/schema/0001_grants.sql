-- Who may see which record. `state` repeats the record's state, so that one index serves a list.
CREATE TABLE record_grant (
    kind text NOT NULL,
    record $id NOT NULL,
    grantee $id NOT NULL,
    role text NOT NULL,
    state text NOT NULL,
    PRIMARY KEY (kind, record, grantee)
)
-- engine: sqlite
WITHOUT ROWID
-- engine: both
;
CREATE INDEX record_grant_state ON record_grant (grantee, kind, state, record DESC);
CREATE INDEX record_grant_newest ON record_grant (grantee, kind, record DESC);
