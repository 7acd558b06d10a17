-- What an author is paid for an article (nhuận bút). month: of publishing, "2026-11"; kind: of rules/author_fees.toml;
-- factor in tenths; state: graded | approved.
CREATE TABLE portal_fee (
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
    article $id NOT NULL UNIQUE REFERENCES portal_article(id),
    site $id NOT NULL REFERENCES portal_site(id),
    month text NOT NULL,
    kind text NOT NULL,
    factor_tenths $int NOT NULL,
    unit_dong $int NOT NULL,
    amount_dong $int NOT NULL,
    payee text NOT NULL,
    state text NOT NULL,
    graded_by text NOT NULL,
    approved_by text NOT NULL DEFAULT '',
    approved_at $time
);
CREATE INDEX portal_fee_month ON portal_fee(site, month, id);
