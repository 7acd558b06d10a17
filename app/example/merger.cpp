#include "app/example/merger.hpp"

#include "modules/directory/agencies/reorganisation/hand_over.hpp"
#include "modules/directory/groups/groups.hpp"
#include "modules/documents/handling/handling.hpp"
#include "modules/meetings/entries/entries.hpp"
#include "modules/petitions/petitions/petition.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::app::example {

namespace {

constexpr std::uint64_t kSeed = 20250701;
constexpr std::size_t kPapers = 6;
constexpr int kArrivals = 2, kLetters = 2;  // of each body in June
constexpr std::int64_t kHour = 3'600'000;

constexpr db::Sql kInherited{
    "example.inherited",
    "SELECT id, owner_agency FROM incoming_document WHERE owner_agency <> origin_agency AND state IN "
    "('awaiting_sorting', 'awaiting_direction', 'awaiting_assignment', 'in_process', 'awaiting_confirmation') "
    "ORDER BY id"};
constexpr db::Sql kInheritedArrivals{
    "example.inherited_arrivals",
    "SELECT id, issuing_body FROM incoming_document WHERE owner_agency <> origin_agency AND state = "
    "'awaiting_receipt' ORDER BY id"};
constexpr db::Sql kInheritedDrafts{
    "example.inherited_drafts",
    "SELECT id, created_by_person FROM outgoing_document WHERE owner_agency <> origin_agency AND state IN ('drafting', "
    "'returned') ORDER BY id"};
constexpr db::Sql kInheritedPetitions{"example.inherited_petitions",
                                      "SELECT id, issuing_body FROM petition WHERE owner_agency <> origin_agency AND "
                                      "state = 'awaiting_direction' ORDER BY id"};

Actor keeper() {
    Actor actor = Actor::system();
    Capacity administrator;
    administrator.roles = {std::string(directory::role::kAdministrator)};
    actor.capacities.push_back(administrator);
    return actor;
}

Day june(int day) { return *clock::make_day(2025, 6, day); }

class June {
public:
    June(Stage& stage, const std::vector<Former>& formers) : stage_(stage), formers_(formers) {
        for (const auto& agency : stage.directory->agencies)
            if (agency.kind == "ministry") ministries_.push_back(agency.id);
        for (const auto* subject : stage.subjects.of_month(6)) {
            const auto* kind = rules::kind(subject->kind, june(9));
            if (kind && kind->group == rules::KindGroup::administrative) subjects_.push_back(subject);
        }
    }

    void plan() {
        for (const auto& one : formers_) {
            if (!one.story) continue;
            for (int i = 0; i < kArrivals; ++i) at(some_day(), [this, &one](db::Tx& tx) { arrival(tx, one); });
            for (int i = 0; i < kLetters; ++i) at(some_day(), [this, &one](db::Tx& tx) { letter(tx, one); });
            at(at_work(june(30), 6.0), [this, &one](db::Tx& tx) { letter(tx, one); });
            if (one.rank != 1) continue;
            at(at_work(june(27), 2.0), [this, &one](db::Tx& tx) { meeting(tx, one); });
            at(at_work(june(26), 3.0), [this, &one](db::Tx& tx) { petition(tx, one); });
        }
    }

private:
    void at(Instant when, Agenda::Deed deed) { stage_.agenda.at(when, std::move(deed)); }
    Instant some_day() { return at_work(june(stage_.random.between(9, 30)), stage_.random.between(0.2, 7.0)); }

    void arrival(db::Tx& tx, const Former& one) {
        tell_arrival_from_outside(stage_, tx, *stage_.random.pick(subjects_), one.body,
                                  stage_.random.pick(ministries_));
    }

    // To the one above, or to another of its kind.
    void letter(db::Tx& tx, const Former& one) {
        Plan plan;
        plan.subject = stage_.random.pick(subjects_);
        plan.body = one.body;
        const auto* agency = stage_.directory->agency(one.agency);
        const auto& other = stage_.random.pick(formers_);
        for (const Id to : {agency->parent, other.agency})
            if (to != 0 && to != one.agency && stage_.main_body(to) != 0)
                plan.recipients.push_back({to, 0, "", plan.recipients.empty() ? "act" : "inform", 1, false});
        tell_outgoing(stage_, tx, plan);
    }

