#include "platform/search/rank.hpp"
#include "platform/search/walk.hpp"

namespace dinh::search {

namespace {

constexpr std::int64_t kLimitMs = 300;
constexpr std::size_t kMostHits = 200;
constexpr std::size_t kMostBodies = 50;

// Beginnings of the texts of some records; the placeholders are $1 .. $n.
std::string bodies_sql(std::size_t count) {
    std::string places;
    for (std::size_t i = 1; i <= count; ++i) places += (i > 1 ? ", $" : "$") + std::to_string(i);
    return "SELECT record, substr(text, 1, 30000) FROM search_body WHERE record IN (" + places +
           ") ORDER BY record, position";
}

// False: the time ran out, and what is there is all there will be.
bool gather(Walk& walk, const Parsed& parsed, std::size_t enough, std::int64_t until) {
    const std::int64_t outer = db::Deadline::current();
    const db::Deadline deadline(outer > 0 ? std::min(outer, until) : until);
    try {
        if (parsed.marked) walk.exact(parsed);
        // Enough with the very marks leave no place for others on the page.
        if (walk.size() < enough) walk.folded(parsed);
        return true;
    } catch (const db::TimedOut&) {
        if (outer > 0 && clock::steady_ms() >= outer) throw;
        return false;
    }
}

std::vector<Hit> ranked(const Ranking& ranking, std::vector<Candidate> candidates) {
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
    std::sort(hits.begin(), hits.end(),
              [](const Hit& a, const Hit& b) { return a.score != b.score ? a.score > b.score : a.record > b.record; });
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

}  // namespace

Answer find(db::Conn& conn, const Actor& actor, const Query& query) {
    Answer answer;
    const Parsed parsed = parse(query.text);
    if (parsed.terms.empty() || actor.grantees.empty() || query.most <= 0) return answer;
    const std::int64_t until = clock::steady_ms() + kLimitMs;
    Walk walk(conn, actor, query);
    const std::size_t most = std::min<std::size_t>(static_cast<std::size_t>(query.most), kMostHits);
    answer.cut_short = !gather(walk, parsed, 2 * most, until);
    const Ranking ranking(parsed);
    answer.hits = ranked(ranking, walk.take());
    answer.more = answer.hits.size() > most || answer.hits.size() >= kMostCandidates;
    if (answer.hits.size() > most) answer.hits.resize(most);
    if (!answer.hits.empty()) add_snippets(conn, ranking, answer.hits);
    return answer;
}

}  // namespace dinh::search
