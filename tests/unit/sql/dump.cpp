#include "unit/sql/dump.h"

#include "core/text.h"

namespace migcheck::sql {

namespace {

std::string names(const std::vector<Name>& list) {
  std::vector<std::string> texts;
  for (const Name& name : list) texts.push_back(to_string(name));
  return join(texts, ",");
}

std::string flag(bool value, const std::string& name) { return value ? " " + name : ""; }

std::string where(const std::optional<Expression>& expression) {
  return expression ? " where " + to_string(*expression) : "";
}

std::string dump_constraint(const Constraint& c) {
  static const char* const kinds[] = {"not null", "check",     "primary key",
                                      "unique",   "exclusion", "foreign key"};
  std::string text = std::string(kinds[static_cast<int>(c.kind)]) + " " + c.name + "(" +
                     join(c.columns, ",") + ")";
  if (c.check) text += " " + to_string(*c.check);
  if (c.kind == Constraint::Kind::foreign_key) {
    text += " -> " + to_string(c.references) + "(" + join(c.referenced_columns, ",") + ")";
  }
  if (!c.on_delete.empty()) text += " on delete " + c.on_delete;
  if (!c.using_index.empty()) text += " using " + c.using_index;
  return text + flag(c.not_valid, "not valid") + flag(c.deferrable, "deferrable") +
         flag(c.initially_deferred, "deferred");
}

std::string dump_column(const Column& c) {
  std::string text = c.name + " " + to_string(c.type) + flag(c.not_null, "not null");
  if (c.has_default) text += " default " + to_string(*c.default_value);
  text += flag(c.identity == Column::Identity::always, "identity always");
  text += flag(c.identity == Column::Identity::by_default, "identity by default");
  if (c.generated == Column::Generated::stored) text += " stored " + to_string(*c.generated_as);
  if (!c.collation.empty()) text += " collate " + c.collation;
  for (const Constraint& constraint : c.constraints)
    text += " {" + dump_constraint(constraint) + "}";
  return text;
}

std::string dump_action(const AlterAction& a) {
  static const char* const kinds[] = {"add column",
                                      "drop column",
                                      "set type",
                                      "set default",
                                      "drop default",
                                      "set not null",
                                      "drop not null",
                                      "set expression",
                                      "drop expression",
                                      "add identity",
                                      "set identity",
                                      "drop identity",
                                      "set statistics",
                                      "set column options",
                                      "set storage",
                                      "set compression",
                                      "add constraint",
                                      "drop constraint",
                                      "validate constraint",
                                      "alter constraint",
                                      "attach partition",
                                      "detach partition",
                                      "inherit",
                                      "no inherit",
                                      "set options",
                                      "set logged",
                                      "set unlogged",
                                      "set access method",
                                      "set tablespace",
                                      "cluster on",
                                      "set without cluster",
                                      "switch trigger",
                                      "switch rule",
                                      "row security",
                                      "replica identity",
                                      "owner",
                                      "of type",
                                      "other"};
  std::string text = kinds[static_cast<int>(a.kind)];
  if (a.column) {
    text += " " + dump_column(*a.column);
  } else if (a.constraint) {
    text += " " + dump_constraint(*a.constraint);
  } else if (!a.name.empty()) {
    text += " " + a.name;
  }
  if (a.type) text += " " + to_string(*a.type);
  if (!a.collation.empty()) text += " collate " + a.collation;
  if (a.expression) text += " = " + to_string(*a.expression);
  if (!a.other.name.empty()) text += " " + to_string(a.other);
  if (!a.options.empty()) text += " (" + join(a.options, ",") + ")";
  return text + flag(a.default_bound, "default") + flag(a.concurrently, "concurrently") +
         flag(a.finalize, "finalize") + flag(a.if_exists, "if exists") +
         flag(a.if_not_exists, "if not exists") + flag(a.cascade, "cascade");
}

std::string key(const IndexKey& k) {
  std::string text = k.expression ? to_string(*k.expression) : k.column;
  if (!k.operator_class.empty()) text += " " + k.operator_class;
  return text + flag(!k.default_order, "reordered");
}

struct Dumper {
  std::string operator()(const Other& o) { return "other " + o.tag; }
  std::string operator()(const CreateTable& o) {
    std::vector<std::string> parts;
    for (const Column& column : o.columns) parts.push_back(dump_column(column));
    for (const Constraint& constraint : o.constraints) parts.push_back(dump_constraint(constraint));
    if (!o.like.empty()) parts.push_back("like " + names(o.like));
    std::string text = "create table " + to_string(o.table) + " [" + join(parts, "; ") + "]";
    if (!o.inherits.empty()) text += " inherits " + names(o.inherits);
    if (o.partition_of) text += " partition of " + to_string(*o.partition_of);
    if (o.partition_key) text += " by " + join(*o.partition_key, ",");
    return text + flag(o.default_partition, "default") +
           flag(o.persistence == Persistence::temporary, "temporary") +
           flag(o.persistence == Persistence::unlogged, "unlogged") +
           flag(o.if_not_exists, "if not exists") + flag(o.foreign, "foreign");
  }
  std::string operator()(const CreateTableAs& o) {
    return std::string(o.materialized_view ? "create matview " : "create table as ") +
           to_string(o.table) + " reads " + names(o.reads) + flag(!o.with_data, "no data") +
           flag(o.persistence == Persistence::temporary, "temporary");
  }
  std::string operator()(const AlterTable& o) {
    std::vector<std::string> parts;
    for (const AlterAction& action : o.actions) parts.push_back(dump_action(action));
    return std::string("alter ") + to_string(o.kind) + " " + to_string(o.table) +
           flag(o.if_exists, "if exists") + flag(o.only, "only") + ": " + join(parts, "; ");
  }
  std::string operator()(const CreateIndex& o) {
    std::vector<std::string> keys;
    for (const IndexKey& k : o.keys) keys.push_back(key(k));
    std::string text = "create index " + o.name + " on " + to_string(o.table) + " " + o.method +
                       "(" + join(keys, ",") + ")";
    if (!o.include.empty()) text += " include " + join(o.include, ",");
    return text + where(o.where) + flag(o.only, "only") + flag(o.unique, "unique") +
           flag(o.concurrently, "concurrently") + flag(o.if_not_exists, "if not exists");
  }
  std::string operator()(const Drop& o) {
    std::vector<std::string> objects;
    for (const ObjectRef& object : o.objects) {
      objects.push_back(to_string(object.name) + (object.part.empty() ? "" : ":" + object.part));
    }
    return std::string("drop ") + to_string(o.kind) + " " + join(objects, ",") +
           flag(o.concurrently, "concurrently") + flag(o.cascade, "cascade") +
           flag(o.if_exists, "if exists");
  }
  std::string operator()(const Rename& o) {
    return std::string("rename ") + to_string(o.kind) + " " + to_string(o.object.name) +
           (o.object.part.empty() ? "" : ":" + o.object.part) + " to " + o.new_name;
  }
  std::string operator()(const SetSchema& o) {
    return std::string("set schema of ") + to_string(o.kind) + " " + to_string(o.object) + " to " +
           o.new_schema;
  }
  std::string operator()(const ChangeOwner& o) {
    return std::string("owner of ") + to_string(o.kind) + " " + to_string(o.object);
  }
  std::string operator()(const CreateType& o) {
    static const char* const kinds[] = {"enum", "composite", "range", "base"};
    return "create type " + to_string(o.type) + " " + kinds[static_cast<int>(o.kind)] + " " +
           join(o.labels, ",");
  }
  std::string operator()(const AlterEnum& o) {
    return "alter enum " + to_string(o.type) + " " +
           (o.renamed.empty() ? "add " : "rename " + o.renamed + " to ") + o.value +
           flag(o.if_not_exists, "if not exists");
  }
  std::string operator()(const CreateDomain& o) {
    std::string text = "create domain " + to_string(o.domain) + " " + to_string(o.type) +
                       flag(o.not_null, "not null");
    for (const Constraint& constraint : o.constraints)
      text += " {" + dump_constraint(constraint) + "}";
    return text;
  }
  std::string operator()(const AlterDomain& o) {
    static const char* const kinds[] = {"set default",        "drop default",   "set not null",
                                        "drop not null",      "add constraint", "drop constraint",
                                        "validate constraint"};
    return "alter domain " + to_string(o.domain) + " " + kinds[static_cast<int>(o.kind)] + " " +
           (o.constraint ? dump_constraint(*o.constraint) : o.name);
  }
  std::string operator()(const CreateSequence& o) {
    return "create sequence " + to_string(o.sequence);
  }
  std::string operator()(const AlterSequence& o) {
    return "alter sequence " + to_string(o.sequence);
  }
  std::string operator()(const CreateView& o) {
    return "create view " + to_string(o.view) + " reads " + names(o.reads) +
           flag(o.replace, "replace");
  }
  std::string operator()(const CreateSchema& o) { return "create schema " + o.schema; }
  std::string operator()(const CreateExtension& o) { return "create extension " + o.extension; }
  std::string operator()(const CreateFunction& o) {
    static const char* const volatilities[] = {"volatile", "stable", "immutable"};
    return "create function " + to_string(o.function) + " " + o.language + " " +
           volatilities[static_cast<int>(o.volatility)] + " [" + o.body + "]" +
           flag(o.replace, "replace") + flag(o.procedure, "procedure");
  }
  std::string operator()(const CreateTrigger& o) {
    return "create trigger " + o.name + " on " + to_string(o.table) + " " + to_string(o.function);
  }
  std::string operator()(const TableObject& o) {
    return std::string(to_string(o.kind)) + " " + o.name + " on " + to_string(o.table);
  }
  std::string operator()(const Insert& o) {
    return "insert " + to_string(o.table) + "(" + join(o.columns, ",") + ") reads " +
           names(o.reads) + flag(o.from_query, "from query");
  }
  std::string operator()(const Update& o) {
    return "update " + to_string(o.table) + "(" + join(o.columns, ",") + ") reads " +
           names(o.reads) + where(o.where);
  }
  std::string operator()(const Delete& o) {
    return "delete " + to_string(o.table) + " reads " + names(o.reads) + where(o.where);
  }
  std::string operator()(const Merge& o) {
    return "merge " + to_string(o.table) + " reads " + names(o.reads);
  }
  std::string operator()(const Select& o) {
    return "select reads " + names(o.reads) + " writes " + names(o.writes) + " calls " +
           names(o.functions) + " sequences " + names(o.sequences) +
           flag(o.for_update, "for update");
  }
  std::string operator()(const Copy& o) {
    return std::string("copy ") + (o.from ? "into " : "out of ") + to_string(o.table);
  }
  std::string operator()(const Truncate& o) {
    return "truncate " + names(o.tables) + flag(o.cascade, "cascade");
  }
  std::string operator()(const LockTable& o) {
    return "lock " + names(o.tables) + " in " + migcheck::to_string(o.mode);
  }
  std::string operator()(const Reindex& o) {
    static const char* const kinds[] = {"index", "table", "schema", "system", "database"};
    return std::string("reindex ") + kinds[static_cast<int>(o.kind)] + " " + to_string(o.object) +
           flag(o.concurrently, "concurrently");
  }
  std::string operator()(const Vacuum& o) {
    return std::string(o.vacuum ? "vacuum " : "analyze ") + names(o.tables) + flag(o.full, "full");
  }
  std::string operator()(const Cluster& o) {
    return "cluster " + to_string(o.table) + " " + o.index;
  }
  std::string operator()(const Refresh& o) {
    return "refresh " + to_string(o.view) + flag(o.concurrently, "concurrently") +
           flag(!o.with_data, "no data");
  }
  std::string operator()(const Transaction& o) {
    static const char* const kinds[] = {"begin",   "commit",      "rollback", "savepoint",
                                        "release", "rollback to", "other"};
    return kinds[static_cast<int>(o.kind)];
  }
  std::string operator()(const SetVariable& o) {
    return "set " + o.name + " = " + join(o.values, ",") + flag(o.local, "local") +
           flag(o.reset, "reset");
  }
  std::string operator()(const DoBlock& o) { return "do " + o.language + " [" + o.body + "]"; }
  std::string operator()(const Comment& o) {
    return std::string("comment on ") + to_string(o.kind) + " " + to_string(o.object.name) +
           (o.object.part.empty() ? "" : ":" + o.object.part);
  }
  std::string operator()(const Grant& o) { return o.revoke ? "revoke" : "grant"; }
  std::string operator()(const Publication& o) {
    return std::string(o.create ? "create" : "alter") + " publication " + names(o.tables);
  }
  std::string operator()(const Call& o) { return "call " + to_string(o.function); }
};

}  // namespace

std::string dump(const Operation& operation) { return std::visit(Dumper{}, operation); }

}  // namespace migcheck::sql
