#include <algorithm>
#include <array>
#include <list>

#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/names.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/region.h"

namespace migcheck::python {

namespace {

std::string exception_name(const Value& value) {
  if (const External* external = value.external()) return std::string(external->last_name());
  const ClassObject* type = class_object(value);
  return type ? type->name : "";
}

// Imports always succeed here: their fallback is never taken.
bool is_import_error(std::string_view name) {
  return name == "ImportError" || name == "ModuleNotFoundError";
}

// With functools.wraps(other) a function has the name of the other.
std::string qualified_name(const Value& function, const std::string& otherwise) {
  const auto* named = object_as<FunctionObject>(function);
  return named ? named->qualified : otherwise;
}

constexpr int maximum_alternatives = 100;

// What comes after the first part of a statement.
template <typename Completion>
void add_doubt(Completion& result, const Completion& more) {
  result.may_continue |= more.may_continue;
  result.may_break |= more.may_break;
  result.may_return |= more.may_return;
  if (result.reason.empty()) {
    result.reason = more.reason;
    result.span = more.span;
  }
}

template <typename Completion>
void add(Completion& result, const Completion& more) {
  result.flow = more.flow;
  add_doubt(result, more);
}

}  // namespace

Evaluator::Completion Evaluator::execute(const Block& block) {
  Completion total;
  // What follows a statement that may have left the block is conditional.
  std::list<Rest> rests;
  Regions regions;
  std::vector<std::pair<Snapshot, std::string>> before;
  for (const Statement& statement : block) {
    const Completion one = execute(statement);
    total.may_continue |= one.may_continue;
    total.may_break |= one.may_break;
    total.may_return |= one.may_return;
    if (one.may_leave()) {
      total.reason = one.reason;
      total.span = one.span;
    }
    if (one.flow != Flow::normal) {
      total.flow = one.flow;
      break;
    }
    if (!one.may_leave() || &statement == &block.back()) continue;
    if (one.may_continue || one.may_break) {
      before.emplace_back(snapshot(), one.reason);
      regions.begin(*this, {one.span, one.reason});
    } else {
      rests.emplace_back(host_, one.span, one.reason);
    }
  }
  regions.end();
  for (const auto& [saved, reason] : before) merge(saved, reason);
  return total;
}

Evaluator::Completion Evaluator::execute(const Statement& statement) {
  step();
  const Counted deeper(depth_);
  const Span span = here(statement.span);
  current_ = span;
  try {
    return std::visit([&](const auto& node) { return execute(node, span); }, statement.node);
  } catch (Raised& raised) {
    if (!raised.span) raised.span = span;
    throw;
  }
}

Evaluator::Completion Evaluator::execute(const ExpressionStatement& node, Span) {
  if (node.value) evaluate(*node.value, Use::statement);
  return {};
}

Evaluator::Completion Evaluator::execute(const Assign& node, Span) {
  const Value value = evaluate(*node.value);
  for (const ExpressionPtr& target : node.targets) assign(*target, value);
  return {};
}

Evaluator::Completion Evaluator::execute(const AnnotatedAssign& node, Span) {
  if (node.value) assign(*node.target, evaluate(*node.value));
  return {};
}

// Lists, sets and dicts are changed in place, as Python does it.
Evaluator::Completion Evaluator::execute(const AugmentedAssign& node, Span span) {
  const Value left = evaluate(*node.target);
  const Value right = evaluate(*node.value);
  const Sequence* sequence = left.sequence();
  const bool list = sequence && sequence->kind == Sequence::Kind::list;
  const bool set = sequence && sequence->kind == Sequence::Kind::set;
  if (list && node.op == "+") {
    call_method(*this, left, "extend", {{"", right}}, span);
    return {};
  }
  const Value other =
      left.dict() && node.op == "|" ? call_builtin(*this, "dict", {{"", right}}, span) : right;
  Value result = binary(node.op, left, other, span);
  if (const auto* text = result.as<std::string>()) charge(text->size() / 256);
  if (list || set || left.dict()) {
    replace_content(left, result);
    return {};
  }
  assign(*node.target, keep(result));
  return {};
}

// Puts what an operator gives into the container itself.
void Evaluator::replace_content(const Value& container, const Value& result) {
  Sequence* sequence = changeable_sequence(container);
  Dict* dict = changeable_dict(container);
  if (sequence && result.sequence()) {
    const Values items = result.sequence()->items;
    charge(items.size() / 8);
    sequence->items = items;
  } else if (dict && result.dict()) {
    const auto items = result.dict()->items;
    dict->items = items;
  } else if (sequence || dict) {
    taint(container, reason_of(result));
  }
}

Evaluator::Completion Evaluator::execute(const Return& node, Span span) {
  Value value = node.value ? evaluate(*node.value) : Value{None{}, span};
  frames_.back().results.push_back(std::move(value));
  Completion completion;
  completion.flow = Flow::returns;
  return completion;
}

Evaluator::Completion Evaluator::execute(const Raise& node, Span span) {
  if (!node.value && !handled_.empty()) throw Raised(handled_.back());
  Raised raised;
  raised.cause = Raised::Cause::statement;
  raised.span = span;
  if (node.value) {
    raised.value = evaluate(*node.value);
    if (object_as<ClassObject>(raised.value)) raised.value = call(raised.value, {}, span);
    raised.type = exception_name(raised.value);
  }
  throw raised;
}

Evaluator::Completion Evaluator::execute(const Pass&, Span) { return {}; }

Evaluator::Completion Evaluator::execute(const Break&, Span) {
  Completion completion;
  completion.flow = Flow::breaks;
  return completion;
}

Evaluator::Completion Evaluator::execute(const Continue&, Span) {
  Completion completion;
  completion.flow = Flow::continues;
  return completion;
}

Evaluator::Completion Evaluator::execute(const Delete& node, Span span) {
  for (const ExpressionPtr& target : node.targets) {
    if (const auto* name = target->as<Name>()) {
      delete_name(name->id);
    } else if (const auto* item = target->as<Subscript>()) {
      const Value object = evaluate(*item->object);
      if (const auto* slice = item->index->as<Slice>()) {
        assign_slice(object, evaluate(*slice, span), make_list({}, span));
      } else {
        delete_item(object, evaluate(*item->index));
      }
    } else if (const auto* attribute_target = target->as<Attribute>()) {
      const Value object = evaluate(*attribute_target->object);
      const auto* instance = object_as<InstanceObject>(object);
      if (instance && instance->attributes->find(attribute_target->name)) {
        instance->attributes->remove(attribute_target->name);
      }
    }
  }
  return {};
}

void Evaluator::delete_name(const std::string& name) {
  Scope& target = scope().globals.contains(name) ? scope().module() : scope();
  target.variables.erase(name);
}

void Evaluator::delete_item(const Value& object, const Value& index) {
  if (Dict* dict = changeable_dict(object)) {
    const Place place = find_key(*dict, index);
    if (place.found == Ternary::no) fail("KeyError");
    if (place.found == Ternary::unknown) return taint(object, reason_of(index));
    dict->items.erase(dict->items.begin() + static_cast<std::ptrdiff_t>(place.index));
    return;
  }
  Sequence* sequence = changeable_sequence(object);
  const auto* number = index.as<std::int64_t>();
  if (!sequence || !number) return taint(object, "has lost an item that is not known");
  if (sequence->kind != Sequence::Kind::list) fail("TypeError");
  const auto size = static_cast<std::int64_t>(sequence->items.size());
  const std::int64_t at = *number < 0 ? *number + size : *number;
  if (at < 0 || at >= size) fail("IndexError");
  sequence->items.erase(sequence->items.begin() + at);
}

Evaluator::Completion Evaluator::execute(const Global& node, Span) {
  auto& names = node.nonlocal ? scope().nonlocals : scope().globals;
  names.insert(node.names.begin(), node.names.end());
  return {};
}

Evaluator::Completion Evaluator::execute(const Assert& node, Span span) {
  const Value test = evaluate_test(*node.test);
  const auto known = truth(test);
  if (!known || *known) return {};
  Raised raised;
  raised.type = "AssertionError";
  raised.cause = Raised::Cause::statement;
  raised.span = span;
  throw raised;
}

// Nothing is known about what it leaves behind, nor whether anything after it runs.
Evaluator::Completion Evaluator::execute(const Unsupported& node, Span span) {
  opaque(span, "is a `" + node.what + "` statement, which is not followed");
  return {};
}

// The cases one after the other, as an if with its elifs.
Evaluator::Completion Evaluator::execute(const Match& node, Span span) {
  return match_from(node, 0, evaluate(*node.subject), span);
}

Evaluator::Completion Evaluator::match_from(const Match& node, std::size_t index,
                                            const Value& subject, Span span) {
  step();
  for (; index < node.cases.size(); ++index) {
    const Match::Case& one = node.cases[index];
    Ternary matches = one.patterns.empty() ? Ternary::yes : Ternary::no;
    for (const ExpressionPtr& pattern : one.patterns) {
      const Ternary same = equal(subject, evaluate(*pattern));
      if (same != Ternary::no && matches != Ternary::yes) matches = same;
    }
    std::string reason = reason_of(subject);
    if (!one.unsupported.empty()) {
      matches = Ternary::unknown;
      reason = "depends on a pattern of `match` that is not followed";
      for (const std::string& name : one.captures) assign_name(name, make_unknown(reason, span));
    }
    if (matches == Ternary::no) continue;
    if (!one.name.empty()) assign_name(one.name, subject);
    if (one.guard && matches == Ternary::yes) {
      const Value guard = evaluate_test(*one.guard);
      const auto known = truth(guard);
      matches = known ? ternary(*known) : Ternary::unknown;
      if (!known) reason = reason_of(guard);
    }
    if (matches == Ternary::no) continue;
    if (matches == Ternary::yes) return execute(one.body);
    const Counted alternative(alternatives_);
    if (alternatives_ > maximum_alternatives) {
      opaque(span, "has too many alternatives that are not known");
      return {};
    }
    return either(
        {span, reason}, [&] { return execute(one.body); },
        [&, index] { return match_from(node, index + 1, subject, span); });
  }
  return {};
}

// The body; then the handler that catches what it raises. Where something in the body may fail
// that is not known, every handler that might run does, under that condition.
Evaluator::Completion Evaluator::execute(const Try& node, Span span) {
  Completion result;
  std::optional<Raised> raised;
  const std::size_t doubts = doubts_;
  ++tries_;
  host_.begin_try();
  const auto leave = [&] {
    --tries_;
    host_.end_try();
  };
  try {
    result = execute(node.body);
  } catch (const Raised& signal) {
    raised = signal;
  } catch (...) {
    leave();
    throw;
  }
  leave();
  const bool may_fail = raised || doubts_ != doubts;
  std::optional<Raised> escapes;
  try {
    if (!raised && result.flow == Flow::normal) add(result, execute(node.otherwise));
    if (may_fail) {
      const Completion handled = execute_handlers(node, raised ? &*raised : nullptr, span);
      if (raised) {
        result = handled;
      } else {
        add_doubt(result, handled);
      }
    }
  } catch (const Raised& signal) {
    escapes = signal;
  }
  const Completion last = execute(node.finally);
  if (last.flow != Flow::normal) return last;
  if (escapes) throw *escapes;
  return result;
}

Evaluator::Completion Evaluator::execute_handlers(const Try& node, const Raised* raised,
                                                  Span span) {
  const Condition condition{span, "depends on whether a statement fails"};
  Completion result;
  bool caught = false;
  for (const Try::Handler& handler : node.handlers) {
    const Value type = handler.type ? evaluate(*handler.type) : Value{};
    const bool imports = is_import_error(handler.type ? exception_name(type) : "");
    if (imports && !raised) continue;
    Raised unknown;
    unknown.cause = Raised::Cause::statement;
    const Raised& error = raised ? *raised : unknown;
    const Ternary catches_it = !raised         ? Ternary::unknown
                               : !handler.type ? Ternary::yes
                                               : catches(type, *raised);
    if (catches_it == Ternary::no) continue;
    if (catches_it == Ternary::yes) {
      if (!caught) return handle(handler, error, span);
      add_doubt(result, either(
                            condition, [&] { return handle(handler, error, span); }, nullptr));
      return result;
    }
    caught = true;
    add_doubt(result, either(
                          condition, [&] { return handle(handler, error, span); }, nullptr));
  }
  if (raised && !caught) throw Raised(*raised);
  return result;
}

// Runs the body of an except clause.
Evaluator::Completion Evaluator::handle(const Try::Handler& handler, const Raised& raised,
                                        Span span) {
  if (!handler.name.empty()) {
    const Value& error = raised.value;
    assign_name(handler.name,
                error.is_unknown() ? make_unknown("depends on an error", span) : error);
  }
  handled_.push_back(raised);
  try {
    const Completion result = execute(handler.body);
    handled_.pop_back();
    return result;
  } catch (...) {
    handled_.pop_back();
    throw;
  }
}

// Whether an except clause with this type catches the exception.
Ternary Evaluator::catches(const Value& type, const Raised& raised) const {
  if (const Sequence* types = type.sequence()) {
    Ternary result = Ternary::no;
    for (const Value& one : types->items) {
      const Ternary caught = catches(one, raised);
      if (caught == Ternary::yes) return caught;
      if (caught == Ternary::unknown) result = caught;
    }
    return result;
  }
  const std::string name = exception_name(type);
  if (name == "BaseException") return Ternary::yes;
  const ClassObject* own = class_object(raised.value);
  const External* library = own ? library_base(*own) : nullptr;
  if (const auto* wanted = object_as<ClassObject>(type)) {
    if (!own) return is_exception(raised.type) ? Ternary::no : Ternary::unknown;
    const auto& ancestors = own->ancestors;
    const bool derives =
        own == wanted || std::find(ancestors.begin(), ancestors.end(), wanted) != ancestors.end();
    return ternary(derives);
  }
  const External* external = type.external();
  const bool builtin = external && external->dotted_name().starts_with("builtins.");
  const std::string raised_name = library ? std::string(library->last_name()) : raised.type;
  if (!is_exception(raised_name)) {
    return builtin && name == "Exception" && !raised_name.empty() ? Ternary::yes : Ternary::unknown;
  }
  // Classes of libraries may derive from Python's, but what Python raises is none of theirs.
  return ternary(builtin && derives_from(raised_name, name));
}

Evaluator::Completion Evaluator::execute(const With& node, Span span) {
  return execute_with(node, 0, span);
}

Evaluator::Completion Evaluator::execute_with(const With& node, std::size_t item, Span span) {
  if (item == node.items.size()) return execute(node.body);
  const With::Item& current = node.items[item];
  // A manager is made for what entering and leaving it do.
  const Value manager = evaluate(*current.manager, Use::statement);
  const auto bind_target = [&](const Value& value) {
    if (current.target) assign(*current.target, value);
  };
  // A generator with @contextmanager: the body runs where it yields.
  if (const auto* pending = object_as<PendingContext>(manager)) {
    Completion completion;
    const std::size_t depth = frames_.size();
    const std::optional<Span> outer_foreign = foreign_;
    const auto on_yield = [&](const Value& value) {
      std::vector<Frame> inner(
          std::make_move_iterator(frames_.begin() + static_cast<std::ptrdiff_t>(depth)),
          std::make_move_iterator(frames_.end()));
      frames_.resize(depth);
      const std::optional<Span> inner_foreign = foreign_;
      const auto resume = [&] {
        for (Frame& frame : inner) frames_.push_back(std::move(frame));
        foreign_ = inner_foreign;
      };
      foreign_ = outer_foreign;
      try {
        bind_target(value);
        completion = execute_with(node, item + 1, span);
      } catch (...) {
        resume();
        throw;
      }
      resume();
    };
    call_function(std::get<FunctionObject>(pending->function->data), pending->arguments, span,
                  on_yield);
    return completion;
  }
  if (const auto* instance = object_as<InstanceObject>(manager)) {
    return execute_managed(node, item, manager, *class_of(*instance), span);
  }
  const External* made = manager.external();
  if (made && made->dotted_name() == "contextlib.suppress") {
    return execute_suppressed(node, item, *made, span);
  }
  if (made && made->dotted_name() == "contextlib.nullcontext") {
    bind_target(made->arguments.empty() ? Value{None{}, span} : made->arguments[0].value);
    return execute_with(node, item + 1, span);
  }
  if (!manager.external() || imports_ > 0) {
    bind_target(make_unknown(reason_of(manager), span));
    return execute_with(node, item + 1, span);
  }
  const auto entered = host_.enter(manager);
  bind_target(entered ? *entered : manager);
  Completion completion;
  try {
    completion = execute_with(node, item + 1, span);
  } catch (...) {
    host_.exit(manager);
    throw;
  }
  host_.exit(manager);
  return completion;
}

// An instance of a class with __enter__ and __exit__.
Evaluator::Completion Evaluator::execute_managed(const With& node, std::size_t item,
                                                 const Value& manager, const ClassObject& type,
                                                 Span span) {
  const Value* enter = find_in_class(type, "__enter__");
  const Value* exit = find_in_class(type, "__exit__");
  const Value entered =
      enter ? call(*enter, {{"", manager}}, span) : make_unknown("is an object", span);
  if (node.items[item].target) assign(*node.items[item].target, entered);
  const Value none{None{}, span};
  const auto leave = [&](const Value& error) {
    return exit ? call(*exit, {{"", manager}, {"", error}, {"", error}, {"", error}}, span) : none;
  };
  std::optional<Raised> raised;
  Completion completion;
  try {
    completion = execute_with(node, item + 1, span);
  } catch (const Raised& signal) {
    raised = signal;
  }
  if (!raised) {
    leave(none);
    return completion;
  }
  External error;
  error.path = "builtins." + (raised->type.empty() ? "Exception" : raised->type);
  error.span = span;
  if (!truth(leave(make_external(std::move(error)))).value_or(false)) throw Raised(*raised);
  return {};
}

// contextlib.suppress(…).
Evaluator::Completion Evaluator::execute_suppressed(const With& node, std::size_t item,
                                                    const External& manager, Span span) {
  ++tries_;
  host_.begin_try();
  const auto leave = [&] {
    --tries_;
    host_.end_try();
  };
  Completion completion;
  try {
    completion = execute_with(node, item + 1, span);
  } catch (const Raised& raised) {
    leave();
    Ternary suppressed = Ternary::no;
    for (const Argument& argument : manager.arguments) {
      const Ternary one = catches(argument.value, raised);
      if (suppressed != Ternary::yes && one != Ternary::no) suppressed = one;
    }
    if (suppressed == Ternary::no) throw;
    return {};
  } catch (...) {
    leave();
    throw;
  }
  leave();
  return completion;
}

Value Evaluator::make_function(std::shared_ptr<const Function> syntax, Span span) {
  FunctionObject made;
  for (const Parameter& parameter : syntax->parameters) {
    made.defaults.push_back(
        parameter.default_value ? std::optional(evaluate(*parameter.default_value)) : std::nullopt);
  }
  made.syntax = std::move(syntax);
  made.scope = &scope();
  made.file = scope().module().file;
  made.evaluator = this;
  made.qualified = scope().prefix + (made.syntax->name.empty() ? "<lambda>" : made.syntax->name);
  return make_object({std::move(made)}, span);
}

Evaluator::Completion Evaluator::execute(const FunctionDefinition& node, Span span) {
  Value function = make_function(node.function, span);
  assign_name(node.function->name, decorated(std::move(function), node.function->decorators));
  return {};
}

// The innermost decorator comes first.
Value Evaluator::decorated(Value function, const Expressions& decorators) {
  using Kind = FunctionObject::Kind;
  for (auto decorator = decorators.rbegin(); decorator != decorators.rend(); ++decorator) {
    const Value value = evaluate(**decorator);
    const FunctionObject* plain = object_as<FunctionObject>(function);
    const External* external = value.external();
    const auto* builtin = object_as<BuiltinObject>(value);
    const std::string name = external ? external->dotted_name() : builtin ? builtin->name : "";
    const auto* method = object_as<MethodObject>(value);
    if (plain && method && method->name == "setter" && object_as<FunctionObject>(method->self)) {
      FunctionObject property = *object_as<FunctionObject>(method->self);
      property.setter = std::make_shared<const Value>(function);
      function = make_object({std::move(property)}, function.span);
      continue;
    }
    const bool own = object_as<FunctionObject>(value) || object_as<ClassObject>(value) ||
                     object_as<MethodObject>(value);
    if (own && !function.is_unknown()) {
      function = call(value, {{"", function}}, function.span);
      continue;
    }
    if (!plain) return make_unknown("is decorated twice", function.span);
    FunctionObject changed = *plain;
    if (name == "staticmethod") {
      changed.kind = Kind::static_method;
    } else if (name == "classmethod") {
      changed.kind = Kind::class_method;
    } else if (name == "property" || name == "functools.cached_property") {
      changed.kind = Kind::property;
    } else if (name == "contextlib.contextmanager") {
      changed.kind = Kind::context_manager;
    } else if (name == "abc.abstractmethod") {
      changed.obstacle = "is an abstract method";
    } else if (name == "functools.wraps" && external->arguments.size() == 1) {
      changed.qualified = qualified_name(external->arguments[0].value, changed.qualified);
    } else if (name == "functools.cache" || name == "functools.lru_cache" ||
               name == "typing.no_type_check" || name == "typing.override" ||
               name == "typing.final") {
      continue;
    } else {
      changed.obstacle = "is decorated with something that is not read: it " + reason_of(value);
    }
    function = make_object({std::move(changed)}, function.span);
  }
  return function;
}

Evaluator::Completion Evaluator::execute(const ClassDefinition& node, Span span) {
  assign_name(node.name, make_class(node, span));
  return {};
}

}  // namespace migcheck::python
