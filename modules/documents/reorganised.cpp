#include "modules/documents/reorganised.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/routing/routing.hpp"
#include "modules/documents/routing/routing_store.hpp"
#include "modules/documents/series/series_deeds.hpp"
#include "modules/documents/series/series_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/db/filter.hpp"
#include "platform/deed/deed.hpp"
#include "platform/grants/grants.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

// Short enough that who waits for the writer does not notice.
constexpr int kBatch = 25;
constexpr int kDeepest = 16;

#define DINH_OPEN_INCOMING                                                                                          \
    "state IN ('awaiting_receipt', 'awaiting_sorting', 'awaiting_direction', 'awaiting_assignment', 'in_process', " \
    "'awaiting_confirmation')"
#define DINH_OPEN_OUTGOING                                                                                           \
    "state IN ('drafting', 'in_consultation', 'awaiting_content_check', 'awaiting_form_check', 'awaiting_preview', " \
    "'awaiting_signature', 'returned', 'withdrawn', 'approved', 'signed_awaiting_number', 'numbered_awaiting_seal')"

constexpr db::Sql kOpenIncoming{"reorganised.open_incoming",
                                "SELECT id FROM incoming_document WHERE owner_agency = $1 AND id > $2 "
                                "AND " DINH_OPEN_INCOMING " ORDER BY id LIMIT $3"};
constexpr db::Sql kOpenOutgoing{"reorganised.open_outgoing",
                                "SELECT id FROM outgoing_document WHERE owner_agency = $1 AND id > $2 "
                                "AND " DINH_OPEN_OUTGOING " ORDER BY id LIMIT $3"};
constexpr db::Sql kCountIncoming{
    "reorganised.count_incoming",
    "SELECT COUNT(*) FROM incoming_document WHERE owner_agency = $1 AND " DINH_OPEN_INCOMING};
constexpr db::Sql kCountOutgoing{
    "reorganised.count_outgoing",
    "SELECT COUNT(*) FROM outgoing_document WHERE owner_agency = $1 AND " DINH_OPEN_OUTGOING};
constexpr db::Sql kMoveIncoming{
    "reorganised.move_incoming",
    "UPDATE incoming_document SET owner_agency = $3, issuing_body = CASE WHEN series = 0 AND CAST($4 AS bigint) <> 0 "
    "THEN CAST($4 AS bigint) ELSE issuing_body END, version = version + 1 WHERE id = $1 AND owner_agency = $2"};
constexpr db::Sql kMoveOutgoing{
    "reorganised.move_outgoing",
    "UPDATE outgoing_document SET owner_agency = $3, body_name = CASE WHEN number = 0 AND CAST($4 AS bigint) <> 0 THEN "
    "$5 ELSE body_name END, issuing_body = CASE WHEN number = 0 AND CAST($4 AS bigint) <> 0 THEN CAST($4 AS bigint) "
    "ELSE issuing_body END, version = version + 1 WHERE id = $1 AND owner_agency = $2"};
constexpr db::Sql kDescribeIncoming{
    "reorganised.describe_incoming",
    "SELECT i.arrival_number, i.arrival_suffix, i.mark, (SELECT f.receiver FROM forwarding f WHERE f.incoming = i.id "
    "AND f.receiver_kind = 'unit' AND f.state IN ('unread', 'read', 'in_process') ORDER BY f.id LIMIT 1) "
    "FROM incoming_document i WHERE i.id = $1"};
constexpr db::Sql kDescribeOutgoing{"reorganised.describe_outgoing",
                                    "SELECT mark, drafting_unit, created_at FROM outgoing_document WHERE id = $1"};

constexpr db::Sql kPassParts{
    "reorganised.pass_parts",
    "UPDATE forwarding SET receiver = $2, receiver_label = $3, version = version + 1 WHERE id IN (SELECT f.id FROM "
    "forwarding f WHERE f.receiver = $1 AND f.state IN ('unread', 'read', 'in_process') ORDER BY f.id LIMIT $4)"};
