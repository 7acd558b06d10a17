// SQL of the handling tree and nothing else.
#pragma once
#include "modules/documents/handling/handling.hpp"

namespace dinh::documents::handling_store {

// The incoming document as the tree needs it.
struct Subject {
    Id id = 0;
    std::int64_t version = 0;
    Id owner_agency = 0, issuing_body = 0, source_recipient = 0;
    std::string state, subject, mark, author_name;
    std::string number;  // số đến as shown: "125", "125a"
    int urgency = 0;
    std::optional<Day> due;
};
std::optional<Subject> lock_incoming(db::Tx&, Id incoming, std::int64_t version);
std::optional<Subject> touch_incoming(db::Tx&, Id incoming);  // locks without a version asked: deeds on one part
std::optional<Subject> read_incoming(db::Conn&, Id incoming);
void set_incoming_state(db::Tx&, Id incoming, std::string_view state);
void set_incoming_due(db::Tx&, Id incoming, Day due);

std::optional<Forwarding> lock_forwarding(db::Tx&, Id forwarding, std::int64_t version);
std::optional<Forwarding> find_forwarding(db::Conn&, Id forwarding);
std::vector<Forwarding> forwardings_of(db::Conn&, Id incoming);
void insert_forwarding(db::Tx&, const Forwarding&);
void set_state(db::Tx&, Id forwarding, std::string_view state, std::string_view reason);
bool set_read(db::Tx&, Id forwarding, Id person);  // false when it is not unread (any more)
void set_done(db::Tx&, Id forwarding, Id person, std::string_view result);
void set_due(db::Tx&, Id forwarding, Day due);

struct ExtensionRow {
    Id id = 0, incoming = 0, forwarding = 0, asked_by = 0;
    Day asked;
    std::string state;
};
void insert_extension(db::Tx&, Id id, Id incoming, Id forwarding, Day asked, std::string_view reason, Id person);
bool extension_waits(db::Conn&, Id forwarding);
std::vector<Id> drop_extensions(db::Tx&, Id forwarding);  // those that waited
std::optional<Id> incoming_of_extension(db::Conn&, Id request);
std::optional<ExtensionRow> lock_extension(db::Tx&, Id request, std::int64_t version);
void decide_extension(db::Tx&, Id request, std::string_view state, std::optional<Day> granted, std::string_view answer,
                      Id person);
std::vector<Extension> extensions_of(db::Conn&, Id incoming);

struct OpinionRow {
    Id id = 0;
    std::string subject_kind;
    Id subject = 0, asked_post = 0, of_post = 0;
    std::string state;
};
void insert_opinion(db::Tx&, Id id, std::string_view subject_kind, Id subject, Id asked_post, Id asked_person,
                    Id of_post, std::string_view question, std::optional<Day> due);
std::optional<Id> incoming_of_opinion(db::Conn&, Id request);
std::optional<OpinionRow> lock_opinion(db::Tx&, Id request, std::int64_t version);
void answer_opinion(db::Tx&, Id request, std::string_view answer, Id person);

}  // namespace dinh::documents::handling_store
