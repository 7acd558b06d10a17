// A register as the pages open it: only for those who may read it or keep it.
#pragma once
#include "modules/directory/directory.hpp"
#include "modules/documents/rights.hpp"
#include "modules/documents/series/series.hpp"
#include "platform/web/context.hpp"

namespace dinh::documents {

struct Opened {
    Series series;
    directory::IssuingBody body;
};
// Of the place :series. NotFound: no such series, or a stranger's.
Opened opened(web::Context&);
std::string path_of(Id series);
Subject subject_of_body(const directory::IssuingBody&);

web::Response new_series(web::Context&);
web::Response open_one(web::Context&);
web::Response print_series(web::Context&);

}  // namespace dinh::documents
