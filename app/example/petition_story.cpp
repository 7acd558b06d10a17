// Twenty petitions of the example, in every state they can be in. Names, places and matters are made up.
#include "app/example/year.hpp"
#include "modules/petitions/petitions/petition.hpp"
#include "platform/calendar/calendar.hpp"

namespace dinh::app::example {

namespace {

namespace petitions = dinh::petitions;

// A row of petitions.csv. end: open | settled | late | answered | closed | passed | received | guided | filed | voided.
struct Told {
    int days_ago = 0, people = 1;  // working days
    std::string agency, kind, sender, address, summary, end, note;
};

std::vector<Told> read_told() {
    std::vector<Told> list;
    const csv::Table table(source("petitions.csv"));
    for (const auto& row : table.rows()) {
        Told one;
        one.days_ago = whole(row["days_ago"], 0);
        one.people = whole(row["people"], 1);
        one.agency = row["agency"];
        one.kind = row["kind"];
        one.sender = row["sender"];
        one.address = row["address"];
        one.summary = row["summary"];
        one.end = row["end"];
        one.note = row["note"];
        list.push_back(std::move(one));
    }
    return list;
}

class Teller {
public:
    Teller(Stage& stage, Told told) : stage_(stage), told_(std::move(told)) {
        agency_ = stage.directory->agency_by_slug(told_.agency)->id;
        body_ = stage.main_body(agency_);
        clerk_ = stage.clerk_of(body_);
        const auto leaders = stage.leaders_of(agency_);
        head_ = leaders.empty() ? 0 : leaders.front();
        const auto units = stage.divisions_of(agency_);
        unit_ = units.empty() ? 0 : units[static_cast<std::size_t>(told_.days_ago) % units.size()];
    }
    bool able() const { return clerk_ != 0 && head_ != 0 && unit_ != 0; }

    void begin(db::Tx& tx) {
        petitions::PetitionInput input;
        input.issuing_body = body_;
        input.kind = told_.kind;
        input.channel = told_.days_ago % 3 == 0 ? "in_person" : "post";
        input.summary = told_.summary;
        input.received_day = clock::today();
        input.people = told_.people;
        input.double_answered = true;
        input.anonymous = told_.sender.empty();
        if (!input.anonymous) input.senders = {{told_.sender, told_.address, "", "", told_.people > 1}};
        id_ = petitions::take_in(tx, stage_.holder(clerk_), *stage_.directory, input, {});
    }
    void decide(db::Tx& tx) const {
        const std::string_view end = told_.end;
        const Actor& head = stage_.holder(head_);
        if (end == "guided")
            petitions::guide(tx, head, id_, version(tx), told_.note);
        else if (end == "filed")
            petitions::file_away(tx, head, id_, version(tx), "anonymous", "");
        else if (end == "voided")
            petitions::void_petition(tx, stage_.holder(clerk_), id_, version(tx), told_.note);
        else if (end == "passed" || end == "received")
            petitions::pass_on(tx, head, *stage_.directory, id_, version(tx), {commune(), ""}, told_.note);
        else if (end != "open")
            petitions::accept(tx, head, *stage_.directory, id_, version(tx), {unit_, 0}, false, "");
    }
    void go_on(db::Tx& tx) const {
        const std::string_view end = told_.end;
        if (end == "received") return receive_there(tx);
        if (end != "answered" && end != "closed") return;
        const Actor& leader = stage_.holder(stage_.head_of(unit_));
        petitions::report_result(tx, leader, *stage_.directory, id_, version(tx),
                                 {std::to_string(told_.days_ago) + "/TB", told_.note, clock::today(), 0});
        if (end == "closed") petitions::close(tx, stage_.holder(clerk_), id_, version(tx));
    }

private:
    Id commune() const { return stage_.directory->agency_by_slug("xa-dai-tu")->id; }
    std::int64_t version(db::Conn& conn) const { return petitions::find_petition(conn, id_)->version; }
    void receive_there(db::Tx& tx) const {
        const auto there = petitions::find_petition(tx, petitions::find_petition(tx, id_)->passed_petition);
        if (!there) return;
        const Actor& clerk = stage_.holder(stage_.clerk_of(there->issuing_body));
        petitions::receive(tx, clerk, *stage_.directory, there->id, there->version, clock::today());
    }

    Stage& stage_;
    const Told told_;
    Id agency_ = 0, body_ = 0, clerk_ = 0, head_ = 0, unit_ = 0, id_ = 0;
};

}  // namespace

void tell_petitions(Stage& stage, Day last) {
    for (const auto& told : read_told()) {
        const auto teller = std::make_shared<Teller>(stage, told);
        if (!teller->able()) continue;
        const Instant begins = at_work(calendar::current().add_working_days(last, -told.days_ago), 1.5);
        stage.agenda.at(begins, [teller](db::Tx& tx) { teller->begin(tx); });
        stage.agenda.at(working_later(begins, 9), [teller](db::Tx& tx) { teller->decide(tx); });
        stage.agenda.at(working_later(begins, 70), [teller](db::Tx& tx) { teller->go_on(tx); });
    }
}

}  // namespace dinh::app::example
