// The letter to a sender who gave an address: what became of his question.
#include <stdexcept>

#include "modules/portal/questions/deeds.hpp"
#include "modules/portal/reading/paths.hpp"
#include "platform/config/config.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/outbox/configured.hpp"
#include "platform/settings/settings.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

using namespace question_deeds;

namespace {

struct Written {
    Question one;
    Site site;
    std::string to, from;
};

std::optional<Written> read(House& house, Id question) {
    return house.db->reading([&](db::Conn& conn) -> std::optional<Written> {
        const auto one = find_question(conn, question);
        if (!one || one->open()) return std::nullopt;
        const auto site = find_site(conn, one->site);
        const std::string to = asker_of(conn, question).email;
        const std::string from = settings::get(conn, "worklist.mail_sender", clock::today());
        if (!site || to.empty() || from.empty()) return std::nullopt;
        return Written{*one, *site, to, from};
    });
}

// Citizens read Vietnamese; the code stands in no letter.
std::string body_of(const Written& written, const std::string& address) {
    const Question& one = written.one;
    const std::string& said = one.state == "answered" ? one.answer : one.reason;
    return text::fill(
        "%1 đã xử lý nội dung ông, bà gửi ngày %2:\n\n%3\n\nKết quả: %4\n\n%5\n\nTra cứu bằng mã đã nhận khi "
        "gửi: %6\nThư này gửi tự động; không trả lời thư này.\n",
        {written.site.name, clock::show(one.received_day), one.subject, question_state_name(one.state), said,
         address + base_path(written.site.slug) + "/hoi-dap/tra-cuu"});
}

}  // namespace

void question_deeds::write_to_sender(db::Tx& tx, Id question) {
    if (!asker_of(tx, question).email.empty()) jobs::put(tx, kMailJob, std::to_string(question));
}

void mail_sender(House& house, Id question) {
    if (!house.config || house.config->mail_server.empty()) return;
    const auto written = read(house, question);
    if (!written) return;
    const std::string& address = house.config->public_url;
    outbox::Mailer mailer(outbox::configured_server(*house.config));
    const auto answer = mailer.send(written->from, written->to,
                                    outbox::compose({.message_id = outbox::message_id(question, address),
                                                     .from = written->from,
                                                     .from_name = written->site.name,
                                                     .to = written->to,
                                                     .subject = text::fill("Trả lời: %1", {written->one.subject}),
                                                     .body = body_of(*written, address),
                                                     .date = clock::now()}));
    using outbox::Outcome;
    if (answer.outcome == Outcome::later || answer.outcome == Outcome::trouble)
        throw std::runtime_error("portal: a letter to a sender waits for the mail server");
    if (answer.outcome == Outcome::refused || answer.outcome == Outcome::rejected)
        house.db->write([&](db::Tx& tx) {
            note(tx, Actor::system(), nullptr, written->one, "portal.mail_sender",
                 "Thư trả lời không đến được địa chỉ người gửi đã ghi");
        });
}

}  // namespace dinh::portal
