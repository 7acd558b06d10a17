// For tests of this module: two agencies, each with a clerk, a head, a deputy, a chief of office and a division; and
// short words for what is asked often.
#pragma once
#include <gtest/gtest.h>

#include "modules/petitions/book/book.hpp"
#include "modules/petitions/officers/officers.hpp"
#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/petition.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/deed/deed.hpp"
#include "platform/settings/settings.hpp"
#include "tests/support/databases.hpp"

namespace dinh::petitions::test {

inline Day day(int month, int number, int year = 2026) { return *clock::make_day(year, month, number); }

struct Place {
    Id post = 0, person = 0;
    Actor actor;
};
struct Office {
    Id agency = 0, body = 0, division = 0, second_division = 0;
    Place clerk, head, deputy, chief, leader, specialist, second_leader;
};

class OfficeMaker {
public:
    OfficeMaker(db::Database& database, std::string slug, std::string name)
        : database_(database), slug_(std::move(slug)), name_(std::move(name)) {}

    Office make() {
        Office office;
        database_.write([&](db::Tx& tx) { write(tx, office); });
        return office;
    }
    static void load(db::Database& database, Office& office) {
        database.read([&](db::Conn& conn) {
            const auto snapshot = directory::load(conn, clock::today());
            for (Place* one : {&office.clerk, &office.head, &office.deputy, &office.chief, &office.leader,
                               &office.specialist, &office.second_leader})
                one->actor = snapshot->actor_of(one->person);
        });
    }

private:
    Place place(db::Tx& tx, const Office& office, Id unit, const char* title, const char* role, const char* name) {
        Place made;
        made.post = directory::add_post(tx, system_, {office.agency, unit, title, {role}, "", 0, from_});
        made.person = directory::add_person(tx, system_, {slug_ + std::to_string(++count_), name, "", "", ""});
        directory::appoint(tx, system_, made.person, made.post, "holder", "", from_);
        return made;
    }
    void write(db::Tx& tx, Office& office) {
        office.agency = directory::add_agency(
            tx, system_, {slug_, name_, name_, slug_, "department", "Thái Nguyên", "", 0, true, from_, {}, {}, ""});
        office.body = directory::add_issuing_body(
            tx, system_, {office.agency, slug_, name_, "UBND TỈNH THÁI NGUYÊN", slug_, "Thái Nguyên", false, from_});
        const auto unit = [&](const char* part, const char* name, const char* kind) {
            return directory::add_unit(tx, system_, {office.agency, 0, slug_ + part, name, part, kind, 1, from_});
        };
        const Id desk = unit("-vp", "Văn phòng", "office");
        office.division = unit("-tt", "Phòng Thanh tra", "division");
        office.second_division = unit("-dd", "Phòng Đất đai", "division");
        office.clerk = place(tx, office, desk, "Văn thư", "records_clerk", "Lê Thị Văn Thư");
        office.head = place(tx, office, 0, "Giám đốc", "agency_leader", "Trần Giám Đốc");
        office.deputy = place(tx, office, 0, "Phó Giám đốc", "deputy_agency_leader", "Phạm Phó Giám Đốc");
        office.chief = place(tx, office, desk, "Chánh Văn phòng", "office_leader", "Vũ Chánh Văn Phòng");
        office.leader = place(tx, office, office.division, "Trưởng phòng", "unit_leader", "Đỗ Trưởng Phòng");
        office.specialist = place(tx, office, office.division, "Chuyên viên", "specialist", "Nguyễn Văn Chuyên");
        office.second_leader =
            place(tx, office, office.second_division, "Trưởng phòng", "unit_leader", "Bùi Trưởng Phòng");
        directory::add_clerkship(tx, office.clerk.post, office.body, from_);
    }

