#include "platform/error/error.hpp"

#include "platform/text/text.hpp"

namespace dinh {

namespace {
std::string joined(const std::vector<Reason>& reasons) {
    std::string text;
    for (const auto& reason : reasons) {
        if (!text.empty()) text += ' ';
        text += reason.text;
    }
    return text;
}
}  // namespace

std::string Said::vietnamese() const { return text::fill(pattern_, values_); }

NotFound::NotFound(std::string for_log) : Failure("Không tìm thấy nội dung bạn cần.", std::move(for_log)) {}

Conflict::Conflict(std::string for_log)
    : Failure("Có người vừa thay đổi nội dung này. Hãy xem lại rồi thực hiện lần nữa.", std::move(for_log)) {}

Refused::Refused(std::vector<Reason> reasons)
    : Failure(joined(reasons), "refused: " + joined(reasons)), reasons_(std::move(reasons)) {}

Unavailable::Unavailable(std::string for_log)
    : Failure("Hệ thống tạm thời không thực hiện được yêu cầu. Chưa có gì thay đổi; hãy thử lại sau ít phút.",
              std::move(for_log)) {}

}  // namespace dinh
