// Internal documents and quick messages of the agencies of the story, in every state they can be in; made up.
#include "app/example/year.hpp"
#include "modules/internal/letters/letter.hpp"
#include "modules/internal/messages/message.hpp"
#include "modules/internal/series/series.hpp"
#include "platform/calendar/calendar.hpp"

namespace dinh::app::example {

namespace {

namespace internal = dinh::internal;

// A row of internal.csv. A letter's end: draft | waiting | sent | read | forwarded | finished | corrected | recalled;
// a message's: sent | read | answered | partly. kind of a message: 1 wants an answer.
struct Told {
    bool letter = false;
    int days_ago = 0;  // working days
    std::string kind, subject, body, reply, end;
};

std::vector<Told> read_told() {
    std::vector<Told> list;
    const csv::Table table(source("internal.csv"));
    for (const auto& row : table.rows())
        list.push_back({row["what"] == "letter", whole(row["days_ago"], 0), std::string(row["kind"]),
                        std::string(row["subject"]), std::string(row["body"]), std::string(row["reply"]),
                        std::string(row["end"])});
    return list;
}

struct Unit {
    Id id = 0, agency = 0, head = 0, specialist = 0;
    std::vector<Id> people;  // posts with a holder
};

std::optional<Unit> unit_of(const Stage& stage, Id id) {
    Unit unit{id, stage.directory->unit(id)->agency, stage.head_of(id), 0, {}};
    const auto specialists = stage.specialists_of(id);
    if (unit.head == 0 || specialists.empty()) return std::nullopt;
    unit.specialist = specialists.front();
    for (const auto* post : stage.directory->posts_of_unit(id))
        if (post->holder != 0) unit.people.push_back(post->id);
    return unit;
}

class LetterTeller {
public:
    LetterTeller(Stage& stage, const Told& told, Unit from, Unit to)
        : stage_(stage), told_(told), from_(std::move(from)), to_(std::move(to)) {}

    void begin(db::Tx& tx) {
        internal::LetterInput input;
        input.post = from_.specialist;
        input.kind = told_.kind;
        input.subject = told_.subject;
        input.body = told_.body;
        input.due = calendar::current().add_working_days(clock::today(), 5);
        input.numbered = internal::standing_series(tx, from_.agency, from_.id, clock::today()).has_value();
        input.receivers = {{"unit-" + std::to_string(to_.id), "act"}};
        id_ = internal::draft(tx, stage_.holder(from_.specialist), *stage_.directory, input, {});
    }
    void sign(db::Tx& tx) const {
        if (told_.end == "draft") return;
        if (internal::needs_approval(*internal::find_letter(tx, id_)))
            internal::submit(tx, stage_.holder(from_.specialist), *stage_.directory, id_, version(tx));
        if (told_.end != "waiting") internal::send(tx, stage_.holder(from_.head), *stage_.directory, id_, version(tx));
    }
    void go_on(db::Tx& tx) const {
        const std::string_view end = told_.end;
        const Actor& leader = stage_.holder(from_.head);
        if (end == "recalled") return internal::recall(tx, leader, *stage_.directory, id_, version(tx), told_.body);
        if (end == "draft" || end == "waiting" || end == "sent") return;
        const Actor& receiver = stage_.holder(to_.head);
        internal::note_reading(tx, receiver, id_);
        if (end == "corrected")
            internal::correct(tx, leader, *stage_.directory, id_, version(tx), told_.subject,
                              told_.body + "\n" + told_.body, {}, told_.subject);
        const auto part = internal::receivers_of(tx, id_).front();
        if (end == "forwarded")
            internal::forward(tx, receiver, *stage_.directory, id_, part.id, part.version,
                              {{{"post-" + std::to_string(to_.specialist), "act"}}, {}, ""});
        if (end == "finished") internal::finish(tx, receiver, id_, part.id, part.version, told_.reply);
    }

private:
    std::int64_t version(db::Conn& conn) const { return internal::find_letter(conn, id_)->version; }

    Stage& stage_;
    const Told told_;
    const Unit from_, to_;
    Id id_ = 0;
};

class MessageTeller {
public:
    MessageTeller(Stage& stage, const Told& told, Unit unit) : stage_(stage), told_(told), unit_(std::move(unit)) {}

    void begin(db::Tx& tx) {
        internal::MessageInput input;
        input.post = unit_.head;
        input.body = told_.body;
        input.wants_answer = told_.kind == "1";
        for (const Id post : unit_.people)
            if (post != unit_.head) input.to.push_back(post);
        id_ = internal::send_message(tx, stage_.holder(unit_.head), input, {});
    }
    void go_on(db::Tx& tx) const {
        if (told_.end == "sent") return;
        std::size_t done = 0;
        for (const Id post : unit_.people) {
            if (post == unit_.head || (told_.end == "partly" && ++done > unit_.people.size() / 2)) continue;
            internal::note_message_reading(tx, stage_.holder(post), id_);
            if (!told_.reply.empty()) internal::answer_message(tx, stage_.holder(post), id_, told_.reply);
        }
    }

private:
    Stage& stage_;
    const Told told_;
    const Unit unit_;
    Id id_ = 0;
};

template <class Teller>
void tell(Stage& stage, const std::shared_ptr<Teller>& teller, Instant begins) {
    stage.agenda.at(begins, [teller](db::Tx& tx) { teller->begin(tx); });
    stage.agenda.at(working_later(begins, 12), [teller](db::Tx& tx) { teller->go_on(tx); });
}

std::vector<Unit> units_of(const Stage& stage, Id agency) {
    std::vector<Unit> units;
    for (const Id id : stage.divisions_of(agency)) {
        if (auto unit = unit_of(stage, id); unit && unit->people.size() > 1) units.push_back(*std::move(unit));
    }
    return units;
}

}  // namespace

void tell_internal(Stage& stage, Day last) {
    const auto told = read_told();
    for (const auto& agency : stage.directory->agencies) {
        if (!stage.story(agency.id) || !agency.tenant || agency.kind == "office") continue;
        const auto units = units_of(stage, agency.id);
        if (units.size() < 2) continue;
        const auto day_of = [&](int days_ago) { return calendar::current().add_working_days(last, -days_ago); };
        for (std::size_t i = 0; i < 2; ++i)
            stage.agenda.at(at_work(day_of(60), 0.5), [&stage, unit = units[i]](db::Tx& tx) {
                internal::open_series(tx, stage.holder(unit.head), unit.agency, unit.id, false);
            });
        for (std::size_t n = 0; n < told.size(); ++n) {
            const Unit &from = units[n % units.size()], &to = units[(n + 1) % units.size()];
            const Instant begins = at_work(day_of(told[n].days_ago), 1.0);
            if (!told[n].letter) {
                tell(stage, std::make_shared<MessageTeller>(stage, told[n], from), begins);
                continue;
            }
            const auto teller = std::make_shared<LetterTeller>(stage, told[n], from, to);
            tell(stage, teller, begins);
            stage.agenda.at(working_later(begins, 3), [teller](db::Tx& tx) { teller->sign(tx); });
        }
    }
}

}  // namespace dinh::app::example
