-- A public posting (niêm yết công khai). kind: rules/portal_postings.toml; until_day: the last day, NULL as long as
-- nothing changes (kinds that allow it). state: proposed | returned | approved (waits for its day) | shown | ended |
-- dropped. body: clean HTML; places: where it hangs besides; digest: SHA-256 of the edition shown, see posting.hpp.
CREATE TABLE posting (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    owner_agency $id NOT NULL,
    origin_agency $id NOT NULL,
    rules_day text NOT NULL,
    created_at $time NOT NULL,
    created_by_person $id NOT NULL,
    created_by_post $id NOT NULL,
    legal_hold $bool NOT NULL DEFAULT 0,
    archived_at $time,
    site $id NOT NULL REFERENCES portal_site(id),
    kind text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    places text NOT NULL DEFAULT '',
    from_day text NOT NULL,
    until_day text,
    state text NOT NULL,
    edition $int NOT NULL DEFAULT 1,
    digest text NOT NULL DEFAULT '',
    reason text NOT NULL DEFAULT '',
    published_at $time,
    ended_at $time
);
CREATE INDEX posting_list ON posting(site, state, from_day, id);
CREATE INDEX posting_begins ON posting(state, from_day);
CREATE INDEX posting_ends ON posting(state, until_day);
-- What each edition said, and the time from which readers saw it.
CREATE TABLE posting_edition (
    posting $id NOT NULL REFERENCES posting(id),
    edition $int NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    places text NOT NULL,
    until_day text,
    digest text NOT NULL,
    files text NOT NULL,
    at $time NOT NULL,
    label text NOT NULL,
    note text NOT NULL DEFAULT '',
    PRIMARY KEY (posting, edition)
);
-- What the check for personal data found in the text (position 0) or in a file, and why the approver lets it be public.
-- found: masked, never the datum itself.
CREATE TABLE posting_finding (
    id $id PRIMARY KEY,
    posting $id NOT NULL REFERENCES posting(id),
    position $int NOT NULL,
    line $int NOT NULL,
    rule text NOT NULL,
    found text NOT NULL,
    reason text NOT NULL DEFAULT '',
    label text NOT NULL DEFAULT '',
    UNIQUE (posting, position, line, rule, found)
);
-- The days on which the house was up and showed it: counted for the proof, never guessed.
CREATE TABLE posting_day (
    posting $id NOT NULL REFERENCES posting(id),
    day text NOT NULL,
    PRIMARY KEY (posting, day)
);
