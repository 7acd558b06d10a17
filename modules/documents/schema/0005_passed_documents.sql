-- What a reorganisation gave to another agency: reports as it was ask for it by where it began.
CREATE INDEX incoming_passed ON incoming_document(origin_agency) WHERE origin_agency <> owner_agency;
