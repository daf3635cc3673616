#pragma once

#include <string>
#include <vector>

#include "roundtrip/rows/shapes.h"

namespace migcheck {

// What a foreign key may refer to: keys as SQL expressions, of the type that the referring column
// has, in the order of the foreign key's columns.
struct ReferenceKeys {
  std::vector<std::vector<std::string>> keys;
};

// Whether it refers to the table that it is of.
bool refers_to_itself(const TableShape& table, const ForeignKeyShape& key);

// The query for the keys that are there for the table's foreign keys, in the order of their values;
// "" where there is nothing to ask for. Each row: the number of the foreign key, then a text for
// each of its columns.
std::string references_query(const Shapes& shapes, const TableShape& table);

// What it returned, for each foreign key of the table.
std::vector<ReferenceKeys> reference_keys(const Shapes& shapes, const TableShape& table,
                                          const std::vector<Connection::Row>& rows);

// The keys that seeding gives to the first rows of the table that is referred to, where that is
// still empty.
ReferenceKeys expected_keys(const Shapes& shapes, const TableShape& table,
                            const ForeignKeyShape& key);

// Of a foreign key of one column that refers to its own table and may be NULL, as in a tree: the
// key that the first row gets, which is the root and which the others refer to. A row that refers
// to itself would keep a recursive query running. Empty for other foreign keys, where there are
// rows to refer to, and where the key is not known beforehand.
std::string root_key(const Shapes& shapes, const TableShape& table, const ForeignKeyShape& key,
                     const ReferenceKeys& found);

// Whether it is such a foreign key.
bool is_tree(const TableShape& table, const ForeignKeyShape& key);

const TableShape* find_table(const Shapes& shapes, const Oid& oid);

}  // namespace migcheck
