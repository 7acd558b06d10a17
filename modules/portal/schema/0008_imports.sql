-- An old site that is taken over (chuyển dữ liệu từ trang cũ): what was uploaded is tried by a job, shown with its
-- faults, applied as a whole by a job, undone as a whole.
-- form: wordpress | nukeviet | sharepoint; state: trying | tried | failed | applying | applied | undoing | undone.
-- category: where what has none goes; old_hosts, columns: lines of what was found in the file; fault: why it failed.
CREATE TABLE site_import (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    site $id NOT NULL REFERENCES portal_site(id),
    created_at $time NOT NULL,
    created_by_person $id NOT NULL,
    created_by_post $id NOT NULL,
    person_name text NOT NULL,
    form text NOT NULL,
    category $id NOT NULL REFERENCES portal_category(id),
    state text NOT NULL,
    file_name text NOT NULL,
    old_hosts text NOT NULL DEFAULT '',
    columns text NOT NULL DEFAULT '',
    skipped $int NOT NULL DEFAULT 0,
    fault text NOT NULL DEFAULT '',
    ended_at $time
);
CREATE INDEX site_import_site ON site_import(site, id);
-- A category or tag of the old site. kind: category | tag; category: the one of the site, 0 until it is made; made 1:
-- by the import; old_addresses: lines, where its list stood.
CREATE TABLE site_import_category (
    import $id NOT NULL REFERENCES site_import(id),
    kind text NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    parent text NOT NULL,
    old_addresses text NOT NULL,
    category $id NOT NULL DEFAULT 0,
    made $bool NOT NULL DEFAULT 0,
    PRIMARY KEY (import, kind, slug)
);
-- An article of the old site, in the order of the file. old_key: by which the site knows it again; state: new | known
-- (taken over before) | faulty | placed (it has its address, its links are not mended yet) | done | undone. body: clean
-- HTML with links of the old site, empty once it is done; addresses: lines, where it and its files stood; faults,
-- notes: lines, what keeps it from being taken and what was left out.
CREATE TABLE site_import_item (
    import $id NOT NULL REFERENCES site_import(id),
    position $int NOT NULL,
    site $id NOT NULL,
    line $int NOT NULL,
    old_key text NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    summary text NOT NULL,
    body text NOT NULL,
    author text NOT NULL,
    source text NOT NULL,
    slug text NOT NULL,
    category text NOT NULL,
    published $bool NOT NULL,
    at text NOT NULL,
    picture text NOT NULL,
    picture_alt text NOT NULL,
    addresses text NOT NULL,
    state text NOT NULL,
    faults text NOT NULL,
    notes text NOT NULL,
    article $id NOT NULL DEFAULT 0,
    PRIMARY KEY (import, position)
);
CREATE INDEX site_import_item_state ON site_import_item(import, state, at, position);
CREATE INDEX site_import_item_known ON site_import_item(site, old_key);
CREATE INDEX site_import_item_article ON site_import_item(article);
CREATE INDEX portal_address_target ON portal_address(site, target);
