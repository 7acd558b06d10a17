-- Tables of people and posts as they were uploaded: tried dry, then applied once. The table itself is a file of this
-- record.
CREATE TABLE directory_import (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    created_at $time NOT NULL,
    created_by_person $id NOT NULL,
    file_name text NOT NULL,
    hash text NOT NULL,
    applied_at $time,
    people $int NOT NULL DEFAULT 0,
    posts $int NOT NULL DEFAULT 0,
    appointments $int NOT NULL DEFAULT 0
);
