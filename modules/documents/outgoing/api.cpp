#include "modules/documents/outgoing/api.hpp"

#include <boost/json.hpp>

#include "modules/documents/issuing/issuing.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::documents::out_pages {

namespace {

std::int64_t version_in(const std::string& body) {
    boost::system::error_code error;
    const auto parsed = boost::json::parse(body, error);
    const auto* object = error ? nullptr : parsed.if_object();
    const auto* version = object ? object->if_contains("version") : nullptr;
    if (!version || !version->is_int64() || version->as_int64() < 1)
        throw Refused("version", "Nội dung phải là JSON có số \"version\" của văn bản.");
    return version->as_int64();
}

}  // namespace

web::Response issue_by_api(web::Context& context) {
    const auto one = context.house.db->reading(
        [&](db::Conn& conn) { return visible_outgoing(conn, context.actor(), context.request.id()); });
    const auto version = version_in(context.request.body);
    deed::once(*context.house.db, context.actor(), context.request.header("idempotency-key"), [&](db::Tx& tx) {
        issue(tx, context.actor(), one.id, version);
        return one.id;
    });
    boost::json::object answer;
    context.house.db->read([&](db::Conn& conn) {
        const auto now = visible_outgoing(conn, context.actor(), one.id);
        answer = {{"id", std::to_string(now.id)},
                  {"state", now.state},
                  {"mark", now.mark},
                  {"version", now.version},
                  {"recipients", recipients_of(conn, now.id).size()}};
    });
    return web::json(boost::json::serialize(answer));
}

}  // namespace dinh::documents::out_pages
