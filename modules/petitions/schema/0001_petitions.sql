-- The petition book (sổ đơn) of an issuing body, one a year.
CREATE TABLE petition_book (
    id $id PRIMARY KEY,
    issuing_body $id NOT NULL,
    year $int NOT NULL,
    last $int NOT NULL,
    last_day text NOT NULL,
    UNIQUE (issuing_body, year)
);
-- Every number of a book: used or voided. count = last.
CREATE TABLE petition_number (
    book $id NOT NULL REFERENCES petition_book(id),
    number $int NOT NULL,
    state text NOT NULL,
    day text NOT NULL,
    petition $id NOT NULL,
    reason text NOT NULL DEFAULT '',
    at $time NOT NULL,
    person $id NOT NULL,
    PRIMARY KEY (book, number)
);

CREATE TABLE petition (
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
    issuing_body $id NOT NULL,
    book $id NOT NULL DEFAULT 0,
    number $int NOT NULL DEFAULT 0,
    registered_day text,
    received_day text NOT NULL,
    channel text NOT NULL,
    passed_from text NOT NULL DEFAULT '',
    kind text NOT NULL,
    round $int NOT NULL DEFAULT 1,
    state text NOT NULL,
    summary text NOT NULL,
    field text NOT NULL DEFAULT '',
    people $int NOT NULL DEFAULT 1,
    proposal text NOT NULL DEFAULT '',
    proposed_by text NOT NULL DEFAULT '',
    processing_due text,
    decision text NOT NULL DEFAULT '',
    decision_note text NOT NULL DEFAULT '',
    decided_day text,
    decided_by text NOT NULL DEFAULT '',
    filed_as text NOT NULL DEFAULT '',
    passed_agency $id NOT NULL DEFAULT 0,
    passed_name text NOT NULL DEFAULT '',
    passed_petition $id NOT NULL DEFAULT 0,
    source_petition $id NOT NULL DEFAULT 0,
    remote $bool NOT NULL DEFAULT 0,
    due_day text,
    extensions $int NOT NULL DEFAULT 0,
    settler_unit $id NOT NULL DEFAULT 0,
    settler_post $id NOT NULL DEFAULT 0,
    settler_label text NOT NULL DEFAULT '',
    answer_mark text NOT NULL DEFAULT '',
    answer_day text,
    answer_text text NOT NULL DEFAULT '',
    answer_outgoing $id NOT NULL DEFAULT 0,
    answered_late $bool NOT NULL DEFAULT 0,
    closed_at $time,
    void_reason text NOT NULL DEFAULT ''
);
CREATE INDEX petition_owner ON petition(owner_agency, state, id);
CREATE INDEX petition_entry ON petition(book, number);
CREATE INDEX petition_body ON petition(issuing_body, id);
-- Who sent it: apart from the petition, because fewer people may read it.
CREATE TABLE petition_sender (
    petition $id NOT NULL REFERENCES petition(id),
    position $int NOT NULL,
    issuing_body $id NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    address text NOT NULL DEFAULT '',
    phone text NOT NULL DEFAULT '',
    id_number text NOT NULL DEFAULT '',
    representative $bool NOT NULL DEFAULT 0,
    PRIMARY KEY (petition, position)
);
CREATE INDEX petition_sender_name ON petition_sender(issuing_body, name_key);

-- Whom the head of an agency named: task reception takes petitions in | direction decides in the head's place.
CREATE TABLE petition_officer (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    issuing_body $id NOT NULL,
    post $id NOT NULL,
    task text NOT NULL,
    from_day text NOT NULL,
    until_day text
);
CREATE INDEX petition_officer_body ON petition_officer(issuing_body);
CREATE INDEX petition_officer_post ON petition_officer(post);
CREATE UNIQUE INDEX petition_officer_open ON petition_officer(issuing_body, post, task) WHERE until_day IS NULL;
-- The posts to which the petitions of a body were shown last; when they change, its petitions are shown anew.
CREATE TABLE petition_sight (
    issuing_body $id PRIMARY KEY,
    posts text NOT NULL
);
