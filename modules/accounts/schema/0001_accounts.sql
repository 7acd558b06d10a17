CREATE TABLE account (
    id $id PRIMARY KEY,
    version $int NOT NULL DEFAULT 1,
    person $id NOT NULL UNIQUE,
    username text NOT NULL UNIQUE,
    password_hash text NOT NULL,
    password_set_at $time NOT NULL,
    must_change $bool NOT NULL DEFAULT 1,
    failures $int NOT NULL DEFAULT 0,
    locked_until $time,
    disabled_at $time,
    disabled_reason text NOT NULL DEFAULT '',
    second_factor text NOT NULL DEFAULT '',
    totp_secret text NOT NULL DEFAULT '',
    totp_last_step $int NOT NULL DEFAULT 0,
    codes_left $int NOT NULL DEFAULT 0,
    language text NOT NULL DEFAULT 'vi',
    acting_post $id,
    epoch $int NOT NULL DEFAULT 1,
    last_sign_in_at $time,
    active_since $time NOT NULL,
    created_at $time NOT NULL,
    created_by_person $id NOT NULL
);
-- Names nobody has are counted like those of accounts, so that nobody learns which exist. The key is a MAC of the name.
CREATE TABLE unknown_sign_in (
    name_key text PRIMARY KEY,
    failures $int NOT NULL,
    locked_until $time,
    last_at $time NOT NULL
);
CREATE INDEX unknown_sign_in_age ON unknown_sign_in(last_at);
-- Printed one-time codes: only their MACs.
CREATE TABLE one_time_code (
    id $id PRIMARY KEY,
    account $id NOT NULL REFERENCES account(id),
    code_mac text NOT NULL,
    used_at $time
);
CREATE INDEX one_time_code_account ON one_time_code(account);
CREATE TABLE session (
    id $id PRIMARY KEY,
    token_hash text NOT NULL UNIQUE,
    account $id NOT NULL REFERENCES account(id),
    epoch $int NOT NULL,
    created_at $time NOT NULL,
    last_seen_at $time NOT NULL,
    ended_at $time,
    locked $bool NOT NULL DEFAULT 0,
    second_factor $bool NOT NULL DEFAULT 0,
    csrf_secret text NOT NULL,
    acting_post $id,
    remote_address text NOT NULL,
    user_agent text NOT NULL
);
CREATE INDEX session_account ON session(account, ended_at);
CREATE INDEX session_age ON session(created_at);
CREATE TABLE api_token (
    id $id PRIMARY KEY,
    token_hash text NOT NULL UNIQUE,
    account $id NOT NULL REFERENCES account(id),
    name text NOT NULL,
    created_at $time NOT NULL,
    expires_day text NOT NULL,
    ended_at $time,
    last_used_at $time
);
CREATE INDEX api_token_account ON api_token(account);
-- A POST that met a locked or ended session: sealed, for one hour.
CREATE TABLE kept_form (
    id $id PRIMARY KEY,
    account $id NOT NULL REFERENCES account(id),
    sealed $bytes NOT NULL,
    kept_at $time NOT NULL
);
CREATE INDEX kept_form_account ON kept_form(account, kept_at);
CREATE INDEX kept_form_age ON kept_form(kept_at);
