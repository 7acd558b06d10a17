#include "modules/documents/rights.hpp"

#include <algorithm>

#include "modules/directory/directory.hpp"
#include "platform/error/error.hpp"

namespace dinh::documents {

namespace {

namespace role = directory::role;

bool keeps_books(const Capacity& as, const Subject& subject) {
    return as.has(role::kRecordsClerk) && std::find(as.issuing_bodies.begin(), as.issuing_bodies.end(),
                                                    subject.issuing_body) != as.issuing_bodies.end();
}
bool of_agency(const Capacity& as, const Subject& subject) { return as.works_for(subject.agency); }
bool heads(const Capacity& as) { return as.has(role::kAgencyLeader) || as.has(role::kDeputyAgencyLeader); }
bool leads_agency(const Capacity& as, const Subject& subject) { return as.agency == subject.agency && heads(as); }
// The chief of office inside an agency, or whoever heads the separate office that serves it (Văn phòng UBND tỉnh).
bool leads_office(const Capacity& as, const Subject& subject) {
    return (of_agency(as, subject) && as.has(role::kOfficeLeader)) ||
           (subject.agency != 0 && as.served == subject.agency && heads(as));
}
bool leads_unit(const Capacity& as) {
    return as.has(role::kUnitLeader) || as.has(role::kDeputyUnitLeader) || as.has(role::kOfficeLeader) ||
           as.has(role::kUnitRecordsClerk);
}
// Holds the part the deed is about: as the post named, or as a leader (or clerk) of the unit named.
bool holds(const Capacity& as, const Subject& subject) {
    if (subject.holder_post != 0 && as.post == subject.holder_post) return true;
    return subject.holder_unit != 0 && as.unit == subject.holder_unit && leads_unit(as);
}
bool gave(const Capacity& as, const Subject& subject) {
    return subject.giver_post != 0 && as.post == subject.giver_post;
}

bool fits(const Actor& actor, const Capacity& as, Deed deed, const Subject& subject) {
    const bool drafter =
        subject.drafter_person != 0 && actor.person == subject.drafter_person && of_agency(as, subject);
    switch (deed) {
        case Deed::receive:
        case Deed::register_incoming:
        case Deed::correct_incoming:
        case Deed::refuse_incoming:
        case Deed::return_to_sender:
        case Deed::attach_paper_original:
        case Deed::give_number:
        case Deed::note_seal:
        case Deed::issue:
        case Deed::reserve_number:
        case Deed::void_number: return keeps_books(as, subject);
        case Deed::direct: return holds(as, subject) || leads_agency(as, subject);
        case Deed::enter_direction_on_behalf:
            return keeps_books(as, subject) || (of_agency(as, subject) && as.has(role::kLeaderAssistant));
        case Deed::forward: return holds(as, subject) || keeps_books(as, subject) || leads_office(as, subject);
        case Deed::assign:
        case Deed::hand_back:
        case Deed::report_misrouted:
        case Deed::request_extension:
        case Deed::report_result:
        case Deed::act_on_step:
        case Deed::give_opinion: return holds(as, subject);
        case Deed::withdraw_forwarding: return gave(as, subject);
        case Deed::grant_extension: return gave(as, subject) || leads_agency(as, subject) || leads_office(as, subject);
        case Deed::request_opinion:
        case Deed::print_slip:
        case Deed::draft: return of_agency(as, subject);
        case Deed::close:
            return holds(as, subject) || keeps_books(as, subject) || leads_office(as, subject) ||
                   leads_agency(as, subject);
        case Deed::reopen: return keeps_books(as, subject) || leads_office(as, subject) || leads_agency(as, subject);
        case Deed::edit_draft:
        case Deed::drop_draft:
        case Deed::submit:
        case Deed::withdraw_submission: return drafter;
        case Deed::add_step:
        case Deed::skip_step: return drafter || holds(as, subject) || leads_office(as, subject);
        case Deed::attach_signed_file:
            return drafter || keeps_books(as, subject) || (subject.signer_post != 0 && as.post == subject.signer_post);
        case Deed::remind_recipients: return drafter || keeps_books(as, subject) || leads_office(as, subject);
        case Deed::recall:
        case Deed::replace:
        case Deed::correct_form: return keeps_books(as, subject) || leads_agency(as, subject);
        case Deed::manage_series: return keeps_books(as, subject) || as.has(role::kAdministrator);
        case Deed::manage_routes: return keeps_books(as, subject) || leads_office(as, subject);
        case Deed::back_date:
            return leads_office(as, subject) || leads_agency(as, subject) ||
                   (keeps_books(as, subject) && as.has("back_dating"));
        case Deed::read_report:
        case Deed::print_register:
            return keeps_books(as, subject) || leads_office(as, subject) || leads_agency(as, subject) ||
                   as.has(role::kAuditor);
    }
    return false;
}

}  // namespace

const Capacity* can(const Actor& actor, Deed deed, const Subject& subject) {
    const bool only_reads =
        deed == Deed::print_register || deed == Deed::print_slip || deed == Deed::read_report;
    if (actor.read_only && !only_reads) return nullptr;
    // Who acts for an absent holder does it in the holder's place, even where his own post would allow it as well.
    const auto* holder =
        actor.capacity([&](const Capacity& as) { return holds(as, subject) && fits(actor, as, deed, subject); });
    return holder ? holder : actor.capacity([&](const Capacity& as) { return fits(actor, as, deed, subject); });
}

std::string who_may(Deed deed) {
    switch (deed) {
        case Deed::receive:
        case Deed::register_incoming:
        case Deed::correct_incoming:
        case Deed::refuse_incoming:
        case Deed::return_to_sender:
        case Deed::attach_paper_original: return "Việc này do văn thư giữ sổ của cơ quan nhận thực hiện.";
        case Deed::give_number:
        case Deed::note_seal:
        case Deed::issue:
        case Deed::reserve_number:
        case Deed::void_number: return "Việc này do văn thư giữ sổ của cơ quan ban hành thực hiện.";
        case Deed::direct: return "Chỉ lãnh đạo cơ quan đang được trình văn bản này cho ý kiến chỉ đạo.";
        case Deed::enter_direction_on_behalf: return "Chỉ văn thư hoặc thư ký của lãnh đạo được nhập ý kiến thay.";
        case Deed::forward: return "Chỉ văn thư, lãnh đạo Văn phòng hoặc người đang giữ văn bản được chuyển.";
        case Deed::assign:
        case Deed::hand_back:
        case Deed::report_misrouted:
        case Deed::request_extension:
        case Deed::report_result: return "Chỉ người đang được giao lượt xử lý này thực hiện được.";
        case Deed::withdraw_forwarding: return "Chỉ người giao được thu hồi lượt chuyển.";
        case Deed::grant_extension: return "Chỉ người giao hoặc lãnh đạo cơ quan được duyệt gia hạn.";
        case Deed::give_opinion: return "Chỉ người được xin ý kiến trả lời được.";
        case Deed::act_on_step: return "Bước này đang chờ người khác.";
        case Deed::request_opinion:
        case Deed::print_slip:
        case Deed::draft: return "Chỉ người của cơ quan thực hiện được.";
        case Deed::close: return "Chỉ người chủ trì, văn thư hoặc lãnh đạo được kết thúc xử lý.";
        case Deed::reopen: return "Chỉ văn thư hoặc lãnh đạo được mở lại văn bản đã kết thúc.";
        case Deed::edit_draft:
        case Deed::drop_draft:
        case Deed::submit:
        case Deed::withdraw_submission: return "Chỉ người soạn dự thảo thực hiện được.";
        case Deed::add_step:
        case Deed::skip_step:
            return "Chỉ người soạn, người đang giữ bước ký hoặc lãnh đạo Văn phòng đổi được luồng ký.";
        case Deed::attach_signed_file: return "Chỉ văn thư, người soạn hoặc người ký gắn được tệp đã ký.";
        case Deed::remind_recipients: return "Chỉ người soạn, văn thư hoặc lãnh đạo Văn phòng đôn đốc được.";
        case Deed::recall:
        case Deed::replace:
        case Deed::correct_form: return "Chỉ văn thư giữ sổ hoặc lãnh đạo cơ quan thực hiện được.";
        case Deed::manage_series: return "Chỉ văn thư giữ sổ hoặc quản trị hệ thống mở, đóng được sổ.";
        case Deed::manage_routes: return "Chỉ văn thư giữ sổ hoặc lãnh đạo Văn phòng đặt được quy trình trình ký.";
        case Deed::back_date: return "Chỉ lãnh đạo Văn phòng hoặc lãnh đạo cơ quan được cho lấy số của ngày đã qua.";
        case Deed::read_report: return "Chỉ lãnh đạo, văn thư cơ quan hoặc thanh tra xem được báo cáo của cơ quan.";
        case Deed::print_register: return "Chỉ văn thư giữ sổ, lãnh đạo cơ quan hoặc thanh tra xem được sổ.";
    }
    return "";
}

const Capacity& must(const Actor& actor, Deed deed, const Subject& subject) {
    const auto* as = can(actor, deed, subject);
    if (!as)
        throw Forbidden(who_may(deed), "documents: deed " + std::to_string(static_cast<int>(deed)) + " refused to " +
                                           std::to_string(actor.person));
    return *as;
}

}  // namespace dinh::documents
