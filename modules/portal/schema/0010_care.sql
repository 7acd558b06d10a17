-- What readers are shown of the directory (staff directory, who is above), by its digest; changed_day: of the last
-- change.
CREATE TABLE portal_directory_seen (
    site $id PRIMARY KEY REFERENCES portal_site(id),
    digest text NOT NULL,
    above text NOT NULL,
    changed_day text NOT NULL
);
-- The one line about a site on the work list of a post, as it was last put. kind: the work kind.
CREATE TABLE portal_line (
    kind text NOT NULL,
    site $id NOT NULL REFERENCES portal_site(id),
    holder $id NOT NULL,
    words text NOT NULL,
    due text,
    PRIMARY KEY (kind, site, holder)
);
-- How often a page was read: by day, after 400 days by month. path: below the site, "" all that were too many to count
-- one by one; form: page | text | english | language | download. Nothing tells who.
CREATE TABLE portal_use (
    site $id NOT NULL REFERENCES portal_site(id),
    day text NOT NULL,
    path text NOT NULL,
    form text NOT NULL,
    views $int NOT NULL,
    PRIMARY KEY (site, day, path, form)
);
CREATE INDEX portal_use_day ON portal_use(day, site);
-- The same of all pages of a site together; kept for good.
CREATE TABLE portal_use_total (
    site $id NOT NULL REFERENCES portal_site(id),
    day text NOT NULL,
    form text NOT NULL,
    views $int NOT NULL,
    PRIMARY KEY (site, day, form)
);
CREATE INDEX portal_use_total_day ON portal_use_total(day, site);
CREATE TABLE portal_use_month (
    site $id NOT NULL REFERENCES portal_site(id),
    month text NOT NULL,
    path text NOT NULL,
    form text NOT NULL,
    views $int NOT NULL,
    PRIMARY KEY (site, month, path, form)
);
-- How far the log of the web server in front was read. file: which file it was; skipping: within a line that is too
-- long.
CREATE TABLE portal_use_log (
    node $int PRIMARY KEY,
    file text NOT NULL,
    place $int NOT NULL,
    skipping $bool NOT NULL
);
-- Words looked for that found nothing; digest: keyed, of the words; words: "" until they were asked five times.
CREATE TABLE portal_missed (
    site $id NOT NULL REFERENCES portal_site(id),
    month text NOT NULL,
    digest text NOT NULL,
    words text NOT NULL DEFAULT '',
    times $int NOT NULL,
    PRIMARY KEY (site, month, digest)
);
-- An address that pages lead to, looked at once for all of them. host: "" within the house; state: unasked | ok |
-- moved | failing | gone | not_checked; failures: days on which it failed one after another.
CREATE TABLE portal_target (
    id $id PRIMARY KEY,
    address text NOT NULL UNIQUE,
    host text NOT NULL,
    state text NOT NULL,
    said text NOT NULL DEFAULT '',
    moved_to text NOT NULL DEFAULT '',
    failures $int NOT NULL DEFAULT 0,
    failing_since text,
    last_failed text,
    asked_at $time,
    ask_after text NOT NULL
);
CREATE INDEX portal_target_due ON portal_target(ask_after, host);
-- A link of a page. kind: article | legal | address; page: path below the site; owner: the post that wrote it, 0 the
-- editors; mark: "" | fixed | ignored; seen: the day the patrol last met it.
CREATE TABLE portal_link (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    site $id NOT NULL REFERENCES portal_site(id),
    kind text NOT NULL,
    record $id NOT NULL,
    page text NOT NULL,
    title text NOT NULL,
    owner $id NOT NULL,
    target $id NOT NULL REFERENCES portal_target(id),
    mark text NOT NULL DEFAULT '',
    reason text NOT NULL DEFAULT '',
    label text NOT NULL DEFAULT '',
    marked_at $time,
    seen text NOT NULL,
    UNIQUE (site, kind, record, target)
);
CREATE INDEX portal_link_target ON portal_link(target, site);
-- When a site was last walked, and what for.
CREATE TABLE portal_patrol (
    site $id PRIMARY KEY REFERENCES portal_site(id),
    walked_day text NOT NULL
);
-- Somebody looked at a page and found it still right: the clock of its age begins anew.
CREATE TABLE portal_review (
    id $id PRIMARY KEY,
    site $id NOT NULL REFERENCES portal_site(id),
    article $id NOT NULL REFERENCES portal_article(id),
    day text NOT NULL,
    label text NOT NULL,
    created_at $time NOT NULL,
    created_by_person $id NOT NULL,
    created_by_post $id NOT NULL
);
CREATE INDEX portal_review_page ON portal_review(site, article, day);
