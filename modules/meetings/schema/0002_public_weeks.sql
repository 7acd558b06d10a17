-- Since when everybody may read the leaders' week on the agency's public site; empty: not.
ALTER TABLE calendar_week ADD COLUMN public_since $time;
CREATE INDEX calendar_week_public ON calendar_week(owner_agency, monday) WHERE public_since IS NOT NULL;
