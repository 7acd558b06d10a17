// The list of information that must be public, as citizens read it: what, where, in which form, until when it is
// brought up to date (Law 104/2016/QH13 Đ19 khoản 1 điểm g).
#include <algorithm>

#include "modules/portal/duties/duty_pages.hpp"
#include "modules/portal/duties/duty_store.hpp"
#include "modules/portal/duties/sources.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/on_site.hpp"
#include "modules/portal/reading/paths.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::duty_pages {

namespace {

using Lang = dinh::pages::Lang;
using Group = pages::DutiesPublic::GroupsItem;

constexpr const char* kBelow = "/cong-khai";

struct Here {
    SiteCounts counts;
    std::vector<Category> categories;
    std::vector<DutyMark> marks;
    std::vector<NamedMember> members;
};

std::string deadline_words(const Lang& lang, const ContentItem& item) {
    if (item.daily) return lang.tr("hằng ngày làm việc");
    if (item.deadline_days == 0) return lang.tr("khi có thay đổi");
    return text::fill(lang.tr("%1 ngày làm việc từ khi có thay đổi"), {std::to_string(item.deadline_days)});
}

Group::ItemsItem line_of(const Lang& lang, const std::string& base, const Here& here, const ContentItem& item,
                         std::optional<Day> newest) {
    const auto source = source_of(item);
    const std::string below =
        source && source->shown ? source->shown(category_for(here.categories, item.id)) : std::string();
    const bool marked =
        std::any_of(here.marks.begin(), here.marks.end(), [&](const DutyMark& one) { return one.item == item.id; });
    const bool shown = !marked && !below.empty();
    return {.if_path = shown,
            .path = shown ? base + below : "",
            .item = item.name,
            .no_path = !shown,
            .basis = item.basis,
            .how = marked ? lang.tr("không áp dụng với cơ quan này") : lang.tr(source ? source->how : "đang cập nhật"),
            .updated = !marked && newest ? clock::show(*newest) : "",
            .deadline = marked ? "" : deadline_words(lang, item)};
}

// What the directory holds has no day, so nothing of it is asked here: the page is kept.
std::optional<Day> newest_of(const Here& here, const Site& site, const ContentItem& item, db::Conn& conn, Day today) {
    static const directory::Snapshot nobody;
    const auto source = source_of(item);
    if (!source || !source->find) return std::nullopt;
    return source->find({conn, site, nobody, here.members, here.counts, item, today}).tally.newest;
}

pages::DutiesPublic read(db::Conn& conn, const Site& site, const std::string& base, Day today) {
    const Lang lang;
    const Here here{count_site(conn, site), categories_of(conn, site.id), duty_store::marks(conn, site.id, today), {}};
    pages::DutiesPublic page{
        .of_agency =
            text::fill(lang.tr("%1 công khai những thông tin sau theo Luật Tiếp cận thông tin."), {site.answerable})};
    std::string group;
    for (const auto& item : content_items(site.kind, today)) {
        if (page.groups.empty() || group != item.group) page.groups.push_back({.group = item.group, .items = {}});
        group = item.group;
        page.groups.back().items.push_back(line_of(lang, base, here, item, newest_of(here, site, item, conn, today)));
    }
    return page;
}

web::Response show(web::Context& context, const Site& site) {
    const std::string base = base_of(context.request, site);
    const auto page = context.house.db->reading([&](db::Conn& conn) { return read(conn, site, base, clock::today()); });
    return public_page(
        context, site,
        {.title = Lang().tr("Danh mục thông tin phải được công khai"), .path = kBelow, .here = base + kBelow}, page,
        true);
}

}  // namespace

void public_routes(web::Router& router) {
    show_part({.path = kBelow, .title = "Công khai thông tin", .order = 60});
    router.get(std::string("/trang/:site") + kBelow, reading::on_site(show)).kept().budget(20);
}

}  // namespace dinh::portal::duty_pages
