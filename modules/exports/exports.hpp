// Taking an agency's records, or those of one register, away as a folder that reads without this program. The only
// header of this module others may include.
#pragma once
#include <filesystem>

#include "platform/files/files.hpp"
#include "platform/module/module.hpp"
#include "platform/pages/pages.hpp"

namespace dinh::exports {

module::Manifest manifest();

// Once at start: what the modules of this house offer.
void set_sources(std::vector<Source>);
const std::vector<Source>& sources();

struct Order {
    std::string agency_name;
    std::string part_name;  // of the register; "" when the whole agency is taken
    Scope scope;
    Actor actor;              // restricted records are those he may see
    bool restricted = false;  // restricted kinds are taken along
    bool everything = false;  // with those nobody granted to the actor: the operator of the machine
    dinh::pages::Lang lang;
};
struct KindDone {
    std::string title, folder;
    std::int64_t records = 0, files = 0, missing = 0;  // missing: files that are not in the store or are damaged
};
struct Done {
    std::vector<KindDone> kinds;
    std::int64_t records = 0, files = 0, missing = 0;
};

// Writes the folder, which must not exist. It stands under its name only when everything in it is on the disk: until
// then it is `folder`.partial, and such remains of a cut run are removed first. Refused: the folder exists, or
// something that is not ours is in the way. Unavailable: no room.
Done write_folder(db::Database&, const files::Store&, const Order&, const std::filesystem::path& folder);
// The same for the folder as one .zip; everything in it lies in one folder named as the ZIP.
void pack(const std::filesystem::path& folder, const std::filesystem::path& zip);

}  // namespace dinh::exports
