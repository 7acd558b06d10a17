// For tests of the handling tree: short words for forwarding, and a document that has gone all the way down.
#pragma once
#include "modules/documents/handling/handling.hpp"
#include "modules/documents/handling/handling_store.hpp"
#include "modules/documents/tests/desk.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::documents::test {

inline Receiver post(Id id, const char* role = "lead", std::optional<Day> due = {}) {
    return {ReceiverKind::post, id, role, due};
}
inline Receiver unit(Id id, const char* role = "lead", std::optional<Day> due = {}) {
    return {ReceiverKind::unit, id, role, due};
}

class TreeDesk : public Desk {
protected:
    // Clerk -> chief of office -> director -> division -> specialist, as a department does it.
    struct Way {
        Id doc = 0, chief = 0, director = 0, division = 0, specialist = 0;
    };

    Id document(std::optional<Day> due = {}) {
        auto one = input();
        one.due = due;
        return register_one(one);
    }
    std::vector<Id> give(const Actor& actor, Id doc, Id parent, const char* step,
                         const std::vector<Receiver>& receivers, std::string_view opinion = "") {
        return db().writing([&, read = version(doc)](db::Tx& tx) {
            return documents::forward(tx, actor, doc, read, parent, step, opinion, receivers);
        });
    }
    Way down_to_specialist(std::optional<Day> due = {}) {
        Way way;
        way.doc = document(due);
        way.chief = give(office_.clerk, way.doc, 0, "submit", {post(office_.chief.post)})[0];
        way.director = give(office_.chief, way.doc, way.chief, "submit", {post(office_.director.post)})[0];
        way.division = give(office_.director, way.doc, way.director, "direct", {unit(office_.division)},
                            "Giao Phòng Bưu chính.")[0];
        way.specialist = give(office_.head, way.doc, way.division, "assign", {post(office_.specialist.post)})[0];
        return way;
    }
    Forwarding part(Id id) {
        return *db().reading([&](db::Conn& conn) { return handling_store::find_forwarding(conn, id); });
    }
    std::vector<Forwarding> tree(Id doc) {
        return db().reading([&](db::Conn& conn) { return tree_of(conn, doc); });
    }
    std::string state(Id doc) { return found(doc).state; }
    bool sees(const Actor& actor, Id doc) {
        return db().reading([&](db::Conn& conn) { return grants::may_see(conn, actor, "incoming", doc); });
    }
    void read_by(const Actor& actor, Id id) {
        write([&](db::Tx& tx) { mark_read(tx, actor, id); });
    }
    void begin(const Actor& actor, Id id) {
        write([&, at = part(id).version](db::Tx& tx) { start(tx, actor, id, at); });
    }
    void report(const Actor& actor, Id id, std::string_view result = "Đã thực hiện") {
        write([&, at = part(id).version](db::Tx& tx) { report_result(tx, actor, id, at, result); });
    }
    void take_back(const Actor& actor, Id id) {
        write([&, at = part(id).version](db::Tx& tx) { withdraw(tx, actor, id, at); });
    }
    void return_part(const Actor& actor, Id id, std::string_view reason, bool misrouted = false) {
        write([&, at = part(id).version](db::Tx& tx) { hand_back(tx, actor, id, at, reason, misrouted); });
    }
    void give_again(const Actor& actor, Id id, const Receiver& to, std::string_view reason = "Nghỉ phép") {
        write([&, at = part(id).version](db::Tx& tx) { reassign(tx, actor, id, at, to, reason); });
    }
    // What the kept counts say minus what lies open: 0 when right.
    std::int64_t miscounted(Id holder) {
        constexpr db::Sql kKept{
            "test.kept", "SELECT CAST(COALESCE(SUM(open_items), 0) AS BIGINT) FROM work_count WHERE holder = $1"};
        constexpr db::Sql kOpen{"test.open", "SELECT COUNT(*) FROM work_item WHERE holder = $1 AND is_open = 1"};
        return db().reading([&](db::Conn& conn) { return conn.integer(kKept, holder) - conn.integer(kOpen, holder); });
    }
};

}  // namespace dinh::documents::test
