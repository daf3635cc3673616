#include "dialect/alembic/target_metadata.h"

#include <algorithm>
#include <array>
#include <string>

#include "dialect/alembic/python/names.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/sqlalchemy/naming_convention.h"

namespace migcheck::alembic {

namespace {

using python::External;
using python::Value;

// Keeps the calls of libraries that matter here. Nothing has an effect.
class CallRecorder : public python::Host {
 public:
  std::optional<Value> call(const std::shared_ptr<const External>& call) override {
    for (const python::Argument& argument : call->arguments) {
      if (argument.keyword == "target_metadata") targets.push_back(argument.value);
    }
    if (call->last_name() == "MetaData") metadata.push_back({call, call->span});
    return std::nullopt;
  }
  std::optional<Value> attribute(const std::shared_ptr<const External>&) override {
    return std::nullopt;
  }
  std::optional<Value> enter(const Value&) override { return std::nullopt; }
  void exit(const Value&) override {}
  void opaque(migcheck::Span, const std::string&) override {}
  void begin_conditional(migcheck::Span, const std::string&) override {}
  void end_conditional() override {}
  void raised(migcheck::Span) override {}

  std::vector<Value> targets;
  std::vector<Value> metadata;
};

const Value* argument_of(std::span<const python::Argument> arguments, std::string_view keyword) {
  for (const python::Argument& argument : arguments) {
    if (argument.keyword == keyword) return &argument.value;
  }
  return nullptr;
}

// Follows a value through the project to the MetaData that it is, or that it has.
class MetadataFollower {
 public:
  explicit MetadataFollower(python::Evaluator& evaluator) : evaluator_(evaluator) {}

  // Of a MetaData; nothing: it cannot be followed.
  std::optional<NamingConvention> of_metadata(const Value& value, int hops = 0) {
    const External* external = value.external();
    if (!external || hops > maximum_hops) return std::nullopt;
    if (external->kind == External::Kind::call) {
      return external->last_name() == "MetaData" ? std::optional(convention_of(value))
                                                 : std::nullopt;
    }
    if (const auto defined = definition(*external)) return of_metadata(*defined, hops + 1);
    return external->last_name() == "metadata" ? of_owner(owner(*external), hops + 1)
                                               : std::nullopt;
  }

 private:
  static constexpr int maximum_hops = 8;

  // What the project's code assigns to a dotted name.
  std::optional<Value> definition(const External& external) {
    const std::string name = external.dotted_name();
    if (name.empty() || external.kind == External::Kind::call) return std::nullopt;
    return evaluator_.find_in_project(name);
  }

  // `x` of `x.metadata`.
  static Value owner(const External& external) {
    if (external.kind == External::Kind::attribute) return external.operands[0];
    External made;
    made.path = external.path.substr(0, external.path.rfind('.'));
    return {std::make_shared<const External>(made), external.span};
  }

  // Of a class or a Flask-SQLAlchemy object, which has a `metadata`.
  std::optional<NamingConvention> of_owner(const Value& value, int hops) {
    if (hops > maximum_hops) return std::nullopt;
    if (const auto* type = python::object_as<python::ClassObject>(value)) {
      return of_class(*type, hops + 1);
    }
    if (const auto* instance = python::object_as<python::InstanceObject>(value)) {
      return of_maker(instance->arguments, hops + 1);
    }
    const External* external = value.external();
    if (!external) return std::nullopt;
    if (const auto defined = definition(*external)) return of_owner(*defined, hops + 1);
    if (external->kind == External::Kind::call) return of_call(*external, hops + 1);
    constexpr auto without = std::to_array<std::string_view>(
        {"DeclarativeBase", "DeclarativeBaseNoMeta", "MappedAsDataclass", "AsyncAttrs"});
    const bool known =
        std::find(without.begin(), without.end(), external->last_name()) != without.end();
    return known ? std::optional(NamingConvention{}) : std::nullopt;
  }

  std::optional<NamingConvention> of_class(const python::ClassObject& type, int hops) {
    if (const Value* metadata = python::find_in_class(type, "metadata")) {
      return of_metadata(*metadata, hops);
    }
    for (const Value& base : type.bases) {
      if (const auto found = of_owner(base, hops)) return found;
    }
    return std::nullopt;
  }

  // declarative_base(metadata=…), SQLAlchemy(metadata=…, model_class=…),
  // registry(metadata=…).generate_base().
  std::optional<NamingConvention> of_call(const External& call, int hops) {
    constexpr auto makers = std::to_array<std::string_view>(
        {"declarative_base", "automap_base", "SQLAlchemy", "registry"});
    const std::string_view name = call.last_name();
    if (std::find(makers.begin(), makers.end(), name) != makers.end()) {
      return of_maker(call.arguments, hops);
    }
    const External* callee = call.operands[0].external();
    const bool generates = name == "generate_base" && callee && !callee->operands.empty();
    return generates ? of_owner(callee->operands[0], hops) : std::nullopt;
  }

  std::optional<NamingConvention> of_maker(std::span<const python::Argument> arguments, int hops) {
    if (const Value* metadata = argument_of(arguments, "metadata")) {
      return of_metadata(*metadata, hops);
    }
    for (const char* keyword : {"model_class", "cls"}) {
      if (const Value* type = argument_of(arguments, keyword)) return of_owner(*type, hops);
    }
    const bool unpacks = argument_of(arguments, "**") != nullptr;
    return unpacks ? std::nullopt : std::optional(NamingConvention{});
  }

  python::Evaluator& evaluator_;
};

// `x.metadata.naming_convention = {…}` at the top of a module.
const python::Expression* assigned_convention(const python::Statement& statement) {
  const auto* assignment = statement.as<python::Assign>();
  if (!assignment || assignment->targets.size() != 1) return nullptr;
  const auto* target = assignment->targets[0]->as<python::Attribute>();
  return target && target->name == "naming_convention" ? assignment->value.get() : nullptr;
}

}  // namespace

std::optional<NamingConvention> convention_of_environment(
    const std::shared_ptr<const python::Module>& env, python::ModuleFinder& modules) {
  CallRecorder calls;
  python::Evaluator evaluator(env, calls, &modules);
  evaluator.run_module();
  std::vector<Value> targets = std::move(calls.targets);
  if (const Value* target = evaluator.variable("target_metadata")) targets.push_back(*target);
  std::optional<NamingConvention> found;
  for (const Value& target : targets) {
    if (target.is_none()) continue;
    if (target.sequence()) return NamingConvention{};  // Alembic takes none from a list of them
    const auto convention = MetadataFollower(evaluator).of_metadata(target);
    if (!convention) return std::nullopt;
    if (!found) found = convention;
  }
  const bool has_none = !targets.empty() && !found;
  return has_none ? std::optional(NamingConvention{}) : found;
}

std::vector<NamingConvention> conventions_in(const std::shared_ptr<const python::Module>& module,
                                             python::ModuleFinder& modules) {
  CallRecorder calls;
  python::Evaluator evaluator(module, calls, &modules);
  evaluator.run_module();
  std::vector<NamingConvention> found;
  for (const Value& metadata : calls.metadata) {
    NamingConvention convention = convention_of(metadata);
    const bool is_empty = convention.templates.empty() && convention.unknown.empty();
    if (!is_empty) found.push_back(std::move(convention));
  }
  for (const python::Statement& statement : module->body) {
    const python::Expression* assigned = assigned_convention(statement);
    if (assigned) found.push_back(convention_of_dict(evaluator.value_of(*assigned)));
  }
  return found;
}

}  // namespace migcheck::alembic
