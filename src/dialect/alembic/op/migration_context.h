#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/source_file.h"
#include "core/statement.h"
#include "dialect/alembic/op/lowering_options.h"
#include "dialect/alembic/op/schema_items.h"
#include "dialect/alembic/python/host.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

// Alembic as a migration meets it: `op`, the connection of op.get_bind(), SQLAlchemy's constructs.
// Collects the SQL of one direction of one revision, in the order in which it would run. What
// cannot be turned into SQL becomes an opaque statement with the reason; nothing is thrown.
class MigrationContext : public python::Host {
 public:
  MigrationContext(SourceFilePtr file, const LoweringOptions& options);
  ~MigrationContext() override;

  std::vector<Statement> take_statements();

  // Whether the function ends in a raise that does not depend on anything.
  bool raised() const { return raised_; }
  Span raised_at() const { return raised_at_; }  // the last one

  std::optional<python::Value> call(const std::shared_ptr<const python::External>& call) override;
  std::optional<python::Value> attribute(
      const std::shared_ptr<const python::External>& attribute) override;
  std::optional<python::Value> enter(const python::Value& manager) override;
  void exit(const python::Value& manager) override;
  void opaque(Span span, const std::string& reason) override;
  void begin_conditional(Span condition, const std::string& reason) override;
  void end_conditional() override;
  void raised(Span span) override;
  void begin_try() override { ++tries_; }
  void end_try() override { --tries_; }

 private:
  // What `with op.batch_alter_table(…)` collects until the block ends, as Alembic does.
  struct Batch {
    std::vector<Statement> statements;
  };

  Statement make_statement(Span span) const;
  void emit(std::string sql, Span span);
  void refused(Span span, const Refusal& refusal);
  void emit_all(const std::vector<std::string>& statements, Span span);
  void follow_transaction(const std::string& sql);

  std::optional<python::Value> dispatch(const std::shared_ptr<const python::External>& call);
  std::optional<python::Value> call_operation(const std::shared_ptr<const python::External>& call,
                                              std::string_view name);
  std::optional<python::Value> call_batch(const std::shared_ptr<const python::External>& call,
                                          const std::shared_ptr<const python::External>& batch,
                                          std::string_view name);
  std::optional<python::Value> call_connection(const python::External& call, std::string_view name);
  std::optional<python::Value> call_session(const python::External& call, std::string_view name);

  bool prints_transaction(const python::External& manager) const;

  SourceFilePtr file_;
  LoweringOptions options_;
  std::vector<Statement> statements_;
  std::vector<Statement>* sink_ = &statements_;  // a batch's, while it collects
  std::map<const python::External*, Batch> batches_;
  TableCalls tables_;
  std::vector<std::string> created_types_;  // Alembic makes each enum of create_table only once
  struct Condition {
    Span span;
    std::string reason;
  };
  std::vector<Condition> conditions_;  // that are not known, from the outermost to the innermost
  int tries_ = 0;
  bool in_transaction_ = true;
  bool raised_ = false;
  Span raised_at_;
};

}  // namespace migcheck::alembic
