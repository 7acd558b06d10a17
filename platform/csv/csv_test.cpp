#include "platform/csv/csv.hpp"

#include <gtest/gtest.h>

namespace dinh::csv {

TEST(Csv, reads_quoted_cells_with_separators_quotes_and_line_ends_in_them) {
    const Table table("id,name\r\n1,\"Sở \"\"A\"\", B\nhai dòng\"\r\n2,Đại Từ\r\n");
    ASSERT_EQ(table.rows().size(), 2u);
    EXPECT_EQ(table.rows()[0]["name"], "Sở \"A\", B\nhai dòng");
    EXPECT_EQ(table.rows()[1]["name"], "Đại Từ");
    EXPECT_EQ(table.rows()[1].line(), 4);
    EXPECT_TRUE(table.faults().empty());
}

TEST(Csv, takes_a_byte_order_mark_and_semicolons_of_spreadsheets) {
    const Table table("\xEF\xBB\xBFId;Họ tên\n1;Nông Văn A\n");
    ASSERT_TRUE(table.has("họ tên"));
    EXPECT_EQ(table.rows()[0]["họ tên"], "Nông Văn A");
}

TEST(Csv, leaves_blank_rows_out_and_reads_short_rows_as_empty_cells) {
    const Table table("a,b\n,\n1\n");
    ASSERT_EQ(table.rows().size(), 1u);
    EXPECT_EQ(table.rows()[0]["b"], "");
    EXPECT_EQ(table.rows()[0]["khác"], "");
}

TEST(Csv, names_the_line_of_an_unclosed_quote_and_of_a_row_that_is_too_long) {
    const Table table("a,b\n1,2,3\n4,\"5\n");
    ASSERT_EQ(table.faults().size(), 2u);
    EXPECT_EQ(table.faults()[0].line, 2);
    EXPECT_EQ(table.faults()[1].line, 3);
}

TEST(Csv, refuses_text_that_is_not_utf8) {
    const Table table("a\n\xC3\x28\n");
    EXPECT_EQ(table.faults().size(), 1u);
    EXPECT_TRUE(table.rows().empty());
}

TEST(Csv, has_no_rows_for_an_empty_text) { EXPECT_TRUE(Table("").rows().empty()); }

}  // namespace dinh::csv
