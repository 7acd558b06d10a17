// What programs are told of the library; see docs/api.md.
#include "modules/portal/routes.hpp"

namespace dinh::portal {

using namespace web::api;
using web::Method;

namespace {

using Fields = std::vector<Asked>;

Fields document_fields(bool reason) {
    Fields fields{version(),
                  choice("kind", "Loại văn bản").must(),
                  line("number", "Số, ký hiệu", 100).must(),
                  day("day", "Ngày ban hành").must(),
                  line("subject", "Trích yếu", 1000).must(),
                  line("body", "Cơ quan ban hành", 200).must(),
                  line("signer", "Người ký", 200),
                  choice("field", "Lĩnh vực"),
                  day("effective_from", "Có hiệu lực từ ngày"),
                  day("expires_from", "Hết hiệu lực từ ngày"),
                  text("text", "Toàn văn"),
                  file("files", "Tệp").several(),
                  line("kept", "", 0).several()};
    if (reason) fields.push_back(line("reason", "Lý do đính chính").must());
    return fields;
}

void describe_gazette(web::Router& router) {
    const std::string base = "/portal/library/gazette/:id/";
    router.of(Method::post, "/portal/library/sites/:id/issues")
        .says("Lập số công báo")
        .takes({version(), day("day", "Ngày của số công báo").must()});
    router.of(Method::post, base + "items")
        .says("Thêm văn bản vào số công báo")
        .takes({version(), line("document", "Văn bản", 300).must()});
    router.of(Method::del, base + "items/:document").says("Bỏ văn bản khỏi số công báo").takes({version()});
    router.of(Method::post, base + "publication").says("Phát hành số công báo").takes({version()});
    router.of(Method::get, "/portal/library/gazette").says("Các số công báo");
    router.of(Method::get, "/portal/library/gazette/:id").says("Một số công báo");
}

void describe_imports(web::Router& router) {
    router.of(Method::post, "/portal/library/imports")
        .says("Tải lên bảng văn bản để chạy thử")
        .takes({file("table", "Bảng văn bản").must(), file("files", "Tệp").several(), line("kept", "", 0).several()});
    router.of(Method::post, "/portal/library/imports/:id/runs").says("Ghi bảng văn bản").takes({version()});
    router.of(Method::post, "/portal/library/imports/:id/undoings").says("Hoàn tác bảng văn bản").takes({version()});
    router.of(Method::get, "/portal/library/imports/:id").says("Một bảng văn bản");
}

}  // namespace

void describe_library_calls(web::Router& router) {
    const std::string base = "/portal/library/:id/";
    const Fields plain{version()}, reasoned{version(), line("reason", "Lý do").must()};
    router.of(Method::post, "/portal/library/new").says("Đề nghị công khai văn bản").takes(document_fields(false));
    router.of(Method::post, base + "change").says("Sửa văn bản đề nghị").takes(document_fields(false));
    router.of(Method::post, base + "correction").says("Đính chính văn bản").takes(document_fields(true));
    router.of(Method::post, base + "approval").says("Duyệt công khai").takes(plain);
    router.of(Method::post, base + "return").says("Trả lại văn bản đề nghị").takes(reasoned);
    router.of(Method::post, base + "withdrawal").says("Gỡ văn bản khỏi thư viện").takes(reasoned);
    router.of(Method::post, base + "relations")
        .says("Ghi quan hệ với văn bản khác")
        .takes({version(), choice("kind", "Văn bản này").must(), line("target", "Văn bản kia", 300).must(),
                line("articles", "Điều, khoản", 300), day("from", "Từ ngày")});
    router.of(Method::del, base + "relations/:relation").says("Bỏ quan hệ với văn bản khác").takes(plain);
    router.of(Method::del, base + "files/:n").says("Bỏ tệp của văn bản").takes(plain);
    for (const auto& [path, words] : {std::pair{"placings", "Đăng văn bản của trang khác"},
                                      std::pair{"unplacings", "Thôi đăng văn bản của trang khác"}})
        router.of(Method::post, std::string("/portal/library/sites/:id/") + path)
            .says(words)
            .takes({version(), line("document", "Văn bản", 300).must()});
    router.of(Method::get, "/portal/library").says("Thư viện văn bản của trang");
    router.of(Method::get, base.substr(0, base.size() - 1)).says("Một văn bản của thư viện");
    describe_imports(router);
    describe_gazette(router);
}

}  // namespace dinh::portal
