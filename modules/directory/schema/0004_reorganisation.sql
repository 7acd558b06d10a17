-- A reorganisation of agencies. kind: rename | recode | move | merge | split | dissolve; state: draft | planned | done
-- | undone. staff, leaders: move | end.
CREATE TABLE reorganisation (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    kind text NOT NULL,
    state text NOT NULL,
    day text NOT NULL,
    basis text NOT NULL,
    staff text NOT NULL,
    leaders text NOT NULL,
    name text NOT NULL,
    abbreviation text NOT NULL,
    code text NOT NULL,
    parent $id NOT NULL,
    blocked text NOT NULL DEFAULT '',
    created_at $time NOT NULL,
    created_by_person $id NOT NULL,
    done_at $time,
    undone_at $time
);
CREATE INDEX reorganisation_state ON reorganisation(state, day);
CREATE TABLE reorganisation_agency (
    reorganisation $id NOT NULL REFERENCES reorganisation(id),
    agency $id NOT NULL REFERENCES agency(id),
    position $int NOT NULL,
    PRIMARY KEY (reorganisation, agency)
);
CREATE INDEX reorganisation_agency_agency ON reorganisation_agency(agency);
-- Who takes over: an agency there is, or one that is made on the day (agency 0 until then).
CREATE TABLE reorganisation_target (
    reorganisation $id NOT NULL REFERENCES reorganisation(id),
    position $int NOT NULL,
    agency $id NOT NULL,
    name text NOT NULL,
    abbreviation text NOT NULL,
    PRIMARY KEY (reorganisation, position)
);
CREATE INDEX reorganisation_target_agency ON reorganisation_target(agency);
-- Of a split: to which target a unit goes.
CREATE TABLE reorganisation_unit (
    reorganisation $id NOT NULL REFERENCES reorganisation(id),
    unit $id NOT NULL REFERENCES unit(id),
    target $int NOT NULL,
    PRIMARY KEY (reorganisation, unit)
);
-- What a hearer still has to move; to_agency 0: it lists what a person must choose for. state: waiting | done.
CREATE TABLE hand_over (
    id $id PRIMARY KEY,
    reorganisation $id NOT NULL REFERENCES reorganisation(id),
    from_agency $id NOT NULL,
    to_agency $id NOT NULL,
    hearer text NOT NULL,
    state text NOT NULL,
    batches $int NOT NULL DEFAULT 0,
    at $time NOT NULL,
    UNIQUE (reorganisation, from_agency, to_agency, hearer)
);
CREATE INDEX hand_over_state ON hand_over(state);
CREATE TABLE hand_over_line (
    from_agency $id NOT NULL,
    to_agency $id NOT NULL,
    what text NOT NULL,
    moved $int NOT NULL,
    PRIMARY KEY (from_agency, to_agency, what)
);
-- Open records of a divided agency; to_agency 0: nobody has chosen yet.
CREATE TABLE hand_over_choice (
    kind text NOT NULL,
    record $id NOT NULL,
    from_agency $id NOT NULL,
    title text NOT NULL,
    link text NOT NULL,
    unit $id NOT NULL,
    to_agency $id NOT NULL DEFAULT 0,
    chosen_by_person $id NOT NULL DEFAULT 0,
    done $bool NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, record)
);
CREATE INDEX hand_over_choice_agency ON hand_over_choice(from_agency, done, to_agency, record);
-- Who takes over what waits for a post that ended with its agency.
CREATE TABLE post_heir (
    post $id PRIMARY KEY REFERENCES post(id),
    heir $id NOT NULL REFERENCES post(id),
    day text NOT NULL
);
-- Where a post or unit stood until a day: what moved with a reorganisation is still found where it was before.
CREATE TABLE placement (
    id $id PRIMARY KEY,
    kind text NOT NULL,
    subject $id NOT NULL,
    agency $id NOT NULL,
    until_day text NOT NULL
);
CREATE INDEX placement_agency ON placement(agency);
CREATE INDEX placement_until ON placement(until_day);
