#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "core/ternary.h"
#include "dialect/alembic/python/arguments.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/host.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/render.h"
#include "dialect/alembic/python/scope.h"
#include "dialect/alembic/python/syntax.h"

namespace migcheck::python {

// Finds and parses modules of the same project. Implemented over a FileTree; used from several
// threads at a time.
class ModuleFinder {
 public:
  virtual ~ModuleFinder() = default;

  struct Found {
    std::shared_ptr<const Module> module;  // null: there is none, or it cannot be read
    std::string path;
  };

  // The module of that dotted name, imported by a file at `importer`; `level` is the number of
  // leading dots.
  virtual Found find(const std::string& name, std::size_t level, const std::string& importer) = 0;
};

// Why a branch may or may not be taken, and where that is written.
struct Condition {
  Span span;
  std::string reason;
};

// Evaluates one migration, symbolically: nothing is executed. It follows what is known, and gives
// calls of the libraries to the Host in program order.
//
// What is not known before the migration runs is an Unknown value. Where the flow of control
// depends on one, all branches are evaluated, marked conditional at the Host, and what they leave
// behind differently is unknown after them. A statement whose effect on the database cannot be seen
// is reported with Host::opaque(). What a helper function does has the span of the call inside it
// if it is in the migration's own file, else the span of its call there.
//
// One evaluator serves one direction: module state is not shared between upgrade and downgrade.
// Values handed to the Host are valid as long as the evaluator.
class Evaluator {
 public:
  Evaluator(std::shared_ptr<const Module> module, Host& host, ModuleFinder* finder = nullptr);
  ~Evaluator();
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  // The module's own statements. To be called first, and once.
  void run_module();

  // A module variable, as it is after run_module().
  const Value* variable(std::string_view name) const;

  // Calls a function of the module without arguments: upgrade, downgrade. Anything else than a
  // function in that variable is reported as opaque at `span`.
  void run(std::string_view name, Span span);

  // A class of the project by its dotted name, as imports resolve it: "app.types.Money". A relative
  // name begins with its dots. Nothing if its module is not there or does not define it.
  std::optional<Value> find_class(const std::string& dotted);

  // The same for whatever a module of the project assigns to a name.
  std::optional<Value> find_in_project(const std::string& dotted);

  // An expression at the end of the module. Unknown if it raises or takes too long.
  Value value_of(const Expression& expression);

  // How many evaluation steps a direction may take.
  static constexpr std::size_t maximum_steps = 1'000'000;

  // --- for built-in functions and methods ------------------------------------------------------

  Value make_list(Values items, Span span, Sequence::Kind kind = Sequence::Kind::list);
  Value make_dict(std::vector<std::pair<Value, Value>> items, Span span);
  Value make_object(Object object, Span span);

  // What Python gives only once, in this order.
  Value make_iterator(Values items, Span span);

  // Counts work that is not evaluation, such as making a long text.
  void charge(std::size_t steps);

  // What a for loop gets from the value; nothing: not known. An iterator is used up by it. Raises
  // TypeError for what cannot be iterated.
  std::optional<Values> iterate(const Value& value);

  // Runs a generator that has not begun.
  void begin(const Value& iterator);

  // The value behind a key of a dict, also where __missing__ or a default makes one.
  Value item_of(const Value& object, const Dict& dict, const Value& key, Span span);

  // `statement`: what the call gives is not used, so that it is there for its effect.
  enum class Use { value, statement };
  Value call(const Value& callee, const std::vector<Argument>& arguments, Span span,
             Use use = Use::value);
  Value attribute(const Value& object, const std::string& name, Span span);
  Value subscript(const Value& object, const Value& index, Span span);

  // str() of any value; the migration's own __str__ counts too.
  Value text_of(const Value& value, Span span);

  // format(value, spec) of any value.
  Value format_of(const Value& value, const std::string& spec, Span span);

  // A text that was made, paid for by its length; unknown where it could not be made.
  Value shown(Rendered rendered, Span span);

  void assign_attribute(const Value& object, const std::string& name, const Value& value,
                        Span span);

  // The container, ready to be changed in place; null: it is no such container, or its content is
  // not known now that it is changed under a condition that is not known.
  Sequence* changeable_sequence(const Value& value);
  Dict* changeable_dict(const Value& value);

  // The instance of a class of the migration; see InstanceObject.
  Value instantiate(const Value& type, const std::vector<Argument>& arguments, Span span);

 private:
  friend class Region;

  enum class Flow { normal, continues, breaks, returns };

  // How a statement or block ends. The `may` flags say that it ends like this under a condition
  // that is not known; what follows is conditional then.
  struct Completion {
    Flow flow = Flow::normal;
    bool may_continue = false;
    bool may_break = false;
    bool may_return = false;
    std::string reason;
    Span span;

    bool may_leave() const { return may_continue || may_break || may_return; }
  };

