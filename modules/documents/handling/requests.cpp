#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/handling/flow.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/grants/grants.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

std::string path_of(std::string_view kind, Id record) {
    return "/documents/" + std::string(kind) + "/" + std::to_string(record);
}

worklist::Item request_item(const flow::Subject& subject, std::string_view kind, Id part, Id holder,
                            const std::string& from) {
    worklist::Item item;
    item.kind = kind;
    item.subject_kind = kIncoming;
    item.subject = subject.id;
    item.part = part;
    item.holder = holder;
    item.agency = subject.owner_agency;
    item.title = subject.subject;
    item.note = "Số đến " + subject.number + (subject.mark.empty() ? "" : " · " + subject.mark);
    item.link = path_of(kIncoming, subject.id);
    item.urgency = subject.urgency;
    item.from_name = from;
    return item;
}

// A giver cannot give more time than he has himself.
void check_until(db::Conn& conn, const Forwarding& part, Day until, Reasons& reasons) {
    if (part.due && until <= *part.due)
        reasons.add("day", Said("Hạn mới phải sau hạn hiện tại (%1).", {clock::show(*part.due)}));
    if (until < clock::today()) reasons.add("day", "Hạn mới đã qua.");
    const auto parent = part.parent == 0 ? std::nullopt : handling_store::find_forwarding(conn, part.parent);
    if (parent && parent->due && until > *parent->due)
        reasons.add("day", Said("Hạn mới muộn hơn hạn của chính người giao (%1). Hãy xin gia hạn hạn đó trước.",
                                {clock::show(*parent->due)}));
}

}  // namespace

Id request_extension(db::Tx& tx, const Actor& actor, Id forwarding, std::int64_t version, Day asked,
                     std::string_view typed_reason) {
    const std::string reason = text::trim(text::clean_text(typed_reason));
    const auto [subject, part] = flow::lock_part(tx, actor, forwarding, version);
    const Capacity& as = must(actor, Deed::request_extension, flow::right_subject(subject, &part));
    Reasons reasons;
    if (!flow::is_open(part) && part.state != "forwarded") reasons.add("Lượt xử lý này đã xong.");
    if (!part.due) reasons.add("asked", "Lượt xử lý này không có hạn, không cần gia hạn.");
    if (part.due && asked <= *part.due)
        reasons.add("asked", Said("Hạn xin phải sau hạn hiện tại (%1).", {clock::show(*part.due)}));
    if (asked < clock::today()) reasons.add("asked", "Hạn xin đã qua.");
    if (text::trim(reason).empty()) reasons.add("reason", "Phải ghi lý do xin gia hạn.");
    if (text::length(reason) > kMostLetters) reasons.add("reason", "Lý do dài quá 4.000 ký tự.");
    if (handling_store::extension_waits(tx, forwarding)) reasons.add("Đã có một đề nghị gia hạn đang chờ duyệt.");
    reasons.done();
    const Id id = ids::make();
    handling_store::insert_extension(tx, id, subject.id, forwarding, asked, reason, actor.person);
    worklist::put(tx, request_item(subject, "documents.extension", id, part.giver_post, actor.name + " – " + as.title));
    flow::let_see(tx, subject, part.giver_post, "giver");
    flow::record(tx, actor, &as, subject, "handling.extension_request",
                 Said("Xin gia hạn đến %1: %2", {clock::show(asked), text::cut(reason, 300)}));
    return id;
}

void decide_extension(db::Tx& tx, const Actor& actor, Id request, std::int64_t version, bool granted,
                      std::optional<Day> day, std::string_view typed_answer) {
    const std::string answer = text::trim(text::clean_text(typed_answer));
    const auto incoming = handling_store::incoming_of_extension(tx, request);
    if (!incoming) throw NotFound("no extension " + std::to_string(request));
    const auto subject = flow::lock_visible(tx, actor, *incoming);
    const auto row = handling_store::lock_extension(tx, request, version);
    if (!row)
        throw Conflict("extension " + std::to_string(request) + " is no longer at version " + std::to_string(version));
    const auto part = handling_store::find_forwarding(tx, row->forwarding);
    if (!part) throw NotFound("extension without its part");
    const Capacity& as = must(actor, Deed::grant_extension, flow::right_subject(subject, &*part));
    const Day until = day.value_or(row->asked);
    Reasons reasons;
    if (row->state != "waiting") reasons.add("Đề nghị này đã được trả lời hoặc không còn cần trả lời.");
    if (granted) check_until(tx, *part, until, reasons);
    if (!granted && text::trim(answer).empty()) reasons.add("answer", "Phải ghi lý do không đồng ý gia hạn.");
    if (text::length(answer) > kMostLetters) reasons.add("answer", "Ý kiến dài quá 4.000 ký tự.");
    reasons.done();
    handling_store::decide_extension(tx, request, granted ? "granted" : "refused",
                                     granted ? std::optional(until) : std::nullopt, answer, actor.person);
    worklist::finish_part(tx, kIncoming, subject.id, request);
    if (granted) {
        handling_store::set_due(tx, part->id, until);
        worklist::set_due(tx, kIncoming, subject.id, part->id, until);
        if (part->parent == 0 && part->role == "lead" && (!subject.due || *subject.due < until))
            handling_store::set_incoming_due(tx, subject.id, until);
    }
    worklist::notify(tx, part->receiver,
                     granted ? Said("Duyệt gia hạn đến %1: %2", {clock::show(until), subject.subject})
                             : Said("Không đồng ý gia hạn: %1", {subject.subject}),
                     path_of(kIncoming, subject.id));
    flow::record(tx, actor, &as, subject, granted ? "handling.extension_grant" : "handling.extension_refuse",
                 granted ? Said("Duyệt gia hạn đến %1", {clock::show(until)}) : Said("Không đồng ý gia hạn"));
}

