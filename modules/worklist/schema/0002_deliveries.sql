-- Notices leave the page: by mail and short message, as each person chose for each of his posts.
ALTER TABLE notice ADD COLUMN said text;
ALTER TABLE notice ADD COLUMN to_spread $bool NOT NULL DEFAULT 0;
CREATE INDEX notice_to_spread ON notice(to_spread, id) WHERE to_spread = 1;
CREATE INDEX notice_read ON notice(read_at);
ALTER TABLE work_item ADD COLUMN to_spread $bool NOT NULL DEFAULT 0;
CREATE INDEX work_item_to_spread ON work_item(to_spread, id) WHERE to_spread = 1;
-- Of a person, for all his posts. Minutes of the day; the same twice: never quiet. summary: way of the daily summary.
CREATE TABLE notice_manner (
    person $id PRIMARY KEY,
    version $int NOT NULL,
    language text NOT NULL,
    quiet_from $int NOT NULL,
    quiet_until $int NOT NULL,
    urgent_passes $bool NOT NULL,
    summary text NOT NULL
);
-- post 0: what comes to the person himself, and posts without a row of their own.
CREATE TABLE notice_choice (
    person $id NOT NULL,
    post $id NOT NULL,
    way text NOT NULL,
    pace text NOT NULL,
    PRIMARY KEY (person, post, way)
);
CREATE TABLE notice_address (
    id $id PRIMARY KEY,
    person $id NOT NULL,
    way text NOT NULL,
    version $int NOT NULL,
    address text NOT NULL,
    confirmed_at $time,
    code_mac text,
    code_until $time,
    code_tries $int NOT NULL,
    fault text NOT NULL,
    UNIQUE (person, way)
);
-- state: waiting, held, joined, sending, sent, failed, given_up. is_open: next_try_at says when it is looked at.
-- A digest is a delivery that others joined; slot: the moment it is for.
CREATE TABLE delivery (
    id $id PRIMARY KEY,
    person $id NOT NULL,
    post $id NOT NULL,
    way text NOT NULL,
    kind text NOT NULL,
    source $id NOT NULL,
    text text NOT NULL,
    said text,
    link text NOT NULL,
    urgency $int NOT NULL,
    state text NOT NULL,
    is_open $bool NOT NULL,
    next_try_at $time,
    tries $int NOT NULL,
    outcome text NOT NULL,
    last_answer text NOT NULL,
    digest $id NOT NULL,
    slot $time,
    members $int NOT NULL,
    over_limit $bool NOT NULL,
    made_at $time NOT NULL,
    ended_at $time
);
CREATE INDEX delivery_due ON delivery(next_try_at, id) WHERE is_open = 1;
CREATE INDEX delivery_state ON delivery(state, id);
CREATE INDEX delivery_person ON delivery(person, id);
CREATE INDEX delivery_digest ON delivery(digest, id);
CREATE INDEX delivery_link ON delivery(link);
CREATE UNIQUE INDEX delivery_open_digest ON delivery(person, way, slot) WHERE kind = 'digest' AND state = 'waiting';
-- What was sent on a day to a person, and to all (person 0): floods end here.
CREATE TABLE delivery_count (
    day text NOT NULL,
    person $id NOT NULL,
    what text NOT NULL,
    messages $int NOT NULL,
    PRIMARY KEY (day, person, what)
);
