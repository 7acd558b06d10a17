// The handling slip (phiếu giải quyết văn bản đến, Appendix IV part VII): what the leaders directed, what the heads of
// units assigned, what the handlers propose; printed from the tree, so that nobody writes it twice.
#include "modules/documents/documents.hpp"
#include "modules/documents/handling/handling_pages.hpp"
#include "modules/documents/handling/receivers.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/incoming/words.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

using Level = pages::HandlingSlip::LevelsItem;
using Entry = Level::EntriesItem;

struct Slip {
    Incoming one;
    std::vector<Forwarding> tree;
};

bool counts(const Forwarding& part) { return part.state != "withdrawn" && part.state != "handed_back"; }

// The parts of one deed: one giver, one moment.
bool together(const Forwarding& one, const Forwarding& other) {
    return one.parent == other.parent && one.giver_post == other.giver_post && one.given_at == other.given_at &&
           one.step == other.step && one.opinion == other.opinion;
}

class Filled {
public:
    Filled(const dinh::pages::Lang& lang, const directory::Snapshot& directory, const Slip& slip)
        : lang_(lang), directory_(directory), one_(slip.one), tree_(slip.tree) {}

    pages::HandlingSlip build() const {
        const auto* body = directory_.issuing_body(one_.issuing_body);
        pages::HandlingSlip page{.superior = body ? text::upper(body->superior_line) : "",
                                 .body = body ? text::upper(body->name) : "",
                                 .place = (body ? body->place_name : "") + ", " + clock::show_formal(clock::today()),
                                 .about = about(),
                                 .levels = {}};
        page.levels = {level("1. Ý kiến của lãnh đạo cơ quan, tổ chức", "direct"),
                       level("2. Ý kiến của lãnh đạo đơn vị", "assign"), proposals()};
        return page;
    }

private:
    std::string about() const {
        const std::string day =
            one_.document_day ? " " + text::fill(lang_.tr("ngày %1"), {clock::show(*one_.document_day)}) : "";
        return text::fill(lang_.tr("%1 số %2%3 của %4: %5. Số đến %6, ngày %7"),
                          {kind_name(one_.kind), one_.mark, day, one_.author_name, one_.subject, one_.number(),
                           day_words(one_.arrival_day)});
    }

    Level level(const char* title, std::string_view step) const {
        Level made{.level = lang_.tr(title), .entries = {}};
        for (std::size_t i = 0; i < tree_.size(); ++i) {
            if (tree_[i].step != step || !counts(tree_[i]) || shown_before(i)) continue;
            made.entries.push_back(entry_of(tree_[i]));
        }
        return made;
    }

    bool shown_before(std::size_t at) const {
        for (std::size_t i = 0; i < at; ++i) {
            if (counts(tree_[i]) && together(tree_[i], tree_[at])) return true;
        }
        return false;
    }

    Entry entry_of(const Forwarding& part) const {
        const std::string entered = directory_.person_name(part.entered_by_person);
        return {.who = part.giver_label,
                .day = clock::show(clock::day_of(part.given_at)),
                .if_words = !part.opinion.empty(),
                .words = part.opinion,
                .if_receivers = true,
                .receivers = receivers_of(part),
                .if_behalf = part.entered_by_person != 0,
                .behalf = text::fill(lang_.tr("Chép từ bút phê trên giấy, người nhập: %1"), {entered})};
    }

    // "Chủ trì: Phòng Chuyển đổi số, hạn 22/11/2026. Phối hợp: ..."
    std::string receivers_of(const Forwarding& first) const {
        std::string words;
        for (const char* role : {"lead", "support", "information", "follow_up"}) {
            std::vector<std::string> names;
            for (const auto& part : tree_) {
                if (part.role != role || !counts(part) || !together(part, first)) continue;
                names.push_back(part.receiver_label +
                                (part.due ? ", " + text::fill(lang_.tr("hạn %1"), {clock::show(*part.due)}) : ""));
            }
            if (!names.empty())
                words += (words.empty() ? "" : " ") + lang_.tr(role_title(role)) + ": " + text::join(names, "; ") + ".";
        }
        return words;
    }

    // What those proposed who passed it up, and what those report who did the work. A result that climbed is said once,
    // by its maker.
    Level proposals() const {
        Level made{.level = lang_.tr("3. Ý kiến đề xuất của người giải quyết"), .entries = {}};
        for (std::size_t i = 0; i < tree_.size(); ++i) {
            const auto& part = tree_[i];
            if (!counts(part)) continue;
            if (part.step == "submit" && !part.opinion.empty() && !shown_before(i))
                made.entries.push_back(proposal(part.giver_label, part.given_at, part.opinion));
            if (!part.result.empty() && part.done_at && !repeated_below(i))
                made.entries.push_back(proposal(part.receiver_label, *part.done_at, part.result));
        }
        return made;
    }

    bool repeated_below(std::size_t at) const {
        for (const auto& part : tree_) {
            if (part.parent == tree_[at].id && part.result == tree_[at].result) return true;
        }
        return false;
    }

    static Entry proposal(const std::string& who, Instant at, const std::string& words) {
        return {.who = who,
                .day = clock::show(clock::day_of(at)),
                .if_words = true,
                .words = words,
                .if_receivers = false,
                .receivers = "",
                .if_behalf = false,
                .behalf = ""};
    }

    const dinh::pages::Lang& lang_;
    const directory::Snapshot& directory_;
    const Incoming& one_;
    const std::vector<Forwarding>& tree_;
};

}  // namespace

web::Response slip_page(web::Context& context) {
    const auto directory = directory::now(context.house);
    const Slip slip = context.house.db->reading([&](db::Conn& conn) {
        Incoming one = visible_incoming(conn, context.actor(), context.request.id());
        auto tree = tree_of(conn, one.id);
        return Slip{std::move(one), std::move(tree)};
    });
    must(context.actor(), Deed::print_slip, subject_of(slip.one));
    if (slip.one.arrival_number == 0) throw NotFound("no slip before registration");
    return web::print_page(context, context.lang.tr("Phiếu giải quyết văn bản đến"),
                           Filled(context.lang, *directory, slip).build());
}

}  // namespace dinh::documents
