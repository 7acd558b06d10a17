-- Reports asked for again and again: reply_day is the deadline of the round that runs, reply_first that of the first.
-- reply_every: '' once | month | quarter | half_year | year
ALTER TABLE outgoing_document ADD COLUMN reply_every text NOT NULL DEFAULT '';
ALTER TABLE outgoing_document ADD COLUMN reply_first text;
ALTER TABLE outgoing_document ADD COLUMN reply_until text;
ALTER TABLE outgoing_document ADD COLUMN reply_round $int NOT NULL DEFAULT 1;
CREATE INDEX outgoing_recurring ON outgoing_document(reply_day) WHERE reply_every <> '';
-- Who had answered when a round was closed, one row a recipient that was asked.
CREATE TABLE past_reply (
    outgoing $id NOT NULL REFERENCES outgoing_document(id),
    round $int NOT NULL,
    due_day text NOT NULL,
    recipient $id NOT NULL REFERENCES recipient(id),
    reply_incoming $id NOT NULL,
    replied_at $time,
    reminders $int NOT NULL,
    PRIMARY KEY (outgoing, round, recipient)
);
