#include "modules/portal/articles/sounds.hpp"

#include <unistd.h>

#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

std::string bytes_at(int file, std::int64_t from, std::size_t most) {
    std::string bytes(most, '\0');
    std::size_t got = 0;
    while (got < most) {
        const auto n = ::pread(file, bytes.data() + got, most - got, from + static_cast<std::int64_t>(got));
        if (n <= 0) break;
        got += static_cast<std::size_t>(n);
    }
    bytes.resize(got);
    return bytes;
}

std::optional<Sound> sound_in(web::Context& context, const std::string& hash, std::int64_t size_bytes) {
    const int file = context.house.files->open(hash);
    const std::string head = bytes_at(file, 0, kAudioHead);
    const auto from = std::max<std::int64_t>(0, size_bytes - static_cast<std::int64_t>(kAudioTail));
    const std::string tail = bytes_at(file, from, kAudioTail);
    ::close(file);
    return sound_of(head, tail, size_bytes);
}

std::string kilobits(const dinh::pages::Lang& lang, const Sound& sound) {
    return lang.number((sound.bits_per_second + 500) / 1000);
}

}  // namespace

bool is_audio(std::string_view media_type) { return media_type.starts_with("audio/"); }

std::string sound_words(web::Context& context, const files::Ref& ref) {
    if (!is_audio(ref.media_type)) return "";
    const auto sound = sound_in(context, ref.hash, ref.size_bytes);
    if (!sound) return "";
    const auto& lang = context.lang;
    const bool much = sound->bits_per_second > kMuchBits;
    return text::fill(
        lang.tr(much ? "%1 kbit/s, %2 phút %3 giây: nặng quá 64 kbit/s, nên ghi lại ở 8–16 kbit/s"
                     : "%1 kbit/s, %2 phút %3 giây"),
        {kilobits(lang, *sound), std::to_string(sound->seconds / 60), std::to_string(sound->seconds % 60)});
}

std::string check_sounds(web::Context& context, web::Form& form, const forms::Uploaded& uploaded) {
    std::string said;
    const auto& lang = context.lang;
    for (const auto& one : uploaded.files) {
        if (!is_audio(one.stored.media_type)) continue;
        const auto sound = sound_in(context, one.stored.hash, one.stored.size_bytes);
        if (one.stored.size_bytes > kMostAudioBytes)
            form.fault("files", text::fill(lang.tr("Tệp nghe “%1” quá 20 MB."), {one.name}));
        else if (!sound)
            form.fault("files", text::fill(lang.tr("Tệp nghe “%1” bị hỏng hoặc không phải MP3, Ogg."), {one.name}));
        else if (sound->bits_per_second > kMuchBits)
            said = text::fill(lang.tr("Tệp nghe “%1” nặng %2 kbit/s: trên đường truyền 64 kbit/s nghe không liền "
                                      "tiếng. Nên ghi lại ở 8–16 kbit/s (Opus, hoặc MP3 một kênh)."),
                              {one.name, kilobits(lang, *sound)});
    }
    return said;
}

}  // namespace dinh::portal
