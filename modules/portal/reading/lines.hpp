// Lines of articles, as the home page and lists show them.
#pragma once
#include "modules/portal/articles/article.hpp"
#include "modules/portal/pages.hpp"

namespace dinh::portal::reading {

enum class Look { plain, pictures };
pages::ReadingLine line_of(db::Conn&, const std::string& base, const Shown&, Look);

}  // namespace dinh::portal::reading
