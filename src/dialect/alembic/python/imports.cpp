#include <algorithm>

#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"

namespace migcheck::python {

namespace {

// A migration needs a helper or two; more would be reading the application.
constexpr std::size_t maximum_modules = 20;

Value named(const std::string& path, Span span) {
  External external;
  external.path = path;
  external.span = span;
  return make_external(std::move(external));
}

// ".util.quote": the dots keep a relative name apart from a library's.
std::string dotted(const LazyImport& import) {
  std::string path = std::string(import.level, '.') + import.module;
  if (import.name.empty()) return path;
  return path + (import.module.empty() ? "" : ".") + import.name;
}

// What a migration may use of a module without knowing its application: plain data and functions.
// A class that derives from a library's is better known by its name.
bool is_usable(const Value& value) {
  if (value.is_unknown() || object_as<LazyImport>(value)) return false;
  if (const External* external = value.external()) {
    return origin_of(root_of(*external)) != Origin::application;
  }
  const ClassObject* type = class_object(value);
  return !type || type->kind == ClassObject::Kind::enumeration || !library_base(*type);
}

}  // namespace

Value Evaluator::imported(LazyImport import, Span span) {
  const bool own = import.level > 0 || origin_of(import.module) == Origin::application;
  if (!own || !finder_) return named(dotted(import), span);
  return make_object({std::move(import)}, span);
}

Value Evaluator::resolve(const LazyImport& import, Span span) {
  if (import.name.empty()) {
    Scope* module = load_module(import);
    return module ? make_object({ModuleObject{dotted(import), module}}, span)
                  : named(dotted(import), span);
  }
  if (Scope* module = load_module(import)) {
    if (auto found = take_from_module(*module, import.name)) return *found;
    const auto passed_on = find_in_star_imports(*module, import.name, 0);
    if (passed_on && is_usable(*passed_on)) return *passed_on;
  }
  // `from package import module`.
  LazyImport submodule = import;
  submodule.module += (import.module.empty() ? "" : ".") + import.name;
  submodule.name.clear();
  if (Scope* module = load_module(submodule)) {
    return make_object({ModuleObject{dotted(import), module}}, span);
  }
  return named(dotted(import), span);
}

// Evaluates a module of the project, once. Its code has no effect on the database, and no spans of
// its own here. Null if there is none, if it cannot be read, or while it is being read.
Scope* Evaluator::load_module(const LazyImport& import) {
  const ModuleFinder::Found found = finder_->find(import.module, import.level, import.importer);
  if (!found.module) return nullptr;
  if (const auto known = modules_.find(found.path); known != modules_.end()) return known->second;
  if (modules_.size() >= maximum_modules) return nullptr;
  modules_[found.path] = nullptr;
  Scope& made = new_scope(Scope::Kind::module, nullptr);
  made.file = found.module->file;
  made.name = import.module;
  made.variables["__name__"] = {import.module, {}};
  made.variables["__file__"] = {"/" + found.path, {}};
  const std::optional<Span> outer = foreign_;
  if (!foreign_) foreign_ = Span{};
  ++imports_;
  frames_.push_back({&made, nullptr, {}, {}, {}});
  bool complete = true;
  try {
    execute(found.module->body);
  } catch (const Raised&) {
    complete = false;
  }
  frames_.pop_back();
  --imports_;
  foreign_ = outer;
  if (complete) modules_[found.path] = &made;
  return complete ? &made : nullptr;
}

std::optional<Value> Evaluator::take_from_module(Scope& module, const std::string& name) {
  const auto found = module.variables.find(name);
  if (found == module.variables.end()) return std::nullopt;
  const Value value = certain(found->second, found->second.span);
  return is_usable(value) ? std::optional(value) : std::nullopt;
}

std::optional<Value> Evaluator::find_class(const std::string& dotted) {
  std::optional<Value> found = find_in_project(dotted);
  return found && object_as<ClassObject>(*found) ? found : std::nullopt;
}

std::optional<Value> Evaluator::find_in_project(const std::string& dotted) {
  const std::size_t level = std::min(dotted.find_first_not_of('.'), dotted.size());
  const std::size_t last = dotted.rfind('.');
  if (last == std::string::npos || last < level) return std::nullopt;
  return find_in_project(
      {dotted.substr(level, last - level), level, dotted.substr(last + 1), module_->file->path}, 0);
}

// A package may pass on what one of its modules defines.
std::optional<Value> Evaluator::find_in_project(const LazyImport& import, int hops) {
  constexpr int maximum_hops = 4;
  Scope* module = finder_ && hops <= maximum_hops ? load_module(import) : nullptr;
  if (!module) return std::nullopt;
  const auto found = module->variables.find(import.name);
  if (found == module->variables.end()) return find_in_star_imports(*module, import.name, hops);
  const Value value = certain(found->second, found->second.span);
  if (const auto* passed_on = object_as<LazyImport>(value)) {
    return find_in_project(*passed_on, hops + 1);
  }
  return value.is_unknown() ? std::nullopt : std::optional(value);
}

std::optional<Value> Evaluator::find_in_star_imports(const Scope& module, const std::string& name,
                                                     int hops) {
  for (auto star = module.star_imports.rbegin(); star != module.star_imports.rend(); ++star) {
    const std::size_t level = std::min(star->find_first_not_of('.'), star->size());
    const LazyImport import{star->substr(level), level, name, module.file->path};
    if (auto found = find_in_project(import, hops + 1)) return found;
  }
  return std::nullopt;
}

Evaluator::Completion Evaluator::execute(const Import& node, Span span) {
  for (const Import::Module& module : node.modules) {
    if (module.alias.empty()) {
      // `import a.b` binds a; the rest is found by attributes.
      const std::string first = module.name.substr(0, module.name.find('.'));
      assign_name(first, named(first, span));
    } else {
      assign_name(module.alias, imported({module.name, 0, "", scope().module().file->path}, span));
    }
  }
  return {};
}

Evaluator::Completion Evaluator::execute(const FromImport& node, Span span) {
  const std::string& importer = scope().module().file->path;
  if (node.star) scope().module().star_imports.push_back(dotted({node.module, node.level, "", ""}));
  for (const FromImport::Item& item : node.items) {
    assign_name(item.alias.empty() ? item.name : item.alias,
                imported({node.module, node.level, item.name, importer}, span));
  }
  return {};
}

}  // namespace migcheck::python
