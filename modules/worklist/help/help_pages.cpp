#include "modules/worklist/pages.hpp"
#include "platform/web/context.hpp"

namespace dinh::worklist {

web::Response show_help(web::Context& context) {
    return web::page(context, context.lang.tr("Trợ giúp"), pages::HelpHelp{});
}

}  // namespace dinh::worklist
