-- The legal library (thư viện văn bản): a document stands once, whatever sites show it.
-- kind: rules/document_kinds; field: rules/portal_fields.toml; state: proposed | returned | published | withdrawn |
-- merged (another site showed the same document first). known_key: number, day and issuing body of what is published,
-- so that nobody publishes it twice. effective_from, expires_from: as the document says (expires_from: the first day it
-- does not hold); partly_from, ended_from: what follows from that and from the relations; shown_state: the state by day
-- that readers were last shown. text: clean HTML (platform/markup). batch: the import that made it.
CREATE TABLE legal_document (
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
    slug text NOT NULL UNIQUE,
    kind text NOT NULL,
    number text NOT NULL,
    number_key text NOT NULL,
    day text NOT NULL,
    body text NOT NULL,
    body_key text NOT NULL,
    signer text NOT NULL DEFAULT '',
    field text NOT NULL DEFAULT '',
    subject text NOT NULL,
    effective_from text,
    expires_from text,
    partly_from text,
    ended_from text,
    shown_state text NOT NULL DEFAULT '',
    text text NOT NULL DEFAULT '',
    state text NOT NULL,
    reason text NOT NULL DEFAULT '',
    known_key text UNIQUE,
    source $id NOT NULL DEFAULT 0,
    batch $id NOT NULL DEFAULT 0,
    published_at $time,
    changed_at $time NOT NULL
);
CREATE INDEX legal_document_site ON legal_document(site, state, id);
CREATE INDEX legal_document_number ON legal_document(number_key, day);
CREATE INDEX legal_document_batch ON legal_document(batch, id);
CREATE INDEX legal_document_turn ON legal_document(shown_state, id);
-- The sites that show a published document; day: that of the document, for the order of lists.
CREATE TABLE legal_placing (
    document $id NOT NULL REFERENCES legal_document(id),
    site $id NOT NULL REFERENCES portal_site(id),
    day text NOT NULL,
    placed_at $time NOT NULL,
    PRIMARY KEY (document, site)
);
CREATE INDEX legal_placing_list ON legal_placing(site, day, document);
-- What `document` does to `target`, or to a text that is not in the library (target 0, target_mark its number and
-- sign). kind: rules/portal_fields.toml; articles: "" the whole; from_day: the first day it counts.
CREATE TABLE legal_relation (
    id $id PRIMARY KEY,
    document $id NOT NULL REFERENCES legal_document(id),
    target $id NOT NULL DEFAULT 0,
    target_mark text NOT NULL,
    kind text NOT NULL,
    articles text NOT NULL DEFAULT '',
    from_day text NOT NULL,
    UNIQUE (document, target, target_mark, kind)
);
CREATE INDEX legal_relation_target ON legal_relation(target, document);
-- A table of documents as it was uploaded, with the files its rows name: tried dry, applied once, undone as a whole.
CREATE TABLE legal_import (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    site $id NOT NULL REFERENCES portal_site(id),
    created_at $time NOT NULL,
    created_by_person $id NOT NULL,
    file_name text NOT NULL,
    applied_at $time,
    undone_at $time,
    documents $int NOT NULL DEFAULT 0
);
CREATE INDEX legal_import_site ON legal_import(site, id);
-- The official gazette (công báo) of the province: an issue holds documents in order. state: open | published
CREATE TABLE gazette_issue (
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
    year $int NOT NULL,
    number $int NOT NULL,
    day text NOT NULL,
    state text NOT NULL,
    published_at $time,
    UNIQUE (site, year, number)
);
CREATE TABLE gazette_item (
    issue $id NOT NULL REFERENCES gazette_issue(id),
    document $id NOT NULL REFERENCES legal_document(id),
    position $int NOT NULL,
    PRIMARY KEY (issue, document)
);
CREATE INDEX gazette_item_document ON gazette_item(document);
