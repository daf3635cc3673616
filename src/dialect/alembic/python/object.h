#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "dialect/alembic/python/syntax.h"
#include "dialect/alembic/python/value.h"

// What Object of value.h is: things that the migration itself defines.
namespace migcheck::python {

class Evaluator;
struct Scope;

// Attributes in the order of their definition, which matters for enums.
class Attributes {
 public:
  const Value* find(std::string_view name) const;
  void set(const std::string& name, Value value);
  void remove(std::string_view name);
  const std::vector<std::pair<std::string, Value>>& all() const { return all_; }

 private:
  std::vector<std::pair<std::string, Value>> all_;
};

struct FunctionObject {
  enum class Kind { function, static_method, class_method, property, context_manager };

  Kind kind = Kind::function;
  std::shared_ptr<const Function> syntax;
  SourceFilePtr file;
  Scope* scope = nullptr;                      // where it was defined; owned by the evaluator
  std::vector<std::optional<Value>> defaults;  // one for each parameter
  std::string obstacle;                        // why it cannot be called: a decorator
  std::string qualified;                       // "Book.title", "upgrade.<locals>.helper"
  std::shared_ptr<const Value> setter;         // of a property
  Evaluator* evaluator = nullptr;
};

struct ClassObject {
  enum class Kind { plain, enumeration, named_tuple, dataclass };

  Kind kind = Kind::plain;
  std::string name;
  std::string qualified;  // with the classes and functions around it, as in a FunctionObject
  std::string module;     // dotted name of the module that it was imported from; empty: this file
  Values bases;
  // The migration's own classes among them and theirs, in the order of the lookup.
  std::vector<const ClassObject*> ancestors;
  std::string mixin;        // what an enumeration derives from: "str", "int", or nothing
  bool is_ordered = false;  // @dataclass(order=True)
  bool is_frozen = false;   // @dataclass(frozen=True)
  bool is_open = false;     // a base, or a decorator, that is not read may give it anything
  std::string obstacle;     // why its instances are not known: a metaclass, a base of another kind
  // Of an enumeration; the fields of a named tuple or dataclass.
  std::shared_ptr<std::vector<std::string>> members = std::make_shared<std::vector<std::string>>();
  std::shared_ptr<std::vector<std::string>> aliases =
      std::make_shared<std::vector<std::string>>();  // the members and their other names
  std::shared_ptr<Attributes> attributes = std::make_shared<Attributes>();

  bool is_text() const { return !mixin.empty(); }
};

struct InstanceObject {
  std::shared_ptr<const Object> type;
  std::shared_ptr<Attributes> attributes = std::make_shared<Attributes>();
  std::vector<Argument> arguments;  // of the call that made it
  std::uint32_t region = 0;         // as in Uncertainty
};

// A function with its first argument, or the name of a method of a built-in type.
struct MethodObject {
  Value self;
  Value function;    // a FunctionObject; else
  std::string name;  // "format" of a string
};

// functools.partial(…), and the functions that operator.itemgetter(…) and its kind give.
struct PartialObject {
  Value function;    // what is called with the arguments; else
  std::string name;  // "operator.itemgetter"
  std::vector<Argument> arguments;
};

struct BuiltinObject {
  std::string name;
};

// A call of a function with @contextmanager that a `with` statement has not entered yet.
struct PendingContext {
  std::shared_ptr<const Object> function;
  std::vector<Argument> arguments;
};

// A module of the same project, as far as it could be read.
struct ModuleObject {
  std::string name;
  Scope* scope = nullptr;
};

// An import of something that may be the project's own. It is looked for when the name is used:
// most imports of a migration's module are never needed.
struct LazyImport {
  std::string module;     // dotted name, without the leading dots
  std::size_t level = 0;  // how many they are
  std::string name;       // what is imported from it; empty: the module
  std::string importer;   // the importing file's path
};

struct Object {
  std::variant<FunctionObject, ClassObject, InstanceObject, MethodObject, BuiltinObject,
               PartialObject, PendingContext, ModuleObject, LazyImport>
      data;
};

// The part of an object that is a T, or null.
template <typename T>
const T* object_as(const Value& value) {
  const auto* object = value.as<std::shared_ptr<const Object>>();
  return object && *object ? std::get_if<T>(&(*object)->data) : nullptr;
}

// The class of an instance, or null.
const ClassObject* class_of(const InstanceObject& instance);

// What the fields of an instance of a dataclass or named tuple hold, in their order.
Values field_values(const InstanceObject& instance);

// What a tuple, or an instance of a named tuple, holds; nothing for everything else.
std::optional<Values> tuple_items(const Value& value);

// An attribute of a class, looked up in its bases too; null if there is none.
const Value* find_in_class(const ClassObject& type, std::string_view name);

// --- for the Host ------------------------------------------------------------------------------

struct EnumMember {
  std::string name;
  Value value;
};

// The members of an enum class that the migration defines, in order; nothing for anything else.
std::optional<std::vector<EnumMember>> enum_members(const Value& value);

// The member that a value is; nothing if it is none.
std::optional<EnumMember> enum_member(const Value& value);

// The value of a member of an enum that derives from str or int: it is that value itself too. Every
// other value is what it is.
const Value& plain_value(const Value& value);

// The class that a value is, or is an instance of; null for everything else.
const ClassObject* class_object(const Value& value);

// The library's class that a class of the migration derives from, as in
// `class Point(UserDefinedType)`; null if there is none.
const External* library_base(const ClassObject& type);

// Calls a function, a lambda, or (with a name) a method of an instance of the migration's own.
// Nothing if it is none of them. Only while the evaluation lasts.
std::optional<Value> invoke(const Value& function, std::vector<Argument> arguments);
std::optional<Value> invoke_method(const Value& instance, const std::string& name,
                                   std::vector<Argument> arguments);

// Whether an attribute's name is one of Python's own: "__init__".
inline bool is_dunder(std::string_view name) {
  return name.starts_with("__") && name.ends_with("__");
}

}  // namespace migcheck::python
