// The categories of a site: a tree of at most three levels, each with an address of its own.
#include <algorithm>

#include "modules/portal/sites/content_rules.hpp"
#include "modules/portal/sites/site_deeds.hpp"
#include "modules/portal/sites/site_store.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

constexpr std::size_t kLongestName = 200;
constexpr int kDeepest = 3, kLastPosition = 9999;

const Category* among(const std::vector<Category>& all, Id id) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Category& one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

// Levels from the top down to it, itself included.
int depth_of(const std::vector<Category>& all, Id id) {
    int depth = 0;
    for (const auto* at = among(all, id); at && depth <= kDeepest; at = among(all, at->parent)) ++depth;
    return depth;
}
// Levels below it, itself included.
int height_of(const std::vector<Category>& all, Id id) {
    int height = 0;
    for (const auto& one : all)
        if (one.parent == id && one.id != id) height = std::max(height, height_of(all, one.id));
    return height + 1;
}
bool below(const std::vector<Category>& all, Id id, Id above) {
    int steps = 0;
    for (const auto* at = among(all, id); at && steps <= kDeepest; at = among(all, at->parent), ++steps)
        if (at->id == above) return true;
    return false;
}

// `self` 0: a new one.
void check_parent(const std::vector<Category>& all, Id self, Id parent, Reasons& reasons) {
    if (parent == 0) return;
    const auto* above = among(all, parent);
    if (!above || !above->open)
        reasons.add("parent", "Chuyên mục cấp trên không có hoặc đã đóng.");
    else if (self != 0 && below(all, parent, self))
        reasons.add("parent", "Chuyên mục không nằm dưới chính nó được.");
    else if (depth_of(all, parent) + (self == 0 ? 1 : height_of(all, self)) > kDeepest)
        reasons.add("parent", Said("Nhiều nhất %1 cấp chuyên mục.", {std::to_string(kDeepest)}));
}

void check(const Site& site, const std::vector<Category>& all, const Category& one, Reasons& reasons) {
    if (one.name.empty())
        reasons.add("name", "Chưa nhập tên chuyên mục.");
    else if (text::slug(one.name).empty())
        reasons.add("name", "Tên phải có chữ cái hoặc chữ số.");
    else if (reserved_slug(one.slug))
        reasons.add("name", "Trang đã có sẵn mục mang tên này, hãy đặt tên khác.");
    for (const auto& other : all)
        if (other.id != one.id && other.slug == one.slug)
            reasons.add("name", Said("Chuyên mục “%1” đã có địa chỉ này, hãy đặt tên khác.", {other.name}));
    if (text::length(one.name) > kLongestName)
        reasons.add("name", Said("%1 dài quá %2 chữ.", {"Tên chuyên mục", std::to_string(kLongestName)}));
    if (text::length(one.name_en) > kLongestName)
        reasons.add("name_en", Said("%1 dài quá %2 chữ.", {"Tên tiếng Anh", std::to_string(kLongestName)}));
    if (!one.item.empty() && !content_item(site.kind, one.item, clock::today()))
        reasons.add("item", "Nội dung phải công khai không có trong danh mục.");
    if (one.steps < 0 || one.steps > 3) reasons.add("steps", "Quy trình có từ 1 đến 3 bước.");
    if (one.position < 0 || one.position > kLastPosition) reasons.add("position", "Thứ tự không đúng.");
    check_parent(all, one.id, one.parent, reasons);
}

Category category_from(const CategoryInput& input) {
    Category one;
    one.name = text::clean_line(input.name), one.name_en = text::clean_line(input.name_en);
    one.slug = slug_of(one.name);
    one.item = input.item, one.parent = input.parent, one.steps = input.steps, one.position = input.position;
    return one;
}

std::string path_of(const Category& one) { return "/muc/" + one.slug; }

// Whose site it is comes to light only after the category is found.
Category must_find(db::Conn& conn, Id id) {
    auto found = find_category(conn, id);
    if (!found) throw NotFound("portal: no category " + std::to_string(id));
    return std::move(*found);
}

void lock_category(db::Tx& tx, Id id, std::int64_t version) {
    if (!site_store::lock_category(tx, id, version))
        throw Conflict("portal: category " + std::to_string(id) + " is no longer at version " +
                       std::to_string(version));
}

}  // namespace

Id add_category(db::Tx& tx, const Actor& actor, Id site, std::int64_t version, const CategoryInput& input) {
    const auto locked = lock_site(tx, actor, site, version);
    const Capacity& as = must(actor, Deed::add_category, locked.subject);
    const auto all = categories_of(tx, site);
    Category one = category_from(input);
    one.site = site;
    if (one.position == 0 && !all.empty()) one.position = std::min(all.back().position + 10, kLastPosition);
    Reasons reasons;
    check(locked.site, all, one, reasons);
    reasons.done();
    one.id = ids::make();
    site_store::insert_category(tx, one);
    site_store::forget_address(tx, site, path_of(one));
    record_on_site(tx, actor, &as, site, "site.add_category", Said("Thêm chuyên mục “%1”", {one.name}));
    announce_change(tx, site);
    return one.id;
}

void change_category(db::Tx& tx, const Actor& actor, Id category, std::int64_t version, const CategoryInput& input) {
    const Id site = must_find(tx, category).site;
    const auto locked = touch_site(tx, actor, site);
    const Capacity& as = must(actor, Deed::change_category, locked.subject);
    lock_category(tx, category, version);
    const auto all = categories_of(tx, site);
    const Category was = *among(all, category);
    Category now = category_from(input);
    now.id = category, now.site = site;
    if (now.name == was.name) now.slug = was.slug;
    Reasons reasons;
    if (!was.open) reasons.add("Chuyên mục này đã đóng.");
    check(locked.site, all, now, reasons);
    reasons.done();
    site_store::set_category(tx, now);
    if (now.slug != was.slug) {
        site_store::forget_address(tx, site, path_of(now));
        keep_address(tx, site, path_of(was), path_of(now));
    }
    record_on_site(tx, actor, &as, site, "site.change_category",
                   now.name == was.name ? Said("Sửa chuyên mục “%1”", {now.name})
                                        : Said("Đổi tên chuyên mục “%1” thành “%2”", {was.name, now.name}));
    announce_change(tx, site);
}

void close_category(db::Tx& tx, const Actor& actor, Id category, std::int64_t version) {
    const Id site = must_find(tx, category).site;
    const auto locked = touch_site(tx, actor, site);
    const Capacity& as = must(actor, Deed::close_category, locked.subject);
    lock_category(tx, category, version);
    const auto all = categories_of(tx, site);
    const Category one = *among(all, category);
    Reasons reasons;
    if (!one.open) reasons.add("Chuyên mục này đã đóng.");
    if (site_store::shows_articles(tx, category, site))
        reasons.add("Chuyên mục còn bài đang đăng: hãy chuyển hoặc gỡ các bài trước.");
    if (std::any_of(all.begin(), all.end(), [&](const Category& sub) { return sub.parent == category && sub.open; }))
        reasons.add("Chuyên mục còn chuyên mục con đang mở.");
    reasons.done();
    site_store::set_category_closed(tx, category);
    record_on_site(tx, actor, &as, site, "site.close_category", Said("Đóng chuyên mục “%1”", {one.name}));
    announce_change(tx, site);
}

}  // namespace dinh::portal
