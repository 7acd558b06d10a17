-- What changed in who may see a record, when it changed: `id` holds the time. `was` and `role` are roles, '' none.
CREATE TABLE grant_change (
    id $id NOT NULL,
    kind text NOT NULL,
    record $id NOT NULL,
    grantee $id NOT NULL,
    was text NOT NULL,
    role text NOT NULL,
    unsettled $bool NOT NULL,
    PRIMARY KEY (id, grantee)
);
CREATE INDEX grant_change_record ON grant_change (kind, record, id);
CREATE INDEX grant_change_unsettled ON grant_change (kind, id) WHERE unsettled = 1;
