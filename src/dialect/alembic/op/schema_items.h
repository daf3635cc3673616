#pragma once

#include <optional>

#include "dialect/alembic/op/directive.h"

namespace migcheck::alembic {

// The statements of sa.Enum(…).create(bind), sa.Table(…).drop(bind), metadata.create_all(bind), …;
// nothing if `method` of `item` is not such a call.
std::optional<Statements> schema_item_statements(const python::Value& item, std::string_view method,
                                                 const python::External& call,
                                                 const Lowering& lowering);

// op.get_context().autocommit_block()
bool is_autocommit_block(const python::External& manager);

}  // namespace migcheck::alembic
