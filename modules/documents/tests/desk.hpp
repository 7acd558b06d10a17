// For tests of deeds on incoming documents: two agencies with their books open, and short words for what is asked
// often.
#pragma once
#include <gtest/gtest.h>

#include "modules/documents/incoming/incoming.hpp"
#include "modules/documents/series/series.hpp"
#include "modules/documents/tests/office.hpp"
#include "platform/deed/deed.hpp"
#include "tests/support/databases.hpp"

namespace dinh::documents::test {

inline Day day(int month, int number, int year = 2026) { return *clock::make_day(year, month, number); }

inline files::Stored stored(std::string_view content) {
    const std::size_t hash = std::hash<std::string_view>{}(content);
    std::string hex(64, '0');
    for (std::size_t i = 0; i < 16; ++i) hex[i] = "0123456789abcdef"[(hash >> (4 * i)) & 15];
    return {hex, static_cast<std::int64_t>(content.size()), "text/plain"};
}

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

// The fields of the reasons with which `work` is refused; empty when it is not.
template <class F>
std::vector<std::string> refusals(F&& work) {
    std::vector<std::string> fields;
    try {
        work();
    } catch (const Refused& refused) {
        for (const auto& reason : refused.reasons()) fields.push_back(reason.field);
    }
    return fields;
}

class Desk : public dinh::test::OnBothEngines {
protected:
    Desk() : OnBothEngines(parts()) {}
    static std::vector<std::string> parts() {
        return {"audit",  "deed",     "events",    "files",    "grants",   "jobs",
                "search", "settings", "directory", "worklist", "documents"};
    }
    void SetUp() override {
        OnBothEngines::SetUp();
        office_ = make_office(db());
        other_ = make_office(db(), "stc", "Sở Tài chính", "STC");
        for (const Office* office : {&office_, &other_}) {
            Series series;
            series.issuing_body = office->body;
            series.name = "Sổ đăng ký văn bản đến";
            series.period_kind = "year";
            series.period = "2026";
            db().write([&](db::Tx& tx) { open_series(tx, office->clerk, series); });
        }
    }

    template <class F>
    void write(F&& work) {
        db().write(std::forward<F>(work));
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
    // Kinds of the open items of a holder, in order of their names.
    std::vector<std::string> work_of(Id holder) {
        constexpr db::Sql kWork{"test.work",
                                "SELECT kind FROM work_item WHERE holder = $1 AND is_open = 1 ORDER BY kind"};
        std::vector<std::string> kinds;
        db().read([&](db::Conn& conn) {
            for (const auto& row : conn.query(kWork, holder)) kinds.push_back(row.text(0));
        });
        return kinds;
    }

    clock::Frozen now_{"2026-11-20T03:00:00Z"};
    Office office_, other_;
};

}  // namespace dinh::documents::test
