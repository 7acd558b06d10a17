#include "app/example/people.hpp"

#include <set>

#include "modules/accounts/accounts.hpp"
#include "platform/text/text.hpp"

namespace dinh::app::example {

namespace {

const Actor kSystem = Actor::system();

struct MadePost {
    Id id = 0;
    std::string agency, unit, title;
    std::vector<std::string> roles;
    Day from;
    bool taken = false;
    bool story = false;
};

class Filler {
public:
    Filler(db::Tx& tx, Province& province, Random& random) : tx_(tx), province_(province), random_(random) {}

    void posts(const csv::Table& agencies, const csv::Table& units) {
        const csv::Table rules(source("posts.csv"));
        for (const auto& agency : agencies.rows())
            if (agency["tenant"] == "1" && agency["to"].empty()) posts_of(agency, units, rules);
    }
    void clerks(const csv::Table& bodies) {
        for (const auto& body : bodies.rows()) {
            const std::string agency(body["kept_by_agency"]), unit(body["kept_by_unit"]);
            for (const auto& post : posts_) {
                if (keeps_books(post) && post.agency == agency && post.unit == unit)
                    directory::add_clerkship(tx_, post.id, province_.bodies.at(std::string(body["id"])),
                                             first_day(body["from"]));
            }
        }
    }
    void story() {
        const csv::Table accounts(source("named_accounts.csv"));
        std::map<std::string, Id> people;
        for (const auto& row : accounts.rows()) appoint_named(row, people);
        delegations(people);
    }
    void everybody_else() {
        for (auto& post : posts_) {
            // Some posts are vacant, as everywhere; but somebody opens the mail.
            if (post.taken || (random_.chance(0.02) && !keeps_books(post))) continue;
            const auto [name, username] = name_by_chance();
            directory::appoint(tx_, kSystem, person(username, name), post.id, "holder", "", post.from);
        }
    }

private:
    static bool keeps_books(const MadePost& post) {
        return std::find(post.roles.begin(), post.roles.end(), "records_clerk") != post.roles.end();
    }
    // Rows of the agency itself, else of a prefix "x-*", else of its kind.
    std::vector<const csv::Row*> rules_for(const csv::Row& agency, const csv::Table& rules) const {
        std::vector<const csv::Row*> exact, prefix, kind;
        for (const auto& row : rules.rows()) {
            const auto named = row["agency"];
            if (named == agency["id"])
                exact.push_back(&row);
            else if (named.ends_with('*') && agency["id"].starts_with(named.substr(0, named.size() - 1)))
                prefix.push_back(&row);
            else if (named.empty() && row["agency_kind"] == agency["kind"])
                kind.push_back(&row);
        }
        return !exact.empty() ? exact : !prefix.empty() ? prefix : kind;
    }

    void posts_of(const csv::Row& agency, const csv::Table& units, const csv::Table& rules) {
        int position = 0;
        for (const auto* rule : rules_for(agency, rules))
            for (const auto& unit : units.rows()) {
                const bool named =
                    !(*rule)["unit"].empty() ? (*rule)["unit"] == unit["id"] : (*rule)["unit_kind"] == unit["kind"];
                if (unit["agency"] != agency["id"] || !named) continue;
                const int count = whole((*rule)["count"], 0);
                for (int i = 0; i < count; ++i) add_post(agency, unit, *rule, ++position);
            }
    }

    void add_post(const csv::Row& agency, const csv::Row& unit, const csv::Row& rule, int position) {
        MadePost made;
        made.agency = agency["id"];
        made.unit = unit["id"];
        made.title = rule["title"];
        made.roles = text::split(rule["role"], '|');
        made.from = std::max(first_day(agency["from"]), first_day(unit["from"]));
        directory::NewPost one;
        one.agency = province_.agencies.at(made.agency);
        one.unit = province_.units.at(made.agency + "/" + made.unit);
        one.title = made.title;
        one.roles = made.roles;
        one.signing = rule["signing"];
        one.position = position;
        one.from = made.from;
        made.id = directory::add_post(tx_, kSystem, one);
        posts_.push_back(std::move(made));
    }

    MadePost* free_post(const csv::Row& row) {
        for (auto& post : posts_)
            if (!post.story && post.agency == row["agency"] && post.unit == row["unit"] &&
                post.title == row["post_title"])
                return &post;
        return nullptr;
    }

    // A post of the story whose title posts.csv does not make (administrator, auditor) is made for it.
    MadePost& own_post(const csv::Row& row) {
        MadePost made;
        made.agency = row["agency"];
        made.unit = row["unit"];
        made.title = row["post_title"];
        made.roles = text::split(row["role"], '|');
        made.from = first_day(row["from"]);
        made.id =
            directory::add_post(tx_, kSystem,
                                {province_.agencies.at(made.agency), province_.units.at(made.agency + "/" + made.unit),
                                 made.title, made.roles, "", 90, made.from});
        posts_.push_back(std::move(made));
        return posts_.back();
    }

