// For tests of this module: items and notices of one person in a post, and his pages.
#pragma once
#include "modules/worklist/items/items.hpp"
#include "modules/worklist/notices/notices.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/visitor.hpp"

namespace dinh::worklist::test {

class Desk : public dinh::test::OnBothEngines, protected dinh::test::Visitor {
protected:
    Desk()
        : OnBothEngines({"audit", "deed", "events", "grants", "search", "directory", "worklist"}),
          Visitor("/worklist/known") {}

    static constexpr Id kPerson = 9, kPost = 50, kStrange = 51, kAgency = 1;

    void SetUp() override {
        OnBothEngines::SetUp();
        const auto made = manifest();
        made.routes(router_);
        auto frame = plain_frame();
        frame.counters = [made](web::Context& context) {
            module::Counters counters;
            context.house.db->read(
                [&](db::Conn& conn) { made.counters(conn, context.house, context.actor(), counters); });
            return counters;
        };
        open(db(), std::move(frame));
    }
    Item item(Id subject, std::optional<Day> due = {}, Class item_class = Class::work, Id holder = kPost) const {
        Item one;
        one.kind = "documents.report";
        one.subject_kind = "incoming";
        one.subject = subject;
        one.holder = holder;
        one.agency = kAgency;
        one.title = "Việc " + std::to_string(subject);
        one.link = "/documents/incoming/" + std::to_string(subject);
        one.item_class = item_class;
        one.due = due;
        one.from_name = "Đặng Kỳ Tường";
        return one;
    }
    void give(const Item& one) {
        db().write([&](db::Tx& tx) { put(tx, one); });
    }
    Counts counts() {
        return db().reading([&](db::Conn& conn) { return counts_of(conn, me_, today_); });
    }
    std::vector<std::string> titles(const Filter& filter = {}) {
        std::vector<std::string> list;
        db().read([&](db::Conn& conn) {
            list.clear();
            for (const auto& line : worklist::list(conn, me_, filter, today_)) list.push_back(line.title);
        });
        return list;
    }

    // The pages; the frame counts as it does in the house.
    dinh::test::Answer get(const std::string& path, const web::Pairs& query = {}) {
        return Visitor::get(me_, path, query);
    }
    dinh::test::Answer post(const std::string& path, web::Pairs fields) {
        return Visitor::post(me_, path, std::move(fields));
    }

    clock::Frozen now_{"2026-11-20T03:00:00Z"};
    const Day today_ = *clock::make_day(2026, 11, 20);
    Actor me_ = [] {
        Actor actor;
        actor.person = kPerson;
        actor.name = "Nguyễn Hoà Bình";
        Capacity post;
        post.post = kPost;
        post.agency = kAgency;
        post.title = "Chuyên viên";
        actor.capacities.push_back(post);
        actor.grantees = {kPerson, kPost};
        return actor;
    }();
};

}  // namespace dinh::worklist::test
