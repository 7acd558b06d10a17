-- One row for each value somebody set. In force: not replaced, from_day <= day <= until_day.
CREATE TABLE setting (
    id $id PRIMARY KEY,
    key text NOT NULL,
    value text NOT NULL,
    from_day text NOT NULL,
    until_day text,
    basis text NOT NULL,
    set_by $id NOT NULL,
    set_at $time NOT NULL,
    replaced_at $time
);
CREATE INDEX setting_key_day ON setting(key, from_day);
-- Locked first by whoever sets a value, so that two never cut the same span at once.
CREATE TABLE setting_lock (
    key text PRIMARY KEY,
    version $int NOT NULL
);
