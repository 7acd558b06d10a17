#include "modules/portal/questions/remark_store.hpp"

namespace dinh::portal::remark_store {

Remark read_remark(const db::Rows::Row& row) {
    return {row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4), row.instant(5), row.text(6),
            row.text(7),    row.text(8),    row.text(9),    row.text(10),   row.text(11),   row.text(12)};
}

}  // namespace dinh::portal::remark_store
