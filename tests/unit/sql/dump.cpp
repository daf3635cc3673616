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

std::string where(const Boxed<Expression>& expression) {
  return expression ? " where " + to_string(*expression) : "";
}

// " name value", where there is a value.
std::string with(const std::string& name, const std::string& value) {
  if (value.empty()) return {};
  return name.empty() ? " " + value : " " + name + " " + value;
}

std::string with(const std::string& name, const Name& value) {
  return with(name, to_string(value));
}

std::string dump_options(const std::vector<Option>& options) {
  if (options.empty()) return {};
  std::vector<std::string> texts;
  for (const Option& option : options) texts.push_back(option.name + "=" + option.value);
  return " (" + join(texts, ", ") + ")";
}

std::string types(const std::optional<std::vector<TypeName>>& list) {
  if (!list) return {};
  std::vector<std::string> texts;
  for (const TypeName& type : *list)
    texts.push_back(type.name.name.empty() ? "NONE" : to_string(type));
  return "(" + join(texts, ", ") + ")";
}

std::string dump_object(const ObjectRef& object) {
  return to_string(object.name) + types(object.arguments) +
         (object.part.empty() ? "" : ":" + object.part);
}

std::string dump_sequence(const SequenceOptions& o) {
  std::string text;
  if (o.type) text += " as " + to_string(*o.type);
  if (o.start) text += " start " + *o.start;
  if (o.increment) text += " increment " + *o.increment;
  if (o.minimum) text += " minimum " + *o.minimum;
  if (o.maximum) text += " maximum " + *o.maximum;
  if (o.cache) text += " cache " + *o.cache;
  if (o.cycle) text += *o.cycle ? " cycle" : " no cycle";
  if (o.restart) text += " restart " + *o.restart;
  return text + flag(o.no_minimum, "no minimum") + flag(o.no_maximum, "no maximum") +
         flag(o.owned_by_none, "owned by none") + with("owned by", o.owner_table) +
         (o.owner_column.empty() ? "" : "." + o.owner_column) + with("name", o.sequence_name);
}

std::string key(const IndexKey& k) {
  std::string text = k.expression ? to_string(*k.expression) : k.column;
  if (!k.operator_class.empty()) text += " " + to_string(k.operator_class_name);
  text += dump_options(k.operator_class_options) + with("collate", k.collation_name);
  if (k.nulls_first) text += *k.nulls_first ? " nulls first" : " nulls last";
  return text + flag(k.descending, "desc") + flag(!k.default_order, "reordered") +
         with("with", k.exclusion_operator);
}

std::string keys(const std::vector<IndexKey>& list) {
  std::vector<std::string> texts;
  for (const IndexKey& k : list) texts.push_back(key(k));
  return join(texts, ",");
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
  if (!c.set_columns.empty()) text += " (" + join(c.set_columns, ",") + ")";
  text += with("on update", c.on_update) + with("match", c.match) + with("method", c.method) +
          with("keys", keys(c.keys)) + with("include", join(c.include, ",")) +
          dump_options(c.index_options) + with("tablespace", c.index_tablespace) + where(c.where) +
          flag(c.nulls_not_distinct, "nulls not distinct") + flag(c.no_inherit, "no inherit");
  return text + flag(c.enforced && c.not_valid, "not valid") + flag(!c.enforced, "not enforced") +
         flag(c.deferrable, "deferrable") + flag(c.initially_deferred, "deferred");
}

