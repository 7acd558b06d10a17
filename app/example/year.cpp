#include "app/example/year.hpp"

#include "app/example/pictures.hpp"
#include "platform/audit/audit.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/events/events.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::app::example {

namespace {

constexpr double kOutsideAYear = 1500, kOutgoingAYear = 800;  // at scale 1
constexpr int kDeedsATime = 800;                              // between two deliveries of events
// SQLite goes through all that a transaction has changed so far at the end of each deed: long ones cost their square.
constexpr int kDeedsATransaction = 80;

double load_of(Day day) {
    const int month = clock::ymd(day).month, in_month = clock::ymd(day).day;
    double load = clock::weekday(day) == 1 ? 1.4 : clock::weekday(day) == 5 ? 0.9 : 1.0;
    if (in_month >= 25) load *= 1.5;
    if (month == 12 && in_month >= 15) load *= 1.8;
    return load;
}

bool lives(const directory::Agency& agency, Day day) { return agency.from <= day && !agency.closed_on(day); }

class Year {
public:
    Year(Stage& stage, Day first, Day last, double scale) : stage_(stage), first_(first), last_(last), scale_(scale) {
        for (const auto& agency : stage.directory->agencies)
            if (agency.tenant && !agency.until && stage.main_body(agency.id) != 0)
                by_kind_[agency.kind].push_back(agency.id);
        for (const auto& list : by_kind_)
            for (const Id agency : list.second)
                if (stage.story(agency)) story_.push_back(agency);
    }

    void plan() {
        std::vector<Day> days;
        double sum = 0;
        for (Day day = first_; day <= last_; day = day + 1) {
            if (!calendar::current().is_working_day(day)) continue;
            days.push_back(day);
            sum += load_of(day);
        }
        for (const Day day : days) {
            plan_some(day, kOutsideAYear * scale_ * load_of(day) / sum, &Year::outside);
            plan_some(day, kOutgoingAYear * scale_ * load_of(day) / sum, &Year::outgoing);
        }
        plan_campaign();
    }

private:
    void plan_some(Day day, double expected, void (Year::*tell)(db::Tx&)) {
        int count = static_cast<int>(expected);
        if (stage_.random.chance(expected - count)) ++count;
        for (int i = 0; i < count; ++i)
            stage_.agenda.at(at_work(day, stage_.random.between(0.1, 7.2)),
                             [this, tell](db::Tx& tx) { (this->*tell)(tx); });
    }

    std::vector<Id> issuers(const Subject& subject, bool tenants) const {
        std::vector<Id> found;
        for (const auto& part : text::split(subject.issuer, '|')) {
            if (part.starts_with("agency:")) {
                const auto* agency = stage_.directory->agency_by_slug(part.substr(7));
                if (agency && lives(*agency, clock::today()) &&
                    (agency->tenant && stage_.main_body(agency->id) != 0) == tenants)
                    found.push_back(agency->id);
            } else if (part.starts_with("kind:") && tenants) {
                const auto list = by_kind_.find(part.substr(5));
                if (list != by_kind_.end()) found.insert(found.end(), list->second.begin(), list->second.end());
            }
        }
        return found;
    }

    // Issuers of the story come more often, so that their lists are full.
    Id one_of(const std::vector<Id>& agencies) {
        std::vector<double> weights;
        for (const Id agency : agencies) weights.push_back(stage_.story(agency) ? 12.0 : 1.0);
        return agencies[stage_.random.weighted(weights)];
    }

    const Subject* subject_for(bool tenants) {
        std::vector<const Subject*> list;
        std::vector<double> weights;
        for (const auto* one : stage_.subjects.of_month(clock::ymd(clock::today()).month)) {
            if (issuers(*one, tenants).empty() || !rules::kind(one->kind, clock::today())) continue;
            list.push_back(one);
            weights.push_back(one->weight);
        }
        return list.empty() ? nullptr : list[stage_.random.weighted(weights)];
    }

    void outside(db::Tx& tx) {
        const auto* subject = subject_for(false);
        if (!subject) return;
        const Id author = one_of(issuers(*subject, false));
        const Id agency = stage_.random.chance(0.75) ? stage_.random.pick(story_) : one_of(by_kind_.at("commune"));
        tell_arrival_from_outside(stage_, tx, *subject, stage_.main_body(agency), author);
    }

