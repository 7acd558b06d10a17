// After a reorganisation: remarks that wait on a site which became an archive.
#include <set>

#include "modules/portal/questions/remark_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::portal {

namespace store = remark_store;

namespace {

constexpr int kBatch = 200;

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
    if (refused > 0) directory::note_moved(tx, from, to, "Bình luận chờ duyệt trên trang thành lưu trữ", refused);
    return sites.empty();
}

}  // namespace dinh::portal
