// Fills the example province.
#include <chrono>
#include <cstdio>
#include <fstream>

#include "app/assembly.hpp"
#include "app/commands/commands.hpp"
#include "app/example/merger.hpp"
#include "app/house_name.hpp"
#include "modules/accounts/accounts.hpp"
#include "platform/text/text.hpp"

namespace dinh::app {

namespace {

constexpr std::uint64_t kSeed = 20260105;
constexpr const char* kPassword = "dinh-vi-du-2026";
constexpr int kDaysTold = 365;

void write_accounts(const std::string& folder, const example::Province& province) {
    std::ofstream file(folder + "/example-accounts.csv");
    file << "\xEF\xBB\xBF"
         << "tên đăng nhập,mật khẩu,họ và tên,cơ quan,chức vụ,vai trò,ghi chú\n";
    for (const auto& one : province.accounts)
        file << one.username << ',' << kPassword << ',' << text::csv_field(one.full_name) << ','
             << text::csv_field(one.agency) << ',' << text::csv_field(one.title) << ',' << one.role << ','
             << text::csv_field(one.note) << '\n';
}

}  // namespace

int demo(const Common& common, double scale, bool if_empty) {
    Assembly assembly(read_config(common), Schema::migrate);
    auto& database = assembly.db();
    const auto present = database.reading([](db::Conn& conn) { return directory::load(conn, clock::today()); });
    if (!present->agencies.empty()) {
        if (if_empty) return 0;
        throw Refused("Thư mục dữ liệu đã có dữ liệu; tỉnh ví dụ chỉ điền vào thư mục trống.");
    }
    const auto started = std::chrono::steady_clock::now();
    const Instant now = clock::now();
    const Day first = clock::day_of(now) - kDaysTold;
    example::Random random(kSeed);
    const auto province = example::fill_with_merger(database, *assembly.house().files, random);
    const auto report = example::fill_year(database, *assembly.house().files, province, random, first, now, scale);
    database.write([](db::Tx& tx) {
        settings::set(tx, Actor::system(), kHouseName, "Tỉnh Thái Nguyên (ví dụ)", clock::today(), "");
    });
    example::open_accounts(database, province, accounts::hash_password(kPassword));
    write_accounts(assembly.config().data_dir, province);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    std::printf("Tỉnh ví dụ: %d người, %d văn bản đến, %d văn bản đi, %d bước xử lý, trong %.1f giây.\n",
                province.people, report.incoming, report.outgoing, report.deeds, seconds);
    return 0;
}

}  // namespace dinh::app
