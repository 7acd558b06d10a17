// The sites of all agencies and what stands on them, written, passed on and published by the people who would do it.
#include "app/example/year.hpp"
#include "modules/portal/articles/article.hpp"
#include "modules/portal/articles/body.hpp"
#include "modules/portal/articles/fees.hpp"
#include "modules/portal/articles/pictures.hpp"
#include "modules/portal/portal.hpp"
#include "modules/portal/questions/consultation.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/text/text.hpp"

namespace dinh::app::example {

namespace {

namespace portal = dinh::portal;

// A row of articles.csv. end: draft | waiting | returned | published | corrected | withdrawn | consulted (published and
// laid open for comments); note: what is said then, of an event its place, of a consultation its days.
struct Told {
    int days_ago = 0;  // working days
    std::string agency, category, kind, language, title, summary, body, end, note;
    std::string fee;                          // "news:15": what it is graded as, and the factor in tenths
    std::vector<std::string> pictures, alts;  // the first leads
};

std::vector<Told> read_told() {
    std::vector<Told> list;
    const csv::Table table(source("articles.csv"));
    for (const auto& row : table.rows()) {
        Told one;
        one.days_ago = whole(row["days_ago"], 0);
        for (const auto& [name, value] : {std::pair{"agency", &one.agency},
                                          {"category", &one.category},
                                          {"kind", &one.kind},
                                          {"title", &one.title},
                                          {"summary", &one.summary},
                                          {"body", &one.body},
                                          {"end", &one.end},
                                          {"note", &one.note},
                                          {"fee", &one.fee},
                                          {"language", &one.language}})
            *value = row[name];
        for (const auto part : text::split(row["pictures"], '|'))
            if (!part.empty()) one.pictures.emplace_back(part);
        for (const auto part : text::split(row["alts"], '|')) one.alts.emplace_back(part);
        list.push_back(std::move(one));
    }
    return list;
}

class Teller {
public:
    Teller(Stage& stage, Told told, const portal::Site& site) : stage_(stage), told_(std::move(told)), site_(site) {
        const std::string name = stage.directory->agency_name(site.owner_agency);
        for (auto* text : {&told_.title, &told_.summary, &told_.body}) *text = with_name(*text, name);
    }