    void appoint_named(const csv::Row& row, std::map<std::string, Id>& people) {
        const std::string username(row["username"]);
        if (!people.contains(username)) {
            people[username] = person(username, std::string(row["full_name"]));
            province_.accounts.push_back({username, std::string(row["full_name"]), std::string(row["agency"]),
                                          std::string(row["post_title"]), std::string(row["role"]),
                                          std::string(row["note"])});
        }
        MadePost* post = free_post(row);
        const bool other_role = !post || text::join(post->roles, "|") != row["role"];
        const bool special =
            row["role"] == "administrator" || row["role"] == "auditor" || row["appointment"] == "concurrent";
        if (!post || (other_role && special)) post = &own_post(row);
        const auto until = clock::parse_day(row["to"]);
        post->story = true;
        post->taken = true;
        const Day from = std::max(first_day(row["from"]), post->from);
        if (from > post->from) {  // somebody held it before
            const auto [name, before] = name_by_chance();
            directory::appoint(tx_, kSystem, person(before, name), post->id, "holder", "", post->from, from);
        }
        directory::appoint(tx_, kSystem, people[username], post->id, row["appointment"], "Tỉnh ví dụ", from,
                           until ? std::optional(*until + 1) : std::nullopt);
    }

    // Only what the directory keeps: acting for someone (work) and TUQ. (mandate); KT. and TL. follow from the posts.
    void delegations(const std::map<std::string, Id>& people) {
        const csv::Table table(source("delegations.csv"));
        const auto snapshot = directory::load(tx_, clock::today());
        for (const auto& row : table.rows()) {
            const auto until = clock::parse_day(row["to"]);
            if ((row["purpose"] != "work" && row["purpose"] != "mandate") || !until || *until < clock::today() ||
                row["basis_document"].empty())
                continue;
            const auto* giver = snapshot->person(people.at(std::string(row["giver"])));
            const auto* receiver = snapshot->person(people.at(std::string(row["receiver"])));
            if (!giver || giver->posts.empty() || !receiver || receiver->posts.empty()) continue;
            const bool together =
                snapshot->post(giver->posts.front())->agency == snapshot->post(receiver->posts.front())->agency;
            if (!together) continue;
            const auto fields = text::split(row["fields"], '|');
            directory::delegate(tx_, kSystem,
                                {giver->posts.front(), receiver->id, std::string(row["purpose"]),
                                 fields.empty() || fields.front() == "*" ? "" : fields.front(),
                                 std::string(row["basis_document"]), first_day(row["from"]), *until});
        }
    }

    Id person(const std::string& username, const std::string& name) {
        const Id id = directory::add_person(
            tx_, kSystem,
            {username, name, "0" + std::to_string(912000000 + province_.people++), username + "@thainguyen.vidu", ""});
        province_.usernames.emplace_back(id, username);
        usernames_.insert(username);
        return id;
    }

    std::pair<std::string, std::string> name_by_chance() {
        const bool woman = random_.chance(0.47);
        const std::string surname = random_.pick(surnames_), middle = random_.pick(woman ? middle_f_ : middle_m_),
                          given = random_.pick(woman ? given_f_ : given_m_);
        const std::string base =
            text::slug(given) + "." + text::slug(surname).substr(0, 1) + text::slug(middle).substr(0, 1);
        std::string username = base;
        for (int i = 2; usernames_.contains(username); ++i) username = base + std::to_string(i);
        return {surname + " " + middle + " " + given, username};
    }

    db::Tx& tx_;
    Province& province_;
    Random& random_;
    std::vector<MadePost> posts_;
    std::set<std::string> usernames_;
    const std::vector<std::string> surnames_ = words("people/surnames.txt"),
                                   middle_m_ = words("people/middle_male.txt"),
                                   middle_f_ = words("people/middle_female.txt"),
                                   given_m_ = words("people/given_male.txt"),
                                   given_f_ = words("people/given_female.txt");
};

}  // namespace

void fill_people(db::Database& database, Province& province, const csv::Table& agencies, const csv::Table& units,
                 const csv::Table& bodies, Random& random) {
    const Random before = random;
    database.write([&](db::Tx& tx) {
        random = before;  // a repeated deed draws the same lots
        province.accounts.clear();
        province.usernames.clear();
        province.people = 0;
        Filler filler(tx, province, random);
        filler.posts(agencies, units);
        filler.clerks(bodies);
        filler.story();
        filler.everybody_else();
    });
}

void open_accounts(db::Database& database, const Province& province, const std::string& password_hash) {
    database.write([&](db::Tx& tx) {
        for (const auto& [person, username] : province.usernames)
            accounts::create(tx, kSystem, {person, username, "", false}, password_hash);
    });
}

}  // namespace dinh::app::example
