#include "modules/directory/imports/template.hpp"

#include "modules/directory/handlers.hpp"
#include "modules/directory/rights.hpp"

namespace dinh::directory {

namespace {

struct Column {
    const char* head;
    double letters;
    const char* what;
    const char* example;
};
constexpr Column kColumns[] = {
    {"Mã cán bộ", 14, "Bắt buộc. Người đã có trong danh bạ được nhận ra theo mã.", "CB0001"},
    {"Họ và tên", 28, "Bắt buộc.", "Nguyễn Văn A"},
    {"Điện thoại", 16, "Để dạng chữ, kẻo mất số 0 đầu.", "0208 385 0001"},
    {"Thư điện tử", 26, "Không bắt buộc.", "a.nv@coquan.vn"},
    {"Cơ quan", 30, "Tên, chữ viết tắt hoặc mã. Bắt buộc khi có chức vụ.", "SNV"},
    {"Đơn vị", 26, "Tên hoặc chữ viết tắt; để trống khi vị trí thuộc thẳng cơ quan.", "Văn phòng"},
    {"Chức vụ", 24, "Để trống khi chỉ thêm người. Vị trí khuyết cùng tên được giao, chưa có thì lập mới.",
     "Chuyên viên"},
    {"Thôi chức vụ", 24, "Khi điều động: chức vụ đang giữ, thôi từ ngày này. Việc đang chờ ở lại vị trí cũ.", ""},
    {"Vai trò", 26, "Nhiều vai trò cách nhau bằng dấu |.", "Chuyên viên, người xử lý"},
    {"Thẩm quyền ký", 18, "Không bắt buộc.", ""},
    {"Hình thức", 18, "Không bắt buộc: giữ chính thức.", "Giữ chính thức"},
    {"Từ ngày", 14, "Ngày của bảng tính hoặc gõ 01/07/2026; để trống là hôm nay.", "01/07/2026"},
    {"Căn cứ", 30, "Số, ngày của quyết định.", "Quyết định số 12/QĐ-SNV"}};

}  // namespace

std::vector<sheet::Table> import_template(const dinh::pages::Lang& lang) {
    sheet::Table empty{.name = "Người và chức vụ", .title = "", .columns = {}, .rows = {}};
    sheet::Table guide{.name = lang.tr("Cách ghi"),
                       .title = "",
                       .columns = {{lang.tr("Cột"), 18}, {lang.tr("Cách ghi"), 80}, {lang.tr("Ví dụ"), 30}},
                       .rows = {}};
    for (const Column& one : kColumns) {
        empty.columns.push_back({one.head, one.letters});
        guide.rows.push_back({std::string(one.head), lang.tr(one.what), std::string(one.example)});
    }
    return {empty, guide};
}

web::Response import_template_here(web::Context& context) {
    must(context.actor(), Deed::import_tables, {});
    return sheet::as_xlsx("mau-nhap-nguoi.xlsx", import_template(context.lang));
}

}  // namespace dinh::directory
