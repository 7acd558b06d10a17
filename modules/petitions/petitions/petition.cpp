#include "modules/petitions/petitions/petition.hpp"

#include <algorithm>
#include <set>

#include "modules/petitions/officers/officers.hpp"
#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/petition_store.hpp"
#include "modules/petitions/petitions/sight.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::petitions {

namespace {

constexpr std::pair<std::string_view, const char*> kStates[] = {{"awaiting_receipt", "Chờ tiếp nhận"},
                                                                {"awaiting_direction", "Chờ chỉ đạo xử lý"},
                                                                {"in_settlement", "Đang giải quyết"},
                                                                {"answered", "Có kết quả, chờ kết thúc"},
                                                                {"closed", "Đã kết thúc"},
                                                                {"passed_on", "Đã chuyển đơn"},
                                                                {"guided", "Đã hướng dẫn, trả lại"},
                                                                {"filed", "Đã lưu đơn"},
                                                                {"returned", "Đã trả lại nơi chuyển"},
                                                                {"voided", "Đã hủy số"}};
constexpr std::pair<std::string_view, const char*> kDecisions[] = {{"accepted", "Thụ lý giải quyết"},
                                                                   {"passed_on", "Chuyển cơ quan có thẩm quyền"},
                                                                   {"guided", "Hướng dẫn, trả lại đơn"},
                                                                   {"filed", "Lưu đơn"}};
constexpr int kIndexedAtOnce = 200;

// The newest entry of the id: old records keep their words when a rule ends.
std::string name_in(std::string_view list, std::string_view id) {
    const auto& entries = rules::table("petitions").all(list);
    const auto found = std::find_if(entries.rbegin(), entries.rend(),
                                    [&](const rules::Entry& entry) { return entry.text("id") == id; });
    return found == entries.rend() ? std::string(id) : found->text("name");
}

std::set<std::string> words_of(std::string_view text) {
    std::set<std::string> words;
    for (const auto& word : text::split(text::fold(text), ' ')) {
        if (word.size() > 1) words.insert(word);
    }
    return words;
}

// Half of the words of the shorter one.
bool near(std::string_view one, std::string_view other) {
    const auto a = words_of(one), b = words_of(other);
    const auto shared = std::count_if(a.begin(), a.end(), [&](const std::string& word) { return b.contains(word); });
    return shared > 0 && static_cast<std::size_t>(2 * shared) >= std::min(a.size(), b.size());
}

}  // namespace

std::string Petition::sign() const {
    return number == 0 ? std::string()
                       : std::to_string(number) + "/" + std::to_string(clock::year(registered_day.value_or(rules_day)));
}

const std::vector<std::string>& open_states() {
    static const std::vector<std::string> states{"awaiting_direction", "in_settlement", "answered"};
    return states;
}
bool is_open_state(std::string_view state) {
    return std::find(open_states().begin(), open_states().end(), state) != open_states().end();
}
std::string state_name(std::string_view state) {
    for (const auto& [id, title] : kStates) {
        if (id == state) return title;
    }
    return std::string(state);
}
std::string decision_name(std::string_view decision) {
    for (const auto& [id, title] : kDecisions) {
        if (id == decision) return title;
    }
    return std::string(decision);
}
std::string kind_name(std::string_view kind) { return name_in("kind", kind); }
std::string channel_name(std::string_view channel) { return name_in("channel", channel); }
std::string filing_name(std::string_view filing) { return name_in("filing", filing); }

bool secret_sender(std::string_view kind) {
    const auto& kinds = rules::table("petitions").all("kind");
    return std::any_of(kinds.begin(), kinds.end(), [&](const rules::Entry& entry) {
        return entry.text("id") == kind && entry.truth("sender_secret");
    });
}

std::optional<Petition> find_petition(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(store::kFind, id);
    return rows.empty() ? std::nullopt : std::optional(store::read_petition(rows.first()));
}

Petition visible_petition(db::Conn& conn, const Actor& actor, Id id) {
    auto one = find_petition(conn, id);
    if (!one || !grants::may_see(conn, actor, kPetition, id)) throw NotFound("petition " + std::to_string(id));
    return *std::move(one);
}

bool shows_sender(const Petition& one) {
    const bool passed_yet = one.state != "awaiting_receipt" && one.state != "returned";
    return passed_yet || !secret_sender(one.kind);
}

std::vector<Sender> senders_of(db::Conn& conn, Id petition) {
    std::vector<Sender> list;
    for (const auto& row : conn.query(store::kSenders, petition))
        list.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.truth(4)});
    return list;
}

Subject subject_of_body(db::Conn& conn, Id issuing_body) {
    Subject subject;
    subject.issuing_body = issuing_body;
    if (const auto body = directory::issuing_body_of(conn, issuing_body)) subject.agency = body->agency;
    for (const auto& one : officers_of(conn, issuing_body, clock::today()))
        (one.task == "reception" ? subject.receptionists : subject.directors).push_back(one.post);
    return subject;
}

Subject subject_of(db::Conn& conn, const Petition& one) {
    Subject subject = subject_of_body(conn, one.issuing_body);
    subject.agency = one.owner_agency;
    subject.settler_unit = one.settler_unit;
    subject.settler_post = one.settler_post;
    return subject;
}

std::vector<Petition> doubles(db::Conn& conn, const Actor& actor, Id issuing_body, const std::vector<Sender>& senders,
                              std::string_view summary, Id except) {
    std::set<Id> ids;
    for (const auto& sender : senders) {
        const std::string key = text::fold(text::clean_line(sender.name));
        if (key.empty()) continue;
        for (const auto& row : conn.query(store::kOfSender, issuing_body, key)) ids.insert(row.integer(0));
    }
    ids.erase(except);
    std::vector<Petition> found;
    for (const Id id : grants::seen(conn, actor, kPetition, {ids.rbegin(), ids.rend()})) {
        const auto one = find_petition(conn, id);
        if (one && one->state != "voided" && shows_sender(*one) && near(one->summary, summary)) found.push_back(*one);
    }
    return found;
}

std::optional<Day> due_of(const Petition& one) {
    if (one.state == "awaiting_direction") return one.processing_due;
    return one.state == "in_settlement" ? one.due : std::nullopt;
}

bool overdue(const Petition& one, Day today) {
    const auto due = due_of(one);
    return due && *due < today;
}

void index_again(House& house) {
    house.db->write([](db::Tx& tx) { search::clear(tx, kPetition); });
    for (Id after = 0; after >= 0;) {
        after = house.db->writing([&](db::Tx& tx) -> Id {
            const auto some = store::read_all(tx.query(store::kNextToIndex, after, kIndexedAtOnce));
            for (const auto& one : some) put_search(tx, one);
            return some.empty() ? -1 : some.back().id;
        });
    }
}

}  // namespace dinh::petitions
