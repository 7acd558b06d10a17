// Every field of the outgoing forms with what does not belong there.
#include "modules/documents/tests/out_desk.hpp"
#include "modules/documents/tests/visit.hpp"
#include "platform/sheet/reader.hpp"

namespace dinh::documents {

namespace {

using test::Answer;
using test::FormFields;

struct TextField {
    const char* name;
    std::string Outgoing::*stored;
    std::size_t most;
};
const TextField kTexts[] = {
    {"subject", &Outgoing::subject, 500},          {"description", &Outgoing::description, 500},
    {"addressee", &Outgoing::addressee, 1000},     {"field", &Outgoing::field, 200},
    {"language", &Outgoing::language, 30},         {"drafter_note", &Outgoing::drafter_note, 500},
    {"archive_copy", &Outgoing::archive_copy, 200}};

class OutgoingFieldsTest : public test::OutDesk {
protected:
    FormFields typed(const FormFields& more = {}) const {
        FormFields fields{{"issuing_body", std::to_string(office_.body)},
                          {"kind", "cong_van"},
                          {"urgency", "0"},
                          {"subject", "Về việc cung cấp số liệu"},
                          {"to_act", "STC"},
                          {"copies", "1"},
                          {"signer_post", std::to_string(office_.director.post)},
                          {"secrecy", "none"}};
        for (const auto& [name, value] : more) fields = test::with(std::move(fields), name, value);
        return fields;
    }
    Answer enter(const FormFields& more) { return post(office_.specialist, "/documents/outgoing", typed(more)); }
    void refuses(const std::string& name, const std::string& value) {
        const auto answer = enter({{name, value}});
        EXPECT_TRUE(test::says_fault_of(answer, name)) << name << " = " << value.substr(0, 60) << ": " << answer.status;
        EXPECT_TRUE(answer.has(text::html_escape(value))) << name << " lost what was typed: " << value.substr(0, 60);
    }
    std::int64_t drafts() { return out_list(office_.specialist, {}).count; }
    Id newest() { return out_list(office_.specialist, {}).lines.at(0).id; }
    static std::string path(Id id, const std::string& rest = "") {
        return "/documents/outgoing/" + std::to_string(id) + rest;
    }
    std::string at(Id id) { return std::to_string(out(id).version); }
};
DINH_BOTH_ENGINES(OutgoingFieldsTest);

}  // namespace

TEST_P(OutgoingFieldsTest, each_text_is_refused_when_too_long_and_comes_back_whole) {
    for (const auto& field : kTexts) {
        refuses(field.name, std::string(field.most + 1, 'a'));
        refuses(field.name, test::kEndless);
    }
    const auto far = enter({{"outside", test::kEndless}});
    EXPECT_TRUE(test::says_fault_of(far, "recipients"));
    EXPECT_TRUE(far.has(test::kEndless));
    refuses("to_act", test::kEndless);
    EXPECT_EQ(drafts(), 0);
}

TEST_P(OutgoingFieldsTest, each_text_is_taken_at_its_longest) {
    FormFields longest;
    for (const auto& field : kTexts) {
        std::string value;
        for (std::size_t i = 0; i < field.most; ++i) value += "ẵ";
        longest.emplace_back(field.name, value);
    }
    ASSERT_EQ(enter(longest).status, 303);
    const auto one = out(newest());
    for (std::size_t i = 0; i < std::size(kTexts); ++i) EXPECT_EQ(one.*(kTexts[i].stored), longest[i].second);
}

TEST_P(OutgoingFieldsTest, days_numbers_ids_and_choices_of_the_wrong_kind_are_refused) {
    for (const auto& value : test::kNoDays) refuses("reply_day", value);
    refuses("reply_day", "19/11/2026");
    for (const char* name : {"pages", "copies"})
        for (const auto& value : test::kNoNumbers) refuses(name, value);
    refuses("pages", "1000");
    refuses("copies", "10000");
    for (const char* name : {"issuing_body", "signer_post", "answers", "group"})
        for (const auto& value : test::kNoIds)
            EXPECT_EQ(enter({{name, value}}).status, 422) << name << " " << value.substr(0, 40);
    for (const char* name : {"kind", "urgency", "secrecy"})
        for (const std::string& value : {std::string("khac"), std::string("9"), test::kEndless, test::kMarkup})
            EXPECT_TRUE(test::says_fault_of(enter({{name, value}}), name)) << name << " " << value.substr(0, 40);
    EXPECT_EQ(enter({{"issuing_body", std::to_string(other_.body)}}).status, 403);
    EXPECT_EQ(drafts(), 0);
}

TEST_P(OutgoingFieldsTest, an_answer_to_what_one_may_not_see_is_refused_like_one_to_what_is_not_there) {
    const Id hidden = register_one(input());
    const auto seen = enter({{"answers", std::to_string(hidden)}});
    const auto absent = enter({{"answers", std::to_string(hidden + 1)}});
    EXPECT_EQ(seen.status, 422);
    EXPECT_EQ(absent.status, 422);
    EXPECT_EQ(test::lasting(seen.body), test::lasting(absent.body));
    EXPECT_FALSE(seen.has(input().subject));
    EXPECT_EQ(drafts(), 0);
}

TEST_P(OutgoingFieldsTest, texts_are_stored_composed_and_without_control_characters) {
    FormFields parted;
    for (const auto& field : kTexts) parted.emplace_back(field.name, test::kParted);
    ASSERT_EQ(enter(parted).status, 303);
    const Id id = newest();
    for (const auto& field : kTexts) EXPECT_EQ(out(id).*(field.stored), test::kWhole) << field.name;
    EXPECT_EQ(post(office_.specialist, path(id, "/drop"), {{"version", at(id)}, {"reason", test::kParted}}).status,
              303);
    EXPECT_EQ(out(id).drop_reason, test::kWhole);
}

TEST_P(OutgoingFieldsTest, markup_and_template_marks_are_shown_as_typed_everywhere) {
    auto marked = letter({{.agency = other_.agency}, {.name = test::kMarkup}});
    marked.subject = marked.description = marked.addressee = marked.field = test::kMarkup;
    const Id id = numbered(marked);
    act(note_seal, office_.clerk, id, std::string_view(test::kMarkup));
    act(issue, office_.clerk, id);
    write([&](db::Tx& tx) { deliver(tx, id); });
    const std::string series = std::to_string(out(id).series), mark = out(id).mark;
    const std::pair<std::string, FormFields> pages[] = {{"/documents/outgoing", {{"view", "issued"}}},
                                                        {"/documents/outgoing", {{"view", "all"}, {"q", mark}}},
                                                        {path(id), {}},
                                                        {path(id, "/slip"), {}},
                                                        {"/registers/" + series + "/print", {}},
                                                        {"/search", {{"q", mark}}}};
    for (const auto& [where, query] : pages)
        EXPECT_TRUE(test::shows_markup_as_text(get(office_.clerk, where, query))) << where;
    const auto csv = get(office_.clerk, "/documents/outgoing.csv", {{"view", "issued"}});
    EXPECT_TRUE(csv.has(test::kMarkup));
    bool found = false;
    const auto book = get(office_.clerk, "/documents/outgoing.xlsx", {{"view", "issued"}});
    sheet::read(book.body, [&](sheet::Row& row) {
        found = found || std::find(row.cells.begin(), row.cells.end(), test::kMarkup) != row.cells.end();
        return true;
    });
    EXPECT_TRUE(found) << "the workbook too";
    EXPECT_TRUE(test::shows_markup_as_text(get(other_.clerk, "/documents/incoming", {{"view", "waiting_receipt"}})));
}

TEST_P(OutgoingFieldsTest, what_one_may_not_see_answers_like_what_is_not_there) {
    const Id id = submitted(letter());
    for (const char* part : {"", "/draft", "/recipients", "/submission", "/number", "/drop", "/slip", "/files/1"}) {
        for (const Actor* stranger : {&other_.clerk, &office_.second_specialist}) {
            if (stranger == &office_.second_specialist && out(id).drafting_unit == office_.division) continue;
            const auto hidden = get(*stranger, path(id, part)), absent = get(*stranger, path(id + 1, part));
            EXPECT_EQ(hidden.status, 404) << part;
            EXPECT_EQ(test::lasting(hidden.body), test::lasting(absent.body)) << part;
        }
    }
    const std::string step = std::to_string(current(id).id);
    for (const std::string& part : {std::string("/drop"), std::string("/draft"), "/steps/" + step + "/agreement",
                                    "/steps/" + step + "/return", std::string("/number")}) {
        const auto hidden = post(other_.clerk, path(id, part), {{"version", "1"}, {"reason", "x"}});
        const auto absent = post(other_.clerk, path(id + 1, part), {{"version", "1"}, {"reason", "x"}});
        EXPECT_EQ(hidden.status, 404) << part;
        EXPECT_EQ(test::lasting(hidden.body), test::lasting(absent.body)) << part;
    }
}

TEST_P(OutgoingFieldsTest, a_draft_that_somebody_changed_meanwhile_shows_what_was_typed) {
    const Id id = draft_one(letter());
    const std::string old = at(id);
    act([](db::Tx& tx, const Actor& actor, Id one,
           std::int64_t version) { add_draft_file(tx, actor, one, version, test::draft_file("khac")); },
        office_.specialist, id);
    for (const char* part : {"/draft", "/drop"}) {
        const auto stale = post(office_.specialist, path(id, part),
                                typed({{"version", old}, {"subject", "Tủ số bảy"}, {"reason", "Tủ số bảy"}}));
        EXPECT_EQ(stale.status, 409) << part;
        EXPECT_TRUE(stale.has("Tủ số bảy")) << part;
    }
    EXPECT_EQ(state(id), "drafting");
}

TEST_P(OutgoingFieldsTest, words_of_the_route_and_of_small_forms_are_bounded) {
    const Id id = submitted(letter());
    const std::string step = "/steps/" + std::to_string(current(id).id);
    const auto head_says = [&](const char* deed, const FormFields& fields) {
        return post(office_.head, path(id, step + deed),
                    test::with(fields, "version", std::to_string(current(id).version)));
    };
    for (const char* deed : {"/agreement", "/return"}) {
        const auto answer = head_says(deed, {{"answer", test::kEndless}, {"to", "0"}});
        EXPECT_EQ(answer.status, 422) << deed;
        EXPECT_TRUE(answer.has(test::kEndless)) << deed;
    }
    EXPECT_EQ(head_says("/return", {{"answer", "x"}, {"to", "99"}}).status, 422);
    EXPECT_EQ(head_says("/return", {{"answer", test::kParted}, {"to", "0"}}).status, 303);
    EXPECT_EQ(route(id)[0].answer, test::kWhole);
    for (const std::string& endless : {test::kEndless, std::string(501, 'a')}) {
        const auto answer = post(office_.specialist, path(id, "/drop"), {{"version", at(id)}, {"reason", endless}});
        EXPECT_TRUE(test::says_fault_of(answer, "reason")) << answer.status;
        EXPECT_TRUE(answer.has(endless));
    }
}

TEST_P(OutgoingFieldsTest, the_box_of_the_list_finds_by_words_within_the_tab) {
    auto flood = letter();
    flood.subject = "Về việc ứng phó mưa lũ";
    const Id found = draft_one(flood);
    draft_one(letter());
    const auto asked = [&](const char* view, const std::string& words) {
        return get(office_.specialist, "/documents/outgoing", {{"view", view}, {"q", words}});
    };
    const auto page = asked("mine", "ung pho mua lu");
    EXPECT_TRUE(page.has(path(found)));
    EXPECT_FALSE(page.has("cung cấp số liệu"));
    EXPECT_TRUE(page.has("Có “ung pho mua lu”"));
    EXPECT_TRUE(page.has("name=\"q\" value=\"ung pho mua lu\""));
    EXPECT_FALSE(asked("issued", "ung pho mua lu").has(path(found)));
    EXPECT_TRUE(asked("issued", "ung pho mua lu").has("view=issued"));
    EXPECT_TRUE(asked("all", test::kEndless).has("Không có văn bản nào khớp"));
    EXPECT_EQ(asked("all", "\"'*:(( ) AND -").status, 200);
    EXPECT_FALSE(get(other_.clerk, "/documents/outgoing", {{"view", "all"}, {"q", "ung pho mua lu"}}).has(path(found)));
}

}  // namespace dinh::documents
