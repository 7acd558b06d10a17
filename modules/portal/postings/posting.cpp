#include "modules/portal/postings/posting.hpp"

#include "modules/portal/postings/posting_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/markup/markup.hpp"
#include "platform/rules/rules.hpp"
#include "platform/sheet/reader.hpp"
#include "platform/table/table.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

constexpr std::int64_t kMostRead = 20 << 20;

std::string text_of_sheet(std::string_view bytes) {
    std::string plain;
    sheet::read(bytes, [&](sheet::Row& row) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) plain += (i == 0 ? "" : " | ") + row.cells[i];
        plain += '\n';
        return plain.size() < static_cast<std::size_t>(kMostRead);
    });
    return plain;
}

// Cells of a CSV stand as those of any table.
std::string text_of_csv(const std::string& bytes) {
    std::string plain;
    for (const char c : table::unicode_text(bytes)) {
        const bool parts = c == ',' || c == ';' || c == '\t';
        plain += parts ? std::string(" | ") : std::string(1, c);
    }
    return plain;
}

}  // namespace

const rules::Entry* posting_kind(std::string_view id, Day day) {
    return rules::table("portal_postings").find("kind", id, day);
}

const rules::Entry* posting_kind_by_path(std::string_view path) {
    const rules::Entry* found = nullptr;
    for (const auto& one : rules::table("portal_postings").all("kind"))
        if (one.text("path") == path) found = &one;
    return found;
}

std::string posting_kind_name(std::string_view id) {
    std::string name(id);
    for (const auto& one : rules::table("portal_postings").all("kind"))
        if (one.text("id") == id) name = one.text("name");
    return name;
}

std::string posting_state_name(std::string_view state) {
    if (state == "proposed") return "Chờ duyệt niêm yết";
    if (state == "returned") return "Trả lại";
    if (state == "approved") return "Chờ đến ngày";
    if (state == "shown") return "Đang niêm yết";
    if (state == "ended") return "Đã kết thúc";
    return state == "dropped" ? "Đã bỏ" : "";
}

Day least_until(const rules::Entry& kind, Day from) {
    const int days = static_cast<int>(kind.integer("least_days"));
    if (days <= 1) return from;
    if (!kind.truth("working")) return from + (days - 1);
    const auto calendar = calendar::Calendar::from_rules();
    const bool counts = calendar.is_working_day(from);
    return calendar.add_working_days(from, counts ? days - 1 : days);
}

std::string digest_of(const Posting& one, const std::vector<files::Ref>& files) {
    std::string whole = one.subject + "\n" + one.body + "\n" + one.places + "\n";
    for (const auto& file : files) whole += file.name + " " + file.hash + "\n";
    return crypto::sha256_hex(whole);
}

std::optional<Posting> find_posting(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(postings::kFind, id);
    return rows.empty() ? std::nullopt : std::optional(postings::read_posting(rows.first()));
}

Subject subject_of(db::Conn& conn, const Posting& one) {
    Subject subject;
    if (const auto site = find_site(conn, one.site)) subject = subject_of(conn, *site);
    subject.writer_post = one.writer_post;
    return subject;
}

Posting visible_posting(db::Conn& conn, const Actor& actor, Id id) {
    auto one = find_posting(conn, id);
    if (!one || !can(actor, Deed::see_postings, subject_of(conn, *one)))
        throw NotFound("posting " + std::to_string(id) + " is not there or not seen");
    return *std::move(one);
}

std::vector<PersonalFinding> look_into(const files::Store& store, const files::Stored& stored, Day day) {
    const bool text = stored.media_type.starts_with("text/");
    const bool sheet = stored.media_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    if ((!text && !sheet) || stored.size_bytes > kMostRead) return {{0, "unread_file", ""}};
    const std::string bytes = store.read(stored.hash, kMostRead);
    return find_personal(sheet ? text_of_sheet(bytes) : text_of_csv(bytes), day);
}

std::vector<StoredFinding> findings_of(db::Conn& conn, Id posting) {
    std::vector<StoredFinding> list;
    for (const auto& row : conn.query(postings::kFindings, posting))
        list.push_back({row.integer(0),
                        static_cast<int>(row.integer(1)),
                        {static_cast<int>(row.integer(2)), row.text(3), row.text(4)},
                        row.text(5),
                        row.text(6)});
    return list;
}

std::vector<PostingEdition> posting_editions(db::Conn& conn, Id posting) {
    std::vector<PostingEdition> list;
    for (const auto& row : conn.query(postings::kEditions, posting)) {
        PostingEdition one;
        one.edition = static_cast<int>(row.integer(0));
        one.subject = row.text(1);
        one.body = row.text(2);
        one.places = row.text(3);
        one.until = row.maybe_day(4);
        one.digest = row.text(5);
        one.files = row.text(6);
        one.at = row.instant(7);
        one.label = row.text(8);
        one.note = row.text(9);
        list.push_back(std::move(one));
    }
    return list;
}

int days_shown(db::Conn& conn, Id posting) { return static_cast<int>(conn.integer(postings::kDays, posting)); }

}  // namespace dinh::portal
