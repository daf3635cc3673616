#include <algorithm>
#include <array>

#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/region.h"
#include "dialect/alembic/python/render.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

// Calls of the migration's functions and nested expressions together.
constexpr int maximum_depth = 500;

}  // namespace

Value Evaluator::evaluate(const Expression& expression, Use use) {
  step();
  const Counted deeper(depth_);
  if (depth_ > maximum_depth) {
    const std::string reason = "is nested in more than " + std::to_string(maximum_depth) + " steps";
    opaque(here(expression.span), reason);
    return make_unknown(reason, here(expression.span));
  }
  Value value = evaluate_node(expression, use);
  if (value.is_unknown()) ++doubts_;
  return value;
}

Value Evaluator::perhaps(const Condition& condition, const std::function<Value()>& action) {
  const Region region(*this, condition);
  try {
    return action();
  } catch (const Raised&) {
    ++doubts_;
    return make_unknown(condition.reason, condition.span);
  }
}

Value Evaluator::evaluate_node(const Expression& expression, Use use) {
  const Span span = here(expression.span);
  if (const auto* node = expression.as<Call>()) return evaluate(*node, span, use);
  if (const auto* node = expression.as<Await>()) return evaluate(*node->value, use);
  return std::visit(
      [&](const auto& node) -> Value {
        using Node = std::decay_t<decltype(node)>;
        if constexpr (std::is_same_v<Node, Call> || std::is_same_v<Node, Await>) {
          return {};
        } else {
          return evaluate(node, span);
        }
      },
      expression.node);
}

Value Evaluator::evaluate(const Name& name, Span span) { return lookup(name.id, span); }

Value Evaluator::evaluate(const Literal& literal, Span span) {
  Value value = literal.value;
  value.span = span;
  return value;
}

Value Evaluator::evaluate(const FormattedString& string, Span span) {
  std::string text;
  std::string obstacle;
  for (const FormattedString::Part& part : string.parts) {
    if (const auto* literal = std::get_if<std::string>(&part)) {
      text += *literal;
      continue;
    }
    const FormattedString::Field& field = *std::get<std::unique_ptr<FormattedString::Field>>(part);
    Value value = evaluate(*field.expression);
    if (field.conversion == 's') value = text_of(value, span);
    if (field.conversion == 'r' || field.conversion == 'a') {
      const Rendered shown = field.conversion == 'r' ? repr(value) : ascii(value);
      value = shown.text ? Value{*shown.text, span} : make_unknown(shown.reason, span);
    }
    const Value format = evaluate(field.format, span);
    const auto* spec = format.as<std::string>();
    const Value shown = spec ? format_of(value, *spec, span) : format;
    const auto* part_text = shown.as<std::string>();
    if (!part_text && obstacle.empty()) obstacle = reason_of(shown);
    if (part_text) text += *part_text;
    charge(text.size() / 256);
  }
  return obstacle.empty() ? Value{std::move(text), span} : make_unknown(obstacle, span);
}

Value Evaluator::evaluate(const Display& display, Span span) {
  Values items;
  for (const ExpressionPtr& item : display.items) {
    const auto* starred = item->as<Starred>();
    if (!starred) {
      items.push_back(evaluate(*item));
      continue;
    }
    const Value value = evaluate(*starred->value);
    const auto unpacked = iterate(value);
    if (!unpacked) return make_unknown(reason_of(value), span);
    items.insert(items.end(), unpacked->begin(), unpacked->end());
    charge(unpacked->size() / 8);
  }
  if (display.kind == Sequence::Kind::set) return distinct(*this, std::move(items), span);
  return make_list(std::move(items), span, display.kind);
}

Value Evaluator::evaluate(const DictDisplay& display, Span span) {
  const Value made = make_dict({}, span);
  Dict& dict = **made.as<std::shared_ptr<Dict>>();
  DictBuilder builder(*this, dict);
  for (const DictDisplay::Entry& entry : display.entries) {
    if (entry.key) {
      const Value key = evaluate(*entry.key);
      builder.add(key, evaluate(*entry.value));
      continue;
    }
    const Value value = evaluate(*entry.value);
    if (const Dict* other = value.dict()) {
      for (const auto& [key, item] : other->items) builder.add(key, item);
    } else {
      dict.uncertainty.reason = reason_of(value);
    }
  }
  return certain(made, span);
}

