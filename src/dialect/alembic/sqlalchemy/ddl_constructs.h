#pragma once

#include <optional>
#include <string>

#include "dialect/alembic/op/lowering_options.h"
#include "dialect/alembic/python/value.h"

namespace migcheck::alembic {

// The text of sa.DDL(…), CreateTable(…), CreateSequence(…), DropIndex(…), …; nothing: the value is
// none of them.
std::optional<std::string> ddl_construct_sql(const python::Value& value,
                                             const LoweringOptions& options);

// Statements of a sequence by itself.
std::string create_sequence_sql(const python::Value& sequence, bool if_not_exists,
                                const LoweringOptions& options);
std::string drop_sequence_sql(const python::Value& sequence, bool if_exists);

// Those of an sa.Index(…), which belongs to the table of its first column.
std::string create_index_sql(const python::Value& index, bool if_not_exists,
                             const LoweringOptions& options);
std::string drop_index_sql(const python::Value& index, bool if_exists,
                           const LoweringOptions& options);

}  // namespace migcheck::alembic
