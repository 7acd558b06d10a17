-- What changed for readers: every process drops what it kept of these keys and writes their plain files anew. Kept for
-- a week, so that a process that was down can catch up.
CREATE TABLE page_change (
    id $id PRIMARY KEY,
    key text NOT NULL
);
-- The plain files a process wrote, by its node number. address: host (or "_") and path; keys: with a space between.
CREATE TABLE written_page (
    node $int NOT NULL,
    address text NOT NULL,
    digest text NOT NULL,
    keys text NOT NULL,
    PRIMARY KEY (node, address)
);
CREATE TABLE written_key (
    node $int NOT NULL,
    key text NOT NULL,
    address text NOT NULL,
    PRIMARY KEY (node, key, address)
);
CREATE INDEX written_key_address ON written_key(node, address);
