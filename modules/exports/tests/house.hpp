// For tests of this module: an agency with a head, a clerk, an IT officer and a specialist, a stranger's agency, and
// sources that tell letters made here.
#pragma once
#include <gmock/gmock.h>

#include "modules/directory/directory.hpp"
#include "modules/exports/exports.hpp"
#include "modules/exports/orders/orders.hpp"
#include "platform/deed/deed.hpp"
#include "platform/files/files.hpp"
#include "platform/grants/grants.hpp"
#include "platform/settings/settings.hpp"
#include "tests/support/databases.hpp"

namespace dinh::exports::test {

namespace fs = std::filesystem;

inline constexpr const char* kLetter = "letter";

struct Place {
    Id person = 0;
    Actor actor;
};

class Papers : public dinh::test::OnBothEngines {
protected:
    Papers()
        : OnBothEngines(
              {"audit", "deed", "events", "files", "grants", "jobs", "search", "settings", "directory", "exports"}) {
        static const bool loaded = (dinh::pages::load(), settings::declare(manifest().settings), true);
        (void)loaded;
    }
    void SetUp() override {
        OnBothEngines::SetUp();
        const Actor system = Actor::system();
        const Day from = *clock::make_day(2026, 1, 1);
        db().write([&](db::Tx& tx) {
            const auto agency = [&](const char* slug, const char* name) {
                return directory::add_agency(
                    tx, system, {slug, name, name, slug, "department", "Thái Nguyên", "", 0, true, from, {}, {}, ""});
            };
            const auto place = [&](Id of, const char* code, const char* role) {
                const Id post = directory::add_post(tx, system, {of, 0, role, {role}, "", 0, from});
                const Id person = directory::add_person(tx, system, {code, std::string("Lê ") + code, "", "", ""});
                directory::appoint(tx, system, person, post, "holder", "", from);
                return person;
            };
            agency_ = agency("skhcn", "Sở Khoa học và Công nghệ");
            other_ = agency("stc", "Sở Tài chính");
            head_.person = place(agency_, "head", "agency_leader");
            clerk_.person = place(agency_, "clerk", "records_clerk");
            it_.person = place(agency_, "it", "it_officer");
            specialist_.person = place(agency_, "specialist", "specialist");
            stranger_.person = place(other_, "stranger", "records_clerk");
            admin_.person = place(other_, "admin", "administrator");
        });
        db().read([&](db::Conn& conn) {
            const auto snapshot = directory::load(conn, clock::today());
            for (Place* one : {&head_, &clerk_, &it_, &specialist_, &stranger_, &admin_})
                one->actor = snapshot->actor_of(one->person);
        });
        set_sources({letters(), registers()});
    }
    void TearDown() override {
        set_sources({});
        OnBothEngines::TearDown();
    }

    // Letters 1 .. count_ of the agency, each odd one answering the next; what a cell may hold is in them.
    Source letters() {
        Source source;
        source.kind = kLetter;
        source.folder = "letters";
        source.title = "Văn bản đến";
        source.columns = {{"number", "Số", Cell::number},
                          {"day", "Ngày", Cell::day},
                          {"state", "Trạng thái", Cell::words},
                          {"subject", "Trích yếu"}};
        source.read = [this](db::Conn&, const Scope& scope, const std::string& after, int most) {
            if (fails_after_ > 0 && ids::parse(after).value_or(0) >= fails_after_)
                throw std::runtime_error("the power is cut");
            std::vector<Record> list;
            for (Id id = ids::parse(after).value_or(0) + 1; id <= count_ && static_cast<int>(list.size()) < most; ++id)
                if (scope.agency == agency_) list.push_back(letter(id));
            return list;
        };
        return source;
    }
    Record letter(Id id) const {
        static const char* kSubjects[] = {"=HYPERLINK(\"http://x\")", "<script>alert(1)</script> & \"dấu\"",
                                          "Về việc\nphòng, chống thiên tai; bão số 3", "CON", "+84 912 345 678"};
        Record one;
        one.id = id;
        one.key = std::to_string(id);
        one.number = std::to_string(id);
        one.mark = id % 5 == 3 ? "" : "12/UBND-KGVX";
        one.subject = kSubjects[id % 5];
        one.cells = {one.number, "2026-11-21", "Tải được", one.subject};
        one.relations = {{"Trả lời", kLetter, std::to_string(id + 1), "số " + std::to_string(id + 1)}};
        return one;
    }
    Source registers() {
        Source source;
        source.kind = "series";
        source.folder = "registers";
        source.title = "Sổ đăng ký văn bản";
        source.columns = {{"name", "Tên sổ"}};
        source.of_part = true;
        source.read = [this](db::Conn&, const Scope& scope, const std::string& after, int) {
            Record one;
            one.id = 7;
            one.key = "7";
            one.subject = "Sổ công văn đi";
            one.cells = {one.subject};
            return after.empty() && scope.agency == agency_ ? std::vector<Record>{one} : std::vector<Record>{};
        };
        return source;
    }
    files::Stored attach(Id letter, const std::string& content) {
        const auto stored = store_.put_bytes("%PDF-1.7\n" + content);
        db().write([&](db::Tx& tx) { files::attach(tx, kLetter, letter, "main", "Tờ trình.pdf", stored, 1); });
        return stored;
    }
    Order order() const {
        Order order;
        order.agency_name = "Sở Khoa học và Công nghệ";
        order.scope.agency = agency_;
        order.actor = clerk_.actor;
        return order;
    }
    Done write(const std::string& name) { return write_folder(db(), store_, order(), folder_.file(name)); }
    static std::string read(const fs::path& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    Id ask_as(const Actor& actor, Input input = {}) {
        if (input.agency == 0) input.agency = agency_;
        return db().writing([&](db::Tx& tx) { return ask(tx, actor, input); });
    }
    Asked found(Id order) {
        return *db().reading([&](db::Conn& conn) { return find_order(conn, order); });
    }

    dinh::test::TempDir folder_;
    files::Store store_{folder_.file("files")};
    Id agency_ = 0, other_ = 0, count_ = 12, fails_after_ = 0;
    Place head_, clerk_, it_, specialist_, stranger_, admin_;
};

}  // namespace dinh::exports::test
