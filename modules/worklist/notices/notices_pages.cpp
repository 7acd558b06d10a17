#include <boost/json.hpp>

#include "modules/worklist/items/items.hpp"
#include "modules/worklist/notices/notices.hpp"
#include "modules/worklist/pages.hpp"
#include "modules/worklist/rights.hpp"
#include "platform/deed/deed.hpp"
#include "platform/web/form.hpp"

namespace dinh::worklist {

namespace {
constexpr int kPageLines = 50;
}

web::Response show_notices(web::Context& context) {
    const Id before = ids::parse(context.request.get("before")).value_or(0);
    auto notices = context.house.db->reading(
        [&](db::Conn& conn) { return notices_of(conn, context.actor(), before, kPageLines + 1); });
    const bool more = notices.size() > kPageLines;
    if (more) notices.resize(kPageLines);
    pages::NoticesList page{.if_empty = notices.empty(),
                            .if_lines = !notices.empty(),
                            .csrf = context.csrf_token(),
                            .deed_key = deed::new_key(),
                            .lines = {},
                            .pager_count = context.lang.trn("%1 thông báo", static_cast<std::int64_t>(notices.size())),
                            .if_newer = before != 0,
                            .newer_path = "/worklist/notices",
                            .if_older = more,
                            .older_path = more ? "/worklist/notices?before=" + std::to_string(notices.back().id) : "",
                            .if_csv = false,
                            .csv_path = ""};
    for (const auto& one : notices)
        page.lines.push_back({.at = clock::show(one.given_at),
                              .if_unread = !one.read,
                              .link_path = one.link,
                              .content = one.said ? context.lang.say(*one.said) : one.text});
    return web::page(context, context.lang.tr("Thông báo"), page);
}

web::Response mark_notices_read(web::Context& context) {
    if (!can(context.actor(), Deed::read_notices)) throw Forbidden("Bạn chỉ được xem.", "worklist: read only");
    context.house.db->write([&](db::Tx& tx) { read_notices(tx, context.actor()); });
    forget_counts(context.house, context.actor().person);
    return web::see_other("/worklist/notices");
}

}  // namespace dinh::worklist
