// What readers and keepers of a site are shown; what turns with the day.
#include <algorithm>

#include <boost/json.hpp>

#include "modules/portal/library/asked.hpp"
#include "modules/portal/library/deeds.hpp"
#include "modules/portal/library/library_store.hpp"
#include "platform/db/filter.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

using namespace library;

namespace {

constexpr int kCountedMost = 1000, kFound = 500, kMostPages = 500;

void narrow(db::Filter& where, const LegalFilter& filter) {
    if (!filter.number.empty()) {
        const std::string begins = number_key(filter.number);
        where.where("number_key >= ? AND number_key < ?", begins, begins + "\x7f");
    }
    if (!filter.kind.empty()) where.where("kind = ?", filter.kind);
    if (!filter.field.empty()) where.where("field = ?", filter.field);
    if (filter.year > 0)
        where.where("day BETWEEN ? AND ?", *clock::make_day(filter.year, 1, 1), *clock::make_day(filter.year, 12, 31));
}

void narrow_force(db::Filter& where, const std::string& force, Day day) {
    if (force.empty()) return;
    if (force == "ended") {
        where.where("ended_from <= ?", day);
        return;
    }
    where.where("(ended_from IS NULL OR ended_from > ?)", day);
    if (force == "not_yet") where.where("effective_from > ?", day);
    if (force == "not_yet") return;
    where.where("effective_from <= ?", day);
    if (force == "partly")
        where.where("partly_from <= ?", day);
    else
        where.where("(partly_from IS NULL OR partly_from > ?)", day);
}

// Of the site what search finds; nothing when it finds nothing.
std::vector<Id> found_by_words(db::Conn& conn, const LegalFilter& filter) {
    Actor reader;
    reader.grantees = {filter.site};
    search::Query query;
    query.text = filter.words;
    query.kinds = {std::string(kLegal)};
    query.most = kFound;
    std::vector<Id> ids;
    for (const auto& hit : search::find(conn, reader, query).hits) ids.push_back(hit.record);
    return ids;
}

LegalPage paged(const db::Rows& rows, const LegalFilter& filter) {
    LegalPage page;
    page.count = static_cast<std::int64_t>(rows.size());
    page.count_more = page.count > kCountedMost;
    page.count = std::min<std::int64_t>(page.count, kCountedMost);
    return page;
}

int skipped(const LegalFilter& filter) { return (std::clamp(filter.page, 1, kMostPages) - 1) * filter.most; }

}  // namespace

LegalPage shown_documents(db::Conn& conn, const LegalFilter& filter, Day day) {
    db::Filter where;
    where.where("placed_site = ?", filter.site);
    if (!filter.words.empty()) where.in("id", found_by_words(conn, filter));
    narrow(where, filter);
    narrow_force(where, filter.force, day);
    LegalPage page = paged(where.run(conn, "legal.count_shown",
                                     "SELECT 1 FROM (SELECT document, site AS placed_site, day AS placed_day FROM "
                                     "legal_placing) p JOIN legal_document ON id = document",
                                     "", kCountedMost + 1),
                           filter);
    const int skip = skipped(filter);
    const auto rows = where.run(conn, "legal.shown",
                                "SELECT " DINH_LEGAL_HEAD
                                ", '' FROM (SELECT document, site AS placed_site, day AS placed_day FROM "
                                "legal_placing) p JOIN legal_document ON id = document",
                                "ORDER BY placed_day DESC, document DESC", skip + filter.most);
    for (std::size_t i = static_cast<std::size_t>(skip); i < rows.size(); ++i)
        page.lines.push_back(read_document(rows[i]));
    return page;
}

