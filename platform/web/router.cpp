#include "platform/web/router.hpp"

#include <deque>
#include <stdexcept>

namespace dinh::web {

namespace {

// One segment of all patterns that begin alike. Places share a node whatever their names, which stand in the route.
struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> place;
    std::vector<const Route*> routes;  // that end here
    std::vector<const Route*> rest;    // that end here with *rest
};

std::vector<std::string_view> segments(std::string_view path) {
    std::vector<std::string_view> parts;
    path.remove_prefix(1);
    while (true) {
        const std::size_t end = std::min(path.find('/'), path.size());
        parts.push_back(path.substr(0, end));
        if (end == path.size()) return parts;
        path.remove_prefix(end + 1);
    }
}

Method looked_up(Method method) { return method == Method::head ? Method::get : method; }

const Route* of_method(const std::vector<const Route*>& routes, Method method) {
    for (const Route* route : routes)
        if (route->method == method) return route;
    return nullptr;
}

struct Search {
    std::vector<std::string_view> parts;
    Method method;
    const Route* found = nullptr;
    std::vector<const Route*> others;  // same path, other method

    bool take(const std::vector<const Route*>& routes) {
        found = of_method(routes, method);
        if (!found) others.insert(others.end(), routes.begin(), routes.end());
        return found != nullptr;
    }
    // Each node is met at one depth only, so the walk is bounded by the size of the tree.
    bool walk(const Node& node, std::size_t at) {
        if (at == parts.size()) return take(node.routes);
        if (const auto literal = node.literals.find(parts[at]); literal != node.literals.end())
            if (walk(*literal->second, at + 1)) return true;
        if (node.place && !parts[at].empty() && walk(*node.place, at + 1)) return true;
        return !node.rest.empty() && take(node.rest);
    }
};

void fill_places(const Route& route, const std::string_view path, Pairs& places) {
    const auto names = segments(route.pattern);
    const auto values = segments(path);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].starts_with(":")) places.emplace_back(names[i].substr(1), values[i]);
        if (!names[i].starts_with("*")) continue;
        const auto begin = static_cast<std::size_t>(values[i].data() - path.data());
        places.emplace_back(names[i].substr(1), path.substr(begin));
    }
}

const char* name_of(Method method) {
    switch (method) {
        case Method::get: return "GET, HEAD";
        case Method::head: return "HEAD";
        case Method::post: return "POST";
        case Method::put: return "PUT";
        case Method::patch: return "PATCH";
        case Method::del: return "DELETE";
        case Method::options: return "OPTIONS";
        case Method::other: return "";
    }
    return "";
}

}  // namespace

struct Router::Impl {
    std::deque<Route> routes;  // handed out by reference: never moved
    Node root;
    bool finished = false;
    std::vector<std::pair<std::string, std::string>> modules;

    Route& add(Method method, std::string pattern, Handler handler) {
        if (finished) throw std::logic_error("a route after the last: " + pattern);
        if (!pattern.starts_with("/")) throw std::logic_error("a route must begin with /: " + pattern);
        Route route;
        route.method = method;
        route.pattern = std::move(pattern);
        route.handler = std::move(handler);
        if (!modules.empty()) route.module = modules.back().first;
        routes.push_back(std::move(route));
        return routes.back();
    }
    void plant(const Route& route) {
        Node* node = &root;
        const auto parts = segments(route.pattern);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts[i].starts_with("*")) {
                if (i + 1 < parts.size()) throw std::logic_error("*rest must be last: " + route.pattern);
                return put(node->rest, route);
            }
            auto& next = parts[i].starts_with(":") ? node->place : node->literals[std::string(parts[i])];
            if (!next) next = std::make_unique<Node>();
            node = next.get();
        }
        put(node->routes, route);
    }
    static void put(std::vector<const Route*>& list, const Route& route) {
        if (const Route* other = of_method(list, route.method))
            throw std::logic_error("two routes for one path: " + other->pattern + " and " + route.pattern);
        list.push_back(&route);
    }
};

Router::Router() : impl_(std::make_unique<Impl>()) {}
Router::~Router() = default;

Route& Router::get(std::string pattern, Handler handler) {
    return impl_->add(Method::get, std::move(pattern), std::move(handler));
}
Route& Router::post(std::string pattern, Handler handler) {
    return impl_->add(Method::post, std::move(pattern), std::move(handler));
}
Route& Router::del(std::string pattern, Handler handler) {
    return impl_->add(Method::del, std::move(pattern), std::move(handler));
}

void Router::belong(std::string module, std::string title) {
    impl_->modules.emplace_back(std::move(module), std::move(title));
}

const std::vector<std::pair<std::string, std::string>>& Router::modules() const { return impl_->modules; }

Route& Router::of(Method method, std::string_view pattern) {
    for (Route& route : impl_->routes)
        if (route.method == method && route.pattern == pattern) return route;
    throw std::logic_error("no such route to describe: " + std::string(pattern));
}

void Router::finish() {
    impl_->root = Node();
    for (const Route& route : impl_->routes) impl_->plant(route);
    impl_->finished = true;
}

const Route* Router::find(Method method, std::string_view path, Pairs& places, bool& other_method) const {
    places.clear();
    other_method = false;
    if (!path.starts_with("/")) return nullptr;
    Search search{segments(path), looked_up(method), nullptr, {}};
    if (!search.walk(impl_->root, 0)) {
        other_method = !search.others.empty();
        return nullptr;
    }
    fill_places(*search.found, path, places);
    return search.found;
}

std::string Router::allowed(std::string_view path) const {
    if (!path.starts_with("/")) return {};
    Search search{segments(path), Method::other, nullptr, {}};
    search.walk(impl_->root, 0);
    std::set<std::string> names;
    for (const Route* route : search.others) names.insert(name_of(route->method));
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
    return list;
}

std::vector<const Route*> Router::all() const {
    std::vector<const Route*> list;
    for (const Route& route : impl_->routes) list.push_back(&route);
    return list;
}

}  // namespace dinh::web
