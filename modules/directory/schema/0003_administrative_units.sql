-- Administrative units of the land (đơn vị hành chính) with the days between which each stands; level: province |
-- district | commune. parent: code of the unit above. from_day '': since before anything is recorded.
CREATE TABLE administrative_unit (
    id $id PRIMARY KEY,
    level text NOT NULL,
    code text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    folded text NOT NULL,
    parent text NOT NULL,
    from_day text NOT NULL,
    until_day text,
    UNIQUE (level, code, from_day)
);
CREATE INDEX administrative_unit_folded ON administrative_unit(folded);
-- Into which unit one went on a day; one that was divided has several rows.
CREATE TABLE administrative_unit_successor (
    id $id PRIMARY KEY,
    level text NOT NULL,
    code text NOT NULL,
    day text NOT NULL,
    successor_level text NOT NULL,
    successor text NOT NULL,
    merged $bool NOT NULL,
    divided $bool NOT NULL,
    UNIQUE (level, code, day, successor_level, successor)
);
CREATE INDEX administrative_unit_successor_back ON administrative_unit_successor(successor_level, successor, day);
