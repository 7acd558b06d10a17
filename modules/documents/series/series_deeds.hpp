// What the two sources of the series' deeds share.
#pragma once
#include "modules/documents/rights.hpp"
#include "modules/documents/series/series.hpp"

namespace dinh::documents {

// Throws NotFound for an unknown issuing body.
Subject subject_of(db::Conn&, Id issuing_body);
// The body's series on a day, one a name, closed ones included; years not opened yet with id 0.
std::vector<Series> standing_series(db::Conn&, Id issuing_body, Direction, Day);
// Opens the year of a series that stands renewed (id 0), and with it the body's other series of that direction.
Series open_year(db::Tx&, const Actor&, const Series& renewed);
// History and audit of a deed on a series; `mark` is the number or period it is about.
void note_series_deed(db::Tx&, const Actor&, const Capacity*, Id series, std::string_view deed, const Said& words,
                      std::string_view mark);

}  // namespace dinh::documents