constexpr db::Sql kPassSteps{
    "reorganised.pass_steps",
    "UPDATE route_step SET post = $2, label = $3, version = version + 1 WHERE id IN (SELECT s.id FROM route_step s "
    "WHERE s.post = $1 AND s.state IN ('waiting', 'current') ORDER BY s.id LIMIT $4)"};
constexpr db::Sql kPassSigner{
    "reorganised.pass_signer",
    "UPDATE outgoing_document SET signer_post = $3 WHERE id = $1 AND signer_post = $2 AND approved_at IS NULL"};
constexpr db::Sql kPassOpinions{
    "reorganised.pass_opinions",
    "UPDATE opinion_request SET of_post = $4, version = version + 1 WHERE subject_kind = $1 AND subject = $2 AND "
    "of_post = $3 AND answered_at IS NULL"};
// A draft is its drafter's: somebody must go on with what a post that ended was writing.
constexpr db::Sql kPassDraft{
    "reorganised.pass_draft",
    "UPDATE outgoing_document SET created_by_post = $3, created_by_person = $4 WHERE id = $1 AND created_by_post = $2 "
    "AND number = 0"};
constexpr db::Sql kAsked{"reorganised.asked",
                         "SELECT COUNT(*) FROM opinion_request WHERE subject_kind = $1 AND subject = $2 AND "
                         "answered_at IS NULL"};
constexpr db::Sql kPassPlaces{
    "reorganised.pass_places",
    "UPDATE recipient SET agency = $2, name = $3, version = version + 1 WHERE agency = $1 AND state = 'planned'"};
constexpr db::Sql kCloseSeries{
    "reorganised.close_series",
    "UPDATE series SET until_day = $2, version = version + 1 WHERE id = $1 AND until_day IS NULL"};

constexpr const char* kDivided = "divided_agency";

std::string name_of(db::Conn& conn, Id agency, Day day) {
    const auto as = directory::version_on(conn, agency, day);
    return as ? as->name : std::to_string(agency);
}

// Of the bodies that closed with the agency.
void close_series(db::Tx& tx, const std::vector<Id>& bodies, Day day) {
    for (const Id body : bodies) {
        for (const auto direction : {Direction::incoming, Direction::outgoing}) {
            for (const auto& series : series_of_body(tx, body, direction, "")) {
                if (series.until) continue;
                const Day until = series.last >= series.first ? std::max(day, series.last_day) : day;
                if (tx.exec(kCloseSeries, series.id, until) == 0) continue;
                note_series_deed(tx, Actor::system(), nullptr, series.id, "series.close",
                                 "Đóng sổ từ ngày " + clock::show(until) + " do sắp xếp tổ chức", series.period);
            }
        }
    }
}

// A body without books gets the same as those that closed; the number starts again at 1.
void open_series_like(db::Tx& tx, const std::vector<Id>& closed, Id body, Day day) {
    for (const auto direction : {Direction::incoming, Direction::outgoing}) {
        if (!series_of_body(tx, body, direction, "").empty()) continue;
        for (const Id old : closed) {
            const auto models = series_of_body(tx, old, direction, "");
            for (const auto& model : models) {
                if (model.period != models.front().period) continue;  // the newest first
                const std::string period =
                    model.period_kind == "year" ? std::to_string(clock::year(day)) : model.period;
                const Id id = ids::make();
                if (tx.exec(store::kAddSeries, id, body, name(direction), model.name, text::join(model.kinds, " "),
                            model.form, model.period_kind, period, 1, 0, day, day) == 0)
                    continue;
                tx.exec(store::kAddBlock, id, 1);
                note_series_deed(tx, Actor::system(), nullptr, id, "series.open",
                                 "Mở sổ từ ngày " + clock::show(day) + " do sắp xếp tổ chức", period);
            }
            if (!models.empty()) break;
        }
    }
}

