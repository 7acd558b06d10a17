#include "platform/web/api/json_form.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <set>

#include "platform/error/error.hpp"
#include "platform/text/text.hpp"
#include "platform/web/serve/faults.hpp"
#include "platform/web/wire/urlencoded.hpp"

namespace dinh::web::api {

namespace {

namespace json = boost::json;
using serve::HttpFault;
using Text = json::string_view;

constexpr std::size_t kMostName = 100;

struct Member {
    std::string name;
    std::vector<std::string> values;
    bool is_array = false, is_deep = false;
};

// Told by the parser piece by piece, so that a number keeps its digits and a member that comes twice is seen.
class Reader {
public:
    static constexpr std::size_t max_object_size = std::size_t(-1), max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1), max_string_size = std::size_t(-1);
    std::vector<Member> members;

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code& fault) {
        if (depth_ > 0) mark_deep();
        ++depth_;
        if (depth_ == 1) begun_ = true;
        return fine(fault);
    }
    bool on_object_end(std::size_t, json::error_code&) { return --depth_, true; }
    bool on_array_begin(json::error_code& fault) {
        if (!begun_) return stop(fault);
        ++depth_;
        if (depth_ == 2 && !members.empty()) members.back().is_array = true;
        if (depth_ > 2) mark_deep();
        return true;
    }
    bool on_array_end(std::size_t, json::error_code&) { return --depth_, true; }
    bool on_key_part(Text part, std::size_t, json::error_code&) { return piece_.append(part), true; }
    bool on_key(Text part, std::size_t, json::error_code& fault) {
        piece_.append(part);
        std::string name = std::exchange(piece_, {});
        if (depth_ > 1) return true;
        auto clean = wire::clean_utf8(std::move(name));
        if (!clean || !names_.insert(*clean).second || names_.size() > kMostValues) return stop(fault);
        members.push_back({std::move(*clean), {}});
        return true;
    }
    bool on_string_part(Text part, std::size_t, json::error_code&) { return piece_.append(part), true; }
    bool on_string(Text part, std::size_t, json::error_code& fault) { return taken(part, fault); }
    bool on_number_part(Text part, json::error_code&) { return piece_.append(part), true; }
    bool on_int64(std::int64_t, Text part, json::error_code& fault) { return taken(part, fault); }
    bool on_uint64(std::uint64_t, Text part, json::error_code& fault) { return taken(part, fault); }
    bool on_double(double, Text part, json::error_code& fault) { return taken(part, fault); }
    bool on_bool(bool value, json::error_code& fault) { return value ? taken("1", fault) : fine(fault); }
    bool on_null(json::error_code& fault) { return fine(fault); }
    bool on_comment_part(Text, json::error_code&) { return true; }
    bool on_comment(Text, json::error_code&) { return true; }

private:
    static bool stop(json::error_code& fault) {
        fault = json::error::syntax;
        return false;
    }
    bool fine(json::error_code& fault) const { return begun_ || stop(fault); }
    void mark_deep() {
        if (!members.empty()) members.back().is_deep = true;
    }
    bool taken(Text part, json::error_code& fault) {
        piece_.append(part);
        std::string value = std::exchange(piece_, {});
        if (!begun_) return stop(fault);
        auto clean = wire::clean_utf8(std::move(value));
        if (!clean || ++values_ > kMostValues) return stop(fault);
        members.back().values.push_back(std::move(*clean));
        return true;
    }

    std::string piece_;
    std::set<std::string> names_;
    std::size_t values_ = 0;
    int depth_ = 0;
    bool begun_ = false;
};

void judge(Reasons& reasons, std::string_view name, bool several, bool deep, const std::vector<Asked>& asked) {
    const std::string shown = text::cut(name, kMostName);
    const Asked* field = asked_for(asked, name);
    if (!field || name.starts_with('_') || name == "deed_key")
        reasons.add(shown, "Việc này không nhận mục có tên như vậy.");
    else if (deep)
        reasons.add(shown, "Mục này nhận chữ, số, đúng sai hoặc dãy của chúng, không nhận đối tượng bên trong.");
    else if (several && !field->many)
        reasons.add(shown, "Mục này chỉ nhận một giá trị.");
}

}  // namespace

const Asked* asked_for(const std::vector<Asked>& asked, std::string_view member) {
    for (const Asked& one : asked) {
        const std::string_view name = one.name;
        if (one.kind == Kind::file) continue;
        if (name == member) return &one;
        if (name.ends_with('*') && member.size() >= name.size() && member.starts_with(name.substr(0, name.size() - 1)))
            return &one;
    }
    return nullptr;
}

Pairs form_of(std::string_view body, const std::vector<Asked>& asked) {
    json::basic_parser<Reader> parser{json::parse_options()};
    json::error_code fault;
    const std::size_t read = parser.write_some(false, body.data(), body.size(), fault);
    if (fault || read != body.size() || !parser.done()) throw HttpFault(400, "the body is no JSON object of its own");
    Reasons reasons;
    Pairs form;
    for (Member& one : parser.handler().members) {
        judge(reasons, one.name, one.is_array, one.is_deep, asked);
        for (std::string& value : one.values) form.emplace_back(one.name, std::move(value));
    }
    reasons.done();
    return form;
}

void check_members(const Pairs& form, const std::vector<Asked>& asked) {
    std::map<std::string_view, int> times;
    for (const auto& [name, value] : form) ++times[name];
    Reasons reasons;
    for (const auto& [name, count] : times) judge(reasons, name, count > 1, false, asked);
    reasons.done();
}

}  // namespace dinh::web::api
