// Entries of a work calendar: what happens when, where, under whom, with whom. An entry is typed by the office, made
// from an invitation (giấy mời) or proposed by anybody of the agency (đăng ký lịch) and then accepted or declined.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "modules/directory/directory.hpp"
#include "modules/meetings/rights.hpp"
#include "platform/db/db.hpp"

namespace dinh::meetings {

struct Participant {
    Id id = 0, entry = 0;
    std::string kind;  // post | unit
    Id who = 0;
    std::string label;    // as on the day it was entered: "Nguyễn Văn A – Giám đốc"
    std::string role;     // chair | attend | named
    bool attends = true;  // false: another was named in this one's place
    Id named_for = 0;     // participant in whose place
};

struct Entry {
    Id id = 0;
    std::int64_t version = 0;
    Id agency = 0;         // whose calendar
    Id unit = 0;           // 0: the leaders' week, else that of the unit
    Id incoming = 0;       // the invitation, an incoming document; 0 none
    std::string state;     // proposed | accepted | declined | cancelled | removed
    std::string source;    // office | proposal | invitation
    Instant starts, ends;  // ends is after starts
    std::string subject, place, chair_text, guests;
    bool internal = false;  // "nội bộ": only those concerned see it
    int sequence = 0;       // goes up with each change, for iCalendar
    Instant updated_at;
    std::string change;  // after its week was approved: "" | added | moved | changed | cancelled
    std::optional<Instant> changed_at;
    std::string reason;  // why declined or cancelled
    Id created_by_person = 0;
    std::vector<Participant> participants;  // chair first

    bool stands() const { return state == "proposed" || state == "accepted"; }
    Day first_day() const { return clock::day_of(starts); }
    Day last_day() const { return clock::day_of({ends.ms - 1}); }
};

struct EntryInput {
    Id agency = 0, unit = 0, incoming = 0;
    Instant starts, ends;
    std::string subject, place;
    Id chair = 0;            // post; 0: chair_text says who
    std::string chair_text;  // a chair from outside
    std::vector<Id> posts, units;
    std::string guests;  // those from outside, as words
    bool internal = false;
};

inline constexpr int kLongestDays = 31;  // of one entry
inline constexpr std::size_t kMostParticipants = 100;

std::string link_of_entry(Id);
std::string link_of_week(Day);  // of the agency of who opens it
Day monday_of(Day);
Subject subject_of(const Entry&);
// "08:00 – 11:30 23/11/2026", over several days with both.
std::string when_words(const Entry&);

// Refused, each with its field: no subject; texts too long; a stamp of secrecy in a text; an end that is not after the
// start; longer than kLongestDays; more than a month ago or a year ahead; nobody takes part; a post or unit that is
// closed, or of another agency; too many. Forbidden for who is not of the agency. NotFound: an invitation one may not
// see. Whoever draws up the week enters an accepted entry, others propose.
Id enter_entry(db::Tx&, const Actor&, const EntryInput&);
// Refused as above, and when it is over: declined, cancelled. Those concerned before and after get a notice when the
// entry was accepted; in an approved week the change is marked with its time.
void change_entry(db::Tx&, const Actor&, Id, std::int64_t version, const EntryInput&);
// Refused: no reason, over already.
void cancel_entry(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);
// Refused: not proposed any more.
void accept_entry(db::Tx&, const Actor&, Id, std::int64_t version);
void decline_entry(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);
// Cử người dự họp: the post attends for the participant (a post that stays away, or a unit); it gets the entry in its
// week and a work item. Refused: the meeting is over, the entry does not stand, no such participant, somebody was named
// for him already, a post that is closed, vacant, of another agency or takes part already.
void name_attendee(db::Tx&, const Actor&, Id, std::int64_t version, Id participant, Id post);
// An invitation proved secret: what was copied of it is forgotten, the entries are removed.
void forget_invitation(db::Tx&, Id incoming);
// Work on meetings that are over leaves the lists. Returns how many entries were looked at.
int finish_past(db::Tx&, Instant now);
// After a reorganisation what is still to come stands in the calendar of the successor; weeks that were stay where they
// were. One batch; true when nothing is left.
bool hand_over_entries(db::Tx&, Id from, Id to, Day day);

std::optional<Entry> find_entry(db::Conn&, Id);
// NotFound for whom may not see it, as for one that is not there.
Entry visible_entry(db::Conn&, const Actor&, Id);
bool concerns(const Actor&, const Entry&);
// What stands or was cancelled in the calendar of an agency between two days, both included; by time.
std::vector<Entry> entries_between(db::Conn&, Id agency, Day from, Day to);
// What one sees of them: drafts and entries for those concerned only by right. `published`: whether its week is.
bool may_see(const Actor&, const Entry&, bool published);
// Entries in which any of the holders takes part or is chair, by time.
std::vector<Entry> entries_of(db::Conn&, const std::vector<Id>& holders, Day from, Day to);

struct Clash {
    Id entry = 0, other = 0;  // other 0: an absence, or an entry of another agency's calendar
    std::string kind;         // person | room | absent
    std::string who;          // the person or the room
    std::string what;         // subject of the other, "" for what is not shown to everybody
    Instant starts, ends;     // of the other
    Id person = 0;            // whose time it is; 0 for a room
};
// What a person may know of them: the subject of another entry only where he reads drafts or it is his own time.
std::vector<Clash> clashes_shown(const Actor&, Id agency, std::vector<Clash>);
// Of the entries that stand: the same person or the same room (of the agency) at the same time, and persons who handed
// over their work for the day. Each clash stands once for each of the given entries.
std::vector<Clash> clashes_of(db::Conn&, const directory::Snapshot&, Id agency, const std::vector<Entry>&);

}  // namespace dinh::meetings
