// A year of documents of the example province, told as it happens: every deed by the person who would do it, in working
// hours, through the same functions as the pages. What is unfinished on the last day stays unfinished.
#pragma once
#include <functional>
#include <queue>

#include "app/example/papers.hpp"
#include "app/example/province.hpp"
#include "app/example/subjects.hpp"
#include "platform/files/files.hpp"

namespace dinh::app::example {

struct YearReport {
    int incoming = 0, outgoing = 0, deeds = 0;
};

// From `first` to now. `scale` 1 makes some four thousand documents.
YearReport fill_year(db::Database&, files::Store&, const Province&, Random&, Day first, Instant now, double scale);

// What waits to happen, in order of time.
class Agenda {
public:
    using Deed = std::function<void(db::Tx&)>;
    void at(Instant when, Deed deed) { queue_.push({when, ++sequence_, std::move(deed)}); }
    bool empty() const { return queue_.empty(); }
    Instant next() const { return queue_.top().when; }
    Deed take() {
        Deed deed = queue_.top().deed;
        queue_.pop();
        return deed;
    }

private:
    struct Entry {
        Instant when;
        std::uint64_t sequence;
        Deed deed;
        bool operator<(const Entry& other) const {
            return when != other.when ? when > other.when : sequence > other.sequence;
        }
    };
    std::priority_queue<Entry> queue_;
    std::uint64_t sequence_ = 0;
};

class Stage;
// What waits in its agenda happens, in order of time, until the moment; the clock is left there.
void play(db::Database&, Stage&, clock::Frozen&, Instant until);

// `hours` of working time after `from`, on the working hours of the calendar.
Instant working_later(Instant from, double hours);
Instant at_work(Day day, double hours_after_opening);

// What the tellers of incoming and outgoing documents share.
class Stage {
public:
    Stage(std::shared_ptr<const directory::Snapshot> its_directory, const Province& its_province,
          const Subjects& its_subjects, const Papers& its_papers, Random& its_random,
          std::vector<files::Stored> its_pictures = {})
        : directory(std::move(its_directory)),
          province(its_province),
          subjects(its_subjects),
          papers(its_papers),
          random(its_random),
          pictures(std::move(its_pictures)) {}
    std::shared_ptr<const directory::Snapshot> directory;
    const Province& province;
    const Subjects& subjects;
    const Papers& papers;
    Random& random;
    std::vector<files::Stored> pictures;  // landscapes of pictures.hpp, in order
    Agenda agenda;
    YearReport report;

    const Actor& holder(Id post);  // the person in a post, acting in it
    Id clerk_of(Id body) const;    // a post that keeps the books; 0 none
    Id main_body(Id agency) const;
    Id sorter_of(Id agency) const;                // chief of office, or of the office that serves it; 0 none
    std::vector<Id> leaders_of(Id agency) const;  // head first
    std::vector<Id> divisions_of(Id agency) const;
    Id head_of(Id unit) const;
    std::vector<Id> specialists_of(Id unit) const;
    Id working_agency(Id agency) const;  // the office that works for it, or itself
    bool story(Id agency) const;         // one of the agencies of the main story
    void later(double hours, Agenda::Deed deed) { agenda.at(working_later(clock::now(), hours), std::move(deed)); }

private:
    std::map<Id, Actor> actors_;
};

// An incoming document of an author outside, registered by the clerk of `body`.
void tell_arrival_from_outside(Stage&, db::Tx&, const Subject&, Id body, Id author);
// One that arrived inside the province: the clerk receives it and it goes its way. `answer_at`: when the reply leaves.
void tell_receipt(Stage&, Id incoming, const Subject&, std::optional<Instant> answer_at);
// From draft to issue and delivery. `answers`: the incoming document it replies to.
struct Plan {
    const Subject* subject = nullptr;
    Id body = 0, unit = 0, drafter = 0;
    std::vector<documents::RecipientInput> recipients;
    Id answers = 0;
    std::optional<Day> reply_day;
    bool campaign = false;
    bool smooth = false;  // nothing goes wrong on its way, nobody takes long
};
void tell_outgoing(Stage&, db::Tx&, const Plan&);
// The weeks of the work calendars around the last day.
void tell_calendars(Stage&, Day last);
// Some petitions of the working days before `last`, into the agenda.
void tell_petitions(Stage&, Day last);
// Internal documents and quick messages of the working days before `last`.
void tell_internal(Stage&, Day last);
// The sites of all agencies, open some weeks before `last`, and their articles.
void tell_sites(Stage&, Day first, Day last);
// What the sites say of themselves, and what they post, keep in their library and answer.
void tell_records(Stage&, db::Tx&, Day last);
// Submissions of departments to the provincial committee, from their letters on, into the agenda.
void tell_submissions(Stage&, Day last);

}  // namespace dinh::app::example
