-- What passes to this target beside the units, in the words of the decision: area, fields, subjects. Of a separation:
-- kind "separate", the old agency lives on.
ALTER TABLE reorganisation_target ADD COLUMN scope text NOT NULL DEFAULT '';
