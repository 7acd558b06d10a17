-- What was announced. `turn` is the place of an event among those of its subject: ids of several nodes do not tell.
CREATE TABLE event (
    id $id NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    version $int NOT NULL,
    subject $id NOT NULL,
    turn $int NOT NULL,
    agency $id NOT NULL,
    person $id NOT NULL,
    at $time NOT NULL,
    payload text NOT NULL
);
CREATE INDEX event_subject ON event (subject, turn);

-- One row for each hearer who has not yet heard an event, or could not.
CREATE TABLE event_delivery (
    event $id NOT NULL,
    hearer text NOT NULL,
    subject $id NOT NULL,
    turn $int NOT NULL,
    state text NOT NULL,
    not_before $time NOT NULL,
    attempts $int NOT NULL DEFAULT 0,
    error text NOT NULL DEFAULT '',
    at $time NOT NULL,
    PRIMARY KEY (event, hearer)
);
CREATE INDEX event_delivery_due ON event_delivery (not_before, event) WHERE state = 'waiting';
CREATE INDEX event_delivery_turn ON event_delivery (hearer, subject, turn, event) WHERE state = 'waiting';
CREATE INDEX event_delivery_dead ON event_delivery (event, hearer) WHERE state = 'dead';