// The usual routes name roles, no posts: they fit the new body as they are.
void copy_routes(db::Tx& tx, const std::vector<Id>& closed, Id body, Day day) {
    if (!route_templates_of(tx, body).empty()) return;
    for (const Id old : closed) {
        bool copied = false;
        for (auto one : route_templates_of(tx, old)) {
            if (one.until && *one.until <= day) continue;
            one.id = ids::make();
            one.issuing_body = body;
            one.from = std::max(one.from, day);
            copied = routing_store::insert_template(tx, one) || copied;
        }
        if (!copied) continue;
        deed::history(tx, Actor::system(), nullptr, "issuing_body", body, "routing.template",
                      Said("Nhận quy trình trình ký của cơ quan cũ từ ngày %1 do sắp xếp tổ chức", {clock::show(day)}));
        return;
    }
}

// Parts went, the agency itself did not end: it keeps its books.
bool lives_on(db::Conn& conn, Id agency, Day day) {
    const auto facts = directory::agency_facts(conn, agency, day);
    return facts && facts->open && directory::divided(conn, agency);
}

// On the work list of whoever may choose, until nothing waits any more.
void call_for_choice(db::Tx& tx, Id from) {
    const auto directory = directory::load(tx, clock::today());
    const auto* agency = directory->agency(from);
    if (!agency) return;
    const auto choosing = agency->closed_on(directory->day) ? agency->successors : std::vector<Id>{from};
    for (const Id successor : choosing)
        for (const auto role : {directory::role::kRecordsClerk, directory::role::kOfficeLeader})
            for (const auto* post : directory->with_role(successor, role)) {
                worklist::Item item;
                item.kind = "documents.choose_receiver";
                item.subject_kind = kDivided;
                item.subject = from;
                item.holder = post->id;
                item.agency = successor;
                item.title = "Chọn nơi nhận hồ sơ của " + agency->name;
                item.link = "/directory/agencies/" + std::to_string(from) + "/choices";
                worklist::put(tx, item);
            }
}

class HandOver {
public:
    HandOver(db::Tx& tx, Id from, Id to, Day day)
        : tx_(tx), from_(from), to_(to), day_(day), closed_(directory::bodies_of_agency(tx, from, day - 1)) {}

    bool list_open() {
        const int asked = list(kIncoming, kOpenIncoming) + list(kOutgoing, kOpenOutgoing);
        if (asked > 0) call_for_choice(tx_, from_);
        return asked == 0;
    }

    bool move() {
        const auto own = directory::bodies_of_agency(tx_, to_, day_);
        if (!own.empty()) {
            body_ = own.front();
            body_name_ = directory::issuing_body_of(tx_, body_)->name;
            if (is_new(body_)) copy_routes(tx_, closed_, body_, day_);
            open_series_like(tx_, closed_, body_, day_);
        }
        by_choice_ = directory::divided(tx_, from_);
        for (const auto& one : directory::holders_after(tx_, from_, to_))
            if (one.now != one.was) heirs_.push_back(one);
        const bool parts_left = pass_parts();
        if (by_choice_ && nothing_to_choose()) worklist::finish_all(tx_, kDivided, from_);
        if (!by_choice_) pass_places();
        const int moved = move_records(kIncoming, kOpenIncoming) + move_records(kOutgoing, kOpenOutgoing);
        if (moved > 0)
            audit::append(tx_, Actor::system(), nullptr, "documents.reorganise", "agency", from_,
                          "{\"records\":" + std::to_string(moved) + "}");
        return moved == 0 && !parts_left;
    }

    void close_books() {
        if (!lives_on(tx_, from_, day_)) close_series(tx_, closed_, day_);
    }

private:
    bool is_new(Id body) {
        return series_of_body(tx_, body, Direction::incoming, "").empty() &&
               series_of_body(tx_, body, Direction::outgoing, "").empty();
    }
    bool nothing_to_choose() {
        return directory::chosen(tx_, from_, 0, kIncoming, 1).empty() &&
               directory::chosen(tx_, from_, 0, kOutgoing, 1).empty();
    }

