-- Inside an agency that is asked: the question goes to a unit or a person, the words come back before the agency
-- answers. holder_kind unit | post; parent: the part of the unit whose leader gave it, 0 the agency itself; state
-- waiting | answered | lapsed.
CREATE TABLE opinion_part (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    consultation $id NOT NULL REFERENCES consultation(id),
    submission $id NOT NULL,
    parent $id NOT NULL DEFAULT 0,
    holder_kind text NOT NULL,
    holder $id NOT NULL,
    label text NOT NULL,
    giver_post $id NOT NULL,
    giver_label text NOT NULL,
    note text NOT NULL DEFAULT '',
    due_day text NOT NULL,
    given_at $time NOT NULL,
    state text NOT NULL,
    answer text NOT NULL DEFAULT '',
    answered_by text NOT NULL DEFAULT '',
    answered_at $time
);
CREATE INDEX opinion_part_submission ON opinion_part(submission, id);
CREATE INDEX opinion_part_consultation ON opinion_part(consultation, id);
CREATE INDEX opinion_part_holder ON opinion_part(holder, state);
CREATE INDEX opinion_part_giver ON opinion_part(giver_post, state);
-- Figures of a committee and its office.
CREATE INDEX submission_received ON submission(committee, received_day);
CREATE INDEX submission_examined ON submission(committee, examined_day);
