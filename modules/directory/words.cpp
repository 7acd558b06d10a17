#include "modules/directory/words.hpp"

#include "platform/text/text.hpp"

namespace dinh::directory {

const std::vector<Choice>& agency_kinds() {
    static const std::vector<Choice> kKinds{{"province_committee", "Ủy ban nhân dân tỉnh"},
                                            {"council", "Hội đồng nhân dân, Đoàn đại biểu Quốc hội"},
                                            {"office", "Văn phòng giúp việc cơ quan cấp trên"},
                                            {"department", "Sở, ban, ngành"},
                                            {"subordinate_body", "Chi cục và tương đương (có con dấu)"},
                                            {"public_unit", "Đơn vị sự nghiệp"},
                                            {"commune", "Xã"},
                                            {"ward", "Phường"},
                                            {"party", "Cơ quan Đảng"},
                                            {"mass_organisation", "Mặt trận, đoàn thể"},
                                            {"vertical", "Cơ quan ngành dọc"},
                                            {"ministry", "Bộ, ngành trung ương"},
                                            {"enterprise", "Doanh nghiệp"},
                                            {"other", "Khác"}};
    return kKinds;
}

const std::vector<Choice>& unit_kinds() {
    static const std::vector<Choice> kKinds{{"leadership", "Lãnh đạo"},
                                            {"office", "Văn phòng"},
                                            {"division", "Phòng, ban"},
                                            {"centre", "Trung tâm"},
                                            {"team", "Tổ, bộ phận"}};
    return kKinds;
}

const std::vector<Choice>& post_roles() {
    static const std::vector<Choice> kRoles{{"agency_leader", "Người đứng đầu cơ quan"},
                                            {"deputy_agency_leader", "Cấp phó của người đứng đầu"},
                                            {"office_leader", "Lãnh đạo Văn phòng"},
                                            {"unit_leader", "Trưởng phòng, trưởng đơn vị"},
                                            {"deputy_unit_leader", "Phó trưởng phòng, phó đơn vị"},
                                            {"specialist", "Chuyên viên, người xử lý"},
                                            {"records_clerk", "Văn thư cơ quan"},
                                            {"unit_records_clerk", "Văn thư đơn vị"},
                                            {"leader_assistant", "Thư ký, giúp việc lãnh đạo"},
                                            {"follow_up_officer", "Người theo dõi, đôn đốc"},
                                            {"it_officer", "Cán bộ phụ trách công nghệ thông tin"},
                                            {"administrator", "Quản trị hệ thống (toàn tỉnh)"},
                                            {"auditor", "Kiểm tra nhật ký (chỉ đọc)"}};
    return kRoles;
}

const std::vector<Choice>& signing_kinds() {
    static const std::vector<Choice> kKinds{{"", "Không ký văn bản"},
                                            {"head", "Người đứng đầu ký"},
                                            {"deputy", "Ký thay (KT.)"},
                                            {"unit_head", "Ký thừa lệnh (TL.)"},
                                            {"unit_deputy", "Ký thừa lệnh, ký thay cấp trưởng đơn vị (TL., KT.)"}};
    return kKinds;
}

const std::vector<Choice>& appointment_kinds() {
    static const std::vector<Choice> kKinds{{"holder", "Giữ chính thức"},
                                            {"concurrent", "Kiêm nhiệm"},
                                            {"acting", "Quyền cấp trưởng (Q.)"},
                                            {"in_charge", "Cấp phó phụ trách"}};
    return kKinds;
}

const std::vector<Choice>& delegation_purposes() {
    static const std::vector<Choice> kPurposes{{"work", "Xử lý công việc thay (cả hai cùng thấy việc)"},
                                               {"mandate", "Ký thừa ủy quyền (TUQ.)"}};
    return kPurposes;
}

std::string title_of(const std::vector<Choice>& choices, std::string_view value) {
    for (const auto& one : choices)
        if (one.value == value) return one.title;
    return std::string(value);
}

std::vector<std::string> values_of(const std::vector<Choice>& choices) {
    std::vector<std::string> values;
    for (const auto& one : choices) values.push_back(one.value);
    return values;
}

std::string span_words(const dinh::pages::Lang& lang, Day from, std::optional<Day> until) {
    if (!until) return text::fill(lang.tr("từ %1"), {clock::show(from)});
    return text::fill(lang.tr("từ %1 đến hết %2"), {clock::show(from), clock::show(*until - 1)});
}

}  // namespace dinh::directory
