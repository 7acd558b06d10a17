// What may be written and to whom: all faults of a form at once.
#include <set>

#include "modules/internal/internal.hpp"
#include "modules/internal/letters/flow.hpp"
#include "modules/internal/series/series.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::internal::flow {

namespace {

constexpr std::size_t kMostSubject = 500, kMostBody = 20'000;
constexpr int kMostDaysAhead = 366;

bool known_urgency(int urgency, Day today) {
    for (const auto* one : rules::urgencies(today))
        if (one->rank == urgency) return true;
    return false;
}

}  // namespace

void check_due(Reasons& reasons, const std::optional<Day>& due) {
    if (!due) return;
    if (*due < clock::today()) reasons.add("due", "Hạn xử lý không được trước hôm nay.");
    if (*due > clock::today() + kMostDaysAhead) reasons.add("due", "Hạn xử lý xa quá một năm; hãy xem lại.");
}

void check_receivers(Reasons& reasons, const std::vector<Party>& allowed, const std::vector<ReceiverInput>& typed,
                     std::vector<Receiver>& receivers) {
    std::set<std::string> seen;
    for (const auto& one : typed) {
        const Party* party = find_party(allowed, one.party);
        const bool role_known = one.role == "act" || one.role == "information";
        if (!party || !role_known) {
            reasons.add("to", "Nơi nhận không còn hoạt động hoặc không thuộc cơ quan này; hãy chọn lại.");
            return;
        }
        // Whoever must act needs no second copy for information.
        if (!seen.insert(one.party).second) continue;
        Receiver receiver;
        receiver.id = ids::make();
        receiver.kind = party->kind;
        receiver.party = party->id;
        receiver.label = party->name;
        receiver.role = one.role;
        receiver.state = "planned";
        receivers.push_back(std::move(receiver));
    }
    if (receivers.size() > kMostReceivers)
        reasons.add("to", Said("Chọn nhiều nhất %1 nơi nhận.", {std::to_string(kMostReceivers)}));
}

Checked checked(db::Tx& tx, const directory::Snapshot& directory, const Capacity& as, const LetterInput& typed) {
    Reasons reasons;
    Checked result{typed, {}};
    LetterInput& input = result.input;
    const Day today = clock::today();
    if (!rules::table("internal_documents").find("kind", input.kind, today))
        reasons.add("kind", "Hãy chọn loại văn bản.");
    input.subject = checked_line(reasons, "subject", typed.subject, kMostSubject, "Hãy ghi trích yếu.");
    input.body = checked_text(reasons, "body", typed.body, kMostBody, "");
    if (!known_urgency(input.urgency, today)) reasons.add("urgency", "Hãy chọn độ khẩn.");
    check_due(reasons, input.due);
    if (input.numbered && !standing_series(tx, as.agency, as.unit, today))
        reasons.add("numbered", "Đơn vị không có sổ văn bản nội bộ đang mở; hãy mở sổ hoặc bỏ lấy số.");
    check_receivers(reasons, parties(directory, as), typed.receivers, result.receivers);
    reasons.done();
    return result;
}

}  // namespace dinh::internal::flow
