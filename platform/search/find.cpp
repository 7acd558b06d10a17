#include "platform/search/near.hpp"
#include "platform/search/rank.hpp"
#include "platform/search/tokens.hpp"
#include "platform/search/walk.hpp"
#include "platform/text/text.hpp"

namespace dinh::search {

namespace {

constexpr std::int64_t kLimitMs = 300;
constexpr std::size_t kMostHits = 500;
constexpr std::size_t kMostBodies = 50;

// Beginnings of the texts of some records; the placeholders are $1 .. $n.
std::string bodies_sql(std::size_t count) {
    std::string places;
    for (std::size_t i = 1; i <= count; ++i) places += (i > 1 ? ", $" : "$") + std::to_string(i);
    return "SELECT record, substr(text, 1, 30000) FROM search_body WHERE record IN (" + places +
           ") ORDER BY record, position";
}

// False: the time ran out, and what is there is all there will be.
template <class Work>
bool in_time(std::int64_t until, Work&& work) {
    const std::int64_t outer = db::Deadline::current();
    const db::Deadline deadline(outer > 0 ? std::min(outer, until) : until);
    try {
        work();
        return true;
    } catch (const db::TimedOut&) {
        if (outer > 0 && clock::steady_ms() >= outer) throw;
        return false;
    }
}

bool gather(Walk& walk, const Parsed& parsed, std::size_t enough, std::int64_t until) {
    return in_time(until, [&] {
        if (parsed.marked) walk.exact(parsed);
        // Enough with the very marks leave no place for others on the page.
        if (walk.size() < enough) walk.folded(parsed);
    });
}

bool begins_with(std::string_view words, std::string_view beginning) {
    const auto have = words_of(words), wanted = words_of(text::nfc(beginning));
    return wanted.size() <= have.size() &&
           std::equal(wanted.begin(), wanted.end(), have.begin(),
                      [](const Word& a, const Word& b) { return a.folded == b.folded; });
}

// The index holds one bag of words an entry: which of them are the further words shows in the row.
void keep_fitting(std::vector<Candidate>& candidates, const Query& query) {
    if (!query.begins.empty())
        std::erase_if(candidates, [&](const Candidate& one) { return !begins_with(one.words, query.begins); });
    for (const auto& text : query.also) {
        const Parsed parsed = parse(text);
        const Ranking wanted(parsed);
        std::erase_if(candidates, [&](const Candidate& one) { return !wanted.shown_whole("", "", one.words); });
    }
}

std::vector<Hit> ranked(const Ranking& ranking, std::vector<Candidate> candidates, bool by_day) {
    std::sort(candidates.begin(), candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.record > b.record; });
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        Candidate& one = candidates[i];
        const double age = static_cast<double>(i) / static_cast<double>(candidates.size());
        const double score = ranking.score(one.title, one.marks, one.words, one.exact, age);
        Hit hit{std::move(one.kind), one.record, std::move(one.title), std::move(one.marks),
                std::move(one.link), one.day,    std::move(one.words), score};
        hits.push_back(std::move(hit));
    }
    std::sort(hits.begin(), hits.end(), [by_day](const Hit& a, const Hit& b) {
        if (by_day && a.day != b.day) return a.day > b.day;
        return !by_day && a.score != b.score ? a.score > b.score : a.record > b.record;
    });
    return hits;
}

// `snippet` holds the further words until now. What title and marks do not say is shown from the words or a file.
void add_snippets(db::Conn& conn, const Ranking& ranking, std::vector<Hit>& hits) {
    std::map<Id, std::string> files;
    for (const auto& hit : hits) {
        if (files.size() < kMostBodies && !ranking.shown_whole(hit.title, hit.marks, hit.snippet)) files[hit.record];
    }
    if (!files.empty()) {
        const std::string text = bodies_sql(files.size());
        db::Params params;
        for (const auto& [record, ignored] : files) params.emplace_back(record);
        for (const auto& row : conn.run({"search.bodies_of_hits", text.c_str()}, params)) {
            std::string& shown = files[row.integer(0)];
            if (shown.empty()) shown = ranking.snippet(row.view(1));
        }
    }
    for (auto& hit : hits) {
        const std::string words = std::exchange(hit.snippet, {});
        const auto file = files.find(hit.record);
        if (file != files.end() && !file->second.empty())
            hit.snippet = std::move(file->second);
        else if (!ranking.shown_whole(hit.title, hit.marks, ""))
            hit.snippet = ranking.snippet(words);
    }
}

// Everything but what is near.
Answer answer_to(db::Conn& conn, const Actor& actor, const Query& query, const Parsed& parsed, std::int64_t until) {
    Answer answer;
    Walk walk(conn, actor, query);
    const std::size_t most = std::min<std::size_t>(static_cast<std::size_t>(query.most), kMostHits);
    answer.cut_short = !gather(walk, parsed, 2 * most, until);
    const Ranking ranking(parsed);
    auto candidates = walk.take();
    const bool all = candidates.size() < kMostCandidates;
    keep_fitting(candidates, query);
    answer.hits = ranked(ranking, std::move(candidates), query.by_day);
    answer.more = answer.hits.size() > most || (!all && !answer.hits.empty());
    if (answer.hits.size() > most) answer.hits.resize(most);
    if (!answer.hits.empty()) add_snippets(conn, ranking, answer.hits);
    return answer;
}

}  // namespace

Answer find(db::Conn& conn, const Actor& actor, const Query& query) {
    const Parsed parsed = parse(query.text);
    if (parsed.terms.empty() || actor.grantees.empty() || query.most <= 0) return {};
    const std::int64_t until = clock::steady_ms() + kLimitMs;
    Answer answer = answer_to(conn, actor, query, parsed, until);
    if (answer.cut_short || static_cast<int>(answer.hits.size()) >= query.few) return answer;
    in_time(until, [&] { answer.near = near_text(conn, actor, query, answer.hits.size()); });
    if (answer.near.empty() || !answer.hits.empty()) return answer;
    Query meant = query;
    meant.text = answer.near;
    Answer near = answer_to(conn, actor, meant, parse(meant.text), until);
    answer.near_hits = std::move(near.hits);
    answer.more = near.more;
    answer.cut_short = near.cut_short;
    return answer;
}

}  // namespace dinh::search
