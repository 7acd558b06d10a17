#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/check.hpp"
#include "modules/documents/incoming/reading.hpp"
#include "modules/documents/issuing/issuing.hpp"
#include "modules/documents/issuing/issuing_store.hpp"
#include "modules/documents/issuing/rounds.hpp"
#include "modules/documents/outgoing/flow.hpp"
#include "platform/files/files.hpp"
#include "platform/grants/grants.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

constexpr db::Sql kIncomingOwner{"outgoing.answered_incoming",
                                 "SELECT owner_agency, mark FROM incoming_document WHERE id = $1"};

using directory::BodyFacts;

void limit(Reasons& reasons, std::string_view field, std::string_view label, std::string_view value, int standard,
           std::string_view metadata_field) {
    const int law = rules::longest(rules::MetadataOf::outgoing, metadata_field, clock::today());
    const int most = law > 0 ? law : standard;
    if (static_cast<int>(text::length(value)) > most)
        reasons.add(std::string(field), Said("%1 dài quá %2 ký tự.", {std::string(label), text::number(most)}));
}

void check(db::Conn& conn, const Actor& actor, const OutgoingInput& input, const std::optional<BodyFacts>& body,
           Day day, Reasons& reasons) {
    if (input.secrecy != "none")
        reasons.add("secrecy",
                    "Văn bản mật không soạn, không lưu, không gửi trên hệ thống này. Hãy làm theo Luật Bảo vệ bí mật "
                    "nhà nước.");
    if (!body)
        reasons.add("issuing_body", "Chưa chọn cơ quan ban hành.");
    else if (!body->open)
        reasons.add("issuing_body", Said("%1 đã kết thúc hoạt động, không ban hành văn bản được nữa.", {body->name}));
    if (!rules::kind(input.kind, day)) reasons.add("kind", "Chưa chọn tên loại văn bản.");
    if (text::trim(input.subject).empty()) reasons.add("subject", "Chưa nhập trích yếu.");
    limit(reasons, "subject", "Trích yếu", input.subject, 500, "Subject");
    limit(reasons, "description", "Ghi chú", input.description, 500, "Description");
    limit(reasons, "addressee", "Kính gửi", input.addressee, 1000, "");
    if (input.urgency < 0 || input.urgency > 3) reasons.add("urgency", "Độ khẩn không có trong danh mục.");
    if (input.copies < 0 || input.copies > 9999) reasons.add("copies", "Số lượng bản phải từ 0 đến 9.999.");
    if (input.reply_needed && !input.reply_day) reasons.add("reply_day", "Yêu cầu trả lời phải có hạn trả lời.");
    if (input.reply_day && *input.reply_day < day) reasons.add("reply_day", "Hạn trả lời đã qua.");
    check_rounds(input, reasons);
    for (const Id answered : input.answers) {
        const auto owner = conn.query(kIncomingOwner, answered);
        const bool seen = !owner.empty() && grants::may_see(conn, actor, kIncoming, answered);
        if (!seen || (body && owner.first().integer(0) != body->agency))
            reasons.add("answers", "Văn bản đến được trả lời không thuộc cơ quan này.");
    }
}

void fill(Outgoing& one, const OutgoingInput& input, const BodyFacts& body) {
    one.owner_agency = body.agency;
    one.issuing_body = input.issuing_body;
    one.body_name = body.name;
    one.drafting_unit = input.drafting_unit;
    one.kind = input.kind;
    one.subject = input.subject;
    one.field = input.field;
    one.language = input.language;
    one.pages = input.pages;
    one.copies = input.copies;
    one.description = input.description;
    one.urgency = input.urgency;
    one.addressee = input.addressee;
    one.drafter_note = input.drafter_note;
    one.signer_post = input.signer_post;
    one.archive_copy = input.archive_copy;
    one.reply_needed = input.reply_needed;
    one.reply_day = input.reply_day;
    one.reply_every = input.reply_needed ? input.reply_every : "";
    one.reply_first = one.reply_every.empty() ? std::nullopt : input.reply_day;
    one.reply_until = one.reply_every.empty() ? std::nullopt : input.reply_until;
    one.is_interim = input.is_interim;
}

// What it answers is what the draft says last.
void write_relations(db::Tx& tx, const Actor& actor, Id outgoing, const OutgoingInput& input) {
    const std::string type = input.is_interim ? "interim" : "answers";
    for (const auto& old : issuing_store::answered_by(tx, outgoing)) {
        const bool kept = old.type == type &&
                          std::find(input.answers.begin(), input.answers.end(), old.incoming) != input.answers.end();
        if (!kept) issuing_store::delete_relation(tx, kOutgoing, outgoing, kIncoming, old.incoming, old.type);
    }
    for (const Id answered : input.answers) relate(tx, actor, kOutgoing, outgoing, kIncoming, answered, type);
}

