#include "modules/documents/handling/tree_view.hpp"

#include <algorithm>

#include "modules/documents/documents.hpp"
#include "modules/documents/handling/flow.hpp"
#include "modules/documents/handling/receivers.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "platform/deed/deed.hpp"
#include "platform/grants/grants.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

std::string tag_of_turn(std::string_view state) {
    if (state == "done" || state == "forwarded") return "tag--good";
    if (state == "in_process") return "";
    return state == "unread" || state == "read" ? "tag--warn" : "tag--off";
}

class Panel {
public:
    Panel(web::Context& context, const directory::Snapshot& directory, const Incoming& one,
          const std::vector<files::Ref>& files, const Handling& handling, Day today)
        : context_(context),
          lang_(context.lang),
          directory_(directory),
          one_(one),
          files_(files),
          handling_(handling),
          today_(today),
          open_(is_open_state(one.state)),
          link_(link_of(one.id)) {}

    pages::HandlingTree build() const {
        const auto unread = std::count_if(handling_.tree.begin(), handling_.tree.end(),
                                          [](const auto& part) { return part.state == "unread"; });
        std::string note = lang_.trn("%1 lượt chuyển", static_cast<std::int64_t>(handling_.tree.size()));
        if (unread > 0) note += " · " + lang_.trn("%1 chưa xem", static_cast<std::int64_t>(unread));
        pages::HandlingTree tree{.tree_note = note,
                                 .if_tree_deeds = false,
                                 .tree_deeds = {},
                                 .if_turns = !handling_.tree.empty(),
                                 .turns = {},
                                 .no_turns = handling_.tree.empty(),
                                 .if_opinions = !handling_.opinions.empty(),
                                 .opinions = {}};
        add_tree_deeds(tree);
        std::size_t at = 0;
        add_turns(tree.turns, at, 0);
        for (const auto& opinion : handling_.opinions) tree.opinions.push_back(opinion_of(opinion));
        return tree;
    }

private:
    const Capacity* may(Deed deed, const Subject& subject) const { return can(context_.actor(), deed, subject); }

    // He gives on from his own part; a second beginning beside it would be refused.
    bool works_on_a_part() const {
        return std::any_of(handling_.tree.begin(), handling_.tree.end(), [&](const Forwarding& part) {
            if (!flow::is_open(part) || (part.role != "lead" && part.role != "support")) return false;
            return may(Deed::report_result, held(part)) != nullptr;
        });
    }

    // Somebody leads from the top: others are only added to him, a second lead would be refused.
    bool led() const {
        return std::any_of(handling_.tree.begin(), handling_.tree.end(), [](const Forwarding& part) {
            return part.parent == 0 && part.role == "lead" && (flow::is_open(part) || part.state == "forwarded");
        });
    }

    Subject held(const Forwarding& part) const {
        Subject subject = subject_of(one_);
        (part.receiver_kind == ReceiverKind::unit ? subject.holder_unit : subject.holder_post) = part.receiver;
        subject.giver_post = part.giver_post;
        return subject;
    }

    void add_tree_deeds(pages::HandlingTree& tree) const {
        const Subject subject = subject_of(one_);
        const auto add = [&](const std::string& part, const char* words) {
            tree.tree_deeds.push_back({.deed_path = link_ + part, .deed_name = lang_.tr(words)});
        };
        if (open_) {
            const auto* forwards = may(Deed::forward, subject);
            const bool from_the_top = !works_on_a_part();
            if (forwards && from_the_top) {
                for (const auto& step : steps_of(*forwards, one_.owner_agency, false))
                    if (!led() || step == "forward") add("/forwardings/new?step=" + step, step_title(step));
            }
            if (!led()) {
                if (may(Deed::direct, subject)) add("/forwardings/new?step=direct", step_title("direct"));
                if (may(Deed::enter_direction_on_behalf, subject)) add("/directions-on-behalf/new", "Nhập ý kiến thay");
            }
            if (may(Deed::request_opinion, subject)) add("/opinions/new", "Xin ý kiến");
        }
        if (one_.arrival_number != 0 && may(Deed::print_slip, subject)) add("/slip", "Phiếu giải quyết");
        tree.if_tree_deeds = !tree.tree_deeds.empty();
    }

