#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dialect/sql/layout.h"

// What the names of migration files are made of.
namespace migcheck::sql_files {

// How tools compare versions.
Key number_key(std::string_view digits);   // as integers: 7 and 0007 are equal
Key dotted_key(std::string_view version);  // 1.2 and 1_2.0 are equal; 1.10 follows 1.9
Key text_key(std::string_view version);    // byte by byte

// "0007_create_orders.sql" → {"0007", "create_orders"}, as numbers; nothing if the file is in a
// folder of its own, does not begin with a number and one of `separators`, or does not end in
// `suffix`.
std::optional<NamedFile> numbered_file(std::string_view path, std::string_view separators,
                                       std::string_view suffix);

bool is_number(std::string_view text);

}  // namespace migcheck::sql_files
