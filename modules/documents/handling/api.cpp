// Forwarding for other programs: the same deed, asked in JSON.
//     POST /api/v1/documents/incoming/:id/forwardings   Idempotency-Key: ...
//     {"version": 3, "step": "assign", "parent": "17", "opinion": "...",
//      "receivers": [{"kind": "post", "id": "34", "role": "lead", "due": "2026-11-27"}]}
// Answers 201 with the document's state, its version and the whole tree; ids are text, days are yyyy-mm-dd.
#include <boost/json.hpp>

#include "modules/documents/handling/handling_pages.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::documents {

namespace {

namespace json = boost::json;

struct Asked {
    std::int64_t version = 0;
    Id parent = 0;
    std::string step, opinion;
    std::vector<Receiver> receivers;
};

std::string word(const json::object& object, std::string_view name, bool required = true) {
    const auto* value = object.if_contains(name);
    if (value && value->is_string()) return std::string(value->as_string());
    if (value || required) throw Refused(std::string(name), Said("Mục %1 phải là chuỗi ký tự.", {std::string(name)}));
    return {};
}

Id id_in(const json::object& object, std::string_view name, bool required) {
    const std::string text = word(object, name, required);
    if (text.empty() && !required) return 0;
    const auto id = ids::parse(text);
    if (!id) throw Refused(std::string(name), Said("Mục %1 không phải mã số.", {std::string(name)}));
    return *id;
}

Receiver receiver_in(const json::value& value) {
    if (!value.is_object()) throw Refused("receivers", "Mỗi nơi nhận phải là một đối tượng.");
    const auto& object = value.as_object();
    const std::string kind = word(object, "kind"), due = word(object, "due", false);
    if (kind != "unit" && kind != "post") throw Refused("kind", "Nơi nhận là unit hoặc post.");
    Receiver one{kind == "unit" ? ReceiverKind::unit : ReceiverKind::post, id_in(object, "id", true),
                 word(object, "role"), std::nullopt};
    if (!due.empty()) {
        one.due = clock::parse_day(due);
        if (!one.due) throw Refused("due", "Hạn xử lý phải có dạng năm-tháng-ngày, ví dụ 2026-11-27.");
    }
    return one;
}

Asked asked_of(const web::Request& request) {
    boost::system::error_code wrong;
    const auto body = json::parse(request.body, wrong);
    if (wrong || !body.is_object()) throw Refused("Nội dung gửi lên không phải JSON hợp lệ.");
    const auto& object = body.as_object();
    Asked asked{0, id_in(object, "parent", false), word(object, "step"), word(object, "opinion", false), {}};
    const auto* version = object.if_contains("version");
    if (!version || !version->is_int64()) throw Refused("version", "Thiếu số phiên bản đã đọc.");
    asked.version = version->as_int64();
    const auto* receivers = object.if_contains("receivers");
    if (!receivers || !receivers->is_array()) throw Refused("receivers", "Thiếu danh sách nơi nhận.");
    for (const auto& one : receivers->as_array()) asked.receivers.push_back(receiver_in(one));
    return asked;
}

json::object part_in(const Forwarding& part) {
    json::object object{
        {"id", std::to_string(part.id)},
        {"version", part.version},
        {"parent", std::to_string(part.parent)},
        {"step", part.step},
        {"giver", part.giver_label},
        {"receiver",
         {{"kind", part.receiver_kind == ReceiverKind::unit ? "unit" : "post"}, {"id", std::to_string(part.receiver)}}},
        {"receiver_name", part.receiver_label},
        {"role", part.role},
        {"state", part.state},
        {"opinion", part.opinion},
        {"given_at", clock::to_text(part.given_at)}};
    if (part.due) object["due"] = clock::to_text(*part.due);
    if (part.read_at) object["read_at"] = clock::to_text(*part.read_at);
    return object;
}

}  // namespace

web::Response create_forwardings_by_api(web::Context& context) {
    const Id id = visible_here(context).id;
    const Asked asked = asked_of(context.request);
    deed::once(*context.house.db, context.actor(), context.request.header("idempotency-key"), [&](db::Tx& tx) {
        forward(tx, context.actor(), id, asked.version, asked.parent, asked.step, asked.opinion, asked.receivers);
        return id;
    });
    json::array parts;
    const Incoming one = context.house.db->reading([&](db::Conn& conn) {
        for (const auto& part : tree_of(conn, id)) parts.push_back(part_in(part));
        return visible_incoming(conn, context.actor(), id);
    });
    return web::json(
        json::serialize(json::object{
            {"id", std::to_string(id)}, {"version", one.version}, {"state", one.state}, {"forwardings", parts}}),
        201);
}

}  // namespace dinh::documents
