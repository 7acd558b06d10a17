#include "modules/portal/reading/finding.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "modules/portal/articles/words.hpp"
#include "modules/portal/portal.hpp"
#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/reading/paths.hpp"
#include "modules/portal/reading/reading_store.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::reading {

namespace {

constexpr int kOnPage = 20;
constexpr int kLookedThrough = 200;  // hits: nearly all are articles and stay
constexpr std::size_t kMostText = 200;

struct Looking {
    db::Conn& conn;
    const Site& site;
    const Wanted& wanted;
    std::string base;
    std::map<Id, Site> sites;    // everywhere: all of them
    std::vector<Id> categories;  // wanted ones, with those below
    std::vector<PublicPart> parts;
    const web::Context& context;
};

std::vector<Id> below(db::Conn& conn, Id site, const std::string& slug) {
    std::vector<Id> list;
    const auto all = categories_of(conn, site);
    for (const Category& one : all)
        if (one.slug == slug) list.push_back(one.id);
    for (std::size_t at = 0; at < list.size(); ++at)
        for (const Category& one : all)
            if (one.parent == list[at] && std::find(list.begin(), list.end(), one.id) == list.end())
                list.push_back(one.id);
    return list;
}

bool is_part(const Wanted& wanted) { return wanted.kind.starts_with("/"); }

search::Query query_for(const Looking& looking) {
    const Wanted& wanted = looking.wanted;
    const bool articles = wanted.kind == "article";
    search::Query query{.text = wanted.text,
                        .kinds = {},
                        .from = wanted.from,
                        .to = wanted.to,
                        .given_to = looking.categories,
                        .few = 1,
                        .most = articles ? kLookedThrough : wanted.page * kOnPage + 1};
    // All that readers see is of these kinds: naming each would only cost the index time.
    if (wanted.kind.empty()) return query;
    if (!is_part(wanted)) query.kinds.emplace_back(kArticle);
    if (!is_part(wanted) && !articles) query.begins = article_kind(wanted.kind);
    for (const PublicPart& part : looking.parts)
        if (wanted.kind == part.path && part.found) query.kinds.push_back(part.search_kind);
    return query;
}

Id asked_site(const Looking& looking) { return looking.wanted.everywhere ? 0 : looking.site.id; }

// The path so far is one below `site`.
void lead_to(const Looking& looking, Id site, FoundLine& line) {
    const auto home = looking.sites.find(site);
    const bool elsewhere = home != looking.sites.end() && site != looking.site.id;
    line.path = (elsewhere ? base_from(looking.context, home->second) : looking.base) + line.path;
    if (elsewhere) line.site = home->second.name;
}

std::optional<FoundLine> article_line(const Looking& looking, Id article) {
    const Wanted& wanted = looking.wanted;
    const auto place = place_of(looking.conn, asked_site(looking), article);
    if (!place || (!wanted.kind.empty() && place->kind != wanted.kind)) return std::nullopt;
    const auto& wants = looking.categories;
    if (!wanted.category.empty() && std::find(wants.begin(), wants.end(), place->category) == wants.end())
        return std::nullopt;
    FoundLine line{.title = place->title, .kind = place->kind, .summary = place->summary};
    line.day = clock::day_of(place->published_at);
    line.path = article_path("", place->slug);
    lead_to(looking, place->site, line);
    return line;
}

std::optional<FoundLine> part_line(const Looking& looking, const search::Hit& hit) {
    for (const PublicPart& part : looking.parts) {
        if (!part.found || part.search_kind != hit.kind) continue;
        const auto found = part.found(looking.conn, asked_site(looking), hit.record);
        if (!found) return std::nullopt;
        FoundLine line{
            .title = found->title, .path = found->path, .kind = part.path, .summary = found->note, .day = found->day};
        lead_to(looking, found->site, line);
        return line;
    }
    return std::nullopt;
}

FoundPage found_by_words(const Looking& looking) {
    Actor reader;
    reader.grantees = {looking.wanted.everywhere ? kReaders : looking.site.id};
    const search::Query query = query_for(looking);
    FoundPage page;
    const bool no_such_category = !looking.wanted.category.empty() && looking.categories.empty();
    if (no_such_category || (is_part(looking.wanted) && query.kinds.empty())) return page;
    const auto answer = search::find(looking.conn, reader, query);
    page.cut_short = answer.cut_short;
    page.near = answer.hits.empty() ? answer.near : std::string();
    int skip = (looking.wanted.page - 1) * kOnPage;
    for (const search::Hit& hit : answer.hits) {
        auto line = hit.kind == kArticle ? article_line(looking, hit.record) : part_line(looking, hit);
        if (!line || skip-- > 0) continue;
        if (page.lines.size() == kOnPage) {
            page.more = true;
            break;
        }
        line->snippet = hit.snippet;
        page.lines.push_back(*std::move(line));
    }
    return page;
}

// Without a word: what is newest on this site, by kind, category and day alone.
FoundPage newest(const Looking& looking) {
    const Wanted& wanted = looking.wanted;
    FoundPage page;
    page.needs_words = wanted.everywhere || is_part(wanted);
    if (page.needs_words || (!wanted.category.empty() && looking.categories.empty())) return page;
    ShownFilter filter{.site = looking.site.id,
                       .category = wanted.category.empty() ? 0 : looking.categories.front(),
                       .kind = wanted.kind,
                       .skip = (wanted.page - 1) * kOnPage,
                       .most = kOnPage + 1};
    if (wanted.from) filter.since = clock::start_of(*wanted.from);
    if (wanted.to) filter.before = clock::start_of(*wanted.to + 1);
    for (const Shown& one : shown_articles(looking.conn, filter)) {
        if (page.lines.size() == kOnPage) {
            page.more = true;
            break;
        }
        page.lines.push_back({.title = one.title,
                              .path = article_path(looking.base, one.slug),
                              .site = one.from_site,
                              .kind = one.kind,
                              .summary = one.summary,
                              .day = clock::day_of(one.published_at)});
    }
    return page;
}

}  // namespace

