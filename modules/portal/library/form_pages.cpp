// Proposing, changing and correcting: the three uses of one form.
#include "modules/portal/library/library_pages.hpp"
#include "modules/portal/library/library_store.hpp"
#include "modules/portal/library/record_form.hpp"
#include "modules/portal/library/sections.hpp"
#include "platform/module/offers.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::library {

namespace {

constexpr std::int64_t kMostForm = 4 << 20;   // with a whole text in it
constexpr web::Rule kAnyLength{.max = 5000};  // the rules of the deed say what is too long

struct Use {
    const char *heading, *button, *done;
    bool asks_reason = false;
};
constexpr Use kNew{"Đề nghị công khai văn bản", "Đề nghị", "Đã đề nghị công khai."};
constexpr Use kChange{"Sửa văn bản đề nghị", "Lưu, đề nghị lại", "Đã lưu."};
constexpr Use kCorrect{"Đính chính văn bản", "Đính chính", "Đã đính chính.", true};

DocumentInput read_input(web::Form& form, Id site) {
    DocumentInput input;
    input.site = site;
    input.kind = form.line("kind", "Loại văn bản", kAnyLength);
    input.number = form.line("number", "Số, ký hiệu", kAnyLength);
    input.day = form.day("day", "Ngày ban hành");
    input.body = form.line("body", "Cơ quan ban hành", kAnyLength);
    input.signer = form.line("signer", "Người ký", kAnyLength);
    input.field = form.line("field", "Lĩnh vực", kAnyLength);
    input.subject = form.line("subject", "Trích yếu", kAnyLength);
    input.effective_from = form.day("effective_from", "Có hiệu lực từ ngày");
    input.expires_from = form.day("expires_from", "Hết hiệu lực từ ngày");
    input.text = read_text(form, legal_text);
    return input;
}

forms::Values values_of(const LegalDocument& one) {
    forms::Values shown;
    shown.values = {{"kind", one.kind},
                    {"number", one.number},
                    {"day", clock::show(one.day)},
                    {"body", one.body},
                    {"signer", one.signer},
                    {"field", one.field},
                    {"subject", one.subject},
                    {"effective_from", day_words(one.effective_from)},
                    {"expires_from", day_words(one.expires_from)},
                    {"text", one.text}};
    return shown;
}

std::vector<forms::Choice> asked(std::vector<forms::Choice> choices) {
    choices.insert(choices.begin(), {"", "Chọn…"});
    return choices;
}

RecordForm form_of(const dinh::pages::Lang& lang, const Use& use, const forms::Values& values, Id site,
                   const LegalDocument* one) {
    const forms::Boxes boxes(lang, values);
    RecordForm form{
        .heading = use.heading,
        .button = use.button,
        .action = "/portal/library/new?site=" + std::to_string(site),
        .list_path = list_of(site),
        .list_title = "Thư viện văn bản",
        .back = one ? path_of(one->id) : list_of(site),
        .known = one ? one->number : std::string(),
        .text_hint = "Dán toàn văn: trang tự chia theo Chương, Mục, Điều để dẫn tới từng điều.",
        .note = "",
        .version = one ? one->version : 0,
        .fields = {boxes.select("kind", "Loại văn bản", asked(kind_choices()), {.width = "w-2"}),
                   boxes.line("number", "Số, ký hiệu", {.width = "w-2", .most = 100}),
                   boxes.day("day", "Ngày ban hành", {.width = "w-2"}),
                   boxes.line("subject", "Trích yếu", {.most = 1000}),
                   boxes.line("body", "Cơ quan ban hành", {.width = "w-3"}),
                   boxes.line("signer", "Người ký", {.width = "w-3", .optional = true}),
                   boxes.select("field", "Lĩnh vực", asked(field_choices()), {.width = "w-2", .optional = true}),
                   boxes.day(
                       "effective_from", "Có hiệu lực từ ngày",
                       {.width = "w-2", .hint = "Để trống nếu văn bản không có hiệu lực riêng", .optional = true}),
                   boxes.day("expires_from", "Hết hiệu lực từ ngày", {.width = "w-2", .optional = true})},
        .more = {}};
    if (one) form.action = path_of(one->id) + (use.asks_reason ? "/correction" : "/change");
    if (use.asks_reason) form.more = {boxes.line("reason", "Lý do đính chính", {.most = 500})};
    return form;
}

// The record of another module whose copy is to be laid open: ?of=outgoing&record=12.
struct Source {
    std::string of;
    Id record = 0;
    module::PublicCopy copy;
    std::string query() const { return "&of=" + of + "&record=" + std::to_string(record); }
};
std::optional<Source> asked_source(web::Context& context) {
    const std::string of(context.request.get("of"));
    const Id record = ids::parse(context.request.get("record")).value_or(0);
    if (of.empty()) return std::nullopt;
    for (const auto& source : module::copy_sources()) {
        if (source.kind != of) continue;
        auto copy =
            context.house.db->reading([&](db::Conn& conn) { return source.read(conn, context.actor(), record); });
        if (copy) return Source{of, record, *std::move(copy)};
    }
    throw NotFound("nothing to lay open of " + of + " " + std::to_string(record));
}

forms::Values values_of(const module::PublicCopy& copy) {
    forms::Values shown;
    shown.values = {{"kind", copy.sort}, {"number", copy.number}, {"day", clock::show(copy.day)},
                    {"body", copy.body}, {"signer", copy.signer}, {"subject", copy.subject}};
    return shown;
}

std::string files_words(const dinh::pages::Lang& lang, const module::PublicCopy& copy) {
    std::string names;
    for (const auto& [name, stored] : copy.files) names += (names.empty() ? "" : ", ") + name;
    return names.empty() ? std::string() : text::fill(lang.tr("Kèm tệp của văn bản: %1"), {names});
}

web::Response show_form(web::Context& context, const Use& use, const forms::Values& values, Id site,
                        const LegalDocument* one, const forms::Uploaded& uploaded = {}, int status = 200,
                        const std::optional<Source>& source = std::nullopt) {
    auto form = form_of(context.lang, use, values, site, one);
    if (source) {
        form.action += source->query();
        form.note = files_words(context.lang, source->copy);
    }
    form.kept = uploaded.kept;
    return show_record_form(context, form, values, status);
}

web::Response ask_new(web::Context& context) {
    const Site site = asked_library(context);
    context.house.db->read([&](db::Conn& conn) { must(context.actor(), Deed::propose_legal, subject_of(conn, site)); });
    const auto source = asked_source(context);
    forms::Values values;
    values.values = {{"body", site.answerable}};
    return show_form(context, kNew, source ? values_of(source->copy) : values, site.id, nullptr, {}, 200, source);
}

web::Response propose(web::Context& context) {
    const Site site = asked_library(context);
    context.house.db->read([&](db::Conn& conn) { must(context.actor(), Deed::propose_legal, subject_of(conn, site)); });
    web::Form form(context.request);
    const auto source = asked_source(context);
    DocumentInput input = read_input(form, site.id);
    const forms::Uploaded uploaded = forms::take_uploads(context, form);
    auto files = files_of(uploaded);
    if (source) {
        input.source = source->record;
        for (const auto& [name, stored] : source->copy.files) files.push_back({name, stored});
    }
    try {
        if (form.faulty()) throw Refused(form.all());
        const Id id = deed::once(*context.house.db, context.actor(), form.key(),
                                 [&](db::Tx& tx) { return propose_document(tx, context.actor(), input, files); });
        context.flash(context.lang.tr(kNew.done));
        return web::see_other(path_of(id));
    } catch (const Refused& refused) {
        return show_form(context, kNew, forms::Values::typed(context.request, refused.reasons()), site.id, nullptr,
                         uploaded, 422, source);
    }
}

// Both forms of a document that stands: before and after it is public.
const Use& use_of(const web::Context& context) {
    return context.request.path.ends_with("/correction") ? kCorrect : kChange;
}

LegalDocument must_change(web::Context& context, const Use& use) {
    auto one = visible_here(context);
    context.house.db->read([&](db::Conn& conn) {
        must(context.actor(), use.asks_reason ? Deed::correct_legal : Deed::change_legal, subject_of(conn, one));
    });
    return one;
}

web::Response ask_change(web::Context& context) {
    const Use& use = use_of(context);
    const auto one = must_change(context, use);
    return show_form(context, use, values_of(one), one.site, &one);
}

void do_change(web::Context& context, const Use& use, Id id, web::Form& form, const DocumentInput& input,
               const forms::Uploaded& uploaded) {
    if (form.faulty()) throw Refused(form.all());
    deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        if (use.asks_reason)
            correct_document(tx, context.actor(), id, form.version(), input, form.typed("reason"), files_of(uploaded));
        else
            change_document(tx, context.actor(), id, form.version(), input, files_of(uploaded));
        return id;
    });
}

