// Submissions to the provincial committee, in every state they can be in, each from its letter on.
#include "app/example/year.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/issuing/issuing.hpp"
#include "modules/documents/routing/routing.hpp"
#include "modules/submissions/examination/examination.hpp"
#include "modules/submissions/papers/papers.hpp"
#include "modules/submissions/results/results.hpp"
#include "modules/submissions/slips/slips.hpp"
#include "platform/calendar/calendar.hpp"

namespace dinh::app::example {

namespace {

namespace submissions = dinh::submissions;

// A row of submissions.csv. end: preparing | submitted | received | examining | returned | asked | reviewing | deciding
// | meeting | disagreed | withdrawn | agreed | issuing | closed.
struct Told {
    int days_ago = 0;  // working days, of the letter
    std::string agency, subject, kind, end, note;
};

std::vector<Told> read_told() {
    std::vector<Told> list;
    const csv::Table table(source("submissions.csv"));
    for (const auto& row : table.rows())
        list.push_back({whole(row["days_ago"], 0), std::string(row["agency"]), std::string(row["subject"]),
                        std::string(row["kind"]), std::string(row["end"]), std::string(row["note"])});
    return list;
}

class Teller : public std::enable_shared_from_this<Teller> {
public:
    Teller(Stage& stage, Told told) : stage_(stage), told_(std::move(told)) {
        const auto& directory = *stage.directory;
        const auto* agency = directory.agency_by_slug(told_.agency);
        committee_ = directory.agency_by_slug("ubnd-tinh")->id;
        subject_ = stage.subjects.find(told_.subject);
        if (!agency || !subject_) return;
        agency_ = agency->id;
        for (const Id unit : stage.divisions_of(agency_))
            if (directory.unit(unit)->slug == subject_->drafter_unit) drafter_ = stage.specialists_of(unit).front();
        const auto units = stage.divisions_of(committee_);
        const auto leaders = stage.leaders_of(committee_);
        if (units.empty() || leaders.empty()) return;
        examiner_ = stage.specialists_of(units[static_cast<std::size_t>(told_.days_ago) % units.size()]).front();
        leader_ = leaders.size() > 1 ? leaders[1] : leaders.front();
        chief_ = stage.sorter_of(committee_);
        clerk_ = stage.clerk_of(stage.main_body(committee_));
    }
    bool able() const { return drafter_ != 0 && examiner_ != 0 && chief_ != 0 && clerk_ != 0; }

    void write_letter(db::Tx& tx) const {
        Plan plan;
        plan.subject = subject_;
        plan.body = stage_.main_body(agency_);
        plan.drafter = drafter_;
        plan.recipients = {{committee_, 0, "", "act", 1, false}};
        plan.smooth = true;
        tell_outgoing(stage_, tx, plan);
    }

    // The letter has left: the drafter makes the file.
    void prepare(db::Tx& tx) {
        const Actor& drafter = stage_.holder(drafter_);
        const auto letters = documents::issued_of_kind(tx, drafter, agency_, "to_trinh", 1);
        if (letters.empty()) return;
        submissions::SubmissionInput input;
        input.letter_outgoing = letters.front().id;
        input.kind = told_.kind;
        input.subject = letters.front().subject;
        input.field = subject_->field;
        id_ = submissions::prepare(tx, drafter, *stage_.directory, input);
        const PaperFile& paper = stage_.papers.of("quyet_dinh", static_cast<std::uint64_t>(told_.days_ago));
        submissions::add_paper(tx, drafter, id_, version(tx), {"draft", "du-thao.docx", paper.docx});
        files::set_text_state(tx, paper.docx.hash, files::TextState::read, paper.pages);
        submissions::gather(tx, drafter, id_, version(tx),
                            {0, "Sở Tài chính", "Thống nhất với dự thảo.", "agreed", ""});
        submissions::gather(tx, drafter, id_, version(tx),
                            {0, "Sở Tư pháp", "Đề nghị rà soát lại căn cứ ban hành.", "accepted",
                             "Đã cập nhật các căn cứ còn hiệu lực."});
        if (!is("preparing")) then(1, &Teller::submit);
    }

private:
    using Step = void (Teller::*)(db::Tx&);
    void then(double hours, Step step) {
        stage_.later(hours, [self = shared_from_this(), step](db::Tx& tx) { (self.get()->*step)(tx); });
    }
    bool is(std::string_view end) const { return told_.end == end; }
    std::int64_t version(db::Conn& conn) const { return submissions::find_submission(conn, id_)->version; }
    const Actor& examiner() const { return stage_.holder(examiner_); }

