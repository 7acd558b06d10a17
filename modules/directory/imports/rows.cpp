#include "modules/directory/imports/rows.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kPerson{
    "import.person",
    "INSERT INTO person (id, code, full_name, sort_key, folded, phone, email, note, created_at) VALUES "
    "($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Sql kPersons{
    "import.persons_8",
    "INSERT INTO person (id, code, full_name, sort_key, folded, phone, email, note, created_at) VALUES "
    "($1, $2, $3, $4, $5, $6, $7, $8, $9), ($10, $11, $12, $13, $14, $15, $16, $17, $18), ($19, $20, "
    "$21, $22, $23, $24, $25, $26, $27), ($28, $29, $30, $31, $32, $33, $34, $35, $36), ($37, $38, $39, "
    "$40, $41, $42, $43, $44, $45), ($46, $47, $48, $49, $50, $51, $52, $53, $54), ($55, $56, $57, $58, "
    "$59, $60, $61, $62, $63), ($64, $65, $66, $67, $68, $69, $70, $71, $72)"};
constexpr db::Sql kPost{
    "import.post",
    "INSERT INTO post (id, agency, unit, title, roles, signing, position, from_day) VALUES ($1, $2, $3, "
    "$4, $5, $6, $7, $8)"};
constexpr db::Sql kPosts{
    "import.posts_8",
    "INSERT INTO post (id, agency, unit, title, roles, signing, position, from_day) VALUES ($1, $2, $3, "
    "$4, $5, $6, $7, $8), ($9, $10, $11, $12, $13, $14, $15, $16), ($17, $18, $19, $20, $21, $22, $23, "
    "$24), ($25, $26, $27, $28, $29, $30, $31, $32), ($33, $34, $35, $36, $37, $38, $39, $40), ($41, "
    "$42, $43, $44, $45, $46, $47, $48), ($49, $50, $51, $52, $53, $54, $55, $56), ($57, $58, $59, $60, "
    "$61, $62, $63, $64)"};
constexpr db::Sql kAppointment{
    "import.appointment",
    "INSERT INTO appointment (id, person, post, kind, basis, from_day) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr db::Sql kAppointments{
    "import.appointments_8",
    "INSERT INTO appointment (id, person, post, kind, basis, from_day) VALUES ($1, $2, $3, $4, $5, $6), "
    "($7, $8, $9, $10, $11, $12), ($13, $14, $15, $16, $17, $18), ($19, $20, $21, $22, $23, $24), ($25, "
    "$26, $27, $28, $29, $30), ($31, $32, $33, $34, $35, $36), ($37, $38, $39, $40, $41, $42), ($43, "
    "$44, $45, $46, $47, $48)"};
constexpr db::Sql kLine{
    "import.line",
    "INSERT INTO directory_import_line (import, line, person, made_person, post, made_post, appointment) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Sql kLines{
    "import.lines_8",
    "INSERT INTO directory_import_line (import, line, person, made_person, post, made_post, appointment) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7), ($8, $9, $10, $11, $12, $13, $14), ($15, $16, $17, $18, $19, "
    "$20, $21), ($22, $23, $24, $25, $26, $27, $28), ($29, $30, $31, $32, $33, $34, $35), ($36, $37, "
    "$38, $39, $40, $41, $42), ($43, $44, $45, $46, $47, $48, $49), ($50, $51, $52, $53, $54, $55, $56)"};

constexpr std::size_t kTogether = 8;

}  // namespace

void ImportRows::write(db::Tx& tx) {
    write(tx, kPerson, kPersons, people_);
    write(tx, kPost, kPosts, posts_);
    write(tx, kAppointment, kAppointments, appointments_);
    write(tx, kLine, kLines, lines_);
}

void ImportRows::write(db::Tx& tx, const db::Sql& one, const db::Sql& eight, std::vector<db::Params>& rows) {
    std::size_t at = 0;
    for (; at + kTogether <= rows.size(); at += kTogether) {
        db::Params all;
        for (std::size_t n = at; n < at + kTogether; ++n)
            all.insert(all.end(), std::make_move_iterator(rows[n].begin()), std::make_move_iterator(rows[n].end()));
        tx.change(eight, all);
    }
    for (; at < rows.size(); ++at) tx.change(one, rows[at]);
    rows.clear();
}

}  // namespace dinh::directory
