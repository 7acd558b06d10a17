#include "modules/documents/incoming/api.hpp"

#include <boost/json.hpp>

#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/incoming/list_query.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

namespace json = boost::json;

json::value day_or_null(const std::optional<Day>& day) {
    return day ? json::value(clock::to_text(*day)) : json::value(nullptr);
}

json::object line_json(const IncomingLine& one) {
    return {
        {"id", std::to_string(one.id)},
        {"number", one.arrival_number == 0 ? std::string() : std::to_string(one.arrival_number) + one.arrival_suffix},
        {"arrival_day", day_or_null(one.arrival_day)},
        {"mark", one.mark},
        {"author_name", one.author_name},
        {"kind", one.kind},
        {"subject", one.subject},
        {"urgency", one.urgency},
        {"state", one.state},
        {"handler", one.handler},
        {"due", day_or_null(one.due)},
        {"overdue", one.overdue}};
}

json::object whole_json(const Incoming& one, const std::vector<files::Ref>& list) {
    json::array files;
    for (const auto& ref : list) {
        files.push_back({{"position", ref.position},
                         {"name", ref.name},
                         {"media_type", ref.media_type},
                         {"size_bytes", ref.size_bytes},
                         {"path", link_of(one.id) + "/files/" + std::to_string(ref.position)}});
    }
    return {{"id", std::to_string(one.id)},
            {"version", one.version},
            {"issuing_body", std::to_string(one.issuing_body)},
            {"number", one.number()},
            {"arrival_day", day_or_null(one.arrival_day)},
            {"received_at", clock::to_text(one.received_at)},
            {"registered_late", one.registered_late},
            {"channel", one.channel},
            {"state", one.state},
            {"author_agency",
             one.author_agency == 0 ? json::value(nullptr) : json::value(std::to_string(one.author_agency))},
            {"author_name", one.author_name},
            {"mark", one.mark},
            {"document_day", day_or_null(one.document_day)},
            {"kind", one.kind},
            {"subject", one.subject},
            {"signer_name", one.signer_name},
            {"signer_position", one.signer_position},
            {"urgency", one.urgency},
            {"due", day_or_null(one.due)},
            {"reply_needed", one.reply_needed},
            {"files", std::move(files)}};
}

// Reads members by name and collects what is wrong with them.
class Reader {
public:
    explicit Reader(std::string_view body) {
        json::error_code failed;
        const json::value parsed = json::parse(body, failed);
        if (failed || !parsed.is_object()) throw Refused("Nội dung gửi lên phải là một đối tượng JSON.");
        object_ = parsed.as_object();
    }
    std::string text(const char* name, std::string missing = {}) {
        const auto* value = object_.if_contains(name);
        if (!value || value->is_null()) return missing;
        if (!value->is_string()) return wrong(name), missing;
        return std::string(value->as_string());
    }
    int number(const char* name, int missing) {
        const auto* value = object_.if_contains(name);
        if (!value || value->is_null()) return missing;
        if (!value->is_int64() || value->as_int64() < -1'000'000 || value->as_int64() > 1'000'000)
            return wrong(name), missing;
        return static_cast<int>(value->as_int64());
    }
    bool truth(const char* name) {
        const auto* value = object_.if_contains(name);
        if (!value || value->is_null()) return false;
        if (!value->is_bool()) return wrong(name), false;
        return value->as_bool();
    }
    std::optional<Day> day(const char* name) {
        const std::string typed = text(name);
        if (typed.empty()) return std::nullopt;
        const auto day = clock::parse_day(typed);
        if (!day) wrong(name);
        return day;
    }
    Id id(const char* name) {
        const std::string typed = text(name);
        if (typed.empty()) return 0;
        const auto id = ids::parse(typed);
        if (!id) wrong(name);
        return id.value_or(0);
    }
    void done() const { reasons_.done(); }

private:
    void wrong(const char* name) { reasons_.add(name, std::string("Trường ") + name + " không đúng kiểu."); }
    json::object object_;
    Reasons reasons_;
};

IncomingInput input_of(std::string_view body) {
    Reader reader(body);
    IncomingInput input;
    input.issuing_body = reader.id("issuing_body");
    input.channel = reader.text("channel", "axis");
    input.author_agency = reader.id("author_agency");
    input.author_name = reader.text("author_name");
    input.author_code = reader.text("author_code");
    input.mark = reader.text("mark");
    input.document_day = reader.day("document_day");
    input.arrival_day = reader.day("arrival_day");
    input.kind = reader.text("kind");
    input.subject = reader.text("subject");
    input.field = reader.text("field");
    input.language = reader.text("language", input.language);
    input.description = reader.text("description");
    input.signer_position = reader.text("signer_position");
    input.signer_name = reader.text("signer_name");
    input.to_places = reader.text("to_places");
    input.pages = reader.number("pages", 0);
    input.copies = reader.number("copies", 1);
    input.urgency = reader.number("urgency", 0);
    input.due = reader.day("due");
    input.reply_needed = reader.truth("reply_needed");
    input.secrecy = reader.text("secrecy", "none");
    reader.done();
    return input;
}

std::string told(db::Conn& conn, const Actor& actor, Id id) {
    const auto one = visible_incoming(conn, actor, id);
    return json::serialize(whole_json(one, files::of_record(conn, kIncoming, id)));
}

}  // namespace

web::Response api_list(web::Context& context) {
    const Day today = clock::today();
    const ListQuery query = list_query(context.request, today);
    auto& known = context.house.part<grants::Long>();
    const auto page = context.house.db->reading(
        [&](db::Conn& conn) { return list_incoming(conn, context.actor(), query.filter, today, &known); });
    json::array documents;
    for (const auto& line : page.lines) documents.push_back(line_json(line));
    const json::object answer{{"documents", std::move(documents)},
                              {"next", page.next == 0 ? json::value(nullptr) : json::value(std::to_string(page.next))},
                              {"count", page.count},
                              {"count_more", page.count_more}};
    return web::json(json::serialize(answer));
}

web::Response api_show(web::Context& context) {
    return web::json(
        context.house.db->reading([&](db::Conn& conn) { return told(conn, context.actor(), context.request.id()); }));
}

web::Response api_register(web::Context& context) {
    const IncomingInput input = input_of(context.request.body);
    const Id id = deed::once(*context.house.db, context.actor(), context.request.header("idempotency-key"),
                             [&](db::Tx& tx) { return register_incoming(tx, context.actor(), input, {}); });
    auto response =
        web::json(context.house.db->reading([&](db::Conn& conn) { return told(conn, context.actor(), id); }), 201);
    response.with("Location", "/api/v1/documents/incoming/" + std::to_string(id));
    return response;
}

}  // namespace dinh::documents
