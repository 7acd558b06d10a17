-- Which columns of a list a person wants to see; no row: as the house shows it.
CREATE TABLE list_columns (
    person $id NOT NULL,
    list text NOT NULL,
    columns text NOT NULL,
    PRIMARY KEY (person, list)
);

-- Whoever leads a document and was told that others see it now or see it no more, until one of them confirms.
CREATE TABLE rights_alert (
    kind text NOT NULL,
    record $id NOT NULL,
    holder $id NOT NULL,
    told_at $time NOT NULL,
    PRIMARY KEY (kind, record, holder)
);
