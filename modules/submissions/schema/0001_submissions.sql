-- A submission (hồ sơ trình): what an agency lays before the committee above it, until the document it asked for is
-- issued. letter: its tờ trình, an outgoing document of its own, an incoming one of the committee, or both.
CREATE TABLE submission (
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
    committee $id NOT NULL,
    issuing_body $id NOT NULL,
    by_office $bool NOT NULL DEFAULT 0,
    sender_name text NOT NULL,
    kind text NOT NULL,
    document_kind text NOT NULL,
    subject text NOT NULL,
    field text NOT NULL DEFAULT '',
    asked_day text,
    letter_outgoing $id NOT NULL DEFAULT 0,
    letter_incoming $id NOT NULL DEFAULT 0,
    letter_mark text NOT NULL DEFAULT '',
    letter_day text,
    task_incoming $id NOT NULL DEFAULT 0,
    task_mark text NOT NULL DEFAULT '',
    state text NOT NULL,
    submitted_day text,
    received_day text,
    due_day text,
    returns $int NOT NULL DEFAULT 0,
    return_reasons text NOT NULL DEFAULT '',
    complete_due text,
    unit $id NOT NULL DEFAULT 0,
    examiner $id NOT NULL DEFAULT 0,
    examiner_label text NOT NULL DEFAULT '',
    examined_day text,
    examined_late $bool NOT NULL DEFAULT 0,
    outgoing $id NOT NULL DEFAULT 0,
    result_mark text NOT NULL DEFAULT '',
    result_day text,
    ended_day text,
    end_reason text NOT NULL DEFAULT ''
);
CREATE INDEX submission_owner ON submission(owner_agency, state, id);
CREATE INDEX submission_committee ON submission(committee, state, id);
CREATE INDEX submission_outgoing ON submission(outgoing);
CREATE INDEX submission_examiner ON submission(examiner);
CREATE INDEX submission_unit ON submission(unit);
CREATE INDEX submission_letter_in ON submission(letter_incoming);
CREATE INDEX submission_task ON submission(task_incoming);
CREATE INDEX submission_letter_out ON submission(letter_outgoing);
-- One letter, one submission at a time.
CREATE UNIQUE INDEX submission_one_letter_out ON submission(letter_outgoing)
    WHERE letter_outgoing <> 0 AND state NOT IN ('withdrawn', 'disagreed', 'removed');
CREATE UNIQUE INDEX submission_one_letter_in ON submission(letter_incoming)
    WHERE letter_incoming <> 0 AND state NOT IN ('withdrawn', 'disagreed', 'removed');

-- What the sender asked of others before it submitted, and what became of their words: treatment accepted (tiếp thu) |
-- explained (giải trình) | agreed (thống nhất).
CREATE TABLE gathered_opinion (
    id $id PRIMARY KEY,
    submission $id NOT NULL REFERENCES submission(id),
    agency_name text NOT NULL,
    opinion text NOT NULL,
    treatment text NOT NULL,
    answer text NOT NULL DEFAULT ''
);
CREATE INDEX gathered_opinion_submission ON gathered_opinion(submission, id);

-- What the committee's office asks of other agencies: state waiting | answered | lapsed.
CREATE TABLE consultation (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    submission $id NOT NULL REFERENCES submission(id),
    agency $id NOT NULL,
    agency_name text NOT NULL,
    question text NOT NULL,
    due_day text NOT NULL,
    asked_by text NOT NULL,
    asked_at $time NOT NULL,
    state text NOT NULL,
    answer text NOT NULL DEFAULT '',
    answer_mark text NOT NULL DEFAULT '',
    answered_by text NOT NULL DEFAULT '',
    answered_at $time,
    late $bool NOT NULL DEFAULT 0
);
CREATE INDEX consultation_submission ON consultation(submission, id);
CREATE INDEX consultation_agency ON consultation(agency, state);

-- Phiếu trình, one for each round: state waiting_review | sent_back | waiting_decision | decided.
CREATE TABLE examination_slip (
    submission $id NOT NULL REFERENCES submission(id),
    round $int NOT NULL,
    summary text NOT NULL,
    issues text NOT NULL,
    proposal text NOT NULL,
    leader $id NOT NULL,
    leader_label text NOT NULL,
    written_by text NOT NULL,
    written_at $time NOT NULL,
    state text NOT NULL,
    review_note text NOT NULL DEFAULT '',
    reviewed_by text NOT NULL DEFAULT '',
    reviewed_at $time,
    meeting_note text NOT NULL DEFAULT '',
    decision text NOT NULL DEFAULT '',
    decision_note text NOT NULL DEFAULT '',
    decided_by text NOT NULL DEFAULT '',
    decided_day text,
    PRIMARY KEY (submission, round)
);
CREATE INDEX examination_slip_leader ON examination_slip(leader);
