#include "platform/forms/file_words.hpp"

#include "platform/text/text.hpp"

namespace dinh::forms {

std::string file_note(const pages::Lang& lang, const files::Ref& ref) {
    std::vector<std::string> parts{text::upper(files::extension_of(ref.media_type))};
    if (ref.pages > 0) parts.push_back(lang.trn("%1 trang", ref.pages));
    parts.push_back(lang.bytes(ref.size_bytes));
    std::string note = text::join(parts, ", ");
    const std::string state = text_state_words(lang, ref.text_state);
    return state.empty() ? note : note + " · " + state;
}

std::string text_state_words(const pages::Lang& lang, files::TextState state) {
    switch (state) {
        case files::TextState::waiting: return lang.tr("đang đọc chữ trong tệp");
        case files::TextState::read: return {};
        case files::TextState::no_text: return lang.tr("chưa đọc được chữ: chỉ tìm được theo trích yếu");
        case files::TextState::password: return lang.tr("tệp có mật khẩu: chỉ tìm được theo trích yếu");
        case files::TextState::failed: return lang.tr("không đọc được tệp: chỉ tìm được theo trích yếu");
        case files::TextState::too_big: return lang.tr("tệp quá lớn để đọc chữ: chỉ tìm được theo trích yếu");
    }
    return {};
}

}  // namespace dinh::forms
