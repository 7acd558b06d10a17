#include "modules/documents/columns.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include "modules/documents/pages.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::documents {

namespace {

constexpr db::Sql kChosen{"documents.chosen_columns",
                          "SELECT columns FROM list_columns WHERE person = $1 AND list = $2"};
constexpr db::Sql kChoose{"documents.choose_columns",
                          "INSERT INTO list_columns (person, list, columns) VALUES ($1, $2, $3) "
                          "ON CONFLICT (person, list) DO UPDATE SET columns = excluded.columns"};

constexpr std::int64_t kKnownMs = 60'000;
constexpr std::size_t kMostKnown = 20'000;

// What people chose, as this process knows it.
class Known {
public:
    std::optional<std::string> find(Id person, std::string_view list) {
        const std::scoped_lock lock(mutex_);
        const auto found = kept_.find({person, std::string(list)});
        if (found == kept_.end() || found->second.until_ms < clock::steady_ms()) return std::nullopt;
        return found->second.chosen;
    }
    void keep(Id person, std::string_view list, std::string chosen) {
        const std::scoped_lock lock(mutex_);
        if (kept_.size() >= kMostKnown) kept_.clear();
        kept_[{person, std::string(list)}] = {clock::steady_ms() + kKnownMs, std::move(chosen)};
    }
    void forget(Id person, std::string_view list) {
        const std::scoped_lock lock(mutex_);
        kept_.erase({person, std::string(list)});
    }

private:
    struct Kept {
        std::int64_t until_ms = 0;
        std::string chosen;
    };
    std::mutex mutex_;
    std::map<std::pair<Id, std::string>, Kept> kept_;
};

std::string path_of(std::string_view list) { return "/documents/" + std::string(list); }

}  // namespace

const std::vector<ListColumn>& columns_of(std::string_view list) {
    static const std::vector<ListColumn> incoming{{"number", "Số đến", 9, "c-num"},
                                                  {"arrived", "Ngày đến", 12, "c-date"},
                                                  {"mark", "Số, ký hiệu", 18, "c-sign"},
                                                  {"author", "Cơ quan gửi", 34, "c-org"},
                                                  {"kind", "Tên loại", 16},
                                                  {"subject", "Trích yếu", 60, "c-title", true},
                                                  {"urgency", "Độ khẩn", 12},
                                                  {"handler", "Người xử lý", 24, "c-who"},
                                                  {"due", "Hạn", 12, "c-due"},
                                                  {"state", "Trạng thái", 16, "c-state"},
                                                  {"overdue", "Quá hạn", 10, "", false, true}};
    static const std::vector<ListColumn> outgoing{{"mark", "Số, ký hiệu", 18, "c-sign"},
                                                  {"day", "Ngày văn bản", 12, "c-date"},
                                                  {"kind", "Tên loại", 16, "c-kind"},
                                                  {"subject", "Trích yếu", 60, "c-title", true},
                                                  {"signer", "Người ký", 24},
                                                  {"drafter", "Người soạn", 24, "c-who"},
                                                  {"unit", "Đơn vị soạn", 28},
                                                  {"urgency", "Độ khẩn", 12},
                                                  {"recipients", "Số nơi nhận", 10},
                                                  {"replies", "Đã trả lời", 10, "c-figure"},
                                                  {"reply_day", "Hạn trả lời", 12, "c-due"},
                                                  {"state", "Trạng thái", 16, "c-state"}};
    return list == "incoming" ? incoming : outgoing;
}

Columns::Columns(std::string_view list, const std::string& chosen)
    : list_(list), ids_(text::split(chosen, ' ')), chosen_(!chosen.empty()) {}

bool Columns::shows(std::string_view id) const {
    if (chosen_) return std::find(ids_.begin(), ids_.end(), id) != ids_.end();
    const auto& all = columns_of(list_);
    return std::any_of(all.begin(), all.end(),
                       [&](const ListColumn& column) { return column.id == id && column.at_first(); });
}

