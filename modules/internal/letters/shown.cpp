#include "modules/internal/letters/shown.hpp"

#include <algorithm>

#include "modules/internal/internal.hpp"

namespace dinh::internal {

namespace {

void read_documents(db::Conn& conn, const Actor& actor, Shown& shown) {
    for (const auto& to : documents::attached_to(conn, actor, kLetter, shown.one.id)) {
        if (to.kind == documents::kOutgoing) {
            if (auto brief = documents::outgoing_brief(conn, to.document)) shown.drafts.push_back(*std::move(brief));
        } else if (auto brief = documents::incoming_brief(conn, to.document)) {
            shown.handled.push_back(*std::move(brief));
        }
    }
}

Shown read_shown(db::Conn& conn, const Actor& actor, Id id) {
    Shown shown;
    shown.one = visible_letter(conn, actor, id);
    shown.receivers = receivers_of(conn, id);
    shown.readings = readings_of(conn, id);
    shown.answers = answers_of(conn, id);
    if (shown.one.edition > 1) shown.editions = editions_of(conn, id);
    shown.files = files::of_record(conn, kLetter, id);
    shown.history = deed::history_of(conn, kLetter, id, 50);
    read_documents(conn, actor, shown);
    std::vector<Id> wanted;
    auto replies = answered_by(conn, id);
    for (const auto& each : replies) wanted.push_back(each.id);
    if (shown.one.answers != 0) wanted.push_back(shown.one.answers);
    if (wanted.empty()) return shown;
    const auto seen = grants::seen(conn, actor, kLetter, wanted);
    const auto sees = [&](Id each) { return std::find(seen.begin(), seen.end(), each) != seen.end(); };
    for (auto& each : replies)
        if (sees(each.id)) shown.answered_by.push_back(std::move(each));
    if (shown.one.answers != 0 && sees(shown.one.answers)) shown.answered = find_letter(conn, shown.one.answers);
    return shown;
}

}  // namespace

Id opened_here(web::Context& context) {
    const Actor& actor = context.actor();
    const Id id = context.request.id();
    const bool unread = context.house.db->reading([&](db::Conn& conn) {
        const Letter one = visible_letter(conn, actor, id);
        return needs_reading(conn, actor, one, receivers_of(conn, id));
    });
    if (unread) context.house.db->write([&](db::Tx& tx) { note_reading(tx, actor, id); });
    return id;
}

Shown read_here(web::Context& context) {
    const Id id = opened_here(context);
    return context.house.db->reading([&](db::Conn& conn) { return read_shown(conn, context.actor(), id); });
}

std::string at_words(const std::optional<Instant>& at, const std::string& who) {
    if (!at) return {};
    return clock::show(*at) + (who.empty() ? "" : ", " + who);
}

const char* role_name(const Receiver& one) { return one.role == "act" ? "Xử lý" : "Để biết"; }

}  // namespace dinh::internal
