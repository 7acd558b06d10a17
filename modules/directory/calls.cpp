// What programs are told of this module's deeds, lists and records; see docs/api.md.
#include "platform/web/router.hpp"

namespace dinh::directory {

using namespace web::api;
using web::Method;

namespace {

// What each kind asks beside its day and basis: "agency_2", "target_1", "unit_*" as its form has them.
std::vector<Asked> reorganisation_fields() {
    std::vector<Asked> fields{
        choice("kind", "Loại", {"rename", "recode", "move", "merge", "split", "separate", "dissolve"}).must(),
        day("day", "Áp dụng từ ngày").must(),
        line("basis", "Căn cứ", 300).must(),
        choice("step", "", {"agency"}),
        line("name", "Tên mới", 200),
        line("abbreviation", "Viết tắt mới", 30),
        line("code", "Mã định danh mới", 35),
        line("parent", "Cơ quan cấp trên mới", 200),
        id("parent_id", "Cơ quan cấp trên mới"),
        choice("staff", "Đơn vị, vị trí và người", {"move", "end"}),
        choice("leaders", "Vị trí lãnh đạo cơ quan", {"move", "end"})};
    for (const char* each : {"agency_*", "target_*", "name_*", "abbreviation_*", "unit_*"})
        fields.push_back(line(each, "", 200));
    fields.push_back(line("scope_*", "Địa bàn, lĩnh vực chuyển giao", 300));
    return fields;
}

void describe_part_1(web::Router& router) {
    router.of(Method::post, "/directory/agencies")
        .says("Lập cơ quan")
        .takes({line("tenant", "", 0), line("name", "Tên đầy đủ", 200).must(), line("short_name", "Tên ngắn", 200),
                line("abbreviation", "Viết tắt", 30).must(), choice("kind", "Loại").must(),
                line("place_name", "Địa danh", 100), day("from", "Từ ngày").must(), line("basis", "Căn cứ", 300).must(),
                line("qd20", "Mã định danh", 35), line("gso", "Mã đơn vị hành chính", 10),
                line("parent", "Cơ quan cấp trên", 200), id("parent_id", "Cơ quan cấp trên")});
    router.of(Method::post, "/directory/agencies/:id/versions")
        .says("Đổi tên, mã, cấp trên của cơ quan từ một ngày")
        .takes({version(), line("name", "Tên đầy đủ", 200).must(), line("short_name", "Tên ngắn", 200),
                line("abbreviation", "Viết tắt", 30).must(), choice("kind", "Loại").must(),
                line("place_name", "Địa danh", 100), day("from", "Từ ngày").must(), line("basis", "Căn cứ", 300).must(),
                line("qd20", "Mã định danh", 35), line("gso", "Mã đơn vị hành chính", 10),
                line("parent", "Cơ quan cấp trên", 200), id("parent_id", "Cơ quan cấp trên")});
    router.of(Method::post, "/directory/agencies/:id/closings").says("Đóng cơ quan");
    router.of(Method::post, "/directory/agencies/:id/bodies")
        .says("Thêm thẩm quyền ban hành")
        .takes({version(), day("from", "Từ ngày").must(), line("name", "Tên trên văn bản", 200).must(),
                line("abbreviation", "Ký hiệu", 30).must(), line("superior_line", "Dòng cơ quan chủ quản", 200),
                line("place_name", "Địa danh", 100).must(), choice("collective", "Chế độ quyết định").must()});
    router.of(Method::post, "/directory/bodies/:id")
        .says("Sửa thẩm quyền ban hành")
        .takes({version(), line("name", "Tên trên văn bản", 200).must(), line("abbreviation", "Ký hiệu", 30).must(),
                line("superior_line", "Dòng cơ quan chủ quản", 200), line("place_name", "Địa danh", 100).must(),
                choice("collective", "Chế độ quyết định").must()});
    router.of(Method::del, "/directory/bodies/:id")
        .says("Đóng thẩm quyền ban hành")
        .takes({version(), day("day", "Ngày kết thúc").must()});
    router.of(Method::post, "/directory/agencies/:id/units")
        .says("Thêm đơn vị")
        .takes({version(), day("from", "Từ ngày").must(), line("name", "Tên đơn vị", 200).must(),
                line("abbreviation", "Viết tắt", 30), choice("kind", "Loại").must(), id("parent", "Trực thuộc"),
                number("position", "Thứ tự")});
    router.of(Method::post, "/directory/units/:id")
        .says("Sửa đơn vị")
        .takes({version(), line("name", "Tên đơn vị", 200).must(), line("abbreviation", "Viết tắt", 30),
                choice("kind", "Loại").must(), id("parent", "Trực thuộc"), number("position", "Thứ tự")});
    router.of(Method::del, "/directory/units/:id")
        .says("Đóng đơn vị")
        .takes({version(), day("day", "Ngày giải thể").must()});
    router.of(Method::post, "/directory/agencies/:id/posts")
        .says("Thêm chức vụ")
        .takes({version(), day("from", "Từ ngày").must(), line("title", "Chức vụ, vị trí", 100).must(),
                id("unit", "Đơn vị"), choice("signing", "Thẩm quyền ký"), number("position", "Thứ tự"),
                line("roles", "", 0).several()});
    router.of(Method::post, "/directory/posts/:id")
        .says("Sửa chức vụ")
        .takes({version(), line("title", "Chức vụ, vị trí", 100).must(), id("unit", "Đơn vị"),
                choice("signing", "Thẩm quyền ký"), number("position", "Thứ tự"), line("roles", "", 0).several()});
    router.of(Method::del, "/directory/posts/:id")
        .says("Đóng chức vụ")
        .takes({version(), day("day", "Ngày bãi bỏ").must()});
    router.of(Method::post, "/directory/agencies/:id/clerkships")
        .says("Giao giữ sổ")
        .takes({version(), id("body", "Sổ của cơ quan ban hành").must(), day("from", "Từ ngày").must(),
                line("post", "Vị trí văn thư", 200).must(), id("post_id", "Vị trí văn thư")});
}

void describe_part_2(web::Router& router) {
    router.of(Method::del, "/directory/clerkships/:id")
        .says("Thôi giao giữ sổ")
        .takes({version(), day("until", "Ngày thôi giữ").must()});
    router.of(Method::post, "/directory/people")
        .says("Thêm người")
        .takes({line("full_name", "Họ và tên", 50).must(), line("code", "Mã cán bộ", 50).must(),
                line("phone", "Điện thoại", 50), line("email", "Thư điện tử công vụ", 100),
                line("note", "Ghi chú", 300)});
    router.of(Method::post, "/directory/people/:id")
        .says("Sửa thông tin người")
        .takes({version(), line("full_name", "Họ và tên", 50).must(), line("code", "Mã cán bộ", 50).must(),
                line("phone", "Điện thoại", 50), line("email", "Thư điện tử công vụ", 100),
                line("note", "Ghi chú", 300)});
    router.of(Method::post, "/directory/people/:id/leavings")
        .says("Ghi người thôi công tác")
        .takes({version(), day("day", "Nghỉ từ ngày").must(), line("reason", "Lý do, căn cứ", 300).must()});
    router.of(Method::post, "/directory/people/:id/appointments")
        .says("Bổ nhiệm vào chức vụ")
        .takes({version(), choice("kind", "Hình thức").must(), day("from", "Từ ngày").must(),
                day("until", "Đến hết ngày"), line("basis", "Căn cứ", 300), line("post", "Vị trí", 200).must(),
                id("post_id", "Vị trí")});
    router.of(Method::del, "/directory/appointments/:id")
        .says("Thôi giữ chức vụ")
        .takes({version(), day("until", "Ngày thôi giữ").must(), line("reason", "Lý do, căn cứ", 300).must()});
    router.of(Method::post, "/directory/delegations")
        .says("Ủy quyền")
        .takes({line("from_post", "Vị trí được làm thay", 200).must(), choice("purpose", "Nội dung").must(),
                line("field", "Lĩnh vực", 100), day("from", "Từ ngày").must(), day("until", "Đến hết ngày").must(),
                line("basis", "Giấy ủy quyền", 300).must(), id("from_post_id", "Vị trí được làm thay"),
                line("to_person", "Người nhận ủy quyền", 200).must(), id("to_person_id", "Người nhận ủy quyền")});
    router.of(Method::del, "/directory/delegations/:id").says("Chấm dứt ủy quyền").takes({version()});
    router.of(Method::post, "/directory/groups")
        .says("Lập nhóm nơi nhận")
        .takes({line("name", "Tên nhóm", 200).must(), id("owner", "Cơ quan lập nhóm").must(),
                choice("shared", "Dùng chung").must(), day("from", "Từ ngày").must(),
                text("members", "Các cơ quan", 20000).must()});
    router.of(Method::post, "/directory/groups/:id")
        .says("Sửa nhóm nơi nhận")
        .takes({version(), line("name", "Tên nhóm", 200).must(), choice("shared", "Dùng chung").must()});
    router.of(Method::del, "/directory/groups/:id")
        .says("Đóng nhóm nơi nhận")
        .takes({version(), day("until", "Ngày thôi dùng").must()});
    router.of(Method::post, "/directory/groups/:id/members")
        .says("Thêm cơ quan vào nhóm")
        .takes({version(), day("from", "Từ ngày").must(), text("members", "Các cơ quan", 20000).must()});
    router.of(Method::del, "/directory/groups/:id/members/:agency")
        .says("Bỏ cơ quan khỏi nhóm")
        .takes({version(), day("until", "Ngày ra khỏi nhóm").must()});
}

void describe_part_3(web::Router& router) {
    router.of(Method::post, "/directory/imports")
        .says("Tải lên bảng người và chức vụ")
        .takes({text("pasted", "", 0), file("table", "Tệp")});
    router.of(Method::post, "/directory/imports/:id/runs").says("Nhập bảng đã tải lên").takes({version()});
    router.of(Method::post, "/directory/imports/:id/undoings").says("Hoàn lại lần nhập").takes({version()});
    router.of(Method::post, "/directory/reorganisations")
        .says("Lập phương án sắp xếp cơ quan")
        .takes(reorganisation_fields());
    router.of(Method::post, "/directory/reorganisations/:id/decisions")
        .says("Quyết định phương án sắp xếp")
        .takes({version()});
    router.of(Method::del, "/directory/reorganisations/:id").says("Hủy phương án sắp xếp").takes({version()});
    router.of(Method::post, "/directory/reorganisations/:id/choices").says("Chọn nơi nhận hồ sơ khi chia tách");
    router.of(Method::get, "/directory").says("Danh bạ").takes({line("q", "Từ cần tìm", 200), id("agency", "Cơ quan")});
    router.of(Method::get, "/directory/agencies")
        .says("Cơ quan")
        .takes({line("q", "Từ cần tìm", 200), day("on", "Vào ngày")});
    router.of(Method::get, "/directory/agencies/:id").says("Một cơ quan: đơn vị, chức vụ, thẩm quyền ban hành");
    router.of(Method::get, "/directory/people")
        .says("Người")
        .takes({line("q", "Từ cần tìm", 200), line("state", "Trạng thái", 40), number("page", "Trang")});
    router.of(Method::get, "/directory/people/:id").says("Một người: chức vụ, bổ nhiệm");
    router.of(Method::get, "/directory/delegations").says("Ủy quyền đang có");
}

void describe_part_4(web::Router& router) {
    router.of(Method::get, "/directory/groups").says("Nhóm nơi nhận");
    router.of(Method::get, "/directory/groups/:id").says("Một nhóm nơi nhận");
    router.of(Method::get, "/directory/reorganisations").says("Phương án sắp xếp cơ quan");
    router.of(Method::get, "/directory/reorganisations/:id").says("Một phương án sắp xếp");
    router.of(Method::get, "/directory/administrative-units")
        .says("Đơn vị hành chính")
        .takes({line("q", "Từ cần tìm", 200), day("on", "Vào ngày")});
}

void describe_json(web::Router& router) {
    for (const char* noun : {"agencies", "people", "posts"})
        router.of(Method::get, std::string("/directory/") + noun + "/suggest")
            .says("Gợi ý theo tên gõ vào")
            .takes({line("q", "Chữ gõ vào", 100)})
            .speaks_json("", R"({"type":"array","items":{"type":"object"}})");
}

}  // namespace

void describe_calls(web::Router& router) {
    describe_part_1(router);
    describe_part_2(router);
    describe_part_3(router);
    describe_part_4(router);
    describe_json(router);
}

}  // namespace dinh::directory
