-- Which appointment a row of a table ended, and its last day as it was before, so that the table can be undone.
-- version: of the appointment after that.
CREATE TABLE directory_import_leaving (
    import $id NOT NULL REFERENCES directory_import(id),
    line $int NOT NULL,
    appointment $id NOT NULL REFERENCES appointment(id),
    was_until text,
    version $int NOT NULL,
    PRIMARY KEY (import, line)
);
-- Which unit of the successor takes over what waits for a unit that ended with its agency.
CREATE TABLE unit_heir (
    unit $id PRIMARY KEY REFERENCES unit(id),
    heir $id NOT NULL REFERENCES unit(id),
    day text NOT NULL
);
