#include "modules/portal/reading/linked.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "modules/portal/reading/handlers.hpp"
#include "modules/portal/reading/paths.hpp"
#include "modules/portal/reading/reading_store.hpp"

namespace dinh::portal::reading {

namespace {

namespace json = boost::json;

constexpr const char* kContext = "https://schema.org";

json::object organisation(const std::string& name, const std::string& address) {
    return {{"@type", "GovernmentOrganization"}, {"name", name}, {"url", address}};
}

void put(json::object& into, const char* name, const std::string& value) {
    if (!value.empty()) into[name] = value;
}

json::object event_of(const Article& article) {
    json::object event{
        {"@type", "Event"}, {"name", article.title}, {"eventStatus", "https://schema.org/EventScheduled"}};
    if (article.starts_at) event["startDate"] = clock::to_text(*article.starts_at);
    if (article.ends_at) event["endDate"] = clock::to_text(*article.ends_at);
    if (!article.place.empty())
        event["location"] = json::object{{"@type", "Place"}, {"name", article.place}, {"address", article.place}};
    return event;
}

json::object told(const Article& article, const Linked& linked) {
    json::object news{{"@type", article.kind == "page" ? "WebPage" : "NewsArticle"}, {"headline", article.title}};
    if (article.published_at) news["datePublished"] = clock::to_text(*article.published_at);
    const auto changed = linked.changed ? linked.changed : article.published_at;
    if (changed) news["dateModified"] = clock::to_text(*changed);
    const std::string& author = article.pen_name.empty() ? article.author : article.pen_name;
    news["author"] = author.empty() ? organisation(linked.publisher, linked.publisher_address)
                                    : json::object{{"@type", "Person"}, {"name", author}};
    return news;
}

}  // namespace

std::string article_ld(const Article& article, const Linked& linked) {
    json::object ld = article.kind == "event" ? event_of(article) : told(article, linked);
    ld["@context"] = kContext;
    ld["url"] = linked.address;
    ld["inLanguage"] = article.language;
    ld[article.kind == "event" ? "organizer" : "publisher"] = organisation(linked.publisher, linked.publisher_address);
    put(ld, "description", article.summary);
    put(ld, "image", linked.picture);
    return json::serialize(ld);
}

std::string organisation_ld(const web::Context& context, const Site& site) {
    const std::string base = base_of(context.request, site);
    json::object ld = organisation(site.name, whole_address(context, base, "/"));
    ld["@context"] = kContext;
    put(ld, "alternateName", site.name_en);
    put(ld, "telephone", site.phone);
    put(ld, "email", site.email);
    put(ld, "address", site.address);
    put(ld, "parentOrganization", site.answerable == site.name ? std::string() : site.answerable);
    return json::serialize(ld);
}

OwnAddress own_address(db::Conn& conn, const web::Context& context, const Site& on, const ShownArticle& shown,
                       std::string_view slug) {
    const auto hosts = hosts_of(conn, shown.home);
    const auto home = shown.home == on.id ? std::nullopt : find_site(conn, shown.home);
    const auto there = home ? place_of(conn, 0, shown.article.id) : std::nullopt;
    const std::string base = home ? base_path(home->slug) : base_of(context.request, on);
    return {canonical_address(context, hosts, base, article_path("", there ? there->slug : slug)),
            canonical_address(context, hosts, base, "/")};
}

std::string language_name(std::string_view code) {
    if (code == "en") return "English";
    if (code == "tyz") return "Tiếng Tày";
    if (code == "nut") return "Tiếng Nùng";
    if (code == "hmn") return "Tiếng Mông";
    if (code == "ium") return "Tiếng Dao";
    return "Tiếng Việt";
}

}  // namespace dinh::portal::reading
