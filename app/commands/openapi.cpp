#include <cstdio>

#include "app/commands/commands.hpp"
#include "app/frame.hpp"
#include "app/modules.hpp"
#include "platform/pages/pages.hpp"
#include "platform/web/api/openapi.hpp"

namespace dinh::app {

int print_openapi(const std::string& language) {
    pages::load();
    const auto modules = all_modules();
    web::Router router;
    for (const auto& manifest : modules) {
        router.belong(manifest.name, manifest.title);
        if (manifest.routes) manifest.routes(router);
    }
    add_house_routes(router, modules);
    router.finish();
    std::puts(web::api::openapi(router, pages::Lang(language)).c_str());
    return 0;
}

}  // namespace dinh::app
