#include "modules/documents/outgoing/stale.hpp"

#include "modules/documents/documents.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents::out_pages {

Reason overtaken(web::Context& context, Id outgoing) {
    const auto lines =
        context.house.db->reading([&](db::Conn& conn) { return deed::history_of(conn, kOutgoing, outgoing, 1); });
    if (lines.empty())
        return {"", "Có người vừa sửa văn bản này sau khi bạn mở. Điều bạn gõ còn nguyên; xem lại rồi gửi lần nữa."};
    return {"", text::fill(context.lang.tr("%1 vừa thay đổi văn bản này lúc %2 (%3), sau khi bạn mở. Điều bạn gõ còn "
                                           "nguyên; xem lại rồi gửi lần nữa."),
                           {lines[0].person_name, clock::show(lines[0].at), lines[0].words})};
}

}  // namespace dinh::documents::out_pages
