// Each cell of an import with what does not belong there: the fault stands at its row and column, and the rows around
// it are taken.
#include <gmock/gmock.h>

#include "modules/directory/imports/imports.hpp"
#include "modules/directory/people/people.hpp"
#include "modules/directory/posts/posts.hpp"
#include "modules/directory/tests/visit.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string> kHeads = {"code",  "full_name", "phone",   "email", "agency", "unit",
                                         "title", "roles",     "signing", "kind",  "from",   "basis"};
const std::string kMarkup = "<script>alert(1)</script>{{X}}";
const std::string kEndless(10'000, 'x');

using Cells = std::map<std::string, std::string>;

struct BadCell {
    const char* head;
    const char* column;  // as the fault names it
    std::vector<std::string> values;
};

class CellsTest : public test::Visit {
protected:
    static std::string quoted(const std::string& cell) {
        std::string safe = "\"";
        for (const char c : cell) safe += c == '"' ? std::string("\"\"") : std::string(1, c);
        return safe + "\"";
    }
    static Cells good(int number) {
        return {{"code", "NV" + std::to_string(number)},
                {"full_name", "Người Số " + std::to_string(number)},
                {"phone", "0208 385 100"},
                {"email", "a@coquan.vn"},
                {"agency", "SKHCN"},
                {"unit", "CĐS"},
                {"title", "Chuyên viên"},
                {"roles", "specialist"},
                {"signing", ""},
                {"kind", "holder"},
                {"from", "20/11/2026"},
                {"basis", "QĐ 1"}};
    }
    static std::string row(const Cells& cells) {
        std::string line;
        for (const auto& head : kHeads) line += (line.empty() ? "" : ";") + quoted(cells.at(head));
        return line + "\n";
    }
    static std::string head() { return text::join(kHeads, ";") + "\n"; }
    ImportPlan plan(const std::string& rows) {
        look();
        return plan_import(*directory_, directory_->actor_of(admin_), head() + rows);
    }
    // The faults of a table whose second row has this cell between two good rows.
    std::vector<std::string> faults_of(const char* name, const std::string& value) {
        Cells bad = good(2);
        bad[name] = value;
        const auto made = plan(row(good(1)) + row(bad) + row(good(3)));
        EXPECT_EQ(made.lines.size(), 2U) << name << " = " << value.substr(0, 40);
        std::vector<std::string> found;
        for (const auto& one : made.faults) {
            found.push_back(std::to_string(one.line) + " " + one.column);
            EXPECT_LE(text::length(one.typed), 200U) << name;
        }
        return found;
    }
};
DINH_BOTH_ENGINES(CellsTest);

}  // namespace

TEST_P(CellsTest, of_each_column_are_refused_at_their_row) {
    write([&](db::Tx& tx) {
        add_agency(tx, system_,
                   {"cu", "Sở Cũ", "Sở Cũ", "SC", "department", "", "", committee_, true, from_, today_, {}, ""});
        const Id unit = add_unit(tx, system_, {department_, 0, "cu", "Phòng Cũ", "", "division", 9, from_});
        close_unit(tx, system_, unit, 1, today_);
    });
    const std::vector<std::string> choices = {"khong_co", "-1", kMarkup, kEndless};
    const std::vector<BadCell> cells = {
        {"code", "Mã cán bộ", {"", "  \t", "\x01\x02", std::string(51, 'a'), kEndless}},
        {"full_name", "Họ và tên", {"", " ", "\x7f", std::string(51, 'a'), kEndless}},
        {"phone", "Điện thoại", {std::string(51, '1'), kEndless}},
        {"email",
         "Thư điện tử",
         {"khong", "@coquan.vn", "a b@coquan.vn", "a@coquan", std::string(101, 'a'), kEndless, kMarkup}},
        {"agency", "Cơ quan", {"", "Không Có Đâu", "SC", "-1", kMarkup, kEndless}},
        {"unit", "Đơn vị", {"Phòng Không Có", "Phòng Cũ", kMarkup, kEndless}},
        {"title", "Chức vụ", {std::string(101, 'a'), kEndless}},
        {"roles", "Vai trò", choices},
        {"signing", "Thẩm quyền ký", choices},
        {"kind", "Hình thức", choices},
        {"from",
         "Từ ngày",
         {"31/02/2026", "29/02/2027", "0/0/0", "hôm qua", "2026-13-01", "01/01/99999", kMarkup, kEndless}},
        {"basis", "Căn cứ", {std::string(301, 'a'), kEndless}}};
    for (const auto& cell : cells)
        for (const auto& value : cell.values)
            EXPECT_THAT(faults_of(cell.head, value), ElementsAre(std::string("3 ") + cell.column))
                << cell.head << " = " << value.substr(0, 40);
    EXPECT_THAT(plan(row(good(1)) + row(good(2))).faults, IsEmpty()) << "the good rows are good";
}

