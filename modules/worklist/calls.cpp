// What programs are told of this module's deeds, lists and records; see docs/api.md.
#include "platform/web/router.hpp"

namespace dinh::worklist {

using namespace web::api;
using web::Method;

namespace {

void describe_part_1(web::Router& router) {
    router.of(Method::post, "/worklist/readings")
        .says("Đánh dấu việc để biết là đã đọc")
        .takes({id("item", "Việc").several()});
    router.of(Method::post, "/worklist/notices/readings").says("Đánh dấu thông báo đã đọc");
    router.of(Method::post, "/worklist/notices/choices")
        .says("Chọn cách nhận thông báo")
        .takes({version(), choice("pace_mail_*", "Thư điện tử", {"now", "hourly", "daily", "none"}),
                choice("pace_sms_*", "Tin nhắn", {"now", "hourly", "daily", "none"}),
                line("quiet_from", "Từ", 5).must(), line("quiet_until", "Đến", 5).must(),
                truth("urgent_passes", "Việc hỏa tốc gửi ngay, kể cả trong giờ yên lặng và khi gộp"),
                choice("language", "Ngôn ngữ", {"vi", "en"}).must(),
                choice("summary", "Cách nhận", {"", "mail", "sms"})});
    router.of(Method::post, "/worklist/notices/addresses/:way")
        .says("Đặt địa chỉ nhận thông báo")
        .takes({line("address_mail", "Địa chỉ thư điện tử", 254), line("address_sms", "Số điện thoại di động", 254)});
    router.of(Method::del, "/worklist/notices/addresses/:way").says("Bỏ địa chỉ nhận thông báo");
    router.of(Method::post, "/worklist/notices/addresses/:way/confirmation")
        .says("Xác nhận địa chỉ nhận thông báo")
        .takes({line("code_mail", "Mã sáu chữ số", 10), line("code_sms", "Mã sáu chữ số", 10)});
    router.of(Method::post, "/worklist/deliveries/:id/retries").says("Gửi lại thông báo");
    router.of(Method::post, "/worklist/saved").says("Lưu tìm kiếm").takes({line("path", "", 0), line("name", "", 0)});
    router.of(Method::post, "/worklist/saved/:id/name")
        .says("Đổi tên tìm kiếm đã lưu")
        .takes({version(), line("name", "", 0), line("path", "", 0)});
    router.of(Method::del, "/worklist/saved/:id")
        .says("Bỏ tìm kiếm đã lưu")
        .takes({version(), line("name", "", 0), line("path", "", 0)});
    router.of(Method::get, "/worklist").says("Việc của tôi").takes({line("due", "Hạn", 40)});
    router.of(Method::get, "/worklist/unit").says("Việc của đơn vị").takes({line("due", "Hạn", 40)});
    router.of(Method::get, "/worklist/known").says("Việc để biết");
}

void describe_part_2(web::Router& router) {
    router.of(Method::get, "/worklist/done").says("Việc đã xong");
    router.of(Method::get, "/worklist/notices").says("Thông báo").takes({id("before", "Những dòng trước dòng này")});
    router.of(Method::get, "/search")
        .says("Tìm kiếm")
        .takes({line("q", "Từ cần tìm", 200), line("kind", "Loại", 60), line("type", "Loại", 60),
                id("agency", "Cơ quan"), line("sort", "Sắp xếp", 40)});
    router.of(Method::get, "/search.csv")
        .says("Cả kết quả tìm kiếm")
        .takes({line("q", "Từ cần tìm", 200), line("kind", "Loại", 60), line("type", "Loại", 60),
                id("agency", "Cơ quan"), line("sort", "Sắp xếp", 40)});
}

}  // namespace

void describe_calls(web::Router& router) {
    describe_part_1(router);
    describe_part_2(router);
}

}  // namespace dinh::worklist
