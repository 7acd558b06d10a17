-- Entries name the categories that articles stand in since: those of before are indexed again, by a job.
INSERT INTO job (id, kind, job_class, payload, state, not_before, attempts, at)
VALUES (14, 'portal.index_again', 'slow', '{}', 'waiting', '2026-11-23T00:00:00.000Z', 0, '2026-11-23T00:00:00.000Z');