    // For the first week of July, when the one who called it is no more.
    void meeting(db::Tx& tx, const Former& one) {
        meetings::EntryInput input;
        input.agency = one.agency;
        input.starts = {at_work(*clock::make_day(2025, 7, 3), 1.0)};
        input.ends = {input.starts.ms + 2 * kHour};
        input.subject = "Bàn giao hồ sơ, tài liệu sau sắp xếp đơn vị hành chính";
        input.place = "Phòng họp số 1";
        input.chair = stage_.leaders_of(one.agency).front();
        meetings::enter_entry(tx, stage_.holder(stage_.sorter_of(one.agency)), input);
    }

    void petition(db::Tx& tx, const Former& one) {
        petitions::PetitionInput input;
        input.issuing_body = one.body;
        input.kind = "feedback";
        input.channel = "post";
        input.summary = "Đề nghị sửa đường liên thôn trước mùa mưa";
        input.received_day = clock::today();
        input.double_answered = true;
        input.senders = {{"Nông Văn Ví Dụ", "Thôn Ví Dụ", "", "", false}};
        petitions::take_in(tx, stage_.holder(stage_.clerk_of(one.body)), *stage_.directory, input, {});
    }

    Stage& stage_;
    const std::vector<Former>& formers_;
    std::vector<Id> ministries_;
    std::vector<const Subject*> subjects_;
};

const char* basis_of(int rank) {
    if (rank == 0) return "Nghị quyết số 1683/NQ-UBTVQH15 ngày 16/6/2025";
    return rank == 1 ? "Nghị quyết số 203/2025/QH15 ngày 16/6/2025" : "Nghị quyết số 202/2025/QH15 ngày 12/6/2025";
}

directory::Reorganisation deed_of(const Province& province, const std::vector<const Former*>& ended) {
    namespace kinds = directory::reorganising;
    const Former& first = *ended.front();
    directory::Reorganisation one;
    one.kind = first.successors.size() > 1           ? kinds::kSplit
               : ended.size() == 1 && first.rank < 2 ? kinds::kDissolve
                                                     : kinds::kMerge;
    one.day = merger_day();
    one.basis = basis_of(first.rank);
    one.staff_moves = one.leaders_move = false;
    for (const auto* former : ended) one.agencies.push_back(former->agency);
    for (const auto& slug : first.successors) one.targets.push_back({province.agencies.at(slug), "", ""});
    return one;
}

// A divided body's records go by turns to those that took over; in life a person looks at each.
void choose_for(db::Database& database, Id reorganisation) {
    database.write([&](db::Tx& tx) {
        const auto one = *directory::find_reorganisation(tx, reorganisation);
        directory::ChoiceFilter all;
        all.most = 1000;
        std::size_t turn = 0;
        for (const auto& waiting : directory::choices_of(tx, one.agencies.front(), all)) {
            directory::Chosen chosen;
            chosen.records = {{waiting.kind, waiting.record}};
            chosen.to = one.targets[turn++ % one.targets.size()].agency;
            directory::choose(tx, keeper(), reorganisation, chosen);
        }
    });
}

// What is refused stays open.
template <class Deed>
void attempt(db::Database& database, Deed deed) {
    try {
        database.write(deed);
    } catch (const Refused&) {
    } catch (const Forbidden&) {}
}

class Settling {
public:
    explicit Settling(db::Database& database)
        : database_(database),
          directory_(database.reading([](db::Conn& conn) { return directory::load(conn, clock::today()); })) {}

