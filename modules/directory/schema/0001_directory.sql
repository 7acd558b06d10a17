-- The directory of the province: every agency, unit, post and person with the days between which each version holds.
CREATE TABLE agency (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    slug text NOT NULL UNIQUE,
    tenant $bool NOT NULL,
    from_day text NOT NULL,
    until_day text,
    created_at $time NOT NULL,
    created_by_person $id NOT NULL
);
CREATE TABLE agency_version (
    id $id PRIMARY KEY,
    agency $id NOT NULL REFERENCES agency(id),
    name text NOT NULL,
    short_name text NOT NULL,
    abbreviation text NOT NULL,
    kind text NOT NULL,
    parent $id REFERENCES agency(id),
    place_name text NOT NULL,
    basis text NOT NULL,
    from_day text NOT NULL,
    until_day text,
    sort_key text NOT NULL,
    folded text NOT NULL
);
CREATE INDEX agency_version_agency ON agency_version(agency, from_day);
CREATE TABLE agency_code (
    id $id PRIMARY KEY,
    agency $id NOT NULL REFERENCES agency(id),
    scheme text NOT NULL,
    code text NOT NULL,
    note text NOT NULL DEFAULT '',
    from_day text NOT NULL,
    until_day text
);
CREATE INDEX agency_code_code ON agency_code(scheme, code, from_day);
CREATE INDEX agency_code_agency ON agency_code(agency);
CREATE TABLE agency_successor (
    agency $id NOT NULL REFERENCES agency(id),
    successor $id NOT NULL REFERENCES agency(id),
    day text NOT NULL,
    basis text NOT NULL,
    PRIMARY KEY (agency, successor)
);
CREATE TABLE issuing_body (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    agency $id NOT NULL REFERENCES agency(id),
    slug text NOT NULL UNIQUE,
    name text NOT NULL,
    superior_line text NOT NULL DEFAULT '',
    abbreviation text NOT NULL,
    place_name text NOT NULL,
    collective $bool NOT NULL DEFAULT 0,
    from_day text NOT NULL,
    until_day text
);
CREATE INDEX issuing_body_agency ON issuing_body(agency);
CREATE TABLE unit (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    agency $id NOT NULL REFERENCES agency(id),
    parent $id REFERENCES unit(id),
    slug text NOT NULL,
    name text NOT NULL,
    abbreviation text NOT NULL,
    kind text NOT NULL,
    position $int NOT NULL DEFAULT 0,
    from_day text NOT NULL,
    until_day text
);
CREATE INDEX unit_agency ON unit(agency);
CREATE TABLE post (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    agency $id NOT NULL REFERENCES agency(id),
    unit $id REFERENCES unit(id),
    title text NOT NULL,
    roles text NOT NULL,
    signing text NOT NULL DEFAULT '',
    position $int NOT NULL DEFAULT 0,
    from_day text NOT NULL,
    until_day text
);
CREATE INDEX post_agency ON post(agency);
CREATE INDEX post_unit ON post(unit);
CREATE TABLE person (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    code text NOT NULL UNIQUE,
    full_name text NOT NULL,
    sort_key text NOT NULL,
    folded text NOT NULL,
    phone text NOT NULL DEFAULT '',
    email text NOT NULL DEFAULT '',
    note text NOT NULL DEFAULT '',
    created_at $time NOT NULL,
    archived_at $time
);
CREATE INDEX person_folded ON person(folded);
-- kind: holder (chính thức), concurrent (kiêm nhiệm), acting (Quyền), in_charge (Phó phụ trách)
CREATE TABLE appointment (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    person $id NOT NULL REFERENCES person(id),
    post $id NOT NULL REFERENCES post(id),
    kind text NOT NULL,
    basis text NOT NULL DEFAULT '',
    from_day text NOT NULL,
    until_day text,
    ended_reason text NOT NULL DEFAULT ''
);
CREATE INDEX appointment_person ON appointment(person, from_day);
CREATE INDEX appointment_post ON appointment(post, from_day);
CREATE TABLE clerkship (
    id $id PRIMARY KEY,
    post $id NOT NULL REFERENCES post(id),
    issuing_body $id NOT NULL REFERENCES issuing_body(id),
    from_day text NOT NULL,
    until_day text
);
CREATE INDEX clerkship_post ON clerkship(post);
CREATE INDEX clerkship_body ON clerkship(issuing_body);
-- purpose: work (xử lý thay) or mandate (TUQ., ký thừa ủy quyền). Written, by days and field; no re-delegation (Đ13.3
-- NĐ 30/2020).
CREATE TABLE delegation (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    agency $id NOT NULL REFERENCES agency(id),
    from_post $id NOT NULL REFERENCES post(id),
    from_person $id NOT NULL REFERENCES person(id),
    to_person $id NOT NULL REFERENCES person(id),
    purpose text NOT NULL,
    field text NOT NULL DEFAULT '',
    basis text NOT NULL,
    from_day text NOT NULL,
    until_day text NOT NULL,
    ended_at $time,
    created_at $time NOT NULL,
    created_by_person $id NOT NULL
);
CREATE INDEX delegation_to ON delegation(to_person, until_day);
CREATE INDEX delegation_from ON delegation(from_person, until_day);
CREATE TABLE recipient_group (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    owner_agency $id NOT NULL REFERENCES agency(id),
    name text NOT NULL,
    shared $bool NOT NULL DEFAULT 1,
    from_day text NOT NULL,
    until_day text
);
CREATE TABLE recipient_group_member (
    id $id PRIMARY KEY,
    recipient_group $id NOT NULL REFERENCES recipient_group(id),
    agency $id NOT NULL REFERENCES agency(id),
    position $int NOT NULL DEFAULT 0,
    from_day text NOT NULL,
    until_day text
);
CREATE INDEX recipient_group_member_group ON recipient_group_member(recipient_group);
-- One row: counts every change, so that each node knows when its snapshot is old.
CREATE TABLE directory_revision (
    id $id PRIMARY KEY,
    revision $int NOT NULL
);
INSERT INTO directory_revision (id, revision) VALUES (1, 1);
