// export: the records of an agency as a folder.
#include <cstdio>
#include <filesystem>

#include "app/assembly.hpp"
#include "app/commands/commands.hpp"
#include "modules/directory/directory.hpp"
#include "modules/exports/exports.hpp"
#include "modules/exports/orders/orders.hpp"
#include "platform/audit/audit.hpp"
#include "platform/pages/pages.hpp"

namespace dinh::app {

namespace {

std::optional<Day> day_of(const std::string& typed) {
    if (typed.empty()) return std::nullopt;
    const auto day = clock::parse_typed_day(typed, clock::today());
    if (!day) throw Refused(Said("Không rõ ngày %1: hãy ghi như 01/07/2025.", {typed}));
    return day;
}

int list_registers(db::Database& database, Id agency) {
    const auto parts = database.reading([&](db::Conn& conn) { return exports::parts_of(conn, agency); });
    for (const auto& [id, name] : parts) std::printf("%lld  %s\n", static_cast<long long>(id), name.c_str());
    return 0;
}

exports::Order order_of(db::Database& database, const ExportOptions& options, Id agency, const std::string& name) {
    exports::Order order;
    order.agency_name = name;
    order.scope = {agency, 0, day_of(options.from), day_of(options.to)};
    if (order.scope.from && order.scope.to && *order.scope.to < *order.scope.from)
        throw Refused("Ngày cuối phải từ ngày đầu trở đi.");
    order.actor = Actor::system();
    order.restricted = options.restricted;
    order.everything = true;
    order.lang = pages::Lang(options.language);
    if (order.lang.code() != options.language)
        throw Refused(Said("Không có ngôn ngữ %1: chọn vi hoặc en.", {options.language}));
    if (options.reg.empty()) return order;
    order.scope.part = ids::parse(options.reg).value_or(0);
    for (const auto& [id, title] : database.reading([&](db::Conn& conn) { return exports::parts_of(conn, agency); }))
        if (id == order.scope.part) order.part_name = title;
    if (order.part_name.empty())
        throw Refused(Said("Cơ quan không có sổ %1. Hãy xem các sổ bằng --register list.", {options.reg}));
    return order;
}

void print(const exports::Done& done, const std::string& out) {
    for (const auto& kind : done.kinds)
        std::printf("%s: %lld bản ghi, %lld tệp\n", kind.title.c_str(), static_cast<long long>(kind.records),
                    static_cast<long long>(kind.files));
    if (done.missing > 0)
        std::printf("%lld tệp không còn nguyên vẹn trong kho, không xuất được.\n",
                    static_cast<long long>(done.missing));
    std::printf("Đã xuất vào %s\n", out.c_str());
}

}  // namespace

int export_records(const Common& common, const ExportOptions& options) {
    Assembly assembly(read_config(common), Schema::check);
    pages::load();
    auto& database = assembly.db();
    const auto directory = directory::now(assembly.house());
    const auto* agency = directory->agency_by_slug(options.agency);
    if (!agency) throw Refused(Said("Không có cơ quan nào mang mã %1.", {options.agency}));
    if (options.reg == "list") return list_registers(database, agency->id);
    const auto order = order_of(database, options, agency->id, agency->name);
    database.write(
        [&](db::Tx& tx) { audit::append(tx, Actor::system(), nullptr, "exports.command", "agency", agency->id); });
    const auto done = exports::write_folder(database, *assembly.house().files, order, options.out);
    if (options.zip) exports::pack(options.out, options.out + ".zip");
    audit::flush_views(database);
    print(done, options.out);
    return done.missing == 0 ? 0 : 1;
}

}  // namespace dinh::app
