// An entry: typed, shown, changed.
#include "modules/documents/documents.hpp"
#include "modules/meetings/entries/entry_form.hpp"
#include "modules/meetings/handlers.hpp"
#include "modules/meetings/meetings.hpp"
#include "modules/meetings/reader.hpp"
#include "modules/meetings/weeks/week_view.hpp"
#include "modules/meetings/words.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/record.hpp"
#include "platform/grants/grants.hpp"
#include "platform/text/text.hpp"

namespace dinh::meetings {

namespace {

constexpr int kHistoryLines = 30;
constexpr std::size_t kMostGiven = 500;

std::vector<std::string> texts_of(const web::Request& request, const char* field) {
    std::vector<std::string> list;
    for (const auto one : request.fields(field)) list.emplace_back(one);
    return list;
}

// As typed, nothing lost.
EntryForm typed_form(const web::Request& request, Id agency, std::string back) {
    EntryForm form;
    form.agency = agency;
    form.incoming = ids::parse(request.field("incoming")).value_or(0);
    form.version = ids::parse(request.field("version")).value_or(0);
    form.back_path = std::move(back);
    form.posts = texts_of(request, "posts");
    form.units = texts_of(request, "units");
    form.internal = request.has_field("internal");
    return form;
}

Entry entry_here(web::Context& context) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return visible_entry(conn, context.actor(), context.request.id()); });
}

// What to look at after an entry was saved: how often it clashes.
std::string saved_words(web::Context& context, Id id, const char* saved) {
    const auto directory = directory::now(context.house);
    const auto count = context.house.db->reading([&](db::Conn& conn) {
        const auto entry = find_entry(conn, id);
        return entry ? clashes_of(conn, *directory, entry->agency, {*entry}).size() : std::size_t{0};
    });
    const std::string words = context.lang.tr(saved);
    return count == 0
               ? words
               : words + " " + context.lang.trn("Có %1 chỗ trùng, xem dưới đây.", static_cast<std::int64_t>(count));
}

const char* field_label(std::string_view field) {
    constexpr std::pair<std::string_view, const char*> kLabels[] = {{"subject", "Nội dung"},
                                                                    {"time", "Thời gian"},
                                                                    {"place", "Địa điểm"},
                                                                    {"chair_text", "Người chủ trì"},
                                                                    {"guests", "Thành phần khác"}};
    for (const auto& [id, label] : kLabels)
        if (id == field) return label;
    return "";
}

struct Shown {
    Entry entry;
    std::vector<deed::HistoryLine> history;
    std::vector<Clash> clashes;
    bool sees_invitation = false;
};

void add_people(pages::EntriesShow& page, const Reader& reader, const Shown& shown) {
    const auto& entry = shown.entry;
    const bool open = entry.state == "accepted" && entry.ends > clock::now();
    for (const auto& one : entry.participants) {
        Subject subject = subject_of(entry);
        subject.posts = one.kind == "post" ? std::vector<Id>{one.who} : std::vector<Id>{};
        subject.units = one.kind == "unit" ? std::vector<Id>{one.who} : std::vector<Id>{};
        const bool may = open && one.role != "named" && can(reader.actor, Deed::name_attendee, subject);
        page.people.push_back({.person = one.label,
                               .role = reader.lang.tr(role_name(one)),
                               .if_name = may,
                               .name_path = link_of_entry(entry.id) + "/attendees/new?for=" + std::to_string(one.id)});
    }
}

void add_facts(pages::EntriesShow& page, const Reader& reader, const Entry& entry) {
    const auto add = [&](const char* name, const std::string& fact) { forms::add_fact(page, reader.lang, name, fact); };
    const auto& directory = reader.directory;
    add("Thời gian", when_words(entry));
    add("Địa điểm", entry.place);
    add("Chủ trì", chair_of(entry));
    add("Thành phần khác", entry.guests);
    add("Lịch của", entry.unit == 0 ? directory->agency_name(entry.agency) : directory->unit_name(entry.unit));
    add("Lý do", entry.reason);
    if (entry.changed_at) add("Thay đổi lúc", clock::show(*entry.changed_at));
}

void add_actions(pages::EntriesShow& page, const Reader& reader, const Entry& entry) {
    if (!entry.stands()) return;
    const std::string link = link_of_entry(entry.id);
    const auto add = [&](Deed deed, const char* part, const char* words) {
        if (can(reader.actor, deed, subject_of(entry)))
            page.actions.push_back({.action_path = link + part, .action = reader.lang.tr(words)});
    };
    add(Deed::change_entry, "/changes/new", "Sửa, chuyển giờ");
    if (entry.state == "proposed") add(Deed::draw_up, "/refusal", "Không nhận");
    add(Deed::cancel_entry, "/cancellation", "Hủy lịch");
}

pages::EntriesShow entry_model(const Reader& reader, const Shown& shown, const std::vector<Reason>& faults) {
    const auto& lang = reader.lang;
    const auto& entry = shown.entry;
    const bool accepts = entry.state == "proposed" && can(reader.actor, Deed::draw_up, subject_of(entry));
    pages::EntriesShow page{.week_path = link_of_week(monday_of(entry.first_day())),
                            .subject = entry.subject,
                            .tag = state_tag(entry.state),
                            .state = lang.tr(state_name(entry.state)),
                            .if_change = !entry.change.empty(),
                            .change = lang.tr(change_name(entry.change)),
                            .if_internal = entry.internal,
                            .if_errors = !faults.empty(),
                            .errors = {},
                            .notes = {},
                            .if_accept = accepts,
                            .accept_path = link_of_entry(entry.id) + "/acceptance",
                            .csrf = reader.csrf,
                            .deed_key = deed::new_key(),
                            .version = entry.version,
                            .actions = {},
                            .people = {},
                            .facts = {},
                            .if_invitation = shown.sees_invitation,
                            .incoming_path = "/documents/incoming/" + std::to_string(entry.incoming),
                            .incoming = lang.tr("mở văn bản"),
                            .lines = {}};
    forms::add_errors(page, lang, faults);
    for (const auto& clash : shown.clashes)
        page.notes.push_back({.note_kind = "bad", .note = clash_words(lang, clash)});
    add_actions(page, reader, entry);
    add_people(page, reader, shown);
    add_facts(page, reader, entry);
    forms::add_history(page, lang, shown.history, field_label);
    return page;
}