web::Response change(web::Context& context) {
    const Use& use = use_of(context);
    auto one = must_change(context, use);
    web::Form form(context.request);
    const auto input = read_input(form, one.site);
    const forms::Uploaded uploaded = forms::take_uploads(context, form);
    try {
        do_change(context, use, one.id, form, input, uploaded);
    } catch (const Refused& refused) {
        one.version = form.version();
        return show_form(context, use, forms::Values::typed(context.request, refused.reasons()), one.site, &one,
                         uploaded, 422);
    } catch (const Conflict& conflict) {
        one = visible_here(context);
        return show_form(context, use, forms::Values::typed(context.request, {{"", conflict.said()}}), one.site, &one,
                         uploaded, 409);
    }
    context.flash(context.lang.tr(use.done));
    return web::see_other(path_of(one.id));
}

// On the page of a record that may be laid open, for who proposes on a site of its agency.
std::string proposal_path(db::Conn& conn, const Actor& actor, const module::CopySource& source, Id record) {
    const auto copy = source.read(conn, actor, record);
    const auto site = copy ? open_site_of(conn, copy->agency) : std::nullopt;
    if (!site || !can(actor, Deed::propose_legal, subject_of(conn, *site))) return {};
    if (conn.maybe_integer(kOfSource, site->id, record)) return {};
    return "/portal/library/new?site=" + std::to_string(site->id) + "&of=" + source.kind +
           "&record=" + std::to_string(record);
}

}  // namespace

// Of modules that app/modules.cpp lists before this one: what they lay open is known by now.
void offer_proposals() {
    for (const auto& source : module::copy_sources())
        module::offer({.kind = source.kind,
                       .title = "Đề nghị công khai",
                       .path = [source](House&, db::Conn& conn, const Actor& actor, Id record) {
                           return proposal_path(conn, actor, source, record);
                       }});
}

void form_routes(web::Router& router) {
    offer_proposals();
    router.get("/portal/library/new", ask_new).budget(30);
    router.post("/portal/library/new", propose).limit(kMostForm).uploads();
    for (const char* path : {"/portal/library/:id/change", "/portal/library/:id/correction"}) {
        router.get(path, ask_change).budget(30);
        router.post(path, change).limit(kMostForm).uploads();
    }
}

}  // namespace dinh::portal::library
