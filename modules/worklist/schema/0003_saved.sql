-- Searches and lists a person keeps under a name: path and query of their address.
CREATE TABLE saved_list (
    id $id NOT NULL PRIMARY KEY,
    version $int NOT NULL,
    person $id NOT NULL,
    name text NOT NULL,
    path text NOT NULL,
    created_at $time NOT NULL,
    UNIQUE (person, name)
);
-- How many one has; its row is the lock of all his deeds on them.
CREATE TABLE saved_count (
    person $id NOT NULL PRIMARY KEY,
    lists $int NOT NULL
);
