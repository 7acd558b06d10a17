// Pages a second, models made and rendered: the frame with 50 rows of 6 fields and a page of 20 lines in it.
//     build/platform/pages/pages_bench [THREADS...]
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <thread>
#include <vector>

#include "platform/pages/layout.hpp"
#include "platform/pages/pages.hpp"

namespace {

using dinh::layout::Error;
using dinh::layout::Work;
using dinh::pages::Lang;
using dinh::pages::render_in;
using dinh::pages::renderable;

constexpr int kRows = 50;
constexpr int kReasons = 20;
constexpr double kSeconds = 2;
constexpr const char* kText =
    "Về việc rà soát, báo cáo tình hình thực hiện nhiệm vụ \"được giao\" & <kèm theo phụ lục>";

Work frame() {
    Work work{.lang = "vi",
              .title = "Văn bản đến",
              .house_name = "Đình",
              .csrf = "token",
              .work_css_path = "/assets/work.css",
              .favicon_path = "/assets/favicon.svg",
              .htmx_js_path = "/assets/htmx.js",
              .work_js_path = "/assets/work.js",
              .lock_seconds = 900,
              .query = "",
              .notice_count = 5,
              .person = "Nông Đức Thuần",
              .if_post = true,
              .post = "Chánh Văn phòng",
              .groups = {{.if_group = true, .group = "Văn bản"}},
              .if_flash = false,
              .flash_kind = "",
              .flash = "",
              .version = "0.1"};
    for (int i = 0; i < kRows; ++i) {
        work.groups[0].items.push_back({.path = "/documents/incoming/" + std::to_string(i),
                                        .if_here = i == 1,
                                        .name = kText,
                                        .if_hot = i % 7 == 0,
                                        .counter = "incoming",
                                        .count = i});
    }
    return work;
}

Error page() {
    Error error{.heading = kText,
                .text = kText,
                .if_reasons = true,
                .if_back = true,
                .back_path = "/documents/incoming",
                .if_reference = false,
                .reference = ""};
    for (int i = 0; i < kReasons; ++i) error.reasons.push_back({.reason = kText});
    return error;
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void measure(int threads) {
    std::atomic<long> pages = 0;
    std::atomic<std::size_t> bytes = 0;
    const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(kSeconds);
    const double before = cpu_seconds();
    std::vector<std::jthread> workers;
    for (int t = 0; t < threads; ++t) {
        workers.emplace_back([&] {
            while (std::chrono::steady_clock::now() < until) {
                const Work around = frame();
                const Error inside = page();
                bytes = render_in(Lang(), renderable(around), renderable(inside)).size();
                ++pages;
            }
        });
    }
    workers.clear();
    std::printf("%d threads: %.0f pages/s of %zu bytes, %.0f us CPU a page\n", threads,
                static_cast<double>(pages) / kSeconds, bytes.load(),
                (cpu_seconds() - before) * 1e6 / static_cast<double>(pages));
}

}  // namespace

int main(int argc, char** argv) {
    dinh::pages::load();
    for (int i = 1; i < argc; ++i) measure(std::atoi(argv[i]));
    if (argc == 1) measure(1), measure(2), measure(8);
}
