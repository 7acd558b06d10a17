#include "platform/pictures/pictures.hpp"

#include <sys/stat.h>

#include "platform/pictures/answer.hpp"
#include "platform/worker/file_kind.hpp"

namespace dinh::pictures {
namespace {

using worker::Outcome;

constexpr std::string_view kKind = "pictures";

worker::Result work(const worker::Call& call) {
    return answer_of(make_variants(worker::start_of_file(call.input_fd, kMostFileBytes + 1)));
}

}  // namespace

worker::Handler kind() {
    return {kKind, worker::Freedom{.reads_system = true, .converts = false, .threads = false}, &work};
}

Pictures make(int input_fd, const worker::Limits& limits) {
    Pictures pictures;
    struct stat facts {};
    if (fstat(input_fd, &facts) == 0 && facts.st_size > kMostFileBytes) {
        pictures.outcome = Outcome::too_big;
        return pictures;
    }
    return pictures_of(worker::run(kKind, input_fd, limits));
}

Said words(Outcome outcome) {
    if (outcome == Outcome::too_big) {
        return Said(
            "Ảnh quá lớn: chỉ nhận tệp đến 30 MB, ảnh đến 50 triệu điểm ảnh (PNG, WebP hoặc JPEG lũy tiến đến 20 "
            "triệu), mỗi cạnh đến 20.000 điểm ảnh. Hãy thu nhỏ ảnh rồi tải lại.");
    }
    if (outcome == Outcome::not_this_kind) {
        return Said(
            "Không đọc được ảnh này: chỉ nhận tệp JPEG, PNG, GIF hoặc WebP (không phải ảnh động) còn nguyên vẹn. Hãy "
            "lưu lại ảnh dưới dạng JPEG rồi tải lại.");
    }
    return Said("Máy chủ không xử lý được ảnh này. Hãy lưu lại ảnh dưới dạng JPEG rồi tải lại.");
}

}  // namespace dinh::pictures
