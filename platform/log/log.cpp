#include "platform/log/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "platform/log/line.hpp"
#include "platform/text/text.hpp"

namespace dinh::log {

namespace {

struct Output {
    std::shared_ptr<spdlog::logger> logger;
    bool json = false;
};

std::shared_ptr<spdlog::logger> make_logger(const spdlog::sink_ptr& sink) {
    auto logger = std::make_shared<spdlog::logger>("dinh", sink);
    logger->set_pattern("%v");
    logger->set_level(spdlog::level::trace);
    logger->flush_on(spdlog::level::info);
    return logger;
}

std::shared_ptr<const Output>& output_slot() {
    static std::shared_ptr<const Output> output =
        std::make_shared<const Output>(Output{make_logger(std::make_shared<spdlog::sinks::stderr_sink_mt>()), false});
    return output;
}

std::shared_ptr<const Output> output() { return std::atomic_load(&output_slot()); }

std::atomic<Level> least{Level::info};

struct Capture {
    std::mutex mutex;
    std::vector<std::string> lines;
    std::vector<std::string> ids;
    bool json = false;
};
std::shared_ptr<Capture>& capture_slot() {
    static std::shared_ptr<Capture> capture;
    return capture;
}

spdlog::level::level_enum level_of(Level level) {
    switch (level) {
        case Level::debug: return spdlog::level::debug;
        case Level::info: return spdlog::level::info;
        case Level::warning: return spdlog::level::warn;
        case Level::error: return spdlog::level::err;
    }
    return spdlog::level::err;
}

thread_local const Context* innermost = nullptr;

}  // namespace

struct ContextReader {
    static std::vector<Field> fields() {
        std::vector<Field> all;
        for (const Context* at = innermost; at; at = at->outer_) all.push_back(at->field_);
        std::reverse(all.begin(), all.end());
        return all;
    }
    static std::string request() {
        for (const Context* at = innermost; at; at = at->outer_) {
            if (at->field_.name == "request") return at->field_.value;
        }
        return {};
    }
};

Context::Context(Field field) : field_(std::move(field)), outer_(innermost) { innermost = this; }

Context::~Context() { innermost = outer_; }

std::string request_id() { return ContextReader::request(); }

void write_at(Level level, const Message& message, const Field* fields, std::size_t count) {
    const auto capture = std::atomic_load(&capture_slot());
    if (!capture && level < least.load(std::memory_order_relaxed)) return;
    try {
        std::vector<Field> all = ContextReader::fields();
        all.insert(all.end(), fields, fields + count);
        for (auto& field : all) redact(field);
        const Entry entry{clock::now(), level, message, all};
        if (capture) {
            const std::lock_guard lock(capture->mutex);
            capture->lines.push_back(capture->json ? json_line(entry) : text_line(entry));
            capture->ids.emplace_back(message.id);
            return;
        }
        const auto to = output();
        const std::string line = to->json ? json_line(entry) : text_line(entry);
        to->logger->log(level_of(level), spdlog::string_view_t(line.data(), line.size()));
    } catch (const std::exception&) {
        // Out of memory while logging: the deed that logs matters more than its line.
    }
}

void write(const Message& message, std::initializer_list<Field> fields) {
    write_at(message.level, message, fields.begin(), fields.size());
}

void start(const Options& options) {
    constexpr std::size_t kFileBytes = 50 * 1024 * 1024;
    constexpr std::size_t kFiles = 5;
    spdlog::sink_ptr sink;
    try {
        if (options.file.empty()) {
            sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
        } else {
            sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(options.file, kFileBytes, kFiles);
        }
    } catch (const spdlog::spdlog_ex& failure) {
        throw std::runtime_error("cannot write the log file " + options.file + ": " + failure.what());
    }
    std::shared_ptr<const Output> next = std::make_shared<const Output>(Output{make_logger(sink), options.json});
    std::atomic_store(&output_slot(), std::move(next));
    least = options.level;
}

void flush() { output()->logger->flush(); }

bool parse_level(std::string_view text, Level& level) {
    constexpr std::array kLevels{Level::debug, Level::info, Level::warning, Level::error};
    for (const Level candidate : kLevels) {
        if (text == level_name(candidate)) {
            level = candidate;
            return true;
        }
    }
    return false;
}

Captured::Captured(bool json) {
    auto capture = std::make_shared<Capture>();
    capture->json = json;
    std::atomic_store(&capture_slot(), capture);
}

Captured::~Captured() { std::atomic_store(&capture_slot(), std::shared_ptr<Capture>()); }

std::vector<std::string> Captured::lines() const {
    const auto capture = std::atomic_load(&capture_slot());
    const std::lock_guard lock(capture->mutex);
    return capture->lines;
}

int Captured::count(std::string_view message_id) const {
    const auto capture = std::atomic_load(&capture_slot());
    const std::lock_guard lock(capture->mutex);
    return static_cast<int>(std::count(capture->ids.begin(), capture->ids.end(), message_id));
}

}  // namespace dinh::log
