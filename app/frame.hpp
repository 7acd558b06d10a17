// What the house adds around the modules: the menu and counters of the frame, the front page, help.
#pragma once
#include <vector>

#include "platform/module/module.hpp"
#include "platform/web/server.hpp"

namespace dinh::app {

web::FrameSource frame_source(const std::vector<module::Manifest>&);
// "/" (to the work list), "/help", "/search", "/worklist/counters".
void add_house_routes(web::Router&, const std::vector<module::Manifest>&);
// Fetches the front page and the sign-in page; says on standard output what came.
bool check_pages(web::Server&);

}  // namespace dinh::app
