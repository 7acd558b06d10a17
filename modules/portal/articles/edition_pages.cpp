#include "modules/portal/articles/article_pages.hpp"
#include "modules/portal/articles/compared_parts.hpp"
#include "modules/portal/pages.hpp"
#include "platform/forms/list.hpp"
#include "platform/markup/markup.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

using Lang = dinh::pages::Lang;

const Edition& edition_asked(const std::vector<Edition>& all, std::string_view asked, const Edition& otherwise) {
    const auto number = ids::parse(asked);
    for (const auto& one : all)
        if (number && one.edition == *number) return one;
    return otherwise;
}

void add_choice(pages::ArticlesEditions& page, const Lang& lang, const char* id, const char* label,
                const std::vector<forms::Choice>& choices, int chosen) {
    page.filters.push_back(forms::ListFilters(lang).choice(id, label, choices, std::to_string(chosen)).box);
}

struct Pair {
    std::string_view from, to;  // numbers as asked
};

pages::ArticlesEditions model_of(const Lang& lang, const Article& one, const std::vector<Edition>& all,
                                 const Pair& asked) {
    pages::ArticlesEditions page{.show_path = here_path(one),
                                 .known = known_as(lang, one),
                                 .if_none = all.empty(),
                                 .if_some = !all.empty(),
                                 .editions_path = here_path(one) + "/editions",
                                 .filters = {},
                                 .editions = {},
                                 .parts = {}};
    if (all.empty()) return page;
    const Edition& to = edition_asked(all, asked.to, all.front());
    const Edition& from = edition_asked(all, asked.from, all[all.size() > 1 ? 1 : 0]);
    std::vector<forms::Choice> choices;
    for (const auto& each : all) {
        const std::string number = std::to_string(each.edition);
        choices.push_back({number, number});
        page.editions.push_back(
            {.edition = each.edition, .at = clock::show(each.at), .who = each.label, .note = each.note});
    }
    add_choice(page, lang, "from", "So từ phiên bản", choices, from.edition);
    add_choice(page, lang, "to", "đến phiên bản", choices, to.edition);
    add_compared(page, lang, "Tiêu đề", from.title, to.title);
    add_compared(page, lang, "Tóm tắt", from.summary, to.summary);
    add_compared(page, lang, "Nội dung", markup::plain_text(from.body), markup::plain_text(to.body));
    return page;
}

}  // namespace

web::Response compare_editions(web::Context& context) {
    const auto [one, all] = context.house.db->reading([&](db::Conn& conn) {
        Article found = visible_article(conn, context.actor(), context.request.id());
        must(context.actor(), Deed::see_drafts, subject_of(conn, found));
        auto editions = editions_of(conn, found.id);
        return std::pair(std::move(found), std::move(editions));
    });
    const web::Request& request = context.request;
    return web::page(context, context.lang.tr("Các phiên bản"),
                     model_of(context.lang, one, all, {request.get("from"), request.get("to")}));
}

}  // namespace dinh::portal