    void all() {
        for (const auto& [id, agency] : open(kInherited))
            attempt(database_, [&, record = id, of = agency](db::Tx& tx) {
                documents::close_incoming(tx, head_of(of), record, documents::find_incoming(tx, record)->version,
                                          "without_result", "Cơ quan cũ đã thực hiện xong trước khi bàn giao", "");
            });
        for (const auto& [id, body] : open(kInheritedArrivals))
            attempt(database_, [&, record = id, of = body](db::Tx& tx) {
                documents::refuse_incoming(tx, clerk_of(of), record, documents::find_incoming(tx, record)->version,
                                           "Cơ quan cũ đã nhận bản giấy trước khi bàn giao");
            });
        for (const auto& [id, person] : open(kInheritedDrafts))
            attempt(database_, [&, record = id, by = person](db::Tx& tx) {
                documents::drop_draft(tx, directory_->actor_of(by), record,
                                      documents::find_outgoing(tx, record)->version,
                                      "Cơ quan soạn thảo đã kết thúc hoạt động");
            });
        for (const auto& [id, body] : open(kInheritedPetitions))
            attempt(database_, [&, record = id, of = body](db::Tx& tx) {
                petitions::void_petition(tx, clerk_of(of), record, petitions::find_petition(tx, record)->version,
                                         "Người gửi rút đơn");
            });
    }

private:
    std::vector<std::pair<Id, Id>> open(const db::Sql& sql) {
        return database_.reading([&](db::Conn& conn) {
            std::vector<std::pair<Id, Id>> found;
            for (const auto& row : conn.query(sql)) found.emplace_back(row.integer(0), row.integer(1));
            return found;
        });
    }
    Actor head_of(Id agency) const {
        const auto heads = directory_->with_role(agency, directory::role::kAgencyLeader);
        return directory_->actor_of(heads.empty() ? 0 : heads.front()->holder);
    }
    Actor clerk_of(Id body) const {
        for (const auto& [post, kept] : directory_->clerkships) {
            const auto* one = directory_->post(post);
            if (kept == body && one && one->holder != 0) return directory_->actor_of(one->holder);
        }
        return {};
    }

    db::Database& database_;
    const std::shared_ptr<const directory::Snapshot> directory_;
};

}  // namespace

void tell_june(db::Database& database, files::Store& store, const Province& province,
               const std::vector<Former>& formers) {
    clock::Frozen time(clock::start_of(june(9)));
    Random random(kSeed);
    const Subjects subjects = read_subjects();
    const Papers papers(store, subjects, random, kPapers);
    auto snapshot = database.reading([](db::Conn& conn) { return directory::load(conn, clock::today()); });
    Stage stage(std::move(snapshot), province, subjects, papers, random);
    June story(stage, formers);
    story.plan();
    play(database, stage, time, at_work(june(30), 8.0));
}

void carry_out_merger(db::Database& database, const Province& province, const std::vector<Former>& formers) {
    std::map<std::pair<int, std::vector<std::string>>, std::vector<const Former*>> together;
    for (const auto& one : formers) {
        auto successors = one.successors;
        if (successors.size() > 1) successors.push_back(one.slug);  // a divided one is a deed of its own
        together[{one.rank, successors}].push_back(&one);
    }
    std::vector<Id> divisions;
    for (const auto& [key, ended] : together) {
        const auto deed = deed_of(province, ended);
        const Id made = database.writing([&](db::Tx& tx) {
            const Id id = directory::draft_reorganisation(tx, keeper(), deed);
            directory::decide_reorganisation(tx, keeper(), id, directory::find_reorganisation(tx, id)->version);
            return id;
        });
        if (deed.targets.size() > 1) divisions.push_back(made);
    }
    directory::hand_over(database);
    for (const Id one : divisions) choose_for(database, one);
    while (directory::hand_over(database) > 0) {}  // a line waits until all of its agency is chosen for
}

void settle_inheritance(db::Database& database, const Province& province) {
    Settling(database).all();
    database.write([&](db::Tx& tx) {
        for (const char* slug : {"bk-cac-so", "ubnd-cac-huyen-thanh-pho"}) {
            const Id group = province.groups.at(slug);
            directory::close_group(tx, keeper(), group, directory::find_group(tx, group)->version, clock::today());
        }
    });
}

Province fill_with_merger(db::Database& database, files::Store& store, Random& random) {
    Province province;
    std::vector<Former> formers;
    {
        const clock::Frozen time(clock::start_of(june(2)));
        formers = fill_former(database, province);
    }
    tell_june(database, store, province, formers);
    {
        const clock::Frozen time(at_work(merger_day(), 0.5));
        complete_directory(database, province, random);
        open_registers(database, province, 2025);
        carry_out_merger(database, province, formers);
    }
    const clock::Frozen time(at_work(*clock::make_day(2025, 7, 15), 1.0));
    settle_inheritance(database, province);
    return province;
}

}  // namespace dinh::app::example