// Only in displays, calls and targets, which deal with it themselves.
Value Evaluator::evaluate(const Starred& starred, Span) { return evaluate(*starred.value); }

Value Evaluator::evaluate(const Attribute& node, Span span) {
  return attribute(evaluate(*node.object), node.name, span);
}

Value Evaluator::evaluate(const Subscript& node, Span span) {
  const Value object = evaluate(*node.object);
  if (const auto* slice = node.index->as<Slice>()) {
    const Value bounds = evaluate(*slice, span);
    if (object.external()) return subscript(object, bounds, span);
    return take_slice(*this, object, bounds, span);
  }
  return subscript(object, evaluate(*node.index), span);
}

// As a tuple of lower, upper and step, or, inside of a subscript of a library, as slice(…).
Value Evaluator::evaluate(const Slice& slice, Span span) {
  Values bounds;
  for (const ExpressionPtr* bound : {&slice.lower, &slice.upper, &slice.step}) {
    bounds.push_back(*bound ? evaluate(**bound) : Value{None{}, span});
  }
  return make_list(std::move(bounds), span, Sequence::Kind::tuple);
}

Value Evaluator::evaluate(const Unary& node, Span span) {
  if (node.op != "not") return unary(node.op, evaluate(*node.operand), span);
  const Value operand = evaluate_test(*node.operand);
  const auto known = truth(operand);
  return known ? Value{!*known, span} : make_unknown(reason_of(operand), span);
}

Value Evaluator::evaluate(const Chain& chain, Span span) {
  if (chain.kind == Chain::Kind::boolean) return evaluate_boolean(chain, span, Wanted::value);
  if (chain.kind == Chain::Kind::comparison) return evaluate_comparison(chain, span);
  Value result = evaluate(*chain.first);
  for (const Chain::Link& link : chain.rest) {
    result = binary(link.op, result, evaluate(*link.operand), span);
    if (const auto* text = result.as<std::string>()) charge(text->size() / 256);
    if (const Sequence* sequence = result.sequence()) {
      charge(sequence->items.size() / 8);
      result = keep(result);
    } else if (result.dict()) {
      result = keep(result);
    }
  }
  return result;
}

Value Evaluator::evaluate_test(const Expression& expression) {
  const auto* chain = expression.as<Chain>();
  if (!chain || chain->kind != Chain::Kind::boolean) return evaluate(expression);
  step();
  const Counted deeper(depth_);
  return evaluate_boolean(*chain, here(expression.span), Wanted::truth);
}

// What is not known stays so; what stands behind it is evaluated under a condition.
Value Evaluator::evaluate_boolean(const Chain& chain, Span span, Wanted wanted) {
  const auto operand = [&](const Expression& expression) {
    return wanted == Wanted::truth ? evaluate_test(expression) : evaluate(expression);
  };
  Value result = operand(*chain.first);
  for (const Chain::Link& link : chain.rest) {
    const bool stops_at = link.op == "or";
    const auto known = truth(result);
    if (known && *known == stops_at) continue;
    if (known) {
      result = operand(*link.operand);
      continue;
    }
    const std::string reason = reason_of(result);
    // `unknown and False` is not true in any case, though it need not be False.
    const auto decides = truth(perhaps({span, reason}, [&] { return operand(*link.operand); }));
    const bool decided = wanted == Wanted::truth && decides && *decides == stops_at;
    result = decided ? Value{stops_at, span} : make_unknown(reason, span);
  }
  return result;
}

Value Evaluator::evaluate_comparison(const Chain& chain, Span span) {
  Value left = evaluate(*chain.first);
  Value result{true, span};
  for (const Chain::Link& link : chain.rest) {
    Value right = evaluate(*link.operand);
    if (link.op.ends_with("in")) begin(right);
    const Value next = compare(link.op, left, right, span);
    if (chain.rest.size() == 1) return next;
    const auto known = truth(next);
    if (known && !*known) return next;
    if (!known) result = make_unknown(reason_of(next), span);
    left = std::move(right);
  }
  return result;
}