std::string dump_column(const Column& c) {
  std::string text = c.name + " " + to_string(c.type) + flag(c.not_null, "not null");
  if (c.has_default) text += " default " + to_string(*c.default_value);
  text += flag(c.identity == Column::Identity::always, "identity always");
  text += flag(c.identity == Column::Identity::by_default, "identity by default");
  if (c.generated == Column::Generated::stored) text += " stored " + to_string(*c.generated_as);
  text += dump_sequence(c.identity_options.value_or({})) + with("collate", c.collation_name) +
          with("storage", c.storage) + with("compression", c.compression) + dump_options(c.options);
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
  text += with("collate", a.collation_name);
  if (a.expression) text += " = " + to_string(*a.expression);
  if (!a.other.name.empty()) text += " " + to_string(a.other);
  if (!a.settings.empty()) {
    text += dump_options(a.settings);
  } else if (!a.options.empty()) {
    text += " (" + join(a.options, ",") + ")";
  }
  if (a.identity) text += *a.identity == Column::Identity::always ? " always" : " by default";
  text += dump_sequence(a.sequence.value_or({})) + with("=", a.value) + with("bound", a.bound) +
          flag(a.reset, "reset");
  return text + flag(a.default_bound, "default") + flag(a.concurrently, "concurrently") +
         flag(a.finalize, "finalize") + flag(a.if_exists, "if exists") +
         flag(a.if_not_exists, "if not exists") + flag(a.cascade, "cascade");
}

std::string dump_like(const Like& o) {
  return "like " + to_string(o.table) + " at " + std::to_string(o.position) +
         flag(o.comments, "comments") + flag(o.compression, "compression") +
         flag(o.constraints, "constraints") + flag(o.defaults, "defaults") +
         flag(o.generated, "generated") + flag(o.identity, "identity") +
         flag(o.indexes, "indexes") + flag(o.statistics, "statistics") + flag(o.storage, "storage");
}

std::string dump_argument(const FunctionArgument& a) {
  static const char* const modes[] = {"in", "out", "inout", "variadic", "table"};
  std::string text = std::string(modes[static_cast<int>(a.mode)]) + " " + a.name +
                     (a.name.empty() ? "" : " ") + to_string(a.type);
  return text + (a.default_value ? " = " + to_string(*a.default_value) : "");
}

std::string attributes(const std::vector<Column>& columns) {
  std::vector<std::string> texts;
  for (const Column& column : columns) texts.push_back(dump_column(column));
  return join(texts, "; ");
}

