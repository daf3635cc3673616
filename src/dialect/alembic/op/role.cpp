#include "dialect/alembic/op/role.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace migcheck::alembic {

using python::External;
using python::Value;

namespace {

struct NamedRole {
  std::string_view name;
  Role role;
};

constexpr auto called = std::to_array<NamedRole>({
    {"alembic.context.get_bind", Role::connection},
    {"alembic.context.get_context", Role::migration_context},
    {"alembic.op.batch_alter_table", Role::batch},
    {"alembic.op.get_bind", Role::connection},
    {"alembic.op.get_context", Role::migration_context},
    {"sqlalchemy.ext.asyncio.AsyncSession", Role::session},
    {"sqlalchemy.orm.Session", Role::session},
    {"sqlalchemy.orm.scoped_session", Role::session},
    {"sqlalchemy.orm.session.Session", Role::session},
    {"sqlalchemy.orm.session.sessionmaker", Role::session_maker},
    {"sqlalchemy.orm.sessionmaker", Role::session_maker},
});

constexpr auto attributes = std::to_array<std::pair<Role, NamedRole>>({
    {Role::migration_context, {"bind", Role::connection}},
    {Role::migration_context, {"connection", Role::connection}},
    {Role::migration_context, {"dialect", Role::dialect}},
    {Role::migration_context, {"impl", Role::migration_context}},
    {Role::operations, {"impl", Role::migration_context}},
    {Role::operations, {"migration_context", Role::migration_context}},
    {Role::connection, {"connection", Role::connection}},
    {Role::connection, {"dialect", Role::dialect}},
    {Role::connection, {"engine", Role::connection}},
    {Role::session, {"bind", Role::connection}},
});

// Methods that hand out a thing like the one that they are called on.
constexpr auto methods = std::to_array<std::pair<Role, NamedRole>>({
    {Role::batch, {"get_bind", Role::connection}},
    {Role::batch, {"get_context", Role::migration_context}},
    {Role::connection, {"begin", Role::connection}},
    {Role::connection, {"begin_nested", Role::connection}},
    {Role::connection, {"connect", Role::connection}},
    {Role::connection, {"execution_options", Role::connection}},
    {Role::session, {"connection", Role::connection}},
    {Role::session, {"get_bind", Role::connection}},
    {Role::session, {"query", Role::query}},
    {Role::session, {"begin", Role::session}},
});

constexpr auto query_results =
    std::to_array<std::string_view>({"all", "count", "delete", "exists", "first", "get", "one",
                                     "one_or_none", "scalar", "update", "yield_per"});

template <typename Table>
Role find(const Table& table, Role base, std::string_view name) {
  for (const auto& [owner, entry] : table) {
    if (owner == base && entry.name == name) return entry.role;
  }
  return Role::none;
}

Role role_of_method(const External& callee) {
  const Role base = role_of(callee.operands.front());
  if (base == Role::query) {
    const bool ends =
        std::find(query_results.begin(), query_results.end(), callee.path) != query_results.end();
    return ends ? Role::none : Role::query;
  }
  return find(methods, base, callee.path);
}

Role role_of_call(const External& call) {
  const External* callee = call.operands.empty() ? nullptr : call.operands.front().external();
  if (!callee) return Role::none;
  // `sessionmaker()(bind=…)`: what is called is itself a call, and has the name of its callee.
  if (callee->kind == External::Kind::call) {
    return role_of(*callee) == Role::session_maker ? Role::session : Role::none;
  }
  const std::string name = callee->dotted_name();
  for (const NamedRole& entry : called) {
    if (entry.name == name) return entry.role;
  }
  return callee->kind == External::Kind::attribute ? role_of_method(*callee) : Role::none;
}

}  // namespace

Role role_of(const Value& value) {
  const External* external = value.external();
  return external ? role_of(*external) : Role::none;
}

Role role_of(const External& value) {
  switch (value.kind) {
    case External::Kind::name:
      return value.path == "alembic.op" ? Role::operations : Role::none;
    case External::Kind::call:
      return role_of_call(value);
    case External::Kind::attribute:
      break;
    default:
      return Role::none;
  }
  if (value.dotted_name() == "alembic.op") return Role::operations;
  return value.operands.empty() ? Role::none
                                : find(attributes, role_of(value.operands.front()), value.path);
}

}  // namespace migcheck::alembic
