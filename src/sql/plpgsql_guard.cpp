#include <algorithm>
#include <set>

#include "sql/parse.h"
#include "sql/plpgsql_idiom.h"
#include "sql/tree.h"

namespace migcheck::sql {

namespace {

using Guard = EmbeddedStatement::Guard;

// What a statement makes, or is about where it does not make anything; and the names of the errors
// that PostgreSQL raises when that is there already, or is not there.
// Source: PostgreSQL documentation, appendix A, class 42.
struct Subject {
  std::string name;
  bool makes = true;
  std::string error;
};

using MaybeSubject = std::optional<Subject>;

struct SubjectOf {
  MaybeSubject operator()(const CreateType& o) { return made(o.type.name, "duplicate_object"); }
  MaybeSubject operator()(const CreateDomain& o) { return made(o.domain.name, "duplicate_object"); }
  MaybeSubject operator()(const CreateTable& o) { return made(o.table.name, "duplicate_table"); }
  MaybeSubject operator()(const CreateTableAs& o) { return made(o.table.name, "duplicate_table"); }
  MaybeSubject operator()(const CreateIndex& o) { return made(o.name, "duplicate_table"); }
  MaybeSubject operator()(const CreateSequence& o) {
    return made(o.sequence.name, "duplicate_table");
  }
  MaybeSubject operator()(const CreateView& o) { return made(o.view.name, "duplicate_table"); }
  MaybeSubject operator()(const CreateSchema& o) { return made(o.schema, "duplicate_schema"); }
  MaybeSubject operator()(const CreateExtension& o) {
    return made(o.extension, "duplicate_object");
  }
  MaybeSubject operator()(const CreateTrigger& o) { return made(o.name, "duplicate_object"); }
  MaybeSubject operator()(const TableObject& o) {
    if (o.alter) return std::nullopt;
    return made(o.name, "duplicate_object");
  }
  MaybeSubject operator()(const AlterEnum& o) {
    if (!o.renamed.empty()) return about(o.renamed, "invalid_parameter_value");
    return made(o.value, "duplicate_object");
  }
  MaybeSubject operator()(const AlterTable& o) {
    if (o.actions.size() != 1) return std::nullopt;
    using Kind = AlterAction::Kind;
    const AlterAction& action = o.actions.front();
    if (action.kind == Kind::add_column) return made(action.name, "duplicate_column");
    if (action.kind == Kind::add_constraint) return made(action.name, "duplicate_object");
    if (action.kind == Kind::drop_column) return about(action.name, "undefined_column");
    if (action.kind == Kind::drop_constraint) return about(action.name, "undefined_object");
    return std::nullopt;
  }
  MaybeSubject operator()(const Drop& o) {
    if (o.objects.size() != 1) return std::nullopt;
    const ObjectRef& object = o.objects.front();
    const bool is_table =
        o.kind == ObjectKind::table || o.kind == ObjectKind::view || o.kind == ObjectKind::sequence;
    return about(object.part.empty() ? object.name.name : object.part,
                 is_table ? "undefined_table" : "undefined_object");
  }
  MaybeSubject operator()(const Rename& o) {
    const bool is_column = o.kind == ObjectKind::column;
    return about(o.object.part.empty() ? o.object.name.name : o.object.part,
                 is_column ? "undefined_column" : "undefined_table");
  }
  template <typename Operation>
  MaybeSubject operator()(const Operation&) {
    return std::nullopt;
  }

 private:
  static MaybeSubject made(std::string name, std::string error) {
    if (name.empty()) return std::nullopt;
    return Subject{std::move(name), true, std::move(error)};
  }
  static MaybeSubject about(std::string name, std::string error) {
    return Subject{std::move(name), false, std::move(error)};
  }
};

MaybeSubject subject_of(const std::string& statement) {
  const std::vector<ParsedStatement> parsed = parse(statement);
  if (parsed.size() != 1 || parsed.front().error) return std::nullopt;
  return std::visit(SubjectOf{}, parsed.front().operation);
}

bool is_catalog(const Name& relation) {
  return relation.schema == "information_schema" || relation.schema == "pg_catalog" ||
         (relation.schema.empty() && relation.name.starts_with("pg_"));
}

// [NOT] EXISTS (SELECT … FROM a catalog …): the query, and whether it is negated.
struct Existence {
  const Node* query = nullptr;
  bool negated = false;
};

Existence existence(const Node* node) {
  Existence found;
  if (node->node_case == PG_QUERY__NODE__NODE_BOOL_EXPR &&
      node->bool_expr->boolop == PG_QUERY__BOOL_EXPR_TYPE__NOT_EXPR) {
    found.negated = true;
    node = node->bool_expr->args[0];
  }
  if (node->node_case == PG_QUERY__NODE__NODE_SUB_LINK &&
      node->sub_link->sub_link_type == PG_QUERY__SUB_LINK_TYPE__EXISTS_SUBLINK) {
    found.query = node->sub_link->subselect;
  }
  return found;
}

std::set<std::string> literals_in(const Node* root) {
  std::set<std::string> texts;
  walk(&root->base, [&](const ProtobufCMessage* message) {
    const auto* value = as<PgQuery__AConst>(message, pg_query__a__const__descriptor);
    if (value != nullptr && value->val_case == PG_QUERY__A__CONST__VAL_SVAL) {
      texts.insert(text_of(value->sval->sval));
    }
  });
  return texts;
}

}  // namespace

EmbeddedStatement::Guard guard_of_condition(const std::string& condition,
                                            const std::string& statement) {
  const Tree tree("SELECT " + condition);
  if (tree.error() || tree.statements().size() != 1) return Guard::none;
  const Node* select = tree.statements()[0]->stmt;
  if (select->node_case != PG_QUERY__NODE__NODE_SELECT_STMT ||
      select->select_stmt->n_target_list != 1) {
    return Guard::none;
  }
  const Existence found = existence(select->select_stmt->target_list[0]->res_target->val);
  if (found.query == nullptr) return Guard::none;
  const std::vector<Name> relations = relations_in(found.query);
  if (relations.empty() || !std::ranges::all_of(relations, is_catalog)) return Guard::none;
  const MaybeSubject subject = subject_of(statement);
  if (!subject || !literals_in(found.query).contains(subject->name)) return Guard::none;
  if (subject->makes != found.negated) return Guard::none;
  return subject->makes ? Guard::unless_exists : Guard::if_exists;
}

EmbeddedStatement::Guard guard_of_handler(const std::vector<std::string>& conditions,
                                          const std::string& statement) {
  const MaybeSubject subject = subject_of(statement);
  if (!subject) return Guard::none;
  if (std::ranges::find(conditions, subject->error) == conditions.end()) return Guard::none;
  return subject->makes ? Guard::unless_exists : Guard::if_exists;
}

}  // namespace migcheck::sql