struct Dumper {
  std::string operator()(const Other& o) { return "other " + o.tag; }
  std::string operator()(const CreateTable& o) {
    std::vector<std::string> parts;
    for (const Column& column : o.columns) parts.push_back(dump_column(column));
    for (const Constraint& constraint : o.constraints) parts.push_back(dump_constraint(constraint));
    for (const Like& like : o.likes) parts.push_back(dump_like(like));
    std::string text = "create table " + to_string(o.table) + " [" + join(parts, "; ") + "]";
    if (!o.inherits.empty()) text += " inherits " + names(o.inherits);
    if (o.partition_of) text += " partition of " + to_string(*o.partition_of);
    if (o.partition_key) text += " by " + join(*o.partition_key, ",");
    if (o.partition_by)
      text += " " + o.partition_by->strategy + "[" + keys(o.partition_by->keys) + "]";
    text += with("bound", o.partition_bound) + with("of", o.type) + dump_options(o.options) +
            with("tablespace", o.tablespace) + with("method", o.access_method) +
            with("server", o.server) + with("on commit", o.on_commit);
    return text + flag(o.default_partition, "default") +
           flag(o.persistence == Persistence::temporary, "temporary") +
           flag(o.persistence == Persistence::unlogged, "unlogged") +
           flag(o.if_not_exists, "if not exists") + flag(o.foreign, "foreign");
  }
  std::string operator()(const CreateTableAs& o) {
    return std::string(o.materialized_view ? "create matview " : "create table as ") +
           to_string(o.table) + " reads " + names(o.reads) + flag(!o.with_data, "no data") +
           flag(o.persistence == Persistence::temporary, "temporary") +
           with("columns", join(o.columns, ",")) + dump_options(o.options) +
           with("tablespace", o.tablespace) + with("method", o.access_method) + with(":", o.query);
  }
  std::string operator()(const AlterTable& o) {
    std::vector<std::string> parts;
    for (const AlterAction& action : o.actions) parts.push_back(dump_action(action));
    return std::string("alter ") + to_string(o.kind) + " " + to_string(o.table) +
           flag(o.if_exists, "if exists") + flag(o.only, "only") + ": " + join(parts, "; ");
  }
  std::string operator()(const CreateIndex& o) {
    std::string text = "create index " + o.name + " on " + to_string(o.table) + " " + o.method +
                       "(" + keys(o.keys) + ")";
    if (!o.include.empty()) text += " include " + join(o.include, ",");
    text += dump_options(o.options) + with("tablespace", o.tablespace) +
            flag(o.nulls_not_distinct, "nulls not distinct");
    return text + where(o.where) + flag(o.only, "only") + flag(o.unique, "unique") +
           flag(o.concurrently, "concurrently") + flag(o.if_not_exists, "if not exists");
  }
  std::string operator()(const Drop& o) {
    std::vector<std::string> objects;
    for (const ObjectRef& object : o.objects) {
      objects.push_back(dump_object(object));
    }
    return std::string("drop ") + to_string(o.kind) + " " + join(objects, ",") +
           flag(o.concurrently, "concurrently") + flag(o.cascade, "cascade") +
           flag(o.if_exists, "if exists");
  }
  std::string operator()(const Rename& o) {
    return std::string("rename ") + to_string(o.kind) + " " + dump_object(o.object) + " to " +
           o.new_name;
  }
  std::string operator()(const SetSchema& o) {
    return std::string("set schema of ") + to_string(o.kind) + " " + to_string(o.object) +
           types(o.arguments) + " to " + o.new_schema;
  }
  std::string operator()(const ChangeOwner& o) {
    return std::string("owner of ") + to_string(o.kind) + " " + to_string(o.object) +
           types(o.arguments) + " = " + o.owner;
  }
  std::string operator()(const CreateType& o) {
    static const char* const kinds[] = {"enum", "composite", "range", "base"};
    return "create type " + to_string(o.type) + " " + kinds[static_cast<int>(o.kind)] + " " +
           join(o.labels, ",") + attributes(o.attributes) + dump_options(o.options) +
           with(":", o.definition);
  }
  std::string operator()(const AlterEnum& o) {
    return "alter enum " + to_string(o.type) + " " +
           (o.renamed.empty() ? "add " : "rename " + o.renamed + " to ") + o.value +
           with(o.after ? "after" : "before", o.neighbour) + flag(o.if_not_exists, "if not exists");
  }
  std::string operator()(const CreateDomain& o) {
    std::string text = "create domain " + to_string(o.domain) + " " + to_string(o.type) +
                       flag(o.not_null, "not null") + with("collate", o.collation);
    if (o.default_value) text += " default " + to_string(*o.default_value);
    for (const Constraint& constraint : o.constraints)
      text += " {" + dump_constraint(constraint) + "}";
    return text;
  }
  std::string operator()(const AlterDomain& o) {
    static const char* const kinds[] = {"set default",        "drop default",   "set not null",
                                        "drop not null",      "add constraint", "drop constraint",
                                        "validate constraint"};
    return "alter domain " + to_string(o.domain) + " " + kinds[static_cast<int>(o.kind)] + " " +
           (o.constraint ? dump_constraint(*o.constraint) : o.name) +
           (o.expression ? to_string(*o.expression) : "") + flag(o.if_exists, "if exists") +
           flag(o.cascade, "cascade");
  }
  std::string operator()(const CreateSequence& o) {
    return "create sequence " + to_string(o.sequence) + dump_sequence(o.options) +
           flag(o.temporary, "temporary") + flag(o.unlogged, "unlogged") +
           flag(o.if_not_exists, "if not exists");
  }
  std::string operator()(const AlterSequence& o) {
    return "alter sequence " + to_string(o.sequence) + dump_sequence(o.options) +
           flag(o.if_exists, "if exists");
  }
  std::string operator()(const CreateView& o) {
    return "create view " + to_string(o.view) + " reads " + names(o.reads) +
           flag(o.replace, "replace") + with("columns", join(o.columns, ",")) +
           dump_options(o.options) + with("check", o.check_option) + with(":", o.query);
  }
  std::string operator()(const CreateSchema& o) {
    return "create schema " + o.schema + with("owner", o.owner) +
           flag(o.if_not_exists, "if not exists") + flag(!o.elements.empty(), "elements");
  }
  std::string operator()(const CreateExtension& o) {
    return "create extension " + o.extension + with("schema", o.schema) +
           with("version", o.version) + flag(o.if_not_exists, "if not exists") +
           flag(o.cascade, "cascade");
  }
  std::string operator()(const CreateFunction& o) {
    static const char* const volatilities[] = {"volatile", "stable", "immutable"};
    std::vector<std::string> arguments;
    for (const FunctionArgument& argument : o.arguments) {
      arguments.push_back(dump_argument(argument));
    }
    return "create function " + to_string(o.function) + "(" + join(arguments, ", ") + ")" +
           with("returns", o.returns ? to_string(*o.returns) : "") + " " + o.language + " " +
           volatilities[static_cast<int>(o.volatility)] + " [" + o.body + "]" +
           flag(o.replace, "replace") + flag(o.procedure, "procedure") + with(":", o.definition);
  }
  std::string operator()(const AlterFunction& o) {
    return "alter function " + to_string(o.function) + types(o.arguments) + dump_options(o.options);
  }

