-- The internal series of a unit (sổ văn bản nội bộ), one a year; unit 0: the agency's leadership.
CREATE TABLE internal_series (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    agency $id NOT NULL,
    unit $id NOT NULL,
    year $int NOT NULL,
    last $int NOT NULL,
    last_day text NOT NULL,
    from_day text NOT NULL,
    until_day text,
    UNIQUE (agency, unit, year)
);
-- Every number of a series: used or voided. count = last.
CREATE TABLE internal_number (
    series $id NOT NULL REFERENCES internal_series(id),
    number $int NOT NULL,
    state text NOT NULL,
    day text NOT NULL,
    letter $id NOT NULL,
    reason text NOT NULL DEFAULT '',
    at $time NOT NULL,
    person $id NOT NULL,
    PRIMARY KEY (series, number)
);

-- state: drafting | awaiting_approval | sent | finished | recalled | dropped
CREATE TABLE internal_letter (
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
    unit $id NOT NULL,
    sender_post $id NOT NULL,
    sender_label text NOT NULL,
    from_name text NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    urgency $int NOT NULL,
    due_day text,
    numbered $bool NOT NULL,
    answers $id NOT NULL DEFAULT 0,
    state text NOT NULL,
    edition $int NOT NULL DEFAULT 1,
    series $id NOT NULL DEFAULT 0,
    number $int NOT NULL DEFAULT 0,
    mark text NOT NULL DEFAULT '',
    signed_by text NOT NULL DEFAULT '',
    sent_at $time,
    note text NOT NULL DEFAULT ''
);
CREATE INDEX internal_letter_owner ON internal_letter(owner_agency, state, id);
CREATE INDEX internal_letter_entry ON internal_letter(series, number);
CREATE INDEX internal_letter_answers ON internal_letter(answers);
-- What an edition said that a later one replaced.
CREATE TABLE letter_edition (
    letter $id NOT NULL REFERENCES internal_letter(id),
    edition $int NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    reason text NOT NULL,
    replaced_at $time NOT NULL,
    replaced_by $id NOT NULL,
    PRIMARY KEY (letter, edition)
);
-- party_kind: unit | post | agency; role: act | information; state: planned | unread | read | done
CREATE TABLE letter_receiver (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    letter $id NOT NULL REFERENCES internal_letter(id),
    parent $id NOT NULL DEFAULT 0,
    party_kind text NOT NULL,
    party $id NOT NULL,
    label text NOT NULL,
    role text NOT NULL,
    due_day text,
    state text NOT NULL,
    giver_post $id NOT NULL DEFAULT 0,
    giver_label text NOT NULL DEFAULT '',
    note text NOT NULL DEFAULT '',
    given_at $time,
    read_at $time,
    read_by text NOT NULL DEFAULT '',
    done_at $time,
    done_by text NOT NULL DEFAULT '',
    result text NOT NULL DEFAULT ''
);
CREATE INDEX letter_receiver_letter ON letter_receiver(letter, id);
-- Each person who opened an edition, once.
CREATE TABLE letter_reading (
    letter $id NOT NULL REFERENCES internal_letter(id),
    edition $int NOT NULL,
    person $id NOT NULL,
    name text NOT NULL,
    capacity text NOT NULL,
    at $time NOT NULL,
    PRIMARY KEY (letter, edition, person)
);
CREATE TABLE letter_answer (
    id $id PRIMARY KEY,
    letter $id NOT NULL REFERENCES internal_letter(id),
    person $id NOT NULL,
    label text NOT NULL,
    body text NOT NULL,
    at $time NOT NULL
);
CREATE INDEX letter_answer_letter ON letter_answer(letter, id);

-- A quick message inside a unit. wants_answer 0: for information; state: open | finished
CREATE TABLE unit_message (
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
    unit $id NOT NULL,
    sender_post $id NOT NULL,
    sender_label text NOT NULL,
    from_name text NOT NULL,
    body text NOT NULL,
    wants_answer $bool NOT NULL,
    due_day text,
    state text NOT NULL
);
CREATE INDEX unit_message_owner ON unit_message(owner_agency, state, id);
CREATE TABLE message_receiver (
    id $id PRIMARY KEY,
    message $id NOT NULL REFERENCES unit_message(id),
    post $id NOT NULL,
    person $id NOT NULL,
    label text NOT NULL,
    read_at $time,
    answered_at $time,
    UNIQUE (message, post)
);
CREATE TABLE message_answer (
    id $id PRIMARY KEY,
    message $id NOT NULL REFERENCES unit_message(id),
    person $id NOT NULL,
    label text NOT NULL,
    body text NOT NULL,
    at $time NOT NULL
);
CREATE INDEX message_answer_message ON message_answer(message, id);
-- How many messages and answers a person sent in the minute that runs.
CREATE TABLE message_pace (
    person $id PRIMARY KEY,
    minute $int NOT NULL,
    sent $int NOT NULL
);
