// For tests of this module: an agency with a leadership, two divisions and an agency right below it, another agency,
// and short words for what is asked often.
#pragma once
#include <gtest/gtest.h>

#include "modules/internal/internal.hpp"
#include "modules/internal/letters/letter.hpp"
#include "modules/internal/messages/message.hpp"
#include "modules/internal/series/series.hpp"
#include "platform/settings/settings.hpp"
#include "tests/support/databases.hpp"

namespace dinh::internal::test {

inline Day day(int month, int number, int year = 2026) { return *clock::make_day(year, month, number); }

struct Place {
    Id post = 0, person = 0;
    Actor actor;
};
struct Office {
    Id agency = 0, division = 0, other_division = 0;
    Place clerk, head, leader, specialist, second, other_leader, other_specialist;
    std::vector<Place*> people() {
        return {&clerk, &head, &leader, &specialist, &second, &other_leader, &other_specialist};
    }
};

class OfficeMaker {
public:
    OfficeMaker(db::Tx& tx, std::string slug, std::string name)
        : tx_(tx), slug_(std::move(slug)), name_(std::move(name)) {}

    Office make(const char* kind = "department", Id parent = 0) {
        Office office;
        office.agency = directory::add_agency(
            tx_, system_, {slug_, name_, name_, slug_, kind, "Thái Nguyên", "", parent, true, from_, {}, {}, ""});
        const auto unit = [&](const char* part, const char* name, const char* unit_kind) {
            return directory::add_unit(tx_, system_, {office.agency, 0, slug_ + part, name, part, unit_kind, 1, from_});
        };
        const Id desk = unit("VP", "Văn phòng", "office");
        office.division = unit("CĐS", "Phòng Chuyển đổi số", "division");
        office.other_division = unit("KH", "Phòng Kế hoạch", "division");
        office.clerk = place(office, desk, "Văn thư", "records_clerk", "Lê Thị Văn Thư");
        office.head = place(office, 0, "Giám đốc", "agency_leader", "Trần Giám Đốc");
        office.leader = place(office, office.division, "Trưởng phòng", "unit_leader", "Đỗ Trưởng Phòng");
        office.specialist = place(office, office.division, "Chuyên viên", "specialist", "Nguyễn Văn Chuyên");
        office.second = place(office, office.division, "Chuyên viên", "specialist", "Hà Thị Hai");
        office.other_leader = place(office, office.other_division, "Trưởng phòng", "unit_leader", "Bùi Trưởng Phòng");
        office.other_specialist =
            place(office, office.other_division, "Chuyên viên", "specialist", "Phan Văn Kế Hoạch");
        return office;
    }

private:
    Place place(const Office& office, Id unit, const char* title, const char* role, const char* name) {
        Place made;
        made.post = directory::add_post(tx_, system_, {office.agency, unit, title, {role}, "", 0, from_});
        made.person = directory::add_person(tx_, system_, {slug_ + std::to_string(++count_), name, "", "", ""});
        directory::appoint(tx_, system_, made.person, made.post, "holder", "", from_);
        return made;
    }

    db::Tx& tx_;
    std::string slug_, name_;
    Day from_ = day(1, 1);
    int count_ = 0;
    Actor system_ = Actor::system();
};

inline files::Stored stored(std::string_view content) {
    const std::size_t hash = std::hash<std::string_view>{}(content);
    std::string hex(64, '0');
    for (std::size_t i = 0; i < 16; ++i) hex[i] = "0123456789abcdef"[(hash >> (4 * i)) & 15];
    return {hex, static_cast<std::int64_t>(content.size()), "application/pdf"};
}

// The fields of the reasons with which `work` is refused; empty when it is not.
template <class F>
std::vector<std::string> refusals(F&& work) {
    std::vector<std::string> fields;
    try {
        work();
    } catch (const Refused& refused) {
        for (const auto& reason : refused.reasons()) fields.push_back(reason.field);
        if (fields.empty()) fields.emplace_back("?");
    }
    return fields;
}

class House : public dinh::test::OnBothEngines {
protected:
    House()
        : OnBothEngines({"audit", "deed", "events", "files", "grants", "jobs", "search", "settings", "directory",
                         "worklist", "documents", "internal"}) {
        static const bool declared = (settings::declare(manifest().settings), true);
        (void)declared;
    }
    void SetUp() override {
        OnBothEngines::SetUp();
        db().write([&](db::Tx& tx) {
            office_ = OfficeMaker(tx, "skhcn", "Sở Khoa học và Công nghệ").make();
            below_ = OfficeMaker(tx, "cctc", "Chi cục Tiêu chuẩn").make("subordinate_body", office_.agency);
            other_ = OfficeMaker(tx, "snv", "Sở Nội vụ").make();
        });
        look_again();
    }
    // After the directory has changed.
    void look_again() {
        db().read([&](db::Conn& conn) { directory_ = directory::load(conn, clock::today()); });
        for (Office* office : {&office_, &below_, &other_})
            for (Place* one : office->people()) one->actor = directory_->actor_of(one->person);
    }