  std::string operator()(const CreateObject& o) {
    return std::string("create ") + to_string(o.kind) + " " + dump_object(o.object) +
           flag(o.replace, "replace") + flag(o.if_not_exists, "if not exists") +
           with(":", o.definition);
  }

  std::string operator()(const CreateTrigger& o) {
    return "create trigger " + o.name + " on " + to_string(o.table) + " " + to_string(o.function) +
           with("columns", join(o.columns, ",")) + flag(o.replace, "replace") +
           with(":", o.definition);
  }
  std::string operator()(const TableObject& o) {
    return std::string(to_string(o.kind)) + " " + o.name + " on " + to_string(o.table) +
           with("schema", o.schema) + flag(o.alter, "alter") + flag(o.replace, "replace") +
           flag(o.if_not_exists, "if not exists") + with(":", o.definition);
  }
  std::string operator()(const Insert& o) {
    return "insert " + to_string(o.table) + "(" + join(o.columns, ",") + ") reads " +
           names(o.reads) + flag(o.from_query, "from query") +
           flag(o.default_values, "default values") + twice(o.repeated) + unnumbered(o);
  }
  static std::string twice(const std::string& column) {
    return column.empty() ? "" : " " + column + " twice";
  }
  static std::string unnumbered(const Insert& o) {
    std::string all;
    for (const std::size_t position : o.unnumbered)
      all += " unnumbered " + std::to_string(position);
    return all;
  }
  std::string operator()(const Update& o) {
    return "update " + to_string(o.table) + "(" + join(o.columns, ",") + ") reads " +
           names(o.reads) + where(o.where) + twice(o.repeated);
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
    return std::string("comment on ") + to_string(o.kind) + " " + dump_object(o.object) +
           (o.text ? " = " + *o.text : "");
  }
  std::string operator()(const Grant& o) {
    std::vector<std::string> privileges, objects;
    for (const Grant::Privilege& privilege : o.privileges) {
      privileges.push_back(privilege.name + (privilege.columns.empty()
                                                 ? ""
                                                 : "(" + join(privilege.columns, ",") + ")"));
    }
    for (const ObjectRef& object : o.objects) objects.push_back(dump_object(object));
    return std::string(o.revoke ? "revoke" : "grant") + flag(o.defaults, "defaults") +
           with("for", join(o.for_roles, ",")) + with("", join(privileges, ",")) + " on " +
           to_string(o.kind) + flag(o.all_in_schema, "all in") + with("", join(objects, ",")) +
           " to " + join(o.grantees, ",") + flag(o.grant_option, "option") +
           flag(o.cascade, "cascade");
  }
  std::string operator()(const Publication& o) {
    return std::string(o.create ? "create" : "alter") + " publication " + o.name + " " +
           names(o.tables) + with(":", o.definition);
  }
  std::string operator()(const Call& o) { return "call " + to_string(o.function); }
};

}  // namespace

std::string dump(const Operation& operation) { return std::visit(Dumper{}, operation); }

}  // namespace migcheck::sql
