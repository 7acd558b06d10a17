CREATE TABLE work_item (
    id $id PRIMARY KEY,
    kind text NOT NULL,
    subject_kind text NOT NULL,
    subject $id NOT NULL,
    part $id NOT NULL,
    holder $id NOT NULL,
    agency $id NOT NULL,
    title text NOT NULL,
    note text NOT NULL,
    link text NOT NULL,
    item_class text NOT NULL,
    urgency $int NOT NULL,
    due_day text,
    from_name text NOT NULL,
    given_at $time NOT NULL,
    seen_at $time,
    done_at $time,
    reminded_at $time,
    is_open $bool NOT NULL,
    UNIQUE (subject_kind, subject, part, holder)
);
CREATE INDEX work_item_list ON work_item(holder, is_open, item_class, due_day, id);
CREATE INDEX work_item_done ON work_item(holder, item_class, id) WHERE is_open = 0;
CREATE INDEX work_item_due ON work_item(is_open, item_class, due_day);
-- Open items of a holder, kept by the deeds themselves so that the side bar never counts rows.
CREATE TABLE work_count (
    holder $id NOT NULL,
    item_class text NOT NULL,
    open_items $int NOT NULL,
    PRIMARY KEY (holder, item_class)
);
CREATE TABLE notice (
    id $id PRIMARY KEY,
    holder $id NOT NULL,
    text text NOT NULL,
    link text NOT NULL,
    given_at $time NOT NULL,
    read_at $time
);
CREATE INDEX notice_holder ON notice(holder, read_at, id);
CREATE INDEX notice_link ON notice(link);