std::string kind_words(const std::string& kind) {
    const auto* named = rules::kind_any_day(kind);
    return named ? named->name : kind;
}
std::string post_words(db::Conn& conn, Id post) {
    const auto facts = post == 0 ? std::nullopt : directory::post_facts(conn, post, clock::today());
    return facts ? facts->label : "";
}

std::vector<deed::Change> changes_of(db::Conn& conn, const Outgoing& before, const Outgoing& after) {
    std::vector<deed::Change> changes;
    const auto note = [&](const char* field, std::string old, std::string now) {
        if (old != now) changes.push_back({field, std::move(old), std::move(now)});
    };
    const auto day = [](const std::optional<Day>& one) { return one ? clock::show(*one) : std::string(); };
    note("kind", kind_words(before.kind), kind_words(after.kind));
    note("subject", before.subject, after.subject);
    note("field", before.field, after.field);
    note("urgency", urgency_name(before.urgency, before.rules_day), urgency_name(after.urgency, before.rules_day));
    note("addressee", before.addressee, after.addressee);
    note("description", before.description, after.description);
    note("reply_day", day(before.reply_day), day(after.reply_day));
    note("reply_every", period_title(before.reply_every), period_title(after.reply_every));
    note("reply_until", day(before.reply_until), day(after.reply_until));
    if (before.signer_post != after.signer_post)
        note("signer", post_words(conn, before.signer_post), post_words(conn, after.signer_post));
    return changes;
}

void check_files(const std::vector<NewFile>& files, Reasons& reasons) {
    for (const auto& file : files) {
        if (!file.stamp.empty())
            reasons.add(
                "files",
                Said("Tệp “%1” có dấu “%2”. Văn bản mật không đưa vào hệ thống này. Nếu chắc chắn không phải văn "
                     "bản mật, hãy đánh dấu xác nhận rồi lưu lại.",
                     {file.name, file.stamp}));
    }
}

files::Ref attach(db::Tx& tx, const Actor& actor, Id outgoing, const NewFile& file) {
    auto added = files::attach(tx, kOutgoing, outgoing, file.role, file.name, file.stored, actor.person);
    ask_to_read(tx, kOutgoing, outgoing, added.position);
    return added;
}

}  // namespace

std::optional<Outgoing> find_outgoing(db::Conn& conn, Id id) { return outgoing_store::find(conn, id); }

Outgoing visible_outgoing(db::Conn& conn, const Actor& actor, Id id) {
    auto found = outgoing_store::find(conn, id);
    if (!found || !grants::may_see(conn, actor, kOutgoing, id))
        throw NotFound("outgoing " + std::to_string(id) + " is absent or not visible");
    return *found;
}

Id draft(db::Tx& tx, const Actor& actor, const OutgoingInput& input, const std::vector<NewFile>& files) {
    const Day today = clock::today();
    const auto body = directory::body_facts(tx, input.issuing_body, today);
    const Capacity& as =
        must(actor, Deed::draft, {.issuing_body = input.issuing_body, .agency = body ? body->agency : 0});
    Reasons reasons;
    check(tx, actor, input, body, today, reasons);
    check_files(files, reasons);
    reasons.done();
    Outgoing one;
    one.id = ids::make();
    fill(one, input, *body);
    one.origin_agency = body->agency;
    one.rules_day = today;
    one.created_at = clock::now();
    one.created_by_person = actor.person;
    one.created_by_post = as.post;
    if (one.drafting_unit == 0) one.drafting_unit = as.unit;
    one.state = "drafting";
    outgoing_store::insert(tx, one);
    for (const auto& file : files) attach(tx, actor, one.id, file);
    grants::give(tx, kOutgoing, one.id, as.post, "drafter", one.state);
    grants::give(tx, kOutgoing, one.id, actor.person, "drafter", one.state);
    if (one.drafting_unit != 0) grants::give(tx, kOutgoing, one.id, one.drafting_unit, "unit", one.state);
    set_recipients(tx, actor, one.id, input.recipients);
    write_relations(tx, actor, one.id, input);
    out_flow::index(tx, one);
    out_flow::record(tx, actor, &as, one, "outgoing.draft", "Soạn dự thảo");
    return one.id;
}

