// The job that undoes an import, and what the jobs share.
#include <boost/json.hpp>

#include "modules/portal/articles/article_store.hpp"
#include "modules/portal/articles/flow.hpp"
#include "modules/portal/duties/duty.hpp"
#include "modules/portal/imports/categories.hpp"
#include "modules/portal/imports/work.hpp"
#include "modules/portal/sites/site_deeds.hpp"
#include "modules/portal/sites/site_store.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

using namespace imports;

namespace {

constexpr int kUndoneAtOnce = 100;

constexpr db::Sql kUnplace{"placing.drop_of_article", "DELETE FROM portal_placing WHERE article = $1"};

void undo(db::Tx& tx, const AtWork& work, const import_store::Item& item) {
    tx.exec(import_store::kItemState, work.one.id, item.position, "undone");
    const auto article = find_article(tx, item.article);
    if (!article || article->state == state::kDropped) return;
    for (const auto& path : item.addresses) site_store::forget_address(tx, work.site.id, path);
    tx.exec(kUnplace, article->id);
    tx.exec(store::kSetSlug, article->id, "~" + std::to_string(article->id));
    tx.exec(store::kSetState, article->id, state::kDropped, "", nullptr);
    for (const auto& file : files::of_record(tx, kArticle, article->id)) files::detach(tx, file.id);
    search::drop(tx, kArticle, article->id);
    article_deeds::record(tx, work.actor, nullptr, *article, "undo_import", "Hoàn tác việc chuyển từ trang cũ");
}

void undo_all(House& house, const AtWork& work, const char* state) {
    const auto next = [&] {
        return house.db->reading([&](db::Conn& conn) {
            std::vector<import_store::Item> list;
            for (const auto& row : conn.query(import_store::kInState, work.one.id, state, kUndoneAtOnce))
                list.push_back(import_store::read_item(row));
            return list;
        });
    };
    for (auto list = next(); !list.empty(); list = next())
        in_slices(*house.db, list, [&](db::Tx& tx, const import_store::Item& item) { undo(tx, work, item); });
}

jobs::Kind job(const char* name, void (*work)(House&, Id), const char* what_to_do) {
    return {.name = name,
            .job_class = jobs::Class::slow,
            .work =
                [work](House& house, const jobs::Job& job) {
                    const auto payload = boost::json::parse(job.payload);
                    work(house, ids::parse(std::string_view(payload.at("import").as_string())).value_or(0));
                },
            .what_to_do = what_to_do};
}

}  // namespace

std::optional<AtWork> imports::at_work(House& house, Id import, std::string_view state) {
    return house.db->reading([&](db::Conn& conn) -> std::optional<AtWork> {
        const db::Rows rows = conn.query(import_store::kFind, import);
        if (rows.empty() || rows.first().view(8) != state) return std::nullopt;
        AtWork work{import_store::read_import(rows.first()), {}, {}};
        const auto site = find_site(conn, work.one.site);
        if (!site) return std::nullopt;
        work.site = *site;
        work.actor.person = work.one.person;
        work.actor.name = work.one.person_name;
        return work;
    });
}

std::string imports::on_its_site(const Site& site, const std::string& path) {
    return path.starts_with("/trang/") ? path : base_path(site.slug) + (path == "/" ? "" : path);
}

void undo_site_import(House& house, Id import) {
    const auto work = at_work(house, import, import_state::kUndoing);
    if (!work) return;
    undo_all(house, *work, "done");
    undo_all(house, *work, "placed");
    unmake_categories(house, *work);
    house.db->write([&](db::Tx& tx) {
        tx.exec(import_store::kSetState, import, import_state::kUndone, clock::now());
        record_on_site(tx, work->actor, nullptr, work->site.id, "site.import", "Đã hoàn tác việc chuyển dữ liệu");
        announce_change(tx, work->site.id);
        check_site_soon(tx, work->site.id);
    });
}

std::vector<jobs::Kind> import_jobs() {
    return {job("portal.try_import", try_site_import,
                "Dữ liệu của trang cũ chưa chạy thử xong. Xem nhật ký lỗi rồi cho chạy lại."),
            job("portal.apply_import", apply_site_import,
                "Dữ liệu của trang cũ chưa ghi xong. Cho chạy lại: việc đã làm không làm lần nữa."),
            job("portal.undo_import", undo_site_import,
                "Việc hoàn tác chưa xong. Cho chạy lại: việc đã làm không làm lần nữa.")};
}

}  // namespace dinh::portal
