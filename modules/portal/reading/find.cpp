// The search page, and the same answer as JSON for programs.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "modules/portal/articles/words.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/reading/finding.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/handlers.hpp"
#include "modules/portal/reading/paths.hpp"
#include "modules/portal/reading/use.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::reading {

namespace {

namespace json = boost::json;
using dinh::pages::Lang;

std::vector<std::pair<std::string, std::string>> kinds(const Lang& lang) {
    std::vector<std::pair<std::string, std::string>> list;
    for (const auto& kind : article_kinds()) list.emplace_back(kind.value, lang.tr(kind.title));
    for (const PublicPart& part : public_parts())
        if (part.found && !part.search_kind.empty()) list.emplace_back(part.path, lang.tr(part.title));
    return list;
}

std::string name_of(const std::vector<std::pair<std::string, std::string>>& all, std::string_view kind) {
    for (const auto& [id, name] : all)
        if (id == kind) return name;
    return {};
}

void put_excerpt(std::vector<pages::ReadingFind::HitsItem::PiecesItem>& pieces, std::string_view snippet) {
    while (!snippet.empty()) {
        const auto begin = snippet.find('\x01');
        std::string before(snippet.substr(0, begin));
        snippet.remove_prefix(begin == snippet.npos ? snippet.size() : begin + 1);
        const auto end = snippet.find('\x02');
        const std::string_view marked = begin == snippet.npos ? "" : snippet.substr(0, end);
        pieces.push_back({.piece = std::move(before), .if_mark = !marked.empty(), .marked = marked});
        if (begin != std::string_view::npos) snippet.remove_prefix(end == snippet.npos ? snippet.size() : end + 1);
    }
}

std::string said_of(const Lang& lang, const Wanted& wanted, const FoundPage& found) {
    if (wanted.bad_day()) return lang.tr("Ngày gõ chưa đúng, nên chưa lọc theo ngày. Gõ như 05/11/2026.");
    if (found.needs_words) return lang.tr("Gõ từ cần tìm để tìm trên tất cả các trang hoặc trong loại nội dung này.");
    if (found.lines.empty() && !found.near.empty())
        return text::fill(lang.tr("Không thấy nội dung nào. Có phải ý là “%1”?"), {found.near});
    if (found.lines.empty()) return lang.tr("Không thấy nội dung nào. Thử ít từ hơn, hoặc bỏ bớt bộ lọc.");
    const auto lines = static_cast<std::int64_t>(found.lines.size());
    if (found.cut_short) return lang.tr("Tìm quá lâu nên mới có một phần kết quả.");
    if (wanted.page == 1 && !found.more) return text::fill(lang.tr("%1 kết quả"), {lang.number(lines)});
    return text::fill(lang.tr("Trang kết quả %1"), {lang.number(wanted.page)});
}

pages::ReadingFind page_of(const Lang& lang, const std::string& base, const Wanted& wanted, const FoundPage& found,
                           const std::vector<Category>& categories) {
    const auto all_kinds = kinds(lang);
    const std::string path = base + "/tim";
    const bool more = found.more && wanted.page < Wanted::kMostPages;
    pages::ReadingFind page{.form_path = path,
                            .words = wanted.text,
                            .if_everywhere = wanted.everywhere,
                            .if_filtered = wanted.filtered(),
                            .from = wanted.from_typed,
                            .to = wanted.to_typed,
                            .if_asked = wanted.asked(),
                            .said = said_of(lang, wanted, found),
                            .if_newer = wanted.page > 1,
                            .newer_path = path + query_of(wanted, wanted.page - 1),
                            .if_older = more,
                            .older_path = path + query_of(wanted, wanted.page + 1)};
    for (const auto& [id, name] : all_kinds)
        page.forms.push_back({.choice = id, .if_chosen = id == wanted.kind, .choice_name = name});
    for (const Category& one : categories)
        if (one.open)
            page.categories.push_back(
                {.choice = one.slug, .if_chosen = one.slug == wanted.category, .choice_name = one.name});
    for (const FoundLine& line : found.lines) {
        std::vector<std::string> notes{name_of(all_kinds, line.kind)};
        if (line.day) notes.push_back(clock::show(*line.day));
        if (!line.site.empty()) notes.push_back(line.site);
        const std::string& excerpt = line.snippet.empty() ? line.summary : line.snippet;
        page.hits.push_back(
            {.path = line.path, .title = line.title, .if_excerpt = !excerpt.empty(), .note = text::join(notes, " · ")});
        put_excerpt(page.hits.back().pieces, excerpt);
    }
    return page;
}

std::string plain(std::string_view snippet) {
    std::string out(snippet);
    std::erase_if(out, [](char c) { return c == '\x01' || c == '\x02'; });
    return out;
}

std::string json_of(const web::Context& context, const Site& site, const Wanted& wanted, const FoundPage& found) {
    const std::string base = base_of(context.request, site);
    std::string origin = whole_address(context, base, "");
    origin.resize(origin.size() - base.size());
    json::array items;
    for (const FoundLine& line : found.lines) {
        json::object item{{"title", line.title},
                          {"url", line.path.starts_with("/") ? origin + line.path : line.path},
                          {"kind", line.kind},
                          {"summary", line.summary.empty() ? plain(line.snippet) : line.summary}};
        if (line.day) item["day"] = clock::to_text(*line.day);
        if (!line.site.empty()) item["site"] = line.site;
        items.push_back(std::move(item));
    }
    json::object answer{{"site", site.name}, {"items", std::move(items)}};
    if (found.needs_words || wanted.bad_day()) answer["note"] = said_of(Lang(), wanted, found);
    const bool more = found.more && wanted.page < Wanted::kMostPages;
    if (more) answer["next"] = whole_address(context, base, "/noi-dung.json" + query_of(wanted, wanted.page + 1));
    return json::serialize(answer);
}

}  // namespace

web::Response search_page(web::Context& context, const Site& site) {
    const Lang lang;
    const Wanted wanted = wanted_of(context.request);
    FoundPage found;
    std::vector<Category> categories;
    context.house.db->read([&](db::Conn& conn) {
        categories = categories_of(conn, site.id);
        if (wanted.asked()) found = look_for(conn, context, site, wanted);
    });
    if (found.lines.empty() && wanted.page == 1 && !found.cut_short &&
        !web::is_robot(context.request.header("user-agent")))
        note_missed(context.house, site.id, wanted.text, context.request.remote_address);
    const auto page = page_of(lang, base_of(context.request, site), wanted, found, categories);
    return public_page(context, site, {.title = lang.tr("Tìm kiếm"), .path = "/tim", .hidden = true}, page, false);
}

web::Response content_json(web::Context& context, const Site& site) {
    const Wanted wanted = wanted_of(context.request);
    const auto found = context.house.db->reading([&](db::Conn& conn) { return look_for(conn, context, site, wanted); });
    return web::json(json_of(context, site, wanted, found));
}

}  // namespace dinh::portal::reading