    // All of a small group; of a large one a few, now and then everybody.
    void add_group(std::vector<documents::RecipientInput>& list, const std::string& slug, Id issuer) {
        const auto id = stage_.province.groups.find(slug);
        const auto* group = id == stage_.province.groups.end() ? nullptr : stage_.directory->group(id->second);
        if (!group) return;
        const bool all = group->members.size() <= 6 || stage_.random.chance(0.006);
        for (const Id member : group->members) {
            const double share = stage_.story(member) ? 0.5 : 1.0 / static_cast<double>(group->members.size());
            const auto* agency = stage_.directory->agency(member);
            if (agency && member != issuer && !agency->closed_on(clock::today()) &&
                (all || stage_.random.chance(share)))
                list.push_back({member, 0, "", list.empty() ? "act" : "inform", 1, false});
        }
    }

    std::vector<documents::RecipientInput> recipients(const Subject& subject, Id issuer) {
        std::vector<documents::RecipientInput> list;
        for (const auto& part : text::split(subject.recipients, '|')) {
            if (part.starts_with("agency:")) {
                const auto* agency = stage_.directory->agency_by_slug(part.substr(7));
                if (agency && agency->id != issuer && lives(*agency, clock::today()))
                    list.push_back({agency->id, 0, "", "act", 1, false});
            } else if (part.starts_with("group:")) {
                add_group(list, part.substr(6), issuer);
            }
        }
        if (list.empty()) list.push_back({0, 0, "Như Điều 3", "act", 1, false});
        return list;
    }

    void outgoing(db::Tx& tx) {
        const auto* subject = subject_for(true);
        if (!subject) return;
        const Id issuer = one_of(issuers(*subject, true));
        Plan plan;
        plan.subject = subject;
        plan.body = stage_.main_body(issuer);
        plan.recipients = recipients(*subject, issuer);
        if (subject->needs_reply && subject->handling_days > 0)
            plan.reply_day = calendar::current().add_working_days(clock::today(), subject->handling_days);
        tell_outgoing(stage_, tx, plan);
    }

    // One request of a department to the 92 communes, whose answers were due six working days ago.
    void plan_campaign() {
        const Day day = calendar::current().add_working_days(last_, -17);
        stage_.agenda.at(at_work(day, 0.5), [this](db::Tx& tx) {
            const auto* agency = stage_.directory->agency_by_slug("so-khoa-hoc-va-cong-nghe");
            const auto group = stage_.province.groups.find("ubnd-cac-xa-phuong");
            Plan plan;
            plan.subject = stage_.subjects.find("s035");
            if (!agency || !plan.subject || group == stage_.province.groups.end()) return;
            plan.body = stage_.main_body(agency->id);
            plan.recipients = {{0, group->second, "", "act", 1, true}};
            plan.reply_day = calendar::current().add_working_days(clock::today(), 11);
            plan.campaign = plan.smooth = true;
            tell_outgoing(stage_, tx, plan);
        });
    }

    Stage& stage_;
    Day first_, last_;
    double scale_;
    std::map<std::string, std::vector<Id>> by_kind_;
    std::vector<Id> story_;
};

}  // namespace

void play(db::Database& database, Stage& stage, clock::Frozen& time, Instant until) {
    const auto waits = [&] { return !stage.agenda.empty() && stage.agenda.next() <= until; };
    while (waits()) {
        for (int done = 0; done < kDeedsATime && waits(); done += kDeedsATransaction) {
            database.write([&](db::Tx& tx) {
                for (int i = 0; i < kDeedsATransaction && waits(); ++i) {
                    time.set(stage.agenda.next());
                    stage.agenda.take()(tx);
                    ++stage.report.deeds;
                }
            });
        }
        events::deliver(database, 1000);
    }
    time.set(until);
    while (events::deliver(database, 1000) > 0) {}
}

YearReport fill_year(db::Database& database, files::Store& store, const Province& province, Random& random, Day first,
                     Instant now, double scale) {
    const Subjects subjects = read_subjects();
    const Papers papers(store, subjects, random);
    auto snapshot = database.reading([&](db::Conn& conn) { return directory::load(conn, clock::day_of(now)); });
    std::vector<files::Stored> pictures;
    for (int number = 1; number <= kLandscapes; ++number) pictures.push_back(store.put_bytes(landscape(number)));
    Stage stage(std::move(snapshot), province, subjects, papers, random, std::move(pictures));
    clock::Frozen time(clock::start_of(first));
    Year year(stage, first, clock::day_of(now), scale);
    year.plan();
    tell_calendars(stage, clock::day_of(now));
    tell_petitions(stage, clock::day_of(now));
    tell_internal(stage, clock::day_of(now));
    tell_submissions(stage, clock::day_of(now));
    tell_sites(stage, first, clock::day_of(now));
    play(database, stage, time, now);
    while (audit::seal(database, 0) > 0) {}
    return stage.report;
}

}  // namespace dinh::app::example
