// For tests of questions: a department and a commune, each with its site, and short words for what is asked often.
// Lê Quyzamba asks; no word of him may stand anywhere but with the sender.
#pragma once
#include <gmock/gmock.h>

#include "modules/portal/questions/question.hpp"
#include "modules/worklist/worklist.hpp"
#include "tests/support/at_once.hpp"
#include "tests/support/office.hpp"

namespace dinh::portal::test {

using dinh::test::day;
using dinh::test::Member;
using dinh::test::Office;
using dinh::test::refusals;

inline const std::string kCode = "ABCDEFGHIJKLMNOP";

class QuestionDesk : public dinh::test::OfficeTest {
protected:
    QuestionDesk() : OfficeTest({"written", "portal"}) {}
    void SetUp() override {
        OfficeTest::SetUp();
        module::Manifest parts;
        add_question_parts(parts);
        auto list = worklist::manifest().settings;
        list.insert(list.end(), parts.settings.begin(), parts.settings.end());
        settings::declare(std::move(list));
        office_ = dinh::test::make_office(db());
        other_ = dinh::test::make_office(db(), "dtu", "UBND xã Đại Từ", "DTU", "commune");
        look_again({&office_, &other_});
        write([&](db::Tx& tx) {
            site_ = open_site(tx, Actor::system(), *directory_, office_.agency);
            other_site_ = open_site(tx, Actor::system(), *directory_, other_.agency);
        });
    }

    QuestionInput input(const char* kind = "question") const {
        QuestionInput one;
        one.site = site_;
        one.kind = kind;
        one.field = "land";
        one.subject = "Thời hạn cấp giấy chứng nhận";
        one.body = "Tôi nộp hồ sơ từ tháng 9.\nBao giờ có kết quả?";
        one.may_publish = true;
        one.sender = {"Lê Quyzamba", "0912 777 333", "quyzamba@example.vn", "", ""};
        return one;
    }
    QuestionInput information() const {
        QuestionInput one = input("information");
        one.provision = "file";
        one.purpose = "Nghiên cứu";
        one.sender.address = "Xóm Quyzambinh";
        one.sender.id_number = "019012345678";
        return one;
    }
    Id ask(const QuestionInput& one, const std::string& code = kCode) {
        return db().writing([&](db::Tx& tx) { return ask_question(tx, Actor{}, *directory_, one, {}, code); });
    }
    Question found(Id id) {
        return *db().reading([&](db::Conn& conn) { return find_question(conn, id); });
    }
    std::int64_t version(Id id) { return found(id).version; }
    bool sees(const Actor& actor, Id id) {
        return db().reading([&](db::Conn& conn) { return grants::may_see(conn, actor, kQuestion, id); });
    }
    // Deeds on the newest version.
    template <class F>
    void deed(Id id, F&& work) {
        const auto at = version(id);
        write([&](db::Tx& tx) { work(tx, at); });
    }
    void assign(Id id, const QuestionHolder& to) {
        deed(id, [&](db::Tx& tx, std::int64_t at) {
            assign_question(tx, office_.chief, *directory_, id, at, to, "land", "");
        });
    }
    AnswerDraft draft() const {
        return {"Kết quả có trong mười ngày.", "Thời hạn cấp giấy", "Bao giờ có kết quả?", true, false};
    }
    void answer(Id id, const AnswerDraft& draft) {
        deed(id, [&](db::Tx& tx, std::int64_t at) { draft_answer(tx, office_.head, *directory_, id, at, draft); });
    }
    void approve(Id id) {
        deed(id, [&](db::Tx& tx, std::int64_t at) { approve_answer(tx, office_.director, id, at); });
    }
    Id answered(const QuestionInput& one, const std::string& code = kCode) {
        const Id id = ask(one, code);
        assign(id, {office_.division, 0});
        answer(id, draft());
        approve(id);
        return id;
    }
    std::vector<Id> listed(const Actor& actor, const std::string& view) {
        QuestionFilter filter;
        filter.view = view;
        std::vector<Id> ids;
        db().read([&](db::Conn& conn) {
            ids.clear();
            for (const auto& one : list_questions(conn, actor, filter, clock::today()).lines) ids.push_back(one.id);
        });
        return ids;
    }

    Office office_, other_;
    Id site_ = 0, other_site_ = 0;
};

}  // namespace dinh::portal::test
