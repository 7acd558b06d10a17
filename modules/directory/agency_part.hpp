// What an agency has and its page leads to: units, posts, issuing bodies. Each is added, changed and ended by a sheet
// that goes back to the agency; a noun says its sheets, how its input is read, and its deeds.
#pragma once
#include "modules/directory/sheet.hpp"
#include "modules/directory/snapshot/revision.hpp"

namespace dinh::directory {

inline std::string agency_path(Id agency) { return "/directory/agencies/" + std::to_string(agency); }

// Below the agency, without boxes yet.
inline Sheet sheet_below(const Snapshot& directory, Id agency) {
    Sheet sheet;
    sheet.note = directory.agency_name(agency);
    sheet.back_path = agency_path(agency);
    sheet.back_name = directory.agency_name(agency);
    return sheet;
}

template <class Input>
struct AgencyPart {
    // A sheet is shown to who may send it, also when it comes back with faults; else it throws.
    using MakeSheet = Sheet (*)(web::Context&, const Snapshot&, Id);
    MakeSheet new_sheet, edit_sheet, closing_sheet;  // of the agency; of the part
    Id (*agency_of)(web::Context&, Id part);
    Input (*read)(web::Form&, const web::Request&, Id agency);  // without its first day
    Id (*add)(db::Tx&, const Actor&, const Input&);
    void (*change)(db::Tx&, const Actor&, Id part, std::int64_t version, const Input&);
    void (*close)(db::Tx&, const Actor&, Id part, std::int64_t version, Day);
    std::string_view closing_day;  // the label of its day
    std::string_view added, changed, closed;

    web::Response ask_new(web::Context& context) const { return ask(context, new_sheet); }
    web::Response ask_change(web::Context& context) const { return ask(context, edit_sheet); }
    web::Response ask_closing(web::Context& context) const { return ask(context, closing_sheet); }

    web::Response make(web::Context& context) const {
        const Id agency = context.request.id();
        web::Form form(context.request);
        Input input = read(form, context.request, agency);
        input.from = form.day("from", "Từ ngày", true).value_or(Day{});
        return done(context, form, new_sheet, agency, added, [&](db::Tx& tx) {
            add(tx, context.actor(), input);
            return agency;
        });
    }
    web::Response save(web::Context& context) const {
        const Id id = context.request.id(), agency = agency_of(context, id);
        web::Form form(context.request);
        const Input input = read(form, context.request, agency);
        return done(context, form, edit_sheet, id, changed, [&](db::Tx& tx) {
            change(tx, context.actor(), id, form.version(), input);
            return agency;
        });
    }
    web::Response end(web::Context& context) const {
        const Id id = context.request.id(), agency = agency_of(context, id);
        web::Form form(context.request);
        const Day day = form.day("day", closing_day, true).value_or(Day{});
        return done(context, form, closing_sheet, id, closed, [&](db::Tx& tx) {
            close(tx, context.actor(), id, form.version(), day);
            return agency;
        });
    }

private:
    static web::Response ask(web::Context& context, MakeSheet sheet) {
        return show(context, sheet(context, *now(context.house), context.request.id()));
    }
    template <class Deed>
    static web::Response done(web::Context& context, web::Form& form, MakeSheet sheet, Id of, std::string_view said,
                              Deed&& deed) {
        const auto directory = now(context.house);
        return answer(context, form,
                      {.sheet = [&] { return sheet(context, *directory, of); },
                       .deed = deed,
                       .after = agency_path,
                       .said = said});
    }
};

}  // namespace dinh::directory
