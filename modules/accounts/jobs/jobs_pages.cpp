#include "modules/accounts/handlers.hpp"
#include "modules/accounts/jobs/jobs.hpp"
#include "modules/accounts/pages.hpp"
#include "modules/accounts/rights.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::accounts {

namespace {

constexpr const char* kPath = "/accounts/jobs";
constexpr int kMostLetters = 100;

void note(db::Tx& tx, const Actor& actor, std::string_view deed, Id job) {
    audit::append(tx, actor, actor.acting_capacity(), deed, "job", job);
}

template <class Work>
web::Response done(web::Context& context, const char* said, Work&& work) {
    must(context.actor(), Deed::keep_jobs, {});
    web::Form form(context.request);
    const Id job = context.request.id();
    deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        work(tx, context.actor(), job);
        return job;
    });
    context.flash(context.lang.tr(said));
    return web::see_other(kPath);
}

pages::JobsList::LettersItem row_of(const web::Context& context, const jobs::DeadLetter& letter) {
    const std::string path = std::string(kPath) + "/" + std::to_string(letter.id);
    return {.kind = letter.kind,
            .tries = context.lang.trn("đã thử %1 lần", letter.attempts),
            .at = clock::show(letter.at),
            .what_to_do = context.lang.tr(letter.what_to_do),
            .error = text::cut(letter.error, 500),
            .if_may = can(context.actor(), Deed::keep_jobs, {}),
            .retry_path = path + "/retries",
            .csrf = context.csrf_token(),
            .deed_key = deed::new_key(),
            .drop_path = path};
}

}  // namespace

void retry_job(db::Tx& tx, const Actor& actor, Id dead_letter) {
    jobs::retry(tx, dead_letter);
    note(tx, actor, "job.retry", dead_letter);
}

void drop_job(db::Tx& tx, const Actor& actor, Id dead_letter) {
    jobs::give_up(tx, dead_letter);
    note(tx, actor, "job.drop", dead_letter);
}

web::Response list_jobs(web::Context& context) {
    must(context.actor(), Deed::see_jobs, {});
    std::vector<jobs::DeadLetter> letters;
    std::vector<jobs::Waiting> waiting;
    context.house.db->read([&](db::Conn& conn) {
        letters = jobs::dead_letters(conn, kMostLetters);
        waiting = jobs::waiting(conn);
    });
    pages::JobsList page{.count_words = context.lang.trn("%1 việc hỏng", static_cast<std::int64_t>(letters.size())),
                         .if_none = letters.empty(),
                         .if_dead = !letters.empty(),
                         .letters = {},
                         .if_waiting = !waiting.empty(),
                         .waiting = {}};
    for (const auto& letter : letters) page.letters.push_back(row_of(context, letter));
    for (const auto& one : waiting)
        page.waiting.push_back({.waiting_kind = one.kind, .number = one.count, .since = clock::show(one.oldest)});
    return web::page(context, context.lang.tr("Việc nền"), page);
}

web::Response retry_job_here(web::Context& context) { return done(context, "Việc được làm lại.", retry_job); }
web::Response drop_job_here(web::Context& context) { return done(context, "Đã bỏ việc này.", drop_job); }

}  // namespace dinh::accounts
