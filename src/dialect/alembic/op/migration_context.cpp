#include "dialect/alembic/op/migration_context.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/alembic/op/directive.h"
#include "dialect/alembic/op/role.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/statement.h"

namespace migcheck::alembic {

using python::External;
using python::Value;

namespace {

using CallPtr = std::shared_ptr<const External>;

Value none() { return {python::None{}, {}}; }

Value unknown(std::string_view reason, Span span) {
  return python::make_unknown(std::string(reason), span);
}

constexpr std::string_view query_result = "depends on the result of a query";

// Those in alembic.op that yield no SQL, and whose call stands for the value itself.
constexpr auto plain_operations = std::to_array<std::string_view>(
    {"batch_alter_table", "f", "get_bind", "get_context", "inline_literal"});

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

const External* callee_of(const External& call) {
  return call.operands.empty() ? nullptr : call.operands.front().external();
}

// The thing that a method is called on, or null.
const Value* receiver_of(const External& call) {
  const External* callee = callee_of(call);
  if (!callee || callee->kind != External::Kind::attribute || callee->operands.empty()) return {};
  return &callee->operands.front();
}

// What sa.Table(name, metadata, …) belongs to.
std::optional<Value> metadata_of(const Value& table) {
  const Arguments arguments(
      call_arguments(table),
      {"sa.Table", "name metadata", "", Signature::Others::ignored, Signature::Rest::collected});
  const Value* metadata = arguments.find("metadata");
  return metadata ? std::optional(*metadata) : std::nullopt;
}

std::string_view operation_name(std::string_view dotted_name) {
  constexpr std::string_view prefix = "alembic.op.";
  return dotted_name.starts_with(prefix) ? dotted_name.substr(prefix.size()) : std::string_view();
}

}  // namespace

MigrationContext::MigrationContext(SourceFilePtr file, const LoweringOptions& options)
    : file_(std::move(file)), options_(options) {}

MigrationContext::~MigrationContext() = default;

std::vector<Statement> MigrationContext::take_statements() { return std::move(statements_); }

Statement MigrationContext::make_statement(Span span) const {
  Statement statement;
  statement.span = span;
  statement.in_transaction = in_transaction_;
  if (!conditions_.empty()) {
    statement.conditional = true;
    statement.condition = conditions_.back().span;
    statement.condition_reason = conditions_.back().reason;
  }
  return statement;
}

void MigrationContext::emit(std::string sql, Span span) {
  Statement statement = make_statement(span);
  statement.sql = trim(replace_all(std::move(sql), "\t", "    "));
  if (statement.sql.empty()) return opaque(span, "the statement is empty");
  follow_transaction(statement.sql);
  sink_->push_back(std::move(statement));
}

void MigrationContext::emit_all(const std::vector<std::string>& statements, Span span) {
  for (const std::string& sql : statements) emit(sql, span);
}

// A migration may leave the transaction by itself: op.execute("COMMIT").
void MigrationContext::follow_transaction(const std::string& sql) {
  std::string_view text = sql;
  while (text.ends_with(';')) text.remove_suffix(1);
  const std::string word = to_lower(trim(text));
  if (word == "commit" || word == "end" || word == "commit transaction" || word == "commit work") {
    in_transaction_ = false;
  } else if (word == "begin" || word == "begin transaction" || word == "begin work" ||
             word == "start transaction") {
    in_transaction_ = true;
  }
}

void MigrationContext::opaque(Span span, const std::string& reason) {
  Statement statement = make_statement(span);
  statement.opaque_reason = reason;
  sink_->push_back(std::move(statement));
}

void MigrationContext::refused(Span span, const Refusal& refusal) {
  opaque(span, refusal.what());
  sink_->back().refused = refusal.fails() && conditions_.empty() && tries_ == 0;
}

void MigrationContext::begin_conditional(Span condition, const std::string& reason) {
  conditions_.push_back({condition, reason});
}

void MigrationContext::end_conditional() { conditions_.pop_back(); }

void MigrationContext::raised(Span span) {
  if (conditions_.empty()) raised_ = true;
  raised_at_ = span;
}

std::optional<Value> MigrationContext::call(const CallPtr& call) {
  try {
    return dispatch(call);
  } catch (const Refusal& refusal) {
    refused(call->span, refusal);
    return unknown("depends on a call that could not be read", call->span);
  }
}

std::optional<Value> MigrationContext::dispatch(const CallPtr& call) {
  const std::string dotted = call->dotted_name();
  if (const std::string_view name = operation_name(dotted); !name.empty()) {
    return call_operation(call, name);
  }
  if (dotted == "alembic.context.is_offline_mode") {
    return Value{options_.mode == LoweringOptions::Mode::offline, call->span};
  }
  if (dotted == "alembic.context.get_x_argument") {
    return unknown("depends on the command line", call->span);
  }
  const Role made = role_of(*call);
  if (made == Role::session || made == Role::session_maker) return Value{call, call->span};
  if (dotted == "sqlalchemy.inspect" || dotted.ends_with(".Inspector.from_engine")) {
    return unknown("depends on the state of the database", call->span);
  }
  if (construct_name(*call) == "Table") tables_.push_back(call);
  const Value* receiver = receiver_of(*call);
  if (!receiver) return {};
  const std::string_view method = callee_of(*call)->path;
  switch (role_of(*receiver)) {
    case Role::batch:
      return call_batch(call, *receiver->as<CallPtr>(), method);
    case Role::operations:
      return call_operation(call, method);
    case Role::connection:
      return call_connection(*call, method);
    case Role::session:
    case Role::query:
      return call_session(*call, method);
    case Role::migration_context:
      if (method == "execute") return call_operation(call, method);
      if (method == "static_output") refuse("static_output() is not read");
      return {};
    default:
      break;
  }
  if (const auto statements = schema_item_statements(*receiver, method, *call, tables_, options_)) {
    emit_all(*statements, call->span);
    return none();
  }
  return {};
}

std::optional<Value> MigrationContext::call_operation(const CallPtr& call, std::string_view name) {
  if (contains(plain_operations, name)) return {};
  const Directive* directive = find_directive(name);
  if (name == "invoke" || name == "run_async") {
    refuse("op." + std::string(name) + "() is not followed");
  }
  if (!directive) {
    refuse("op." + std::string(name) + " is not one of Alembic's own operations");
  }
  emit_all(directive->lower(bind_operation(*directive, *call), {options_, created_types_}),
           call->span);
  if (name == "create_table") return {};  // the call stands for the table
  return none();
}

std::optional<Value> MigrationContext::call_batch(const CallPtr& call, const CallPtr& batch,
                                                  std::string_view name) {
  if (contains(plain_operations, name)) return {};
  const auto open = batches_.find(batch.get());
  const bool collects = name != "execute" && open != batches_.end();
  if (collects) sink_ = &open->second.statements;
  try {
    const Directive* directive = find_directive(name);
    if (!directive || directive->in != Directive::In::both) {
      refuse("batch_op." + std::string(name) + " is not one of Alembic's own operations");
    }
    emit_all(directive->lower(bind_batch(*directive, *call, *batch), {options_, created_types_}),
             call->span);
  } catch (const Refusal& refusal) {
    refused(call->span, refusal);
  }
  sink_ = &statements_;
  return none();
}

std::optional<Value> MigrationContext::call_connection(const External& call,
                                                       std::string_view name) {
  if (role_of(call) != Role::none) return {};
  if (name == "execute" || name == "exec_driver_sql" || name == "scalar" || name == "scalars") {
    const Arguments arguments(call.arguments, {"connection." + std::string(name),
                                               "statement parameters", "execution_options"});
    const Value* parameters = arguments.find("parameters");
    emit(statement_sql(arguments.at("statement"), parameters, arguments.label("statement"),
                       options_),
         call.span);
    return unknown(query_result, call.span);
  }
  if (name == "commit") {
    emit("COMMIT", call.span);
    return none();
  }
  if (name == "close") return none();
  if (name == "rollback") refuse("connection.rollback() undoes what came before it");
  return unknown("depends on the connection", call.span);
}

std::optional<Value> MigrationContext::call_session(const External& call, std::string_view name) {
  if (role_of(call) != Role::none) return {};
  if (name == "execute" || name == "scalar" || name == "scalars")
    return call_connection(call, name);
  if (name == "flush" || name == "commit" || name == "close" || name == "expire_all") return none();
  if (name == "add" || name == "add_all" || name == "merge" || name == "delete" ||
      name == "update" || name.starts_with("bulk_")) {
    refuse("it writes through the ORM: " + std::string(name) + "()");
  }
  if (name == "rollback") refuse("session.rollback() undoes what came before it");
  return unknown(query_result, call.span);
}

std::optional<Value> MigrationContext::attribute(const CallPtr& attribute) {
  if (attribute->operands.empty()) return {};
  const Role role = role_of(attribute->operands.front());
  const std::string& name = attribute->path;
  if ((role == Role::dialect || role == Role::connection) && name == "name") {
    return Value{std::string("postgresql"), attribute->span};
  }
  if (name == "metadata" && construct_name(attribute->operands.front()) == "Table") {
    return metadata_of(attribute->operands.front());
  }
  if (role == Role::dialect) return unknown("depends on the server", attribute->span);
  if (role == Role::migration_context && name == "as_sql") {
    return Value{options_.mode == LoweringOptions::Mode::offline, attribute->span};
  }
  return {};
}

std::optional<Value> MigrationContext::enter(const Value& manager) {
  const External* external = manager.external();
  if (!external) return {};
  if (role_of(*external) == Role::batch) {
    batches_[external];
  } else if (context_block(*external) == "autocommit_block") {
    emit("COMMIT", external->span);
  } else if (prints_transaction(*external)) {
    emit("BEGIN", external->span);
  }
  return {};
}

void MigrationContext::exit(const Value& manager) {
  const External* external = manager.external();
  if (!external) return;
  if (const auto open = batches_.find(external); open != batches_.end()) {
    for (Statement& statement : open->second.statements)
      statements_.push_back(std::move(statement));
    batches_.erase(open);
  } else if (context_block(*external) == "autocommit_block") {
    emit("BEGIN", external->span);
  } else if (prints_transaction(*external)) {
    emit("COMMIT", external->span);
  }
}

// op.get_context().begin_transaction() has its BEGIN and COMMIT in --sql mode. Online, the runner's
// transaction goes on.
bool MigrationContext::prints_transaction(const External& manager) const {
  return options_.mode == LoweringOptions::Mode::offline && manager.arguments.empty() &&
         context_block(manager) == "begin_transaction";
}

}  // namespace migcheck::alembic
