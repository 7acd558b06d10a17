#include "platform/paper/paper.hpp"

#include <sys/mman.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include "platform/paper/description.hpp"
#include "platform/paper/pdf.hpp"
#include "platform/worker/descriptor.hpp"

namespace dinh::paper {
namespace {

constexpr std::string_view kKind = "paper";
constexpr std::size_t kMaxDescription = 64 << 20;

worker::Descriptor in_memory(const std::string& bytes) {
    worker::Descriptor file(memfd_create("papers", MFD_CLOEXEC));
    std::size_t done = 0;
    while (file.get() >= 0 && done < bytes.size()) {
        const ssize_t written = write(file.get(), bytes.data() + done, bytes.size() - done);
        if (written <= 0) {
            break;
        }
        done += static_cast<std::size_t>(written);
    }
    if (file.get() < 0 || done < bytes.size()) {
        throw std::system_error(errno, std::generic_category(), "description of papers");
    }
    lseek(file.get(), 0, SEEK_SET);
    return file;
}

std::string read_all(int fd) {
    std::string bytes;
    std::array<char, 65536> buffer;
    for (;;) {
        const ssize_t got = read(fd, buffer.data(), buffer.size());
        if (got <= 0 || bytes.size() > kMaxDescription) {
            return bytes;
        }
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

// The answer is, for each paper, the length of its PDF in decimal, a line end, and the PDF.
worker::Result draw(const worker::Call& call) {
    worker::Result result;
    result.outcome = worker::Outcome::ok;
    for (const Paper& paper : read_description(read_all(call.input_fd))) {
        const std::string pdf = draw_pdf(paper);
        result.output += std::to_string(pdf.size()) + "\n" + pdf;
    }
    return result;
}

std::vector<std::string> split(std::string_view answer) {
    std::vector<std::string> pdfs;
    while (!answer.empty()) {
        std::size_t size = 0;
        const auto [end, fault] = std::from_chars(answer.data(), answer.data() + answer.size(), size);
        const auto head = static_cast<std::size_t>(end - answer.data()) + 1;
        if (fault != std::errc{} || head > answer.size() || answer.size() - head < size ||
            !answer.substr(head, size).starts_with("%PDF-")) {
            throw std::runtime_error("papers: answer of the worker is no list of PDFs");
        }
        pdfs.emplace_back(answer.substr(head, size));
        answer.remove_prefix(head + size);
    }
    return pdfs;
}

}  // namespace

worker::Handler pdf_kind() {
    return {kKind, worker::Freedom{.reads_system = true, .converts = false, .threads = true}, &draw};
}

std::vector<std::string> make_pdfs(std::span<const Paper> papers) {
    const worker::Descriptor description = in_memory(describe(papers));
    worker::Limits limits;
    limits.wall = std::chrono::seconds(120);
    limits.cpu_s = 100;
    limits.output_bytes = 256 << 20;
    const worker::Result result = worker::run(kKind, description.get(), limits);
    if (result.outcome != worker::Outcome::ok) {
        throw std::runtime_error("papers: " + std::string(worker::name(result.outcome)) + " " + result.detail);
    }
    std::vector<std::string> pdfs = split(result.output);
    if (pdfs.size() != papers.size()) {
        throw std::runtime_error("papers: the worker drew " + std::to_string(pdfs.size()) + " of " +
                                 std::to_string(papers.size()));
    }
    return pdfs;
}

std::string make_pdf(const Paper& paper) { return make_pdfs({&paper, 1}).front(); }

}  // namespace dinh::paper
