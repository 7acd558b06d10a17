// Posts and people of the example: posts by the rules of posts.csv, the named people of the story, the others by
// chance.
#pragma once
#include "app/example/province.hpp"

namespace dinh::app::example {

void fill_people(db::Database&, Province&, const csv::Table& agencies, const csv::Table& units,
                 const csv::Table& bodies, Random&);

}  // namespace dinh::app::example
