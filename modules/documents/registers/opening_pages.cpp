// The form that opens a series.
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/pages.hpp"
#include "modules/documents/registers/books.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::documents {

namespace {

std::vector<forms::Choice> body_choices(const directory::Snapshot& directory, const Actor& actor) {
    std::vector<forms::Choice> choices;
    for (const auto& body : directory.issuing_bodies) {
        if (can(actor, Deed::manage_series, subject_of_body(body)))
            choices.push_back({std::to_string(body.id), body.name});
    }
    return choices;
}

Series typed_series(web::Form& form, const web::Request& request) {
    Series series;
    series.issuing_body = form.id("issuing_body", "Cơ quan ban hành", true);
    series.direction = form.choice("direction", "Sổ", {"incoming", "outgoing"}) == "incoming" ? Direction::incoming
                                                                                              : Direction::outgoing;
    series.name = form.line("name", "Tên sổ", {.max = 1000});
    series.period_kind = form.choice("period_kind", "Theo", {"year", "term"});
    series.period = form.line("period", "Kỳ", {.max = 20});
    series.first = form.number("first", "Số bắt đầu", 1, 999'999).value_or(1);
    series.from = form.day("from", "Mở từ ngày").value_or(Day{});
    series.form = form.line("form", "Mẫu số, ký hiệu", {.max = 1000});
    for (const auto kind : request.fields("kinds")) series.kinds.emplace_back(kind);
    return series;
}

std::vector<layout::Field> boxes_of(const forms::Boxes& fields, const std::vector<forms::Choice>& bodies) {
    return {
        fields.select("issuing_body", "Cơ quan ban hành", bodies, {.width = "w-4"}),
        fields.select("direction", "Sổ", {{"incoming", "Văn bản đến"}, {"outgoing", "Văn bản đi"}}, {.width = "w-2"}),
        fields.line("name", "Tên sổ", {.width = "w-4", .most = 100}),
        fields.select("period_kind", "Theo", {{"year", "Năm"}, {"term", "Nhiệm kỳ"}}, {.width = "w-1"}),
        fields.line("period", "Kỳ", {.width = "w-1", .hint = "2026 hoặc 2025-2030", .most = 9}),
        fields.number("first", "Số bắt đầu", {.width = "w-2"}),
        fields.day("from", "Mở từ ngày", {.width = "w-2", .optional = true}),
        fields.line(
            "form", "Mẫu số, ký hiệu",
            {.width = "w-2", .hint = "Để trống: theo mẫu của từng loại văn bản", .optional = true, .most = 60})};
}

web::Response opening_form(web::Context& context, const forms::Values& values, const std::vector<std::string>& kinds,
                           int status) {
    const auto directory = directory::now(context.house);
    const auto bodies = body_choices(*directory, context.actor());
    if (bodies.empty()) throw Forbidden(who_may(Deed::manage_series), "documents: no books to open");
    pages::RegistersForm page{.if_errors = !values.faults.empty(),
                              .errors = {},
                              .csrf = context.csrf_token(),
                              .deed_key = deed::new_key(),
                              .boxes = {},
                              .kinds = {}};
    forms::add_errors(page, context.lang, values.faults);
    page.boxes = boxes_of(forms::Boxes(context.lang, values), bodies);
    for (const auto* kind : rules::kinds(clock::today())) {
        const bool chosen = std::find(kinds.begin(), kinds.end(), kind->id) != kinds.end();
        page.kinds.push_back({.kind = kind->id, .if_chosen = chosen, .kind_name = kind_title(*kind)});
    }
    return web::page(context, context.lang.tr("Mở sổ"), page, status);
}

}  // namespace

web::Response new_series(web::Context& context) {
    forms::Values values;
    values.values = {{"direction", "outgoing"},
                     {"period_kind", "year"},
                     {"period", std::to_string(clock::year(clock::today()))},
                     {"first", "1"}};
    return opening_form(context, values, {}, 200);
}

web::Response open_one(web::Context& context) {
    web::Form form(context.request);
    const Series series = typed_series(form, context.request);
    Id id = 0;
    try {
        if (form.faulty()) throw Refused(form.all());
        id = deed::once(*context.house.db, context.actor(), form.key(),
                        [&](db::Tx& tx) { return open_series(tx, context.actor(), series); });
    } catch (const Refused& refused) {
        forms::Values values = forms::Values::typed(context.request, form.all());
        values.faults = refused.reasons();
        return opening_form(context, values, series.kinds, 422);
    }
    context.flash(context.lang.tr("Đã mở sổ."));
    return web::see_other(path_of(id));
}

}  // namespace dinh::documents