  // A function's call.
  struct Frame {
    Scope* scope = nullptr;
    const Function* syntax = nullptr;
    Values results;           // what it may return
    std::string uncertainty;  // why it is not known which
    std::function<void(const Value&)> on_yield;
  };

  // How the rest of an expression stands under a condition that is not known: what it raises there
  // is not certain.
  Value perhaps(const Condition& condition, const std::function<Value()>& action);

  // Out of steps: ends the direction.
  struct Stopped {};

  // Variables as they were, to compare branches with.
  using Snapshot = std::vector<std::pair<Scope*, std::map<std::string, Value, std::less<>>>>;

  // expressions.cpp
  Value evaluate(const Expression& expression, Use use = Use::value);
  Value evaluate_node(const Expression& expression, Use use);
  Value evaluate(const Name& name, Span span);
  Value evaluate(const Literal& literal, Span span);
  Value evaluate(const FormattedString& string, Span span);
  Value evaluate(const Display& display, Span span);
  Value evaluate(const DictDisplay& display, Span span);
  Value evaluate(const Starred& starred, Span span);
  Value evaluate(const Attribute& node, Span span);
  Value evaluate(const Subscript& node, Span span);
  Value evaluate(const Slice& slice, Span span);
  Value evaluate(const Call& node, Span span, Use use);
  Value evaluate(const Unary& node, Span span);
  Value evaluate(const Chain& chain, Span span);
  Value evaluate(const Conditional& node, Span span);
  Value evaluate(const Lambda& lambda, Span span);
  Value evaluate(const Comprehension& node, Span span);
  Value evaluate(const NamedExpression& node, Span span);
  Value evaluate(const Yield& node, Span span);
  // What matters of this value is whether it is true.
  Value evaluate_test(const Expression& expression);
  enum class Wanted { value, truth };
  Value evaluate_boolean(const Chain& chain, Span span, Wanted wanted);
  Value evaluate_comparison(const Chain& chain, Span span);
  Value lookup(std::string_view name, Span span);
  const Value* find_variable(std::string_view name);
  Value certain(const Value& value, Span span);
  Value keep(const Value& made);
  bool comprehend(const Comprehension& node, std::size_t clause, Values& keys, Values& values,
                  std::string& obstacle);

  // calls.cpp
  std::vector<Argument> arguments_of(const Call& node);
  Value call_super(const std::string& method, const std::vector<Argument>& arguments, Span span);
  Value call_external(const Value& callee, const std::vector<Argument>& arguments, Span span,
                      Use use);
  Value call_unknown(const std::string& reason, const std::vector<Argument>& arguments, Span span,
                     Use use);
  Value call_object(const Value& callee, const std::vector<Argument>& arguments, Span span,
                    Use use);
  Value call_function(const FunctionObject& function, const std::vector<Argument>& arguments,
                      Span span, std::function<void(const Value&)> on_yield = {});
  void bind_parameters(const FunctionObject& function, const std::vector<Argument>& arguments,
                       Scope& scope, Span span);
  Value result_of(Frame& frame, const Completion& completion, Span span);
  Value run_function(const FunctionObject& function, const std::vector<Argument>& arguments,
                     Span span, std::function<void(const Value&)> on_yield);
  Value make_generator(const Value& function, const std::vector<Argument>& arguments, Span span);
  const ClassObject* defining_class() const;
  bool is_unbound_local(std::string_view name) const;

  // classes.cpp
  Value make_class(const ClassDefinition& definition, Span span);
  void inherit(ClassObject& type);
  void fill_fields(InstanceObject& instance, const ClassObject& type,
                   const std::vector<Argument>& arguments, Span span);
  void fill_enumeration(const Value& type, Span span);
  Value class_attribute(const Value& object, const ClassObject& type, const std::string& name,
                        Span span);
  Value instance_attribute(const Value& object, const std::string& name, Span span);
  Value bind(const Value& self, const Value& function, Span span);
  std::optional<Value> construct_enum(const ClassObject& type,
                                      const std::vector<Argument>& arguments, Span span);

