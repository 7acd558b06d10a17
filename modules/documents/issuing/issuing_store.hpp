// SQL of recipients and relations and nothing else.
#pragma once
#include "modules/documents/issuing/rounds.hpp"

namespace dinh::documents::issuing_store {

std::vector<Recipient> recipients_of(db::Conn&, Id outgoing);
std::optional<Recipient> lock_recipient(db::Tx&, Id recipient);
void clear_planned(db::Tx&, Id outgoing);
void insert_recipient(db::Tx&, const Recipient&);
void set_state(db::Tx&, Id recipient, std::string_view state, std::string_view note,
               Id person);  // with a line in recipient_state
void set_incoming(db::Tx&, Id recipient, Id incoming);
void set_reply(db::Tx&, Id recipient, Id reply_incoming);
void set_reminded(db::Tx&, Id recipient);
// How many were asked and have neither answered nor refused.
std::int64_t waiting(db::Conn&, Id outgoing);
// Who had answered goes to past_reply, and all are asked anew.
void keep_round(db::Tx&, Id outgoing, int round, Day due);
std::vector<PastRound> past_rounds(db::Conn&, Id outgoing);
// The post that drafted what came back as this incoming document; 0 when it did not come through here.
Id drafter_of_reply(db::Conn&, Id reply_incoming);

bool insert_relation(db::Tx&, Id person, std::string_view from_kind, Id from, std::string_view to_kind, Id to,
                     std::string_view type);
void delete_relation(db::Tx&, std::string_view from_kind, Id from, std::string_view to_kind, Id to,
                     std::string_view type);
struct RelationRow {
    std::string kind;
    Id record = 0;
    std::string type;
    bool from_here = false;
};
std::vector<RelationRow> relations_of(db::Conn&, std::string_view kind, Id record);
// Documents of the agency that bear the mark, the newest first.
std::vector<Id> with_mark(db::Conn&, std::string_view kind, Id agency, std::string_view mark);
struct Named {
    std::string mark, subject;
    std::optional<Day> day;
};
Named named(db::Conn&, std::string_view kind, Id record);
// Incoming documents that an outgoing one answers, with the recipient row of the asking document they came by.
struct Answered {
    Id incoming = 0, source_recipient = 0;
    std::string type;
};
std::vector<Answered> answered_by(db::Conn&, Id outgoing);

}  // namespace dinh::documents::issuing_store
