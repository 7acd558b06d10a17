#include "modules/internal/pages_common.hpp"

#include "platform/text/text.hpp"

namespace dinh::internal {

Reader reader_of(const web::Context& context) { return {context.lang, context.actor(), context.csrf_token()}; }

std::vector<NewFile> new_files(const forms::Uploaded& uploaded) {
    std::vector<NewFile> list;
    for (const auto& one : uploaded.files) list.push_back({one.name, one.stored});
    return list;
}

std::string day_words(const std::optional<Day>& day) { return day ? clock::show(*day) : std::string(); }

Reason changed_meanwhile() {
    return {"", "Có người vừa xử lý văn bản này sau khi bạn mở. Điều bạn gõ còn nguyên; xem lại rồi gửi lần nữa."};
}

web::Response file_answer(const web::Context& context, const std::optional<files::Ref>& ref) {
    if (!ref) throw NotFound("internal: no such file");
    const bool inline_view =
        ref->media_type == "application/pdf" || ref->media_type == "image/png" || ref->media_type == "image/jpeg";
    return web::file({context.house.files->path_of(ref->hash), ref->hash}, ref->media_type, ref->name, inline_view);
}

int file_position(const web::Request& request) {
    const auto position = ids::parse(request.place("n"));
    if (!position || *position > 100'000) throw NotFound("internal: file number");
    return static_cast<int>(*position);
}

const Capacity* chosen_post(const web::Context& context, std::string_view typed) {
    const auto posts = own_posts(context.actor());
    const Id wanted = ids::parse(typed).value_or(0);
    const auto* acting = context.actor().acting_capacity();
    const Capacity* fits = nullptr;
    for (const auto* one : posts) {
        if (one->post == wanted) return one;
        if (acting && one->post == acting->post) fits = one;
    }
    return fits || posts.empty() ? fits : posts.front();
}

}  // namespace dinh::internal