    bool begin(db::Tx& tx) {
        members_ = portal::members_of(tx, site_.id);
        for (const auto& one : portal::categories_of(tx, site_.id))
            if (one.slug == told_.category) category_ = one.id;
        writer_ = writer();
        if (category_ == 0 || writer_ == 0 || holder_of("approver") == 0) return false;
        portal::ArticleInput input;
        input.site = site_.id;
        input.category = category_;
        input.kind = told_.kind;
        input.title = told_.title;
        input.summary = told_.summary;
        input.body = portal::clean_body(told_.body).html;
        input.author = stage_.holder(writer_).name;
        if (!told_.language.empty()) input.language = told_.language;
        if (!told_.alts.empty()) input.picture_alt = told_.alts.front();
        if (told_.kind == "event") {
            input.place = told_.note;
            input.starts_at = working_later(clock::now(), 80);
            input.ends_at = working_later(clock::now(), 84);
        }
        id_ = portal::write_article(tx, stage_.holder(writer_), input, drawn());
        describe(tx);
        if (told_.end != "draft") portal::submit_article(tx, stage_.holder(writer_), id_, version(tx));
        return true;
    }
    // One step on; false when nothing is left to do.
    bool go_on(db::Tx& tx) const {
        const auto article = *portal::find_article(tx, id_);
        const std::string role = portal::role_awaited(article.state);
        if (role.empty() || told_.end == "draft" || told_.end == "waiting") return false;
        const Actor& holder = stage_.holder(holder_of(role));
        if (told_.end == "returned") {
            portal::send_back(tx, holder, id_, article.version, told_.note);
            return false;
        }
        portal::pass_article(tx, holder, id_, article.version);
        return true;
    }
    void finish(db::Tx& tx) const {
        grade(tx);
        const auto article = *portal::find_article(tx, id_);
        const Actor& approver = stage_.holder(holder_of("approver"));
        if (told_.end == "withdrawn") portal::withdraw_article(tx, approver, id_, article.version, told_.note);
        if (told_.end == "consulted")
            portal::open_consultation(tx, stage_.holder(holder_of("editor")), id_,
                                      clock::today() + whole(told_.note, 30));
        if (told_.end != "corrected") return;
        portal::ArticleInput input;
        input.site = article.site, input.category = article.category, input.kind = article.kind;
        input.title = article.title, input.summary = article.summary, input.author = article.author;
        input.body = article.body + portal::clean_body(told_.note).html;
        portal::correct_article(tx, approver, id_, article.version, input, told_.note, {});
    }

private:
    static std::string with_name(std::string text, const std::string& name) {
        const std::string_view place = "{agency}";
        for (auto at = text.find(place); at != text.npos; at = text.find(place, at + name.size()))
            text.replace(at, place.size(), name);
        return text;
    }
    std::vector<portal::NewFile> drawn() const {
        std::vector<portal::NewFile> files;
        for (const auto& number : told_.pictures)
            files.push_back(
                {"anh-" + number + ".png", stage_.pictures.at(static_cast<std::size_t>(whole(number, 1)) - 1)});
        return files;
    }
    void grade(db::Tx& tx) const {
        const auto at = told_.fee.find(':');
        if (at == told_.fee.npos) return;
        const portal::FeeInput fee{.kind = told_.fee.substr(0, at),
                                   .payee = stage_.holder(writer_).name,
                                   .factor_tenths = whole(told_.fee.substr(at + 1), 10)};
        portal::grade_fee(tx, stage_.holder(holder_of("secretary")), id_, version(tx), fee);
    }
    // The words of the first picture came with the article.
    void describe(db::Tx& tx) const {
        const auto made = portal::pictures_of(tx, id_);
        for (std::size_t i = 1; i < made.size() && i < told_.alts.size(); ++i)
            portal::describe_picture(tx, stage_.holder(writer_), id_, version(tx), made[i].ref.position, told_.alts[i],
                                     false);
    }
    Id writer() const {
        for (const Id unit : stage_.divisions_of(site_.owner_agency)) return stage_.specialists_of(unit).front();
        const auto leaders = stage_.leaders_of(site_.owner_agency);
        return leaders.empty() ? 0 : leaders.back();
    }
    Id holder_of(std::string_view role) const {
        for (const auto& one : members_)
            if (one.role == role && stage_.directory->post(one.post) && stage_.directory->post(one.post)->holder != 0)
                return one.post;
        return 0;
    }
    std::int64_t version(db::Conn& conn) const { return portal::find_article(conn, id_)->version; }

    Stage& stage_;
    Told told_;
    const portal::Site site_;
    std::vector<portal::NamedMember> members_;
    Id category_ = 0, writer_ = 0, id_ = 0;
};

// Whose site a row is for: one agency, or "*commune", "*department": all of the kind.
bool is_for(const Stage& stage, const Told& told, const portal::Site& site) {
    if (told.agency.starts_with('*')) return site.kind == told.agency.substr(1);
    const auto* agency = stage.directory->agency_by_slug(told.agency);
    return agency && agency->id == site.owner_agency;
}

void tell(Stage& stage, const Told& told, const portal::Site& site, Day last) {
    const auto teller = std::make_shared<Teller>(stage, told, site);
    const Instant begins = at_work(calendar::current().add_working_days(last, -told.days_ago - 1), 1);
    stage.agenda.at(begins, [teller, &stage](db::Tx& tx) {
        if (!teller->begin(tx)) return;
        for (const double hours : {1.0, 2.0, 3.0})
            stage.agenda.at(working_later(clock::now(), hours), [teller](db::Tx& again) { teller->go_on(again); });
        stage.agenda.at(working_later(clock::now(), 6), [teller](db::Tx& again) { teller->finish(again); });
    });
}

}  // namespace

void tell_sites(Stage& stage, Day first, Day last) {
    const auto rows = std::make_shared<std::vector<Told>>(read_told());
    int oldest = 40;  // working days, of portal_records.cpp
    for (const auto& told : *rows) oldest = std::max(oldest, told.days_ago);
    const Day opens = std::max(first, calendar::current().add_working_days(last, -oldest - 2));
    stage.agenda.at(at_work(opens, 0.5), [rows, &stage, last](db::Tx& tx) {
        for (const auto& agency : stage.directory->agencies)
            if (agency.tenant && !agency.closed_on(clock::today()))
                portal::open_site(tx, Actor::system(), *stage.directory, agency.id);
        tell_records(stage, tx, last);
        for (const auto& site : portal::all_sites(tx))
            for (const auto& told : *rows)
                if (is_for(stage, told, site)) tell(stage, told, site, last);
    });
}

}  // namespace dinh::app::example
