// For whom a page is made.
#pragma once
#include <memory>
#include <string>

#include "modules/directory/directory.hpp"
#include "platform/web/context.hpp"

namespace dinh::meetings {

struct Reader {
    const dinh::pages::Lang& lang;
    const Actor& actor;
    std::string csrf;
    std::shared_ptr<const directory::Snapshot> directory;
};
Reader reader_of(web::Context&);

}  // namespace dinh::meetings
