-- Series and registers of issuing bodies (NĐ 30/2020 Đ15, Đ22). One row a series and period.
CREATE TABLE series (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    issuing_body $id NOT NULL,
    direction text NOT NULL,
    name text NOT NULL,
    kinds text NOT NULL,
    form text NOT NULL,
    period_kind text NOT NULL,
    period text NOT NULL,
    first $int NOT NULL,
    last $int NOT NULL,
    last_day text NOT NULL,
    from_day text NOT NULL,
    until_day text,
    UNIQUE (issuing_body, direction, name, period)
);
CREATE INDEX series_body ON series(issuing_body, direction, period);
-- Every number of a series: used, reserved or voided. count = last - first + 1 for suffix ''.
CREATE TABLE series_entry (
    series $id NOT NULL REFERENCES series(id),
    number $int NOT NULL,
    suffix text NOT NULL DEFAULT '',
    state text NOT NULL,
    day text NOT NULL,
    record_kind text NOT NULL DEFAULT '',
    record $id NOT NULL DEFAULT 0,
    reason text NOT NULL DEFAULT '',
    at $time NOT NULL,
    person $id NOT NULL,
    PRIMARY KEY (series, number, suffix)
);
CREATE INDEX series_entry_record ON series_entry(record_kind, record);
-- The few numbers that are reserved or voided.
CREATE INDEX series_entry_loose ON series_entry(series, state, number, suffix) WHERE state <> 'used';
-- Numbers leased to a node; unbounded (until NULL) on one node.
CREATE TABLE series_block (
    series $id NOT NULL REFERENCES series(id),
    node $int NOT NULL,
    from_number $int NOT NULL,
    until_number $int,
    PRIMARY KEY (series, node, from_number)
);

CREATE TABLE incoming_document (
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
    issuing_body $id NOT NULL,
    series $id NOT NULL DEFAULT 0,
    arrival_number $int NOT NULL DEFAULT 0,
    arrival_suffix text NOT NULL DEFAULT '',
    arrival_day text,
    received_at $time NOT NULL,
    registered_at $time,
    registered_late $bool NOT NULL DEFAULT 0,
    channel text NOT NULL,
    state text NOT NULL,
    author_agency $id NOT NULL DEFAULT 0,
    author_name text NOT NULL,
    author_code text NOT NULL DEFAULT '',
    mark text NOT NULL DEFAULT '',
    mark_key text NOT NULL DEFAULT '',
    document_day text,
    kind text NOT NULL,
    subject text NOT NULL,
    field text NOT NULL DEFAULT '',
    language text NOT NULL DEFAULT 'Tiếng Việt',
    pages $int NOT NULL DEFAULT 0,
    copies $int NOT NULL DEFAULT 1,
    description text NOT NULL DEFAULT '',
    signer_position text NOT NULL DEFAULT '',
    signer_name text NOT NULL DEFAULT '',
    to_places text NOT NULL DEFAULT '',
    urgency $int NOT NULL DEFAULT 0,
    due_day text,
    reply_needed $bool NOT NULL DEFAULT 0,
    paper_original text NOT NULL DEFAULT '',
    holder_note text NOT NULL DEFAULT '',
    source_outgoing $id NOT NULL DEFAULT 0,
    source_recipient $id NOT NULL DEFAULT 0,
    refusal_reason text NOT NULL DEFAULT '',
    closed_as text NOT NULL DEFAULT '',
    closed_note text NOT NULL DEFAULT '',
    closed_at $time,
    closed_by_person $id NOT NULL DEFAULT 0,
    dossier text NOT NULL DEFAULT '',
    proposed_close text NOT NULL DEFAULT '',
    files $int NOT NULL DEFAULT 0,
    secrecy_question text NOT NULL DEFAULT '',
    closed_late $bool NOT NULL DEFAULT 0
);
CREATE INDEX incoming_owner ON incoming_document(owner_agency, state, id);
CREATE INDEX incoming_register ON incoming_document(series, arrival_number);
CREATE INDEX incoming_mark ON incoming_document(owner_agency, mark_key, author_agency);
CREATE INDEX incoming_due ON incoming_document(owner_agency, due_day, state);
CREATE INDEX incoming_arrival ON incoming_document(owner_agency, arrival_day);
CREATE INDEX incoming_source ON incoming_document(source_recipient);

