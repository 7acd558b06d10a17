#include "platform/web/serve/errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "platform/db/db.hpp"
#include "platform/error/too_often.hpp"
#include "platform/log/log.hpp"
#include "platform/pages/layout.hpp"
#include "platform/text/text.hpp"
#include "platform/web/serve/faults.hpp"
#include "platform/web/serve/frame.hpp"

namespace dinh::web::serve {

namespace {

constexpr log::Message kBroken{
    "WEB_REQUEST_BROKEN", log::Level::error, "a request failed by a fault of the program",
    "The person was told so and given the request id. Nothing was half done. Report the line to the developers."};
constexpr log::Message kUnavailable{
    "WEB_REQUEST_UNAVAILABLE", log::Level::warning, "a request could not be served now",
    "The person was asked to try again. Many of these: look at the database, the free disk space and the load."};
constexpr log::Message kRefused{"WEB_REQUEST_REFUSED", log::Level::info, "a request was refused",
                                "Nothing to do: a rule, a right or the form of the request forbade it."};

constexpr const char* kNoRoom =
    "Không lưu được tệp: ổ đĩa lưu tệp đã đầy, chỉ cho đọc hoặc bị lỗi. Chưa có gì thay đổi; hãy báo cán bộ công "
    "nghệ thông tin rồi thử lại.";
constexpr const char* kLeaked =
    "Khóa không được đứng trong địa chỉ, vì địa chỉ bị ghi lại ở nhiều nơi. Khóa này đã bị kết thúc; hãy tạo khóa khác "
    "và gửi trong đầu mục Authorization.";
constexpr const char* kOurFault =
    "Chương trình gặp lỗi khi xử lý yêu cầu. Nếu vừa gửi một biểu mẫu, hãy xem lại kết quả trước khi gửi lần nữa.";

Said fault_text(int status) {
    switch (status) {
        case 401: return "Hãy đăng nhập để tiếp tục.";
        case 404: return NotFound("").said();
        case 405: return "Địa chỉ này không nhận thao tác vừa gửi. Hãy quay lại trang trước rồi thử lại.";
        case 408: return "Yêu cầu gửi lên quá chậm nên đã bị dừng. Hãy kiểm tra đường truyền rồi thử lại.";
        case 429: return "Khóa này đã gọi quá nhiều lần. Hãy đợi rồi gọi tiếp.";
        case 413: return "Nội dung gửi lên quá lớn. Hãy chọn tệp nhỏ hơn hoặc gửi làm nhiều lần.";
        case 415: return "Nội dung gửi lên không đúng loại được nhận.";
        case 500: return kOurFault;
        case 503: return Unavailable("").said();
        default: return "Yêu cầu gửi lên không hợp lệ.";
    }
}

const char* heading(int status) {
    switch (status) {
        case 401: return "Cần đăng nhập";
        case 403: return "Không được phép";
        case 404: return "Không tìm thấy";
        case 409: return "Nội dung đã thay đổi";
        case 413: return "Nội dung quá lớn";
        case 422: return "Chưa thực hiện được";
        case 429: return "Quá nhiều lần";
        case 500: return "Có lỗi trong chương trình";
        case 503: return "Hệ thống đang bận";
        default: return "Yêu cầu không hợp lệ";
    }
}

constexpr const char* kLastWords =
    "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Đình</title><h1>Có lỗi trong chương trình</h1>"
    "<p>Hãy thử lại sau ít phút.</p></html>";

void write_log(const Context& context, const Problem& problem) {
    const auto& message = problem.status == 503                                                     ? kUnavailable
                          : problem.status >= 500 && problem.status != 501 && problem.status != 505 ? kBroken
                                                                                                    : kRefused;
    log::write(message, {{"status", problem.status},
                         {"path", context.request.path},
                         {"why", problem.for_log},
                         {"person", context.actor().person},
                         {"request", context.request.request_id}});
}

Response json_problem(const Context& context, const Problem& problem) {
    boost::json::object body{{"type", "about:blank"},
                             {"title", context.lang.tr(heading(problem.status))},
                             {"status", problem.status},
                             {"detail", context.lang.say(problem.said)}};
    if (!problem.reasons.empty()) {
        boost::json::array reasons;
        for (const Reason& reason : problem.reasons)
            reasons.push_back(boost::json::object{{"field", reason.field}, {"text", context.lang.say(reason.said)}});
        body["reasons"] = std::move(reasons);
    }
    if (problem.status >= 500) body["reference"] = context.request.request_id;
    Response response = json(boost::json::serialize(body), problem.status);
    response.content_type = "application/problem+json";
    return response;
}

// The reasons stand in the list; the text then only opens it.
std::string shown_text(const Context& context, const Problem& problem) {
    return problem.reasons.empty() ? context.lang.say(problem.said) : context.lang.tr("Chưa thực hiện được vì:");
}

Response fragment_problem(const Context& context, const Problem& problem) {
    layout::Notice notice{.kind = "bad", .text = shown_text(context, problem), .if_reasons = !problem.reasons.empty()};
    for (const Reason& reason : problem.reasons) notice.reasons.push_back({.reason = context.lang.say(reason.said)});
    return html(pages::render(context.lang, notice), problem.status);
}

Response page_problem(Context& context, const Problem& problem) {
    const std::string back = came_from(context.request);
    layout::Error page{.heading = context.lang.tr(heading(problem.status)),
                       .text = shown_text(context, problem),
                       .if_reasons = !problem.reasons.empty(),
                       .if_back = !back.empty(),
                       .back_path = back,
                       .if_reference = problem.status >= 500,
                       .reference = context.request.request_id};
    for (const Reason& reason : problem.reasons) page.reasons.push_back({.reason = context.lang.say(reason.said)});
    std::string title = page.heading.value();
    const auto renderable = pages::renderable(page);
    if (problem.status < 500) {
        try {
            return page_of(context, title, renderable, problem.status);
        } catch (const std::exception& failure) {
            log::write(kUnavailable,
                       {{"status", problem.status}, {"path", context.request.path}, {"why", failure.what()}});
        }
    }
    return bare_page_of(context, std::move(title), renderable, problem.status);
}

Problem of_database(const db::Error& error) {
    const std::string why = error.what();
    if (dynamic_cast<const db::Lost*>(&error))
        return {503, "Đường nối tới cơ sở dữ liệu bị đứt. Hãy xem lại kết quả trước khi gửi lần nữa.", {}, why, 5};
    if (dynamic_cast<const db::UniqueViolation*>(&error) || dynamic_cast<const db::ForeignKeyViolation*>(&error))
        return {409, Conflict("").said(), {}, why, 0};
    if (dynamic_cast<const db::TimedOut*>(&error))
        return {503, "Yêu cầu mất quá nhiều thời gian nên đã bị dừng. Hãy thu hẹp phạm vi rồi thử lại.", {}, why, 5};
    return {503, Unavailable("").said(), {}, why, 5};
}

}  // namespace

Problem problem_of(std::exception_ptr failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const NotFound& error) {
        return {404, error.said(), {}, error.for_log(), 0};
    } catch (const Forbidden& error) {
        return {403, error.said(), {}, error.for_log(), 0};
    } catch (const Conflict& error) {
        return {409, error.said(), {}, error.for_log(), 0};
    } catch (const TooOften& error) {
        return {429, error.said(), error.reasons(), error.for_log(), error.wait_s()};
    } catch (const Refused& error) {
        return {422, error.said(), error.reasons(), error.for_log(), 0};
    } catch (const Unavailable& error) {
        return {503, error.said(), {}, error.for_log(), 5};
    } catch (const HttpFault& error) {
        // To the person it is the same refusal, with the same status, as that of the file store.
        if (error.status() == kFilesWithoutRoom) return {503, kNoRoom, {}, error.what(), 5};
        if (error.status() == kTokenInAddress) return {400, kLeaked, {}, error.what(), 0};
        const int wait_s = error.status() == 503 ? 2 : error.retry_after_s();
        return {error.status(), fault_text(error.status()), {}, error.what(), wait_s};
    } catch (const db::Error& error) {
        return of_database(error);
    } catch (const std::exception& error) {
        return {500, kOurFault, {}, error.what(), 0};
    } catch (...) {
        return {500, kOurFault, {}, "not a std::exception", 0};
    }
}

Response answer_problem(Context& context, const Problem& problem) {
    write_log(context, problem);
    Response response;
    try {
        if (context.request.wants_json())
            response = json_problem(context, problem);
        else if (context.request.wants_fragment())
            response = fragment_problem(context, problem);
        else
            response = page_problem(context, problem);
    } catch (const std::exception& failure) {
        log::write(kBroken, {{"path", context.request.path}, {"why", failure.what()}});
        response = html(kLastWords, problem.status);
    }
    if (problem.retry_after_s > 0) response.with("Retry-After", std::to_string(problem.retry_after_s));
    if (problem.status == 401) response.with("WWW-Authenticate", "Bearer");
    return response;
}

}  // namespace dinh::web::serve
