#include "platform/web/api/call.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "platform/crypto/crypto.hpp"
#include "platform/text/text.hpp"
#include "platform/web/api/json_form.hpp"
#include "platform/web/serve/errors.hpp"
#include "platform/web/serve/faults.hpp"

namespace dinh::web::api {

namespace {

namespace json = boost::json;

constexpr const char* kDone = "Idempotency-Replayed";

std::string_view type_of(std::string_view content_type) { return content_type.substr(0, content_type.find(';')); }

// What only a browser needs.
bool of_browser(std::string_view name) { return name == "CSRF" || name == "DEED_KEY"; }

json::object told(const pages::Data& data) {
    json::object object;
    for (const auto& [name, value] : data.texts)
        if (!of_browser(name)) object[text::lower(name)] = value;
    for (const auto& [name, value] : data.shown) object[text::lower(name)] = value;
    for (const auto& [name, rows] : data.rows) {
        json::array list;
        for (const auto& row : rows) list.push_back(told(row));
        object[text::lower(name)] = std::move(list);
    }
    return object;
}

// The record a page's path leads to: its last number.
Id record_in(std::string_view path) {
    path = path.substr(0, path.find_first_of("?#"));
    while (!path.empty()) {
        const std::size_t slash = path.rfind('/');
        if (const auto id = ids::parse(path.substr(slash + 1))) return *id;
        path = path.substr(0, slash == path.npos ? 0 : slash);
    }
    return 0;
}

Response done(Context& context, std::string_view location) {
    const Id id = record_in(location);
    const auto& places = context.request.places;
    const bool known = id == 0 || std::any_of(places.begin(), places.end(),
                                              [&](const auto& place) { return place.second == std::to_string(id); });
    const std::string path = location.starts_with(kBase) ? std::string(location) : std::string(kBase).append(location);
    const json::object answer{{"id", id == 0 ? json::value(nullptr) : json::value(std::to_string(id))},
                              {"location", path},
                              {"message", std::exchange(context.flash_text, {})}};
    const bool made = !known && context.request.method == Method::post;
    Response response = web::json(json::serialize(answer), made ? 201 : 200);
    if (made) response.with("Location", path);
    return response;
}

serve::Problem problem_in(const Call& call, int status) {
    serve::Problem problem{status, "Chưa thực hiện được.", {}, "a form with faults", 0};
    if (status == 409) problem.said = Conflict("").said();
    const auto errors = call.page.rows.find("ERRORS");
    if (errors == call.page.rows.end()) return problem;
    for (const auto& error : errors->second) {
        const auto field = error.texts.find("FIELD"), words = error.texts.find("ERROR");
        if (words == error.texts.end()) continue;
        const bool whole = field == error.texts.end() || field->second == "main";
        problem.reasons.emplace_back(whole ? std::string() : field->second, Said(words->second));
    }
    return problem;
}

Response page_as_data(Context& context, int status) {
    const Call& call = *context.call;
    if (!call.noted) throw NotFound("what this path shows is not for programs: " + context.request.path);
    if (status >= 400) return serve::answer_problem(context, problem_in(call, status));
    return web::json(json::serialize(json::object{{"title", call.title}, {"page", told(call.page)}}), status);
}

}  // namespace

std::string page_path(std::string_view path) {
    if (!path.starts_with(kBase) || path.size() <= kBase.size() || path[kBase.size()] != '/') return {};
    std::string page(path.substr(kBase.size()));
    constexpr std::string_view kTable = ".json";
    if (page.ends_with(kTable)) page.replace(page.size() - kTable.size(), kTable.size(), ".csv");
    return page;
}

void read_body(Request& request, const Route& route) {
    if (request.method == Method::get || request.method == Method::head) return;
    // A route that names no fields takes what its form takes.
    static const std::vector<Asked> anything{line("*", "").several()};
    const auto& asked = route.asked.empty() ? anything : route.asked;
    const std::string type = text::lower(type_of(request.header("content-type")));
    if (type == "multipart/form-data") {
        check_members(request.form, asked);
    } else if (type == "application/json") {
        request.form = form_of(request.body, asked);
    } else if (!request.body.empty() || !request.form.empty()) {
        throw serve::HttpFault(415, "a call takes application/json or multipart/form-data");
    }
    if (const auto key = request.header("idempotency-key"); !key.empty()) request.form.emplace_back("deed_key", key);
}

void note(Context& context, std::string title, const pages::Renderable& page) {
    Call& call = *context.call;
    call.noted = true;
    call.title = std::move(title);
    call.page = pages::data(context.lang, page);
}

Response translated(Context& context, Response response) {
    if (response.as_json) {
        Response table = web::json("", response.status);
        table.body = std::move(response.as_json);
        return table;
    }
    if (response.status == 303) {
        for (const auto& [name, value] : response.headers)
            if (name == "Location") return done(context, value);
    }
    if (response.content_type.starts_with("text/html")) return page_as_data(context, response.status);
    return response;
}

std::string fingerprint(const Request& request) {
    std::string call = std::to_string(static_cast<int>(request.method)) + request.path;
    const auto add = [&](std::string_view part) { call.append(1, '\0').append(part); };
    for (const auto& [name, value] : request.query) add(name), add(value);
    for (const auto& [name, value] : request.form) add(name), add(value);
    for (const auto& one : request.uploads) add(one.field), add(one.file_name), add(std::to_string(one.size_bytes));
    return crypto::sha256_hex(call);
}

std::string kept(const Response& response) {
    const auto* body = std::get_if<std::string>(&response.body);
    return std::to_string(response.status) + (body ? *body : "{}");
}

Response from_kept(std::string_view answer) {
    const bool made = answer.starts_with("201");
    Response response =
        web::json(std::string(answer.substr(std::min<std::size_t>(3, answer.size()))), made ? 201 : 200);
    response.with(kDone, "true");
    return response;
}

}  // namespace dinh::web::api
