// Quick messages inside a unit (gửi nhanh trong phòng): a short text with files to ticked people of one's own unit.
// Each receiver has it on his work list: to answer, or to know. Who has read it is seen by the sender; short answers
// stand underneath. Nothing is deleted: it is a record with its retention, and nothing secret is taken.
//
//   open      đang mở     somebody has not read it, or has not answered where an answer is wanted
//   finished  đã xong
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/internal/common.hpp"
#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"
#include "platform/grants/grants.hpp"
#include "platform/house/house.hpp"

namespace dinh::internal {

inline constexpr std::size_t kMostMessageLetters = 2000;

struct Message {
    Id id = 0;
    std::int64_t version = 0;
    Id owner_agency = 0;
    Instant created_at;
    Id sender_person = 0, unit = 0, sender_post = 0;
    std::string sender_label, from_name, body;
    bool wants_answer = false;
    std::optional<Day> due;
    std::string state;
};
struct MessageReceiver {
    Id id = 0, post = 0, person = 0;
    std::string label;
    std::optional<Instant> read_at, answered_at;
};
struct MessageAnswer {
    std::string label, body;
    Instant at;
};

struct MessageInput {
    Id post = 0;  // the sender's own post: says which unit
    std::string body;
    bool wants_answer = false;
    std::optional<Day> due;
    std::vector<Id> to;  // posts
};

// Refused, by field: body (empty, more than 2,000 letters, a secrecy stamp), to (nobody; a post that is not of the
// unit, closed or vacant), due, post; more messages in a minute than the setting internal.messages_per_minute.
Id send_message(db::Tx&, const Actor&, const MessageInput&, const std::vector<NewFile>&);
// Refused: body; too many in a minute.
void answer_message(db::Tx&, const Actor&, Id, std::string_view body);
// The receiver has opened it; nothing happens for others, or the second time.
void note_message_reading(db::Tx&, const Actor&, Id);
void note_message_reading_in_list(db::Tx&, Id person, Id message, Id receiver);

std::optional<Message> find_message(db::Conn&, Id);
Message visible_message(db::Conn&, const Actor&, Id);  // NotFound: absent or not visible
std::vector<MessageReceiver> message_receivers(db::Conn&, Id);
std::vector<MessageAnswer> message_answers(db::Conn&, Id);
bool needs_message_reading(const Actor&, const std::vector<MessageReceiver>&);
Subject subject_of(const Message&, const std::vector<MessageReceiver>&);
// People of the unit who can get a message of this post: its neighbours, without vacant posts and himself.
std::vector<const directory::Post*> neighbours(const directory::Snapshot&, const Capacity&);

struct MessageLine {
    Message message;
    int receivers = 0, read = 0, answers = 0;
    bool unread = false;  // by the reader of the list
};
struct MessagePage {
    std::vector<MessageLine> lines;
    Id next = 0;
};
MessagePage list_messages(db::Conn&, const Actor&, bool sent, Id before, int most);

void index_messages_again(House&);

}  // namespace dinh::internal
