#include "modules/portal/rights.hpp"

#include <algorithm>

#include "modules/directory/directory.hpp"
#include "platform/error/error.hpp"

namespace dinh::portal {

namespace {

namespace role = directory::role;

bool of_agency(const Capacity& as, const Subject& subject) { return as.works_for(subject.agency); }
bool leads(const Capacity& as, const Subject& subject) {
    return of_agency(as, subject) && (as.has(role::kAgencyLeader) || as.has(role::kOfficeLeader));
}
bool manages(const Capacity& as, const Subject& subject) {
    return has_role(as, subject, member::kManager) || leads(as, subject) || as.has(role::kAdministrator) ||
           (as.has(role::kItOfficer) && of_agency(as, subject));
}
bool edits(const Capacity& as, const Subject& subject) {
    return has_role(as, subject, member::kEditor) || has_role(as, subject, member::kSecretary) ||
           has_role(as, subject, member::kApprover);
}
bool writes(const Capacity& as, const Subject& subject) {
    return of_agency(as, subject) || edits(as, subject) || has_role(as, subject, member::kContributor);
}
bool wrote(const Capacity& as, const Subject& subject) {
    return subject.writer_post != 0 && as.post == subject.writer_post;
}
bool holds_step(const Capacity& as, const Subject& subject) {
    return !subject.awaiting.empty() && has_role(as, subject, subject.awaiting);
}
bool answers_for(const Capacity& as, const Subject& subject) {
    return has_role(as, subject, member::kSecretary) || has_role(as, subject, member::kApprover);
}

bool sorts(const Capacity& as, const Subject& subject) { return edits(as, subject) || leads(as, subject); }
bool leads_holder(const Capacity& as, const Subject& subject) {
    return subject.holder_unit != 0 && as.unit == subject.holder_unit &&
           (as.has(role::kUnitLeader) || as.has(role::kDeputyUnitLeader));
}
bool holds_question(const Capacity& as, const Subject& subject) {
    return (subject.holder_post != 0 && as.post == subject.holder_post) || leads_holder(as, subject);
}
bool approves_answers(const Capacity& as, const Subject& subject) {
    const bool heads = as.has(role::kAgencyLeader) || as.has(role::kDeputyAgencyLeader);
    return has_role(as, subject, member::kApprover) || (heads && of_agency(as, subject));
}

bool fits_question(const Capacity& as, Deed deed, const Subject& subject) {
    switch (deed) {
        case Deed::hand_on_question: return leads_holder(as, subject);
        case Deed::draft_answer: return holds_question(as, subject) || approves_answers(as, subject);
        case Deed::approve_answer:
        case Deed::reopen_question: return approves_answers(as, subject);
        case Deed::extend_question: return sorts(as, subject) || approves_answers(as, subject);
        case Deed::open_consultation:
        case Deed::answer_comment: return edits(as, subject);
        default: return sorts(as, subject);
    }
}

bool fits(const Capacity& as, Deed deed, const Subject& subject) {
    switch (deed) {
        case Deed::open_site: return as.has(role::kAdministrator) || leads(as, subject);
        case Deed::change_site:
        case Deed::name_member:
        case Deed::end_member:
        case Deed::add_category:
        case Deed::change_category:
        case Deed::close_category: return manages(as, subject);
        case Deed::add_host: return as.has(role::kAdministrator);
        case Deed::write: return writes(as, subject);
        // Before it is submitted the writer, afterwards whoever holds the step.
        case Deed::change: return subject.awaiting.empty() ? wrote(as, subject) : holds_step(as, subject);
        case Deed::drop:
        case Deed::submit: return wrote(as, subject);
        case Deed::pass:
        case Deed::send_back: return holds_step(as, subject);
        case Deed::schedule: return has_role(as, subject, member::kApprover);
        case Deed::correct:
        case Deed::withdraw:
        case Deed::pin:
        case Deed::grade_fee:
        case Deed::offer:
        case Deed::accept:
        case Deed::decline: return answers_for(as, subject);
        case Deed::approve_fee: return has_role(as, subject, member::kApprover);
        case Deed::demand: return subject.province && has_role(as, subject, member::kApprover);
        case Deed::see_drafts: return edits(as, subject) || wrote(as, subject);
        // questions
        case Deed::enter_question:
        case Deed::sort_question:
        case Deed::hand_on_question:
        case Deed::draft_answer:
        case Deed::approve_answer:
        case Deed::extend_question:
        case Deed::reopen_question:
        case Deed::open_consultation:
        case Deed::answer_comment: return fits_question(as, deed, subject);
        // library
        case Deed::propose_legal:
        case Deed::see_library: return writes(as, subject);
        case Deed::change_legal: return wrote(as, subject) || answers_for(as, subject);
        case Deed::approve_legal:
        case Deed::return_legal:
        case Deed::correct_legal:
        case Deed::withdraw_legal:
        case Deed::relate_legal:
        case Deed::place_legal:
        case Deed::import_legal: return answers_for(as, subject);
        case Deed::keep_gazette: return subject.province && answers_for(as, subject);
        // postings
        case Deed::propose_posting:
        case Deed::see_postings: return writes(as, subject);
        case Deed::change_posting: return wrote(as, subject) || answers_for(as, subject);
        case Deed::approve_posting:
        case Deed::return_posting:
        case Deed::correct_posting:
        case Deed::end_posting: return answers_for(as, subject);
        // duties
        case Deed::see_duties: return writes(as, subject) || manages(as, subject);
        case Deed::see_all_duties: return as.has(role::kAdministrator) || (subject.province && edits(as, subject));
        case Deed::mark_duty: return manages(as, subject);
        // imports
        case Deed::import_site:
            return has_role(as, subject, member::kApprover) || has_role(as, subject, member::kManager) ||
                   as.has(role::kAdministrator);
    }
    return false;
}

// An archive is read; nothing is written into it any more.
bool reads_only(Deed deed) {
    return deed == Deed::see_drafts || deed == Deed::see_library || deed == Deed::see_postings ||
           deed == Deed::see_duties || deed == Deed::see_all_duties;
}

}  // namespace

bool has_role(const Capacity& as, const Subject& subject, std::string_view role) {
    return as.post != 0 && std::any_of(subject.members.begin(), subject.members.end(),
                                       [&](const Member& one) { return one.post == as.post && one.role == role; });
}

const Capacity* can(const Actor& actor, Deed deed, const Subject& subject) {
    if ((actor.read_only || subject.archive) && !reads_only(deed)) return nullptr;
    return actor.capacity([&](const Capacity& as) { return fits(as, deed, subject); });
}

std::string who_may(Deed deed) {
    switch (deed) {
        case Deed::open_site: return "Chỉ người đứng đầu, lãnh đạo văn phòng hoặc quản trị hệ thống mở được trang.";
        case Deed::change_site:
        case Deed::name_member:
        case Deed::end_member:
        case Deed::add_category:
        case Deed::change_category:
        case Deed::close_category:
            return "Chỉ quản trị trang, người đứng đầu hoặc lãnh đạo văn phòng của cơ quan thực hiện được.";
        case Deed::add_host:
            return "Chỉ quản trị hệ thống, sau khi bật xác thực bước hai, đặt được tên miền của trang và bản đồ nền.";
        case Deed::write: return "Chỉ người của cơ quan và cộng tác viên của trang viết bài được.";
        case Deed::change: return "Chỉ người viết, hoặc người đang giữ bước xử lý, sửa được bài này.";
        case Deed::drop:
        case Deed::submit: return "Chỉ người viết thực hiện được.";
        case Deed::pass:
        case Deed::send_back: return "Chỉ người đang giữ bước xử lý của bài thực hiện được.";
        case Deed::schedule:
        case Deed::approve_fee: return "Chỉ Trưởng hoặc Phó Trưởng Ban Biên tập thực hiện được.";
        case Deed::correct:
        case Deed::withdraw:
        case Deed::pin:
        case Deed::grade_fee:
        case Deed::offer:
        case Deed::accept:
        case Deed::decline: return "Chỉ thư ký hoặc lãnh đạo Ban Biên tập thực hiện được.";
        case Deed::demand: return "Chỉ Ban Biên tập của Cổng tỉnh yêu cầu các trang đăng được.";
        case Deed::see_drafts: return "Chỉ người viết và Ban Biên tập của trang xem được.";
        // questions
        case Deed::enter_question:
        case Deed::sort_question: return "Chỉ Ban Biên tập của trang và lãnh đạo cơ quan thực hiện được.";
        case Deed::hand_on_question: return "Chỉ lãnh đạo đơn vị được giao trả lời phân công được.";
        case Deed::draft_answer: return "Chỉ người được giao trả lời, hoặc người duyệt, soạn được câu trả lời.";
        case Deed::approve_answer:
        case Deed::reopen_question: return "Chỉ lãnh đạo cơ quan hoặc lãnh đạo Ban Biên tập duyệt câu trả lời được.";
        case Deed::extend_question: return "Chỉ Ban Biên tập của trang hoặc lãnh đạo cơ quan gia hạn được.";
        case Deed::open_consultation:
        case Deed::answer_comment: return "Chỉ Ban Biên tập của trang thực hiện được.";
        // library
        case Deed::propose_legal:
        case Deed::see_library: return "Chỉ người của cơ quan và cộng tác viên của trang thực hiện được.";
        case Deed::change_legal: return "Chỉ người đề nghị, thư ký hoặc lãnh đạo Ban Biên tập sửa được.";
        case Deed::approve_legal:
        case Deed::return_legal:
        case Deed::correct_legal:
        case Deed::withdraw_legal:
        case Deed::relate_legal:
        case Deed::place_legal:
        case Deed::import_legal: return "Chỉ thư ký hoặc lãnh đạo Ban Biên tập thực hiện được.";
        case Deed::keep_gazette: return "Chỉ thư ký hoặc lãnh đạo Ban Biên tập của Cổng tỉnh làm công báo được.";
        // postings
        case Deed::propose_posting:
        case Deed::see_postings: return "Chỉ người của cơ quan và cộng tác viên của trang thực hiện được.";
        case Deed::change_posting: return "Chỉ người đề nghị, thư ký hoặc lãnh đạo Ban Biên tập sửa được.";
        case Deed::approve_posting:
        case Deed::return_posting:
        case Deed::correct_posting:
        case Deed::end_posting: return "Chỉ thư ký hoặc lãnh đạo Ban Biên tập thực hiện được.";
        // duties
        case Deed::see_duties: return "Chỉ người làm việc cho trang xem được.";
        case Deed::see_all_duties: return "Chỉ quản trị hệ thống và Ban Biên tập của Cổng tỉnh xem được mọi trang.";
        case Deed::mark_duty:
            return "Chỉ quản trị trang, người đứng đầu hoặc lãnh đạo văn phòng của cơ quan thực hiện được.";
        // imports
        case Deed::import_site:
            return "Chỉ lãnh đạo Ban Biên tập, quản trị trang hoặc quản trị hệ thống thực hiện được.";
    }
    return "";
}

const Capacity& must(const Actor& actor, Deed deed, const Subject& subject) {
    const auto* as = can(actor, deed, subject);
    if (!as)
        throw Forbidden(who_may(deed), "portal: deed " + std::to_string(static_cast<int>(deed)) + " refused to " +
                                           std::to_string(actor.person));
    return *as;
}

}  // namespace dinh::portal
