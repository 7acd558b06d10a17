// The merger of 1 July 2025 as it was lived: Bắc Kạn joined Thái Nguyên, districts ended, 280 communes became 92. The
// house begins in June 2025 with the bodies of then and their work; on the day the deeds of the directory are carried
// out and everything open is handed over. Basis: NQ 202/2025/QH15, NQ 203/2025/QH15, NQ 1683/NQ-UBTVQH15.
#pragma once
#include <string>
#include <vector>

#include "app/example/year.hpp"

namespace dinh::app::example {

// A body that ended with the merger.
struct Former {
    Id agency = 0, body = 0;
    std::string slug, kind;
    int rank = 0;        // 0 commune, 1 district, 2 department, 3 office, 4 province: the order of ending
    bool story = false;  // its June is told
    std::vector<std::string> successors;  // slugs; several: it is divided
};

// Fills an empty directory with the agencies of June 2025; the former ones at work, with posts, people, registers.
std::vector<Former> fill_former(db::Database&, Province&);
// What they did from 9 June until the evening of the 30th; what is unfinished then stays unfinished.
void tell_june(db::Database&, files::Store&, const Province&, const std::vector<Former>&);
// Today's directory and registers are there: the deeds of the day, the hand-over, the choices for what was divided.
void carry_out_merger(db::Database&, const Province&, const std::vector<Former>&);
// In July the successors end most of what they took over, and groups of what is no more are closed.
void settle_inheritance(db::Database&, const Province&);

// All of it, and today's directory and registers. Deterministic.
Province fill_with_merger(db::Database&, files::Store&, Random&);

}  // namespace dinh::app::example
