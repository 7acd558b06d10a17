// Whatever is typed must become an expression of quoted plain tokens, and whatever a file holds must become tokens.
#include <algorithm>
#include <cstdlib>

#include "platform/search/near.hpp"
#include "platform/search/query.hpp"
#include "platform/search/rank.hpp"
#include "platform/search/tokens.hpp"
#include "platform/text/text.hpp"

namespace {

void check(const dinh::search::Parsed& parsed, dinh::db::Engine engine) {
    dinh::search::Expression expression(engine);
    for (const auto& term : parsed.terms) {
        expression.add(term);
        expression.add_exact(term);
    }
    const char quote = engine == dinh::db::Engine::sqlite ? '"' : '\'';
    bool inside = false;
    for (const char c : expression.text()) {
        if (c == quote)
            inside = !inside;
        else if (inside && !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
            std::abort();
    }
    if (inside) std::abort();
}

// The fast walk leaves out nothing that begins like one of the words looked for.
void check_walks(std::string_view text, std::string_view looked_for) {
    dinh::search::FirstLetters first;
    first.add(looked_for.substr(0, 1));
    dinh::search::Words fast(text), whole(text);
    dinh::search::Word seen, word;
    while (whole.next(word)) {
        if (!fast.next(seen, first) || seen.from != word.from || seen.to != word.to) std::abort();
        if (seen.folded.empty() ? first.may_begin(word.folded.front()) || (word.letters && word.digits)
                                : seen.folded != word.folded || seen.marks != word.marks)
            std::abort();
    }
    if (fast.next(seen, first)) std::abort();
}

// Whatever two words are near shares a form, so that it is found by one.
void check_near(std::string_view input) {
    const std::size_t half = std::min<std::size_t>(input.size() / 2, 40);
    const std::string_view one = input.substr(0, half), other = input.substr(half, half);
    const auto forms = dinh::search::forms_of(one), others = dinh::search::forms_of(other);
    if (forms.size() > 250) std::abort();
    const int most = dinh::search::edits_allowed(one.size()), edits = dinh::search::edits_between(one, other, most);
    if (edits != dinh::search::edits_between(other, one, most)) std::abort();
    if (forms.empty() || others.empty() || edits > most) return;
    if (std::none_of(forms.begin(), forms.end(),
                     [&](const auto& form) { return std::find(others.begin(), others.end(), form) != others.end(); }))
        std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto parsed = dinh::search::parse(input);
    check(parsed, dinh::db::Engine::sqlite);
    check(parsed, dinh::db::Engine::postgresql);
    const std::string clean = dinh::text::clean_text(input);
    std::vector<std::string> tokens;
    dinh::search::add_tokens(clean, dinh::search::Depth::metadata, tokens);
    for (const auto& token : tokens) {
        if (token.empty() || token.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != token.npos)
            std::abort();
    }
    check_walks(clean, input);
    check_near(input);
    const dinh::search::Ranking ranking(parsed);
    if (!dinh::text::is_utf8(ranking.snippet(clean))) std::abort();
    return 0;
}
