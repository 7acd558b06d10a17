// From dinh.toml to what sends.
#include "modules/worklist/deliveries/letters.hpp"
#include "platform/config/config.hpp"
#include "platform/outbox/configured.hpp"
#include "platform/outbox/sms.hpp"

namespace dinh::worklist {

namespace {

std::string secret_of(const std::string& file) { return file.empty() ? "" : outbox::read_secret(file); }

outbox::SmsGateway gateway_of(const config::Config& config) {
    return {.url = config.sms_url,
            .content_type = config.sms_content_type,
            .body = config.sms_body,
            .header = config.sms_header,
            .key = secret_of(config.sms_key_file),
            .accepted = config.sms_accepted,
            .ca_file = config.sms_ca_file,
            .timeout_s = static_cast<int>(config.sms_seconds)};
}

Surroundings surroundings_of(House& house, const Limits& limits, const Outgoing& message) {
    const auto directory = directory::now(house);
    return {.address = house.config->public_url,
            .house_name = limits.house_name,
            .shows_text = limits.shows_text,
            .person_name = directory->person_name(message.person),
            .post_title = message.post == 0 ? "" : directory->post_title(message.post)};
}

}  // namespace

bool offers(const House& house, const Limits& limits, Way way) {
    if (!house.config) return false;
    return way == Way::mail ? !house.config->mail_server.empty() && !limits.sender.empty()
                            : !house.config->sms_url.empty();
}

Senders senders_of(House& house, const Limits& limits) {
    Senders senders;
    if (offers(house, limits, Way::mail))
        senders.mail = [&house, limits, mailer = std::shared_ptr<outbox::Mailer>()](const Outgoing& message) mutable {
            if (!mailer) mailer = std::make_shared<outbox::Mailer>(outbox::configured_server(*house.config));
            const auto around = surroundings_of(house, limits, message);
            const auto written = letter_of(message, around);
            return mailer->send(limits.sender, message.address,
                                outbox::compose({.message_id = message_id_of(message.id, around.address),
                                                 .from = limits.sender,
                                                 .from_name = limits.house_name,
                                                 .to = message.address,
                                                 .subject = written.subject,
                                                 .body = written.body,
                                                 .date = clock::now()}));
        };
    if (offers(house, limits, Way::sms))
        senders.sms = [&house, limits, line = std::shared_ptr<outbox::Gateway>()](const Outgoing& message) mutable {
            if (!line) line = std::make_shared<outbox::Gateway>(gateway_of(*house.config));
            const auto around = surroundings_of(house, limits, message);
            return line->send({std::to_string(message.id), message.address, short_text_of(message, around)});
        };
    return senders;
}

}  // namespace dinh::worklist