    // Of those that nobody was asked about: they come after the last one that was.
    int list(std::string_view kind, const db::Sql& open) {
        int count = 0;
        for (const auto& row : tx_.query(open, from_, directory::last_asked(tx_, from_, kind), kBatch)) {
            directory::ask_choice(tx_, from_, described(kind, row.integer(0)));
            ++count;
        }
        return count;
    }

    directory::OpenRecord described(std::string_view kind, Id id) {
        directory::OpenRecord one{std::string(kind), id, "", "", 0};
        if (kind == kIncoming) {
            const auto rows = tx_.query(kDescribeIncoming, id);
            const auto row = rows.first();
            one.link = "/documents/incoming/" + std::to_string(id);
            one.title = row.integer(0) == 0 ? std::string("Văn bản đến chưa vào sổ")
                                            : "Số đến " + std::to_string(row.integer(0)) + row.text(1);
            if (!row.view(2).empty()) one.title += " · " + row.text(2);
            one.unit = row.integer(3);
            return one;
        }
        const auto rows = tx_.query(kDescribeOutgoing, id);
        const auto row = rows.first();
        one.link = "/documents/outgoing/" + std::to_string(id);
        one.title = row.view(0).empty() ? "Dự thảo ngày " + clock::show(clock::day_of(row.instant(2))) : row.text(0);
        one.unit = row.integer(1);
        return one;
    }

    bool pass_parts() {
        bool left = false;
        for (const auto& [was, now] : heirs_) {
            const auto heir = directory::post_facts(tx_, now, clock::today());
            const auto unit = heir ? std::nullopt : directory::unit_facts(tx_, now, clock::today());
            const std::string label = heir ? heir->label : unit ? unit->name : std::string();
            const auto parts = tx_.exec(kPassParts, was, now, label, kBatch);
            const auto steps = tx_.exec(kPassSteps, was, now, label, kBatch);
            directory::note_moved(tx_, from_, to_, "Lượt xử lý, bước ký của vị trí kết thúc", parts + steps);
            left = left || parts == kBatch || steps == kBatch;
        }
        return left;
    }

    void pass_places() {
        const auto moved = tx_.exec(kPassPlaces, from_, to_, name_of(tx_, to_, day_));
        directory::note_moved(tx_, from_, to_, "Nơi nhận của dự thảo", moved);
    }

    int move_records(std::string_view kind, const db::Sql& open) {
        std::vector<Id> records;
        if (by_choice_) {
            records = directory::chosen(tx_, from_, to_, kind, kBatch);
        } else {
            for (const auto& row : tx_.query(open, from_, 0, kBatch)) records.push_back(row.integer(0));
        }
        for (const Id id : records) move_one(kind, id);
        directory::note_moved(tx_, from_, to_, kind == kIncoming ? "Văn bản đến" : "Dự thảo, văn bản đi",
                              static_cast<std::int64_t>(records.size()));
        return static_cast<int>(records.size());
    }

    void move_one(std::string_view kind, Id id) {
        const bool asked = !heirs_.empty() && tx_.integer(kAsked, kind, id) > 0;
        for (const auto& [was, now] : heirs_) {
            if (asked) tx_.exec(kPassOpinions, kind, id, was, now);
            if (kind == kOutgoing) {
                tx_.exec(kPassSigner, id, was, now);
                if (const Id person = holder_of(now)) tx_.exec(kPassDraft, id, was, now, person);
            }
        }
        const auto moved = kind == kIncoming ? tx_.exec(kMoveIncoming, id, from_, to_, body_)
                                             : tx_.exec(kMoveOutgoing, id, from_, to_, body_, body_name_);
        if (by_choice_) directory::choice_done(tx_, kind, id);
        if (moved == 0) return;
        pass_sight(kind, id);
        if (was_.empty()) {
            was_ = name_of(tx_, from_, day_ - 1);
            is_ = name_of(tx_, to_, day_);
        }
        deed::history(tx_, Actor::system(), nullptr, kind, id, std::string(kind) + ".reorganise",
                      Said("Chuyển từ %1 sang %2 do sắp xếp tổ chức từ ngày %3", {was_, is_, clock::show(day_)}));
    }

