#include "app/frame.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>

#include "app/house_name.hpp"
#include "modules/accounts/accounts.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/db.hpp"
#include "platform/settings/settings.hpp"
#include "platform/web/api/openapi.hpp"

namespace dinh::app {

namespace {

// Counters of a person, kept two seconds: many pages of one person are asked in a row.
struct CounterCache {
    struct Kept {
        std::int64_t at_ms = 0;
        module::Counters counters;
    };
    std::mutex mutex;
    std::unordered_map<Id, Kept> kept;
};
constexpr std::int64_t kKeptMs = 2000;
constexpr std::size_t kMostKept = 20000;

module::Counters read_counters(const std::vector<module::Manifest>& modules, House& house, const Actor& actor) {
    module::Counters counters;
    house.db->read([&](db::Conn& conn) {
        for (const auto& manifest : modules)
            if (manifest.counters) manifest.counters(conn, house, actor, counters);
    });
    return counters;
}

module::Counters counters_of(const std::vector<module::Manifest>& modules, House& house, const Actor& actor) {
    if (actor.person == 0) return {};
    auto& cache = house.part<CounterCache>();
    const auto now = clock::steady_ms();
    {
        const std::scoped_lock lock(cache.mutex);
        const auto found = cache.kept.find(actor.person);
        if (found != cache.kept.end() && now - found->second.at_ms < kKeptMs) return found->second.counters;
    }
    auto counters = read_counters(modules, house, actor);
    const std::scoped_lock lock(cache.mutex);
    if (cache.kept.size() >= kMostKept) cache.kept.clear();
    cache.kept[actor.person] = {now, counters};
    return counters;
}

web::Response show_counters(web::Context& context, const std::vector<module::Manifest>& modules) {
    boost::json::object object;
    for (const auto& [name, count] : read_counters(modules, context.house, context.actor())) object[name] = count;
    return web::json(boost::json::serialize(object));
}

}  // namespace

web::FrameSource frame_source(const std::vector<module::Manifest>& modules) {
    std::vector<module::MenuEntry> entries;
    for (const auto& manifest : modules) entries.insert(entries.end(), manifest.menu.begin(), manifest.menu.end());
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.order < b.order; });
    web::FrameSource source;
    source.menu = [entries](const web::Context& context) {
        std::vector<web::MenuItem> items;
        for (const auto& one : entries)
            if (!one.shown || one.shown(context.actor()))
                items.push_back({one.group, one.title, one.path, one.icon, one.counter, false});
        return items;
    };
    source.counters = [&modules](web::Context& context) {
        return counters_of(modules, context.house, context.actor());
    };
    source.lock_seconds = accounts::lock_seconds;
    source.house_name = house_name;
    return source;
}

void add_house_routes(web::Router& router, const std::vector<module::Manifest>& modules) {
    router.belong("", "");
    router.get("/api/v1/openapi.json", web::api::answer_openapi)
        .says("Mô tả mọi lời gọi (OpenAPI 3.1)")
        .speaks_json("", R"({"type":"object"})");
    router
        .get("/", [](web::Context& context) { return web::see_other(context.session ? "/worklist" : "/sessions/new"); })
        .open();
    router.get("/worklist/counters", [&modules](web::Context& context) { return show_counters(context, modules); })
        .says("Số đếm của trình đơn")
        .speaks_json("", R"({"type":"object","additionalProperties":{"type":"integer"}})");
}

bool check_pages(web::Server& server) {
    bool fine = true;
    for (const char* path : {"/sessions/new", "/"}) {
        web::Request request;
        request.method = web::Method::get;
        request.path = request.target = path;
        request.host = "127.0.0.1";
        const auto response = server.handle(request);
        const bool right = response.status == 200 || response.status == 303;
        std::printf("%s %s: %d\n", right ? "ok " : "LỖI", path, response.status);
        fine = fine && right;
    }
    return fine;
}

}  // namespace dinh::app
