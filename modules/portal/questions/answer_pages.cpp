// Public answers: the list by field with search, and one.
#include "modules/portal/pages.hpp"
#include "modules/portal/questions/pages.hpp"
#include "modules/portal/questions/question_store.hpp"
#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/on_site.hpp"
#include "modules/portal/reading/paths.hpp"
#include "platform/forms/list.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::question_pages {

namespace {

using Lang = dinh::pages::Lang;

constexpr int kMostLines = 20;
constexpr int kMostFound = 50;

struct Asked {
    std::string words, field;
    Id before = 0;
};

Asked asked(const web::Request& request) {
    Asked asked{forms::words_asked(request), "", ids::parse(request.get("truoc")).value_or(0)};
    for (const auto& field : rules::table("portal_questions").all("field"))
        if (request.get("linh-vuc") == field.text("id")) asked.field = field.text("id");
    return asked;
}

std::string answered_on(const Question& one) {
    return one.ended_at ? clock::show(clock::day_of(*one.ended_at)) : std::string();
}

std::vector<Question> read(db::Conn& conn, Id site, const Asked& asked) {
    if (asked.words.empty()) return shown_answers(conn, site, asked.field, asked.before, kMostLines + 1);
    auto found = found_answers(conn, site, asked.words, kMostFound);
    if (!asked.field.empty()) std::erase_if(found, [&](const Question& one) { return one.field != asked.field; });
    return found;
}

std::string older_path(const std::string& base, const std::string& field, Id last) {
    const std::string path = answers_path(base) + "?truoc=" + std::to_string(last);
    return field.empty() ? path : path + "&linh-vuc=" + field;
}

pages::QuestionsAnswers list_model(const Lang& lang, const Asked& wanted, const std::string& base,
                                   std::vector<Question> lines) {
    const bool older = wanted.words.empty() && lines.size() > kMostLines;
    if (older) lines.resize(kMostLines);
    pages::QuestionsAnswers page{.ask_path = ask_path(base),
                                 .lookup_path = lookup_path(base),
                                 .list_path = answers_path(base),
                                 .typed = wanted.words,
                                 .choices = {},
                                 .if_none = lines.empty(),
                                 .if_lines = !lines.empty(),
                                 .lines = {},
                                 .if_older = older,
                                 .older_path = older ? older_path(base, wanted.field, lines.back().id) : ""};
    for (const auto* field : rules::table("portal_questions").in_force("field", clock::today()))
        page.choices.push_back({.choice = field->text("id"),
                                .if_chosen = field->text("id") == wanted.field,
                                .choice_name = lang.tr(field->text("name"))});
    for (const auto& one : lines)
        page.lines.push_back({.show_path = answer_path(base, one.id),
                              .title = one.public_subject,
                              .beginning = text::cut(text::clean_line(one.public_body), 200),
                              .note = lang.tr(question_field_name(one.field)) + " · " +
                                      text::fill(lang.tr("Trả lời ngày %1"), {answered_on(one)})});
    return page;
}

web::Response list(web::Context& context, const Site& site) {
    const Lang lang;
    const Asked wanted = asked(context.request);
    auto lines = context.house.db->reading([&](db::Conn& conn) { return read(conn, site.id, wanted); });
    const std::string base = base_of(context.request, site);
    const bool plain = wanted.words.empty() && wanted.field.empty() && wanted.before == 0;
    return public_page(context, site,
                       {.title = lang.tr("Hỏi đáp"), .path = "/hoi-dap", .here = answers_path(base), .hidden = !plain},
                       list_model(lang, wanted, base, std::move(lines)), true);
}

pages::QuestionsAnswer show_model(const Lang& lang, const Site& site, const Question& one, const std::string& base) {
    pages::QuestionsAnswer page{.title = one.public_subject,
                                .kind = lang.tr(question_kind_name(one.kind)),
                                .field = lang.tr(question_field_name(one.field)),
                                .asked_day = clock::to_text(one.received_day),
                                .asked = clock::show(one.received_day),
                                .question = {},
                                .agency = site.answerable,
                                .answered_day = one.ended_at ? clock::to_text(clock::day_of(*one.ended_at)) : "",
                                .answered = answered_on(one),
                                .paragraphs = {},
                                .list_path = answers_path(base),
                                .ask_path = ask_path(base)};
    for (auto& line : paragraphs_of(one.public_body)) page.question.push_back({.asked_paragraph = std::move(line)});
    for (auto& line : paragraphs_of(one.answer)) page.paragraphs.push_back({.paragraph = std::move(line)});
    return page;
}

web::Response show(web::Context& context, const Site& site) {
    const Lang lang;
    const Id id = context.request.id();
    const auto one = context.house.db->reading([&](db::Conn& conn) { return shown_answer(conn, site.id, id); });
    if (!one) throw NotFound("no answer " + std::to_string(id));
    const std::string base = base_of(context.request, site);
    PublicWords words{.title = one->public_subject,
                      .description = text::cut(text::clean_line(one->answer), 200),
                      .path = "/hoi-dap/" + std::to_string(one->id),
                      .crumbs = {{lang.tr("Hỏi đáp"), answers_path(base)}},
                      .here = answers_path(base)};
    words.published = words.changed = one->ended_at;
    words.record = one->id;
    return public_page(context, site, std::move(words), show_model(lang, site, *one, base), true);
}

HomeBlock home_block(db::Conn& conn, const Lang& lang, const Site& site, const std::string& base) {
    HomeBlock block{lang.tr("Hỏi đáp"), {}, answers_path(base)};
    for (const auto& one : shown_answers(conn, site.id, "", 0, 5))
        block.lines.push_back({one.public_subject, answer_path(base, one.id), lang.tr(question_field_name(one.field)),
                               one.ended_at ? std::optional(clock::day_of(*one.ended_at)) : std::nullopt});
    return block;
}

std::vector<PublicPart::Address> addresses(db::Conn& conn, Id site, Id after, int most) {
    std::vector<PublicPart::Address> list;
    for (const auto& row : conn.query(question_store::kShownAfter, site, after, most)) {
        const auto at = row.maybe_instant(1);
        list.push_back({row.integer(0), "/hoi-dap/" + std::to_string(row.integer(0)),
                        at ? std::optional(clock::day_of(*at)) : std::nullopt});
    }
    return list;
}

std::optional<PublicPart::Found> found(db::Conn& conn, Id site, Id question) {
    if (site == 0) {
        const auto any = find_question(conn, question);
        if (any) site = any->site;
    }
    const auto one = shown_answer(conn, site, question);
    if (!one) return std::nullopt;
    return PublicPart::Found{one->site, one->public_subject, answer_path("", one->id),
                             Lang().tr(question_field_name(one->field)),
                             one->ended_at ? std::optional(clock::day_of(*one->ended_at)) : std::nullopt};
}

}  // namespace

void answer_routes(web::Router& router) {
    router.get("/trang/:site/hoi-dap", reading::on_site(list)).kept();
    router.get("/trang/:site/hoi-dap/:id", reading::on_site(show)).kept();
    show_part({.path = "/hoi-dap",
               .title = "Hỏi đáp",
               .order = 50,
               .block = home_block,
               .addresses = addresses,
               .search_kind = std::string(kQuestion),
               .found = found});
}

}  // namespace dinh::portal::question_pages
