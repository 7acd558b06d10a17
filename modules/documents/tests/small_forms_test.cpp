// The small forms of a document with what does not belong there: those that end, close, take back, hand back, answer.
// Each malformed submit comes back with its fault and what was typed, and nothing was done; the good one is then taken.
#include "modules/documents/tests/out_desk.hpp"
#include "modules/documents/tests/visit.hpp"

namespace dinh::documents {

namespace {

using test::Answer;
using test::FormFields;

struct Bounded {
    const char* field;
    std::size_t most;
    bool required = true;
};
struct SmallForm {
    std::string path;
    const Actor* actor;
    std::string version;
    FormFields good;
    std::vector<Bounded> texts = {};
    std::vector<const char*> days = {}, choices = {}, ids = {};
    bool ends = false;  // sent as DELETE
};

class SmallFormsTest : public test::OutDesk {
protected:
    Answer send(const SmallForm& form, FormFields fields) {
        if (form.ends) fields.emplace_back("_method", "delete");
        return post(*form.actor, form.path, std::move(fields));
    }
    Answer send_with(const SmallForm& form, const std::string& field, const std::string& value) {
        return send(form, test::with(test::with(form.good, "version", form.version), field, value));
    }
    std::int64_t done() {
        return db().reading([](db::Conn& conn) {
            return conn.integer({"test.done", "SELECT COUNT(*) FROM record_history"});
        });
    }
    void refuses(const SmallForm& form, const std::string& field, const std::string& value, bool shown = true) {
        const auto before = done();
        const auto answer = send_with(form, field, value);
        const std::string what = form.path + " " + field + " = " + value.substr(0, 40);
        EXPECT_TRUE(test::says_fault_of(answer, field)) << what << ": " << answer.status;
        if (shown) EXPECT_TRUE(answer.has(text::html_escape(value))) << what << " is lost";
        EXPECT_EQ(done(), before) << what;
    }
    void refuses_what_is_malformed(const SmallForm& form) {
        for (const auto& [field, most, required] : form.texts) {
            refuses(form, field, std::string(most + 1, 'a'));
            refuses(form, field, test::kEndless);
            if (!required) continue;
            for (const char* nothing : {"", "  \t ", "\x01\x7f"}) refuses(form, field, nothing, false);
        }
        for (const char* field : form.days)
            for (const auto& value : test::kNoDays) refuses(form, field, value);
        for (const char* field : form.choices)
            for (const std::string& value : {std::string(), std::string("khac"), test::kEndless, test::kMarkup})
                refuses(form, field, value, false);
        for (const char* field : form.ids)
            for (const auto& value : test::kNoIds) refuses(form, field, value, false);
    }
    // 409 with what was typed, whatever stands in the place of the version.
    void refuses_other_versions(const SmallForm& form) {
        auto fields = form.good;
        for (const auto& [field, most, required] : form.texts)
            if (most >= test::kMarkup.size()) fields = test::with(std::move(fields), field, test::kMarkup);
        const bool marked = fields != form.good;
        const auto before = done();
        for (const std::string& version :
             {std::string(), std::string("-1"), std::string("abc"), std::string("99999999999999999999"),
              std::to_string(std::stoll(form.version) + 40), test::kEndless}) {
            const auto answer = send(form, test::with(fields, "version", version));
            EXPECT_EQ(answer.status, 409) << form.path << " at version " << version.substr(0, 40);
            if (marked) EXPECT_TRUE(test::shows_markup_as_text(answer)) << form.path;
        }
        EXPECT_EQ(done(), before) << form.path;
    }
    void hold(const std::vector<SmallForm>& forms) {
        for (const auto& form : forms) {
            refuses_what_is_malformed(form);
            refuses_other_versions(form);
            const auto taken = send(form, test::with(form.good, "version", form.version));
            EXPECT_EQ(taken.status, 303) << form.path << ": " << taken.body.substr(0, 200);
        }
    }
    static std::string in_path(Id id, const std::string& rest) {
        return "/documents/incoming/" + std::to_string(id) + rest;
    }
    static std::string out_path(Id id, const std::string& rest) {
        return "/documents/outgoing/" + std::to_string(id) + rest;
    }
    std::string in_version(Id id) { return std::to_string(version(id)); }
    std::string out_version(Id id) { return std::to_string(out(id).version); }
    std::string part_version(Id id) { return std::to_string(part(id).version); }
    // One that the other agency sent and that waits to be received.
    Id arrived() {
        auto sent = letter({{.agency = office_.agency}});
        sent.issuing_body = other_.body;
        sent.signer_post = other_.director.post;
        const Id id = draft_as(other_.specialist, sent);
        submit_as(other_.specialist, id, {{"sign", other_.director.post, ""}}, "");
        agree_as(other_.director, id);
        act(attach_signed_file, other_.clerk, id, test::signed_file("ben kia"), clock::today());
        act(give_number_to, other_.clerk, id, NumberInput{});
        act(note_seal, other_.clerk, id, "");
        act(issue, other_.clerk, id);
        write([&](db::Tx& tx) { deliver(tx, id); });
        return recipients(id).at(0).incoming;
    }
    Id closed() {
        const Id id = register_one(input());
        write([&](db::Tx& tx) { close_incoming(tx, office_.clerk, id, version(id, tx), "for_information", "", ""); });
        return id;
    }
    std::int64_t version(Id id) { return test::OutDesk::version(id); }
    static std::int64_t version(Id id, db::Conn& conn) {
        return conn.integer({"test.version", "SELECT version FROM incoming_document WHERE id = $1"}, id);
    }
};
DINH_BOTH_ENGINES(SmallFormsTest);

}  // namespace

TEST_P(SmallFormsTest, of_an_incoming_document) {
    const Id waiting = arrived(), to_return = register_one(input()), to_close = register_one(input()),
             to_reopen = closed(), in_doubt = register_one(input());
    write([&](db::Tx& tx) { ask_about_secrecy(tx, in_doubt, "MẬT"); });
    const Actor* clerk = &office_.clerk;
    hold({{in_path(waiting, "/refusal"),
           clerk,
           in_version(waiting),
           {{"reason", "Không thuộc thẩm quyền"}},
           {{"reason", 500}}},
          {in_path(to_return, "/return"), clerk, in_version(to_return), {{"reason", "Gửi nhầm"}}, {{"reason", 500}}},
          {in_path(to_close, "/closure"),
           clerk,
           in_version(to_close),
           {{"as", "done"}, {"note", "Đã làm"}, {"dossier", "01/HS"}},
           {{"note", 500, false}, {"dossier", 100, false}},
           {},
           {"as"}},
          {in_path(to_reopen, "/closure"),
           clerk,
           in_version(to_reopen),
           {{"reason", "Còn việc"}},
           {{"reason", 500}},
           {},
           {},
           {},
           true},
          {in_path(in_doubt, "/secrecy"),
           clerk,
           in_version(in_doubt),
           {{"answer", "no"}, {"reason", "Chỉ là chữ"}},
           {{"reason", 500}},
           {},
           {"answer"}}});
    EXPECT_TRUE(faults().empty());
}

TEST_P(SmallFormsTest, of_a_draft_and_its_route) {
    const Id to_drop = draft_one(letter()), on_way = submitted(letter()), to_skip = submitted(letter());
    const std::string skipped = std::to_string(current(to_skip).id);
    const Actor* drafter = &office_.specialist;
    hold({{out_path(to_drop, "/drop"), drafter, out_version(to_drop), {{"reason", "Không cần nữa"}}, {{"reason", 500}}},
          {out_path(on_way, "/steps"),
           drafter,
           out_version(on_way),
           {{"kind", "opinion"},
            {"post", std::to_string(office_.deputy.post)},
            {"after_position", "1"},
            {"note", "Xin ý kiến"}},
           {{"note", 500, false}},
           {},
           {"kind"},
           {"post"}},
          {out_path(to_skip, "/steps/" + skipped + "/skip"),
           drafter,
           out_version(to_skip),
           {{"reason", "Đi công tác"}},
           {{"reason", 500}}}});
    const Id back = submitted(letter());
    hold({{out_path(back, "/submission"), drafter, out_version(back), {}, {}, {}, {}, {}, true}});
}

TEST_P(SmallFormsTest, of_an_approved_document) {
    const Id to_number = signed_one(letter()), to_seal = numbered(letter()), to_recall = issued(letter());
    const Actor* clerk = &office_.clerk;
    hold({{out_path(to_number, "/number"),
           clerk,
           out_version(to_number),
           {{"way", "next"}, {"back_date", ""}, {"reason", ""}},
           {{"reason", 500, false}},
           {"back_date"},
           {"way"}},
          {out_path(to_seal, "/seal"), clerk, out_version(to_seal), {{"note", "Đã đóng dấu"}}, {{"note", 200, false}}},
          {out_path(to_recall, "/recall"),
           clerk,
           out_version(to_recall),
           {{"reason", "Sai thẩm quyền"}},
           {{"reason", 1000}}}});
}

TEST_P(SmallFormsTest, of_a_part_of_the_handling) {
    const auto back = down_to_specialist(), again = down_to_specialist(), late = down_to_specialist(test::day(11, 27)),
               ready = down_to_specialist();
    const auto of = [](const Way& way, const char* deed) {
        return in_path(way.doc, "/forwardings/" + std::to_string(way.specialist) + "/" + deed);
    };
    const Actor *handler = &office_.specialist, *head = &office_.head;
    hold(
        {{of(back, "handback"), handler, part_version(back.specialist), {{"reason", "Nhầm phòng"}}, {{"reason", 4000}}},
         {of(again, "reassignment"),
          head,
          part_version(again.specialist),
          {{"receivers", "post-" + std::to_string(office_.second_specialist.post)},
           {"reason", "Nghỉ phép"},
           {"due", ""}},
          {{"reason", 4000}},
          {"due"},
          {"receivers"}},
         {of(late, "extension"),
          handler,
          part_version(late.specialist),
          {{"asked", "30/11/2026"}, {"reason", "Chờ số liệu"}},
          {{"reason", 4000}},
          {"asked"}},
         {of(ready, "result"),
          handler,
          part_version(ready.specialist),
          {{"result", "Đã báo cáo"}},
          {{"result", 4000}}}});
    const auto taken = down_to_specialist();
    hold({{of(taken, "withdrawal"), head, part_version(taken.specialist), {}}});
    EXPECT_TRUE(faults().empty());
}

TEST_P(SmallFormsTest, of_what_is_asked_on_the_way) {
    const auto way = down_to_specialist(test::day(11, 27));
    write([&, at = part(way.specialist).version](db::Tx& tx) {
        request_extension(tx, office_.specialist, way.specialist, at, test::day(11, 30), "Chờ số liệu");
    });
    write([&](db::Tx& tx) {
        request_opinion(tx, office_.specialist, kIncoming, way.doc, office_.second_head.post, "Vướng gì không?", {});
    });
    const auto [extension, opinion] = db().reading([&](db::Conn& conn) {
        return std::pair{extensions_of(conn, way.doc).at(0), opinions_of(conn, kIncoming, way.doc).at(0)};
    });
    hold({{in_path(way.doc, "/extensions/" + std::to_string(extension.id) + "/decision"),
           &office_.head,
           std::to_string(extension.version),
           {{"granted", "no"}, {"answer", "Phải đúng hạn"}, {"day", ""}},
           {{"answer", 4000}},
           {"day"},
           {"granted"}},
          {in_path(way.doc, "/opinions/" + std::to_string(opinion.id) + "/answer"),
           &office_.second_head,
           std::to_string(opinion.version),
           {{"answer", "Không vướng"}},
           {{"answer", 4000}}}});
    const SmallForm asking{in_path(way.doc, "/opinions"),
                           &office_.specialist,
                           "1",
                           {{"of_post", std::to_string(office_.head.post)}, {"question", "Còn gì?"}, {"due", ""}},
                           {{"question", 4000}},
                           {"due"},
                           {},
                           {"of_post"}};
    refuses_what_is_malformed(asking);
    EXPECT_EQ(send(asking, asking.good).status, 303);
}

TEST_P(SmallFormsTest, of_the_end_of_a_usual_route) {
    const Id route = db().writing([&](db::Tx& tx) {
        return set_route_template(tx, office_.clerk, office_.body, "cong_van", {{"sign", "signer"}}, clock::today());
    });
    const SmallForm form{"/documents/routes/" + std::to_string(route),
                         &office_.clerk,
                         "1",
                         {{"until", "01/12/2026"}},
                         {},
                         {},
                         {},
                         {},
                         true};
    for (const auto& day : test::kNoDays)
        EXPECT_TRUE(test::says_fault_of(send_with(form, "until", day), "until")) << day.substr(0, 40);
    refuses_other_versions(form);
    EXPECT_EQ(send_with(form, "until", "01/12/2026").status, 303);
}

}  // namespace dinh::documents
