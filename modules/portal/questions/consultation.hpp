// A published draft on which anybody comments until a day, article by article (Điều 1..n): comments are collected,
// taken away as a table, and answered in public. Law on promulgation of legal documents 64/2025/QH15; Decree
// 42/2022/NĐ-CP.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/portal/articles/article.hpp"

namespace dinh::portal {

inline constexpr std::string_view kConsultation = "portal_consultation";

struct Consultation {
    Id id = 0;
    std::int64_t version = 0;
    Id site = 0, article = 0;
    Day until;  // the last day on which comments are taken
    std::string title, slug;
    std::int64_t comments = 0;
};
struct ConsultationPart {
    int position = 0;  // 0: the whole draft
    std::string title;
};
struct Comment {
    Id id = 0;
    std::int64_t version = 0;
    Id consultation = 0;
    int part = 0;
    Instant at;
    std::string body;         // as sent
    std::string public_body;  // as shown beside the reply; "" not shown
    std::string reply;        // "" none yet
};
struct Commenter {
    std::string name, contact;
};

std::vector<Consultation> consultations_of(db::Conn&, Id site);  // newest first
std::optional<Consultation> find_consultation(db::Conn&, Id);
std::vector<ConsultationPart> parts_of(db::Conn&, Id consultation);
std::vector<Comment> comments_of(db::Conn&, Id consultation, Id after, int most);  // in their order
std::optional<Comment> find_comment(db::Conn&, Id);
Commenter commenter_of(db::Conn&, Id comment);
// NotFound unless the actor edits for the site.
Consultation visible_consultation(db::Conn&, const Actor&, Id);

// The headings of the draft that begin with "Điều" are its parts, all headings when none does. Refused: an article that
// is not published, no page or file, or laid open before; a day that has passed or is more than a year away.
Id open_consultation(db::Tx&, const Actor&, Id article, Day until);
void change_consultation(db::Tx&, const Actor&, Id, std::int64_t version, Day until);
struct CommentInput {
    Id consultation = 0;
    int part = 0;
    std::string body;
    Commenter sender;
};
// By anybody. Refused: after its last day, an unknown part, no name, faults of length, a secrecy stamp.
Id add_comment(db::Tx&, const CommentInput&);
struct CommentReply {
    std::string public_body, reply;
    bool checked = false;  // as of an answer
};
// Conflict when it was answered meanwhile.
void reply_to_comment(db::Tx&, const Actor&, Id comment, std::int64_t version, const CommentReply&);

}  // namespace dinh::portal
