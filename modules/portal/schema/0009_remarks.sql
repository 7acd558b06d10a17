-- What a reader says to an article on the site where he read it. state: waiting | shown | refused | hidden.
CREATE TABLE portal_remark (
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
    article $id NOT NULL REFERENCES portal_article(id),
    body text NOT NULL,
    state text NOT NULL,
    reason text NOT NULL DEFAULT '',
    reply text NOT NULL DEFAULT ''
);
CREATE INDEX portal_remark_site ON portal_remark(site, state, id);
CREATE INDEX portal_remark_article ON portal_remark(article, site, state, id);
-- Who said it: the name is shown beside it once it is approved, the address never.
CREATE TABLE portal_remark_sender (
    remark $id PRIMARY KEY REFERENCES portal_remark(id),
    name text NOT NULL,
    email text NOT NULL DEFAULT ''
);
-- Marks from 1 to 5 that readers gave an article on a site: how many, and their sum.
CREATE TABLE portal_rating (
    article $id NOT NULL REFERENCES portal_article(id),
    site $id NOT NULL REFERENCES portal_site(id),
    times $int NOT NULL,
    total $int NOT NULL,
    PRIMARY KEY (article, site)
);
-- One mark a day from one network, which is a digest with the salt of the day (portal_flood_salt); both go.
CREATE TABLE portal_rating_day (
    day text NOT NULL,
    article $id NOT NULL,
    site $id NOT NULL,
    network text NOT NULL,
    PRIMARY KEY (day, article, site, network)
);
