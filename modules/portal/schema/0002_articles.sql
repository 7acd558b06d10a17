-- kind: article | page | event | gallery | video | file; language: vi | en | tyz | nut | hmn | ium (ISO 639);
-- state: draft | awaiting_edit | awaiting_review | awaiting_approval | returned | scheduled | published | withdrawn |
-- dropped. body: clean HTML (platform/markup).
CREATE TABLE portal_article (
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
    category $id NOT NULL REFERENCES portal_category(id),
    kind text NOT NULL,
    language text NOT NULL,
    translation_of $id NOT NULL DEFAULT 0,
    slug text NOT NULL,
    title text NOT NULL,
    summary text NOT NULL,
    body text NOT NULL,
    source text NOT NULL DEFAULT '',
    author text NOT NULL DEFAULT '',
    pen_name text NOT NULL DEFAULT '',
    picture $int NOT NULL DEFAULT 0,
    picture_alt text NOT NULL DEFAULT '',
    place text NOT NULL DEFAULT '',
    starts_at $time,
    ends_at $time,
    video text NOT NULL DEFAULT '',
    state text NOT NULL,
    edition $int NOT NULL DEFAULT 1,
    publish_at $time,
    published_at $time,
    changed_at $time NOT NULL,
    pinned_until text,
    reason text NOT NULL DEFAULT '',
    UNIQUE (site, slug)
);
CREATE INDEX portal_article_state ON portal_article(site, state, id);
CREATE INDEX portal_article_writer ON portal_article(created_by_post, state, id);
CREATE INDEX portal_article_due ON portal_article(state, publish_at);
CREATE INDEX portal_article_translation ON portal_article(translation_of);
-- What an edition said: one row at each submission and correction.
CREATE TABLE portal_edition (
    article $id NOT NULL REFERENCES portal_article(id),
    edition $int NOT NULL,
    title text NOT NULL,
    summary text NOT NULL,
    body text NOT NULL,
    at $time NOT NULL,
    person $id NOT NULL,
    label text NOT NULL,
    note text NOT NULL DEFAULT '',
    PRIMARY KEY (article, edition)
);
-- Where an article stands: its own site, and others that took it over without copying.
-- state: own | offered | demanded | accepted | declined; shown 1: readers see it there.
CREATE TABLE portal_placing (
    article $id NOT NULL REFERENCES portal_article(id),
    site $id NOT NULL REFERENCES portal_site(id),
    category $id NOT NULL,
    language text NOT NULL,
    state text NOT NULL,
    shown $bool NOT NULL,
    pinned $bool NOT NULL DEFAULT 0,
    published_at $time,
    due_day text,
    changed_at $time NOT NULL,
    changed_by text NOT NULL DEFAULT '',
    PRIMARY KEY (article, site)
);
CREATE INDEX portal_placing_list ON portal_placing(site, shown, category, published_at);
CREATE INDEX portal_placing_newest ON portal_placing(site, shown, published_at);
CREATE INDEX portal_placing_asked ON portal_placing(site, state, changed_at);
