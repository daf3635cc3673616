#include "dialect/alembic/python/names.h"

#include <algorithm>
#include <array>

namespace migcheck::python {

namespace {

constexpr auto changing_methods = std::to_array<std::string_view>(
    {"add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "reverse",
     "setdefault", "sort", "update"});

// Walks over a block in the order in which it is evaluated.
class Walker {
 public:
  void block(const Block& statements) {
    for (const Statement& statement : statements) {
      std::visit([&](const auto& node) { visit(node); }, statement.node);
    }
  }

  LoopNames names;
  bool calls = false;

 private:
  void load(const std::string& name) {
    if (!names.assigned.contains(name)) read_first_.insert(name);
  }

  void store(const std::string& name) {
    names.assigned.insert(name);
    if (read_first_.contains(name)) names.carried.insert(name);
  }

  void target(const Expression& expression) {
    if (const auto* name = expression.as<Name>()) {
      store(name->id);
    } else if (const auto* display = expression.as<Display>()) {
      for (const ExpressionPtr& item : display->items) target(*item);
    } else if (const auto* starred = expression.as<Starred>()) {
      target(*starred->value);
    } else if (const auto* subscript = expression.as<Subscript>()) {
      if (const auto* object = subscript->object->as<Name>()) names.changed.insert(object->id);
      walk(expression);
    } else {
      walk(expression);
    }
  }

  void walk(const ExpressionPtr& expression) {
    if (expression) walk(*expression);
  }

  void walk(const Expression& expression) {
    std::visit([&](const auto& node) { visit(node); }, expression.node);
  }

  // --- expressions ---

  void visit(const Name& node) { load(node.id); }
  void visit(const Literal&) {}
  void visit(const FormattedString& node) {
    for (const auto& part : node.parts) {
      const auto* field = std::get_if<std::unique_ptr<FormattedString::Field>>(&part);
      if (!field) continue;
      walk((*field)->expression);
      visit((*field)->format);
    }
  }
  void visit(const Display& node) {
    for (const ExpressionPtr& item : node.items) walk(item);
  }
  void visit(const DictDisplay& node) {
    for (const auto& entry : node.entries) {
      walk(entry.key);
      walk(entry.value);
    }
  }
  void visit(const Starred& node) { walk(node.value); }
  void visit(const Attribute& node) { walk(node.object); }
  void visit(const Subscript& node) {
    walk(node.object);
    walk(node.index);
  }
  void visit(const Slice& node) {
    walk(node.lower);
    walk(node.upper);
    walk(node.step);
  }
  void visit(const Call& node) {
    calls = true;
    const auto* method = node.callee->as<Attribute>();
    const auto* object = method ? method->object->as<Name>() : nullptr;
    if (object && std::find(changing_methods.begin(), changing_methods.end(), method->name) !=
                      changing_methods.end()) {
      names.changed.insert(object->id);
    }
    walk(node.callee);
    for (const Call::Operand& operand : node.operands) walk(operand.value);
  }
  void visit(const Unary& node) { walk(node.operand); }
  void visit(const Chain& node) {
    walk(node.first);
    for (const Chain::Link& link : node.rest) walk(link.operand);
  }
  void visit(const Conditional& node) {
    walk(node.test);
    walk(node.value);
    walk(node.otherwise);
  }
  void visit(const Lambda&) {}
  void visit(const Comprehension& node) {
    for (const auto& clause : node.clauses) walk(clause.iterable);
    walk(node.element);
    walk(node.value);
  }
  void visit(const NamedExpression& node) {
    walk(node.value);
    store(node.name);
  }
  void visit(const Await& node) { walk(node.value); }
  void visit(const Yield& node) { walk(node.value); }

  // --- statements ---

  void visit(const ExpressionStatement& node) { walk(node.value); }
  void visit(const Assign& node) {
    walk(node.value);
    for (const ExpressionPtr& each : node.targets) target(*each);
  }
  void visit(const AnnotatedAssign& node) {
    walk(node.value);
    if (node.value) target(*node.target);
  }
  void visit(const AugmentedAssign& node) {
    walk(node.target);
    walk(node.value);
    target(*node.target);
    if (const auto* name = node.target->as<Name>()) names.changed.insert(name->id);
  }
  void visit(const Return& node) { walk(node.value); }
  void visit(const Raise& node) { walk(node.value); }
  void visit(const Pass&) {}
  void visit(const Break&) {}
  void visit(const Continue&) {}
  void visit(const Delete& node) {
    for (const ExpressionPtr& each : node.targets) target(*each);
  }
  void visit(const Global&) {}
  void visit(const Import&) {}
  void visit(const FromImport&) {}
  void visit(const Assert& node) { walk(node.test); }
  void visit(const If& node) {
    for (const If::Branch& branch : node.branches) {
      walk(branch.test);
      block(branch.body);
    }
    block(node.otherwise);
  }
  void visit(const For& node) {
    walk(node.iterable);
    target(*node.target);
    block(node.body);
    block(node.otherwise);
  }
  void visit(const While& node) {
    walk(node.test);
    block(node.body);
    block(node.otherwise);
  }
  void visit(const Try& node) {
    block(node.body);
    for (const Try::Handler& handler : node.handlers) {
      if (!handler.name.empty()) store(handler.name);
      block(handler.body);
    }
    block(node.otherwise);
    block(node.finally);
  }
  void visit(const With& node) {
    for (const With::Item& item : node.items) {
      walk(item.manager);
      if (item.target) target(*item.target);
    }
    block(node.body);
  }
  void visit(const FunctionDefinition& node) { store(node.function->name); }
  void visit(const ClassDefinition& node) { store(node.name); }
  void visit(const Match& node) {
    walk(node.subject);
    for (const Match::Case& one : node.cases) {
      for (const ExpressionPtr& pattern : one.patterns) walk(pattern);
      if (!one.name.empty()) store(one.name);
      for (const std::string& name : one.captures) store(name);
      walk(one.guard);
      block(one.body);
    }
  }
  void visit(const Unsupported&) { calls = true; }

  std::set<std::string> read_first_;
};

}  // namespace

LoopNames names_in(const Block& body) {
  Walker walker;
  walker.block(body);
  return std::move(walker.names);
}

bool calls_something(const Block& body) {
  Walker walker;
  walker.block(body);
  return walker.calls;
}

}  // namespace migcheck::python