std::vector<Extension> extensions_of(db::Conn& conn, Id incoming) {
    return handling_store::extensions_of(conn, incoming);
}

Id request_opinion(db::Tx& tx, const Actor& actor, std::string_view subject_kind, Id subject_id, Id of_post,
                   std::string_view typed_question, std::optional<Day> due) {
    const std::string question = text::trim(text::clean_text(typed_question));
    if (subject_kind != kIncoming)
        throw NotFound("opinions on " + std::string(subject_kind) + " are asked by the route");
    const auto subject = flow::lock_visible(tx, actor, subject_id);
    const Capacity& as = must(actor, Deed::request_opinion, flow::right_subject(subject));
    const auto post = directory::post_facts(tx, of_post, clock::today());
    Reasons reasons;
    if (flow::is_closed_state(subject.state)) reasons.add("Văn bản đã kết thúc xử lý.");
    if (!post)
        reasons.add("of_post", "Chưa chọn người được xin ý kiến.");
    else if (post->agency != subject.owner_agency && post->served != subject.owner_agency)
        reasons.add("of_post", "Chỉ xin ý kiến người trong cơ quan; muốn hỏi cơ quan khác hãy dùng văn bản đi.");
    if (post && post->holder == 0) reasons.add("of_post", "Vị trí này đang khuyết.");
    if (of_post == as.post) reasons.add("of_post", "Không thể tự xin ý kiến mình.");
    if (text::trim(question).empty()) reasons.add("question", "Chưa ghi nội dung xin ý kiến.");
    if (text::length(question) > kMostLetters) reasons.add("question", "Nội dung dài quá 4.000 ký tự.");
    if (due && *due < clock::today()) reasons.add("due", "Hạn trả lời đã qua.");
    reasons.done();
    const Id id = ids::make();
    handling_store::insert_opinion(tx, id, subject_kind, subject_id, as.post, actor.person, of_post, question, due);
    auto item = request_item(subject, "documents.opinion", id, of_post, actor.name + " – " + as.title);
    item.due = due;
    worklist::put(tx, item);
    flow::let_see(tx, subject, of_post, "opinion");
    flow::record(tx, actor, &as, subject, "handling.opinion_request", Said("Xin ý kiến %1", {post->label}));
    return id;
}

void give_opinion(db::Tx& tx, const Actor& actor, Id request, std::int64_t version, std::string_view typed_answer) {
    const std::string answer = text::trim(text::clean_text(typed_answer));
    const auto incoming = handling_store::incoming_of_opinion(tx, request);
    if (!incoming) throw NotFound("no opinion " + std::to_string(request));
    const auto subject = flow::lock_visible(tx, actor, *incoming);
    const auto row = handling_store::lock_opinion(tx, request, version);
    if (!row)
        throw Conflict("opinion " + std::to_string(request) + " is no longer at version " + std::to_string(version));
    auto right = flow::right_subject(subject);
    right.holder_post = row->of_post;
    const Capacity& as = must(actor, Deed::give_opinion, right);
    Reasons reasons;
    if (row->state != "waiting") reasons.add("Ý kiến này đã được trả lời.");
    if (text::trim(answer).empty()) reasons.add("answer", "Chưa ghi ý kiến.");
    if (text::length(answer) > kMostLetters) reasons.add("answer", "Ý kiến dài quá 4.000 ký tự.");
    reasons.done();
    handling_store::answer_opinion(tx, request, answer, actor.person);
    worklist::finish_part(tx, kIncoming, subject.id, request);
    worklist::notify(tx, row->asked_post, Said("%1 đã cho ý kiến: %2", {actor.name, subject.subject}),
                     path_of(kIncoming, subject.id));
    flow::record(tx, actor, &as, subject, "handling.opinion_give", Said("Cho ý kiến: %1", {text::cut(answer, 300)}));
}

}  // namespace dinh::documents
