// Who can see a document and why, who opened it, and what changed in that: for those who own or lead it.
#pragma once
#include <string>
#include <string_view>

#include "modules/directory/directory.hpp"
#include "modules/documents/record_pages.hpp"
#include "platform/grants/grants.hpp"
#include "platform/web/context.hpp"

namespace dinh::documents {

std::string grantee_words(const directory::Snapshot&, Id grantee);  // "Phòng Chuyển đổi số", "Nguyễn Văn A – Giám đốc"
std::string role_words(std::string_view role);                      // Vietnamese: "Chủ trì"
// "Thêm Phòng Chuyển đổi số: Phối hợp", Vietnamese.
std::string change_words(const directory::Snapshot&, const grants::Change&);

// The caller has found the document to be visible. Forbidden: neither owns nor leads it.
web::Response readers_page_of(web::Context&, const Holder&, std::string_view kind, Id record);
web::Response confirm_readers_of(web::Context&, const Holder&, std::string_view kind, Id record);

}  // namespace dinh::documents