LegalPage kept_documents(db::Conn& conn, const LegalFilter& filter) {
    db::Filter where;
    where.where("site = ?", filter.site);
    if (filter.view == "waiting")
        where.where("state = 'proposed'");
    else if (filter.view == "returned" || filter.view == "withdrawn")
        where.where("state = ?", filter.view);
    else
        where.where("state = 'published'");
    if (!filter.words.empty()) where.in("id", found_by_words(conn, filter));
    narrow(where, filter);
    LegalPage page =
        paged(where.run(conn, "legal.count_kept", "SELECT 1 FROM legal_document", "", kCountedMost + 1), filter);
    const int skip = skipped(filter);
    const auto rows = where.run(conn, "legal.kept", "SELECT " DINH_LEGAL_HEAD ", '' FROM legal_document",
                                "ORDER BY id DESC", skip + filter.most);
    for (std::size_t i = static_cast<std::size_t>(skip); i < rows.size(); ++i)
        page.lines.push_back(read_document(rows[i]));
    return page;
}

std::vector<int> years_shown(db::Conn& conn, Id site) {
    std::vector<int> years;
    for (const auto& row : conn.query(kYears, site)) years.push_back(number_asked(row.view(0), 0, 2200));
    return years;
}

std::optional<LegalDocument> shown_document(db::Conn& conn, Id site, std::string_view slug) {
    const db::Rows rows = conn.query(kFindSlug, slug);
    if (rows.empty()) return std::nullopt;
    auto one = read_document(rows.first());
    if (one.state != "published" || conn.query(kPlaced, one.id, site).empty()) return std::nullopt;
    return one;
}

int turn_library(db::Tx& tx, Day today) {
    int turned = 0;
    for (const auto& row : tx.query(kTurn, today)) {
        const auto one = read_document(row);
        tx.exec(kSetForce, one.id, one.partly_from, one.ended_from, force_on(one, today));
        announce(tx, one.id);
        ++turned;
    }
    return turned;
}

namespace {

constexpr db::Sql kOfBatch{"legal.of_batch", "SELECT " DINH_LEGAL_HEAD
                                             ", '' FROM legal_document WHERE batch = $1 AND id "
                                             "> $2 ORDER BY id LIMIT 100"};

// Each hundred in a deed of its own: the writer belongs to people.
void index_batch(House& house, const jobs::Job& job) {
    const auto said = boost::json::parse(job.payload);
    const Id import = ids::parse(said.at("import").as_string().c_str()).value_or(0);
    Id after = 0;
    for (bool more = true; more;) {
        const Id last = house.db->writing([&](db::Tx& tx) {
            Id done = 0;
            for (const auto& row : tx.query(kOfBatch, import, after)) {
                const auto one = read_document(row);
                put_search(tx, one);
                done = one.id;
            }
            return done;
        });
        more = last != 0;
        after = last;
    }
}

}  // namespace

std::vector<jobs::Kind> library_jobs() {
    return {{.name = std::string(kIndexBatch),
             .job_class = jobs::Class::slow,
             .work = index_batch,
             .what_to_do = "Văn bản vừa nhập chưa tìm được bằng từ; danh sách vẫn đủ. Chạy lại việc này."},
            {.name = "portal.turn_library",
             .job_class = jobs::Class::slow,
             .work =
                 [](House& house, const jobs::Job&) {
                     const auto turn = [](db::Tx& tx) { return turn_library(tx, clock::today()); };
                     while (house.db->writing(turn) > 0) {}
                 },
             .what_to_do = "Tình trạng hiệu lực trên trang văn bản có thể cũ một ngày. Xem nhật ký lỗi.",
             .every_s = 600}};
}

std::vector<module::WorkKind> library_work_kinds() {
    return {{"portal.approve_legal", "Duyệt công khai văn bản", "/portal/library/%1"},
            {"portal.legal_returned", "Văn bản bị trả lại", "/portal/library/%1"},
            {"portal.legal_recalled", "Văn bản đã thu hồi còn trên trang", "/portal/library/%1"}};
}

void index_library_again(House& house) {
    Id after = 0;
    for (bool more = true; more;) {
        house.db->write([&](db::Tx& tx) {
            const Id from = after;
            Id last = from;
            for (const auto& row : tx.query(kAllPublished, from)) {
                const auto one = read_document(row);
                put_search(tx, one);
                last = one.id;
            }
            more = last != from;
            after = last;
        });
    }
}

}  // namespace dinh::portal
