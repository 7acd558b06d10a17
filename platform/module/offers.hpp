// What a module offers beyond itself: something to do with a record of another module, and the weeks of agencies that
// everybody may read. Named in the routes function of the module that offers, so that one that is switched off leaves
// no trace; whoever holds the record or shows the week knows nothing of the other.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"
#include "platform/files/files.hpp"

namespace dinh {
struct House;
}

namespace dinh::module {

struct Offer {
    std::string kind;   // of the record: "outgoing"
    std::string title;  // Vietnamese source text: "Đề nghị công khai"
    bool main = false;  // a button of its own; otherwise in the menu of the page
    // Where it begins; "" when it is not for this actor or this record. Asked while the page of the record is read,
    // which its actor may see.
    std::function<std::string(House&, db::Conn&, const Actor&, Id record)> path;
};
// Once at start. The same kind and title again replaces.
void offer(Offer);

struct Offered {
    std::string title, path;
    bool main = false;
};
// In the order of naming.
std::vector<Offered> offers_for(House&, db::Conn&, const Actor&, std::string_view kind, Id record);

// What a record says to everybody once it is laid open; read by the module that publishes.
struct PublicCopy {
    Id agency = 0;     // whose it is
    std::string sort;  // kind of document, in rules/
    std::string number, body, signer, subject;
    Day day;
    std::vector<std::pair<std::string, files::Stored>> files;  // name, content
};
struct CopySource {
    std::string kind;  // of the record
    // nullopt: it is not the actor's to see, or not of the kind that may be laid open (yet, or any more).
    std::function<std::optional<PublicCopy>(db::Conn&, const Actor&, Id record)> read;
};
// Once at start. The same kind again replaces.
void lay_open_copies(CopySource);
const std::vector<CopySource>& copy_sources();

// The week of an agency's leaders as it is laid open to everybody.
struct PublicEntry {
    Day day;
    std::string weekday;  // Vietnamese source text: "Thứ Hai"
    std::string time, subject, place, chair, takes_part;
    std::string mark;  // Vietnamese, what became of it since: "Đổi giờ"; "" nothing
    bool cancelled = false;
};
struct PublicWeek {
    Day monday;
    std::vector<PublicEntry> entries;  // by day and time
};
struct PublicWeeks {
    // Newest first.
    std::function<std::vector<Day>(db::Conn&, Id agency, int most)> mondays;
    std::function<std::optional<PublicWeek>(db::Conn&, Id agency, Day monday)> week;
    std::string path;  // where officials lay one open: "/meetings"
};
// Once at start; again replaces.
void lay_open_weeks(PublicWeeks);
// nullptr: no module has any.
const PublicWeeks* public_weeks();
// A module with public pages shows them: said in its routes function.
void show_weeks();
bool weeks_are_shown();
// What a kept page that shows them names, and who changes them announces (platform/written).
std::string weeks_key(Id agency);

}  // namespace dinh::module
