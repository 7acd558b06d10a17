// What programs are told of imports; see docs/api.md.
#include "modules/portal/routes.hpp"

namespace dinh::portal {

using namespace web::api;
using web::Method;

void describe_site_import_calls(web::Router& router) {
    const std::string one = "/portal/imports/:id";
    router.of(Method::get, "/portal/sites/:id/imports").says("Các lần chuyển dữ liệu từ trang cũ");
    router.of(Method::post, "/portal/sites/:id/imports")
        .says("Tải lên dữ liệu của trang cũ để chạy thử")
        .takes({choice("form", "Trang cũ chạy bằng", {"wordpress", "nukeviet", "sharepoint"}).must(),
                id("category", "Bài không có chuyên mục thì vào").must(), line("old_address", "Địa chỉ trang cũ", 200),
                file("export", "Tệp xuất ra từ trang cũ").must(), file("files", "Ảnh và tài liệu").several(),
                line("kept", "", 0).several()});
    router.of(Method::get, one).says("Một lần chuyển dữ liệu từ trang cũ");
    router.of(Method::post, one + "/runs").says("Ghi dữ liệu của trang cũ").takes({version()});
    router.of(Method::post, one + "/undoings").says("Hoàn tác việc chuyển dữ liệu").takes({version()});
}

}  // namespace dinh::portal
