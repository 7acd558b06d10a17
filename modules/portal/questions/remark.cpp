#include "modules/portal/questions/remark.hpp"

#include <limits>

#include "modules/portal/articles/flow.hpp"
#include "modules/portal/postings/personal_check.hpp"
#include "modules/portal/questions/network.hpp"
#include "modules/portal/questions/remark_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/outbox/mail.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace store = remark_store;

namespace {

constexpr std::size_t kMostName = 80, kMostEmail = 254, kMostBody = 1500, kMostReply = 2000, kMostReason = 500;
constexpr std::int64_t kMostCounted = 1000;

constexpr std::pair<std::string_view, const char*> kStates[] = {
    {"waiting", "Chờ duyệt"}, {"shown", "Đã đăng"}, {"refused", "Không đăng"}, {"hidden", "Đã ẩn"}};

std::string checked_text(Reasons& reasons, const char* field, std::string clean, std::size_t most,
                         const char* missing) {
    if (clean.empty() && missing[0] != '\0') reasons.add(field, missing);
    if (text::length(clean) > most) reasons.add(field, Said("Dài quá %1 ký tự.", {std::to_string(most)}));
    if (rules::stamp_in(clean, clock::today()))
        reasons.add(field, "Nội dung có dấu mật. Văn bản, thông tin mật không gửi qua trang này.");
    return clean;
}

Site site_taking(db::Conn& conn, Id site, bool Site::*takes) {
    const auto found = find_site(conn, site);
    if (!found || !found->open() || !(found.value().*takes)) throw Refused("Trang này không nhận bình luận, đánh giá.");
    return *found;
}

void must_be_shown(db::Conn& conn, Id site, Id article) {
    constexpr db::Sql kIsShown{"portal_remark.article_shown",
                               "SELECT 1 FROM portal_placing WHERE article = $1 AND site = $2 AND shown = 1"};
    if (!conn.maybe_integer(kIsShown, article, site)) throw Refused("Bài này không còn trên trang.");
}

Subject subject_here(db::Conn& conn, Id site) {
    const auto found = find_site(conn, site);
    if (!found) throw NotFound("site of a remark");
    return subject_of(conn, *found);
}

struct Held {
    Remark one;
    const Capacity* as = nullptr;
};
Held locked(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const bool held = !tx.query(store::kLock, id, version).empty();
    Held found{visible_remark(tx, actor, id), nullptr};
    if (!held) throw Conflict("remark " + std::to_string(id) + " is not at version " + std::to_string(version));
    found.as = &must(actor, Deed::answer_comment, subject_here(tx, found.one.site));
    return found;
}

void note(db::Tx& tx, const Actor& actor, const Held& held, std::string_view deed, const Said& words) {
    deed::history(tx, actor, held.as, kRemark, held.one.id, deed, words);
    audit::append(tx, actor, held.as, deed, kRemark, held.one.id);
}

void set_state(db::Tx& tx, const Held& held, std::string_view state, const std::string& reason) {
    tx.exec(store::kSetState, held.one.id, state, reason);
    keep_remark_work(tx, held.one.site);
    if (state == "shown" || held.one.state == "shown") announce_record(tx, held.one.site, held.one.article);
}

// What will be public: the reply, and of what was not shown yet the remark and the name beside it.
std::string checked_words(db::Conn& conn, const Held& held, const RemarkApproval& typed) {
    Reasons reasons;
    std::string reply = checked_text(reasons, "reply", text::clean_text(typed.reply), kMostReply, "");
    const std::string email = text::lower(remark_email(conn, held.one.id));
    const bool fresh = held.one.state != "shown";
    const std::string words = fresh ? held.one.name + "\n" + held.one.body + "\n" + reply : reply;
    if (!email.empty() && text::lower(reply).find(email) != std::string::npos)
        reasons.add("reply", "Không ghi địa chỉ thư của người bình luận.");
    const auto marks = typed.checked ? std::vector<std::string>() : personal_marks(words);
    if (!marks.empty())
        reasons.add("checked",
                    Said("Nội dung công khai có thể có dữ liệu cá nhân: %1. Hãy bỏ đi, hoặc đánh dấu đã xem.",
                         {text::join(marks, ", ")}));
    reasons.done();
    return reply;
}

std::string checked_reason(std::string_view typed) {
    Reasons reasons;
    std::string reason = checked_text(reasons, "reason", text::clean_line(typed), kMostReason, "Hãy ghi lý do.");
    reasons.done();
    return reason;
}

}  // namespace

