#include "modules/directory/posts/posts.hpp"

#include "modules/directory/agencies/agencies.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kFindPost{
    "post.find",
    "SELECT id, agency, unit, title, roles, signing, position, version, until_day FROM post WHERE id = $1"};
constexpr db::Sql kAddPost{"post.add",
                           "INSERT INTO post (id, agency, unit, title, roles, signing, position, from_day) VALUES ($1, "
                           "$2, $3, $4, $5, $6, $7, $8)"};
constexpr db::Sql kLockPostVersion{"post.lock_version",
                                   "UPDATE post SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING id"};
constexpr db::Sql kChangePost{
    "post.change", "UPDATE post SET unit = $2, title = $3, roles = $4, signing = $5, position = $6 WHERE id = $1"};
constexpr db::Sql kClosePost{"post.close", "UPDATE post SET until_day = $2 WHERE id = $1"};
constexpr db::Sql kHolderAfter{
    "post.holder_after",
    "SELECT n.full_name FROM appointment a JOIN person n ON n.id = a.person WHERE a.post = $1 "
    "AND (a.until_day IS NULL OR a.until_day > $2) ORDER BY a.id LIMIT 1"};
constexpr db::Sql kEndClerkships{
    "post.end_clerkships",
    "UPDATE clerkship SET until_day = $2 WHERE post = $1 AND (until_day IS NULL OR until_day > $2)"};

std::optional<Id> none_if_zero(Id id) { return id == 0 ? std::nullopt : std::optional(id); }

// `on`: the day from which the post stands so.
void check(db::Tx& tx, const NewPost& input, Day on) {
    Reasons reasons;
    if (input.title.empty()) reasons.add("title", "Chưa nhập tên chức vụ, vị trí.");
    if (text::length(input.title) > 100) reasons.add("title", "Tên chức vụ dài quá 100 chữ.");
    const auto unit = input.unit == 0 ? std::nullopt : find_unit(tx, input.unit);
    if (input.unit != 0 && (!unit || unit->unit.agency != input.agency))
        reasons.add("unit", "Đơn vị này không thuộc cơ quan đã chọn.");
    else if (unit && unit->unit.until && *unit->unit.until <= on)
        reasons.add("unit", Said("Đơn vị này đã giải thể từ ngày %1.", {clock::show(*unit->unit.until)}));
    must_be_open(tx, reasons, input.agency, on);
    reasons.done();
}

PostRecord lock(db::Tx& tx, const Actor& actor, Id post, std::int64_t version) {
    if (!find_post_record(tx, post)) throw NotFound("post: none " + std::to_string(post));
    if (tx.query(kLockPostVersion, post, version).empty()) throw Conflict("post: version " + std::to_string(version));
    const auto found = *find_post_record(tx, post);
    Subject subject = subject_of(tx, found.post.agency, clock::today());
    subject.guarded = guarded(found.post.roles);
    must(actor, Deed::keep_posts, subject);
    return found;
}

}  // namespace

std::optional<PostRecord> find_post_record(db::Conn& conn, Id id) {
    const auto rows = conn.query(kFindPost, id);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return PostRecord{{row.integer(0),
                       row.integer(1),
                       row.integer(2),
                       row.text(3),
                       text::split(row.view(4), ' '),
                       row.text(5),
                       static_cast<int>(row.integer(6)),
                       0,
                       {}},
                      row.integer(7),
                      row.maybe_day(8)};
}

Id add_post(db::Tx& tx, const Actor& actor, const NewPost& input) {
    const Turn turn(tx);
    Subject subject = subject_of(tx, input.agency, input.from);
    subject.guarded = guarded(input.roles);
    must(actor, Deed::keep_posts, subject);
    check(tx, input, input.from);
    const Id id = ids::make();
    tx.exec(kAddPost, id, input.agency, none_if_zero(input.unit), input.title, text::join(input.roles, " "),
            input.signing, input.position, input.from);
    changed(turn, actor, "post", id, "directory.post_add", Said("Thêm vị trí %1", {input.title}));
    return id;
}

void change_post(db::Tx& tx, const Actor& actor, Id post, std::int64_t version, const NewPost& input) {
    const Turn turn(tx);
    const auto was = lock(tx, actor, post, version).post;
    Subject subject = subject_of(tx, was.agency, clock::today());
    subject.guarded = guarded(input.roles);
    must(actor, Deed::keep_posts, subject);
    NewPost checked = input;
    checked.agency = was.agency;
    check(tx, checked, clock::today());
    tx.exec(kChangePost, post, none_if_zero(input.unit), input.title, text::join(input.roles, " "), input.signing,
            input.position);
    changed(turn, actor, "post", post, "directory.post_change", Said("Sửa vị trí %1", {input.title}),
            {{"title", was.title, input.title}, {"roles", text::join(was.roles, " "), text::join(input.roles, " ")}});
}

void close_post(db::Tx& tx, const Actor& actor, Id post, std::int64_t version, Day day) {
    const Turn turn(tx);
    const auto was = lock(tx, actor, post, version);
    Reasons reasons;
    if (was.until) reasons.add("day", Said("Vị trí này đã bãi bỏ từ ngày %1.", {clock::show(*was.until)}));
    const auto holder = tx.query(kHolderAfter, post, day);
    if (!holder.empty())
        reasons.add("day", Said("%1 còn giữ vị trí này: hãy cho thôi giữ trước.", {holder.first().text(0)}));
    reasons.done();
    tx.exec(kClosePost, post, day);
    tx.exec(kEndClerkships, post, day);
    changed(turn, actor, "post", post, "directory.post_close", Said("Bãi bỏ vị trí từ ngày %1", {clock::show(day)}));
}

}  // namespace dinh::directory
