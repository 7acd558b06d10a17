#include "modules/documents/incoming/reading.hpp"

#include <unistd.h>

#include <boost/json.hpp>

#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/incoming/incoming_store.hpp"
#include "modules/documents/incoming/previews.hpp"
#include "platform/files/files.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"
#include "platform/worker/worker.hpp"

namespace dinh::documents {

namespace {

constexpr int kIndexedAtOnce = 100;
const worker::Limits kShort{.wall = std::chrono::milliseconds(5'000), .cpu_s = 4};

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() { ::close(fd_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }

private:
    int fd_;
};

struct Wanted {
    std::string kind;
    Id record = 0;
    int position = 0;
};

Wanted wanted_of(const jobs::Job& job) {
    const auto payload = boost::json::parse(job.payload).as_object();
    return {std::string(payload.at("kind").as_string()), ids::parse(payload.at("record").as_string()).value_or(0),
            static_cast<int>(payload.at("position").as_int64())};
}

files::TextState state_of(worker::Outcome outcome) {
    switch (outcome) {
        case worker::Outcome::ok: return files::TextState::read;
        case worker::Outcome::no_text:
        case worker::Outcome::not_this_kind: return files::TextState::no_text;
        case worker::Outcome::password_protected: return files::TextState::password;
        case worker::Outcome::too_big: return files::TextState::too_big;
        case worker::Outcome::timed_out:
        case worker::Outcome::crashed:
        case worker::Outcome::no_such_page: return files::TextState::failed;
    }
    return files::TextState::failed;
}

struct Reading {
    files::TextState state = files::TextState::failed;
    int pages = 0;
    std::string text;
};

Reading read_content(House& house, const files::Ref& ref) {
    const Descriptor file(house.files->open(ref.hash));
    auto read = worker::extract_text(file.get());
    // Whoever opens the document shall not wait for what cannot be had: whether it can be drawn is tried here.
    if (read.outcome == worker::Outcome::timed_out || read.outcome == worker::Outcome::crashed) {
        if (!can_be_drawn(house, ref)) return {files::TextState::failed, 0, {}};
        const bool late = read.outcome == worker::Outcome::timed_out;
        return {late ? files::TextState::too_big : files::TextState::no_text,
                worker::probe(file.get(), kShort).page_count,
                {}};
    }
    const auto probe = worker::probe(file.get());
    if (read.outcome == worker::Outcome::ok) keep_text(house, ref.hash, read.text);
    return {state_of(read.outcome), probe.page_count, std::move(read.text)};
}

// The same content stands in many records (one document sent to all communes): it is read once.
Reading reading_of(House& house, const files::Ref& ref) {
    if (ref.text_state == files::TextState::waiting) return read_content(house, ref);
    if (ref.text_state != files::TextState::read) return {ref.text_state, ref.pages, {}};
    if (auto kept = kept_text(house, ref.hash)) return {ref.text_state, ref.pages, std::move(*kept)};
    return read_content(house, ref);
}

// Recalled or removed while the file was read: nothing of it may come back.
bool still_there(db::Conn& conn, const Wanted& wanted, const std::string& hash) {
    const auto ref = files::find(conn, wanted.kind, wanted.record, wanted.position);
    return ref && ref->hash == hash;
}

}  // namespace

void ask_to_read(db::Tx& tx, std::string_view kind, Id record, int position) {
    const std::string id = std::to_string(record);
    const std::string key = text::join({std::string(kReadFile), id, std::to_string(position)}, " ");
    const boost::json::object payload{{"kind", kind}, {"record", id}, {"position", position}};
    jobs::put(tx, kReadFile, boost::json::serialize(payload), {}, key);
}

void read_file(House& house, const jobs::Job& job) {
    const Wanted wanted = wanted_of(job);
    const auto ref = house.db->reading(
        [&](db::Conn& conn) { return files::find(conn, wanted.kind, wanted.record, wanted.position); });
    if (!ref) return;
    const Reading read = reading_of(house, *ref);
    const auto* stamp = rules::stamp_in(read.text, clock::today());
    const bool there = house.db->writing([&](db::Tx& tx) {
        if (!still_there(tx, wanted, ref->hash)) return false;
        files::set_text_state(tx, ref->hash, read.state, read.pages);
        if (read.state == files::TextState::read)
            search::put_body(tx, wanted.kind, wanted.record, wanted.position, read.text);
        if (stamp && wanted.kind == kIncoming) ask_about_secrecy(tx, wanted.record, stamp->phrase);
        return true;
    });
    if (!there) forget_previews(house, ref->hash);
}

void index_incoming_again(House& house) {
    house.db->write([](db::Tx& tx) { search::clear(tx, kIncoming); });
    for (Id after = 0; after >= 0;) {
        after = house.db->writing([&](db::Tx& tx) -> Id {
            const db::Rows rows = tx.query(store::kNextToIndex, after, kIndexedAtOnce);
            for (const auto& row : rows) {
                const Incoming one = store::read_incoming(row);
                put_search(tx, one);
                for (const auto& ref : files::of_record(tx, kIncoming, one.id))
                    ask_to_read(tx, kIncoming, one.id, ref.position);
            }
            return rows.empty() ? -1 : rows[rows.size() - 1].integer(0);
        });
    }
}

}  // namespace dinh::documents