    template <class F>
    void write(F&& work) {
        db().write(std::forward<F>(work));
    }
    LetterInput input() const {
        LetterInput one;
        one.post = office_.specialist.post;
        one.kind = "notice";
        one.subject = "Nộp báo cáo tuần qua hệ thống";
        one.body = "Đề nghị các phòng nộp báo cáo trước 16 giờ thứ Năm.";
        one.due = day(11, 27);
        one.receivers = {{unit(office_.other_division), "act"}, {post(office_.head), "information"}};
        return one;
    }
    static std::string unit(Id id) { return "unit-" + std::to_string(id); }
    static std::string post(const Place& one) { return "post-" + std::to_string(one.post); }

    Id draft_it(const LetterInput& one, const std::vector<NewFile>& list = {}) {
        return draft_as(office_.specialist.actor, one, list);
    }
    Id draft_as(const Actor& actor, const LetterInput& one, const std::vector<NewFile>& list = {}) {
        return db().writing([&](db::Tx& tx) { return draft(tx, actor, *directory_, one, list); });
    }
    void submit_it(Id id) {
        write([&, at = version(id)](db::Tx& tx) { submit(tx, office_.specialist.actor, *directory_, id, at); });
    }
    void send_as(const Actor& actor, Id id) {
        write([&, at = version(id)](db::Tx& tx) { send(tx, actor, *directory_, id, at); });
    }
    void send_it(Id id) { send_as(office_.leader.actor, id); }
    Id sent(const LetterInput& one) {
        const Id id = draft_it(one);
        send_it(id);
        return id;
    }
    Id sent() { return sent(input()); }
    void open_as(const Actor& actor, Id id) {
        write([&](db::Tx& tx) { note_reading(tx, actor, id); });
    }
    Receiver part(Id id, Id party) {
        for (auto& one : parts(id))
            if (one.party == party) return one;
        return {};
    }
    std::vector<Receiver> parts(Id id) {
        return db().reading([&](db::Conn& conn) { return receivers_of(conn, id); });
    }
    void finish_as(const Actor& actor, Id id, Id party, std::string_view result = "Đã nộp") {
        write([&, one = part(id, party)](db::Tx& tx) { finish(tx, actor, id, one.id, one.version, result); });
    }
    void forward_as(const Actor& actor, Id id, Id party, const Forwarding& to) {
        write([&, one = part(id, party)](db::Tx& tx) { forward(tx, actor, *directory_, id, one.id, one.version, to); });
    }
    void recall_it(Id id, std::string_view reason = "Gửi nhầm") {
        write([&, at = version(id)](db::Tx& tx) { recall(tx, office_.leader.actor, *directory_, id, at, reason); });
    }
    void correct_it(Id id, std::string_view body = "Nộp trước 15 giờ.", std::string_view reason = "Sai giờ") {
        write([&, at = version(id)](db::Tx& tx) {
            correct(tx, office_.leader.actor, *directory_, id, at, "Nộp báo cáo tuần", body, {}, reason);
        });
    }
    Id open_book() {
        return db().writing(
            [&](db::Tx& tx) { return open_series(tx, office_.leader.actor, office_.agency, office_.division, false); });
    }
    Letter found(Id id) {
        return *db().reading([&](db::Conn& conn) { return find_letter(conn, id); });
    }
    std::int64_t version(Id id) { return found(id).version; }
    bool sees(const Actor& actor, Id id, std::string_view kind = kLetter) {
        return db().reading([&](db::Conn& conn) { return grants::may_see(conn, actor, kind, id); });
    }
    std::vector<Id> listed(const Actor& actor, const std::string& view) {
        LetterFilter filter;
        filter.view = view;
        std::vector<Id> ids;
        db().read([&](db::Conn& conn) {
            for (const auto& one : list_letters(conn, actor, filter).lines) ids.push_back(one.letter.id);
        });
        return ids;
    }
    std::vector<std::string> work_of(Id holder) {
        constexpr db::Sql kWork{"test.work",
                                "SELECT kind FROM work_item WHERE holder = $1 AND is_open = 1 ORDER BY kind"};
        std::vector<std::string> kinds;
        db().read([&](db::Conn& conn) {
            for (const auto& row : conn.query(kWork, holder)) kinds.push_back(row.text(0));
        });
        return kinds;
    }
    std::int64_t notices_of(Id holder) {
        constexpr db::Sql kNotices{"test.notices", "SELECT COUNT(*) FROM notice WHERE holder = $1"};
        return db().reading([&](db::Conn& conn) { return conn.integer(kNotices, holder); });
    }
    std::vector<std::string> faults() {
        return db().reading([](db::Conn& conn) { return check_series(conn); });
    }
    MessageInput message() const {
        MessageInput one;
        one.post = office_.specialist.post;
        one.body = "Họp phòng lúc 14 giờ, phòng 302.";
        one.to = {office_.leader.post, office_.second.post};
        return one;
    }
    Id tell(const MessageInput& one) {
        return db().writing([&](db::Tx& tx) { return send_message(tx, office_.specialist.actor, one, {}); });
    }

    clock::Frozen now_{"2026-11-20T03:00:00Z"};  // a Friday
    Office office_, below_, other_;
    std::shared_ptr<const directory::Snapshot> directory_;
};

}  // namespace dinh::internal::test