void keep_remark_work(db::Tx& tx, Id site) {
    const auto found = find_site(tx, site);
    if (!found) return;
    if (tx.integer(store::kCountOfSite, site, "waiting", 1) == 0) return worklist::finish_part(tx, kRemark, site, 0);
    const Subject subject = subject_of(tx, *found);
    auto holders = article_deeds::holders_of(tx, subject, member::kEditor);
    for (const Id post : article_deeds::holders_of(tx, subject, member::kSecretary)) holders.push_back(post);
    if (holders.empty()) holders = article_deeds::holders_of(tx, subject, member::kApprover);
    for (const Id post : holders)
        worklist::put(tx, {.kind = "portal.moderate_remarks",
                           .subject_kind = std::string(kRemark),
                           .subject = site,
                           .holder = post,
                           .agency = found->owner_agency,
                           .title = "Bình luận của bạn đọc chờ duyệt",
                           .note = found->name,
                           .link = "/portal/remarks?site=" + std::to_string(site),
                           .from_name = ""});
}

std::string remark_state_name(std::string_view state) {
    for (const auto& [id, title] : kStates)
        if (id == state) return title;
    return std::string(state);
}

std::optional<Remark> find_remark(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(store::kFind, id);
    return rows.empty() ? std::nullopt : std::optional(store::read_remark(rows.first()));
}

std::string remark_email(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(store::kEmail, id);
    return rows.empty() ? std::string() : rows.first().text(0);
}

bool moderates(db::Conn& conn, const Actor& actor, const Site& site) {
    Subject subject = subject_of(conn, site);
    subject.archive = false;  // read, nothing is changed
    return can(actor, Deed::answer_comment, subject) != nullptr;
}

Remark visible_remark(db::Conn& conn, const Actor& actor, Id id) {
    auto one = find_remark(conn, id);
    const auto site = one ? find_site(conn, one->site) : std::nullopt;
    if (!site || !moderates(conn, actor, *site)) throw NotFound("remark " + std::to_string(id));
    return *std::move(one);
}

Id send_remark(db::Tx& tx, const RemarkInput& typed) {
    const Site site = site_taking(tx, typed.site, &Site::comments);
    must_be_shown(tx, typed.site, typed.article);
    Reasons reasons;
    const std::string name =
        checked_text(reasons, "name", text::clean_line(typed.name), kMostName, "Hãy ghi tên bạn muốn hiện.");
    const std::string email = checked_text(reasons, "email", text::clean_line(typed.email), kMostEmail, "");
    const std::string body =
        checked_text(reasons, "body", text::clean_text(typed.body), kMostBody, "Hãy ghi điều bạn muốn nói.");
    if (!email.empty() && !outbox::is_mail_address(email)) reasons.add("email", "Địa chỉ thư điện tử chưa đúng.");
    reasons.done();
    const Id id = ids::make();
    tx.exec(store::kAdd, id, site.owner_agency, clock::today(), clock::now(), site.id, typed.article, body);
    tx.exec(store::kAddSender, id, name, email);
    keep_remark_work(tx, site.id);
    return id;
}

