// Tables of legal documents: tried, applied, undone, on both engines.
#include "modules/portal/library/imports.hpp"

#include "modules/portal/tests/site_desk.hpp"

namespace dinh::portal {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kHead =
    "Số ký hiệu,Ngày ban hành,Loại văn bản,Trích yếu,Cơ quan ban hành,Lĩnh vực,Có hiệu lực từ,Tệp\n";

class LegalImportTest : public test::SiteDesk {
protected:
    void SetUp() override {
        SiteDesk::SetUp();
        site_ = open(office_.agency);
        open(other_.agency);
    }
    LegalImportPlan plan(const std::string& rows, Id import = 0) {
        return db().reading([&](db::Conn& conn) {
            auto files = files::of_record(conn, kLegalImport, import);
            return plan_legal_import(conn, site_, kHead + rows, files);
        });
    }
    Id keep() {
        return db().writing([&](db::Tx& tx) {
            return keep_legal_import(tx, office_.chief, site_, {"bang.csv", {std::string(64, 'd'), 9, "text/csv"}},
                                     {{"qd05.pdf", {std::string(64, 'e'), 9, "application/pdf"}}});
        });
    }
    std::int64_t at(Id import) {
        return db().reading([&](db::Conn& conn) { return visible_legal_import(conn, office_.chief, import).version; });
    }
    void apply(Id import, const LegalImportPlan& plan) {
        write([&, now = at(import)](db::Tx& tx) { apply_legal_import(tx, office_.chief, import, now, plan); });
    }
    void undo(Id import) {
        write([&, now = at(import)](db::Tx& tx) { undo_legal_import(tx, office_.chief, import, now); });
    }
    LegalPage shown() {
        LegalFilter filter;
        filter.site = site_;
        return db().reading([&](db::Conn& conn) { return shown_documents(conn, filter, clock::today()); });
    }
    static std::string rows(int many) {
        std::string all;
        for (int i = 1; i <= many; ++i)
            all += std::to_string(i) + "/QĐ-UBND,01/02/2025,Quyết định,Về việc " + std::to_string(i) +
                   ",UBND tỉnh,,01/03/2025,\n";
        return all;
    }
    static std::vector<std::string> faults(const LegalImportPlan& plan) {
        std::vector<std::string> list;
        for (const auto& one : plan.faults) list.push_back(std::to_string(one.line) + " " + one.column);
        return list;
    }
    Id site_ = 0;
};
DINH_BOTH_ENGINES(LegalImportTest);

}  // namespace

TEST_P(LegalImportTest, good_rows_become_public_with_their_files_and_are_undone_as_a_whole) {
    const Id import = keep();
    const auto tried = plan(
        "05/2026/QĐ-UBND,01/11/2026,Quyết định,Giá đất,UBND tỉnh,\"Đất đai, môi trường, khoáng "
        "sản\",15/11/2026,qd05.pdf\n"
        "12/QĐ-UBND,2/11/2026,quyết định,Khen thưởng,UBND tỉnh,,,\n",
        import);
    ASSERT_THAT(faults(tried), IsEmpty());
    apply(import, tried);
    const auto page = shown();
    ASSERT_EQ(page.lines.size(), 2U);
    EXPECT_EQ(page.lines[1].kind, "quyet_dinh_qppl") << "a year in its number";
    EXPECT_EQ(page.lines[0].kind, "quyet_dinh");
    EXPECT_EQ(page.lines[1].field, "dat_dai");
    EXPECT_EQ(force_on(page.lines[1], clock::today()), "in_force");
    db().read([&](db::Conn& conn) {
        EXPECT_EQ(files::of_record(conn, kLegal, page.lines[1].id).size(), 1U);
        EXPECT_TRUE(shown_document(conn, site_, "quyet-dinh-12-qd-ubnd"));
    });
    EXPECT_THROW(apply(import, tried), Conflict);
    undo(import);
    EXPECT_THAT(shown().lines, IsEmpty());
    EXPECT_THROW(undo(import), Conflict);
    EXPECT_EQ(plan("12/QĐ-UBND,2/11/2026,Quyết định,Khen thưởng,UBND tỉnh,,,\n").lines.size(), 1U);
}

