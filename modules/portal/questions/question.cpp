#include "modules/portal/questions/question.hpp"

#include <algorithm>

#include "modules/portal/questions/question_store.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/keyring.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace store = question_store;

namespace {

constexpr std::size_t kCodeLetters = 16;  // of base32: 80 bits
constexpr std::size_t kKeyLetters = 20;   // shorter keys of a form were not made here

constexpr std::pair<std::string_view, const char*> kStates[] = {
    {"received", "Mới đến"},    {"assigned", "Đang soạn trả lời"}, {"awaiting_approval", "Chờ duyệt"},
    {"answered", "Đã trả lời"}, {"turned_away", "Đã hướng dẫn"},   {"refused", "Từ chối"}};

// The newest entry of the id: old records keep their words when a rule ends.
std::string name_in(std::string_view list, std::string_view id) {
    const auto& entries = rules::table("portal_questions").all(list);
    const auto found = std::find_if(entries.rbegin(), entries.rend(),
                                    [&](const rules::Entry& entry) { return entry.text("id") == id; });
    return found == entries.rend() ? std::string(id) : found->text("name");
}

}  // namespace

std::string question_state_name(std::string_view state) {
    for (const auto& [id, title] : kStates)
        if (id == state) return title;
    return std::string(state);
}
std::string question_kind_name(std::string_view kind) { return name_in("kind", kind); }
std::string question_field_name(std::string_view field) { return name_in("field", field); }

std::string rating_name(int rating) {
    if (rating == 0) return "";
    return rating == 1 ? "Không hài lòng" : rating == 2 ? "Hài lòng một phần" : "Hài lòng";
}

std::optional<Day> question_due(const Question& one) {
    if (!one.open()) return std::nullopt;
    return one.notice_due && !one.noticed_day ? std::min(*one.notice_due, one.due) : one.due;
}

bool question_overdue(const Question& one, Day today) {
    const auto due = question_due(one);
    return due && *due < today;
}

std::optional<Question> find_question(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(store::kFind, id);
    return rows.empty() ? std::nullopt : std::optional(store::read_question(rows.first()));
}

Question visible_question(db::Conn& conn, const Actor& actor, Id id) {
    auto one = find_question(conn, id);
    if (!one || !grants::may_see(conn, actor, kQuestion, id)) throw NotFound("question " + std::to_string(id));
    return *std::move(one);
}

Asker asker_of(db::Conn& conn, Id question) {
    const db::Rows rows = conn.query(store::kSender, question);
    if (rows.empty()) return {};
    const auto row = rows.first();
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)};
}

Subject subject_of(db::Conn& conn, const Question& one) {
    const auto site = find_site(conn, one.site);
    if (!site) throw NotFound("site of question " + std::to_string(one.id));
    Subject subject = subject_of(conn, *site);
    subject.agency = one.owner_agency;
    subject.holder_unit = one.holder_unit;
    subject.holder_post = one.holder_post;
    return subject;
}

std::string question_code(const House& house, std::string_view deed_key) {
    if (deed_key.size() < kKeyLetters || !house.keys)
        return crypto::base32(crypto::random_bytes(10)).substr(0, kCodeLetters);
    return crypto::base32(house.keys->mac("portal.question_code", deed_key)).substr(0, kCodeLetters);
}

std::string read_code(std::string_view typed) {
    std::string code;
    for (const char c : text::upper(text::cut(typed, 100))) {
        if (c == ' ' || c == '-') continue;
        code += c == '0' ? 'O' : c == '1' ? 'I' : c;
    }
    const bool fits = code.size() == kCodeLetters && std::all_of(code.begin(), code.end(), [](char c) {
                          return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
                      });
    return fits ? code : std::string();
}

std::string show_code(std::string_view code) {
    std::string shown;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (i > 0 && i % 4 == 0) shown += '-';
        shown += code[i];
    }
    return shown;
}

std::optional<Question> question_of_code(db::Conn& conn, std::string_view code) {
    const auto id = conn.maybe_integer(store::kOfCode, crypto::sha256_hex(code));
    return id ? find_question(conn, *id) : std::nullopt;
}

std::string hinted_turning(const Question& one) {
    const std::string words = text::lower(one.subject + " " + one.body);
    for (const auto* turning : rules::table("portal_questions").in_force("turning", one.received_day)) {
        for (const auto& word : turning->texts("words"))
            if (words.find(word) != std::string::npos) return turning->text("id");
    }
    return "";
}

}  // namespace dinh::portal
