-- What a token may do: "documents:read documents:write"; null: made before tokens had scopes, it may do what its
-- owner may.
ALTER TABLE api_token ADD COLUMN scopes text;
-- It stood in the address of a request and was ended for it.
ALTER TABLE api_token ADD COLUMN leaked_at $time;
-- A call that came with an Idempotency-Key. call: digest of what was asked; answer: null while it runs.
CREATE TABLE api_call (
    id $id PRIMARY KEY,
    person $id NOT NULL,
    call_key text NOT NULL,
    call text NOT NULL,
    begun_at $time NOT NULL,
    answer text,
    UNIQUE (person, call_key)
);
CREATE INDEX api_call_age ON api_call(begun_at);
