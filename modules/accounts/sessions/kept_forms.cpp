#include "modules/accounts/sessions/kept_forms.hpp"

#include <boost/json.hpp>

#include "platform/crypto/keyring.hpp"
#include "platform/deed/deed.hpp"
#include "platform/error/error.hpp"
#include "platform/web/serve/tokens.hpp"

namespace dinh::accounts {

namespace {

constexpr db::Sql kInsert{"kept_form.insert",
                          "INSERT INTO kept_form (id, account, sealed, kept_at) VALUES ($1, $2, $3, $4)"};
constexpr db::Sql kTrim{"kept_form.trim",
                        "DELETE FROM kept_form WHERE account = $1 AND id NOT IN "
                        "(SELECT id FROM kept_form WHERE account = $1 ORDER BY kept_at DESC, id DESC LIMIT $2)"};
constexpr db::Sql kOf{
    "kept_form.of_account",
    "SELECT id, sealed, kept_at FROM kept_form WHERE account = $1 AND kept_at > $2 ORDER BY kept_at DESC, id DESC"};
constexpr db::Sql kAny{"kept_form.any", "SELECT COUNT(*) FROM kept_form WHERE account = $1 AND kept_at > $2"};
constexpr db::Sql kDrop{"kept_form.drop", "DELETE FROM kept_form WHERE id = $1 AND account = $2"};
constexpr db::Sql kForget{
    "kept_form.forget",
    "DELETE FROM kept_form WHERE id IN (SELECT id FROM kept_form WHERE kept_at < $1 ORDER BY kept_at LIMIT $2)"};

constexpr std::size_t kMostBytes = 1 << 20;
constexpr int kMostForms = 5;
constexpr std::size_t kMostPath = 2000;
constexpr const char* kPurpose = "kept_form";

std::string bound_to(Id form, Id account) { return std::to_string(form) + ":" + std::to_string(account); }

std::string written(const web::Request& request) {
    namespace json = boost::json;
    json::array fields, uploads;
    for (const auto& [name, value] : request.form)
        if (name != "_csrf") fields.push_back(json::array{name, value});
    for (const auto& upload : request.uploads) uploads.push_back(json::array{upload.field, upload.file_name});
    if (fields.empty()) return {};
    return json::serialize(
        json::object{{"path", request.target}, {"fields", std::move(fields)}, {"uploads", std::move(uploads)}});
}

std::string text_at(const boost::json::value& pair, std::size_t at) {
    return std::string(pair.as_array().at(at).as_string());
}

KeptForm read_form(Id id, Instant kept_at, const std::string& text) {
    const auto value = boost::json::parse(text);
    KeptForm form{
        .id = id, .kept_at = kept_at, .path = std::string(value.at("path").as_string()), .fields = {}, .uploads = {}};
    for (const auto& pair : value.at("fields").as_array()) form.fields.emplace_back(text_at(pair, 0), text_at(pair, 1));
    for (const auto& pair : value.at("uploads").as_array()) {
        web::Upload upload;
        upload.field = text_at(pair, 0);
        upload.file_name = text_at(pair, 1);
        form.uploads.push_back(std::move(upload));
    }
    return form;
}

bool of_this_module(std::string_view path) { return path.starts_with("/sessions") || path.starts_with("/accounts"); }

// A key that has been used says that the form has been sent again.
bool sent_again(db::Conn& conn, const Actor& actor, const KeptForm& form) {
    for (const auto& [name, value] : form.fields)
        if (name == "deed_key") return deed::done(conn, actor, value);
    return false;
}

}  // namespace

bool keep_form(House& house, const Known& known, const web::Request& request) {
    const bool ours =
        web::serve::unmasks_to(request.field("_csrf"), known.csrf_secret) && web::serve::same_site(request);
    if (!ours || of_this_module(request.path) || request.target.size() > kMostPath || !house.keys) return false;
    const std::string text = written(request);
    if (text.empty() || text.size() > kMostBytes) return false;
    const Id id = ids::make();
    const db::Bytes sealed{house.keys->seal(kPurpose, text, bound_to(id, known.account))};
    house.db->write([&](db::Tx& tx) {
        tx.exec(kInsert, id, known.account, sealed, clock::now());
        tx.exec(kTrim, known.account, kMostForms);
    });
    return true;
}

std::vector<KeptForm> kept_forms_of(House& house, const Actor& actor, Id account, std::int64_t keep_minutes) {
    const Instant after{clock::now().ms - keep_minutes * 60'000};
    std::vector<KeptForm> forms;
    house.db->read([&](db::Conn& conn) {
        for (const auto& row : conn.query(kOf, account, after)) {
            const Id id = row.integer(0);
            // Sealed under a master key that is gone: nobody can read it any more.
            const auto text = house.keys->open_sealed(kPurpose, row.bytes(1), bound_to(id, account));
            if (!text) continue;
            KeptForm form = read_form(id, row.instant(2), *text);
            if (!sent_again(conn, actor, form)) forms.push_back(std::move(form));
        }
    });
    return forms;
}

bool has_kept_forms(db::Conn& conn, Id account, Instant kept_after) {
    return conn.integer(kAny, account, kept_after) > 0;
}

void drop_kept_form(db::Tx& tx, Id account, Id form) {
    if (tx.exec(kDrop, form, account) == 0) throw NotFound("no kept form " + std::to_string(form));
}

std::int64_t forget_kept_forms(db::Tx& tx, Instant kept_before, int most) {
    return tx.exec(kForget, kept_before, most);
}

}  // namespace dinh::accounts
