// A request body on its way into the request: fields in memory, uploads into the spool, other types as they are.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/web/request.hpp"
#include "platform/web/serve/spool.hpp"
#include "platform/web/wire/multipart.hpp"

namespace dinh::web::serve {

struct BodyLimits {
    std::int64_t body_bytes = 0;    // fields together, or the whole of another type
    std::int64_t upload_bytes = 0;  // all files together; 0: files are refused
    bool keep_files = true;         // false: files are read and dropped (nobody who may upload)
};

class Body {
public:
    // `request` and `spool` must outlive it.
    Body(Request& request, Spool& spool, BodyLimits);
    ~Body();
    // 0, or the status with which the request is refused.
    int take(std::string_view bytes);
    // After the last byte: fills form, uploads or body of the request. 0 or a status.
    int finish();
    // Multipart bodies touch the disk and are fed on a thread that may wait for it.
    bool touches_disk() const { return multipart_.has_value(); }
    // The largest Content-Length that can be fine; more is refused before it is read.
    std::int64_t most_bytes() const;
    // They live as long as the request.
    std::vector<std::unique_ptr<SpooledFile>> files() { return std::move(files_); }

private:
    bool begin(const wire::Part&);
    bool data(std::string_view);
    bool end();
    bool refuse(int status);

    Request& request_;
    Spool& spool_;
    BodyLimits limits_;
    enum class Kind { urlencoded, multipart, other } kind_ = Kind::other;
    std::optional<wire::Multipart> multipart_;
    std::string held_;  // urlencoded body, other body, or the value of one field
    std::int64_t taken_ = 0, field_bytes_ = 0, file_bytes_ = 0;
    wire::Part part_;
    bool skip_part_ = false;
    std::unique_ptr<SpooledFile> file_;
    std::vector<std::unique_ptr<SpooledFile>> files_;
    int status_ = 0;
};

}  // namespace dinh::web::serve
