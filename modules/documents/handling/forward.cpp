#include <algorithm>
#include <set>

#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/handling/flow.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/files/files.hpp"
#include "platform/grants/grants.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

struct Target {
    Receiver receiver;
    std::string label;
};

bool known_role(std::string_view role) {
    return role == "lead" || role == "support" || role == "information" || role == "follow_up";
}

// The receiver as it stands today; adds every reason why it cannot receive.
Target target_of(db::Conn& conn, const flow::Subject& subject, const Receiver& receiver, Reasons& reasons) {
    Target target{receiver, {}};
    Id agency = 0, served = 0;
    bool open = false;
    if (receiver.kind == ReceiverKind::unit) {
        if (const auto unit = directory::unit_facts(conn, receiver.id, clock::today())) {
            agency = unit->agency, served = unit->served, open = unit->open;
            target.label = unit->name;
        }
    } else if (const auto post = directory::post_facts(conn, receiver.id, clock::today())) {
        agency = post->agency, served = post->served, open = post->open;
        target.label = post->label;
        if (post->holder == 0)
            reasons.add("receivers", Said("Vị trí %1 đang khuyết, không nhận được văn bản.", {post->title}));
    }
    if (agency == 0) {
        reasons.add("receivers", "Có nơi nhận không tồn tại.");
    } else {
        if (!open) reasons.add("receivers", Said("%1 không còn hoạt động.", {target.label}));
        if (agency != subject.owner_agency && served != subject.owner_agency)
            reasons.add("receivers",
                        Said("%1 không thuộc cơ quan; muốn gửi ra ngoài hãy dùng văn bản đi.", {target.label}));
    }
    if (!known_role(receiver.role)) reasons.add("receivers", "Vai trò xử lý không có trong danh mục.");
    return target;
}

void check_due(const Receiver& receiver, const std::string& label, const std::optional<Forwarding>& parent,
               const flow::Subject& subject, Reasons& reasons) {
    if (!receiver.due) return;
    if (*receiver.due < clock::today()) reasons.add("due", Said("Hạn xử lý của %1 đã qua.", {label}));
    const auto bound = parent && parent->due ? parent->due : subject.due;
    if (bound && *receiver.due > *bound)
        reasons.add("due", Said("Hạn của %1 muộn hơn hạn được giao (%2). Hãy xin gia hạn trước.",
                                {label, clock::show(*bound)}));
}

std::vector<Target> checked_targets(db::Conn& conn, const flow::Subject& subject,
                                    const std::optional<Forwarding>& parent, const std::vector<Receiver>& receivers) {
    Reasons reasons;
    std::vector<Target> targets;
    std::set<Id> seen;
    int leads = 0;
    if (receivers.empty()) reasons.add("receivers", "Chưa chọn nơi nhận.");
    for (const auto& receiver : receivers) {
        targets.push_back(target_of(conn, subject, receiver, reasons));
        check_due(receiver, targets.back().label, parent, subject, reasons);
        if (!seen.insert(receiver.id).second)
            reasons.add("receivers", Said("%1 được chọn hai lần.", {targets.back().label}));
        if (receiver.role == "lead") ++leads;
    }
    if (leads > 1) reasons.add("receivers", "Mỗi lượt chuyển chỉ có một nơi chủ trì.");
    const Id parent_id = parent ? parent->id : 0;
    for (const auto& other : handling_store::forwardings_of(conn, subject.id)) {
        if (other.parent != parent_id || other.state == "withdrawn" || other.state == "handed_back") continue;
        if (leads > 0 && other.role == "lead" && other.state != "done")
            reasons.add("receivers",
                        Said("%1 đang chủ trì. Hãy thu hồi hoặc giao lại lượt đó trước.", {other.receiver_label}));
        if (seen.contains(other.receiver) && flow::is_open(other))
            reasons.add("receivers", Said("%1 đang giữ văn bản này.", {other.receiver_label}));
    }
    reasons.done();
    return targets;
}

struct Giver {
    Id post = 0, person = 0;
    std::string label;
    Id entered_by = 0, scan = 0;
};

