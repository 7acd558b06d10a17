// What programs are told of the deeds and pages of sites; see docs/api.md.
#include "modules/portal/routes.hpp"
#include "modules/portal/sites/site_pages.hpp"

namespace dinh::portal {

using namespace web::api;
using web::Method;

namespace {

using Fields = std::vector<Asked>;

Fields site_fields() {
    return {version(),
            line("name", "Tên trang", 200).must(),
            line("name_en", "Tên tiếng Anh", 200),
            line("answerable", "Cơ quan chủ quản", 200).must(),
            line("responsible", "Người chịu trách nhiệm nội dung", 200).must(),
            line("address", "Địa chỉ", 200),
            line("phone", "Điện thoại", 200),
            line("email", "Thư điện tử", 200),
            choice("colour", "Màu", {"blue", "red", "green", "brown"}).must(),
            choice("steps", "Quy trình duyệt", {"1", "2", "3"}).must(),
            choice("english", "Trang tiếng Anh", {"no", "yes"}).must(),
            choice("comments", "Bình luận của bạn đọc", {"no", "yes"}).must(),
            choice("ratings", "Đánh giá bài viết", {"no", "yes"}).must()};
}

Fields category_fields() {
    return {version(),
            line("name", "Tên chuyên mục", 200).must(),
            line("name_en", "Tên tiếng Anh", 200),
            id("parent", "Nằm dưới"),
            line("item", "Nội dung phải công khai", 60),
            number("steps", "Quy trình duyệt"),
            number("position", "Thứ tự")};
}

}  // namespace

void describe_site_calls(web::Router& router) {
    const std::string site = "/portal/sites/:id";
    router.of(Method::get, "/portal/sites").says("Trang thông tin điện tử");
    router.of(Method::get, site).says("Một trang thông tin điện tử");
    router.of(Method::post, "/portal/sites")
        .says("Mở trang cho một cơ quan, hoặc cho mọi cơ quan")
        .takes({id("agency", "Cơ quan"), truth("all", "Mở trang cho mọi cơ quan")});
    router.of(Method::post, site + "/changes").says("Sửa thông tin trang").takes(site_fields());
    router.of(Method::post, site + "/members")
        .says("Giao người")
        .takes({version(),
                choice("role", "Vai trò", {"contributor", "editor", "secretary", "approver", "manager"}).must(),
                id("post", "Người của cơ quan"), line("other", "Hoặc người của cơ quan khác", 200),
                id("other_id", "Người của cơ quan khác")});
    router.of(Method::del, site + "/members/:member").says("Thôi giao").takes({version()});
    router.of(Method::post, site + "/categories").says("Thêm chuyên mục").takes(category_fields());
    router.of(Method::post, site + "/categories/:category/changes").says("Sửa chuyên mục").takes(category_fields());
    router.of(Method::del, site + "/categories/:category").says("Đóng chuyên mục").takes({version()});
    router.of(Method::post, site + "/location")
        .says("Đặt vị trí trụ sở")
        .takes({version(), line("location", "Toạ độ trụ sở", 60)});
    router.of(Method::post, site + "/outlines").says("Thay bản đồ nền").takes({version(), file("files", "Tệp")});
    router.of(Method::post, site + "/hosts")
        .says("Thêm tên miền")
        .takes({version(), line("host", "Tên miền", 253).must()});
    router.of(Method::del, site + "/hosts/:host").says("Bỏ tên miền").takes({version()});
}

}  // namespace dinh::portal
