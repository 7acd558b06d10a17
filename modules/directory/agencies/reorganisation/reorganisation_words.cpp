#include "modules/directory/agencies/reorganisation/reorganisation_words.hpp"

#include <functional>

#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

std::string names_of(const Snapshot& directory, const std::vector<Id>& agencies) {
    std::vector<std::string> names;
    for (const Id agency : agencies) names.push_back(directory.agency_name(agency));
    return text::join(names, ", ");
}

std::string names_of(const Snapshot& directory, const std::vector<Target>& targets) {
    std::vector<std::string> names;
    for (const auto& target : targets) names.push_back(target_name(directory, target));
    return text::join(names, ", ");
}

}  // namespace

const std::vector<Choice>& reorganisation_kinds() {
    static const std::vector<Choice> kKinds{{"merge", "Sáp nhập, hợp nhất"}, {"split", "Chia cơ quan"},
                                            {"separate", "Tách cơ quan"},    {"dissolve", "Giải thể"},
                                            {"rename", "Đổi tên"},           {"recode", "Đổi mã định danh"},
                                            {"move", "Chuyển cấp trên"}};
    return kKinds;
}

std::string target_name(const Snapshot& directory, const Target& target) {
    return target.agency == 0 ? target.name : directory.agency_name(target.agency);
}

std::string state_title(const Reorganisation& one) {
    if (one.state == reorganising::kDraft) return "Phương án, chưa quyết định";
    if (one.state == reorganising::kDone) return "Đã thực hiện";
    if (one.state == reorganising::kUndone) return "Đã hủy";
    return one.blocked.empty() ? "Đã quyết định, chờ đến ngày" : "Chưa thực hiện được";
}

std::string state_tag(const Reorganisation& one) {
    if (one.state == reorganising::kDone) return "good";
    if (one.state == reorganising::kUndone) return "off";
    return one.state == reorganising::kDraft ? "line" : "warn";
}

std::string title_of(const dinh::pages::Lang& lang, const Snapshot& directory, const Reorganisation& one) {
    const std::string from = names_of(directory, one.agencies), to = names_of(directory, one.targets);
    if (one.kind == reorganising::kRename) return text::fill(lang.tr("Đổi tên %1 thành %2"), {from, one.name});
    if (one.kind == reorganising::kRecode) return text::fill(lang.tr("Đổi mã của %1 thành %2"), {from, one.code});
    if (one.kind == reorganising::kMove)
        return text::fill(lang.tr("Chuyển %1 về trực thuộc %2"), {from, directory.agency_name(one.parent)});
    if (one.kind == reorganising::kMerge) return text::fill(lang.tr("Sáp nhập %1 vào %2"), {from, to});
    if (one.kind == reorganising::kSplit) return text::fill(lang.tr("Chia %1 thành %2"), {from, to});
    if (one.separates()) return text::fill(lang.tr("Tách từ %1 sang %2"), {from, to});
    return text::fill(lang.tr("Giải thể %1, %2 tiếp nhận"), {from, to});
}

namespace {

using Say = std::function<void(const char* sentence, const std::vector<std::string>& values)>;

void say_new(const Say& say, const Reorganisation& one) {
    for (const auto& target : one.targets)
        if (target.agency == 0) say("Lập cơ quan mới: %1 (%2).", {target.name, target.abbreviation});
}

void say_separation(const Say& say, const Snapshot& directory, const Reorganisation& one) {
    const std::string day = clock::show(one.day), from = names_of(directory, one.agencies);
    say("%1 tiếp tục hoạt động, giữ tên, mã, sổ đăng ký và các cơ quan trực thuộc.", {from});
    say_new(say, one);
    for (const auto& target : one.targets)
        if (!target.scope.empty()) say("Chuyển giao cho %1: %2.", {target_name(directory, target), target.scope});
    say("Đơn vị được chọn chuyển đi từ ngày %1 cùng vị trí và người giữ; việc đang chờ đi theo vị trí.", {day});
    say("Hồ sơ đang mở ở lại %1, trừ những hồ sơ có người chọn nơi nhận, từng hồ sơ hoặc theo quy tắc.", {from});
    say("Cơ quan mới có tên ở các nhóm nơi nhận có %1 và mở sổ riêng; người chuyển đi thôi giữ sổ của %1.", {from});
    say("Ủy quyền đi theo vị trí được chuyển; ủy quyền giữa người chuyển đi và người ở lại thì chấm dứt.", {});
}

}  // namespace

std::vector<std::string> consequences(const dinh::pages::Lang& lang, const Snapshot& directory,
                                      const Reorganisation& one) {
    std::vector<std::string> lines;
    const auto say = [&](const char* sentence, const std::vector<std::string>& values = {}) {
        lines.push_back(text::fill(lang.tr(sentence), values));
    };
    const std::string day = clock::show(one.day), from = names_of(directory, one.agencies),
                      to = names_of(directory, one.targets);
    if (one.separates()) {
        say_separation(say, directory, one);
        return lines;
    }
    if (!one.ends()) {
        say("Bản mới của %1 có từ ngày %2; người, vị trí, sổ và hồ sơ giữ nguyên.", {from, day});
        say("Văn bản đã ban hành giữ tên và mã của ngày ban hành; mã cũ vẫn dẫn đến cơ quan này.");
        return lines;
    }
    say("%1 kết thúc hoạt động từ ngày %2; tên, mã cũ vẫn tra được và dẫn đến %3.", {from, day, to});
    say_new(say, one);
    if (one.staff_moves)
        say("Đơn vị, vị trí cùng người giữ chuyển sang %1; việc đang chờ đi theo vị trí.", {to});
    else
        say("Mọi vị trí kết thúc; việc đang chờ chuyển cho người đứng đầu hoặc văn thư của %1.", {to});
    if (one.staff_moves && !one.leaders_move)
        say("Vị trí lãnh đạo kết thúc; việc đang chờ chuyển cho người đứng đầu của %1.", {to});
    if (one.kind == reorganising::kSplit)
        say("Hồ sơ đang mở được liệt kê để một người chọn nơi nhận, từng hồ sơ hoặc theo quy tắc.");
    else
        say("Hồ sơ đang mở chuyển sang %1; nơi lập hồ sơ không đổi.", {to});
    say("Sổ đăng ký đóng từ ngày %1 và giao cho văn thư của cơ quan kế thừa giữ, tra cứu; cơ quan mới mở sổ riêng.",
        {day});
    say("Cơ quan trực thuộc chuyển về %1; nhóm nơi nhận thay bằng cơ quan kế thừa.",
        {target_name(directory, one.targets.front())});
    say("Ủy quyền đi theo vị trí được chuyển; của vị trí kết thúc thì chấm dứt.");
    return lines;
}

}  // namespace dinh::directory
