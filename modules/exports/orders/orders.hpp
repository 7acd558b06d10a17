// What was asked to be taken away from the pages.
//
//   waiting   chờ làm         the job has not begun, or was cut and begins again
//   ready     tải được        until its last day
//   failed    không làm được  nothing is left of it
//   ended     đã hết hạn      the ZIP is gone; who asked for what stays
#pragma once
#include "modules/exports/exports.hpp"
#include "modules/exports/rights.hpp"
#include "platform/jobs/jobs.hpp"

namespace dinh::exports {

inline constexpr std::string_view kOrder = "export_order";
inline constexpr std::string_view kMake = "exports.make";
inline constexpr int kMostTries = 3;

struct Asked {
    Id id = 0;
    std::int64_t version = 0;
    Id agency = 0;
    std::string state;
    Id part = 0;
    std::string part_name;
    std::optional<Day> from, to;
    bool restricted = false;
    std::string language;
    Instant asked_at;
    Id asked_by = 0;
    std::string asked_by_name;
    std::optional<Instant> made_at;
    std::optional<Day> until;  // the last day it can be taken
    std::int64_t records = 0, files = 0, missing = 0, size_bytes = 0;
    Subject subject() const { return {agency, asked_by, restricted}; }
};
struct Input {
    Id agency = 0, part = 0;
    std::optional<Day> from, to;
    bool restricted = false;
    std::string language = "vi";
};
// The registers of an agency, as its sources tell them: id and name.
std::vector<std::pair<Id, std::string>> parts_of(db::Conn&, Id agency);

std::string state_name(std::string_view state);  // Vietnamese
std::optional<Asked> find_order(db::Conn&, Id);
// NotFound for whom it is not to be seen.
Asked visible_order(db::Conn&, const Actor&, Id);
// Newest first.
std::vector<Asked> orders_of(db::Conn&, Id agency, int most = 50);

// Refused: a last day before the first, a register of another agency, one that waits for this agency already.
Id ask(db::Tx&, const Actor&, const Input&);
// Who took it, when: in the audit. Refused: it is not ready.
void note_taken(db::Tx&, const Actor&, Id order);
// The ZIP goes before its last day.
void drop(db::Tx&, const Actor&, Id order, std::int64_t version);

void make(House&, const jobs::Job&);  // job: the folder, the ZIP, the file
void end_past(House&);                // those past their last day; remains of cut jobs
std::filesystem::path work_folder(const House&);

}  // namespace dinh::exports
