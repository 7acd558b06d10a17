#include "modules/portal/imports/site_import.hpp"

#include "modules/portal/imports/import_store.hpp"
#include "modules/portal/imports/old_addresses.hpp"
#include "modules/portal/sites/site_deeds.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

using namespace imports;

namespace {

struct Locked {
    SiteImport one;
    const Capacity* as = nullptr;
};

// Only from the state of its deed: whoever was slower is told so.
Locked lock_import(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view state) {
    const auto known = visible_site_import(tx, actor, id);
    const db::Rows rows = tx.query(import_store::kLock, id, version);
    if (rows.empty()) throw Conflict("site import " + std::to_string(id) + " is no longer at this version");
    Locked locked{import_store::read_import(rows.first()), nullptr};
    if (locked.one.state != state) throw Conflict("site import " + std::to_string(id) + " is " + locked.one.state);
    // One at a time: the next one waits here until this deed stands.
    locked.as = &must(actor, Deed::import_site, touch_site(tx, actor, known.site).subject);
    return locked;
}

void to_work(db::Tx& tx, const Actor& actor, const Locked& locked, std::string_view state, std::string_view job,
             const Said& words) {
    const Id id = locked.one.id;
    tx.exec(import_store::kSetState, id, state, nullptr);
    record_on_site(tx, actor, locked.as, locked.one.site, "site.import", words);
    jobs::put(tx, job, R"({"import":")" + std::to_string(id) + R"("})");
}

bool is_form(std::string_view form) { return form == "wordpress" || form == "nukeviet" || form == "sharepoint"; }

}  // namespace

Id keep_site_import(db::Tx& tx, const Actor& actor, Id site, const NewSiteImport& typed) {
    const auto locked = touch_site(tx, actor, site);
    const Capacity& as = must(actor, Deed::import_site, locked.subject);
    const auto category = find_category(tx, typed.category);
    const std::string host = host_of(text::trim(typed.old_address));
    Reasons reasons;
    if (!is_form(typed.form)) reasons.add("form", "Hãy chọn trang cũ chạy bằng phần mềm nào.");
    if (!category || category->site != site || !category->open) reasons.add("category", "Hãy chọn chuyên mục.");
    if (!text::trim(typed.old_address).empty() && host.empty())
        reasons.add("old_address", "Địa chỉ trang cũ phải bắt đầu bằng http:// hoặc https://");
    reasons.done();
    const Id id = ids::make();
    tx.exec(import_store::kAdd, id, site, clock::now(), actor.person, as.post, actor.name, typed.form, typed.category,
            typed.exported.name, host);
    files::attach(tx, kSiteImport, id, "export", typed.exported.name, typed.exported.stored, actor.person);
    for (const auto& file : typed.files)
        files::attach(tx, kSiteImport, id, "file", file.name, file.stored, actor.person);
    record_on_site(tx, actor, &as, site, "site.import", Said("Tải lên dữ liệu trang cũ: %1", {typed.exported.name}));
    jobs::put(tx, "portal.try_import", R"({"import":")" + std::to_string(id) + R"("})");
    return id;
}

void apply_site_import(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const Locked locked = lock_import(tx, actor, id, version, import_state::kTried);
    Reasons reasons;
    if (counts_of(tx, id).fresh == 0) reasons.add("Không có bài nào mới để ghi.");
    if (!tx.query(import_store::kAtWork, locked.one.site).empty())
        reasons.add("Một lần chuyển dữ liệu khác của trang đang chạy; hãy đợi xong.");
    reasons.done();
    to_work(tx, actor, locked, import_state::kApplying, "portal.apply_import",
            Said("Chuyển dữ liệu từ trang cũ: %1", {locked.one.file_name}));
}

void undo_site_import(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const Locked locked = lock_import(tx, actor, id, version, import_state::kApplied);
    Reasons reasons;
    if (!tx.query(import_store::kAtWork, locked.one.site).empty())
        reasons.add("Một lần chuyển dữ liệu khác của trang đang chạy; hãy đợi xong.");
    for (const auto& row : tx.query(import_store::kHolding, id))
        reasons.add(Said("Bài “%1” đã được sửa hoặc đã đăng nơi khác.", {row.text(0)}));
    reasons.done();
    to_work(tx, actor, locked, import_state::kUndoing, "portal.undo_import",
            Said("Hoàn tác việc chuyển dữ liệu: %1", {locked.one.file_name}));
}

SiteImport visible_site_import(db::Conn& conn, const Actor& actor, Id id) {
    const db::Rows rows = conn.query(import_store::kFind, id);
    if (rows.empty()) throw NotFound("no such import of a site");
    auto one = import_store::read_import(rows.first());
    const auto site = find_site(conn, one.site);
    // What was done stays to be read in an archive, and for whom may only read.
    Subject subject = site ? subject_of(conn, *site) : Subject{};
    subject.archive = false;
    Actor able = actor;
    able.read_only = false;
    if (!site || !can(able, Deed::import_site, subject)) throw NotFound("no import of his");
    return one;
}

std::vector<SiteImport> site_imports_of(db::Conn& conn, Id site, int most) {
    std::vector<SiteImport> list;
    for (const auto& row : conn.query(import_store::kOfSite, site, most))
        list.push_back(import_store::read_import(row));
    return list;
}

ImportCounts counts_of(db::Conn& conn, Id import) {
    ImportCounts counts;
    std::map<std::string, std::int64_t*> places{{"new", &counts.fresh},     {"known", &counts.known},
                                                {"faulty", &counts.faulty}, {"placed", &counts.placed},
                                                {"done", &counts.done},     {"undone", &counts.undone}};
    for (const auto& row : conn.query(import_store::kCounts, import))
        if (const auto at = places.find(row.text(0)); at != places.end()) *at->second = row.integer(1);
    for (const auto& one : import_store::categories(conn, import))
        if (one.category == 0 || one.made) ++counts.categories;
    return counts;
}

std::vector<ImportItem> items_of(db::Conn& conn, Id import, std::string_view state, int after, int most) {
    std::map<std::string, import_store::FoundCategory> categories;
    for (auto& one : import_store::categories(conn, import)) categories[one.slug] = one;
    const db::Rows rows = state.empty() ? conn.query(import_store::kPage, import, after, most)
                                        : conn.query(import_store::kPageOfState, import, after, most, state);
    std::vector<ImportItem> list;
    for (const auto& row : rows) {
        auto one = import_store::read_line(row);
        const auto found = categories.find(one.category);
        one.category = found == categories.end() ? "" : found->second.name;
        one.new_category = found != categories.end() && found->second.category == 0;
        list.push_back(std::move(one));
    }
    return list;
}

}  // namespace dinh::portal
