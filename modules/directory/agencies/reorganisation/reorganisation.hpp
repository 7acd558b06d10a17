// Reorganisation of agencies: đổi tên, đổi mã, chuyển cấp trên, sáp nhập (hợp nhất), chia, tách, giải thể. One deed
// each, seen before it is decided; on its day (today, a day gone by, a day ahead) the directory is rewritten in one
// transaction and what is open is handed over by a job. Basis: Luật Tổ chức chính quyền địa phương số 72/2025/QH15; NĐ
// 30/2020/NĐ-CP.
//
//   draft    seen, not decided       planned  decided, its day has not come (or something still stands against it)
//   done     carried out             undone   taken back before its day
//
// What ends: number series and issuing bodies of the agency; its registers go to the successor's clerks for reading and
// custody. What moves keeps its id, so that nobody waits: units, posts with their holders, delegations of these posts.
// Posts that end have an heir; agencies below move to the first successor; groups get the successor as member.
//
// Chia (split) ends the agency. Tách (separate) leaves it: the units named go with their posts and holders, a new
// agency gets a body and books of its own and stands in the groups of the old one; the old one keeps its bodies,
// series, registers, codes, agencies below, and every open record for which nobody chooses the new one.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/directory/directory.hpp"

namespace dinh::directory {

namespace reorganising {
inline constexpr std::string_view kRename = "rename", kRecode = "recode", kMove = "move", kMerge = "merge",
                                  kSplit = "split", kSeparate = "separate", kDissolve = "dissolve";
inline constexpr std::string_view kDraft = "draft", kPlanned = "planned", kDone = "done", kUndone = "undone";
}  // namespace reorganising

struct Target {
    Id agency = 0;                   // 0: made on the day, with the names below
    std::string name, abbreviation;  // of the new one
    std::string scope = {};          // separate: what passes to it beside the units: area, fields, subjects
};
struct Reorganisation {
    Id id = 0;
    std::int64_t version = 0;
    std::string kind, state;
    Day day;  // the first day on which it holds
    std::string basis;
    bool staff_moves = true;         // units and posts go to the successor; otherwise they end
    bool leaders_move = true;        // posts outside the units as well
    std::string name, abbreviation;  // rename
    std::string code;                // recode, and the code of a new agency
    Id parent = 0;                   // move
    std::vector<Id> agencies;
    std::vector<Target> targets;
    std::map<Id, int> units;  // unit -> place of its target; others go to the first (split) or stay (separate)
    std::string blocked;      // planned: what stood against it on its day, in Vietnamese
    Instant created_at;
    Id created_by = 0;
    std::optional<Instant> done_at, undone_at;
    bool ends() const { return kind == "merge" || kind == "split" || kind == "dissolve"; }
    bool separates() const { return kind == "separate"; }
    bool hands_over() const { return ends() || separates(); }
    bool by_choice() const { return kind == "split" || separates(); }  // a person says for each record where it goes
};
std::optional<Reorganisation> find_reorganisation(db::Conn&, Id);
std::vector<Reorganisation> all_reorganisations(db::Conn&, int most = 200);  // newest day first

// Everything that stands against it, as the directory and the other plans are now: an agency that is closed or does not
// exist yet, a day not after its last change, another plan on the same day, a plan after its end, a circle, a code that
// another holds, nobody who could take over what waits. Of a separation also: a target that gets nothing, a new one
// without a unit, a unit apart from the one above it, nobody or no clerk left in the old agency, an earlier separation
// for whose records somebody still has to choose.
void check_reorganisation(db::Conn&, Reasons&, const Reorganisation&);

// Puts it down as a draft to be looked at. Refused: all that check_reorganisation finds.
Id draft_reorganisation(db::Tx&, const Actor&, Reorganisation);
// The decision: carried out at once when its day has come, else planned. Refused as above; Conflict: stale version.
void decide_reorganisation(db::Tx&, const Actor&, Id, std::int64_t version);
// Takes back a draft or a plan. Refused: carried out already, its day has come.
void undo_reorganisation(db::Tx&, const Actor&, Id, std::int64_t version);
// By the job: the plans whose day has come, one transaction each. One that is refused stays planned, with the reasons.
void carry_out_due(db::Database&, Day today);

// What a reorganisation touches, for its preview.
struct Touched {
    Id agency = 0;
    std::int64_t posts = 0, people = 0, units = 0, bodies = 0, groups = 0, delegations = 0;
    std::vector<Id> below;                                   // agencies below it
    std::vector<std::pair<std::string, std::int64_t>> open;  // title of the figure, records
};
std::vector<Touched> touched_by(db::Conn&, const Reorganisation&);

}  // namespace dinh::directory