    db::Database& database_;
    std::string slug_, name_;
    Day from_ = day(1, 1);
    int count_ = 0;
    Actor system_ = Actor::system();
};

inline PetitionInput input_of(const Office& office) {
    PetitionInput one;
    one.issuing_body = office.body;
    one.channel = "post";
    one.kind = "complaint";
    one.summary = "Khiếu nại quyết định thu hồi đất tại xóm Đồng Tâm";
    one.field = "Đất đai";
    one.received_day = day(11, 19);
    one.senders = {{"Hoàng Quyzamba", "Xóm Quyzambinh, xã Đại Từ", "0912 777 333", "019012345678", false}};
    return one;
}

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

// Those of the jobs of the work list as well.
inline void declare_settings() {
    auto list = manifest().settings;
    for (auto& one : worklist::manifest().settings) list.push_back(std::move(one));
    settings::declare(std::move(list));
}

class Desk : public dinh::test::OnBothEngines {
protected:
    Desk()
        : OnBothEngines({"audit", "deed", "events", "files", "grants", "jobs", "search", "settings", "directory",
                         "worklist", "petitions"}) {
        static const bool declared = (declare_settings(), true);
        (void)declared;
    }
    void SetUp() override {
        OnBothEngines::SetUp();
        office_ = OfficeMaker(db(), "stn", "Sở Nông nghiệp và Môi trường").make();
        other_ = OfficeMaker(db(), "dtu", "UBND xã Đại Từ").make();
        look_again();
    }
    // After the directory has changed.
    void look_again() {
        for (Office* one : {&office_, &other_}) OfficeMaker::load(db(), *one);
        directory_ = db().reading([&](db::Conn& conn) { return directory::load(conn, clock::today()); });
    }

    template <class F>
    void write(F&& work) {
        db().write(std::forward<F>(work));
    }
    PetitionInput input() const { return input_of(office_); }
    PetitionInput denunciation() const {
        auto one = input();
        one.kind = "denunciation";
        one.summary = "Tố cáo cán bộ xã khai khống hồ sơ bồi thường";
        return one;
    }
    Id take_as(const Actor& actor, const PetitionInput& one, const std::vector<NewFile>& list = {}) {
        return db().writing([&](db::Tx& tx) { return take_in(tx, actor, *directory_, one, list); });
    }
    Id take(const PetitionInput& one, const std::vector<NewFile>& list = {}) {
        return take_as(office_.clerk.actor, one, list);
    }
    Petition found(Id id) {
        return *db().reading([&](db::Conn& conn) { return find_petition(conn, id); });
    }
    std::int64_t version(Id id) { return found(id).version; }
    bool sees(const Actor& actor, Id id) {
        return db().reading([&](db::Conn& conn) { return grants::may_see(conn, actor, kPetition, id); });
    }
    // Deeds by the head of the first office unless said otherwise, on the newest version.
    void accept_it(Id id, Settler to, bool remote = false) {
        write(
            [&, at = version(id)](db::Tx& tx) { accept(tx, office_.head.actor, *directory_, id, at, to, remote, ""); });
    }
    void pass_it(Id id, Competent to) {
        write([&, at = version(id)](db::Tx& tx) {
            pass_on(tx, office_.head.actor, *directory_, id, at, to, "Thuộc thẩm quyền của xã");
        });
    }
    void answer_it(const Actor& actor, Id id, Day answered) {
        write([&, at = version(id)](db::Tx& tx) {
            report_result(tx, actor, *directory_, id, at, {"12/QĐ-STN", "Công nhận khiếu nại đúng", answered, 0});
        });
    }
    void close_it(Id id) {
        write([&, at = version(id)](db::Tx& tx) { close(tx, office_.clerk.actor, id, at); });
    }
    std::vector<Id> listed(const Actor& actor, const std::string& view) {
        PetitionFilter filter;
        filter.view = view;
        std::vector<Id> ids;
        db().read([&](db::Conn& conn) {
            for (const auto& one : list_petitions(conn, actor, filter, clock::today()).lines) ids.push_back(one.id);
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
    std::vector<std::string> faults() {
        return db().reading([](db::Conn& conn) { return check_books(conn); });
    }

    clock::Frozen now_{"2026-11-20T03:00:00Z"};  // a Friday
    Office office_, other_;
    std::shared_ptr<const directory::Snapshot> directory_;
};

}  // namespace dinh::petitions::test
