#include "policy/script_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <span>
#include <variant>

#include "core/password.h"
#include "core/text.h"
#include "policy/script_notes.h"
#include "policy/script_outline.h"
#include "sql/parse.h"
#include "sql/secret.h"

namespace migcheck {

namespace {

// A Statement with what PostgreSQL's parser makes of it.
struct Parsed {
  const Statement* statement = nullptr;
  std::shared_ptr<const std::vector<sql::ParsedStatement>> kept;
  std::span<const sql::ParsedStatement> parts;
};

std::vector<Parsed> parsed(const Script& script) {
  std::vector<Parsed> all;
  for (const Statement& statement : script.statements) {
    Parsed one = {&statement, statement.parsed, {}};
    if (!one.kept && !statement.is_opaque()) {
      one.kept =
          std::make_shared<const std::vector<sql::ParsedStatement>>(sql::parse(statement.sql));
    }
    if (one.kept) one.parts = *one.kept;
    all.push_back(std::move(one));
  }
  return all;
}

ScriptOutline outline_of(const std::vector<Parsed>& script, const Schema& schema) {
  ScriptOutline outline;
  for (const Parsed& one : script) {
    for (const sql::ParsedStatement& part : one.parts) {
      add_to_outline(part.operation, schema, outline);
    }
  }
  return outline;
}

void apply(const Statement& statement, const sql::Operation& operation, TransactionState& state,
           Schema& schema) {
  if (statement.conditional) {
    state.apply_conditional(operation, schema);
    schema.apply_conditional(operation);
  } else {
    state.apply(operation, schema);
    schema.apply(operation);
  }
  schema.set_search_path(state.search_path());
}

class Reader {
 public:
  Reader(const ScriptInput& input, Schema& schema, const ScriptOutline& outline)
      : input_(input), schema_(schema), outline_(outline) {
    made_.state.begin_with(input.settings->session);
  }

  void read(const Parsed& one) {
    const Statement& statement = *one.statement;
    if (statement.refused) {  // Alembic raises: nothing is done
      add(statement, "", statement.span, "refused", statement.opaque_reason);
      return;
    }
    if (statement.is_opaque()) {
      add(statement, "", statement.span, "opaque", statement.opaque_reason);
      if (statement.observation) add(*statement.observation);
      made_.state.apply_opaque();
      schema_.apply_opaque();
      return;
    }
    made_.state.enter(statement.in_transaction);
    made_.state.begin_message();
    for (const sql::ParsedStatement& part : one.parts) read_part(one, part);
    made_.state.end_message();
  }

  ScriptFacts take() { return std::move(made_); }

 private:
  void read_part(const Parsed& one, const sql::ParsedStatement& part) {
    const Statement& statement = *one.statement;
    const std::string written =
        statement.sql.substr(part.span.begin, part.span.end - part.span.begin);
    const std::vector<Span> passwords = sql::passwords_of(written);
    const std::string text = masked(written, passwords);
    if (part.error) {
      // A grammar older than the target may refuse what the target accepts.
      const bool may_be_newer = sql::grammar_version() < input_.pg_version;
      const bool accepted = part.error->our_limit || may_be_newer;
      add(statement, text, statement.span, accepted ? "opaque" : "syntax_error",
          reason_of(*part.error, may_be_newer));
      made_.state.apply_opaque();
      schema_.apply_opaque();
      return;
    }
    const FactContext context = context_of(statement, text, one.parts.size());
    ScriptStatement& made = made_.statements.emplace_back();
    made.number = number_of(statement);
    made.span = statement.span;
    made.sql = text;
    made.observed = statement.observed;
    made.facts = statement_facts(part.operation, context);
    made.facts.front().practice.has_password = !passwords.empty();
    made.transaction = transaction_of(made.facts.front());
    made_.state.hold(merged_locks(made.facts));
    const std::optional<Relation> replaced = replaced_view(part.operation, schema_);
    apply(statement, part.operation, made_.state, schema_);
    note_result(made.facts.front(), replaced, schema_);
  }

  std::size_t number_of(const Statement& statement) const {
    const Script& script = input_.revision.script(input_.direction);
    return static_cast<std::size_t>(&statement - script.statements.data());
  }

  static std::string reason_of(const sql::SyntaxError& error, bool may_be_newer) {
    if (!may_be_newer || error.our_limit) return error.message;
    return fmt::format("PostgreSQL {}'s grammar, which this build reads SQL with, says: {}",
                       sql::grammar_version(), error.message);
  }

  void add(const Statement& statement, const std::string& text, Span span, const std::string& kind,
           const std::string& reason) {
    ScriptStatement& made = made_.statements.emplace_back();
    made.number = number_of(statement);
    made.span = span;
    made.sql = text;
    made.opaque = kind == "opaque" || kind == "refused";
    made.facts = {unread_facts(kind, reason, context_of(statement, text, 1))};
    made.transaction = transaction_of(made.facts.front());
  }

  void add(const Observation& observation) {
    made_.statements.back().followed_up = observation.is_followed_up;
    made_.statements.back().facts.front().observation = observation.text;
  }

  FactContext context_of(const Statement& statement, std::string_view text,
                         std::size_t parts) const {
    FactContext context{schema_, made_.state};
    context.direction = input_.direction;
    context.in_transaction = statement.in_transaction;
    context.conditional = statement.conditional;
    context.pg_version = input_.pg_version;
    context.dialect = input_.dialect;
    context.upgrade = input_.upgrade;
    context.outline = &outline_;
    context.settings = input_.settings;
    context.sql = text;
    // The call stands for its statement only where it is the only one.
    if (parts == 1) {
      const std::string_view file = input_.revision.file_of(input_.direction)->text;
      const std::size_t begin = std::min(statement.span.begin, file.size());
      const std::size_t line = file.substr(0, begin).rfind('\n') + 1;
      context.source = dedented(file.substr(begin, statement.span.end - begin), begin - line);
    }
    return context;
  }

  // A COMMIT ends a transaction; outside of one each statement is its own.
  std::size_t transaction_of(const StatementFacts& facts) {
    if (!facts.in_transaction || facts.kind == "transaction") ++transaction_;
    return transaction_;
  }

  const ScriptInput& input_;
  Schema& schema_;
  const ScriptOutline& outline_;
  ScriptFacts made_;
  std::size_t transaction_ = 0;
};

}  // namespace

ScriptFacts script_facts(const ScriptInput& input, Schema& schema) {
  const Script& script = input.revision.script(input.direction);
  schema.start_session();
  const std::vector<Parsed> statements = parsed(script);
  const ScriptOutline outline = outline_of(statements, schema);
  Reader reader(input, schema, outline);
  for (const Parsed& one : statements) reader.read(one);
  ScriptFacts facts = reader.take();
  note_script(facts, input, schema);
  return facts;
}

void replay(const Script& script, const FactSettings& settings, Schema& schema) {
  schema.start_session();
  TransactionState state;
  state.begin_with(settings.session);
  for (const Parsed& one : parsed(script)) {
    if (one.statement->refused) continue;
    if (one.statement->is_opaque()) schema.apply_opaque();
    state.enter(one.statement->in_transaction);
    for (const sql::ParsedStatement& part : one.parts) {
      if (part.error) {
        schema.apply_opaque();
        continue;
      }
      apply(*one.statement, part.operation, state, schema);
    }
  }
}

}  // namespace migcheck
