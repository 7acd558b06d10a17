-- What the law asks to stand on a site, as the last check found it (rules/portal_content.toml); it can be found again
-- at any time. state: met | missing | stale | not_applicable | unknown (nothing tells of it); counted: entries found;
-- newest: day of the newest; detail: what is lacking; holders: the posts that have it on their work list.
CREATE TABLE portal_duty (
    id $id PRIMARY KEY,
    site $id NOT NULL REFERENCES portal_site(id),
    item text NOT NULL,
    state text NOT NULL,
    since text NOT NULL,
    counted $int NOT NULL,
    newest text,
    due text,
    detail text NOT NULL DEFAULT '',
    holders text NOT NULL DEFAULT '',
    UNIQUE (site, item)
);
-- The score of a site on a day; percent: met of what is due, rounded down.
CREATE TABLE portal_score (
    site $id NOT NULL REFERENCES portal_site(id),
    day text NOT NULL,
    met $int NOT NULL,
    missing $int NOT NULL,
    stale $int NOT NULL,
    percent $int NOT NULL,
    PRIMARY KEY (site, day)
);
-- An item that does not apply to a site, from day to day, both inclusive; until_day NULL: until somebody ends it.
CREATE TABLE portal_duty_mark (
    id $id PRIMARY KEY,
    site $id NOT NULL REFERENCES portal_site(id),
    item text NOT NULL,
    reason text NOT NULL,
    from_day text NOT NULL,
    until_day text,
    label text NOT NULL,
    created_at $time NOT NULL,
    created_by_person $id NOT NULL,
    created_by_post $id NOT NULL
);
CREATE INDEX portal_duty_mark_site ON portal_duty_mark(site, from_day);
