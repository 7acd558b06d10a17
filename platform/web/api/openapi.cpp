#include "platform/web/api/openapi.hpp"

#include <boost/json.hpp>
#include <set>

#include "platform/house/house.hpp"
#include "platform/web/api/call.hpp"

namespace dinh::web::api {

namespace {

namespace json = boost::json;

constexpr const char* kOpenApi = "3.1.0";
constexpr const char* kIdPattern = "^[0-9]{1,19}$";
constexpr const char* kDayPattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

bool is_read(const Route& route) { return route.method == Method::get; }
const char* method_name(const Route& route) {
    return is_read(route) ? "get" : route.method == Method::del ? "delete" : "post";
}

// ":id" -> "{id}"
std::string template_of(std::string_view pattern) {
    std::string path;
    while (!pattern.empty()) {
        pattern.remove_prefix(1);
        const std::size_t end = std::min(pattern.find('/'), pattern.size());
        const std::string segment(pattern.substr(0, end));
        path += segment.starts_with(":") ? "/{" + segment.substr(1) + "}" : "/" + segment;
        pattern.remove_prefix(end);
    }
    return path;
}

json::object reference(const char* name) { return {{"$ref", std::string("#/components/schemas/") + name}}; }

json::object of_type(const char* type) { return {{"type", type}}; }

json::object schema_of_one(const Asked& one) {
    json::object schema = of_type("string");
    switch (one.kind) {
        case Kind::line:
        case Kind::text:
            if (one.longest > 0) schema["maxLength"] = one.longest;
            break;
        case Kind::day:
            schema["format"] = "date";
            schema["pattern"] = kDayPattern;
            break;
        case Kind::number: schema = of_type("integer"); break;
        case Kind::id: schema["pattern"] = kIdPattern; break;
        case Kind::truth: schema = of_type("boolean"); break;
        case Kind::choice:
            if (!one.choices.empty()) schema["enum"] = json::array(one.choices.begin(), one.choices.end());
            break;
        case Kind::file: schema["contentMediaType"] = "application/octet-stream"; break;
    }
    return schema;
}

json::object schema_of(const Asked& one, const pages::Lang& lang) {
    json::object schema = schema_of_one(one);
    if (one.many) schema = {{"type", "array"}, {"items", std::move(schema)}};
    if (!one.label.empty()) schema["description"] = lang.tr(one.label);
    return schema;
}

json::object body_schema(const Route& route, const pages::Lang& lang, bool files) {
    json::object properties, patterns;
    json::array required;
    for (const Asked& one : route.asked) {
        if (one.kind == Kind::file && !files) continue;
        if (one.name.ends_with('*'))
            patterns["^" + one.name.substr(0, one.name.size() - 1) + "."] = schema_of(one, lang);
        else
            properties[one.name] = schema_of(one, lang);
        if (one.required) required.push_back(json::value(one.name));
    }
    json::object schema{
        {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", route.asked.empty()}};
    if (!patterns.empty()) schema["patternProperties"] = std::move(patterns);
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
}

json::object content(const char* type, json::value schema) {
    return {{type, json::object{{"schema", std::move(schema)}}}};
}

json::value request_body(const Route& route, const pages::Lang& lang) {
    if (!route.body_schema.empty())
        return json::object{{"required", true},
                            {"content", content("application/json", json::parse(route.body_schema))}};
    const bool open = route.asked.empty() && route.upload_limit_bytes != 0;
    const bool files = open || std::any_of(route.asked.begin(), route.asked.end(),
                                           [](const Asked& one) { return one.kind == Kind::file; });
    json::object types = content("application/json", body_schema(route, lang, false));
    if (files) types["multipart/form-data"] = json::object{{"schema", body_schema(route, lang, true)}};
    return json::object{{"content", std::move(types)}};
}

bool gives_file(const Offered& one) {
    if (!is_read(*one.route)) return false;
    const bool of_record = one.path.find("/files/") != std::string::npos && !one.path.ends_with("/view");
    return of_record || one.path.ends_with("/example") || one.path.ends_with("/template");
}

json::object good_answer(const Offered& one, const pages::Lang& lang) {
    json::value schema;
    if (!one.route->answer_schema.empty())
        schema = json::parse(one.route->answer_schema);
    else if (one.path.ends_with(".json"))
        schema = reference("Table");
    else
        schema = json::object{{"anyOf", json::array{reference("Done"), reference("Page")}}};
    json::object types = content("application/json", std::move(schema));
    if (gives_file(one)) types = content("*/*", json::object());
    // What is several tables in one has no columns of its own.
    if (one.path.ends_with(".json")) types["text/csv"] = json::object{{"schema", of_type("string")}};
    return {{"description", lang.tr("Đã làm, hoặc nội dung được hỏi.")}, {"content", std::move(types)}};
}

json::object answers_of(const Offered& one, const pages::Lang& lang) {
    json::object answers{{"200", good_answer(one, lang)}};
    if (!is_read(*one.route)) answers["201"] = good_answer(one, lang);
    const json::object problem{{"$ref", "#/components/responses/Problem"}};
    for (const char* status : {"401", "403", "404"}) answers[status] = problem;
    if (!is_read(*one.route))
        for (const char* status : {"400", "409", "413", "415", "422"}) answers[status] = problem;
    answers["default"] = problem;
    return answers;
}

json::array parameters_of(const Offered& one, const pages::Lang& lang) {
    json::array parameters;
    for (std::size_t at = one.path.find('{'); at != std::string::npos; at = one.path.find('{', at + 1)) {
        const std::string name = one.path.substr(at + 1, one.path.find('}', at) - at - 1);
        parameters.push_back(
            json::object{{"name", name}, {"in", "path"}, {"required", true}, {"schema", of_type("string")}});
    }
    if (!is_read(*one.route)) {
        parameters.push_back(json::object{{"$ref", "#/components/parameters/IdempotencyKey"}});
        return parameters;
    }
    for (const Asked& asked : one.route->asked)
        parameters.push_back(json::object{
            {"name", asked.name}, {"in", "query"}, {"required", false}, {"schema", schema_of(asked, lang)}});
    return parameters;
}

// "post_documents_incoming_id_receipt"
std::string operation_id(const Offered& one) {
    std::string id = method_name(*one.route);
    for (const char c : one.path) {
        if (c == '/')
            id += '_';
        else if (c != '{' && c != '}')
            id += c == '-' || c == '.' ? '_' : c;
    }
    return id;
}

json::object operation(const Offered& one, const Router& router, const pages::Lang& lang) {
    const Route& route = *one.route;
    std::string title = route.module;
    for (const auto& [name, words] : router.modules())
        if (name == route.module) title = lang.tr(words);
    json::object object{{"operationId", operation_id(one)},
                        {"tags", json::array{json::value(title.empty() ? std::string("API") : title)}},
                        {"summary", lang.tr(route.summary.empty() ? "Trang này dưới dạng dữ liệu" : route.summary)},
                        {"parameters", parameters_of(one, lang)},
                        {"responses", answers_of(one, lang)}};
    json::array scopes;
    if (!one.scope.empty()) scopes.push_back(json::value(one.scope));
    object["security"] = json::array{json::object{{"bearer", std::move(scopes)}}};
    if (route.method == Method::post || !route.asked.empty())
        if (!is_read(route)) object["requestBody"] = request_body(route, lang);
    return object;
}

json::object closed(json::object properties) {
    json::array names;
    for (const auto& one : properties) names.push_back(json::value(one.key()));
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(names)},
            {"additionalProperties", false}};
}

json::object array_of(json::object items) { return {{"type", "array"}, {"items", std::move(items)}}; }

json::object schemas() {
    const json::object table{{"columns", array_of(of_type("string"))}, {"items", array_of(of_type("object"))}};
    json::object named = table;
    named["name"] = of_type("string");
    const json::array text_or_null{"string", "null"};
    json::object problem = closed({{"type", of_type("string")},
                                   {"title", of_type("string")},
                                   {"status", of_type("integer")},
                                   {"detail", of_type("string")}});
    auto& members = problem["properties"].as_object();
    members["reasons"] = array_of(closed({{"field", of_type("string")}, {"text", of_type("string")}}));
    members["reference"] = of_type("string");
    json::object problem_example{
        {"type", "about:blank"},
        {"title", "Not done"},
        {"status", 422},
        {"detail", "Subject: please fill this in."},
        {"reasons", json::array{json::object{{"field", "subject"}, {"text", "Subject: please fill this in."}}}}};
    problem["examples"] = json::array{std::move(problem_example)};
    json::object done = closed({{"id", json::object{{"type", text_or_null}}},
                                {"location", of_type("string")},
                                {"message", of_type("string")}});
    done["examples"] = json::array{json::object{{"id", "377240957212164098"},
                                                {"location", "/api/v1/documents/incoming/377240957212164098"},
                                                {"message", "Registered as number 12."}}};
    return {{"Done", std::move(done)},
            {"Page", closed({{"title", of_type("string")}, {"page", of_type("object")}})},
            {"Table", {{"anyOf", json::array{closed(table), closed({{"tables", array_of(closed(named))}})}}}},
            {"Problem", std::move(problem)}};
}

json::object components(const Router& router, const pages::Lang& lang) {
    json::object scopes;
    for (const auto& [name, title] : router.modules()) {
        if (name.empty()) continue;
        scopes[name + ":read"] = lang.tr(title) + ": " + lang.tr("đọc");
        scopes[name + ":write"] = lang.tr(title) + ": " + lang.tr("ghi");
    }
    const json::object key{
        {"name", "Idempotency-Key"},
        {"in", "header"},
        {"required", false},
        {"description", lang.tr("Cùng khóa, cùng lời gọi: được trả lời như lần đầu, không làm lại.")},
        {"schema", json::object{{"type", "string"}, {"minLength", 1}, {"maxLength", 200}}}};
    const json::object bearer{{"type", "http"},
                              {"scheme", "bearer"},
                              {"description", lang.tr("Khóa tạo ở trang Tài khoản của tôi, gửi trong đầu mục này và "
                                                      "không bao giờ trong địa chỉ.")},
                              {"x-scopes", std::move(scopes)}};
    return {{"schemas", schemas()},
            {"parameters", json::object{{"IdempotencyKey", key}}},
            {"responses",
             json::object{
                 {"Problem", json::object{{"description", lang.tr("Lời gọi không được nhận, kèm lý do.")},
                                          {"content", content("application/problem+json", reference("Problem"))}}}}},
            {"securitySchemes", json::object{{"bearer", bearer}}}};
}

std::string scope_of(const Route& route) {
    if (route.module.empty()) return {};
    return route.module + (is_read(route) ? ":read" : ":write");
}

}  // namespace

std::vector<Offered> offered(const Router& router) {
    std::vector<Offered> list;
    std::set<std::string> own;
    const auto all = router.all();
    for (const Route* route : all)
        if (route->pattern.starts_with(kBase)) own.insert(method_name(*route) + route->pattern.substr(kBase.size()));
    for (const Route* route : all) {
        const bool speaks = route->pattern.starts_with(kBase);
        if (!speaks && (route->is_public || !route->by_hand.empty() || route->pattern.ends_with(".xlsx"))) continue;
        if (route->pattern.find('*') != std::string::npos) continue;
        if (!speaks && own.contains(method_name(*route) + route->pattern)) continue;
        std::string path = template_of(speaks ? route->pattern.substr(kBase.size()) : route->pattern);
        constexpr std::string_view kTable = ".csv";
        if (path.ends_with(kTable)) path.replace(path.size() - kTable.size(), kTable.size(), ".json");
        list.push_back({route, std::move(path), scope_of(*route)});
    }
    return list;
}

std::vector<const Route*> kept_by_hand(const Router& router) {
    std::vector<const Route*> list;
    for (const Route* route : router.all())
        if (!is_read(*route) && !route->by_hand.empty()) list.push_back(route);
    return list;
}

std::string openapi(const Router& router, const pages::Lang& lang) {
    json::object paths;
    for (const Offered& one : offered(router)) {
        json::value& place = paths[one.path];
        if (!place.is_object()) place = json::object();
        place.as_object()[method_name(*one.route)] = operation(one, router, lang);
    }
    json::array by_hand;
    for (const Route* route : kept_by_hand(router))
        by_hand.push_back(json::object{
            {"method", method_name(*route)}, {"path", template_of(route->pattern)}, {"why", lang.tr(route->by_hand)}});
    const json::object document{
        {"openapi", kOpenApi},
        {"info", json::object{{"title", "Đình"},
                              {"version", "1"},
                              {"description", lang.tr("Mọi việc và danh sách của hệ thống cho phần mềm khác gọi: cùng "
                                                      "quyền, cùng quy tắc như trên trang.")}}},
        {"servers", json::array{json::object{{"url", kBase}}}},
        {"paths", std::move(paths)},
        {"components", components(router, lang)},
        {"x-by-hand", std::move(by_hand)}};
    return json::serialize(document);
}

Response answer_openapi(Context& context) {
    struct Made {
        std::mutex mutex;
        std::map<std::string, std::string, std::less<>> by_language;
    };
    auto& made = context.house.part<Made>();
    const std::scoped_lock lock(made.mutex);
    auto& document = made.by_language[std::string(context.lang.code())];
    if (document.empty()) document = openapi(*context.router, context.lang);
    return web::json(document);
}

}  // namespace dinh::web::api