web::Response entry_page(web::Context& context, const std::vector<Reason>& faults, int status) {
    const auto directory = directory::now(context.house);
    const auto shown = context.house.db->reading([&](db::Conn& conn) {
        Shown found{visible_entry(conn, context.actor(), context.request.id()), {}, {}, false};
        found.history = deed::history_of(conn, kEntry, found.entry.id, kHistoryLines);
        found.clashes = clashes_shown(context.actor(), found.entry.agency,
                                      clashes_of(conn, *directory, found.entry.agency, {found.entry}));
        found.sees_invitation = found.entry.incoming != 0 &&
                                grants::may_see(conn, context.actor(), documents::kIncoming, found.entry.incoming);
        return found;
    });
    return web::page(context, shown.entry.subject, entry_model(reader_of(context), shown, faults), status);
}

}  // namespace

web::Response new_entry(web::Context& context) {
    const auto& request = context.request;
    const Id agency = agency_asked(context, request.get("agency"));
    must(context.actor(), Deed::propose_entry, subject_of_agency(agency));
    EntryForm form;
    form.agency = agency;
    form.incoming = ids::parse(request.get("incoming")).value_or(0);
    if (form.incoming != 0 && !context.house.db->reading([&](db::Conn& conn) {
            return grants::may_see(conn, context.actor(), documents::kIncoming, form.incoming);
        }))
        throw NotFound("an invitation for person " + std::to_string(context.actor().person));
    form.back_path = link_of_week(monday_asked(request));
    forms::Values typed;
    const bool this_week = monday_asked(request) == monday_of(clock::today());
    typed.values["day"] = clock::show(this_week ? clock::today() : monday_asked(request));
    for (const char* box : {"subject", "day", "from", "until", "until_day", "place", "chair", "chair_text", "guests"})
        if (const auto given = request.get(box); !given.empty())
            typed.values[box] = text::cut(text::clean_line(given), kMostGiven);
    if (ids::parse(request.get("calendar"))) typed.values["unit"] = request.get("calendar");
    return entry_form_page(context, form, typed, 200);
}

web::Response add_entry(web::Context& context) {
    web::Form form(context.request);
    const Id agency = agency_asked(context, form.typed("agency"));
    const auto input = read_entry(form, context.request, agency);
    const auto shown = typed_form(context.request, agency, "/meetings");
    try {
        if (form.faulty()) throw Refused(form.all());
        const Id id = deed::once(*context.house.db, context.actor(), form.key(),
                                 [&](db::Tx& tx) { return enter_entry(tx, context.actor(), input); });
        context.flash(saved_words(context, id, "Đã ghi lịch."));
        return web::see_other(link_of_entry(id));
    } catch (const Refused& refused) {
        return entry_form_page(context, shown, forms::Values::typed(context.request, refused.reasons()), 422);
    }
}

web::Response show_entry(web::Context& context) { return entry_page(context, {}, 200); }

web::Response edit_entry(web::Context& context) {
    const Entry entry = entry_here(context);
    must(context.actor(), Deed::change_entry, subject_of(entry));
    return entry_form_page(context, form_of(entry), values_of(entry), 200);
}

web::Response save_entry(web::Context& context) {
    const Entry entry = entry_here(context);
    web::Form form(context.request);
    const auto input = read_entry(form, context.request, entry.agency);
    EntryForm shown = typed_form(context.request, entry.agency, link_of_entry(entry.id));
    shown.entry = &entry;
    try {
        if (form.faulty()) throw Refused(form.all());
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            change_entry(tx, context.actor(), entry.id, form.version(), input);
            return entry.id;
        });
    } catch (const Refused& refused) {
        return entry_form_page(context, shown, forms::Values::typed(context.request, refused.reasons()), 422);
    } catch (const Conflict&) {
        shown.version = entry.version;
        const Reason meanwhile{
            "", "Có người vừa đổi lịch này sau khi bạn mở. Điều bạn gõ còn nguyên; xem lại rồi gửi lần nữa."};
        return entry_form_page(context, shown, forms::Values::typed(context.request, {meanwhile}), 409);
    }
    context.flash(saved_words(context, entry.id, "Đã lưu lịch."));
    return web::see_other(link_of_entry(entry.id));
}

web::Response accept_one(web::Context& context) {
    web::Form form(context.request);
    const Id id = context.request.id();
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            accept_entry(tx, context.actor(), id, form.version());
            return id;
        });
    } catch (const Refused& refused) {
        return entry_page(context, refused.reasons(), 422);
    } catch (const Conflict& conflict) {
        return entry_page(context, {{"", conflict.said()}}, 409);
    }
    context.flash(saved_words(context, id, "Đã nhận vào lịch."));
    return web::see_other(link_of_entry(id));
}

}  // namespace dinh::meetings
