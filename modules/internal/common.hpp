// What the nouns of this module share: checked texts, files, whom a person may send to.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/directory/directory.hpp"
#include "modules/internal/rights.hpp"
#include "platform/error/error.hpp"
#include "platform/files/files.hpp"

namespace dinh::internal {

struct NewFile {
    std::string name;
    files::Stored stored;
};

// A text as it is kept: cleaned; faults are added under `field`. `missing`: what is said when it is empty, "" when it
// may be. Refused as well: a secrecy stamp in it (Law on State secrets: secret matters stay out).
std::string checked_line(Reasons&, std::string_view field, std::string_view typed, std::size_t most,
                         const char* missing);
std::string checked_text(Reasons&, std::string_view field, std::string_view typed, std::size_t most,
                         const char* missing);
// The same of a whole deed: throws Refused.
std::string must_say(std::string_view field, std::string_view typed, std::size_t most, const char* missing);

void attach(db::Tx&, const Actor&, std::string_view kind, Id record, std::string_view role,
            const std::vector<NewFile>&);
// "Nguyễn Văn A – Trưởng phòng".
std::string label_of(const Actor&, const Capacity&);
// "Phòng Chuyển đổi số"; of the leadership the agency's short name.
std::string unit_words(const directory::Snapshot&, Id agency, Id unit);
bool leaderless(const directory::Snapshot&, Id unit);
// The actor's own capacities (not by delegation), each post once.
std::vector<const Capacity*> own_posts(const Actor&);

// Whom a post may send internal documents to: units and people of its agency, of the office that serves it or that it
// serves, and the agencies right below that work in this system. Its own unit and post are left out, vacant posts
// and units with neither leader nor clerk too.
struct Party {
    std::string kind;  // unit | post | agency
    Id id = 0;
    std::string name;
    std::string value() const { return kind + "-" + std::to_string(id); }  // of a box
};
std::vector<Party> parties(const directory::Snapshot&, const Capacity&);
// "unit-12" among them; nullptr when it is not.
const Party* find_party(const std::vector<Party>&, std::string_view value);

}  // namespace dinh::internal
