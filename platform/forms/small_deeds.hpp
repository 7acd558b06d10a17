// Small deeds: each one page with a box or two and a button that confirms. A module gives a table of them and says how
// it finds its record; shown, run and answered they are here. README.md shows how.
//     GET  the form: NotFound for whom may not see the record, Forbidden for whom the deed is not.
//     POST or DELETE the deed, once for each key of a form: on to the record with the words that say it is done;
//     refused, the form again with its faults (422); over another's change, again with what was typed (409).
#pragma once
#include <functional>
#include <span>

#include "platform/forms/boxes.hpp"
#include "platform/forms/uploads.hpp"
#include "platform/web/router.hpp"

namespace dinh::forms {

struct SmallManner {
    const char* action = "";  // address of the deed below the record; "" that of the form, without a "/new" at its end
    bool bad = false;         // the button warns
    bool ends = false;        // it ends a noun (DELETE)
    bool upload = false, several = false;  // a box for a file, for several
};
struct SmallWords {
    const char* form;  // address of the form below the record, with the places of a route: "steps/:step/skip"
    const char* heading;
    const char* explain;
    const char* button;
    const char* done;  // said on the next page
    SmallManner manner = {};
};

// What a form is about, as its page says it.
struct SmallAbout {
    std::string list_path, list_title;  // title in Vietnamese
    std::string path, known;            // of the record
    std::string subject;                // "" not shown
    std::int64_t version = 0;
    std::string quote = {};  // what it answers
    web::Pairs hidden = {};  // further hidden fields
    std::string kind = {};   // of its grants: who no longer sees the record is led to the list; "" always to the record
};

// Facts: what boxes and deeds are made from. Once more for each try of a transaction: what `run` does besides writing
// it leaves in `next` and `after`.
template <class Facts>
struct SmallCall {
    db::Tx& tx;
    web::Context& context;
    const Facts& facts;
    web::Form& form;
    const Uploaded& uploaded;
    std::string next = {};             // where it leads; "" to the record
    std::function<void()> after = {};  // when it stands
    const Actor& actor() const { return context.actor(); }
    Id record() const { return context.request.id(); }  // of the place :id
    std::int64_t version() const { return form.version(); }
    std::string_view typed(std::string_view field) const { return form.typed(field); }
    void stop_at_faults() const {
        if (form.faulty()) throw Refused(form.all());
    }
};

// The usual ones: `Work` of (tx, actor, record, version), and of these with the reason that was typed.
template <auto Work, class Facts>
void plainly(SmallCall<Facts>& call) {
    Work(call.tx, call.actor(), call.record(), call.version());
}
template <auto Work, class Facts>
void with_reason(SmallCall<Facts>& call) {
    Work(call.tx, call.actor(), call.record(), call.version(), call.typed("reason"));
}

template <class Facts, class Right>
struct SmallDeed {
    SmallWords words;
    std::optional<Right>
        right;  // asked for before the form is shown and before a file is stored; none: in the deed only
    std::vector<layout::Field> (*boxes)(const Boxes&, const Facts&);
    void (*run)(SmallCall<Facts>&);
    void (*begin)(Values&, const Facts&) = nullptr;  // what the form begins with
};

// A form as it is about to be shown.
struct SmallShown {
    const pages::Lang& lang;
    std::string csrf;
    const SmallWords& words;
    SmallAbout about;
    const Values& values;
    std::vector<layout::Field> boxes;
    std::vector<KeptFile> kept = {};
    bool stamps = false;
    std::int64_t version = 0;
    std::string action_path = {};
};

template <class Facts, class Right>
struct SmallFrame {
    const char* base;  // address of the record: "/documents/incoming/:id"
    Facts (*find)(web::Context&);
    SmallAbout (*about)(const pages::Lang&, const Facts&);
    void (*must)(web::Context&, const Facts&, Right) = nullptr;
    // What a 409 says; without it what the deed says.
    Reason (*changed)(web::Context&, const Facts&) = nullptr;
    bool stamps = false;  // whoever sends a file that reads as secret may answer for it
    // For forms with more than boxes: small_page of a template of its own, with its further parts filled.
    web::Response (*page)(web::Context&, const SmallShown&, const Facts&, const SmallDeed<Facts, Right>&,
                          int status) = nullptr;
};

std::vector<layout::Field> reason_box(const Boxes&, int most = 500);
// The words of a path with the places of this request in it.
std::string small_address(const web::Request&, std::string_view path);
std::string small_action(const SmallWords&);
// Where a deed that is done leads.
std::string small_next(web::Context&, const SmallAbout&);
Uploaded small_uploads(web::Context&, web::Form&, bool stamps);
// Page: the model of layout/small_deed.html, or of a template made of the same parts (_small_begin.html, boxes,
// _upload.html, _small_end.html) and sections of its own.
template <class Page>
Page small_page(const SmallShown&);
web::Response show_small(web::Context&, const SmallShown&, int status);

// The frame and the table last as long as the router.
template <class Facts, class Right>
void small_routes(web::Router&, const SmallFrame<Facts, Right>&,
                  std::type_identity_t<std::span<const SmallDeed<Facts, Right>>> table);

}  // namespace dinh::forms

#include "platform/forms/small_deeds_run.hpp"
