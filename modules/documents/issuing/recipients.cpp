#include <algorithm>
#include <set>

#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/issuing/issuing_store.hpp"
#include "modules/documents/outgoing/flow.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/grants/grants.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

bool known_purpose(std::string_view purpose) {
    return purpose == "act" || purpose == "report" || purpose == "inform" || purpose == "cooperate";
}

// Groups become their members of the day, each agency once: the first purpose named wins.
std::vector<RecipientInput> expanded(db::Conn& conn, const std::vector<RecipientInput>& inputs, Day day) {
    std::vector<RecipientInput> list;
    std::set<Id> agencies;
    std::set<std::string> names;
    for (const auto& input : inputs) {
        if (input.group != 0) {
            for (const Id member : directory::group_members(conn, input.group, day)) {
                if (!agencies.insert(member).second) continue;
                RecipientInput one = input;
                one.group = 0;
                one.agency = member;
                list.push_back(one);
            }
        } else if (input.agency != 0) {
            if (agencies.insert(input.agency).second) list.push_back(input);
        } else if (const auto name = text::clean_line(input.name);
                   !name.empty() && names.insert(text::fold(name)).second) {
            list.push_back(input);
        }
    }
    return list;
}

Said words_of_closed(const directory::AgencyFacts& facts) {
    if (facts.successors.empty()) return {"%1 đã giải thể hoặc sáp nhập.", {facts.name}};
    return {"%1 đã giải thể hoặc sáp nhập. Cơ quan kế thừa: %2.", {facts.name, text::join(facts.successors, "; ")}};
}

Recipient recipient_of(db::Conn& conn, const Outgoing& one, const RecipientInput& input, Day day, Reasons& reasons) {
    Recipient made;
    made.id = ids::make();
    made.outgoing = one.id;
    made.agency = input.agency;
    made.name = text::clean_line(input.name);
    made.purpose = input.purpose;
    made.copies = input.copies;
    made.reply_needed = one.reply_needed && (input.purpose == "act" || input.reply_needed);
    made.state = "planned";
    if (!known_purpose(input.purpose)) reasons.add("recipients", "Mục đích gửi không có trong danh mục.");
    if (text::length(made.name) > 200) reasons.add("recipients", "Tên nơi nhận dài quá 200 chữ.");
    if (input.agency == 0) return made;
    const auto facts = directory::agency_facts(conn, input.agency, day);
    if (!facts) {
        reasons.add("recipients", "Có nơi nhận không tồn tại.");
        return made;
    }
    made.name = facts->name;
    made.inside = facts->tenant;
    if (!facts->open) reasons.add("recipients", words_of_closed(*facts));
    return made;
}

// Nobody is waited for any more: following it is done.
void settle_replies(db::Tx& tx, Id outgoing) {
    if (issuing_store::waiting(tx, outgoing) == 0) worklist::finish_part(tx, kOutgoing, outgoing, 0);
}

Said reminder_of(const Outgoing& one) {
    if (!one.reply_day) return {"%1 đôn đốc trả lời %2", {one.body_name, one.mark}};
    return {"%1 đôn đốc trả lời %2 (hạn %3)", {one.body_name, one.mark, clock::show(*one.reply_day)}};
}

int remind_waiting(db::Tx& tx, const Outgoing& one) {
    int reminded = 0;
    for (const auto& recipient : issuing_store::recipients_of(tx, one.id)) {
        const bool today = recipient.reminded_at && clock::day_of(*recipient.reminded_at) == clock::today();
        if (!recipient.reply_needed || recipient.replied_at || recipient.state == "refused" || today) continue;
        issuing_store::set_reminded(tx, recipient.id);
        ++reminded;
        if (!recipient.inside) continue;
        const std::string link = recipient.incoming == 0 ? "/documents/incoming"
                                                         : "/documents/incoming/" + std::to_string(recipient.incoming);
        worklist::notify(tx, recipient.agency, reminder_of(one), link);
    }
    return reminded;
}

}  // namespace

std::vector<Recipient> recipients_of(db::Conn& conn, Id outgoing) {
    return issuing_store::recipients_of(conn, outgoing);
}

void set_recipients(db::Tx& tx, const Actor&, Id outgoing, const std::vector<RecipientInput>& inputs) {
    const auto one = outgoing_store::find(tx, outgoing);
    if (!one) throw NotFound("no outgoing document " + std::to_string(outgoing));
    const Day today = clock::today();
    Reasons reasons;
    std::vector<Recipient> recipients;
    for (const auto& input : expanded(tx, inputs, today))
        recipients.push_back(recipient_of(tx, *one, input, today, reasons));
    if (recipients.size() > 2000) reasons.add("recipients", "Nhiều nhất 2.000 nơi nhận.");
    reasons.done();
    issuing_store::clear_planned(tx, outgoing);
    int position = 0;
    for (auto& recipient : recipients) {
        recipient.position = ++position;
        issuing_store::insert_recipient(tx, recipient);
    }
}

