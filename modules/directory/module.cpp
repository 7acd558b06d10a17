#include "modules/directory/directory.hpp"
#include "platform/web/router.hpp"

namespace dinh::directory {

module::Manifest manifest() {
    module::Manifest manifest;
    manifest.name = "directory";
    manifest.title = "Danh bạ";
    manifest.always = true;
    return manifest;
}

}  // namespace dinh::directory
