-- Whether the second step of a session was passed from outside the institution's networks: one passed inside does not
-- count outside.
ALTER TABLE session ADD COLUMN passed_outside $bool NOT NULL DEFAULT 0;