void edit_draft(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const OutgoingInput& input) {
    auto one = out_flow::lock(tx, id, version);
    const Capacity& as = must(actor, Deed::edit_draft, out_flow::right_subject(one));
    const auto body = directory::body_facts(tx, input.issuing_body, clock::today());
    Reasons reasons;
    if (!out_flow::is_draft_state(one.state))
        reasons.add("Dự thảo đang trình hoặc đã duyệt, không sửa được. Hãy rút lại trước.");
    check(tx, actor, input, body, one.rules_day, reasons);
    reasons.done();
    const Outgoing before = one;
    fill(one, input, *body);
    if (one.drafting_unit == 0) one.drafting_unit = before.drafting_unit;
    outgoing_store::update_draft(tx, one);
    set_recipients(tx, actor, id, input.recipients);
    write_relations(tx, actor, id, input);
    out_flow::index(tx, one);
    out_flow::record(tx, actor, &as, one, "outgoing.edit", "Sửa dự thảo", changes_of(tx, before, one));
}

void add_draft_file(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const NewFile& file) {
    const auto one = out_flow::lock(tx, id, version);
    const Capacity& as = must(actor, Deed::edit_draft, out_flow::right_subject(one));
    Reasons reasons;
    if (!out_flow::is_draft_state(one.state))
        reasons.add("file", "Dự thảo đang trình hoặc đã duyệt, không thay tệp được.");
    check_files({file}, reasons);
    reasons.done();
    const auto added = attach(tx, actor, id, file);
    out_flow::record(tx, actor, &as, one, "outgoing.file",
                     Said("Thêm tệp %1 (bản %2)", {file.name, std::to_string(added.version)}));
}

void drop_draft(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view typed_reason) {
    const std::string reason = text::trim(text::clean_text(typed_reason));
    const auto one = out_flow::lock(tx, id, version);
    const Capacity& as = must(actor, Deed::drop_draft, out_flow::right_subject(one));
    Reasons reasons;
    if (!out_flow::is_draft_state(one.state))
        reasons.add("Chỉ hủy được dự thảo đang soạn, bị trả lại hoặc đã rút lại.");
    if (reason.empty()) reasons.add("reason", "Phải ghi lý do hủy dự thảo.");
    if (text::length(reason) > 500) reasons.add("reason", "Lý do dài quá 500 ký tự.");
    reasons.done();
    outgoing_store::set_drop(tx, id, reason);
    grants::set_state(tx, kOutgoing, id, "draft_dropped");
    worklist::finish_all(tx, kOutgoing, id);
    out_flow::record(tx, actor, &as, one, "outgoing.drop", Said("Hủy dự thảo: %1", {reason}));
}

void attach_signed_file(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const NewFile& file,
                        Day signed_day) {
    const auto one = out_flow::lock(tx, id, version);
    const Capacity& as = must(actor, Deed::attach_signed_file, out_flow::right_subject(one));
    const std::string& type = file.stored.media_type;
    Reasons reasons;
    if (one.state != "approved" && one.state != "signed_awaiting_number")
        reasons.add("Văn bản chưa được ký duyệt, chưa gắn được bản đã ký.");
    if (file.stored.hash.empty())
        reasons.add("file", "Chưa chọn tệp của bản đã ký.");
    else if (type != "application/pdf" && type != "image/jpeg" && type != "image/png" && type != "image/tiff")
        reasons.add("file", "Bản đã ký phải là tệp PDF hoặc ảnh chụp bản giấy đã ký.");
    if (signed_day > clock::today()) reasons.add("signed_day", "Ngày ký không thể sau hôm nay.");
    if (one.approved_at && signed_day < clock::day_of(*one.approved_at))
        reasons.add("signed_day", "Ngày ký không thể trước ngày duyệt.");
    check_files({file}, reasons);
    reasons.done();
    const auto added = attach(tx, actor, id, {"signed", file.name, file.stored, ""});
    outgoing_store::set_signed(tx, id, added.id, signed_day);
    grants::set_state(tx, kOutgoing, id, "signed_awaiting_number");
    worklist::finish_all(tx, kOutgoing, id);
    for (const Id clerk : directory::clerk_posts(tx, one.issuing_body, clock::today())) {
        auto item = out_flow::item(one, "documents.number", 0, clerk, actor.name);
        item.due = clock::today();
        worklist::put(tx, item);
        grants::give(tx, kOutgoing, id, clerk, "clerk", "signed_awaiting_number");
    }
    out_flow::record(tx, actor, &as, one, "outgoing.signed_file",
                     Said("Gắn bản đã ký ngày %1", {clock::show(signed_day)}));
}

}  // namespace dinh::documents
