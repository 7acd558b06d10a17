// For tests of what leaves the page: a small agency, its people, and messages that are caught instead of sent.
#pragma once
#include "modules/worklist/addresses/addresses.hpp"
#include "modules/worklist/deliveries/letters.hpp"
#include "modules/worklist/tests/desk.hpp"
#include "platform/config/config.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::worklist::test {

class Province : public dinh::test::OnBothEngines, protected dinh::test::Visitor {
protected:
    Province()
        : OnBothEngines({"audit", "deed", "events", "grants", "jobs", "search", "settings", "directory", "worklist"}),
          Visitor("/worklist/notices") {}

    void SetUp() override {
        OnBothEngines::SetUp();
        static const bool declared = (rules::load(rules::embedded()), settings::declare(manifest().settings), true);
        (void)declared;
        manifest().routes(router_);
        open(db());
        config_.public_url = "https://dinh.example.gov.vn";
        config_.mail_server = "localhost";
        config_.sms_url = "http://127.0.0.1:1/";
        house_.config = &config_;
        house_.keys = &keys_;
        set("worklist.mail_sender", "dinh@example.gov.vn");
        found();
    }
    // An agency with a unit: its leader, his deputy, a specialist.
    void found() {
        db().write([&](db::Tx& tx) {
            const Actor system = Actor::system();
            const Day from = today() - 300;
            directory::NewAgency office;
            office.slug = "so-noi-vu";
            office.name = office.short_name = "Sở Nội vụ";
            office.abbreviation = "SNV";
            office.kind = "department";
            office.tenant = true;
            office.from = from;
            agency_ = directory::add_agency(tx, system, office);
            directory::NewUnit unit;
            unit.agency = agency_;
            unit.slug = "vp";
            unit.name = "Văn phòng Sở";
            unit.kind = "office";
            unit.from = from;
            unit_ = directory::add_unit(tx, system, unit);
            head_ = settle(tx, "Lường Thị Hà", "Giám đốc", "agency_leader", 0);
            leader_ = settle(tx, "Nông Bích Hiền", "Chánh Văn phòng", "unit_leader", unit_);
            clerk_ = settle(tx, "Chu Đình Toản", "Chuyên viên", "specialist", unit_);
        });
        const auto directory = db().reading([](db::Conn& conn) { return directory::load(conn, today()); });
        for (const auto& place : {head_, leader_, clerk_}) actors_[place.person] = directory->actor_of(place.person);
    }
    struct Place {
        Id person = 0, post = 0;
    };
    Place settle(db::Tx& tx, const std::string& name, const std::string& title, const std::string& role, Id unit) {
        const Actor system = Actor::system();
        directory::NewPost post;
        post.agency = agency_;
        post.unit = unit;
        post.title = title;
        post.roles = {role};
        post.from = today() - 200;
        directory::NewPerson person;
        person.code = "CB" + std::to_string(++people_);
        person.full_name = name;
        Place place{directory::add_person(tx, system, person), directory::add_post(tx, system, post)};
        directory::appoint(tx, system, place.person, place.post, "holder", "QĐ 1", today() - 100);
        return place;
    }
    // As he stood when the test began; needs no connection, so it may be asked for inside a deed.
    const Actor& actor(const Place& place) const { return actors_.at(place.person); }
    void set(const char* key, const std::string& value) {
        db().write([&](db::Tx& tx) { settings::set(tx, Actor::system(), key, value, today(), ""); });
    }
    static Day today() { return clock::today(); }

    // Confirms an address as its owner would, by the code that was sent.
    void confirm(const Place& place, Way way, const std::string& address) {
        const Actor owner = actor(place);
        db().write([&](db::Tx& tx) { set_address(tx, owner, keys_, way, address, "123456"); });
        send();
        caught_.clear();
        ASSERT_EQ(db().writing([&](db::Tx& tx) { return confirm_address(tx, owner, keys_, way, "123456"); }),
                  Confirmed::yes);
    }
    void choose(const Place& place, const std::function<void(Choices&)>& change) {
        const Actor owner = actor(place);
        db().write([&](db::Tx& tx) {
            auto choices = choices_of(tx, owner.person);
            change(choices);
            save_choices(tx, owner, choices);
        });
    }
    void tell(Id holder, const std::string& text = "Được xin ý kiến",
              const std::string& link = "/documents/incoming/1") {
        db().write([&](db::Tx& tx) { notify(tx, holder, text, link); });
    }
    int spread() { return worklist::spread(house_); }
    Limits limits() {
        return db().reading([](db::Conn& conn) { return limits_on(conn, clock::today()); });
    }
    int send() {
        const Senders::Send keep = [this](const Outgoing& message) {
            const std::scoped_lock lock(mutex_);
            caught_.push_back(message);
            return answer_;
        };
        return send_due(house_, {keep, keep}, limits());
    }
    // What came out since the last time.
    std::vector<Outgoing> sent() {
        spread();
        send();
        return std::exchange(caught_, {});
    }
    std::vector<DeliveryLine> lines(const Place& place) {
        return db().reading([&](db::Conn& conn) {
            return deliveries(conn, {.state = {}, .person = place.person, .before = 0, .most = 50});
        });
    }
    std::int64_t count(const char* sql) {
        return db().reading([&](db::Conn& conn) { return conn.integer({"test.count", sql}); });
    }
    void at(const char* instant) { now_.set(*clock::parse_instant(instant)); }

    clock::Frozen now_{"2026-11-20T03:00:00Z"};  // Friday, 10:00 in Viet Nam
    config::Config config_;
    crypto::KeyRing keys_ = crypto::KeyRing::in_memory();
    Id agency_ = 0, unit_ = 0;
    Place head_, leader_, clerk_;
    std::mutex mutex_;
    std::vector<Outgoing> caught_;
    outbox::Answer answer_{outbox::Outcome::sent, "250 taken"};

private:
    int people_ = 0;
    std::map<Id, Actor> actors_;
};

}  // namespace dinh::worklist::test
