// Every field of the incoming form with what does not belong there.
#include <gmock/gmock.h>

#include "modules/documents/tests/visit.hpp"
#include "platform/rules/rules.hpp"
#include "platform/sheet/reader.hpp"

namespace dinh::documents {

namespace {

using test::Answer;
using test::FormFields;

struct TextField {
    const char* name;
    std::string Incoming::*stored;
    const char* law;  // its field in rules/metadata.toml; "" when only we bound it
    int most;
};
const TextField kTexts[] = {{"subject", &Incoming::subject, "Subject", 0},
                            {"author_name", &Incoming::author_name, "OrganName", 0},
                            {"author_code", &Incoming::author_code, "", 64},
                            {"mark", &Incoming::mark, "", 42},
                            {"language", &Incoming::language, "Language", 0},
                            {"description", &Incoming::description, "Description", 0},
                            {"signer_position", &Incoming::signer_position, "SignerInfo.Position", 0},
                            {"signer_name", &Incoming::signer_name, "SignerInfo.FullName", 0},
                            {"to_places", &Incoming::to_places, "ToPlaces", 0},
                            {"dossier", &Incoming::dossier, "FileCode.FileNotation", 0},
                            {"field", &Incoming::field, "", 200},
                            {"paper_original", &Incoming::paper_original, "", 200}};

int most_of(const TextField& field) {
    return field.most != 0 ? field.most : rules::longest(rules::MetadataOf::incoming, field.law, clock::today());
}

class IncomingFieldsTest : public test::VisitDesk {
protected:
    FormFields typed(const FormFields& more = {}) const {
        FormFields fields{{"issuing_body", std::to_string(office_.body)},
                          {"author_name", "UBND tỉnh Thái Nguyên"},
                          {"kind", "cong_van"},
                          {"mark", "125/UBND-TH"},
                          {"document_day", "18/11/2026"},
                          {"arrival_day", "20/11/2026"},
                          {"subject", "Về việc họp giao ban"},
                          {"channel", "paper"},
                          {"urgency", "0"},
                          {"copies", "1"},
                          {"secrecy", "none"}};
        for (const auto& [name, value] : more) fields = test::with(std::move(fields), name, value);
        return fields;
    }
    Answer enter(const FormFields& more) { return post(office_.clerk, "/documents/incoming/new", typed(more)); }
    void refuses(const std::string& name, const std::string& value) {
        const auto answer = enter({{name, value}});
        EXPECT_TRUE(test::says_fault_of(answer, name)) << name << " = " << value.substr(0, 60) << ": " << answer.status;
        EXPECT_TRUE(answer.has(text::html_escape(value))) << name << " lost what was typed: " << value.substr(0, 60);
    }
    Id newest() { return list(office_.clerk, {.view = "all"}).lines.at(0).id; }
    static std::string path(Id id, const std::string& rest = "") {
        return "/documents/incoming/" + std::to_string(id) + rest;
    }
};
DINH_BOTH_ENGINES(IncomingFieldsTest);

// All cells of a workbook that are not empty.
std::vector<std::string> cells_of(const std::string& book) {
    std::vector<std::string> cells;
    const auto reading = sheet::read(book, [&](sheet::Row& row) {
        for (auto& cell : row.cells)
            if (!cell.empty()) cells.push_back(std::move(cell));
        return true;
    });
    EXPECT_EQ(reading, sheet::Reading::whole);
    return cells;
}

}  // namespace

TEST_P(IncomingFieldsTest, each_text_is_refused_when_too_long_and_comes_back_whole) {
    for (const auto& field : kTexts) {
        refuses(field.name, std::string(static_cast<std::size_t>(most_of(field)) + 1, 'a'));
        refuses(field.name, test::kEndless);
    }
    EXPECT_EQ(count_rows(), 0);
}

TEST_P(IncomingFieldsTest, each_text_is_taken_at_its_longest) {
    FormFields longest;
    for (const auto& field : kTexts) {
        std::string value;
        for (int i = 0; i < most_of(field); ++i) value += "ẵ";
        longest.emplace_back(field.name, value);
    }
    ASSERT_EQ(enter(longest).status, 303);
    const auto one = found(newest());
    for (const auto& [name, value] : longest) {
        const auto* field = std::find_if(std::begin(kTexts), std::end(kTexts),
                                         [&name = name](const auto& f) { return name == f.name; });
        EXPECT_EQ(one.*(field->stored), value) << name;
    }
}

TEST_P(IncomingFieldsTest, days_numbers_ids_and_choices_of_the_wrong_kind_are_refused) {
    for (const char* name : {"document_day", "arrival_day", "due"})
        for (const auto& value : test::kNoDays) refuses(name, value);
    for (const char* name : {"pages", "copies"})
        for (const auto& value : test::kNoNumbers) refuses(name, value);
    for (const auto& [name, value] : {std::pair{"pages", "1000"}, std::pair{"copies", "0"},
                                      std::pair{"copies", "10000"}, std::pair{"arrival_day", "21/11/2026"},
                                      std::pair{"document_day", "21/11/2026"}, std::pair{"due", "19/11/2026"}})
        refuses(name, value);
    for (const auto& value : test::kNoIds) {
        EXPECT_TRUE(test::says_fault_of(enter({{"issuing_body", value}}), "issuing_body")) << value.substr(0, 40);
        EXPECT_EQ(enter({{"author_agency", value}}).status, 422) << value.substr(0, 40);
    }
    for (const char* name : {"kind", "channel", "urgency", "secrecy"})
        for (const std::string& value : {std::string("khac"), std::string("9"), test::kEndless, test::kMarkup})
            EXPECT_TRUE(test::says_fault_of(enter({{name, value}}), name)) << name << " " << value.substr(0, 40);
    EXPECT_EQ(enter({{"issuing_body", "7"}}).status, 422);
    EXPECT_EQ(enter({{"issuing_body", std::to_string(other_.body)}}).status, 403);
    EXPECT_EQ(count_rows(), 0);
}

TEST_P(IncomingFieldsTest, texts_are_stored_composed_and_without_control_characters) {
    FormFields parted;
    for (const auto& field : kTexts) parted.emplace_back(field.name, test::kParted);
    ASSERT_EQ(enter(parted).status, 303);
    const auto one = found(newest());
    for (const auto& field : kTexts) EXPECT_EQ(one.*(field.stored), test::kWhole) << field.name;
}

TEST_P(IncomingFieldsTest, markup_and_template_marks_are_shown_as_typed_everywhere) {
    FormFields fields;
    for (const auto& field : kTexts)
        if (most_of(field) > 60 && std::string(field.name) != "author_code")
            fields.emplace_back(field.name, test::kMarkup);
    ASSERT_EQ(enter(fields).status, 303);
    const Id id = newest();
    EXPECT_EQ(found(id).subject, test::kMarkup);
    give(office_.clerk, id, 0, "submit", {test::post(office_.chief.post)}, test::kMarkup);
    const std::string series = std::to_string(found(id).series);
    const std::pair<std::string, FormFields> pages[] = {
        {"/documents/incoming", {{"view", "all"}}},
        {"/documents/incoming", {{"view", "all"}, {"q", "125/UBND-TH"}}},
        {path(id), {}},
        {path(id, "/correction"), {}},
        {path(id, "/slip"), {}},
        {path(id, "/closure"), {}},
        {path(id, "/forwardings/new"), {}},
        {"/registers/" + series + "/print", {}},
        {"/search", {{"q", "125/UBND-TH"}}}};
    for (const auto& [where, query] : pages)
        EXPECT_TRUE(test::shows_markup_as_text(get(office_.clerk, where, query))) << where;
    EXPECT_TRUE(test::shows_markup_as_text(get(office_.chief, "/worklist")));
    EXPECT_TRUE(get(office_.clerk, "/documents/incoming", {{"q", test::kMarkup}}).has(test::kMarkupShown));
}

TEST_P(IncomingFieldsTest, a_table_taken_away_holds_the_texts_as_typed) {
    ASSERT_EQ(enter({{"subject", test::kMarkup}, {"author_name", "=1+1"}}).status, 303);
    const auto csv = get(office_.clerk, "/documents/incoming.csv", {{"view", "all"}});
    EXPECT_TRUE(csv.has(test::kMarkup));
    EXPECT_TRUE(csv.has("'=1+1")) << "no formula for the program that opens it";
    EXPECT_THAT(cells_of(get(office_.clerk, "/documents/incoming.xlsx", {{"view", "all"}}).body),
                testing::IsSupersetOf({std::string("Trích yếu"), std::string(test::kMarkup), std::string("=1+1")}));
    EXPECT_THAT(cells_of(get(other_.clerk, "/documents/incoming.xlsx", {{"view", "all"}}).body),
                testing::Not(testing::Contains(std::string(test::kMarkup))));
}

TEST_P(IncomingFieldsTest, what_was_found_is_taken_away_by_who_may_see_it) {
    ASSERT_EQ(enter({{"subject", "=1+1 về cà phê"}}).status, 303);
    for (const char* where : {"/search.csv", "/search.xlsx"}) {
        const auto own = get(office_.clerk, where, {{"q", "cà phê"}}),
                   others = get(other_.clerk, where, {{"q", "cà phê"}});
        const bool book = std::string_view(where) == "/search.xlsx";
        EXPECT_EQ(own.status, 200);
        EXPECT_TRUE(book ? testing::Value(cells_of(own.body), testing::Contains("=1+1 về cà phê"))
                         : own.has("'=1+1 về cà phê"))
            << where;
        EXPECT_TRUE(book ? cells_of(others.body).size() == 4 : !others.has("cà phê")) << where << ": only the head";
        EXPECT_EQ(get(office_.clerk, where, {{"q", ""}, {"from", "x"}, {"kind", "<script>"}}).status, 200);
    }
}

TEST_P(IncomingFieldsTest, what_one_may_not_see_answers_like_what_is_not_there) {
    const Id id = register_one(input());
    for (const char* part : {"", "/correction", "/receipt", "/slip", "/closure", "/forwardings/new", "/files/1",
                             "/directions-on-behalf/new", "/secrecy"}) {
        for (const Actor* stranger : {&other_.clerk, &office_.specialist}) {
            const auto hidden = get(*stranger, path(id, part)), absent = get(*stranger, path(id + 1, part));
            EXPECT_EQ(hidden.status, 404) << part;
            EXPECT_EQ(test::lasting(hidden.body), test::lasting(absent.body)) << part;
        }
    }
    for (const char* part : {"/correction", "/closure", "/return", "/paper-original", "/secrecy", "/forwardings"}) {
        const auto hidden = post(other_.clerk, path(id, part), typed({{"version", "1"}}));
        const auto absent = post(other_.clerk, path(id + 1, part), typed({{"version", "1"}}));
        EXPECT_EQ(hidden.status, 404) << part;
        EXPECT_EQ(test::lasting(hidden.body), test::lasting(absent.body)) << part;
    }
}

TEST_P(IncomingFieldsTest, a_small_form_that_came_too_late_shows_what_was_typed) {
    const Id id = register_one(input());
    const std::string old = std::to_string(version(id));
    write([&](db::Tx& tx) { attach_paper_original(tx, office_.clerk, id, 1, "Tủ 1", clock::today()); });
    const std::pair<const char*, FormFields> forms[] = {
        {"/paper-original", {{"where", "Tủ số bảy"}, {"day", "20/11/2026"}}},
        {"/return", {{"reason", "Tủ số bảy"}}},
        {"/closure", {{"as", "done"}, {"note", "Tủ số bảy"}}},
        {"/secrecy", {{"answer", "no"}, {"reason", "Tủ số bảy"}}},
        {"/forwardings",
         {{"step", "submit"}, {"lead", "post-" + std::to_string(office_.chief.post)}, {"opinion", "Tủ số bảy"}}}};
    for (const auto& [part, fields] : forms) {
        auto stale = fields;
        stale.emplace_back("version", old);
        const auto answer = post(office_.clerk, path(id, part), stale);
        EXPECT_EQ(answer.status, 409) << part;
        EXPECT_TRUE(answer.has("Tủ số bảy")) << part;
        EXPECT_TRUE(answer.has("Lê Thị Văn Thư vừa thay đổi văn bản này")) << part;
    }
    EXPECT_EQ(found(id).state, "awaiting_sorting");
}

TEST_P(IncomingFieldsTest, a_small_form_sent_twice_is_done_once) {
    const Id id = register_one(input());
    const FormFields fields{{"where", "Tủ 1"}, {"day", "20/11/2026"}, {"version", "1"}, {"deed_key", "hai-lan"}};
    EXPECT_EQ(post(office_.clerk, path(id, "/paper-original"), fields).status, 303);
    const auto lines = history(id).size();
    EXPECT_EQ(post(office_.clerk, path(id, "/paper-original"), fields).status, 303);
    EXPECT_EQ(history(id).size(), lines);
}

TEST_P(IncomingFieldsTest, words_of_small_forms_are_bounded_and_stored_composed) {
    const Id id = register_one(input());
    const auto send_to = [&](const char* part, const FormFields& fields) {
        return post(office_.clerk, path(id, part), test::with(fields, "version", std::to_string(version(id))));
    };
    for (const std::string& endless : {test::kEndless, std::string(501, 'a')}) {
        EXPECT_TRUE(test::says_fault_of(send_to("/return", {{"reason", endless}}), "reason"));
        EXPECT_TRUE(
            test::says_fault_of(send_to("/paper-original", {{"where", endless}, {"day", "20/11/2026"}}), "where"));
        EXPECT_TRUE(test::says_fault_of(send_to("/closure", {{"as", "done"}, {"note", endless}}), "note"));
        EXPECT_TRUE(test::says_fault_of(send_to("/closure", {{"as", "done"}, {"dossier", endless}}), "dossier"));
        EXPECT_TRUE(test::says_fault_of(send_to("/secrecy", {{"answer", "no"}, {"reason", endless}}), "reason"));
    }
    for (const auto& day : test::kNoDays)
        EXPECT_TRUE(test::says_fault_of(send_to("/paper-original", {{"where", "Tủ"}, {"day", day}}), "day"))
            << day.substr(0, 40);
    for (const char* as : {"", "khac", "<script>"})
        EXPECT_TRUE(test::says_fault_of(send_to("/closure", {{"as", as}}), "as")) << as;
    EXPECT_EQ(send_to("/paper-original", {{"where", test::kParted}, {"day", "20/11/2026"}}).status, 303);
    EXPECT_EQ(found(id).paper_original, test::kWhole);
    EXPECT_EQ(send_to("/closure", {{"as", "done"}, {"note", test::kParted}}).status, 303);
    EXPECT_EQ(found(id).closed_note, test::kWhole);
}

}  // namespace dinh::documents
