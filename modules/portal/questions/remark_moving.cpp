// After a reorganisation: remarks belong to who keeps the site now; those that wait on an archive are refused.
#include <set>

#include "modules/portal/questions/remark_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::portal {

namespace store = remark_store;

namespace {

constexpr int kBatch = 200;

// The site has other people: who moderates now has its line of work.
std::int64_t follow(db::Tx& tx, Id to) {
    std::set<Id> sites;
    std::int64_t moved = 0;
    for (const auto& row : tx.query(store::kFollow, to, kBatch)) {
        sites.insert(row.integer(0));
        ++moved;
    }
    for (const Id site : sites) keep_remark_work(tx, site);
    return moved;
}

}  // namespace

bool remarks_reorganised(db::Tx& tx, Id from, Id to, Day day) {
    if (to == 0) return true;
    const std::string reason =
        "Trang đã thành trang lưu trữ từ ngày " + clock::show(day) + ", không đăng thêm bình luận.";
    const Actor system = Actor::system();
    std::set<Id> sites;
    std::int64_t refused = 0;
    for (const auto& row : tx.query(store::kOnArchives, to, kBatch)) {
        const Id id = row.integer(0);
        sites.insert(row.integer(1));
        if (tx.exec(store::kRefuse, id, reason) == 0) continue;
        const Said words("Không đăng bình luận: %1", {reason});
        deed::history(tx, system, nullptr, kRemark, id, "portal.refuse_remark", words);
        audit::append(tx, system, nullptr, "portal.refuse_remark", kRemark, id);
        ++refused;
    }
    for (const Id site : sites) keep_remark_work(tx, site);
    const std::int64_t moved = follow(tx, to);
    if (moved > 0) directory::note_moved(tx, from, to, "Bình luận của bạn đọc", moved);
    if (refused > 0) directory::note_moved(tx, from, to, "Bình luận chờ duyệt trên trang thành lưu trữ", refused);
    return sites.empty() && moved == 0;
}

}  // namespace dinh::portal
