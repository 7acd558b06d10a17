#include "platform/web/serve/service.hpp"

#include "platform/db/db.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/web/mounts.hpp"
#include "platform/web/serve/intake.hpp"
#include "platform/web/serve/kept.hpp"
#include "platform/web/uses.hpp"

namespace dinh::web::serve {

namespace {

constexpr log::Message kAccess{
    "WEB_ACCESS", log::Level::info, "answered",
    "One line for each request that reached a handler; assets and kept pages are only counted."};
constexpr db::Sql kAlive{"web.alive", "SELECT 1"};

void line(std::string& text, std::string_view name, std::string_view labels, std::uint64_t value) {
    text.append(name).append(labels).append(" ").append(std::to_string(value)).append("\n");
}

void head(std::string& text, std::string_view name, std::string_view kind, std::string_view help) {
    text.append("# HELP ")
        .append(name)
        .append(" ")
        .append(help)
        .append("\n# TYPE ")
        .append(name)
        .append(" ")
        .append(kind);
    text += "\n";
}

void histogram(std::string& text, const Stats& stats) {
    head(text, "dinh_web_seconds", "histogram", "Time from the whole request to the last byte of its answer.");
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < stats.within.size(); ++i) {
        sum += stats.within[i];
        char bound[32] = "+Inf";
        if (i < kWithinMs.size()) static_cast<void>(std::snprintf(bound, sizeof bound, "%g", kWithinMs[i] / 1000.0));
        line(text, "dinh_web_seconds_bucket", std::string("{le=\"") + bound + "\"}", sum);
    }
    text += "dinh_web_seconds_sum " + std::to_string(static_cast<double>(stats.seconds_us) / 1e6) + "\n";
    line(text, "dinh_web_seconds_count", "", sum);
}

}  // namespace

void Stats::note(int status, std::int64_t took_ms) {
    ++answers[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))];
    seconds_us += static_cast<std::uint64_t>(std::max<std::int64_t>(0, took_ms)) * 1000;
    std::size_t i = 0;
    while (i < kWithinMs.size() && took_ms > kWithinMs[i]) ++i;
    ++within[i];
}

std::string Service::metrics_text() const {
    std::string text;
    head(text, "dinh_web_answers_total", "counter", "Answers by class of status.");
    for (std::size_t i = 1; i < stats.answers.size(); ++i)
        line(text, "dinh_web_answers_total", "{status=\"" + std::to_string(i) + "xx\"}", stats.answers[i]);
    histogram(text, stats);
    const std::tuple<const char*, const char*, const char*, std::uint64_t> rows[] = {
        {"dinh_web_kept_answers_total", "counter", "Assets and kept pages, answered without a worker.",
         stats.from_cache},
        {"dinh_web_received_bytes_total", "counter", "Bytes of requests.", stats.bytes_in},
        {"dinh_web_sent_bytes_total", "counter", "Bytes of answers.", stats.bytes_out},
        {"dinh_web_queue_full_total", "counter", "Requests refused because the queue was full.", stats.queue_full},
        {"dinh_web_too_late_total", "counter", "Requests whose handler outlived its deadline.", stats.too_late},
        {"dinh_web_connections_total", "counter", "Connections accepted.", stats.connections_total},
        {"dinh_web_connections", "gauge", "Connections open.", static_cast<std::uint64_t>(stats.connections)},
        {"dinh_web_active_requests", "gauge", "Requests under way.", static_cast<std::uint64_t>(stats.active)},
        {"dinh_web_queue", "gauge", "Requests waiting for a worker.", workers.waiting()},
        {"dinh_web_workers_busy", "gauge", "Workers at work.", static_cast<std::uint64_t>(workers.busy())},
        {"dinh_web_kept_bytes", "gauge", "Size of the cache of public pages.", PageCache::one().size_bytes()}};
    for (const auto& [name, kind, help, value] : rows) {
        head(text, name, kind, help);
        line(text, name, "", value);
    }
    return text + metrics::text();
}

std::string Service::not_ready() const {
    try {
        if (draining) return "stopping";
        if (options.not_ready) return options.not_ready();
        if (house.db) house.db->read([](db::Conn& conn) { conn.query(kAlive); });
        return {};
    } catch (const std::exception& failure) {
        return failure.what();
    }
}

void note_use(const Request& request, const Reply& reply) {
    if (reply.head_only || request.method != Method::get || (reply.status != 200 && reply.status != 304)) return;
    if (request.path.starts_with("/assets/") || request.path == "/healthz") return;
    if (is_robot(request.header("user-agent"))) return;
    constexpr std::string_view kType = "Content-Type: ";
    const std::string_view fields = reply.fields;
    const auto at = fields.find(kType);
    const auto type = at == fields.npos ? std::string_view() : fields.substr(at + kType.size());
    // A host that stands for no site is whatever somebody sends.
    const std::string_view host = mount_of(request.host).empty() ? std::string_view() : request.host;
    count_use(host, request.path, type.substr(0, type.find('\r')));
}

void note_access(const Service& service, const Exchange& exchange, int status, std::int64_t bytes,
                 std::int64_t took_ms) {
    if (!service.options.access_log) return;
    const Request& request = exchange.request;
    const Id person = exchange.context ? exchange.context->actor().person : 0;
    // The path without its query, which may hold what a person searched for.
    log::write(kAccess, {{"method", name_of(request.method)},
                         {"path", request.path},
                         {"status", status},
                         {"bytes", bytes},
                         {"ms", took_ms},
                         {"person", person},
                         {"from", request.remote_address},
                         {"request", request.request_id}});
}

}  // namespace dinh::web::serve