void rate_article(db::Tx& tx, Id site, Id article, int stars, std::string_view address) {
    site_taking(tx, site, &Site::ratings);
    must_be_shown(tx, site, article);
    if (stars < 1 || stars > 5) throw Refused("stars", "Hãy chọn từ 1 đến 5.");
    const std::string network = network_of_day(tx, address);
    if (tx.exec(store::kRateOnce, clock::to_text(clock::now()).substr(0, 10), article, site, network) == 0)
        throw Refused("stars", "Từ mạng của bạn hôm nay đã có một lượt đánh giá bài này.");
    if (tx.integer(store::kRate, article, site, stars) >= kLeastRatings) announce_record(tx, site, article);
}

void approve_remark(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const RemarkApproval& typed) {
    const Held held = locked(tx, actor, id, version);
    if (held.one.state == "shown") throw Refused("Bình luận này đã được đăng.");
    const std::string reply = checked_words(tx, held, typed);
    tx.exec(store::kSetReply, id, reply);
    set_state(tx, held, "shown", "");
    note(tx, actor, held, "portal.approve_remark", "Duyệt, đăng bình luận");
}

void refuse_remark(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view reason) {
    const Held held = locked(tx, actor, id, version);
    if (held.one.state != "waiting") throw Refused("Bình luận này không còn chờ duyệt.");
    const std::string why = checked_reason(reason);
    set_state(tx, held, "refused", why);
    note(tx, actor, held, "portal.refuse_remark", Said("Không đăng bình luận: %1", {why}));
}

void hide_remark(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view reason) {
    const Held held = locked(tx, actor, id, version);
    if (held.one.state != "shown") throw Refused("Bình luận này không hiện trên trang.");
    const std::string why = checked_reason(reason);
    set_state(tx, held, "hidden", why);
    note(tx, actor, held, "portal.hide_remark", Said("Ẩn bình luận: %1", {why}));
}

void reply_to_remark(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const RemarkApproval& typed) {
    const Held held = locked(tx, actor, id, version);
    if (held.one.state != "shown") throw Refused("Chỉ trả lời bình luận đã đăng.");
    const std::string reply = checked_words(tx, held, typed);
    tx.exec(store::kSetReply, id, reply);
    announce_record(tx, held.one.site, held.one.article);
    note(tx, actor, held, "portal.reply_to_remark", reply.empty() ? Said("Bỏ trả lời") : Said("Trả lời bình luận"));
}

RemarkPage list_remarks(db::Conn& conn, const RemarkFilter& filter) {
    RemarkPage page;
    const Id before = filter.before == 0 ? std::numeric_limits<Id>::max() : filter.before;
    for (const auto& row : conn.query(store::kOfSite, filter.site, filter.view, before, filter.most + 1))
        page.lines.push_back(store::read_remark(row));
    if (page.lines.size() > static_cast<std::size_t>(filter.most)) {
        page.lines.pop_back();
        page.next = page.lines.back().id;
    }
    page.count = conn.integer(store::kCountOfSite, filter.site, filter.view, kMostCounted + 1);
    page.count_more = page.count > kMostCounted;
    if (page.count_more) page.count = kMostCounted;
    return page;
}

std::vector<Remark> shown_remarks(db::Conn& conn, Id site, Id article, int skip, int most) {
    std::vector<Remark> list;
    for (const auto& row : conn.query(store::kShown, article, site, most, skip))
        list.push_back(store::read_remark(row));
    return list;
}

std::int64_t count_remarks(db::Conn& conn, Id site, Id article) {
    return conn.integer(store::kCountShown, article, site);
}

std::string Rated::average() const {
    const std::int64_t tenths = times == 0 ? 0 : (total * 10 + times / 2) / times;
    return std::to_string(tenths / 10) + "," + std::to_string(tenths % 10);
}

Rated rated(db::Conn& conn, Id site, Id article) {
    const db::Rows rows = conn.query(store::kRated, article, site);
    return rows.empty() ? Rated{} : Rated{rows.first().integer(0), rows.first().integer(1)};
}

}  // namespace dinh::portal
