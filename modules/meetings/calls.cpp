// What programs are told of this module's deeds, lists and records; see docs/api.md.
#include "platform/web/router.hpp"

namespace dinh::meetings {

using namespace web::api;
using web::Method;

namespace {

using Fields = std::vector<Asked>;

Fields entry_fields() {
    return {version(),
            id("agency", "Cơ quan"),
            id("incoming", "Giấy mời"),
            id("unit", "Ghi vào lịch của"),
            line("subject", "Nội dung").must(),
            line("place", "Địa điểm", 200),
            id("chair", "Chủ trì"),
            line("chair_text", "Người chủ trì", 200),
            id("posts", "Thành phần").several(),
            id("units", "Thành phần").several(),
            line("guests", "Thành phần khác", 1000),
            truth("internal", ""),
            day("day", "Ngày").must(),
            day("until_day", "Đến hết ngày"),
            line("from", "", 5).must(),
            line("until", "", 5)};
}

void describe_part_1(web::Router& router) {
    router.of(Method::post, "/meetings/weeks/:monday/submission")
        .says("Trình lịch tuần")
        .takes({version(), line("agency", "", 0)});
    router.of(Method::post, "/meetings/weeks/:monday/approval")
        .says("Duyệt lịch tuần")
        .takes({version(), line("agency", "", 0)});
    router.of(Method::post, "/meetings/weeks/:monday/return")
        .says("Trả lại lịch tuần")
        .takes({version(), line("reason", "", 0), line("agency", "", 0)});
    router.of(Method::post, "/meetings/weeks/:monday/publication")
        .says("Công bố lịch tuần")
        .takes({version(), line("agency", "", 0)});
    router.of(Method::post, "/meetings/weeks/:monday/opening")
        .says("Đăng lịch tuần lên trang thông tin")
        .takes({version(), line("agency", "", 0)});
    router.of(Method::del, "/meetings/weeks/:monday/opening")
        .says("Gỡ lịch tuần khỏi trang thông tin")
        .takes({version(), line("agency", "", 0)});
    router.of(Method::post, "/meetings/entries").says("Thêm cuộc họp, việc vào lịch").takes(entry_fields());
    router.of(Method::post, "/meetings/entries/:id/changes").says("Sửa cuộc họp").takes(entry_fields());
    router.of(Method::post, "/meetings/entries/:id/acceptance").says("Nhận dự họp").takes({version()});
    router.of(Method::post, "/meetings/entries/:id/refusal")
        .says("Từ chối dự họp")
        .takes({version(), line("reason", "", 0), line("for", "", 0)});
    router.of(Method::post, "/meetings/entries/:id/cancellation")
        .says("Hủy cuộc họp")
        .takes({version(), line("reason", "", 0), line("for", "", 0)});
    router.of(Method::post, "/meetings/entries/:id/attendees")
        .says("Cử người dự họp")
        .takes({version(), line("for", "", 0), line("post", "", 0)});
    router.of(Method::post, "/meetings/entries/file")
        .says("Đưa cuộc họp từ tệp lịch vào lịch công tác")
        .takes({id("agency", "Cơ quan"), file("calendar", "Tệp")});
    router.of(Method::post, "/meetings/feeds").says("Tạo địa chỉ lịch riêng").takes({line("name", "Tên", 100)});
    router.of(Method::del, "/meetings/feeds/:id").says("Kết thúc địa chỉ lịch riêng").takes({version()});
    router.of(Method::get, "/meetings")
        .says("Lịch công tác tuần")
        .takes({id("agency", "Cơ quan"), day("week", "Tuần có ngày này"), id("calendar", "Lịch của đơn vị")});
}

void describe_part_2(web::Router& router) {
    router.of(Method::get, "/meetings/mine").says("Lịch của tôi").takes({day("week", "Tuần có ngày này")});
    router.of(Method::get, "/meetings/entries/:id").says("Một cuộc họp");
}

}  // namespace

void describe_calls(web::Router& router) {
    describe_part_1(router);
    describe_part_2(router);
}

}  // namespace dinh::meetings
