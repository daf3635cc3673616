#include "dialect/alembic/python/evaluator.h"

#include <algorithm>

#include "dialect/alembic/python/characters.h"
#include "dialect/alembic/python/reason.h"

namespace migcheck::python {

namespace {

// The name under which Alembic imports a revision: its file's, with _ for what is no letter, digit
// or _. What is beyond ASCII counts as letters.
std::string module_name(std::string_view path) {
  std::string name(path.substr(path.rfind('/') + 1));
  std::replace_if(
      name.begin(), name.end(),
      [](char c) { return c >= 0 && !is_letter(c) && !is_digit(c) && c != '_'; }, '_');
  return name;
}

}  // namespace

Evaluator::Evaluator(std::shared_ptr<const Module> module, Host& host, ModuleFinder* finder)
    : module_(std::move(module)), host_(host), finder_(finder) {
  globals_ = &new_scope(Scope::Kind::module, nullptr);
  globals_->file = module_->file;
  globals_->variables["__name__"] = {module_name(module_->file->path), {}};
  globals_->variables["__file__"] = {"/" + module_->file->path, {}};
  frames_.push_back({globals_, nullptr, {}, {}, {}});
}

Evaluator::~Evaluator() {
  for (const auto& sequence : sequences_) {
    sequence->items.clear();
    sequence->pending = nullptr;
    sequence->source.reset();
  }
  for (const auto& dict : dicts_) {
    dict->items.clear();
    dict->missing.reset();
  }
  for (const auto& attributes : attributes_) *attributes = {};
  for (const auto& scope : scopes_) {
    scope->variables.clear();
    scope->type = {};
  }
}

void Evaluator::run_module() {
  try {
    run_statements(module_->body);
  } catch (const Stopped&) {
    // Reported when a function runs out of steps too.
  }
}

const Value* Evaluator::variable(std::string_view name) const {
  const auto found = globals_->variables.find(name);
  return found == globals_->variables.end() ? nullptr : &found->second;
}

void Evaluator::run(std::string_view name, Span span) {
  const Value* found = variable(name);
  in_function_ = true;
  if (!found) {
    imports_ = 0;
    opaque(span, "is not defined by what could be read of its module");
    in_function_ = false;
    return;
  }
  const Value function = certain(*found, span);
  if (module_error_) report(*module_error_);
  // The module may have run out of steps anywhere.
  imports_ = tries_ = 0;
  handled_.clear();
  foreign_.reset();
  frames_.resize(1);
  frames_[0].scope = globals_;
  try {
    if (object_as<FunctionObject>(function)) {
      call(function, {}, span, Use::statement);
    } else {
      opaque(span, "is not a function that is defined here: it " + reason_of(function));
    }
  } catch (const Raised& raised) {
    report(raised);
  } catch (const Stopped&) {
    imports_ = 0;
    opaque(current_, "runs longer than " + std::to_string(maximum_steps) + " steps");
  }
  in_function_ = false;
}

Value Evaluator::value_of(const Expression& expression) {
  try {
    return evaluate(expression);
  } catch (const Raised&) {
    return make_unknown("raises", expression.span);
  } catch (const Stopped&) {
    return make_unknown("runs too long", expression.span);
  }
}

Value Evaluator::make_list(Values items, Span span, Sequence::Kind kind) {
  auto made = std::make_shared<Sequence>();
  made->kind = kind;
  made->items = std::move(items);
  made->uncertainty.region = region_;
  sequences_.push_back(made);
  return {std::move(made), span};
}

Value Evaluator::make_dict(std::vector<std::pair<Value, Value>> items, Span span) {
  auto made = std::make_shared<Dict>();
  made->items = std::move(items);
  made->uncertainty.region = region_;
  dicts_.push_back(made);
  return {std::move(made), span};
}

Value Evaluator::make_object(Object object, Span span) {
  if (const auto* type = std::get_if<ClassObject>(&object.data)) {
    attributes_.push_back(type->attributes);
  }
  if (auto* instance = std::get_if<InstanceObject>(&object.data)) {
    instance->region = region_;
    attributes_.push_back(instance->attributes);
  }
  return {std::make_shared<const Object>(std::move(object)), span};
}

// A container that an operator has made, as one of the evaluator's own.
Value Evaluator::keep(const Value& made) {
  if (const auto* sequence = made.as<std::shared_ptr<Sequence>>()) {
    (*sequence)->uncertainty.region = region_;
    sequences_.push_back(*sequence);
  }
  if (const auto* dict = made.as<std::shared_ptr<Dict>>()) {
    (*dict)->uncertainty.region = region_;
    dicts_.push_back(*dict);
  }
  return made;
}

Value Evaluator::make_iterator(Values items, Span span) {
  return make_list(std::move(items), span, Sequence::Kind::iterator);
}

void Evaluator::charge(std::size_t steps) {
  steps_ += steps;
  if (steps_ > maximum_steps) throw Stopped{};
}

void Evaluator::step() { charge(1); }

Scope& Evaluator::new_scope(Scope::Kind kind, Scope* enclosing) {
  auto made = std::make_unique<Scope>();
  made->kind = kind;
  made->enclosing = enclosing;
  scopes_.push_back(std::move(made));
  return *scopes_.back();
}

// Module level runs whenever Alembic imports the file, without a connection: nothing there can
// touch the database. What a loop cannot evaluate is reported once, not in each iteration.
void Evaluator::opaque(Span span, const std::string& reason) {
  if (!in_function_ || imports_ > 0) return;
  if (reported_.emplace(span.begin, span.end, reason).second) host_.opaque(span, reason);
}

// A `raise` is meant; a failure is an error that Alembic would show.
void Evaluator::report(const Raised& raised) {
  if (!in_function_ || imports_ > 0) return;
  const Span span = raised.span.value_or(current_);
  if (raised.cause == Raised::Cause::statement) {
    host_.raised(span);
  } else {
    opaque(span, "raises " + raised.type);
  }
}

// The statements of the module, each by itself: what comes after an error is defined too, for the
// error is reported with each function that runs.
void Evaluator::run_statements(const Block& body) {
  for (const Statement& statement : body) {
    try {
      execute(statement);
    } catch (const Raised& raised) {
      if (!module_error_) module_error_ = raised;
    }
  }
}

std::optional<Value> invoke(const Value& function, std::vector<Argument> arguments) {
  const FunctionObject* callee = object_as<FunctionObject>(function);
  if (const auto* method = object_as<MethodObject>(function)) {
    callee = object_as<FunctionObject>(method->function);
  }
  if (!callee) return std::nullopt;
  return callee->evaluator->call(function, arguments, function.span);
}

std::optional<Value> invoke_method(const Value& instance, const std::string& name,
                                   std::vector<Argument> arguments) {
  const ClassObject* type = class_object(instance);
  const Value* method = type ? find_in_class(*type, name) : nullptr;
  if (!method || !object_as<FunctionObject>(*method)) return std::nullopt;
  arguments.insert(arguments.begin(), Argument{"", instance});
  return invoke(*method, std::move(arguments));
}

}  // namespace migcheck::python
