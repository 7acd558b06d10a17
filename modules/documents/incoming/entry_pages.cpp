// Entering, receiving and correcting: the three uses of one form.
#include "modules/documents/incoming/entry_pages.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/handling/handling_pages.hpp"
#include "modules/documents/incoming/check.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/incoming/form_model.hpp"
#include "modules/documents/record_pages.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/uploads.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

constexpr const char* kNewPath = "/documents/incoming/new";

FormKind new_kind() {
    return {.heading = "Vào sổ văn bản đến",
            .action_path = kNewPath,
            .back_path = "/documents/incoming",
            .button = "Lưu",
            .known = "",
            .known_path = "",
            .is_new = true};
}

FormKind kind_of(const web::Context& context, const Incoming& one, const char* heading, const char* part,
                 const char* button) {
    const std::string number = one.number();
    return {.heading = heading,
            .action_path = link_of(one.id) + part,
            .back_path = link_of(one.id),
            .button = button,
            .known = number.empty() ? one.author_name : text::fill(context.lang.tr("Số đến %1"), {number}),
            .known_path = link_of(one.id),
            .version = one.version};
}

FormKind receipt_kind(const web::Context& context, const Incoming& one) {
    return kind_of(context, one, "Tiếp nhận, vào sổ văn bản đến", "/receipt", "Tiếp nhận, vào sổ");
}

FormKind correction_kind(const web::Context& context, const Incoming& one) {
    auto kind = kind_of(context, one, "Sửa thông tin đăng ký", "/correction", "Lưu");
    kind.asks_reason = true;
    return kind;
}

// The form's own faults and those of the rules together, so that nothing is told piece by piece.
void judge(web::Context& context, web::Form& form, const IncomingInput& input) {
    if (!form.faulty()) return;
    Reasons reasons;
    context.house.db->read(
        [&](db::Conn& conn) { checked(conn, input, input.arrival_day.value_or(clock::today()), reasons); });
    try {
        reasons.done();
    } catch (const Refused& refused) {
        form.faults(refused);
    }
}

web::Response again(web::Context& context, const FormKind& kind, const web::Form& form, const IncomingInput& input,
                    const forms::Uploaded& uploaded, Id except, int status) {
    const Day today = clock::today();
    FormKind shown = kind;
    // Only after a conflict was said does the form carry the newer version.
    if (status == 422) shown.version = form.version();
    const auto directory = directory::now(context.house);
    const auto page = context.house.db->reading([&](db::Conn& conn) {
        const auto books = books_of(conn, *directory, context.actor(), today);
        const Id agency = context.actor().acting_capacity() ? context.actor().acting_capacity()->agency : 0;
        const auto doubles = duplicates(conn, agency, input.mark, input.author_agency, input.author_name, except);
        return form_model(context.lang, context.csrf_token(), shown, forms::Values::typed(context.request, form.all()),
                          books, uploaded.kept, doubles);
    });
    return web::page(context, context.lang.tr(kind.heading), page, status);
}

web::Response fresh(web::Context& context, const FormKind& kind, const forms::Values& values) {
    const Day today = clock::today();
    const auto directory = directory::now(context.house);
    const auto books =
        context.house.db->reading([&](db::Conn& conn) { return books_of(conn, *directory, context.actor(), today); });
    if (books.empty()) throw Forbidden(who_may(Deed::register_incoming), "documents: no books to enter into");
    return web::page(context, context.lang.tr(kind.heading),
                     form_model(context.lang, context.csrf_token(), kind, values, books, {}, {}));
}

// How the deed ended: 303 done, 422 refused, 409 the document has changed meanwhile; the form has the reasons.
int ended(web::Context& context, web::Form& form, Id about, const std::function<void(db::Tx&)>& work) {
    if (form.faulty()) return 422;
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            work(tx);
            return about;
        });
        return 303;
    } catch (const Refused& refused) {
        form.faults(refused);
        return 422;
    } catch (const Conflict&) {
        form.fault("", context.lang.say(changed_meanwhile(context, kIncoming, about).said));
        return 409;
    }
}

// Nothing of a secret document is stored, not even its file: the form is judged before the uploads are taken.
bool secret(web::Form& form, const IncomingInput& input) {
    try {
        refuse_secret(input);
        return false;
    } catch (const Refused& refused) {
        form.faults(refused);
        return true;
    }
}

