#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/ternary.h"
#include "schema/names.h"
#include "schema/store.h"
#include "sql/operation.h"

namespace migcheck {

enum class ObjectClass;  // references.h

// Names in here are schema-qualified wherever PostgreSQL refers to the object and not to its name:
// "public.users". In SQL texts (`Expression::sql`, queries, definitions) the relations, types and
// functions of the user are qualified, too, so that a text means the same under any search path.

// Who may do what: grantee ("public" for PUBLIC) → privilege in lower case → with grant option.
// Nothing where the object has PostgreSQL's default privileges. "-select" was revoked though it had
// not been granted, which means something if the grantee is the owner.
using Privileges = std::optional<std::map<std::string, std::map<std::string, bool>>>;

// What stays the same when an object is renamed or moved, so that a difference can tell a rename
// from a drop and a create. No property of the object: two identities never count as different.
class ObjectIdentity {
 public:
  static ObjectIdentity made() {
    ObjectIdentity identity;
    identity.token_ = std::make_shared<char>();
    return identity;
  }
  explicit operator bool() const { return token_ != nullptr; }
  const void* key() const { return token_.get(); }
  bool operator==(const ObjectIdentity&) const { return true; }

 private:
  std::shared_ptr<const char> token_;
};

// What the columns of an index were called when it was made, which a later rename leaves as it is:
// parts of it on new partitions are named after them. No property: no statement sets it.
struct GivenNames {
  std::vector<std::string> names;
  bool operator==(const GivenNames&) const { return true; }
};

// What an object refers to, by class keys (references.h), kept so that it is not looked for again,
// and its text not parsed again, each time. No property of the object.
struct NotedReferences {
  std::shared_ptr<const std::vector<std::string>> all;  // null: not noted yet
  std::size_t text_hash = 0;
  std::vector<std::string> in_text;
  bool operator==(const NotedReferences&) const { return true; }
};

struct SchemaColumn {
  std::string name;
  sql::TypeName type;  // of a serial column: the integer type
  bool not_null = false;
  Boxed<sql::Expression> default_value;  // of a serial column nextval('…'::regclass)
  sql::Column::Identity identity = sql::Column::Identity::none;
  sql::Column::Generated generated = sql::Column::Generated::no;
  Boxed<sql::Expression> generated_as;
  bool serial = false;
  std::string sequence;   // that serial or identity made for it
  std::string collation;  // qualified unless it is built in; empty for the type's own
  std::string storage;    // "external"; empty for the type's own
  std::string compression;
  std::optional<int> statistics;
  std::vector<sql::Option> options;
  bool local = true;  // defined here, not only inherited
  int inherited = 0;  // from how many parents
  std::string comment;
  Privileges privileges;

  ObjectIdentity id = {};

  bool operator==(const SchemaColumn&) const = default;
};

struct SchemaConstraint {
  sql::Constraint::Kind kind = sql::Constraint::Kind::check;
  std::string name;
  std::vector<std::string> columns;  // of a check: those that it mentions
  Boxed<sql::Expression> check;
  bool valid = true;
  bool enforced = true;
  bool deferrable = false;
  bool initially_deferred = false;
  bool no_inherit = false;
  std::string references;  // the referenced table
  std::vector<std::string> referenced_columns;
  std::string on_delete, on_update, match;
  std::vector<std::string> set_columns;
  std::string index;                   // behind a primary key, unique or exclusion constraint
  std::vector<std::string> operators;  // of an exclusion constraint, one for each key of its index
  bool local = true;
  int inherited = 0;
  std::string comment;

  ObjectIdentity id = {};

  bool operator==(const SchemaConstraint&) const = default;
};

struct SchemaSequence {
  std::string type = "int8";
  std::int64_t start = 1, increment = 1, minimum = 1;
  std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
  std::int64_t cache = 1;
  bool cycle = false;
  std::string owner_table, owner_column;  // OWNED BY, or the identity column
  bool identity = false;

  bool operator==(const SchemaSequence&) const = default;
};

// Anything that is stored under pg_class except indexes.
struct Relation {
  enum class Kind { table, partitioned, view, materialized_view, foreign_table, sequence };

  std::string name;  // schema-qualified
  Kind kind = Kind::table;
  sql::Persistence persistence = sql::Persistence::permanent;
  std::vector<SchemaColumn> columns;
  std::vector<SchemaConstraint> constraints;
  std::vector<std::string> indexes;  // schema-qualified
  std::vector<std::string> parents;  // partitioned table, or inherited ones
  std::vector<std::string> children;
  std::vector<std::string> partition_key;  // columns; "" for an expression
  std::optional<sql::PartitionKey> partition_by;
  std::string partition_bound;  // "FOR VALUES IN ('a')"; of a partition
  bool default_partition = false;
  std::vector<std::string> reads;  // of a view
  sql::ReadExtent extent;          // of a view: how much it reads of them
  std::string query;               // of a view, with every * written out
  std::string check_option;        // of a view
  bool populated = true;           // a materialized view
  std::optional<SchemaSequence> sequence;
  std::vector<sql::Option> options;
  std::string tablespace, access_method, server;
  std::string of_type;
  std::string replica_identity;  // "full", "nothing", an index; empty for the primary key
  bool row_security = false;
  bool forced_row_security = false;
  std::string owner;  // where a statement has set it
  std::string comment;
  Privileges privileges;