void correct_recipients(db::Tx& tx, const Actor& actor, Id outgoing, std::int64_t version,
                        const std::vector<RecipientInput>& inputs) {
    const auto one = out_flow::lock(tx, outgoing, version);
    const Capacity& as = must(actor, Deed::issue, out_flow::right_subject(one));
    if (one.state != "approved" && one.state != "signed_awaiting_number" && one.state != "numbered_awaiting_seal")
        throw Refused("recipients", "Chỉ sửa được nơi nhận của văn bản đã ký duyệt, chưa phát hành.");
    if (inputs.empty()) throw Refused("recipients", "Chưa có nơi nhận.");
    set_recipients(tx, actor, outgoing, inputs);
    out_flow::record(tx, actor, &as, one, "issuing.recipients", "Sửa nơi nhận trước khi phát hành");
}

std::optional<Said> closed_words(db::Conn& conn, Id agency, Day day) {
    const auto facts = directory::agency_facts(conn, agency, day);
    if (!facts) return Said("Có nơi nhận không tồn tại.");
    return facts->open ? std::nullopt : std::optional(words_of_closed(*facts));
}

void note_recipient_state(db::Tx& tx, Id recipient, std::string_view state, std::string_view note, Id person) {
    const auto one = issuing_store::lock_recipient(tx, recipient);
    if (!one || one->state == state || one->state == "recalled") return;
    issuing_store::set_state(tx, recipient, state, note, person);
    if (state != "refused") return;
    settle_replies(tx, one->outgoing);
    const auto outgoing = outgoing_store::find(tx, one->outgoing);
    if (outgoing)
        worklist::notify(tx, outgoing->created_by_post,
                         Said("%1 từ chối tiếp nhận %2: %3", {one->name, outgoing->mark, std::string(note)}),
                         out_flow::path_of(outgoing->id));
}

void note_reply(db::Tx& tx, Id recipient, Id reply_incoming) {
    const auto one = issuing_store::lock_recipient(tx, recipient);
    if (!one || one->replied_at) return;
    issuing_store::set_reply(tx, recipient, reply_incoming);
    if (one->incoming != 0) worklist::finish_part(tx, kIncoming, one->incoming, one->id);
    settle_replies(tx, one->outgoing);
}

ReplyCounts reply_counts(db::Conn& conn, Id outgoing, Day today) {
    ReplyCounts counts;
    const auto one = outgoing_store::find(conn, outgoing);
    if (!one || !one->reply_needed) return counts;
    for (const auto& recipient : issuing_store::recipients_of(conn, outgoing)) {
        if (!recipient.reply_needed) continue;
        ++counts.asked;
        const bool past =
            one->reply_day && *one->reply_day < (recipient.replied_at ? clock::day_of(*recipient.replied_at) : today);
        if (past) ++counts.late;
        if (recipient.replied_at)
            ++counts.answered;
        else if (recipient.state == "refused")
            ++counts.refused;
        else
            ++counts.waiting;
    }
    return counts;
}

int remind(db::Tx& tx, const Actor& actor, Id outgoing, std::int64_t version) {
    const auto one = out_flow::lock(tx, outgoing, version);
    const Capacity& as = must(actor, Deed::remind_recipients, out_flow::right_subject(one));
    if (one.state != "issued") throw Refused("Chỉ đôn đốc được văn bản đã phát hành.");
    if (!one.reply_needed) throw Refused("Văn bản này không yêu cầu trả lời.");
    const int reminded = remind_waiting(tx, one);
    out_flow::record(tx, actor, &as, one, "issuing.remind",
                     Said("Đôn đốc %1 nơi chưa trả lời", {std::to_string(reminded)}));
    return reminded;
}

Reminded remind_many(db::Tx& tx, const Actor& actor, std::vector<Id> documents) {
    std::sort(documents.begin(), documents.end());  // locked in the same order by everybody
    documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
    if (documents.empty()) throw Refused("Chưa chọn văn bản nào.");
    Reminded sum;
    for (const Id id : documents) {
        const auto seen = visible_outgoing(tx, actor, id);
        const Capacity* as = can(actor, Deed::remind_recipients, out_flow::right_subject(seen));
        if (!as || seen.state != "issued" || !seen.reply_needed) continue;
        const auto one = outgoing_store::touch(tx, id);
        const int places = remind_waiting(tx, *one);
        if (places == 0) continue;
        out_flow::record(tx, actor, as, *one, "issuing.remind",
                         Said("Đôn đốc %1 nơi chưa trả lời", {std::to_string(places)}));
        ++sum.documents;
        sum.places += places;
    }
    return sum;
}

}  // namespace dinh::documents
