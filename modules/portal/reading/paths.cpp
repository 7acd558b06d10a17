#include "modules/portal/reading/paths.hpp"

#include "platform/config/config.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

std::string asked_origin(const web::Request& request) {
    return (request.secure ? "https://" : "http://") + request.host;
}

// Of the house, whatever host was asked for.
std::string house_origin(const web::Context& context) {
    const auto* config = context.house.config;
    return config && !config->public_url.empty() ? config->public_url : asked_origin(context.request);
}

}  // namespace

std::string base_of(const web::Request& request, const Site& site) {
    return request.mounted.empty() ? base_path(site.slug) : std::string();
}

std::string base_from(const web::Context& context, const Site& other) {
    return (context.request.mounted.empty() ? std::string() : house_origin(context)) + base_path(other.slug);
}

std::string home_path(const std::string& base) { return base.empty() ? "/" : base; }

std::string article_path(const std::string& base, std::string_view slug) {
    return base + "/bai/" + text::url_encode(slug);
}

std::string category_path(const std::string& base, std::string_view slug, int page) {
    std::string path = base + "/muc/" + text::url_encode(slug);
    if (page > 1) path += "/" + std::to_string(page);
    return path;
}

std::string file_path(const std::string& base, Id article, int position) {
    return base + "/tep/" + std::to_string(article) + "/" + std::to_string(position);
}

std::string text_path(const std::string& base, std::string_view path) {
    return base + "/gon" + (path == "/" ? std::string() : std::string(path));
}

std::string whole_address(const web::Context& context, const std::string& base, std::string_view path) {
    const std::string origin = base.empty() ? asked_origin(context.request) : house_origin(context);
    if (path == "/") return origin + home_path(base);
    return origin + base + std::string(path);
}

std::string canonical_address(const web::Context& context, const std::vector<std::string>& hosts,
                              const std::string& base, std::string_view path) {
    if (hosts.empty()) return whole_address(context, base, path);
    constexpr std::string_view kEndOfScheme = "://";
    const std::string house = house_origin(context);
    return house.substr(0, house.find(kEndOfScheme) + kEndOfScheme.size()) + hosts.front() + std::string(path);
}

std::string body_from(const web::Context& context, const Site& site, const std::string& html) {
    constexpr std::string_view kBegin = "=\"/trang/";
    if (context.request.mounted.empty() || html.find(kBegin) == std::string::npos) return html;
    const std::string own = base_path(site.slug);
    std::string body;
    for (std::size_t at = 0; at < html.size();) {
        const auto found = std::min(html.find(kBegin, at), html.size());
        body += html.substr(at, found - at);
        at = found;
        if (at == html.size()) break;
        body += "=\"";
        at += 2;
        if (html.compare(at, own.size() + 1, own + "/") == 0)
            at += own.size();
        else
            body += house_origin(context);
    }
    return body;
}

Site asked_site(db::Conn& conn, const web::Request& request) {
    auto found = site_by_slug(conn, request.place("site"));
    if (!found) throw NotFound("no site of this address");
    return *std::move(found);
}

}  // namespace dinh::portal
