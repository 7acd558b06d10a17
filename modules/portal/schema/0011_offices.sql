-- Where an office is (WGS 84, degrees times a million).
CREATE TABLE portal_location (
    site $id PRIMARY KEY REFERENCES portal_site(id),
    latitude_e6 $int NOT NULL,
    longitude_e6 $int NOT NULL
);
-- Outlines of the communes of the province, as they were read in last. rings: longitude and latitude by turns, each
-- times a million; rings stand apart by ";".
CREATE TABLE portal_outline (
    code text PRIMARY KEY,
    name text NOT NULL,
    rings text NOT NULL
);
CREATE INDEX legal_document_source ON legal_document(source) WHERE source <> 0;