TEST_P(CellsTest, are_taken_at_their_longest_composed_and_without_control_characters) {
    const auto letters = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += "ẵ";
        return text;
    };
    Cells longest = good(1), parted = good(2);
    longest["full_name"] = letters(50);
    longest["title"] = letters(100);
    longest["basis"] = letters(300);
    parted["full_name"] = "Nguye\xCC\x82\xCC\x83n\x01 Va\xCC\x86n\xE2\x80\x8B Mo\xCC\xA3\x7ft ";
    const auto made = plan(row(longest) + row(parted));
    EXPECT_THAT(made.faults, IsEmpty());
    ASSERT_EQ(made.lines.size(), 2U);
    EXPECT_EQ(made.lines[0].basis, letters(300));
    EXPECT_EQ(made.lines[1].person.full_name, "Nguyễn Văn Mọt");
}

TEST_P(CellsTest, out_of_shape_do_no_harm) {
    for (const std::string& table :
         {std::string("\"NV1;Một"), std::string("NV1;Một;;;;;;;;;;;;;;;;;;;\n"), std::string("NV1\n"),
          std::string(";;;;\n"), std::string("\x00\x01\x02\n", 4), std::string("NV1;\xff\xfe;;;;;;;;;;\n"),
          std::string(5000, ';'), std::string(5000, '"'), std::string("\n\n\n\n")}) {
        const auto made = plan(table + "\n" + row(good(9)));
        EXPECT_LE(made.lines.size(), 2U) << table.substr(0, 20);
    }
}

TEST_P(CellsTest, are_shown_as_typed_and_taken_away_as_no_formula) {
    Cells marked = good(1), formula = good(2);
    marked["unit"] = kMarkup;
    formula["email"] = "=1+1";
    const auto made = post(admin_, "/directory/imports", {}, {upload(head() + row(marked) + row(formula))});
    ASSERT_EQ(made.status, 303);
    const auto page = get(admin_, made.location);
    EXPECT_TRUE(page.has("&lt;script&gt;alert(1)&lt;/script&gt;{{X}}"));
    EXPECT_FALSE(page.has("<script>alert(1)"));
    const auto table = get(admin_, made.location, {{"format", "csv"}});
    EXPECT_TRUE(table.has("'=1+1"));
    for (const char* version : {"", "abc", "-1", "77", "99999999999999999999"})
        EXPECT_EQ(post(admin_, made.location + "/runs", {{"version", version}}).status, 409) << version;
}

TEST_P(CellsTest, a_post_held_by_another_from_the_day_on_is_not_given_twice) {
    const Id vacant = write([&](db::Tx& tx) {
        return add_post(tx, system_, {department_, 0, "Thủ quỹ", {"specialist"}, "", 9, from_});
    });
    write([&](db::Tx& tx) { appoint(tx, system_, specialist_, vacant, "concurrent", "", today_ + 30); });
    Cells later = good(1), before = good(2);
    later["title"] = before["title"] = "Thủ quỹ";
    later["unit"] = before["unit"] = "";
    before["from"] = "01/12/2025";
    const auto run = [&](const Cells& cells) {
        const auto made = plan(row(cells));
        EXPECT_THAT(made.faults, IsEmpty());
        EXPECT_EQ(made.lines.at(0).post, vacant);
        const Id id = write([&](db::Tx& tx) { return keep_import(tx, system_, "bang.csv", std::string(64, 'a')); });
        return test::refusals([&] { write([&](db::Tx& tx) { apply_import(tx, system_, id, 1, made); }); }).size();
    };
    EXPECT_EQ(run(later), 1U) << "he takes it in a month";
    EXPECT_EQ(run(before), 2U) << "and it was not there a year ago";
    EXPECT_THAT(read([&](db::Conn& conn) { return appointments_of(conn, specialist_); }).size(), 2U);
}

}  // namespace dinh::directory
