// How a person wants to be told: for each of his posts and each way beside the page, at which pace; when never; in
// which language.
#pragma once
#include <map>

#include "modules/worklist/worklist.hpp"

namespace dinh::worklist {

// Beside the page, which always shows every notice.
enum class Way { mail, sms };
inline constexpr Way kWays[] = {Way::mail, Way::sms};
std::string word(Way);  // as stored: "mail", "sms"
std::optional<Way> way_of(std::string_view word);

enum class Pace {
    now,
    hourly,  // gathered until the next full hour
    daily,   // gathered until 07:00 of the next working day
    none,
};
std::string word(Pace);
std::optional<Pace> pace_of(std::string_view word);

struct Manner {
    std::int64_t version = 0;                  // 0: nothing was ever chosen
    std::string language = "vi";               // vi, en
    int quiet_from = 1260, quiet_until = 360;  // minutes of the day in Viet Nam; the same twice: never quiet
    bool urgent_passes = true;                 // hỏa tốc: at once, through quiet hours and digests
    std::string summary = "mail";              // way of the summary of each working morning; "" none
};
struct Choices {
    Manner manner;
    std::map<std::pair<Id, Way>, Pace> paces;  // by post; 0 the person himself
    // What is chosen for the post, else for the person, else: mail at once, no short messages.
    Pace pace(Id post, Way) const;
};
Choices choices_of(db::Conn&, Id person);
std::map<Id, Choices> choices_of(db::Conn&, const std::vector<Id>& people);  // of each an entry

// The moment itself, or the end of the quiet hours it lies in.
Instant after_quiet(const Manner&, Instant);

// Puts all choices of the actor in the place of the former. Conflict: they changed since `choices.manner.version`.
// Refused: a post he neither holds nor acts for, minutes outside the day, a language nobody speaks here.
void save_choices(db::Tx&, const Actor&, const Choices&);

}  // namespace dinh::worklist
