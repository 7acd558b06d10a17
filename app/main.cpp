// dinh: the command line. What each command does stands in app/commands/.
#include <CLI/CLI.hpp>
#include <cstring>
#include <iostream>

#include "app/commands/commands.hpp"
#include "platform/error/error.hpp"
#include "platform/paper/paper.hpp"
#include "platform/pictures/pictures.hpp"
#include "platform/worker/child.hpp"

namespace {

using namespace dinh;

struct Line {
    app::Common common;
    std::string data, url, from, to, username, full_name, agency, title, role;
    std::string from_day = "01/07/2025", language = "vi";
    std::vector<std::string> sets, paths;
    int port = 0;
    double scale = 1;
    bool check = false, if_empty = false;
    app::InitOptions init;
    app::ExportOptions exported;
};

app::Common common_of(const Line& line) {
    app::Common common = line.common;
    if (!line.data.empty()) common.overrides.push_back({"data.folder", line.data});
    if (line.port != 0) common.overrides.push_back({"server.port", std::to_string(line.port)});
    for (const auto& set : line.sets) {
        const auto equals = set.find('=');
        if (equals == std::string::npos) throw Refused(Said("--set cần dạng khóa=giá trị: %1", {set}));
        common.overrides.push_back({set.substr(0, equals), set.substr(equals + 1)});
    }
    return common;
}

void add_users(CLI::App& app, Line& line, std::function<int()>& run) {
    auto* user = app.add_subcommand("user", "tài khoản: create, reset, unlock")->require_subcommand(1);
    auto* create = user->add_subcommand("create", "tạo người và tài khoản; in mật khẩu tạm");
    create->add_option("username", line.username, "tên đăng nhập")->required();
    create->add_option("--name", line.full_name, "họ và tên")->required();
    create->add_option("--agency", line.agency, "mã tắt của cơ quan")->required();
    create->add_option("--title", line.title, "chức vụ, vị trí")->required();
    create->add_option("--role", line.role, "vai trò: records_clerk, specialist, administrator ...")->required();
    create->callback([&] {
        run = [&] {
            return app::user_create(common_of(line), line.username, line.full_name, line.agency, line.title, line.role);
        };
    });
    auto* reset = user->add_subcommand("reset", "đặt lại mật khẩu; in mật khẩu tạm, kết thúc mọi phiên");
    reset->add_option("username", line.username)->required();
    reset->callback([&] { run = [&] { return app::user_reset(common_of(line), line.username); }; });
    auto* unlock = user->add_subcommand("unlock", "mở khóa tài khoản bị khóa do nhập sai");
    unlock->add_option("username", line.username)->required();
    unlock->callback([&] { run = [&] { return app::user_unlock(common_of(line), line.username); }; });
}

void add_imports(CLI::App& app, Line& line, std::function<int()>& run) {
    auto* import = app.add_subcommand("import", "nhập danh mục: units")->require_subcommand(1);
    auto* units = import->add_subcommand("units", "đơn vị hành chính: bảng hiện hành, bảng cũ, bảng chuyển đổi (CSV)");
    units->add_option("paths", line.paths, "các tệp, hoặc thư mục chứa chúng")->required();
    units->add_option("--day", line.from_day, "ngày đầu tiên của các đơn vị đang có hiệu lực")->capture_default_str();
    units->callback([&] { run = [&] { return app::import_units(common_of(line), line.paths, line.from_day); }; });
}

void add_exports(CLI::App& app, Line& line, std::function<int()>& run) {
    auto* command =
        app.add_subcommand("export", "bản ghi của một cơ quan ra thành thư mục đọc được không cần chương trình");
    auto& options = line.exported;
    command->add_option("--agency", options.agency, "mã tắt của cơ quan")->required();
    command->add_option("--out", options.out, "thư mục sẽ tạo")->required();
    command->add_option("--register", options.reg, "chỉ một sổ: mã số của sổ; \"list\" in các sổ của cơ quan");
    command->add_option("--from", options.from, "từ ngày");
    command->add_option("--to", options.to, "đến hết ngày");
    command->add_option("--language", options.language, "vi hoặc en")->capture_default_str();
    command->add_flag("--restricted", options.restricted, "cả hồ sơ chỉ một số người được xem (đơn thư)");
    command->add_flag("--zip", options.zip, "thêm một tệp ZIP bên cạnh thư mục");
    command->callback([&] { run = [&] { return app::export_records(common_of(line), line.exported); }; });
}

void add_openapi(CLI::App& app, Line& line, std::function<int()>& run) {
    auto* command = app.add_subcommand("openapi", "in bản mô tả mọi lời gọi của phần mềm khác (OpenAPI 3.1)");
    command->add_option("--language", line.language, "vi hoặc en")->capture_default_str();
    command->callback([&] { run = [&] { return app::print_openapi(line.language); }; });
}

void add_commands(CLI::App& app, Line& line, std::function<int()>& run) {
    auto* serve = app.add_subcommand("serve", "phục vụ (web và việc nền)");
    serve->add_flag("--check", line.check, "chạy thử ở một cổng trống rồi dừng");
    serve->callback(
        [&] { run = [&] { return line.check ? app::check_serve(common_of(line)) : app::serve(common_of(line)); }; });
    auto* init = app.add_subcommand("init", "tỉnh mới, trống, và người quản trị đầu tiên");
    init->add_option("--name", line.init.name, "tên cơ quan đứng đầu");
    init->add_option("--abbreviation", line.init.abbreviation, "ký hiệu của cơ quan đó");
    init->add_option("--username", line.init.username, "tên đăng nhập của người quản trị");
    init->callback([&] { run = [&] { return app::init(common_of(line), line.init); }; });
    auto* demo = app.add_subcommand("demo", "điền tỉnh ví dụ vào thư mục dữ liệu trống");
    demo->add_option("--scale", line.scale, "nhân số văn bản lên")->check(CLI::Range(0.01, 1000.0));
    demo->add_flag("--if-empty", line.if_empty, "không làm gì khi đã có dữ liệu");
    demo->callback([&] { run = [&] { return app::demo(common_of(line), line.scale, line.if_empty); }; });
    app.add_subcommand("migrate", "nâng cấp cơ sở dữ liệu")->callback([&] {
        run = [&] { return app::migrate(common_of(line)); };
    });
    auto* copy = app.add_subcommand("copy", "chép toàn bộ sang cơ sở dữ liệu khác");
    copy->add_option("--to", line.url, "postgres://...")->required();
    copy->callback([&] { run = [&] { return app::copy_to(common_of(line), line.url); }; });
    auto* backup = app.add_subcommand("backup", "sao lưu: cơ sở dữ liệu trước, rồi tệp");
    backup->add_option("--to", line.to, "thư mục chứa bản sao lưu");
    backup->callback([&] { run = [&] { return app::backup(common_of(line), line.to); }; });
    auto* restore = app.add_subcommand("restore", "khôi phục vào thư mục dữ liệu trống");
    restore->add_option("--from", line.from, "bản sao lưu")->required();
    restore->callback([&] { run = [&] { return app::restore(common_of(line), line.from); }; });
    app.add_subcommand("check-config", "kiểm tra và in cấu hình")->callback([&] {
        run = [&] { return app::check_config(common_of(line)); };
    });
    auto* audit = app.add_subcommand("audit", "nhật ký niêm phong")->require_subcommand(1);
    audit->add_subcommand("verify", "chứng minh chuỗi nhật ký nguyên vẹn")->callback([&] {
        run = [&] { return app::audit_verify(common_of(line)); };
    });
    add_imports(app, line, run);
    add_exports(app, line, run);
    add_users(app, line, run);
    add_openapi(app, line, run);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc >= 2 && std::strcmp(argv[1], "worker") == 0) {
        const std::array kinds = {dinh::paper::pdf_kind(), dinh::pictures::kind()};
        return dinh::worker::worker_main(argc, argv, kinds);
    }
    Line line;
    std::function<int()> run;
    CLI::App app{"Đình - ngôi nhà số của một tỉnh", "dinh"};
    app.set_version_flag("--version", "dinh 0.1.0");
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--config", line.common.config_file, "tệp cấu hình dinh.toml");
    app.add_option("--data", line.data, "thư mục dữ liệu");
    app.add_option("--port", line.port, "cổng")->check(CLI::Range(1, 65535));
    app.add_option("--set", line.sets, "khóa=giá trị của dinh.toml");
    add_commands(app, line, run);
    CLI11_PARSE(app, argc, argv);
    try {
        return run();
    } catch (const dinh::Failure& failure) {
        std::cerr << "dinh: " << failure.for_person() << "\n      (" << failure.for_log() << ")\n";
    } catch (const std::exception& error) {
        std::cerr << "dinh: " << error.what() << '\n';
    }
    return 1;
}
