#include "platform/web/serve/body.hpp"

#include "platform/web/serve/faults.hpp"
#include "platform/web/wire/urlencoded.hpp"

namespace dinh::web::serve {

namespace {

constexpr std::size_t kMostFiles = 200;
// Boundaries and part heads beside the fields and files themselves.
constexpr std::int64_t kMultipartFrame = 256 << 10;

bool is_type(std::string_view content_type, std::string_view wanted) {
    const std::string_view type = content_type.substr(0, content_type.find_first_of("; \t"));
    return std::equal(type.begin(), type.end(), wanted.begin(), wanted.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

}  // namespace

Body::Body(Request& request, Spool& spool, BodyLimits limits) : request_(request), spool_(spool), limits_(limits) {
    const std::string_view type = request.header("content-type");
    if (is_type(type, "application/x-www-form-urlencoded")) {
        kind_ = Kind::urlencoded;
    } else if (is_type(type, "multipart/form-data")) {
        kind_ = Kind::multipart;
        if (const auto boundary = wire::boundary_of(type)) {
            multipart_.emplace(*boundary, wire::PartSink{[this](const wire::Part& part) { return begin(part); },
                                                         [this](std::string_view bytes) { return data(bytes); },
                                                         [this] { return end(); }});
        } else {
            status_ = 400;
        }
    }
    const std::string_view coding = request.header("content-encoding");
    if (!coding.empty() && coding != "identity") status_ = 415;
}

Body::~Body() = default;

std::int64_t Body::most_bytes() const {
    return kind_ == Kind::multipart ? limits_.body_bytes + limits_.upload_bytes + kMultipartFrame : limits_.body_bytes;
}

bool Body::refuse(int status) {
    if (status_ == 0) status_ = status;
    return false;
}

int Body::take(std::string_view bytes) {
    if (status_ != 0) return status_;
    taken_ += static_cast<std::int64_t>(bytes.size());
    if (taken_ > most_bytes()) return status_ = 413;
    if (!multipart_) {
        held_.append(bytes);
        return 0;
    }
    const auto step = multipart_->feed(bytes);
    if (step == wire::Multipart::Step::faulty) refuse(400);
    return status_;
}

int Body::finish() {
    if (status_ != 0) return status_;
    if (kind_ == Kind::multipart) return multipart_->complete() ? 0 : status_ = 400;
    if (kind_ == Kind::other) {
        request_.body = std::move(held_);
        return 0;
    }
    auto form = wire::parse_urlencoded(held_);
    if (!form) return status_ = 400;
    request_.form = std::move(*form);
    return 0;
}

bool Body::begin(const wire::Part& part) {
    part_ = part;
    held_.clear();
    // A file box left empty comes as a part with an empty name.
    skip_part_ = part.is_file && part.file_name.empty();
    if (!part.is_file || skip_part_) return true;
    if (limits_.upload_bytes == 0 || files_.size() == kMostFiles) return refuse(413);
    if (limits_.keep_files) file_ = std::make_unique<SpooledFile>(spool_);
    return true;
}

bool Body::data(std::string_view bytes) {
    if (!part_.is_file || skip_part_) {
        field_bytes_ += static_cast<std::int64_t>(bytes.size());
        if (field_bytes_ > limits_.body_bytes) return refuse(413);
        held_.append(bytes);
        return true;
    }
    file_bytes_ += static_cast<std::int64_t>(bytes.size());
    if (file_bytes_ > limits_.upload_bytes) return refuse(413);
    return !file_ || file_->write(bytes) || refuse(kFilesWithoutRoom);
}

bool Body::end() {
    if (skip_part_) return true;
    if (!part_.is_file) {
        auto value = wire::clean_utf8(std::move(held_));
        held_.clear();
        if (!value) return refuse(400);
        request_.form.emplace_back(part_.field, std::move(*value));
        return true;
    }
    if (!file_) return true;
    if (!file_->close()) return refuse(kFilesWithoutRoom);
    Upload upload;
    upload.field = part_.field;
    upload.file_name = wire::clean_file_name(part_.file_name);
    upload.spooled = file_->path();
    upload.size_bytes = file_->size_bytes();
    request_.uploads.push_back(std::move(upload));
    files_.push_back(std::move(file_));
    return true;
}

}  // namespace dinh::web::serve
