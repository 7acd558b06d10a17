-- A site of an agency. kind: province | department | commune | other; state: open | archive (read only, at its old
-- address). steps: 1 approver; 2 editor, approver; 3 editor, secretary, approver.
CREATE TABLE portal_site (
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
    slug text NOT NULL UNIQUE,
    kind text NOT NULL,
    state text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL DEFAULT '',
    answerable text NOT NULL,
    responsible text NOT NULL,
    address text NOT NULL DEFAULT '',
    phone text NOT NULL DEFAULT '',
    email text NOT NULL DEFAULT '',
    colour text NOT NULL,
    steps $int NOT NULL,
    english $bool NOT NULL DEFAULT 0,
    comments $bool NOT NULL DEFAULT 0,
    ratings $bool NOT NULL DEFAULT 0,
    merged_into $id NOT NULL DEFAULT 0
);
CREATE INDEX portal_site_owner ON portal_site(owner_agency, state);
-- Names of machines under which a site is reached; without one it stands under /trang/<slug>.
CREATE TABLE portal_host (
    host text PRIMARY KEY,
    site $id NOT NULL REFERENCES portal_site(id)
);
CREATE INDEX portal_host_site ON portal_host(site);
-- role: contributor | editor | secretary | approver | manager
CREATE TABLE portal_member (
    id $id PRIMARY KEY,
    site $id NOT NULL REFERENCES portal_site(id),
    post $id NOT NULL,
    role text NOT NULL,
    UNIQUE (site, post, role)
);
CREATE INDEX portal_member_post ON portal_member(post);
-- item: the item of the mandatory content it serves (rules/portal_content.toml), "" none; steps 0: as the site;
-- state: open | closed
CREATE TABLE portal_category (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    site $id NOT NULL REFERENCES portal_site(id),
    parent $id NOT NULL DEFAULT 0,
    slug text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL DEFAULT '',
    item text NOT NULL DEFAULT '',
    steps $int NOT NULL DEFAULT 0,
    position $int NOT NULL,
    state text NOT NULL,
    UNIQUE (site, slug)
);
-- Old addresses live on: path below the site, beginning with "/"; target likewise, or a whole address elsewhere.
CREATE TABLE portal_address (
    site $id NOT NULL REFERENCES portal_site(id),
    path text NOT NULL,
    target text NOT NULL,
    PRIMARY KEY (site, path)
);
