-- What a citizen asks of a site's agency. kind, channel, field, provision, refusal: rules/portal_questions.toml.
-- state: received | assigned | awaiting_approval | answered | turned_away | refused. shown 1: readers see its answer.
CREATE TABLE portal_question (
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
    site $id NOT NULL REFERENCES portal_site(id),
    kind text NOT NULL,
    channel text NOT NULL,
    field text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    provision text NOT NULL DEFAULT '',
    purpose text NOT NULL DEFAULT '',
    may_publish $bool NOT NULL,
    state text NOT NULL,
    received_day text NOT NULL,
    notice_due text,
    noticed_day text,
    due_day text NOT NULL,
    extensions $int NOT NULL DEFAULT 0,
    extension_reason text NOT NULL DEFAULT '',
    holder_unit $id NOT NULL DEFAULT 0,
    holder_post $id NOT NULL DEFAULT 0,
    holder_label text NOT NULL DEFAULT '',
    ended_as text NOT NULL DEFAULT '',
    reason text NOT NULL DEFAULT '',
    answer text NOT NULL DEFAULT '',
    public_subject text NOT NULL DEFAULT '',
    public_body text NOT NULL DEFAULT '',
    publish $bool NOT NULL DEFAULT 0,
    shown $bool NOT NULL DEFAULT 0,
    drafted_by text NOT NULL DEFAULT '',
    approved_by text NOT NULL DEFAULT '',
    ended_at $time,
    late $bool NOT NULL DEFAULT 0,
    rating $int NOT NULL DEFAULT 0,
    rating_words text NOT NULL DEFAULT ''
);
CREATE INDEX portal_question_owner ON portal_question(owner_agency, state, id);
CREATE INDEX portal_question_site ON portal_question(site, received_day);
CREATE INDEX portal_question_shown ON portal_question(site, shown, field, id);
CREATE INDEX portal_question_newest ON portal_question(site, shown, id);
-- Who asks: apart from the question, because nothing else may hold it. code: SHA-256 of what he reads the state with.
CREATE TABLE portal_question_sender (
    question $id PRIMARY KEY REFERENCES portal_question(id),
    name text NOT NULL,
    phone text NOT NULL DEFAULT '',
    email text NOT NULL DEFAULT '',
    address text NOT NULL DEFAULT '',
    id_number text NOT NULL DEFAULT '',
    code text NOT NULL UNIQUE
);
-- The posts to which the questions of a site were shown last; when they change, its questions are shown anew.
CREATE TABLE portal_question_sight (
    site $id PRIMARY KEY,
    posts text NOT NULL
);
-- How often an hour, by site and by address. The address is a digest with the salt of its day, which is thrown away.
CREATE TABLE portal_flood (
    hour text NOT NULL,
    scope text NOT NULL,
    n $int NOT NULL,
    PRIMARY KEY (hour, scope)
);
CREATE TABLE portal_flood_salt (
    day text PRIMARY KEY,
    salt text NOT NULL
);

-- A published draft on which comments are taken until a day.
CREATE TABLE portal_consultation (
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
    site $id NOT NULL REFERENCES portal_site(id),
    article $id NOT NULL UNIQUE REFERENCES portal_article(id),
    until_day text NOT NULL
);
CREATE INDEX portal_consultation_site ON portal_consultation(site, id);
-- The articles (Điều 1..n) of the draft as they stood when it was laid open; position 0 is the whole draft.
CREATE TABLE portal_consultation_part (
    consultation $id NOT NULL REFERENCES portal_consultation(id),
    position $int NOT NULL,
    title text NOT NULL,
    PRIMARY KEY (consultation, position)
);
CREATE TABLE portal_comment (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    consultation $id NOT NULL REFERENCES portal_consultation(id),
    part $int NOT NULL,
    at $time NOT NULL,
    body text NOT NULL,
    public_body text NOT NULL DEFAULT '',
    reply text NOT NULL DEFAULT '',
    replied_at $time
);
CREATE INDEX portal_comment_consultation ON portal_comment(consultation, id);
CREATE TABLE portal_comment_sender (
    comment $id PRIMARY KEY REFERENCES portal_comment(id),
    name text NOT NULL,
    contact text NOT NULL DEFAULT ''
);