Wanted wanted_of(const web::Request& request) {
    Wanted wanted{.text = text::cut(text::clean_line(request.get("q")), kMostText),
                  .kind = std::string(request.get("kind")),
                  .category = std::string(request.get("category")),
                  .from_typed = text::cut(text::clean_line(request.get("from")), 10),
                  .to_typed = text::cut(text::clean_line(request.get("to")), 10)};
    wanted.from = clock::parse_typed_day(wanted.from_typed, clock::today());
    wanted.to = clock::parse_typed_day(wanted.to_typed, clock::today());
    wanted.everywhere = request.get("where") == "all";
    const std::string_view page = request.get("page");
    int number = 1;
    std::from_chars(page.data(), page.data() + page.size(), number);
    wanted.page = std::clamp(number, 1, Wanted::kMostPages);
    return wanted;
}

std::string query_of(const Wanted& wanted, int page) {
    std::string query = "?q=" + text::url_encode(wanted.text);
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) query += std::string("&") + name + "=" + text::url_encode(value);
    };
    add("kind", wanted.kind);
    add("category", wanted.category);
    add("from", wanted.from_typed);
    add("to", wanted.to_typed);
    add("where", wanted.everywhere ? "all" : "");
    return query + "&page=" + std::to_string(page);
}

FoundPage look_for(db::Conn& conn, const web::Context& context, const Site& site, const Wanted& wanted) {
    Looking looking{conn, site, wanted, base_of(context.request, site), {}, {}, public_parts(), context};
    if (wanted.everywhere)
        for (Site& one : all_sites(conn)) {
            const Id id = one.id;
            looking.sites.emplace(id, std::move(one));
        }
    if (!wanted.category.empty()) looking.categories = below(conn, site.id, wanted.category);
    return wanted.text.empty() ? newest(looking) : found_by_words(looking);
}

}  // namespace dinh::portal::reading
