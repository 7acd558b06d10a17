#include "platform/outbox/curl.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include "platform/outbox/outbox.hpp"
#include "platform/text/text.hpp"

namespace dinh::outbox {

namespace {
constexpr long kConnectSeconds = 10;
constexpr std::size_t kLongestSaid = 300;
constexpr std::size_t kLongestSecret = 4096;
}  // namespace

CURL* new_line() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL* line = ready == CURLE_OK ? curl_easy_init() : nullptr;
    if (!line) throw std::runtime_error("libcurl cannot be started");
    curl_easy_setopt(line, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(line, CURLOPT_PROXY, "");
    curl_easy_setopt(line, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(line, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(line, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(line, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    return line;
}

void set_deadline(CURL* line, int timeout_s) {
    curl_easy_setopt(line, CURLOPT_CONNECTTIMEOUT, std::min<long>(kConnectSeconds, timeout_s));
    curl_easy_setopt(line, CURLOPT_TIMEOUT, static_cast<long>(timeout_s));
    // After its own timeout libcurl still waits for the answer to QUIT, two minutes when nobody says how long.
    curl_easy_setopt(line, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(timeout_s));
}

void trust(CURL* line, const std::string& ca_file) {
    if (!ca_file.empty()) curl_easy_setopt(line, CURLOPT_CAINFO, ca_file.c_str());
}

std::string one_line(std::string_view said) { return text::cut(text::clean_line(said.substr(0, 4000)), kLongestSaid); }

std::string read_secret(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) throw std::runtime_error("cannot read " + file + "; make it readable for the program");
    struct stat about {};
    std::string content(kLongestSecret + 1, '\0');
    const bool plain = ::fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
    const ssize_t got = plain ? ::read(descriptor, content.data(), content.size()) : -1;
    ::close(descriptor);
    if (got < 0) throw std::runtime_error(file + " is no plain file; write the password into a file of its own");
    if ((about.st_mode & S_IRWXO) != 0)
        throw std::runtime_error("others may read " + file + "; run: chmod 600 " + file);
    content.resize(static_cast<std::size_t>(got));
    while (!content.empty() && (content.back() == '\n' || content.back() == '\r')) content.pop_back();
    const bool printable =
        std::all_of(content.begin(), content.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7F; });
    if (content.empty() || content.size() > kLongestSecret || !printable)
        throw std::runtime_error(file + " does not hold one line with a password or key");
    return content;
}

}  // namespace dinh::outbox
