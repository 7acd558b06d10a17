// What a person is told whose form was overtaken by another's deed.
#pragma once
#include "platform/error/error.hpp"
#include "platform/web/context.hpp"

namespace dinh::documents::out_pages {

Reason overtaken(web::Context&, Id outgoing);

}  // namespace dinh::documents::out_pages
