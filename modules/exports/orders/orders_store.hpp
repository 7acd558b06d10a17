// The SQL of orders.
#pragma once
#include "modules/exports/orders/orders.hpp"

namespace dinh::exports::store {

// Columns in the order of read_order.
#define DINH_ORDER_COLUMNS                                                                                  \
    "id, version, owner_agency, state, part, part_name, from_day, to_day, restricted, language, asked_at, " \
    "asked_by_person, asked_by_name, made_at, until_day, records, files, missing, size_bytes"

inline constexpr db::Sql kFind{"exports.find", "SELECT " DINH_ORDER_COLUMNS " FROM export_order WHERE id = $1"};
inline constexpr db::Sql kOfAgency{"exports.of_agency", "SELECT " DINH_ORDER_COLUMNS
                                                        " FROM export_order WHERE owner_agency = $1 ORDER BY id DESC "
                                                        "LIMIT $2"};
inline constexpr db::Sql kLock{
    "exports.lock",
    "UPDATE export_order SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING " DINH_ORDER_COLUMNS};
inline constexpr db::Sql kTouch{
    "exports.touch", "UPDATE export_order SET version = version + 1 WHERE id = $1 RETURNING " DINH_ORDER_COLUMNS};
inline constexpr db::Sql kAdd{
    "exports.add",
    "INSERT INTO export_order (id, owner_agency, state, part, part_name, from_day, to_day, restricted, language, "
    "asked_at, asked_by_person, asked_by_name) VALUES ($1, $2, 'waiting', $3, $4, $5, $6, $7, $8, $9, $10, $11) "
    "ON CONFLICT (owner_agency) WHERE state = 'waiting' DO NOTHING"};
inline constexpr db::Sql kReady{
    "exports.ready",
    "UPDATE export_order SET state = 'ready', made_at = $2, until_day = $3, records = $4, files = $5, missing = $6, "
    "size_bytes = $7 WHERE id = $1"};
inline constexpr db::Sql kSetState{"exports.set_state", "UPDATE export_order SET state = $2 WHERE id = $1"};
inline constexpr db::Sql kPast{
    "exports.past", "SELECT id FROM export_order WHERE until_day < $1 AND state = 'ready' ORDER BY id LIMIT 100"};

Asked read_order(const db::Rows::Row&);

}  // namespace dinh::exports::store
