// The SQL of agencies, for the deeds of this folder.
#pragma once
#include "platform/db/db.hpp"

namespace dinh::directory {

inline constexpr db::Sql kAgencyTaken{"agency.taken", "SELECT id FROM agency WHERE slug = $1"};
inline constexpr db::Sql kAddAgency{
    "agency.add",
    "INSERT INTO agency (id, slug, tenant, from_day, until_day, created_at, created_by_person) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
inline constexpr db::Sql kLockAgency{
    "agency.lock", "UPDATE agency SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING id"};
inline constexpr db::Sql kEndAgency{"agency.end", "UPDATE agency SET until_day = $2 WHERE id = $1"};
inline constexpr db::Sql kAddVersion{
    "agency.add_version",
    "INSERT INTO agency_version (id, agency, name, short_name, abbreviation, kind, parent, place_name, basis, "
    "from_day, "
    "until_day, sort_key, folded) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"};
inline constexpr db::Sql kEndVersion{
    "agency.end_version", "UPDATE agency_version SET until_day = $2 WHERE agency = $1 AND until_day IS NULL"};
inline constexpr db::Sql kVersionOn{
    "agency.version_on",
    "SELECT name, short_name, abbreviation, kind, parent, from_day, until_day FROM agency_version "
    "WHERE agency = $1 AND from_day <= $2 AND (until_day IS NULL OR until_day > $2) ORDER BY from_day DESC LIMIT 1"};
inline constexpr db::Sql kParent{
    "agency.parent",
    "SELECT parent FROM agency_version WHERE agency = $1 AND from_day <= $2 ORDER BY from_day DESC LIMIT 1"};
// Open agencies whose last version hangs below this one.
inline constexpr db::Sql kOpenBelow{
    "agency.open_below",
    "SELECT v.name FROM agency_version v JOIN agency a ON a.id = v.agency WHERE v.parent = $1 "
    "AND (v.until_day IS NULL OR v.until_day > $2) AND (a.until_day IS NULL OR a.until_day > $2) ORDER BY v.sort_key "
    "LIMIT 20"};
inline constexpr db::Sql kAddCode{"agency.add_code",
                                  "INSERT INTO agency_code (id, agency, scheme, code, note, from_day, until_day) "
                                  "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
inline constexpr db::Sql kCodeHolder{
    "agency.code_holder",
    "SELECT agency FROM agency_code WHERE scheme = $1 AND code = $2 AND from_day <= $3 "
    "AND (until_day IS NULL OR until_day > $3)"};
inline constexpr db::Sql kCodeHolderFrom{
    "agency.code_holder_from",
    "SELECT agency FROM agency_code WHERE scheme = $1 AND code = $2 AND (until_day IS NULL OR until_day > $3) "
    "AND agency <> $4 LIMIT 1"};
inline constexpr db::Sql kCodeEver{
    "agency.code_ever",
    "SELECT agency FROM agency_code WHERE scheme = $1 AND code = $2 AND from_day <= $3 ORDER BY from_day DESC LIMIT 1"};
inline constexpr db::Sql kOpenCode{
    "agency.open_code",
    "SELECT id, code FROM agency_code WHERE agency = $1 AND scheme = $2 AND (until_day IS NULL OR until_day > $3) "
    "ORDER BY from_day DESC LIMIT 1"};
inline constexpr db::Sql kEndCode{"agency.end_code", "UPDATE agency_code SET until_day = $2 WHERE id = $1"};
inline constexpr db::Sql kEndCodes{
    "agency.end_codes",
    "UPDATE agency_code SET until_day = $2 WHERE agency = $1 AND (until_day IS NULL OR until_day > $2)"};
inline constexpr db::Sql kSuccessor{
    "agency.successor",
    "SELECT successor FROM agency_successor WHERE agency = $1 AND day <= $2 ORDER BY day DESC, successor LIMIT 1"};
inline constexpr db::Sql kAddSuccessor{
    "agency.add_successor", "INSERT INTO agency_successor (agency, successor, day, basis) VALUES ($1, $2, $3, $4)"};
inline constexpr db::Sql kEndBodies{"agency.end_bodies",
                                    "UPDATE issuing_body SET until_day = $2, version = version + 1 WHERE agency = $1 "
                                    "AND (until_day IS NULL OR until_day > $2)"};
inline constexpr db::Sql kEndUnits{"agency.end_units",
                                   "UPDATE unit SET until_day = $2, version = version + 1 WHERE agency = $1 AND "
                                   "(until_day IS NULL OR until_day > $2)"};
inline constexpr db::Sql kEndPosts{"agency.end_posts",
                                   "UPDATE post SET until_day = $2, version = version + 1 WHERE agency = $1 AND "
                                   "(until_day IS NULL OR until_day > $2)"};
inline constexpr db::Sql kEndAppointments{
    "agency.end_appointments",
    "UPDATE appointment SET until_day = $2, ended_reason = $3, version = version + 1 "
    "WHERE post IN (SELECT id FROM post WHERE agency = $1) AND (until_day IS NULL OR until_day > $2)"};

}  // namespace dinh::directory