std::string Columns::hidden() const {
    std::vector<std::string> classes;
    for (const auto& column : columns_of(list_))
        if (column.at_first() && !column.always && !shows(column.id))
            classes.push_back("hide-" + std::string(column.cell + 2));
    return text::join(classes, " ");
}

std::vector<const ListColumn*> Columns::further() const {
    std::vector<const ListColumn*> found;
    for (const auto& column : columns_of(list_))
        if (!column.at_first() && !column.only_in_tables && shows(column.id)) found.push_back(&column);
    return found;
}

std::vector<sheet::Column> Columns::kept_titles() const {
    std::vector<sheet::Column> titles;
    for (const auto& column : columns_of(list_))
        if (!chosen_ || shows(column.id)) titles.push_back({column.title, column.letters});
    return titles;
}

std::vector<sheet::Cell> Columns::kept(std::vector<sheet::Cell> cells) const {
    if (!chosen_) return cells;
    const auto& all = columns_of(list_);
    std::vector<sheet::Cell> left;
    for (std::size_t i = 0; i < cells.size() && i < all.size(); ++i)
        if (shows(all[i].id)) left.push_back(std::move(cells[i]));
    return left;
}

std::string chosen_columns(db::Conn& conn, Id person, std::string_view list) {
    const db::Rows rows = conn.query(kChosen, person, list);
    return rows.empty() ? std::string() : rows.first().text(0);
}

Columns columns_for(web::Context& context, std::string_view list) {
    auto& known = context.house.part<Known>();
    const Id person = context.actor().person;
    if (auto chosen = known.find(person, list)) return {list, *chosen};
    auto chosen = context.house.db->reading([&](db::Conn& conn) { return chosen_columns(conn, person, list); });
    known.keep(person, list, chosen);
    return {list, chosen};
}

void choose_columns(db::Tx& tx, const Actor& actor, std::string_view list, const std::vector<std::string>& ids) {
    if (actor.person == 0 || actor.read_only) throw Forbidden("Bạn chỉ được xem.", "documents: read only");
    std::vector<std::string> chosen;
    bool some = false;
    for (const auto& column : columns_of(list)) {
        const bool wanted = std::find(ids.begin(), ids.end(), column.id) != ids.end();
        some = some || wanted;
        if (wanted || column.always) chosen.emplace_back(column.id);
    }
    tx.exec(kChoose, actor.person, list, some ? text::join(chosen, " ") : std::string());
    audit::append(tx, actor, actor.acting_capacity(), "list.choose_columns", list, actor.person);
}

web::Response columns_form(web::Context& context, std::string_view list) {
    const Columns shown = columns_for(context, list);
    const auto& lang = context.lang;
    pages::IncomingColumns page{.list_path = path_of(list),
                                .list_title = lang.tr(list == "incoming" ? "Văn bản đến" : "Văn bản đi"),
                                .csrf = context.csrf_token(),
                                .deed_key = deed::new_key(),
                                .columns = {}};
    for (const auto& column : columns_of(list))
        page.columns.push_back({.column_id = column.id,
                                .if_ticked = column.always || shown.shows(column.id),
                                .if_always = column.always,
                                .column = lang.tr(column.title)});
    return web::page(context, lang.tr("Chọn cột"), page);
}

web::Response columns_chosen(web::Context& context, std::string_view list) {
    web::Form form(context.request);
    std::vector<std::string> ids;
    if (!form.ticked("as_first"))
        for (const auto id : context.request.fields("column")) ids.emplace_back(id);
    const Id person = context.actor().person;
    deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        choose_columns(tx, context.actor(), list, ids);
        return person;
    });
    context.house.part<Known>().forget(person, list);
    context.flash(context.lang.tr("Đã đổi các cột của danh sách."));
    return web::see_other(path_of(list));
}

}  // namespace dinh::documents
