#include "modules/documents/outgoing/bulk_pages.hpp"

#include "modules/directory/directory.hpp"
#include "modules/documents/routing/routing.hpp"
#include "platform/db/filter.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::documents::out_pages {

namespace {

constexpr std::size_t kMostAtOnce = 50;  // a page of the list
constexpr const char* kBack = "/documents/outgoing?view=waiting_me";

struct Chosen {
    Id step = 0;
    std::int64_t version = 0;
};

std::vector<Chosen> chosen_in(const web::Request& request) {
    std::vector<Chosen> all;
    for (const std::string_view typed : request.fields("step")) {
        const auto parts = text::split(typed, '.');
        const auto step = parts.size() == 2 ? ids::parse(parts[0]) : std::nullopt;
        const auto version = step ? ids::parse(parts[1]) : std::nullopt;
        if (!version) throw Refused("Mục đã chọn không đúng; hãy tải lại danh sách.");
        all.push_back({*step, *version});
    }
    if (all.empty()) throw Refused("Chưa chọn văn bản nào.");
    if (all.size() > kMostAtOnce) throw Refused("Mỗi lần chọn tối đa 50 văn bản.");
    return all;
}

// "" when it was agreed to, otherwise why not.
std::string agree_one(web::Context& context, const directory::Snapshot& directory, const Chosen& one,
                      const std::string& key) {
    try {
        deed::once(*context.house.db, context.actor(), key, [&](db::Tx& tx) {
            agree(tx, context.actor(), directory, one.step, one.version, "");
            return one.step;
        });
        return {};
    } catch (const Refused& refused) {
        return context.lang.say(refused.reasons().front().said);
    } catch (const Failure& failure) {
        return context.lang.say(failure.said());
    }
}

}  // namespace

std::map<Id, std::string> steps_to_agree(db::Conn& conn, const Actor& actor, const std::vector<Id>& documents) {
    std::map<Id, std::string> steps;
    if (documents.empty() || actor.capacities.empty() || actor.read_only) return steps;
    std::vector<Id> posts;
    for (const auto& as : actor.capacities) posts.push_back(as.post);
    db::Filter where;
    where.in("post", posts).where("state = 'current'").where("kind <> 'opinion'").in("outgoing", documents);
    for (const auto& row :
         where.run(conn, "outgoing.steps_to_agree", "SELECT outgoing, id, version FROM route_step", ""))
        steps[row.integer(0)] = std::to_string(row.integer(1)) + "." + std::to_string(row.integer(2));
    return steps;
}

web::Response agree_chosen(web::Context& context) {
    const web::Form form(context.request);
    const auto chosen = chosen_in(context.request);
    const auto directory = directory::now(context.house);
    int agreed = 0;
    std::string why;
    for (const auto& one : chosen) {
        const std::string key =
            form.key().empty() ? std::string() : std::string(form.key()) + "." + std::to_string(one.step);
        const std::string refused = agree_one(context, *directory, one, key);
        agreed += refused.empty();
        if (why.empty()) why = refused;
    }
    const auto& lang = context.lang;
    std::string said = lang.trn("Đã đồng ý %1 văn bản.", agreed);
    const auto left = static_cast<std::int64_t>(chosen.size()) - agreed;
    if (left > 0) said += " " + lang.trn("%1 văn bản chưa được:", left) + " " + why;
    context.flash(said);
    return web::see_other(kBack);
}

}  // namespace dinh::documents::out_pages
