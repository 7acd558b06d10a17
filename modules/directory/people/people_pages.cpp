#include <algorithm>

#include "modules/directory/handlers.hpp"
#include "modules/directory/pages.hpp"
#include "modules/directory/people/people.hpp"
#include "modules/directory/phone_book/suggest.hpp"
#include "modules/directory/words.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr std::size_t kPageLines = 50;

const std::vector<Choice>& states() {
    static const std::vector<Choice> kStates{
        {"", "Đang làm việc"}, {"no-post", "Chưa có vị trí"}, {"archived", "Đã nghỉ"}, {"all", "Tất cả"}};
    return kStates;
}

struct Asked {
    std::string words, state;
    std::size_t page = 0;
};

Asked asked_of(const web::Request& request) {
    Asked asked{text::clean_line(text::cut(request.get("q"), 100)), std::string(request.get("state")), 0};
    asked.page = static_cast<std::size_t>(std::clamp<Id>(ids::parse(request.get("page")).value_or(1), 1, 10000) - 1);
    return asked;
}

std::string list_path(const Asked& asked, std::size_t page) {
    return "/directory/people?q=" + text::url_encode(asked.words) + "&state=" + text::url_encode(asked.state) +
           "&page=" + std::to_string(page + 1);
}

bool shown(const Person& one, const Asked& asked, const std::string& wanted) {
    if (asked.state == "archived" && !one.archived) return false;
    if (asked.state == "no-post" && (one.archived || !one.posts.empty())) return false;
    if (asked.state.empty() && one.archived) return false;
    return wanted.empty() || one.folded.find(wanted) != std::string::npos || text::lower(one.code) == wanted;
}

// An IT officer sees the people of the agencies he keeps and those who hold no post.
bool within(const Snapshot& directory, const Actor& actor, const Person& one, std::unordered_map<Id, bool>& kept) {
    if (one.posts.empty()) return true;
    return std::any_of(one.posts.begin(), one.posts.end(), [&](Id held) {
        const auto* post = directory.post(held);
        if (!post) return false;
        const auto [place, fresh] = kept.try_emplace(post->agency, false);
        if (fresh) place->second = can(actor, Deed::keep_people, subject_of(directory, post->agency));
        return place->second;
    });
}

std::vector<const Person*> found_people(const Snapshot& directory, const Actor& actor, const Asked& asked) {
    const std::string wanted = text::fold(asked.words);
    const bool everybody = keeps_everything(actor) || !keeps_directory(actor);  // the latter are auditors
    std::unordered_map<Id, bool> kept;
    std::vector<const Person*> found;
    for (const auto& one : directory.people)
        if (shown(one, asked, wanted) && (everybody || within(directory, actor, one, kept))) found.push_back(&one);
    return found;
}

std::string posts_words(const Snapshot& directory, const Person& one) {
    std::vector<std::string> words;
    for (const Id held : one.posts) words.push_back(post_words(directory, held));
    return text::join(words, "; ");
}

// The person of the address as the actor may see him.
struct Found {
    PersonRecord record;
    std::vector<Appointment> held;
    std::vector<deed::HistoryLine> history;
    bool may = false;
};

Found must_find(web::Context& context) {
    if (!sees_people(context.actor())) throw Forbidden(who_may(Deed::see_people), "people: a record");
    const Id id = context.request.id();
    Found found = context.house.db->reading([&](db::Conn& conn) {
        const auto record = find_person_record(conn, id);
        if (!record) throw NotFound("no person " + std::to_string(id));
        return Found{*record, appointments_of(conn, id), deed::history_of(conn, "person", id, 50),
                     may_keep(conn, context.actor(), id)};
    });
    if (!found.may && !context.actor().with_role(role::kAuditor))
        throw NotFound("person not visible " + std::to_string(id));
    return found;
}

void fill_held(const dinh::pages::Lang& lang, const Snapshot& directory, const Found& found, pages::PeopleShow& page) {
    const Day today = directory.day;
    for (const auto& one : found.held) {
        const bool later = one.from > today, over = one.until && *one.until <= today;
        std::string words = post_words(directory, one.post);
        if (words.empty()) words = lang.tr("vị trí đã bãi bỏ");
        page.held.push_back({.post = words,
                             .kind = lang.tr(title_of(appointment_kinds(), one.kind)),
                             .span = span_words(lang, one.from, one.until),
                             .basis = one.basis,
                             .reason = one.ended_reason,
                             .if_now = !later && !over,
                             .if_later = later,
                             .if_may_end = found.may && !over,
                             .end_path = "/directory/appointments/" + std::to_string(one.id) + "/ending"});
    }
    for (const auto& line : found.history)
        page.lines.push_back({.at = clock::show(line.at), .who = line.person_name, .deed_words = lang.say(line.said)});
}

pages::PeopleList frame_of(web::Context& context, const Asked& asked, std::size_t found) {
    pages::PeopleList page{.if_may_add = can(context.actor(), Deed::add_person, {}),
                           .query = asked.words,
                           .if_empty = found == 0,
                           .if_rows = false,
                           .pager_count = context.lang.trn("%1 người", static_cast<std::int64_t>(found)),
                           .if_newer = asked.page > 0,
                           .newer_path = list_path(asked, asked.page == 0 ? 0 : asked.page - 1),
                           .if_older = (asked.page + 1) * kPageLines < found,
                           .older_path = list_path(asked, asked.page + 1),
                           .if_csv = false,
                           .csv_path = ""};
    for (const auto& one : states())
        page.states.push_back(
            {.state = one.value, .if_chosen = one.value == asked.state, .state_name = context.lang.tr(one.title)});
    return page;
}

pages::PeopleList::RowsItem row_of(const Snapshot& directory, const Person& one) {
    return {.person_path = "/directory/people/" + std::to_string(one.id),
            .person = one.full_name,
            .code = one.code,
            .posts = posts_words(directory, one),
            .phone = one.phone,
            .if_archived = one.archived,
            .if_no_post = !one.archived && one.posts.empty()};
}

}  // namespace

web::Response list_people(web::Context& context) {
    if (!sees_people(context.actor())) throw Forbidden(who_may(Deed::see_people), "people: the list");
    const auto directory = now(context.house);
    const Asked asked = asked_of(context.request);
    const auto found = found_people(*directory, context.actor(), asked);
    pages::PeopleList page = frame_of(context, asked, found.size());
    const std::size_t first = std::min(asked.page * kPageLines, found.size());
    for (std::size_t i = first; i < std::min(first + kPageLines, found.size()); ++i)
        page.rows.push_back(row_of(*directory, *found[i]));
    page.if_rows = !page.rows.empty();
    return web::page(context, context.lang.tr("Người và chức vụ"), page);
}

web::Response show_person(web::Context& context) {
    const auto directory = now(context.house);
    const Found found = must_find(context);
    const std::string base = "/directory/people/" + std::to_string(found.record.id);
    audit::note_view(context.actor(), "person", found.record.id, context.request.remote_address);
    pages::PeopleShow page{.name = found.record.as.full_name,
                           .if_archived = found.record.archived_at.has_value(),
                           .if_may = found.may && !found.record.archived_at,
                           .appoint_path = base + "/appointments/new",
                           .edit_path = base + "/edit",
                           .leaving_path = base + "/leaving",
                           .code = found.record.as.code,
                           .phone = found.record.as.phone,
                           .email = found.record.as.email,
                           .note = found.record.as.note};
    fill_held(context.lang, *directory, found, page);
    return web::page(context, found.record.as.full_name, page);
}

}  // namespace dinh::directory