    // The tree comes in reading order with depths: whoever is deeper belongs to the last one that is less deep.
    void add_turns(std::vector<pages::HandlingTurn>& list, std::size_t& at, int depth) const {
        while (at < handling_.tree.size() && handling_.tree[at].depth >= depth) {
            list.push_back(turn_of(handling_.tree[at++]));
            add_turns(list.back().branches, at, depth + 1);
            list.back().if_branches = !list.back().branches.empty();
        }
    }

    pages::HandlingTurn turn_of(const Forwarding& part) const {
        const Subject subject = held(part);
        const bool running = flow::is_open(part);
        const auto* holds = may(Deed::report_result, subject);
        pages::HandlingTurn turn{.if_mine = open_ && running && holds != nullptr,
                                 .if_gone = part.state == "withdrawn" || part.state == "handed_back",
                                 .role = lang_.tr(role_title(part.role)),
                                 .who = part.receiver_label,
                                 .turn_tag = tag_of_turn(part.state),
                                 .turn_state = lang_.tr(turn_state_title(part.state)),
                                 .turn_time = time_words(part),
                                 .if_turn_due = part.due.has_value(),
                                 .if_turn_late = part.due && running && *part.due < today_,
                                 .turn_due = part.due ? clock::show(*part.due) : "",
                                 .giver_step = lang_.tr(step_title(part.step)),
                                 .giver = part.giver_label,
                                 .given = clock::show(part.given_at),
                                 .if_behalf = part.entered_by_person != 0,
                                 .entered_by = directory_.person_name(part.entered_by_person),
                                 .if_scan = false,
                                 .scan_path = "",
                                 .if_opinion = !part.opinion.empty(),
                                 .opinion = part.opinion,
                                 .if_result = !part.result.empty(),
                                 .result = part.result,
                                 .if_reason = !part.reason.empty(),
                                 .reason = part.reason,
                                 .extensions = {},
                                 .if_deeds = false,
                                 .posts = {},
                                 .links = {},
                                 .if_branches = false,
                                 .branches = {}};
        for (const auto& file : files_) {
            if (file.id != part.scan_file) continue;
            turn.if_scan = true;
            turn.scan_path = link_ + "/files/" + std::to_string(file.position) + "/view";
        }
        add_extensions(turn, part, subject);
        if (open_) add_deeds(turn, part, subject, holds);
        turn.if_deeds = !turn.posts.empty() || !turn.links.empty();
        return turn;
    }

    std::string time_words(const Forwarding& part) const {
        std::string words;
        if (part.read_at) words = text::fill(lang_.tr("xem %1"), {clock::show(*part.read_at)});
        if (part.done_at)
            words += (words.empty() ? "" : " · ") + text::fill(lang_.tr("xong %1"), {clock::show(*part.done_at)});
        return words;
    }

    void add_extensions(pages::HandlingTurn& turn, const Forwarding& part, const Subject& subject) const {
        for (const auto& one : handling_.extensions) {
            if (one.forwarding != part.id || one.state == "dropped") continue;
            std::string words =
                text::fill(lang_.tr("%1 xin gia hạn đến %2: %3."), {one.asked_by, clock::show(one.asked), one.reason});
            if (one.granted) words += " " + text::fill(lang_.tr("Đã duyệt đến %1."), {clock::show(*one.granted)});
            if (one.state == "refused") words += " " + text::fill(lang_.tr("Không đồng ý: %1."), {one.answer});
            turn.extensions.push_back(
                {.extension = words,
                 .if_decide = one.state == "waiting" && open_ && may(Deed::grant_extension, subject),
                 .decide_path = link_ + "/extensions/" + std::to_string(one.id) + "/decision"});
        }
    }

