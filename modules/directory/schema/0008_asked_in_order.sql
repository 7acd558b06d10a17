-- How far an agency's open records have been put down: the listing goes on after the last one.
CREATE INDEX hand_over_choice_asked ON hand_over_choice(from_agency, kind, record);
