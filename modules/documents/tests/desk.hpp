// For tests of deeds on incoming documents: two agencies with their books open, and short words for what is asked
// often.
#pragma once
#include <gtest/gtest.h>

#include "modules/documents/incoming/incoming.hpp"
#include "modules/documents/series/series.hpp"
#include "platform/deed/deed.hpp"
#include "tests/support/office.hpp"

namespace dinh::documents::test {

using namespace dinh::test;

inline files::Stored stored(std::string_view content) { return dinh::test::stored(content, "text/plain"); }

inline IncomingInput input_of(const Office& office) {
    IncomingInput one;
    one.issuing_body = office.body;
    one.author_name = "UBND tỉnh Thái Nguyên";
    one.mark = "125/UBND-TH";
    one.document_day = day(11, 18);
    one.kind = "cong_van";
    one.subject = "Về việc tăng cường phòng cháy, chữa cháy rừng";
    one.signer_name = "Nguyễn Văn Ký";
    return one;
}

class Desk : public OfficeTest {
protected:
    Desk() : OfficeTest({"documents"}) {}
    void SetUp() override {
        OfficeTest::SetUp();
        office_ = make_office(db());
        other_ = make_office(db(), "stc", "Sở Tài chính", "STC");
        look_again({&office_, &other_});
        for (const Office* office : {&office_, &other_}) {
            Series series;
            series.issuing_body = office->body;
            series.name = "Sổ đăng ký văn bản đến";
            series.period_kind = "year";
            series.period = "2026";
            db().write([&](db::Tx& tx) { open_series(tx, office->clerk, series); });
        }
    }

    IncomingInput input() const { return input_of(office_); }
    Id register_as(const Actor& actor, const IncomingInput& one, const std::vector<NewFile>& files = {}) {
        return db().writing([&](db::Tx& tx) { return register_incoming(tx, actor, one, files); });
    }
    Id register_one(const IncomingInput& one, const std::vector<NewFile>& files = {}) {
        return register_as(office_.clerk, one, files);
    }
    void correct(const Actor& actor, Id id, std::int64_t version, const IncomingInput& one, std::string_view reason) {
        write([&](db::Tx& tx) { correct_incoming(tx, actor, id, version, one, reason); });
    }
    Incoming found(Id id) {
        return *db().reading([&](db::Conn& conn) { return find_incoming(conn, id); });
    }
    std::int64_t version(Id id) { return found(id).version; }
    Incoming seen_by(const Actor& actor, Id id) {
        return db().reading([&](db::Conn& conn) { return visible_incoming(conn, actor, id); });
    }
    IncomingPage list(const Actor& actor, const IncomingFilter& filter) {
        return db().reading([&](db::Conn& conn) { return list_incoming(conn, actor, filter, clock::today()); });
    }
    std::vector<deed::HistoryLine> history(Id id) {
        return db().reading([&](db::Conn& conn) { return deed::history_of(conn, "incoming", id); });
    }
    std::vector<std::string> faults() {
        return db().reading([](db::Conn& conn) { return check_series(conn); });
    }
    std::int64_t count_rows() {
        constexpr db::Sql kCount{"test.count", "SELECT COUNT(*) FROM incoming_document"};
        return db().reading([&](db::Conn& conn) { return conn.integer(kCount); });
    }

    Office office_, other_;
};

}  // namespace dinh::documents::test
