// Registering incoming documents durably beside a raw loop of 4 KB write + fdatasync on the same disk, in the same run.
//     registering_bench FOLDER [seconds] [database url] [own]
// `own`: on PostgreSQL by 64 clients with as many connections, each in a series of its own, and nothing else
// (bench/same_sql.py gives the same SQL to pgbench).
// FOLDER is emptied of nothing and left to the caller.
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <thread>

#include "app/assembly.hpp"
#include "modules/directory/directory.hpp"
#include "modules/documents/incoming/incoming.hpp"
#include "modules/documents/series/series.hpp"

namespace {

using namespace dinh;
using Clock = std::chrono::steady_clock;
constexpr int kSeries = 64;

double raw_per_second(const std::string& folder, double seconds) {
    const int file = ::open((folder + "/raw").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    const std::string block(4096, 'x');
    const auto until = Clock::now() + std::chrono::duration<double>(seconds);
    long count = 0;
    while (Clock::now() < until) {
        if (::write(file, block.data(), block.size()) < 0 || ::fdatasync(file) != 0) break;
        ++count;
    }
    ::close(file);
    return static_cast<double>(count) / seconds;
}

struct Desk {
    Actor clerk;
    Id body = 0;
};

Desk open_desk(db::Database& database) {
    static int desks = 0;
    const Actor system = Actor::system();
    const Day today = clock::today();
    // A house may be measured again.
    const std::string name = "so-do-" + std::to_string(clock::now().ms) + "-" + std::to_string(++desks);
    Id person = 0, body = 0;
    database.write([&](db::Tx& tx) {
        const Id agency = directory::add_agency(
            tx, system, {name, "Sở Đo", "Sở Đo", "SĐ", "department", "Đo", "", 0, true, today, {}, {}, ""});
        body = directory::add_issuing_body(tx, system, {agency, name, "SỞ ĐO", "", "SĐ", "Đo", false, today});
        const Id post = directory::add_post(tx, system, {agency, 0, "Văn thư", {"records_clerk"}, "", 1, today});
        person = directory::add_person(tx, system, {name, "Người Đo", "", "", ""});
        directory::appoint(tx, system, person, post, "holder", "", today);
        directory::add_clerkship(tx, post, body, today);
    });
    Desk desk{database.reading([&](db::Conn& conn) { return directory::load(conn, today)->actor_of(person); }), body};
    database.write([&](db::Tx& tx) {
        documents::Series series;
        series.issuing_body = body;
        series.name = "Sổ văn bản đến";
        series.form = "{n}";
        series.period_kind = "year";
        series.period = std::to_string(clock::year(today));
        documents::open_series(tx, desk.clerk, series);
    });
    return desk;
}

documents::IncomingInput typed(const Desk& desk, long n) {
    documents::IncomingInput input;
    input.issuing_body = desk.body;
    input.author_name = "Bộ Khoa học và Công nghệ";
    input.mark = std::to_string(n) + "/BKHCN-VP";
    input.document_day = clock::today();
    input.kind = "cong_van";
    input.subject = "V/v cung cấp số liệu phục vụ đánh giá chỉ số chuyển đổi số năm " + std::to_string(2000 + n % 30);
    return input;
}

// Each client at the next of the desks.
double registered_per_second(db::Database& database, const std::vector<Desk>& desks, int clients, double seconds) {
    static std::atomic<long> numbers{0};
    std::atomic<long> count{0};
    const auto until = Clock::now() + std::chrono::duration<double>(seconds);
    std::vector<std::thread> threads;
    for (int i = 0; i < clients; ++i)
        threads.emplace_back([&, &desk = desks[static_cast<std::size_t>(i) % desks.size()]] {
            while (Clock::now() < until) {
                const auto input = typed(desk, ++numbers);
                database.write([&](db::Tx& tx) { documents::register_incoming(tx, desk.clerk, input, {}); });
                ++count;
            }
        });
    for (auto& thread : threads) thread.join();
    return static_cast<double>(count) / seconds;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return std::fprintf(stderr, "registering_bench FOLDER [seconds] [database url]\n"), 2;
    const double seconds = argc > 2 ? std::stod(argv[2]) : 5;
    std::vector<config::Override> overrides{{"data.folder", argv[1]}};
    const bool own = argc > 4;
    if (argc > 3) overrides.push_back({"database.url", argv[3]});
    if (own) overrides.push_back({"database.readers", std::to_string(kSeries)});
    app::Assembly assembly(config::read_text("", argv[1], "bench", overrides), app::Schema::migrate);
    if (own) {
        std::vector<Desk> desks;
        for (int i = 0; i < kSeries; ++i) desks.push_back(open_desk(assembly.db()));
        std::printf("%d clients over as many series %.0f/s\n", kSeries,
                    registered_per_second(assembly.db(), desks, kSeries, seconds));
        return 0;
    }
    const std::vector<Desk> desk{open_desk(assembly.db())};
    const double raw = raw_per_second(argv[1], seconds);
    const double one = registered_per_second(assembly.db(), desk, 1, seconds);
    const double many = registered_per_second(assembly.db(), desk, 32, seconds);
    const auto faults = assembly.db().reading([](db::Conn& conn) { return documents::check_series(conn); });
    std::printf(
        "raw 4 KB write+fdatasync %.0f/s; registering: 1 client %.0f/s (%.2f of raw), 32 clients %.0f/s (%.1f x one); "
        "series faults: %zu\n",
        raw, one, one / raw, many, many / one, faults.size());
    return faults.empty() ? 0 : 1;
}
