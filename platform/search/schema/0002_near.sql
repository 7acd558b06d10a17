-- Words of what can be found, by the forms that words written nearly so share with them.
CREATE TABLE search_near (
    form text NOT NULL,
    word text NOT NULL,
    PRIMARY KEY (form, word)
)
-- engine: sqlite
WITHOUT ROWID
-- engine: both
;
-- The entry up to which words were learnt.
CREATE TABLE search_learnt (
    id $int NOT NULL PRIMARY KEY,
    record $id NOT NULL
);
INSERT INTO search_learnt (id, record) VALUES (1, 0);
