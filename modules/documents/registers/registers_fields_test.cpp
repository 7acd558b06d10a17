// Every field of the registers' forms with what does not belong there.
#include "modules/documents/registers/registers.hpp"
#include "modules/documents/tests/visit.hpp"

namespace dinh::documents {

namespace {

using test::Answer;
using test::FormFields;

class RegistersFieldsTest : public test::VisitDesk {
protected:
    FormFields typed(const FormFields& more = {}) const {
        FormFields fields{{"issuing_body", std::to_string(office_.body)},
                          {"direction", "outgoing"},
                          {"name", "Sổ quyết định"},
                          {"period_kind", "year"},
                          {"period", "2026"},
                          {"first", "1"},
                          {"from", "20/11/2026"},
                          {"form", ""},
                          {"kinds", "quyet_dinh"}};
        for (const auto& [name, value] : more) fields = test::with(std::move(fields), name, value);
        return fields;
    }
    Answer open(const FormFields& more) { return post(office_.clerk, "/registers", typed(more)); }
    std::vector<Series> all(Direction direction) {
        return db().reading([&](db::Conn& conn) { return series_of_body(conn, office_.body, direction, "2026"); });
    }
    std::string path(const std::string& rest = "") {
        return "/registers/" + std::to_string(all(Direction::incoming).at(0).id) + rest;
    }
};
DINH_BOTH_ENGINES(RegistersFieldsTest);

}  // namespace

TEST_P(RegistersFieldsTest, nothing_malformed_opens_a_series_and_it_comes_back) {
    const auto refuses = [&](const std::string& name, const std::string& value, bool shown = true) {
        const auto answer = open({{name, value}});
        EXPECT_TRUE(test::says_fault_of(answer, name)) << name << " = " << value.substr(0, 60) << ": " << answer.status;
        EXPECT_TRUE(!shown || answer.has(text::html_escape(value))) << name << " " << value.substr(0, 60);
    };
    for (const char* name : {"name", "period", "form"}) refuses(name, test::kEndless);
    refuses("name", std::string(101, 'a'));
    refuses("form", std::string(61, 'a'));
    for (const std::string& value : {std::string("26"), std::string("2026-2025"), std::string("<b>"), test::kMarkup})
        refuses("period", value);
    for (const auto& value : test::kNoNumbers) refuses("first", value);
    refuses("first", "0");
    for (const auto& value : test::kNoDays) refuses("from", value);
    for (const char* name : {"direction", "period_kind"})
        for (const std::string& value : {std::string(), std::string("khac"), test::kEndless})
            refuses(name, value, false);
    for (const auto& value : test::kNoIds) refuses("issuing_body", value, false);
    refuses("kinds", "khong_co", false);
    refuses("kinds", test::kEndless, false);
    EXPECT_EQ(open({{"issuing_body", std::to_string(other_.body)}}).status, 403);
    EXPECT_TRUE(all(Direction::outgoing).empty());
}

TEST_P(RegistersFieldsTest, names_are_stored_composed_and_shown_as_typed) {
    ASSERT_EQ(open({{"name", test::kParted}}).status, 303);
    EXPECT_EQ(all(Direction::outgoing).at(0).name, test::kWhole);
    ASSERT_EQ(open({{"name", test::kMarkup}, {"kinds", "cong_van"}}).status, 303);
    for (const auto& one : all(Direction::outgoing)) {
        if (one.name != test::kMarkup) continue;
        const std::string page = "/registers/" + std::to_string(one.id);
        EXPECT_TRUE(test::shows_markup_as_text(get(office_.clerk, page)));
    }
    EXPECT_TRUE(test::shows_markup_as_text(get(office_.clerk, "/registers")));
}

TEST_P(RegistersFieldsTest, a_form_sent_twice_opens_one_series) {
    const auto fields = typed({{"deed_key", "hai-lan"}});
    EXPECT_EQ(post(office_.clerk, "/registers", fields).location, post(office_.clerk, "/registers", fields).location);
    EXPECT_EQ(all(Direction::outgoing).size(), 1U);
}

TEST_P(RegistersFieldsTest, reasons_and_numbers_of_the_page_are_bounded) {
    for (const std::string& endless : {test::kEndless, std::string(501, 'a')}) {
        const auto kept = post(office_.clerk, path("/reservations"), {{"reserve_reason", endless}});
        EXPECT_TRUE(test::says_fault_of(kept, "reserve_reason"));
        EXPECT_TRUE(kept.has(endless));
    }
    EXPECT_EQ(post(office_.clerk, path("/reservations"), {{"reserve_reason", test::kMarkup}}).status, 303);
    EXPECT_TRUE(test::shows_markup_as_text(get(office_.clerk, path())));
    EXPECT_TRUE(test::shows_markup_as_text(get(office_.clerk, path("/print"))));
    for (const auto& value : test::kNoIds)
        EXPECT_EQ(post(office_.clerk, path("/voidings"), {{"number", value}, {"reason", "x"}}).status, 422)
            << value.substr(0, 40);
    EXPECT_EQ(
        post(office_.clerk, path("/voidings"), {{"number", "1"}, {"suffix", test::kEndless}, {"reason", "x"}}).status,
        422);
    EXPECT_EQ(post(office_.clerk, path("/voidings"), {{"number", "1"}, {"reason", std::string(501, 'a')}}).status, 422);
    for (const auto& value : test::kNoDays)
        EXPECT_TRUE(
            test::says_fault_of(post(office_.clerk, path("/closure"), {{"version", "1"}, {"until", value}}), "until"))
            << value.substr(0, 40);
    EXPECT_TRUE(faults().empty());
}

TEST_P(RegistersFieldsTest, a_series_closed_meanwhile_shows_what_was_typed) {
    const FormFields fields{{"version", "1"}, {"until", "01/12/2026"}, {"close_reason", "Tủ số bảy"}};
    EXPECT_EQ(post(office_.clerk, path("/closure"), fields).status, 303);
    const auto stale = post(office_.clerk, path("/closure"), fields);
    EXPECT_EQ(stale.status, 409);
    EXPECT_TRUE(stale.has("Lê Thị Văn Thư vừa thay đổi")) << stale.body;
}

TEST_P(RegistersFieldsTest, what_one_may_not_see_answers_like_what_is_not_there) {
    for (const char* part : {"", "/print"}) {
        const auto hidden = get(other_.clerk, path(part)),
                   absent = get(other_.clerk, std::string("/registers/1") + part);
        EXPECT_EQ(hidden.status, 404) << part;
        EXPECT_EQ(test::lasting(hidden.body), test::lasting(absent.body)) << part;
    }
    for (const char* part : {"/reservations", "/voidings", "/closure"}) {
        const FormFields fields{{"version", "1"}, {"number", "1"}, {"reason", "x"}, {"until", "01/12/2026"}};
        const auto hidden = post(other_.clerk, path(part), fields);
        const auto absent = post(other_.clerk, std::string("/registers/1") + part, fields);
        EXPECT_EQ(hidden.status, 404) << part;
        EXPECT_EQ(test::lasting(hidden.body), test::lasting(absent.body)) << part;
    }
    EXPECT_EQ(get(office_.clerk, path("/print"), {{"from", test::kEndless}, {"first", test::kEndless}}).status, 200);
}

}  // namespace dinh::documents