    void submit(db::Tx& tx) {
        submissions::submit(tx, stage_.holder(drafter_), *stage_.directory, id_, version(tx));
        if (!is("submitted")) then(2, &Teller::receive);
    }
    void receive(db::Tx& tx) {
        submissions::receive(tx, stage_.holder(clerk_), *stage_.directory, id_, version(tx));
        if (!is("received")) then(3, &Teller::assign);
    }
    void assign(db::Tx& tx) {
        submissions::assign(tx, stage_.holder(chief_), *stage_.directory, id_, version(tx), {0, examiner_});
        if (is("returned"))
            then(6, &Teller::give_back);
        else if (is("asked"))
            then(6, &Teller::ask);
        else if (is("withdrawn"))
            then(10, &Teller::withdraw);
        else if (!is("examining"))
            then(14, &Teller::write_slip);
    }
    void give_back(db::Tx& tx) { submissions::give_back(tx, examiner(), id_, version(tx), told_.note); }
    void ask(db::Tx& tx) {
        const Id other = stage_.directory->agency_by_slug("so-tu-phap")->id;
        submissions::ask_opinion(tx, examiner(), id_, version(tx), {other}, "Đề nghị cho ý kiến về căn cứ pháp lý.",
                                 calendar::current().add_working_days(clock::today(), 8));
    }
    void withdraw(db::Tx& tx) { submissions::withdraw(tx, stage_.holder(drafter_), id_, version(tx), told_.note); }
    void write_slip(db::Tx& tx) {
        submissions::write_slip(tx, examiner(), id_, version(tx),
                                {"Cơ quan trình đã lấy ý kiến các sở liên quan; hồ sơ đủ thành phần.",
                                 told_.note.empty() ? "" : "Còn nội dung cần xem xét thêm.",
                                 "Đề nghị xem xét, ký ban hành theo dự thảo.", leader_});
        if (!is("reviewing")) then(4, &Teller::approve);
    }
    void approve(db::Tx& tx) {
        submissions::approve(tx, stage_.holder(chief_), id_, version(tx), 0, "Nhất trí trình.");
        if (!is("deciding")) then(6, &Teller::decide);
    }
    void decide(db::Tx& tx) {
        const std::string_view decision = is("meeting")        ? "meeting"
                                          : is("disagreed")    ? "disagreed"
                                          : told_.note.empty() ? "agreed"
                                                               : "agreed_with_changes";
        submissions::decide(tx, stage_.holder(leader_), id_, version(tx), decision, told_.note);
        if (is("issuing") || is("closed")) then(2, &Teller::begin);
    }
    void begin(db::Tx& tx) {
        const auto one = submissions::find_submission(tx, id_);
        outgoing_ =
            submissions::begin_document(tx, examiner(), *stage_.directory, id_, one->version, {"", one->subject, 0});
        const auto route = documents::proposed_route(tx, *stage_.directory, found(tx));
        if (route.empty()) return;
        documents::submit(tx, examiner(), *stage_.directory, outgoing_, found(tx).version, route,
                          "Kính trình lãnh đạo ký ban hành theo ý kiến đã cho.");
        if (is("closed")) then(2, &Teller::walk);
    }

    documents::Outgoing found(db::Conn& conn) const { return *documents::find_outgoing(conn, outgoing_); }
    void walk(db::Tx& tx) {
        for (const auto& step : documents::route_of(tx, outgoing_)) {
            if (step.state != "current") continue;
            documents::agree(tx, stage_.holder(step.post), *stage_.directory, step.id, step.version, "");
            return then(2, step.kind == "sign" ? &Teller::issue : &Teller::walk);
        }
    }
    void issue(db::Tx& tx) {
        const Actor& clerk = stage_.holder(clerk_);
        const PaperFile& paper = stage_.papers.of("quyet_dinh", static_cast<std::uint64_t>(told_.days_ago));
        documents::attach_signed_file(tx, clerk, outgoing_, found(tx).version,
                                      {"signed", "ban-da-ky.pdf", paper.pdf, ""}, clock::today());
        files::set_text_state(tx, paper.pdf.hash, files::TextState::read, paper.pages);
        documents::give_number_to(tx, clerk, outgoing_, found(tx).version, {});
        documents::note_seal(tx, clerk, outgoing_, found(tx).version, "");
        documents::issue(tx, clerk, outgoing_, found(tx).version);
        documents::deliver(tx, outgoing_);
    }

    Stage& stage_;
    const Told told_;
    const Subject* subject_ = nullptr;
    Id agency_ = 0, committee_ = 0, drafter_ = 0, examiner_ = 0, leader_ = 0, chief_ = 0, clerk_ = 0, id_ = 0,
       outgoing_ = 0;
};

}  // namespace

void tell_submissions(Stage& stage, Day last) {
    for (const auto& told : read_told()) {
        const auto teller = std::make_shared<Teller>(stage, told);
        if (!teller->able()) continue;
        const Instant begins = at_work(calendar::current().add_working_days(last, -told.days_ago), 0.3);
        stage.agenda.at(begins, [teller](db::Tx& tx) { teller->write_letter(tx); });
        stage.agenda.at(working_later(begins, 12), [teller](db::Tx& tx) { teller->prepare(tx); });
    }
}

}  // namespace dinh::app::example