TEST_P(LegalImportTest, every_fault_is_told_by_row) {
    const auto tried = plan(
        "05/QĐ-UBND,31/02/2026,Quyết định,A,UBND tỉnh,,,\n"
        ",01/02/2026,Giấy lạ,,,Không có,hôm qua,khong.pdf\n"
        "06/QĐ-UBND,01/02/2026,Quyết định,B,UBND tỉnh,,,\n"
        "06/QĐ-UBND,01/02/2026,Quyết định,B,UBND  Tỉnh,,,\n"
        "07/QĐ-UBND,01/02/2027,Quyết định,C,UBND tỉnh,,,\n");
    EXPECT_THAT(faults(tried), ElementsAre("2 Ngày ban hành", "3 Có hiệu lực từ", "3 Loại văn bản", "3 Số ký hiệu",
                                           "3 Cơ quan ban hành", "3 Trích yếu", "3 Lĩnh vực", "3 Tệp", "5 Số ký hiệu",
                                           "6 Ngày ban hành"));
    EXPECT_EQ(tried.lines.size(), 1U);
}

TEST_P(LegalImportTest, a_table_that_is_none_says_so) {
    const auto of = [&](std::string_view bytes) {
        return db().reading([&](db::Conn& conn) { return plan_legal_import(conn, site_, bytes, {}); });
    };
    EXPECT_EQ(of("").faults.size(), 1U);
    EXPECT_EQ(of("a,b\n1,2\n").faults.size(), 1U);
    EXPECT_GE(of("Số ký hiệu,Trích yếu\n\"cut").faults.size(), 1U);
    EXPECT_GE(of("PK\x03\x04 cut short").faults.size(), 1U);
    const auto many = of(kHead + rows(10'001));
    EXPECT_THAT(many.lines, IsEmpty());
    EXPECT_THAT(many.faults.back().why.vietnamese(), HasSubstr("10.000"));
}

TEST_P(LegalImportTest, what_others_published_meanwhile_and_what_was_built_upon_is_refused) {
    const Id first = keep(), second = keep();
    const auto tried = plan(rows(3));
    apply(first, tried);
    EXPECT_THROW(apply(second, tried), Refused);
    EXPECT_THAT(faults(plan(rows(3))), ElementsAre("2 Số ký hiệu", "3 Số ký hiệu", "4 Số ký hiệu"));
    const Id one = shown().lines[0].id;
    write([&](db::Tx& tx) { relate_document(tx, office_.chief, one, 1, {"guides", "01/NQ", "", {}}); });
    EXPECT_THROW(undo(first), Refused);
    EXPECT_EQ(shown().lines.size(), 3U);
}

TEST_P(LegalImportTest, belongs_to_those_who_approve_and_one_of_two_wins) {
    const Id import = keep();
    EXPECT_THROW(db().read([&](db::Conn& conn) { visible_legal_import(conn, other_.director, import); }), NotFound);
    EXPECT_THROW(write([&](db::Tx& tx) { apply_legal_import(tx, office_.specialist, import, 1, {}); }), Forbidden);
    EXPECT_THROW(
        write([&](db::Tx& tx) {
            keep_legal_import(tx, office_.specialist, site_, {"b.csv", {std::string(64, 'f'), 1, "text/csv"}}, {});
        }),
        Forbidden);
    const auto tried = plan(rows(2));
    auto now = at(import);
    test::one_wins("apply", "Conflict",
                   [&] { write([&](db::Tx& tx) { apply_legal_import(tx, office_.chief, import, now, tried); }); });
    now = at(import);
    test::one_wins("undo", "Conflict",
                   [&] { write([&](db::Tx& tx) { undo_legal_import(tx, office_.chief, import, now); }); });
}

TEST_P(LegalImportTest, ten_thousand_rows_are_one_deed) {
    const Id import = keep();
    const auto tried = plan(rows(10'000));
    ASSERT_EQ(tried.lines.size(), 10'000U);
    apply(import, tried);
    EXPECT_TRUE(shown().count_more);
    undo(import);
    EXPECT_EQ(shown().count, 0);
}

}  // namespace dinh::portal