Value Evaluator::evaluate(const Conditional& node, Span span) {
  const Value test = evaluate_test(*node.test);
  if (const auto known = truth(test)) return evaluate(*known ? *node.value : *node.otherwise);
  const std::string reason = reason_of(test);
  const Condition condition{test.span, reason};
  const Value first = perhaps(condition, [&] { return evaluate(*node.value); });
  const Value second = perhaps(condition, [&] { return evaluate(*node.otherwise); });
  return is_same(first, second) ? first : make_unknown(reason, span);
}

Value Evaluator::evaluate(const Lambda& lambda, Span span) {
  return make_function(lambda.function, span);
}

Value Evaluator::evaluate(const Comprehension& node, Span span) {
  Scope& inner = new_scope(Scope::Kind::comprehension, &scope());
  Scope* const outer = std::exchange(frames_.back().scope, &inner);
  Values keys, values;
  std::string obstacle;
  const bool was_unordered = std::exchange(unordered_, false);
  bool unordered = false;
  try {
    comprehend(node, 0, keys, values, obstacle);
    unordered = std::exchange(unordered_, was_unordered);
  } catch (...) {
    frames_.back().scope = outer;
    throw;
  }
  frames_.back().scope = outer;
  if (!obstacle.empty()) return make_unknown(obstacle, span);
  if (node.kind == Comprehension::Kind::set) return distinct(*this, std::move(keys), span);
  if (node.kind != Comprehension::Kind::dict) {
    const bool generator = node.kind == Comprehension::Kind::generator;
    const Value made =
        generator ? make_iterator(std::move(keys), span) : make_list(std::move(keys), span);
    (*made.as<std::shared_ptr<Sequence>>())->unordered = unordered;
    return made;
  }
  const Value made = make_dict({}, span);
  DictBuilder builder(*this, **made.as<std::shared_ptr<Dict>>());
  for (std::size_t i = 0; i < keys.size(); ++i) builder.add(keys[i], values[i]);
  return certain(made, span);
}

// Over something unknown the element is evaluated once, for its effects. Returns false then.
bool Evaluator::comprehend(const Comprehension& node, std::size_t clause, Values& keys,
                           Values& values, std::string& obstacle) {
  const Counted deeper(depth_);
  if (depth_ > maximum_depth) throw Stopped{};
  if (clause == node.clauses.size()) {
    keys.push_back(evaluate(*node.element));
    if (node.value) values.push_back(evaluate(*node.value));
    return true;
  }
  const Comprehension::Clause& current = node.clauses[clause];
  // The first iterable belongs to what stands around the comprehension, such as a class body.
  Scope* const inner = frames_.back().scope;
  if (clause == 0) frames_.back().scope = inner->enclosing;
  const Value value =
      current.target ? evaluate(*current.iterable) : evaluate_test(*current.iterable);
  frames_.back().scope = inner;
  if (!current.target) {
    const auto known = truth(value);
    if (known) return !*known || comprehend(node, clause + 1, keys, values, obstacle);
    obstacle = reason_of(value);
    perhaps({value.span, obstacle}, [&] {
      comprehend(node, clause + 1, keys, values, obstacle);
      return Value{};
    });
    return false;
  }
  unordered_ = unordered_ || is_unordered(value);
  const auto items = iterate(value);
  if (!items) {
    obstacle = reason_of(value);
    perhaps({value.span, obstacle}, [&] {
      assign(*current.target, make_unknown(obstacle, value.span));
      comprehend(node, clause + 1, keys, values, obstacle);
      return Value{};
    });
    return false;
  }
  for (const Value& item : *items) {
    assign(*current.target, item);
    comprehend(node, clause + 1, keys, values, obstacle);
  }
  return obstacle.empty();
}

Value Evaluator::evaluate(const NamedExpression& node, Span) {
  Value value = evaluate(*node.value);
  // In a comprehension it binds in the function around it.
  Scope* const inner = frames_.back().scope;
  while (scope().kind == Scope::Kind::comprehension) frames_.back().scope = scope().enclosing;
  assign_name(node.name, value);
  frames_.back().scope = inner;
  return value;
}