-- The handling tree: one row a forwarding (lượt chuyển).
-- role: lead chủ trì | support phối hợp | information để biết | follow_up theo dõi
-- state: unread | read | in_process | forwarded | handed_back | withdrawn | done
CREATE TABLE forwarding (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    incoming $id NOT NULL REFERENCES incoming_document(id),
    parent $id,
    step text NOT NULL,
    giver_post $id NOT NULL,
    giver_person $id NOT NULL,
    giver_label text NOT NULL,
    receiver_kind text NOT NULL,
    receiver $id NOT NULL,
    receiver_label text NOT NULL,
    role text NOT NULL,
    opinion text NOT NULL DEFAULT '',
    due_day text,
    state text NOT NULL,
    given_at $time NOT NULL,
    read_at $time,
    read_by_person $id NOT NULL DEFAULT 0,
    done_at $time,
    done_by_person $id NOT NULL DEFAULT 0,
    result text NOT NULL DEFAULT '',
    reason text NOT NULL DEFAULT '',
    on_behalf_of $id NOT NULL DEFAULT 0,
    entered_by_person $id NOT NULL DEFAULT 0,
    scan_file $id NOT NULL DEFAULT 0
);
CREATE INDEX forwarding_incoming ON forwarding(incoming, id);
-- Who works on a document now, for the lists: read from the index alone.
CREATE INDEX forwarding_working ON forwarding(incoming, id, receiver_label)
    WHERE role = 'lead' AND state IN ('unread', 'read', 'in_process');
CREATE INDEX forwarding_receiver ON forwarding(receiver, state);
CREATE TABLE extension_request (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    incoming $id NOT NULL,
    forwarding $id NOT NULL REFERENCES forwarding(id),
    asked_day text NOT NULL,
    reason text NOT NULL,
    asked_by_person $id NOT NULL,
    asked_at $time NOT NULL,
    state text NOT NULL,
    granted_day text,
    answer text NOT NULL DEFAULT '',
    decided_by_person $id NOT NULL DEFAULT 0,
    decided_at $time
);
CREATE INDEX extension_forwarding ON extension_request(forwarding);
CREATE INDEX extension_incoming ON extension_request(incoming);
CREATE TABLE opinion_request (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    subject_kind text NOT NULL,
    subject $id NOT NULL,
    asked_post $id NOT NULL,
    asked_person $id NOT NULL,
    of_post $id NOT NULL,
    question text NOT NULL,
    due_day text,
    asked_at $time NOT NULL,
    state text NOT NULL,
    answer text NOT NULL DEFAULT '',
    answered_by_person $id NOT NULL DEFAULT 0,
    answered_at $time
);
CREATE INDEX opinion_subject ON opinion_request(subject_kind, subject);

CREATE TABLE outgoing_document (
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
    issuing_body $id NOT NULL,
    body_name text NOT NULL,
    drafting_unit $id NOT NULL DEFAULT 0,
    state text NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    field text NOT NULL DEFAULT '',
    language text NOT NULL DEFAULT 'Tiếng Việt',
    pages $int NOT NULL DEFAULT 0,
    copies $int NOT NULL DEFAULT 1,
    description text NOT NULL DEFAULT '',
    urgency $int NOT NULL DEFAULT 0,
    addressee text NOT NULL DEFAULT '',
    drafter_note text NOT NULL DEFAULT '',
    signer_post $id NOT NULL DEFAULT 0,
    signer_person $id NOT NULL DEFAULT 0,
    signer_name text NOT NULL DEFAULT '',
    signer_lines text NOT NULL DEFAULT '',
    signing_kind text NOT NULL DEFAULT '',
    approved_at $time,
    signed_day text,
    signed_file $id NOT NULL DEFAULT 0,
    series $id NOT NULL DEFAULT 0,
    number $int NOT NULL DEFAULT 0,
    number_suffix text NOT NULL DEFAULT '',
    mark text NOT NULL DEFAULT '',
    mark_key text NOT NULL DEFAULT '',
    issued_day text,
    numbered_at $time,
    seal_note text NOT NULL DEFAULT '',
    sealed_at $time,
    issued_at $time,
    issued_late $bool NOT NULL DEFAULT 0,
    archive_copy text NOT NULL DEFAULT '',
    due_day text,
    reply_needed $bool NOT NULL DEFAULT 0,
    reply_day text,
    is_interim $bool NOT NULL DEFAULT 0,
    frozen_reason text NOT NULL DEFAULT '',
    replaced_by $id NOT NULL DEFAULT 0,
    drop_reason text NOT NULL DEFAULT ''
);
CREATE INDEX outgoing_owner ON outgoing_document(owner_agency, state, id);
CREATE INDEX outgoing_register ON outgoing_document(series, number);
CREATE INDEX outgoing_mark ON outgoing_document(owner_agency, mark_key);
CREATE INDEX outgoing_reply ON outgoing_document(owner_agency, reply_needed, reply_day);