std::vector<Id> insert_all(db::Tx& tx, const flow::Subject& subject, const std::optional<Forwarding>& parent,
                           std::string_view step, std::string_view opinion, const Giver& giver,
                           const std::vector<Target>& targets) {
    std::vector<Id> made;
    for (const auto& target : targets) {
        Forwarding one;
        one.id = ids::make();
        one.incoming = subject.id;
        one.parent = parent ? parent->id : 0;
        one.step = step;
        one.giver_post = giver.post;
        one.giver_person = giver.person;
        one.giver_label = giver.label;
        one.receiver_kind = target.receiver.kind;
        one.receiver = target.receiver.id;
        one.receiver_label = target.label;
        one.role = target.receiver.role;
        one.opinion = opinion;
        one.due = target.receiver.due;
        if (!one.due && (one.role == "lead" || one.role == "support"))
            one.due = parent && parent->due ? parent->due : subject.due;
        one.state = "unread";
        one.given_at = clock::now();
        one.entered_by_person = giver.entered_by;
        one.on_behalf_of = giver.entered_by != 0 ? giver.person : 0;
        one.scan_file = giver.scan;
        handling_store::insert_forwarding(tx, one);
        flow::hand_over(tx, subject, one);
        made.push_back(one.id);
    }
    return made;
}

// Whoever passed his lead on has nothing left to do himself.
void pass_on(db::Tx& tx, const std::optional<Forwarding>& parent, const std::vector<Receiver>& receivers) {
    bool lead_given = false;
    for (const auto& receiver : receivers) lead_given = lead_given || receiver.role == "lead";
    if (!parent || !lead_given || !flow::is_open(*parent)) return;
    handling_store::set_state(tx, parent->id, "forwarded", "");
    flow::take_off(tx, *parent);
}

Deed deed_of(std::string_view step) {
    if (step == "direct") return Deed::direct;
    return step == "assign" ? Deed::assign : Deed::forward;
}

std::string names_of(const std::vector<Target>& targets) {
    std::string names;
    for (std::size_t i = 0; i < targets.size(); ++i) names += (i == 0 ? "" : "; ") + targets[i].label;
    return text::cut(names, 400);
}

Said words_of(std::string_view step, const std::vector<Target>& targets) {
    return {step == "submit"   ? "Trình %1"
            : step == "direct" ? "Cho ý kiến, giao %1"
            : step == "assign" ? "Giao việc cho %1"
                               : "Chuyển %1",
            {names_of(targets)}};
}

std::optional<Forwarding> open_parent(db::Conn& conn, Id incoming, Id parent) {
    if (parent == 0) return std::nullopt;
    auto found = handling_store::find_forwarding(conn, parent);
    if (!found || found->incoming != incoming) throw NotFound("no such part of incoming " + std::to_string(incoming));
    return found;
}

flow::Subject locked_visible(db::Tx& tx, const Actor& actor, Id incoming, std::int64_t version) {
    const auto subject = handling_store::lock_incoming(tx, incoming, version);
    if (!grants::may_see(tx, actor, kIncoming, incoming)) {
        throw NotFound("incoming document " + std::to_string(incoming) + " for person " + std::to_string(actor.person));
    }
    if (!subject)
        throw Conflict("incoming " + std::to_string(incoming) + " is no longer at version " + std::to_string(version));
    return *subject;
}

void refuse_ended(const flow::Subject& subject, const std::optional<Forwarding>& parent) {
    if (flow::is_closed_state(subject.state))
        throw Refused("Văn bản chưa vào sổ, đã kết thúc hoặc không còn ở cơ quan này.");
    if (parent && !flow::is_open(*parent) && parent->state != "forwarded")
        throw Refused("Lượt xử lý này đã xong hoặc đã được thu hồi.");
}

// The clerk's own "phân loại, trình" is done when somebody leads; copies to know leave it with him.
void end_sorting(db::Tx& tx, const std::optional<Forwarding>& parent, Id incoming,
                 const std::vector<Receiver>& receivers) {
    const bool led =
        std::any_of(receivers.begin(), receivers.end(), [](const Receiver& one) { return one.role == "lead"; });
    if (!parent && led) worklist::finish_part(tx, kIncoming, incoming, 0);
}

}  // namespace

