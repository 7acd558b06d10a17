// The job that makes a folder, packs it and puts it down as the file of its order. Cut anywhere it begins again: until
// the last deed nobody can take anything.
#include <boost/json.hpp>

#include "modules/exports/orders/orders.hpp"
#include "modules/exports/orders/orders_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/config/config.hpp"
#include "platform/settings/settings.hpp"
#include "platform/text/text.hpp"

namespace dinh::exports {

namespace fs = std::filesystem;

namespace {

Order order_of(House& house, const Asked& asked) {
    const auto directory = directory::now(house);
    Order order;
    order.agency_name = directory->agency_name(asked.agency);
    order.part_name = asked.part_name;
    order.scope = {asked.agency, asked.part, asked.from, asked.to};
    order.actor = directory->actor_of(asked.asked_by);
    order.restricted = asked.restricted;
    order.lang = dinh::pages::Lang(asked.language);
    return order;
}

std::string name_of(const Order& order) {
    return text::slug(order.agency_name + " " + order.part_name).substr(0, 80) + "-" + clock::to_text(clock::today());
}

void set_failed(House& house, Id order) {
    house.db->write([&](db::Tx& tx) { tx.exec(store::kSetState, order, "failed"); });
}

// What the asker may no longer do is not made for him either.
bool still_may(const Order& order, const Asked& asked) { return can(order.actor, Deed::ask, asked.subject()); }

void make_now(House& house, const Asked& asked, const fs::path& base) {
    const Order order = order_of(house, asked);
    if (!still_may(order, asked)) return set_failed(house, asked.id);
    fs::path folder = base / std::to_string(asked.id);
    const fs::path zip = base / (std::to_string(asked.id) + ".zip");
    fs::remove_all(folder);
    const Done done = write_folder(*house.db, *house.files, order, folder);
    pack(folder, zip);
    const auto stored = house.files->put(zip);
    const std::string name = name_of(order) + ".zip";
    house.db->write([&](db::Tx& tx) {
        const auto rows = tx.query(store::kTouch, asked.id);
        if (rows.empty() || store::read_order(rows.first()).state != "waiting") return;
        files::attach(tx, kOrder, asked.id, "main", name, stored, asked.asked_by);
        const auto keep = settings::integer(tx, "exports.keep_days", clock::today());
        tx.exec(store::kReady, asked.id, clock::now(), clock::today() + static_cast<int>(keep), done.records,
                done.files, done.missing, stored.size_bytes);
        audit::append(tx, Actor::system(), nullptr, "exports.make", kOrder, asked.id);
    });
    // Hundreds of thousands of small files take minutes to go: nobody waits for that.
    fs::remove_all(folder);
}

}  // namespace

fs::path work_folder(const House& house) {
    return house.config ? fs::path(house.config->data_dir) / "exports"
                        : house.files->folder().parent_path() / "exports";
}

void make(House& house, const jobs::Job& job) {
    const Id id = ids::parse(std::string(boost::json::parse(job.payload).at("order").as_string())).value_or(0);
    const auto asked = house.db->reading([&](db::Conn& conn) { return find_order(conn, id); });
    if (!asked || asked->state != "waiting") return;
    const fs::path base = work_folder(house);
    fs::create_directories(base);
    try {
        make_now(house, *asked, base);
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(base / std::to_string(id), ignored);
        if (job.attempt >= kMostTries) set_failed(house, id);
        throw;
    }
}

}  // namespace dinh::exports