    void add_deeds(pages::HandlingTurn& turn, const Forwarding& part, const Subject& subject,
                   const Capacity* holds) const {
        const bool running = flow::is_open(part);
        const std::string path = link_ + "/forwardings/" + std::to_string(part.id);
        const auto link = [&](const std::string& to, const char* words) {
            turn.links.push_back({.link_path = to, .link_name = lang_.tr(words)});
        };
        const auto post = [&](const char* deed, const char* words) {
            turn.posts.push_back({.post_path = path + deed,
                                  .csrf = context_.csrf_token(),
                                  .deed_key = deed::new_key(),
                                  .part_version = part.version,
                                  .post_name = lang_.tr(words)});
        };
        const bool works = part.role == "lead" || part.role == "support";
        if (holds && works && (running || part.state == "forwarded")) {
            for (const auto& step : steps_of(*holds, one_.owner_agency, true))
                link(link_ + "/forwardings/new?parent=" + std::to_string(part.id) + "&step=" + step, step_title(step));
        }
        if (holds && running) {
            if (works && part.state != "in_process") post("/start", "Bắt đầu xử lý");
            link(path + "/result", works ? "Báo kết quả" : "Kết thúc theo dõi");
            link(path + "/handback", "Chuyển trả");
            if (part.due && works) link(path + "/extension", "Xin gia hạn");
        }
        if (running && part.role == "lead" && waits_for_direction(part) &&
            may(Deed::enter_direction_on_behalf, subject))
            link(link_ + "/directions-on-behalf/new?parent=" + std::to_string(part.id), "Nhập ý kiến thay");
        const bool gives = may(Deed::withdraw_forwarding, subject) != nullptr;
        if (gives && part.state == "unread") post("/withdrawal", "Thu hồi lượt chuyển");
        if (gives && running) link(path + "/reassignment", "Giao việc lại");
    }

    bool waits_for_direction(const Forwarding& part) const {
        const auto* post = part.receiver_kind == ReceiverKind::post ? directory_.post(part.receiver) : nullptr;
        namespace role = directory::role;
        return post && post->agency == one_.owner_agency &&
               (post->has(role::kAgencyLeader) || post->has(role::kDeputyAgencyLeader));
    }

    pages::HandlingTree::OpinionsItem opinion_of(const OpinionRequest& one) const {
        Subject subject = subject_of(one_);
        subject.holder_post = one.of_post;
        const bool waits = one.state == "waiting";
        return {.if_asked_me = waits && may(Deed::give_opinion, subject),
                .of = one.of_label,
                .opinion_tag = waits ? "tag--warn" : "tag--good",
                .opinion_state = lang_.tr(waits ? "Chờ ý kiến" : "Đã cho ý kiến"),
                .if_opinion_due = one.due.has_value(),
                .if_opinion_late = waits && one.due && *one.due < today_,
                .opinion_due = one.due ? clock::show(*one.due) : "",
                .asked_by = one.asked_by,
                .asked = clock::show(one.asked_at),
                .question = one.question,
                .if_answer = !one.answer.empty(),
                .answer = one.answer,
                .answered = one.answered_at ? clock::show(*one.answered_at) : "",
                .answer_path = link_ + "/opinions/" + std::to_string(one.id) + "/answer"};
    }

    web::Context& context_;
    const dinh::pages::Lang& lang_;
    const directory::Snapshot& directory_;
    const Incoming& one_;
    const std::vector<files::Ref>& files_;
    const Handling& handling_;
    Day today_;
    bool open_;
    std::string link_;
};

}  // namespace

Handling handling_of(db::Conn& conn, Id incoming) {
    return {tree_of(conn, incoming), extensions_of(conn, incoming), opinions_of(conn, kIncoming, incoming)};
}

pages::HandlingTree handling_panel(web::Context& context, const directory::Snapshot& directory, const Incoming& one,
                                   const std::vector<files::Ref>& files, const Handling& handling, Day today) {
    return Panel(context, directory, one, files, handling, today).build();
}

void mark_opened(web::Context& context, Id incoming) {
    const Actor& actor = context.actor();
    const auto unread = context.house.db->reading([&](db::Conn& conn) {
        std::vector<Id> list;
        const auto subject = handling_store::read_incoming(conn, incoming);
        if (!subject || !grants::may_see(conn, actor, kIncoming, incoming)) return list;
        for (const auto& part : handling_store::forwardings_of(conn, incoming)) {
            if (part.state == "unread" && can(actor, Deed::report_result, flow::right_subject(*subject, &part)))
                list.push_back(part.id);
        }
        return list;
    });
    if (unread.empty()) return;
    context.house.db->write([&](db::Tx& tx) {
        for (const Id part : unread) mark_read(tx, actor, part);
    });
}

}  // namespace dinh::documents