std::vector<Id> forward(db::Tx& tx, const Actor& actor, Id incoming, std::int64_t incoming_version, Id parent_id,
                        std::string_view step, std::string_view typed_opinion, const std::vector<Receiver>& receivers) {
    const std::string opinion = text::trim(text::clean_text(typed_opinion));
    const auto subject = locked_visible(tx, actor, incoming, incoming_version);
    const auto parent = open_parent(tx, incoming, parent_id);
    const Capacity& as = must(actor, deed_of(step), flow::right_subject(subject, parent ? &*parent : nullptr));
    refuse_ended(subject, parent);
    if (step != "submit" && step != "direct" && step != "assign" && step != "forward")
        throw Refused("Bước chuyển không có trong danh mục.");
    if (text::length(opinion) > kMostLetters) throw Refused("opinion", "Ý kiến dài quá 4.000 ký tự.");
    for (const auto& receiver : receivers) {
        if (receiver.kind == ReceiverKind::post && receiver.id == as.post)
            throw Refused("receivers", "Không thể tự chuyển cho chính mình.");
    }
    const auto targets = checked_targets(tx, subject, parent, receivers);
    const Giver giver{as.post, actor.person, actor.name + " – " + as.title, 0, 0};
    auto made = insert_all(tx, subject, parent, step, opinion, giver, targets);
    end_sorting(tx, parent, incoming, receivers);
    if (parent && parent->state == "unread") handling_store::set_read(tx, parent->id, actor.person);
    pass_on(tx, parent, receivers);
    flow::settle(tx, actor, subject);
    flow::record(tx, actor, &as, subject, "handling." + std::string(step), words_of(step, targets));
    return made;
}

std::vector<Id> forward_to_know_and_close(db::Tx& tx, const Actor& actor, Id incoming, std::int64_t incoming_version,
                                          std::string_view opinion, const std::vector<Receiver>& receivers) {
    Reasons reasons;
    for (const auto& receiver : receivers) {
        if (receiver.role == "information") continue;
        reasons.add("close", "Chỉ kết thúc ngay được khi mọi nơi nhận đều để biết.");
        break;
    }
    const auto parts = handling_store::forwardings_of(tx, incoming);
    if (!flow::main_line(parts).empty()) reasons.add("close", "Văn bản đã có nơi chủ trì, không lưu để biết được.");
    reasons.done();
    auto made = forward(tx, actor, incoming, incoming_version, 0, "forward", opinion, receivers);
    close_incoming(tx, actor, incoming, incoming_version + 1, "for_information", "", "");
    return made;
}

std::vector<Id> enter_direction_on_behalf(db::Tx& tx, const Actor& actor, Id incoming, std::int64_t incoming_version,
                                          Id parent_id, Id leader_post, std::string_view typed_opinion,
                                          const std::vector<Receiver>& receivers, const NewFile& scan) {
    const std::string opinion = text::trim(text::clean_text(typed_opinion));
    const auto subject = locked_visible(tx, actor, incoming, incoming_version);
    const auto parent = open_parent(tx, incoming, parent_id);
    const Capacity& as =
        must(actor, Deed::enter_direction_on_behalf, flow::right_subject(subject, parent ? &*parent : nullptr));
    refuse_ended(subject, parent);
    const auto leader = directory::post_facts(tx, leader_post, clock::today());
    Reasons reasons;
    if (!leader || leader->holder == 0) reasons.add("leader", "Chưa chọn lãnh đạo đã bút phê.");
    if (leader && leader->agency != subject.owner_agency && leader->served != subject.owner_agency)
        reasons.add("leader", "Lãnh đạo bút phê không thuộc cơ quan.");
    if (leader && !leader->leads()) reasons.add("leader", Said("%1 không phải lãnh đạo.", {leader->label}));
    if (parent && (parent->receiver_kind != ReceiverKind::post || parent->receiver != leader_post))
        reasons.add("leader", "Văn bản đang trình người khác, không phải lãnh đạo đã bút phê.");
    if (scan.stored.hash.empty()) reasons.add("scan", "Phải kèm bản chụp bút phê trên giấy.");
    if (text::trim(opinion).empty()) reasons.add("opinion", "Chưa chép ý kiến chỉ đạo.");
    if (text::length(opinion) > kMostLetters) reasons.add("opinion", "Ý kiến dài quá 4.000 ký tự.");
    reasons.done();
    const auto targets = checked_targets(tx, subject, parent, receivers);
    const auto file = files::attach(tx, kIncoming, incoming, "direction_scan", scan.name, scan.stored, actor.person);
    const Giver giver{leader_post, leader->holder, leader->label, actor.person, file.id};
    auto made = insert_all(tx, subject, parent, "direct", opinion, giver, targets);
    end_sorting(tx, parent, incoming, receivers);
    flow::let_see(tx, subject, leader_post, "leader");
    pass_on(tx, parent, receivers);
    flow::settle(tx, actor, subject);
    flow::record(tx, actor, &as, subject, "handling.direct_on_behalf",
                 Said("Nhập ý kiến thay %1: giao %2", {leader->label, names_of(targets)}));
    return made;
}

}  // namespace dinh::documents
