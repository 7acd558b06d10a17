#include "modules/meetings/reader.hpp"

namespace dinh::meetings {

Reader reader_of(web::Context& context) {
    return {context.lang, context.actor(), context.csrf_token(), directory::now(context.house)};
}

}  // namespace dinh::meetings