    Id holder_of(Id post) {
        const auto [place, fresh] = holders_.try_emplace(post, 0);
        const auto facts = fresh ? directory::post_facts(tx_, post, clock::today()) : std::nullopt;
        if (facts) place->second = facts->holder;
        return place->second;
    }

    // The successor and the heirs could see it as soon as the others ended; what is written here is told to whoever
    // leads it, and of a divided agency only the one that was chosen goes on seeing it.
    void pass_sight(std::string_view kind, Id id) {
        const auto before = grants::grants_of(tx_, kind, id);
        std::set<Id> have;
        for (const auto& one : before) have.insert(one.grantee);
        bool passed = false;
        const auto pass = [&](const grants::Grant& one, Id to) {
            // Of several parts of one heir the leading one counts.
            if (have.insert(to).second || one.role == "lead" || one.role == "drafter")
                grants::give(tx_, kind, id, to, one.role);
            grants::take(tx_, kind, id, one.grantee);
            passed = true;
        };
        for (const auto& one : before) {
            if (one.grantee == from_) pass(one, to_);
            const auto heir = std::find_if(heirs_.begin(), heirs_.end(),
                                           [&](const directory::Holder& holder) { return holder.was == one.grantee; });
            if (heir != heirs_.end()) pass(one, heir->now);
        }
        if (passed) search::set_grantees(tx_, kind, id, grants::grantees_of(tx_, kind, id));
    }

    db::Tx& tx_;
    const Id from_, to_;
    const Day day_;
    const std::vector<Id> closed_;  // bodies; of an agency that lives on those that a new one is like
    Id body_ = 0;                   // of the successor
    std::string body_name_, was_, is_;
    std::vector<directory::Holder> heirs_;
    std::map<Id, Id> holders_;  // of the heirs' posts
    bool by_choice_ = false;
};

}  // namespace

bool reorganised(db::Tx& tx, Id from, Id to, Day day) {
    HandOver work(tx, from, to, day);
    work.close_books();
    return to == 0 ? work.list_open() : work.move();
}

Id take_over_reopened(db::Tx& tx, Id incoming, Id owner, Id by_agency) {
    const auto facts = directory::agency_facts(tx, owner, clock::today());
    if (!facts || facts->open) return owner;
    const auto directory = directory::load(tx, clock::today());
    Id heir = owner;
    for (int depth = 0; depth < kDeepest; ++depth) {
        const auto* agency = directory->agency(heir);
        if (!agency || agency->successors.empty()) break;
        const auto& next = agency->successors;
        heir = std::find(next.begin(), next.end(), by_agency) != next.end() ? by_agency : next.front();
    }
    if (heir == owner || tx.exec(kMoveIncoming, incoming, owner, heir, 0) == 0) return owner;
    const Day day = clock::today();
    deed::history(
        tx, Actor::system(), nullptr, kIncoming, incoming, "incoming.reorganise",
        Said("Chuyển từ %1 sang %2 khi mở lại, do sắp xếp tổ chức", {name_of(tx, owner, day), name_of(tx, heir, day)}));
    return heir;
}

std::vector<module::Figure> open_figures() {
    return {{"documents.open_incoming", "Văn bản đến đang xử lý",
             [](db::Conn& conn, Id agency, Day, Day) { return conn.integer(kCountIncoming, agency); },
             "/documents/incoming"},
            {"documents.open_outgoing", "Dự thảo, văn bản đi chưa phát hành",
             [](db::Conn& conn, Id agency, Day, Day) { return conn.integer(kCountOutgoing, agency); },
             "/documents/outgoing"}};
}

}  // namespace dinh::documents