web::Response entered(web::Context& context, const web::Form& form, Id id) {
    const auto one = *context.house.db->reading([&](db::Conn& conn) { return find_incoming(conn, id); });
    context.flash(text::fill(
        context.lang.tr(one.registered_late ? "Đã vào sổ chậm so với quy định, số đến %1." : "Đã vào sổ, số đến %1."),
        {one.number()}));
    return web::see_other(form.ticked("save_and_next") ? std::string(kNewPath) + "?after=" + std::to_string(id)
                                                       : link_of(id));
}

Incoming shown_for(web::Context& context, Deed deed) {
    const auto one = context.house.db->reading(
        [&](db::Conn& conn) { return visible_incoming(conn, context.actor(), context.request.id()); });
    must(context.actor(), deed, subject_of(one));
    return one;
}

}  // namespace

web::Response new_page(web::Context& context) {
    const auto after = ids::parse(context.request.get("after"));
    forms::Values values = fresh_values(clock::today());
    if (after) {
        const auto last =
            context.house.db->reading([&](db::Conn& conn) { return visible_incoming(conn, context.actor(), *after); });
        values = values_after(last, clock::today());
    }
    return fresh(context, new_kind(), values);
}

web::Response create(web::Context& context) {
    web::Form form(context.request);
    const auto directory = directory::now(context.house);
    const IncomingInput input = read_input(form, *directory);
    forms::Uploaded uploaded;
    if (!secret(form, input)) uploaded = take_files(context, form);
    judge(context, form, input);
    try {
        if (form.faulty()) return again(context, new_kind(), form, input, uploaded, 0, 422);
        const Id id = deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            return register_incoming(tx, context.actor(), input, new_files(uploaded));
        });
        return entered(context, form, id);
    } catch (const Refused& refused) {
        form.faults(refused);
        return again(context, new_kind(), form, input, uploaded, 0, 422);
    }
}

web::Response duplicates_fragment(web::Context& context) {
    const auto& request = context.request;
    const Id body = ids::parse(request.get("issuing_body")).value_or(0);
    const auto directory = directory::now(context.house);
    Id author = ids::parse(request.get("author_agency")).value_or(0);
    if (author == 0) author = agency_called(*directory, request.get("author_name"));
    const auto* named = directory->agency(author);
    const std::string typed(request.get("author_name"));
    const auto* kept = directory->issuing_body(body);
    const auto* as = context.actor().acting_capacity();
    const Id agency = kept ? kept->agency : as ? as->agency : 0;
    if (!as || !context.actor().capacity([&](const Capacity& one) { return one.works_for(agency); }))
        throw NotFound("documents: duplicates");
    const auto found = context.house.db->reading([&](db::Conn& conn) {
        return duplicates(conn, agency, request.get("mark"), author, named ? named->name : typed);
    });
    return web::html(dinh::pages::render(context.lang, doubles_model(context.lang, found)));
}

web::Response receipt_form(web::Context& context) {
    const auto one = shown_for(context, Deed::receive);
    return fresh(context, receipt_kind(context, one), values_of(one));
}

web::Response receive_it(web::Context& context) {
    web::Form form(context.request);
    const auto one = shown_for(context, Deed::receive);
    const IncomingInput input = read_input(form, *directory::now(context.house));
    judge(context, form, input);
    const int status =
        ended(context, form, one.id, [&](db::Tx& tx) { receive(tx, context.actor(), one.id, form.version(), input); });
    if (status == 303) return entered(context, form, one.id);
    return again(context, receipt_kind(context, one), form, input, {}, one.id, status);
}

web::Response correction_form(web::Context& context) {
    const auto one = shown_for(context, Deed::correct_incoming);
    return fresh(context, correction_kind(context, one), values_of(one));
}

web::Response correct_it(web::Context& context) {
    web::Form form(context.request);
    const auto one = shown_for(context, Deed::correct_incoming);
    const IncomingInput input = read_input(form, *directory::now(context.house));
    judge(context, form, input);
    const int status = ended(context, form, one.id, [&](db::Tx& tx) {
        correct_incoming(tx, context.actor(), one.id, form.version(), input, form.typed("reason"));
    });
    if (status != 303) return again(context, correction_kind(context, one), form, input, {}, one.id, status);
    context.flash(context.lang.tr("Đã sửa thông tin đăng ký."));
    return web::see_other(link_of(one.id));
}

}  // namespace dinh::documents
