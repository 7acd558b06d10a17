-- Work that waits, runs or has failed for good. Done work leaves no row.
CREATE TABLE job (
    id $id NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    job_class text NOT NULL,
    payload text NOT NULL,
    unique_key text,
    state text NOT NULL,
    not_before $time NOT NULL,
    attempts $int NOT NULL,
    lease $id NOT NULL DEFAULT 0,
    lease_until $time NOT NULL DEFAULT '',
    error text NOT NULL DEFAULT '',
    at $time NOT NULL
);
CREATE INDEX job_waiting ON job (job_class, not_before, id) WHERE state = 'waiting';
CREATE INDEX job_running ON job (job_class, lease_until) WHERE state = 'running';
CREATE INDEX job_dead ON job (id) WHERE state = 'dead';
CREATE UNIQUE INDEX job_unique ON job (unique_key) WHERE state = 'waiting' AND unique_key IS NOT NULL;

-- When a periodic kind runs next.
CREATE TABLE job_clock (
    kind text NOT NULL PRIMARY KEY,
    next_at $time NOT NULL
);

-- The process that keeps the time for all nodes.
CREATE TABLE job_timekeeper (
    id $int NOT NULL PRIMARY KEY,
    holder $id NOT NULL,
    until $time NOT NULL
);
INSERT INTO job_timekeeper (id, holder, until) VALUES (1, 0, '');