-- kind: opinion xin ý kiến | content_initial ký nháy nội dung | form_initial ký nháy thể thức | preview xem trước
--   | sign ký
-- state: waiting | current | done | skipped | returned | withdrawn
CREATE TABLE route_step (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    outgoing $id NOT NULL REFERENCES outgoing_document(id),
    round $int NOT NULL,
    position $int NOT NULL,
    kind text NOT NULL,
    post $id NOT NULL,
    label text NOT NULL,
    state text NOT NULL,
    note text NOT NULL DEFAULT '',
    answer text NOT NULL DEFAULT '',
    given_at $time,
    read_at $time,
    done_at $time,
    done_by_person $id NOT NULL DEFAULT 0,
    done_as text NOT NULL DEFAULT ''
);
CREATE INDEX route_step_outgoing ON route_step(outgoing, round, position);
CREATE INDEX route_step_post ON route_step(post, state);
-- A body's usual route for a kind ('' = all kinds): steps as JSON
-- [{"kind":"content_initial","role":"unit_leader"}, ...]
CREATE TABLE route_template (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    issuing_body $id NOT NULL,
    document_kind text NOT NULL,
    steps text NOT NULL,
    from_day text NOT NULL,
    until_day text
);
CREATE INDEX route_template_body ON route_template(issuing_body, document_kind);
-- One at a time has no end.
CREATE UNIQUE INDEX route_template_open ON route_template(issuing_body, document_kind) WHERE until_day IS NULL;
CREATE TABLE submission_slip (
    id $id PRIMARY KEY,
    outgoing $id NOT NULL REFERENCES outgoing_document(id),
    round $int NOT NULL,
    text text NOT NULL,
    at $time NOT NULL,
    person $id NOT NULL
);
CREATE INDEX submission_slip_outgoing ON submission_slip(outgoing);

-- purpose: act để thực hiện | report để báo cáo | inform để biết | cooperate phối hợp
-- state: planned | listed | sent | arrived | accepted | refused | assigned | in_process | done | recalled
CREATE TABLE recipient (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    outgoing $id NOT NULL REFERENCES outgoing_document(id),
    position $int NOT NULL,
    agency $id NOT NULL DEFAULT 0,
    name text NOT NULL,
    purpose text NOT NULL,
    inside $bool NOT NULL,
    copies $int NOT NULL DEFAULT 1,
    state text NOT NULL,
    state_at $time NOT NULL,
    state_note text NOT NULL DEFAULT '',
    incoming $id NOT NULL DEFAULT 0,
    reply_needed $bool NOT NULL DEFAULT 0,
    reply_incoming $id NOT NULL DEFAULT 0,
    replied_at $time,
    reminders $int NOT NULL DEFAULT 0,
    reminded_at $time
);
CREATE INDEX recipient_outgoing ON recipient(outgoing, position);
CREATE INDEX recipient_agency ON recipient(agency, state);
-- Append-only: every state a recipient went through.
CREATE TABLE recipient_state (
    id $id PRIMARY KEY,
    recipient $id NOT NULL REFERENCES recipient(id),
    state text NOT NULL,
    note text NOT NULL,
    at $time NOT NULL,
    person $id NOT NULL
);
CREATE INDEX recipient_state_recipient ON recipient_state(recipient);

-- type: answers trả lời | interim trả lời bước đầu | relates liên quan | replaces thay thế | recalls thu hồi
--   | corrects đính chính | amends sửa đổi
CREATE TABLE document_relation (
    id $id PRIMARY KEY,
    from_kind text NOT NULL,
    from_record $id NOT NULL,
    to_kind text NOT NULL,
    to_record $id NOT NULL,
    type text NOT NULL,
    at $time NOT NULL,
    person $id NOT NULL,
    UNIQUE (from_kind, from_record, to_kind, to_record, type)
);
CREATE INDEX document_relation_to ON document_relation(to_kind, to_record);
