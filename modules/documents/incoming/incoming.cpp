#include "modules/documents/incoming/incoming.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/incoming_store.hpp"
#include "modules/documents/series/series.hpp"
#include "platform/grants/grants.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

constexpr std::int64_t kReadAtOnceBytes = 4 << 20;

std::string name_in_handling(std::string_view list, std::string_view id, Day day) {
    const auto* found = rules::table("handling").find(list, id, day);
    return found ? found->text("name") : std::string(id);
}

struct StateName {
    std::string_view state, title;
    bool open;
};
constexpr StateName kStates[] = {
    {"awaiting_receipt", "Chờ tiếp nhận", false},
    {"awaiting_sorting", "Chờ phân loại, trình", true},
    {"awaiting_direction", "Chờ cho ý kiến", true},
    {"awaiting_assignment", "Chờ phân công", true},
    {"in_process", "Đang xử lý", true},
    {"awaiting_confirmation", "Đã xử lý, chờ xác nhận", true},
    {"closed", "Đã kết thúc", false},
    {"returned_to_sender", "Đã trả lại nơi gửi", false},
    {"cancelled_by_recall", "Đã hủy theo thông báo thu hồi", false},
    {"removed_as_secret", "Đã gỡ khỏi hệ thống", false},
};

}  // namespace

std::string Incoming::number() const {
    return arrival_number == 0 ? std::string() : std::to_string(arrival_number) + arrival_suffix;
}

bool is_open_state(std::string_view state) {
    return std::any_of(std::begin(kStates), std::end(kStates),
                       [&](const StateName& one) { return one.state == state && one.open; });
}

const std::vector<std::string>& open_states() {
    static const std::vector<std::string> states = [] {
        std::vector<std::string> list;
        for (const auto& one : kStates) {
            if (one.open) list.emplace_back(one.state);
        }
        return list;
    }();
    return states;
}

std::string state_name(std::string_view state) {
    for (const auto& one : kStates) {
        if (one.state == state) return std::string(one.title);
    }
    return std::string(state);
}

std::string channel_name(std::string_view channel, Day day) { return name_in_handling("channel", channel, day); }
std::string closing_name(std::string_view as, Day day) { return name_in_handling("closing", as, day); }

std::optional<Incoming> find_incoming(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(store::kFindIncoming, id);
    return rows.empty() ? std::nullopt : std::optional(store::read_incoming(rows.first()));
}

Incoming visible_incoming(db::Conn& conn, const Actor& actor, Id id) {
    auto found = find_incoming(conn, id);
    // The store's own grants of a recalled document are gone; the state is asked as well, so that one slip shows
    // nothing.
    const bool gone = found && (found->state == "cancelled_by_recall" || found->state == "removed_as_secret");
    if (!found || gone || !grants::may_see(conn, actor, kIncoming, id)) {
        throw NotFound("incoming document " + std::to_string(id) + " for person " + std::to_string(actor.person));
    }
    return std::move(*found);
}

std::string stamp_of(const files::Store& store, const files::Stored& stored, Day day) {
    if (stored.media_type != "text/plain" || stored.size_bytes > kReadAtOnceBytes) return {};
    const auto* stamp = rules::stamp_in(text::nfc(store.read(stored.hash, kReadAtOnceBytes)), day);
    return stamp ? stamp->phrase : std::string();
}

std::vector<Duplicate> duplicates(db::Conn& conn, Id agency, std::string_view mark, Id author_agency,
                                  std::string_view author_name, Id except) {
    const std::string key = mark_key(mark);
    if (key.empty()) return {};
    const std::string folded = text::fold(text::clean_line(author_name));
    std::vector<Duplicate> found;
    for (const auto& row : conn.query(store::kDuplicates, agency, key, except)) {
        const bool nobody = author_agency == 0 && folded.empty();
        const bool same_agency = author_agency != 0 && author_agency == row.integer(6);
        if (!nobody && !same_agency && folded != text::fold(row.text(2))) continue;
        found.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.integer(4), row.maybe_day(5)});
    }
    return found;
}

}  // namespace dinh::documents
