#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "dialect/alembic/op/directive.h"

namespace migcheck::alembic {

// The calls of sa.Table(…), in order: what a MetaData knows.
using TableCalls = std::vector<std::shared_ptr<const python::External>>;

// The statements of sa.Enum(…).create(bind), sa.Table(…).drop(bind), metadata.create_all(bind), …;
// nothing if `call`, of the method `method` of `item`, is no such call.
std::optional<Statements> schema_item_statements(const python::Value& item, std::string_view method,
                                                 const python::External& call,
                                                 const TableCalls& tables,
                                                 const LoweringOptions& options);

// "autocommit_block" for op.get_context().autocommit_block(), and other methods of the context alike;
// empty for everything else.
std::string_view context_block(const python::External& manager);

}  // namespace migcheck::alembic
