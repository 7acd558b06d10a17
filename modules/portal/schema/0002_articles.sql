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
CREATE INDEX portal_article_month ON portal_article(site, published_at);
CREATE INDEX portal_article_translation ON portal_article(translation_of);
CREATE INDEX portal_article_category ON portal_article(category, state);
CREATE INDEX portal_article_pinned ON portal_article(pinned_until) WHERE pinned_until IS NOT NULL;
-- What a picture shows, for those who do not see it; position: of the file.
CREATE TABLE portal_picture (
    article $id NOT NULL REFERENCES portal_article(id),
    position $int NOT NULL,
    alt text NOT NULL,
    PRIMARY KEY (article, position)
);
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
-- state: own | offered | demanded | accepted | declined; shown 1: readers see it there. slug: its address there, which
-- is not that at home when an article of the site has it already; "~" and the article before it has one. published_at:
-- since when it stands there.
CREATE TABLE portal_placing (
    article $id NOT NULL REFERENCES portal_article(id),
    site $id NOT NULL REFERENCES portal_site(id),
    category $id NOT NULL,
    slug text NOT NULL,
    language text NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    shown $bool NOT NULL,
    pinned $bool NOT NULL DEFAULT 0,
    published_at $time,
    due_day text,
    changed_at $time NOT NULL,
    changed_by text NOT NULL DEFAULT '',
    PRIMARY KEY (article, site),
    UNIQUE (site, slug)
);
CREATE INDEX portal_placing_list ON portal_placing(site, shown, language, category, pinned, published_at);
CREATE INDEX portal_placing_newest ON portal_placing(site, shown, language, pinned, published_at);
CREATE INDEX portal_placing_category ON portal_placing(category, shown);
CREATE INDEX portal_placing_asked ON portal_placing(site, state, changed_at);
