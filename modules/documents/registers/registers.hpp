// Register pages for any span, with exactly the columns of Appendix IV, for print (Đ16.2.b, Đ22.3.b).
#pragma once
#include "modules/documents/series/series.hpp"

namespace dinh::documents {

// One line; cells in the order of rules/registers.toml.
struct RegisterLine {
    std::int64_t number = 0;
    std::string suffix;
    std::vector<std::string> cells;
    bool voided = false;
};
struct RegisterSpan {
    Id series = 0;
    std::optional<Day> from, to;
    std::int64_t from_number = 0, to_number = 0;
};
// Voided and reserved numbers stand as lines of their own; recalled documents as "Đã hủy theo thông báo thu hồi".
std::vector<RegisterLine> incoming_register(db::Conn&, const RegisterSpan&, std::int64_t after_number, int most);
std::vector<RegisterLine> outgoing_register(db::Conn&, const RegisterSpan&, std::int64_t after_number, int most);
// Sổ theo dõi giải quyết văn bản đến (7 columns).
std::vector<RegisterLine> handling_register(db::Conn&, const RegisterSpan&, std::int64_t after_number, int most);

}  // namespace dinh::documents
