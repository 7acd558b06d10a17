-- What units and posts had to do with in a month, counted again while it lasts, so that a whole province is added up at
-- once. direction: incoming | outgoing; share and outcome: reports/reports.hpp. post 0: the unit; unit 0: nobody.
CREATE TABLE handling_sum (
    month text NOT NULL,
    agency $id NOT NULL,
    direction text NOT NULL,
    unit $id NOT NULL,
    post $id NOT NULL,
    share text NOT NULL,
    outcome text NOT NULL,
    records $int NOT NULL,
    PRIMARY KEY (month, agency, direction, unit, post, share, outcome)
);
CREATE INDEX handling_sum_agency ON handling_sum(agency, month);
CREATE TABLE handling_count (
    month text NOT NULL,
    agency $id NOT NULL,
    counted_at $time NOT NULL,
    PRIMARY KEY (month, agency)
);
CREATE INDEX incoming_closed ON incoming_document(owner_agency, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX outgoing_issued ON outgoing_document(owner_agency, issued_at) WHERE issued_at IS NOT NULL;