  // statements.cpp
  void run_statements(const Block& body);
  Completion execute(const Block& block);
  Completion execute(const Statement& statement);
  Completion execute(const ExpressionStatement& node, Span span);
  Completion execute(const Assign& node, Span span);
  Completion execute(const AnnotatedAssign& node, Span span);
  Completion execute(const AugmentedAssign& node, Span span);
  Completion execute(const Return& node, Span span);
  Completion execute(const Raise& node, Span span);
  Completion execute(const Pass& node, Span span);
  Completion execute(const Break& node, Span span);
  Completion execute(const Continue& node, Span span);
  Completion execute(const Delete& node, Span span);
  Completion execute(const Global& node, Span span);
  Completion execute(const Import& node, Span span);
  Completion execute(const FromImport& node, Span span);
  Completion execute(const Assert& node, Span span);
  Completion execute(const If& node, Span span);
  Completion execute(const For& node, Span span);
  Completion execute(const While& node, Span span);
  Completion execute(const Try& node, Span span);
  Completion execute(const With& node, Span span);
  Completion execute(const FunctionDefinition& node, Span span);
  Completion execute(const ClassDefinition& node, Span span);
  Completion execute(const Match& node, Span span);
  Completion execute(const Unsupported& node, Span span);
  Completion match_from(const Match& node, std::size_t index, const Value& subject, Span span);
  Completion execute_with(const With& node, std::size_t item, Span span);
  Completion execute_handlers(const Try& node, const Raised* raised, Span span);
  Completion handle(const Try::Handler& handler, const Raised& raised, Span span);
  Ternary catches(const Value& type, const Raised& raised) const;
  Completion execute_managed(const With& node, std::size_t item, const Value& manager,
                             const ClassObject& type, Span span);
  Completion execute_suppressed(const With& node, std::size_t item, const External& manager,
                                Span span);
  void report(const Raised& raised);
  void replace_content(const Value& container, const Value& result);
  void delete_item(const Value& object, const Value& index);
  void delete_name(const std::string& name);
  Value make_function(std::shared_ptr<const Function> syntax, Span span);
  Value decorated(Value function, const Expressions& decorators);

  // assignment.cpp
  void assign(const Expression& target, const Value& value);
  void assign_name(std::string_view name, Value value);
  void unpack(const Display& targets, const Value& value);
  void assign_slice(const Value& object, const Value& bounds, const Value& value);
  void assign_item(const Value& object, const Value& index, const Value& value);

  // branches.cpp
  Snapshot snapshot() const;
  void restore(const Snapshot& saved);
  void merge(const Snapshot& other, const std::string& reason);
  using Action = std::function<Completion()>;
  Completion attempt(const Condition& condition, const Action& action, bool& raises);
  Completion choose(const If& node, std::size_t index, Span span);
  Completion either(const Condition& condition, const Action& first, const Action& second);
  Completion repeat(const Condition& condition, const Block& body, const Action& before);
  std::optional<Value> next_item(const Value& iterable, const Values& items, std::size_t at);
  Completion iterate_rest(const Condition& condition, const Action& rest);
  void forget_order(const For& node);
  void forget(const Block& body, const std::string& reason);
  void taint(const Value& value, const std::string& reason);

  // imports.cpp
  Value imported(LazyImport import, Span span);
  Value resolve(const LazyImport& import, Span span);
  Scope* load_module(const LazyImport& import);
  std::optional<Value> find_in_project(const LazyImport& import, int hops);
  std::optional<Value> find_in_star_imports(const Scope& module, const std::string& name, int hops);
  std::optional<Value> take_from_module(Scope& module, const std::string& name);

  Span here(Span span) const { return foreign_ ? *foreign_ : span; }
  void opaque(Span span, const std::string& reason);
  void step();
  Scope& new_scope(Scope::Kind kind, Scope* enclosing);
  Scope& scope() { return *frames_.back().scope; }

  std::shared_ptr<const Module> module_;
  Host& host_;
  ModuleFinder* finder_;

  std::vector<std::unique_ptr<Scope>> scopes_;
  Scope* globals_ = nullptr;
  std::vector<Frame> frames_;
  std::map<std::string, Scope*> modules_;  // by path; null while it is being read, or unreadable

  // Containers may refer to each other in cycles and chains of any length: they are emptied one by
  // one at the end.
  std::vector<std::shared_ptr<Sequence>> sequences_;
  std::vector<std::shared_ptr<Dict>> dicts_;
  std::vector<std::shared_ptr<Attributes>> attributes_;

  std::size_t steps_ = 0;
  std::size_t doubts_ = 0;              // things so far that may fail, or are not known
  std::vector<Raised> handled_;         // by the except clauses around
  std::optional<Raised> module_error_;  // what ends the module when Alembic imports it
  std::map<const Function*, std::set<std::string>> locals_;  // names that functions assign
  int depth_ = 0;                                            // of nested evaluation
  int alternatives_ = 0;                                     // of nested unknown conditions
  int tries_ = 0;              // try statements around, in which a raise is caught
  int imports_ = 0;            // modules of the project being read
  bool unordered_ = false;     // the comprehension that runs goes over a set
  bool in_function_ = false;   // not module level
  std::uint32_t region_ = 0;   // the conditional region; 0: none
  std::uint32_t regions_ = 0;  // made so far
  std::string region_reason_;
  Span current_;  // the statement that is running
  std::set<std::tuple<std::size_t, std::size_t, std::string>> reported_;
  std::optional<Span> foreign_;  // while another file's code runs: its call
};

}  // namespace migcheck::python
