// The handling tree of an incoming document (domain: "handling is a tree, not one act"; handling slip of Appendix IV).
// One chủ trì (lead) a level; phối hợp (support) closes only its own part and never makes the whole overdue.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/documents/incoming/incoming.hpp"
#include "platform/events/events.hpp"

namespace dinh::documents {

inline constexpr std::size_t kMostLetters = 4000;  // of an opinion, a result, a reason

enum class ReceiverKind { post, unit };

struct Forwarding {
    Id id = 0;
    std::int64_t version = 0;
    Id incoming = 0, parent = 0;
    std::string step;  // submit | direct | assign | forward
    Id giver_post = 0, giver_person = 0;
    std::string giver_label;  // "Nguyễn Văn A – Chánh Văn phòng", as on the day
    ReceiverKind receiver_kind = ReceiverKind::post;
    Id receiver = 0;
    std::string receiver_label, role, opinion;
    std::optional<Day> due;
    std::string state;  // unread | read | in_process | forwarded | handed_back | withdrawn | done
    Instant given_at;
    std::optional<Instant> read_at, done_at;
    std::string result, reason;
    Id on_behalf_of = 0, entered_by_person = 0, scan_file = 0;
    int depth = 0;  // filled by tree_of
};
struct Receiver {
    ReceiverKind kind = ReceiverKind::post;
    Id id = 0;
    std::string role;
    std::optional<Day> due;
};

// In reading order: children below their parent, with depth.
std::vector<Forwarding> tree_of(db::Conn&, Id incoming);

// Forward from the document's clerk or sorting officer (parent 0) or from a forwarding the actor has. All receivers in
// one deed: at most one lead. Steps: submit (trình), direct (cho ý kiến chỉ đạo), assign (giao việc), forward. Refused:
// two leads, receiver outside the agency, oneself, vacant or closed post, deadline past or after the parent's, receiver
// twice or holding it already, document closed. Without a lead the giver keeps his own work.
std::vector<Id> forward(db::Tx&, const Actor&, Id incoming, std::int64_t incoming_version, Id parent,
                        std::string_view step, std::string_view opinion, const std::vector<Receiver>&);
// "Lưu, để biết": copies to know and nothing else, and with them the document is closed as for_information. Refused
// besides: a receiver who is to work, somebody who leads already.
std::vector<Id> forward_to_know_and_close(db::Tx&, const Actor&, Id incoming, std::int64_t incoming_version,
                                          std::string_view opinion, const std::vector<Receiver>&);
// A direction written on paper, entered by clerk or assistant with the scan, in both names.
std::vector<Id> enter_direction_on_behalf(db::Tx&, const Actor&, Id incoming, std::int64_t incoming_version, Id parent,
                                          Id leader_post, std::string_view opinion, const std::vector<Receiver>&,
                                          const NewFile& scan);
// No-op when read before or not his; never refused. Leaves the version alone: a giver who meant to withdraw is told why
// not. Something to know is done when it is read.
void mark_read(db::Tx&, const Actor&, Id forwarding);
void mark_all_read(db::Tx&, const Actor&, const std::vector<Id>& forwardings);  // information only
// Hearer of worklist.item_read: the part that was marked in the list is read.
void hear_read(db::Tx&, const events::Event&);
void start(db::Tx&, const Actor&, Id forwarding, std::int64_t version);
void withdraw(db::Tx&, const Actor&, Id forwarding, std::int64_t version);  // giver, while unread
void hand_back(db::Tx&, const Actor&, Id forwarding, std::int64_t version, std::string_view reason,
               bool misrouted);  // to the giver
// The role stays; without a deadline the old one, when it has passed the giver's own.
void reassign(db::Tx&, const Actor&, Id forwarding, std::int64_t version, const Receiver&, std::string_view reason);
// Result of one's own part. The last open lead at the root puts the document to awaiting_confirmation.
void report_result(db::Tx&, const Actor&, Id forwarding, std::int64_t version, std::string_view result);

Id request_extension(db::Tx&, const Actor&, Id forwarding, std::int64_t version, Day asked, std::string_view reason);
void decide_extension(db::Tx&, const Actor&, Id request, std::int64_t version, bool granted, std::optional<Day>,
                      std::string_view answer);
// Granted to the lead at the root moves the document's own deadline as well. Refused: later than the giver's own, past.
// state: waiting | granted | refused | dropped (the part ended meanwhile)
struct Extension {
    Id id;
    std::int64_t version;
    Id forwarding;
    Day asked;
    std::string reason, state, answer, asked_by;
    std::optional<Day> granted;
};
std::vector<Extension> extensions_of(db::Conn&, Id incoming);

Id request_opinion(db::Tx&, const Actor&, std::string_view subject_kind, Id subject, Id of_post,
                   std::string_view question, std::optional<Day> due);
void give_opinion(db::Tx&, const Actor&, Id request, std::int64_t version, std::string_view answer);
struct OpinionRequest {
    Id id;
    std::int64_t version;
    Id asked_post, of_post;
    std::string asked_by, of_label, question, state, answer;
    std::optional<Day> due;
    Instant asked_at;
    std::optional<Instant> answered_at;
};
std::vector<OpinionRequest> opinions_of(db::Conn&, std::string_view subject_kind, Id subject);

}  // namespace dinh::documents