  // Its creation was seen, so that a column that is not listed is not there.
  bool complete = true;

  // What is known of it may be wrong: something ran that could not be read. See
  // Schema::is_certain().
  bool certain = true;
  std::size_t made_after = 0;  // how many opaque statements

  bool is_partition() const { return !partition_bound.empty(); }

  const SchemaColumn* column(const std::string& column_name) const;
  SchemaColumn* column(const std::string& column_name);
  const SchemaConstraint* constraint(const std::string& constraint_name) const;
  SchemaConstraint* constraint(const std::string& constraint_name);

  ObjectIdentity id = {};
  NotedReferences noted_references = {};

  bool operator==(const Relation&) const = default;
};

struct SchemaIndex {
  std::string name;                  // schema-qualified
  std::string table;                 // schema-qualified
  std::vector<std::string> columns;  // key columns; "" for an expression
  std::vector<sql::IndexKey> keys;
  std::vector<std::string> include;
  std::string method = "btree";
  Boxed<sql::Expression> where;
  bool unique = false;
  bool partial = false;
  bool nulls_not_distinct = false;
  bool valid = true;
  bool clustered = false;
  bool replica_identity = false;
  bool only = false;       // of the partitioned table alone
  std::string constraint;  // that it stands behind
  std::string parent;      // the partitioned index that it is a part of
  std::vector<sql::Option> options;
  std::string tablespace;
  std::string comment;
  bool certain = true;

  ObjectIdentity id = {};
  NotedReferences noted_references = {};
  GivenNames key_names = {};

  bool operator==(const SchemaIndex&) const = default;
};

struct SchemaType {
  enum class Kind { enumeration, composite, range, base, domain };

  std::string name;
  Kind kind = Kind::enumeration;
  std::vector<std::string> labels;
  std::vector<SchemaColumn> attributes;  // of a composite type
  std::string definition;                // the statement that made a range or base type
  std::string made_as;                   // a range type's first name, which its functions keep
  sql::TypeName base;                    // of a domain
  bool constrained = false;              // a domain with NOT NULL or a CHECK
  bool not_null = false;                 // of a domain
  Boxed<sql::Expression> default_value;
  std::vector<SchemaConstraint> constraints;
  std::string collation;
  std::string owner;
  std::string comment;
  Privileges privileges;
  bool certain = true;

  ObjectIdentity id = {};
  NotedReferences noted_references = {};

  bool operator==(const SchemaType&) const = default;
};

struct SchemaFunction {
  std::string name;  // with the types of its input arguments: "public.add(integer, text)"
  sql::CreateFunction::Volatility volatility = sql::CreateFunction::Volatility::volatile_;
  std::string function = {};  // without the arguments: "public.add"
  bool procedure = false;
  std::vector<sql::FunctionArgument> arguments = {};
  std::optional<sql::TypeName> returns = {};
  std::string language = {};
  std::string body = {};
  std::string definition = {};  // CREATE FUNCTION …
  std::string owner = {};
  std::string comment = {};
  Privileges privileges = {};
  bool certain = true;

  ObjectIdentity id = {};
  NotedReferences noted_references = {};

  bool operator==(const SchemaFunction&) const = default;
};

// What only its definition says more of: a trigger, rule, policy, extended statistics, a schema, an
// extension, a collation, an operator, an aggregate, a publication, …
struct DefinedObject {
  std::string name;  // by object_key()
  sql::ObjectKind kind = sql::ObjectKind::other;
  std::string object;      // "public.ix" or, of a part of a table, its own name
  std::string table;       // that it belongs to
  std::string definition;  // the statement that makes it
  std::string state;       // of a trigger or rule: "O", "D", "R", "A"
  std::string owner;
  std::string comment;
  Privileges privileges;
  bool certain = true;

  ObjectIdentity id = {};
  NotedReferences noted_references = {};

  bool operator==(const DefinedObject&) const = default;
};

// The key of a DefinedObject: "trigger public.users.touch", "extension citext", "schema app".
std::string object_key(sql::ObjectKind kind, const std::string& object,
                       const std::string& table = {});

// What the database looks like after the statements that were applied. What was never seen being
// created is not there, which means "not known" rather than "does not exist": a history may start
// from a database that had tables already, and an opaque statement may have made anything.
class Schema {
 public:
  // A new database: there is the schema public. Of a server of that major version; 15 where it is
  // not said.
  Schema() : Schema(15) {}
  explicit Schema(int pg_version);