Value Evaluator::evaluate(const Yield& node, Span span) {
  const Value value = node.value ? evaluate(*node.value) : Value{None{}, span};
  const auto on_yield = frames_.back().on_yield;
  if (!on_yield) return make_unknown("is sent into a generator", span);
  const auto items = node.from ? iterate(value) : std::optional<Values>({value});
  for (const Value& item : items.value_or(Values{make_unknown(reason_of(value), span)})) {
    on_yield(item);
  }
  return {None{}, span};
}

const Value* Evaluator::find_variable(std::string_view name) {
  for (Scope* current = &scope(); current; current = current->enclosing) {
    if (current->globals.contains(name)) current = &current->module();
    if (current == &scope() && is_unbound_local(name) && !current->variables.contains(name)) {
      return nullptr;
    }
    // The names of a class body are not those of its methods.
    if (current->kind == Scope::Kind::class_body && current != &scope()) continue;
    const auto found = current->variables.find(name);
    if (found != current->variables.end()) return &found->second;
  }
  return nullptr;
}

Value Evaluator::lookup(std::string_view name, Span span) {
  if (const Value* found = find_variable(name)) {
    return certain(*found, found->span);
  }
  if (is_unbound_local(name)) fail("UnboundLocalError");
  if (auto builtin = find_builtin(*this, name, span)) return *builtin;
  const Scope& module = scope().module();
  if (!module.star_imports.empty()) {
    External external;
    external.path = module.star_imports.back() + "." + std::string(name);
    external.span = span;
    return make_external(std::move(external));
  }
  fail("NameError");
}

// A container that was changed under an unknown condition is not known any more; an import is
// looked for now.
Value Evaluator::certain(const Value& value, Span span) {
  if (const auto* import = object_as<LazyImport>(value)) return resolve(*import, span);
  const auto* sequence = value.as<std::shared_ptr<Sequence>>();
  if (sequence && (*sequence)->source) {
    charge((*sequence)->items.size() / 4 + (*sequence)->source->items.size() / 4);
    refresh(**sequence);
  }
  if (sequence && !value.sequence()) return make_unknown((*sequence)->uncertainty.reason, span);
  const auto* dict = value.as<std::shared_ptr<Dict>>();
  if (dict && !value.dict()) return make_unknown((*dict)->uncertainty.reason, span);
  return value;
}

// Whether a name that is not there is a variable of the function, and so is not looked for outside.
bool Evaluator::is_unbound_local(std::string_view name) const {
  const Frame& frame = frames_.back();
  if (!frame.syntax || frame.syntax->result || frame.scope->kind != Scope::Kind::function) {
    return false;
  }
  const auto known = locals_.find(frame.syntax);
  return known != locals_.end() && known->second.contains(std::string(name)) &&
         !frame.scope->globals.contains(name) && !frame.scope->nonlocals.contains(name) &&
         std::none_of(frame.syntax->parameters.begin(), frame.syntax->parameters.end(),
                      [&](const Parameter& parameter) { return parameter.name == name; });
}

Value Evaluator::attribute(const Value& object, const std::string& name, Span span) {
  if (object.is_unknown()) return make_unknown(reason_of(object), span);
  if (object.external()) {
    External made;
    made.kind = External::Kind::attribute;
    made.path = name;
    made.operands = {object};
    made.span = span;
    Value value = make_external(std::move(made));
    const auto* external = value.as<std::shared_ptr<const External>>();
    if (!external || imports_ > 0) return value;
    const auto known = host_.attribute(*external);
    return known ? *known : value;
  }
  if (object.as<std::shared_ptr<const Object>>()) return instance_attribute(object, name, span);
  if (!has_method(object, name)) {
    if (lacks_attribute(object, name)) fail("AttributeError");
    return make_unknown("depends on ." + name + " of " + describe(object), span);
  }
  return make_object({MethodObject{object, {}, name}}, span);
}

}  // namespace migcheck::python
