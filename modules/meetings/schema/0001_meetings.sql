-- What stands in a work calendar (lịch công tác). unit 0: the week of the leaders.
-- state: proposed | accepted | declined | cancelled | removed    source: office | proposal | invitation
-- change: what became of it after its week was approved: "" | added | moved | changed | cancelled
CREATE TABLE calendar_entry (
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
    unit $id NOT NULL DEFAULT 0,
    incoming $id NOT NULL DEFAULT 0,
    state text NOT NULL,
    source text NOT NULL,
    from_day text NOT NULL,
    to_day text NOT NULL,
    starts_at $time NOT NULL,
    ends_at $time NOT NULL,
    subject text NOT NULL,
    place text NOT NULL DEFAULT '',
    place_key text NOT NULL DEFAULT '',
    chair_text text NOT NULL DEFAULT '',
    guests text NOT NULL DEFAULT '',
    internal $bool NOT NULL DEFAULT 0,
    sequence $int NOT NULL DEFAULT 0,
    updated_at $time NOT NULL,
    change text NOT NULL DEFAULT '',
    changed_at $time,
    reason text NOT NULL DEFAULT ''
);
CREATE INDEX calendar_entry_week ON calendar_entry(owner_agency, from_day);
CREATE INDEX calendar_entry_incoming ON calendar_entry(incoming) WHERE incoming <> 0;
CREATE INDEX calendar_entry_end ON calendar_entry(to_day);

-- Who takes part. role: chair | attend | named. attends 0: another was named in this one's place.
CREATE TABLE entry_participant (
    id $id PRIMARY KEY,
    entry $id NOT NULL REFERENCES calendar_entry(id),
    kind text NOT NULL,
    who $id NOT NULL,
    label text NOT NULL,
    role text NOT NULL,
    attends $bool NOT NULL DEFAULT 1,
    named_for $id NOT NULL DEFAULT 0,
    from_day text NOT NULL,
    UNIQUE (entry, who)
);
CREATE INDEX entry_participant_who ON entry_participant(who, from_day);

-- The week of an agency as one paper. state: draft | submitted | approved | published
CREATE TABLE calendar_week (
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
    monday text NOT NULL,
    state text NOT NULL,
    note text NOT NULL DEFAULT '',
    approved_at $time,
    approver_label text NOT NULL DEFAULT '',
    published_at $time,
    UNIQUE (owner_agency, monday)
);

-- Addresses at which programs read a person's week. Only the digest of the secret is kept. slot: at most so many live.
CREATE TABLE calendar_feed (
    id $id PRIMARY KEY,
    person $id NOT NULL,
    slot $int NOT NULL,
    name text NOT NULL,
    token_hash text NOT NULL UNIQUE,
    created_at $time NOT NULL,
    last_read_at $time,
    ended_at $time
);
CREATE UNIQUE INDEX calendar_feed_slot ON calendar_feed(person, slot) WHERE ended_at IS NULL;