  // Of objects that were made otherwise than by statements.
  Schema(Store<Relation> relations, Store<SchemaIndex> indexes, Store<SchemaType> types,
         Store<SchemaFunction> functions, Store<DefinedObject> objects)
      : relations_(std::move(relations)),
        indexes_(std::move(indexes)),
        types_(std::move(types)),
        functions_(std::move(functions)),
        objects_(std::move(objects)) {}

  // Changes the schema as PostgreSQL would. Never fails: a statement that PostgreSQL would refuse
  // leaves its part out.
  void apply(const sql::Operation& operation);

  // The same for a statement that may not have run: what it changes is not certain from now on.
  void apply_conditional(const sql::Operation& operation);

  // Another session begins, with PostgreSQL's own search path: what a migration has SET does not
  // outlive it, nor do temporary objects.
  void start_session();

  // Something ran that could not be read: from now on nothing that was there before is certain.
  void apply_opaque();

  // What is looked up from now on; an empty list leaves it as it is.
  void set_search_path(std::vector<std::string> schemas) {
    if (!schemas.empty()) search_path_ = std::move(schemas);
  }
  bool opaque() const { return opaque_; }

  const DefinedObject* object(const std::string& key) const { return objects_.find(key); }

  // The schema-qualified name: a name without a schema is looked up along the search path, and
  // belongs to its first schema where nothing has it.
  std::string resolve(const sql::Name& name) const;
  std::string resolve_type(const sql::Name& name) const;

  // The function of the user, without its arguments, or the object; empty where none is known.
  std::string resolve_function(const sql::Name& name) const;
  std::string resolve_object(sql::ObjectKind kind, const sql::Name& name) const;

  std::string qualified(const sql::Name& name) const;  // of something new

  const Relation* relation(const std::string& name) const { return relations_.find(name); }
  const SchemaIndex* index(const std::string& name) const { return indexes_.find(name); }
  const SchemaType* type(const std::string& name) const { return types_.find(name); }

  // By its name with or without the argument types; without them, the first of that name.
  const SchemaFunction* function(const std::string& name) const;

  const SchemaColumn* column(const std::string& table, const std::string& name) const;

  // Tables with a foreign key to this one, itself excluded.
  std::vector<std::string> referencing(const std::string& table) const;

  // Relations that refer to this one in any way: by a foreign key, as a view's query or a
  // sequence's owner, as a parent. By name, itself among them if it does.
  std::vector<const Relation*> relations_using(const std::string& relation) const;

  // Triggers, rules, policies and extended statistics of the table.
  std::vector<const DefinedObject*> objects_on(const std::string& table) const;

  // The indexes of partitions that are part of this one.
  std::vector<const SchemaIndex*> parts_of(const SchemaIndex& index) const;

  bool has_extension() const;

  // All partitions and inheriting tables, at any depth, without the table itself.
  std::vector<std::string> descendants(const std::string& table) const;

  // Tables that have a column of this type; the columns' names follow a dot.
  std::vector<std::string> tables_using_type(const std::string& type) const;

  const Store<Relation>& relations() const { return relations_; }
  const Store<SchemaIndex>& indexes() const { return indexes_; }
  const Store<SchemaType>& types() const { return types_; }
  const Store<SchemaFunction>& functions() const { return functions_; }
  const Store<DefinedObject>& objects() const { return objects_; }

  // Whether nothing that could not be read may have changed it, or have made it.
  bool is_certain(const std::string& relation) const;

  // Everything applied between record() and undo() is taken back; keep() ends a recording whose
  // changes stay. Recordings nest.
  void record();
  void undo();
  void keep();

  // How many statements could not be read.
  std::size_t opaque_count() const { return opaque_count_; }

 private:
  friend class SchemaEditor;

  // What of this kind may refer to the object, whose class key is given.
  std::vector<std::string> users(const std::string& used, ObjectClass kind) const;

  // Who refers to an object, by class key; some of them may have stopped doing so.
  struct Users {
    std::string name;
    std::set<std::string> users;
  };

  Store<Relation> relations_;
  Store<SchemaIndex> indexes_;
  Store<SchemaType> types_;
  Store<SchemaFunction> functions_;
  Store<DefinedObject> objects_;
  Store<Users> users_;
  std::vector<std::string> search_path_ = {"public"};
  std::set<std::string> temporary_;  // class keys of what ends with the session
  bool opaque_ = false;
  std::size_t opaque_count_ = 0;
  int pg_version_ = 15;

  // The schema at BEGIN and at each savepoint since, for ROLLBACK.
  struct Savepoint;
  void set_savepoint(const std::string& name);
  void roll_back_to(const std::string& name);
  std::vector<std::shared_ptr<const Savepoint>> savepoints_;

  struct Recorded {
    std::vector<std::string> search_path;
    std::set<std::string> temporary;
    bool opaque = false;
    std::size_t opaque_count = 0;
  };
  std::vector<Recorded> recorded_;  // the innermost last
};

// Whether the expression mentions the column.
bool mentions(const sql::Expression& expression, const std::string& column);

}  // namespace migcheck
