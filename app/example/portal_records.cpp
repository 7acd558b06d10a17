// What sites hold besides articles: their particulars, public postings, legal documents with the gazette, questions,
// remarks of readers, fees of a month.
#include "app/example/year.hpp"
#include "modules/portal/articles/fees.hpp"
#include "modules/portal/library/gazette.hpp"
#include "modules/portal/library/library.hpp"
#include "modules/portal/library/sections.hpp"
#include "modules/portal/postings/posting.hpp"
#include "modules/portal/questions/question.hpp"
#include "modules/portal/questions/remark.hpp"
#include "modules/portal/sites/offices.hpp"
#include "modules/portal/sites/site.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/markup/markup.hpp"

namespace dinh::app::example {

namespace {

namespace portal = dinh::portal;

using Row = std::map<std::string, std::string>;

std::vector<Row> rows_of(const char* file, const std::vector<std::string>& columns) {
    std::vector<Row> list;
    const csv::Table table(source(file));
    for (const auto& row : table.rows()) {
        Row one;
        for (const auto& name : columns) one[name] = row[name];
        list.push_back(std::move(one));
    }
    return list;
}

struct Desk {
    portal::Site site;
    Id writer = 0, editor = 0, approver = 0;  // posts
    bool works() const { return site.id != 0 && writer != 0 && editor != 0 && approver != 0; }
};

Desk desk_of(Stage& stage, db::Conn& conn, const std::string& slug) {
    Desk desk;
    const auto* agency = stage.directory->agency_by_slug(slug);
    const auto site = agency ? portal::open_site_of(conn, agency->id) : std::nullopt;
    if (!site) return desk;
    desk.site = *site;
    for (const auto& one : portal::members_of(conn, site->id)) {
        const auto* post = stage.directory->post(one.post);
        if (!post || post->holder == 0) continue;
        if (one.role == "editor" && desk.editor == 0) desk.editor = one.post;
        if (one.role == "approver" && desk.approver == 0) desk.approver = one.post;
    }
    for (const Id unit : stage.divisions_of(agency->id))
        if (desk.writer == 0) desk.writer = stage.specialists_of(unit).front();
    if (desk.writer == 0) desk.writer = desk.editor;
    return desk;
}

portal::SiteInput input_of(const portal::Site& site) {
    portal::SiteInput input;
    input.name = site.name, input.name_en = site.name_en, input.answerable = site.answerable;
    input.responsible = site.responsible, input.colour = site.colour, input.steps = site.steps;
    return input;
}

// The agencies are true ones: at the foot of each page stands that nothing else is.
void mark(Stage& stage, db::Tx& tx, const portal::Site& site) {
    const auto* agency = stage.directory->agency(site.owner_agency);
    const Desk desk = agency ? desk_of(stage, tx, agency->slug) : Desk{};
    if (desk.editor == 0) return;
    portal::SiteInput input = input_of(site);
    input.responsible += " (ví dụ: người và nội dung do phần mềm đặt ra)";
    portal::change_site(tx, stage.holder(desk.editor), site.id, site.version, input);
}

void complete(Stage& stage, db::Tx& tx, const Row& row) {
    const Desk desk = desk_of(stage, tx, row.at("agency"));
    if (!desk.works()) return;
    const auto& site = desk.site;
    portal::SiteInput input = input_of(site);
    input.name_en = row.at("name_en");
    input.address = row.at("address"), input.phone = row.at("phone"), input.email = row.at("email");
    input.english = !input.name_en.empty();
    input.comments = input.ratings = !row.at("remarks").empty();
    portal::change_site(tx, stage.holder(desk.editor), site.id, site.version, input);
}

void place(Stage& stage, db::Tx& tx, const Row& row) {
    const Desk desk = desk_of(stage, tx, row.at("agency"));
    if (desk.works())
        portal::set_location(tx, stage.holder(desk.editor), desk.site.id, desk.site.version,
                             portal::parse_location(row.at("location")));
}

void hang(Stage& stage, db::Tx& tx, const Row& row) {
    const Desk desk = desk_of(stage, tx, row.at("agency"));
    if (!desk.works()) return;
    portal::PostingInput input;
    input.site = desk.site.id;
    input.kind = row.at("kind"), input.subject = row.at("subject");
    input.body = markup::from_text(row.at("text"));
    input.places = "Trụ sở cơ quan";
    input.from = clock::today();
    if (!row.at("days").empty()) input.until = clock::today() + whole(row.at("days"), 30);
    const Id id = portal::propose_posting(tx, stage.holder(desk.writer), input, {});
    portal::Answers answers;
    for (const auto& found : portal::findings_of(tx, id)) answers[found.id] = "Không phải dữ liệu cá nhân.";
    portal::approve_posting(tx, stage.holder(desk.approver), id, portal::find_posting(tx, id)->version, answers);
}

Id publish(Stage& stage, db::Tx& tx, const Row& row, const Desk& desk) {
    portal::DocumentInput input;
    input.site = desk.site.id;
    input.kind = row.at("kind"), input.number = row.at("number"), input.body = row.at("body");
    input.signer = row.at("signer"), input.field = row.at("field"), input.subject = row.at("subject");
    input.day = clock::today();
    if (!row.at("effective_after").empty()) input.effective_from = clock::today() + whole(row.at("effective_after"), 0);
    input.text = portal::legal_text(row.at("text"));
    const Id proposed = portal::propose_document(tx, stage.holder(desk.writer), input, {});
    const auto version = [&] { return portal::find_document(tx, proposed)->version; };
    const Actor& approver = stage.holder(desk.approver);
    const Id id = portal::approve_document(tx, approver, proposed, version());
    if (!row.at("relation").empty())
        portal::relate_document(tx, approver, id, version(), {row.at("relation"), row.at("target"), "", {}});
    return id;
}

// Documents with the same number in `gazette` stand in one issue, which comes out with its last one.
void print(Stage& stage, db::Tx& tx, const Desk& desk, const std::vector<Id>& documents) {
    const Actor& keeper = stage.holder(desk.approver);
    const Id issue = portal::open_issue(tx, keeper, desk.site.id, clock::today());
    const auto version = [&] { return portal::find_issue(tx, issue)->version; };
    for (const Id one : documents) portal::add_to_issue(tx, keeper, issue, version(), one);
    portal::publish_issue(tx, keeper, issue, version());
}

void tell_legal(Stage& stage, const std::shared_ptr<std::map<std::string, std::vector<Id>>>& issues, const Row& row,
                bool last_of_issue, Instant when) {
    stage.agenda.at(when, [&stage, issues, row, last_of_issue](db::Tx& tx) {
        const Desk desk = desk_of(stage, tx, row.at("agency"));
        if (!desk.works()) return;
        const Id id = publish(stage, tx, row, desk);
        const std::string& issue = row.at("gazette");
        if (issue.empty()) return;
        (*issues)[issue].push_back(id);
        if (last_of_issue) print(stage, tx, desk, (*issues)[issue]);
    });
}

portal::QuestionInput question_of(const Row& row, Id site) {
    portal::QuestionInput input;
    input.site = site;
    input.kind = "question";
    input.field = row.at("field"), input.subject = row.at("subject"), input.body = row.at("body");
    input.may_publish = true;
    input.sender.name = "Người hỏi ví dụ";
    input.sender.phone = "0208 3000 000";
    return input;
}

void answer(Stage& stage, db::Tx& tx, const Row& row, const Desk& desk, Id id) {
    const auto version = [&] { return portal::find_question(tx, id)->version; };
    portal::assign_question(tx, stage.holder(desk.editor), *stage.directory, id, version(), {0, desk.writer},
                            row.at("field"), "");
    if (row.at("answer").empty()) return;
    portal::AnswerDraft draft{row.at("answer"), row.at("subject"), row.at("body"), true, true};
    portal::draft_answer(tx, stage.holder(desk.writer), *stage.directory, id, version(), draft);
    portal::approve_answer(tx, stage.holder(desk.approver), id, version());
}

void ask(Stage& stage, db::Tx& tx, const Row& row) {
    const Desk desk = desk_of(stage, tx, row.at("agency"));
    if (!desk.works()) return;
    const std::string code = "example/" + row.at("subject");
    const Id id = portal::ask_question(tx, Actor{}, *stage.directory, question_of(row, desk.site.id), {}, code);
    stage.agenda.at(working_later(clock::now(), 12),
                    [&stage, row, desk, id](db::Tx& later) { answer(stage, later, row, desk, id); });
}

void moderate(Stage& stage, db::Tx& tx, const Row& row, const Desk& desk, Id id) {
    const auto version = portal::find_remark(tx, id)->version;
    const Actor& editor = stage.holder(desk.editor);
    if (row.at("end") == "shown") portal::approve_remark(tx, editor, id, version, {row.at("said"), true});
    if (row.at("end") == "refused") portal::refuse_remark(tx, editor, id, version, row.at("said"));
}

// `number` stands for a reader's network.
void remark(Stage& stage, db::Tx& tx, const Row& row, int number) {
    const Desk desk = desk_of(stage, tx, row.at("agency"));
    if (!desk.works()) return;
    for (const auto& one : portal::shown_articles(tx, {.site = desk.site.id, .most = 200})) {
        if (one.title != row.at("title")) continue;
        if (!row.at("stars").empty())
            portal::rate_article(tx, desk.site.id, one.article, whole(row.at("stars"), 5),
                                 "203.0.113." + std::to_string(number));
        if (row.at("body").empty()) continue;
        const Id id = portal::send_remark(
            tx, {.site = desk.site.id, .article = one.article, .name = row.at("name"), .body = row.at("body")});
        stage.agenda.at(working_later(clock::now(), 2),
                        [&stage, row, desk, id](db::Tx& later) { moderate(stage, later, row, desk, id); });
    }
}

// What was published in the month before that of `day`.
void approve_month(Stage& stage, db::Tx& tx, Day day) {
    const std::string month = clock::to_text(day - clock::ymd(day).day).substr(0, 7);
    for (const auto& site : portal::all_sites(tx)) {
        const auto sum = portal::sum_of_fees(tx, site.id, month).graded_dong;
        const auto* agency = stage.directory->agency(site.owner_agency);
        if (sum == 0 || !agency) continue;
        portal::approve_fees(tx, stage.holder(desk_of(stage, tx, agency->slug).approver), site.id, month, sum);
    }
}

Instant days_before(Day last, const Row& row, double hours) {
    return at_work(calendar::current().add_working_days(last, -whole(row.at("days_ago"), 1) - 1), hours);
}

}  // namespace

void tell_records(Stage& stage, db::Tx& tx, Day last) {
    for (const auto& site : portal::all_sites(tx)) mark(stage, tx, site);
    for (const auto& row : rows_of("sites.csv", {"agency", "address", "phone", "email", "name_en", "remarks"}))
        complete(stage, tx, row);
    for (const auto& row : rows_of("offices.csv", {"agency", "location"})) place(stage, tx, row);
    for (const auto& row : rows_of("postings.csv", {"days_ago", "agency", "kind", "days", "subject", "text"}))
        stage.agenda.at(days_before(last, row, 3), [&stage, row](db::Tx& then) { hang(stage, then, row); });
    for (const auto& row : rows_of("questions.csv", {"days_ago", "agency", "field", "subject", "body", "answer"}))
        stage.agenda.at(days_before(last, row, 2), [&stage, row](db::Tx& then) { ask(stage, then, row); });
    int reader = 0;
    for (const auto& row :
         rows_of("remarks.csv", {"days_ago", "agency", "title", "name", "stars", "body", "end", "said"}))
        stage.agenda.at(days_before(last, row, 6),
                        [&stage, row, number = ++reader](db::Tx& then) { remark(stage, then, row, number); });
    stage.agenda.at(at_work(last, 1), [&stage, last](db::Tx& then) { approve_month(stage, then, last); });
    const auto legal = rows_of("legal.csv", {"days_ago", "agency", "kind", "number", "body", "signer", "field",
                                             "subject", "effective_after", "text", "relation", "target", "gazette"});
    const auto issues = std::make_shared<std::map<std::string, std::vector<Id>>>();
    std::map<std::string, std::size_t> last_in;
    for (std::size_t i = 0; i < legal.size(); ++i) last_in[legal[i].at("gazette")] = i;
    for (std::size_t i = 0; i < legal.size(); ++i)
        tell_legal(stage, issues, legal[i], last_in[legal[i].at("gazette")] == i, days_before(last, legal[i], 4));
}

}  // namespace dinh::app::example
