#include <algorithm>

#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/external.h"

namespace migcheck::python {

namespace {

// Imports always succeed here: their fallback is never taken.
bool is_import_error(std::string_view name) {
  return name == "ImportError" || name == "ModuleNotFoundError";
}

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

}  // namespace migcheck::python
