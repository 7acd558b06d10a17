// init and user: the first administrator, and accounts from the command line.
#include <cstdio>

#include "app/assembly.hpp"
#include "app/commands/commands.hpp"
#include "app/house_name.hpp"
#include "modules/accounts/accounts.hpp"
#include "modules/directory/directory.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/text/text.hpp"

namespace dinh::app {

namespace {

// Sixteen letters and digits that are told apart on paper.
std::string temporary_password() {
    constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
    std::string password;
    for (const char byte : crypto::random_bytes(16))
        password += kLetters[static_cast<unsigned char>(byte) % kLetters.size()];
    return password;
}

void say_password(const std::string& username, const std::string& password) {
    std::printf("Tên đăng nhập: %s\nMật khẩu tạm:  %s\nLần đăng nhập đầu phải đổi mật khẩu.\n", username.c_str(),
                password.c_str());
}

struct NewUser {
    std::string username, full_name, title, role;
    Id agency = 0;
};

void add_user(db::Database& database, const NewUser& user, const std::string& password) {
    const std::string hash = accounts::hash_password(password);
    database.write([&](db::Tx& tx) {
        const Actor system = Actor::system();
        const Day today = clock::today();
        const Id post = directory::add_post(tx, system,
                                            {.agency = user.agency,
                                             .unit = 0,
                                             .title = user.title,
                                             .roles = {user.role},
                                             .signing = "",
                                             .position = 900,
                                             .from = today});
        const Id person = directory::add_person(
            tx, system, {.code = user.username, .full_name = user.full_name, .phone = "", .email = "", .note = ""});
        directory::appoint(tx, system, person, post, "holder", "dinh user create", today);
        accounts::create(tx, system, {.person = person, .username = user.username, .password = "", .must_change = true},
                         hash);
    });
}

}  // namespace

int init(const Common& common, const InitOptions& options) {
    Assembly assembly(read_config(common), Schema::migrate);
    auto& database = assembly.db();
    const auto directory = database.reading([](db::Conn& conn) { return directory::load(conn, clock::today()); });
    if (!directory->agencies.empty())
        throw Refused("Thư mục dữ liệu đã có cơ quan; init chỉ dùng cho tỉnh mới, trống.");
    const std::string password = temporary_password();
    Id agency = 0;
    database.write([&](db::Tx& tx) {
        agency = directory::add_agency(tx, Actor::system(),
                                       {.slug = text::slug(options.name),
                                        .name = options.name,
                                        .short_name = options.name,
                                        .abbreviation = options.abbreviation,
                                        .kind = "province_committee",
                                        .place_name = options.name,
                                        .basis = "dinh init",
                                        .parent = 0,
                                        .tenant = true,
                                        .from = clock::today(),
                                        .until = {},
                                        .codes = {},
                                        .code_note = ""});
        if (settings::fault(kHouseName, options.name, clock::today()).empty())
            settings::set(tx, Actor::system(), kHouseName, options.name, clock::today(), "");
    });
    add_user(database,
             {options.username, "Quản trị hệ thống", "Quản trị hệ thống", std::string(directory::role::kAdministrator),
              agency},
             password);
    std::printf("Đã lập %s trong %s.\n", options.name.c_str(), assembly.config().data_dir.c_str());
    say_password(options.username, password);
    return 0;
}

int user_create(const Common& common, const std::string& username, const std::string& full_name,
                const std::string& agency_slug, const std::string& title, const std::string& role) {
    Assembly assembly(read_config(common), Schema::check);
    const auto directory = assembly.db().reading([](db::Conn& conn) { return directory::load(conn, clock::today()); });
    const auto* agency = directory->agency_by_slug(agency_slug);
    if (!agency) throw Refused(Said("Không có cơ quan nào có mã tắt %1.", {agency_slug}));
    const std::string password = temporary_password();
    add_user(assembly.db(), {username, full_name, title, role, agency->id}, password);
    say_password(username, password);
    return 0;
}

int user_reset(const Common& common, const std::string& username) {
    Assembly assembly(read_config(common), Schema::check);
    const std::string password = temporary_password();
    assembly.db().write([&](db::Tx& tx) { accounts::reset(tx, Actor::system(), username, password); });
    say_password(username, password);
    return 0;
}

int user_unlock(const Common& common, const std::string& username) {
    Assembly assembly(read_config(common), Schema::check);
    assembly.db().write([&](db::Tx& tx) { accounts::unlock(tx, Actor::system(), username); });
    std::printf("Đã mở khóa %s.\n", username.c_str());
    return 0;
}

}  // namespace dinh::app
