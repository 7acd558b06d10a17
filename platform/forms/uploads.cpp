#include "platform/forms/uploads.hpp"

#include <fstream>
#include <optional>

#include "platform/crypto/crypto.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::forms {

namespace {

constexpr std::int64_t kReadAtOnceBytes = 4 << 20;
constexpr std::size_t kMostFiles = 30;

// Plain text can be looked through before it is stored; what needs a converter is read by a job after the deed.
std::string stamp_in_upload(const web::Upload& upload) {
    if (upload.size_bytes > kReadAtOnceBytes) return {};
    std::ifstream file(upload.spooled, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    if (!text::is_utf8(content)) return {};
    const auto* stamp = rules::stamp_in(text::nfc(content), clock::today());
    return stamp ? stamp->phrase : std::string();
}

std::string signature(const web::Session& session, std::string_view packed) {
    return crypto::base64url(crypto::hmac_sha256(crypto::derive_key(session.csrf_secret, "forms.kept_file"), packed));
}

std::string token_of(const web::Session& session, const UploadedFile& file) {
    const std::string packed = crypto::base64url(text::join(
        {file.stored.hash, std::to_string(file.stored.size_bytes), file.stored.media_type, file.name}, "\n"));
    return packed + "." + signature(session, packed);
}

std::optional<UploadedFile> file_of(const web::Session& session, std::string_view token) {
    const std::size_t dot = token.find('.');
    if (dot == std::string_view::npos ||
        !crypto::equal(signature(session, token.substr(0, dot)), token.substr(dot + 1)))
        return std::nullopt;
    const auto packed = crypto::from_base64url(token.substr(0, dot));
    const auto parts = packed ? text::split(*packed, '\n') : std::vector<std::string>();
    const auto size_bytes = parts.size() == 4 ? ids::parse(parts[1]) : std::nullopt;
    if (!size_bytes) return std::nullopt;
    return UploadedFile{parts[3], {parts[0], *size_bytes, parts[2]}, ""};
}

void take_kept(const web::Context& context, Uploaded& uploaded) {
    for (const std::string_view token : context.request.fields("kept")) {
        if (uploaded.files.size() >= kMostFiles) return;
        if (auto file = file_of(*context.session, token)) uploaded.files.push_back(std::move(*file));
    }
}

std::string stamp_words(const web::Context& context, const std::string& name, const std::string& stamp, Stamped way) {
    return text::fill(
        context.lang.tr(way == Stamped::refused
                            ? "Tệp “%1” có dấu “%2” nên không được lưu. Văn bản mật không đưa vào hệ thống này."
                            : "Tệp “%1” có dấu “%2” nên không được lưu. Văn bản mật không đưa vào hệ thống này. "
                              "Nếu chắc chắn không phải văn bản mật, hãy chọn lại tệp và đánh dấu xác nhận."),
        {name, stamp});
}

void take(web::Context& context, web::Form& form, const web::Upload& upload, Stamped way, Uploaded& uploaded) {
    const std::string stamp = stamp_in_upload(upload);
    if (!stamp.empty() && way != Stamped::answered)
        return form.fault("files", stamp_words(context, upload.file_name, stamp, way));
    const auto stored = context.house.files->put(upload.spooled);
    const std::string name = files::clean_name(upload.file_name, stored.media_type);
    if (!files::allowed(stored.media_type))
        return form.fault("files", text::fill(context.lang.tr("Không nhận tệp “%1”: hãy dùng PDF, Word, Excel, "
                                                              "PowerPoint, ảnh, văn bản thuần hoặc ZIP."),
                                              {name}));
    uploaded.files.push_back({name, stored, stamp});
}

}  // namespace

Uploaded take_uploads(web::Context& context, web::Form& form, Stamped way) {
    Uploaded uploaded;
    if (context.session) take_kept(context, uploaded);
    for (const auto& upload : context.request.uploads) {
        if (upload.field != "files" || (upload.file_name.empty() && upload.size_bytes == 0)) continue;
        take(context, form, upload, way, uploaded);
    }
    if (!context.session) return uploaded;
    for (const auto& file : uploaded.files) uploaded.kept.push_back({token_of(*context.session, file), file.name});
    return uploaded;
}

}  // namespace dinh::forms
