#include "unit/python/recording_host.h"

#include "core/text.h"
#include "dialect/alembic/python/parser.h"
#include "dialect/alembic/python/render.h"

namespace migcheck::test {

using python::External;
using python::Value;

namespace {

constexpr std::string_view op = "alembic.op.";

std::string show_arguments(const External& call) {
  std::string text;
  for (const python::Argument& argument : call.arguments) {
    if (!text.empty()) text += ", ";
    text += (argument.keyword.empty() ? "" : argument.keyword + "=") + show(argument.value);
  }
  return text;
}

std::string show_external(const External& external) {
  switch (external.kind) {
    case External::Kind::name:
      return external.path;
    case External::Kind::attribute:
      return show(external.operands[0]) + "." + external.path;
    case External::Kind::call:
      return show(external.operands[0]) + "(" + show_arguments(external) + ")";
    case External::Kind::subscript:
      return show(external.operands[0]) + "[" + show(external.operands[1]) + "]";
    case External::Kind::operation:
      break;
  }
  if (external.operands.size() == 1) return external.path + show(external.operands[0]);
  return "(" + show(external.operands[0]) + " " + external.path + " " + show(external.operands[1]) +
         ")";
}

bool is_connection(const Value& value) {
  const External* external = value.external();
  return external && show_external(*external).starts_with("alembic.op.get_bind()");
}

}  // namespace

std::string show(const Value& value) {
  if (const auto* unknown = value.as<python::Unknown>()) return "<" + unknown->reason + ">";
  if (const External* external = value.external()) return show_external(*external);
  if (const auto member = python::enum_member(value)) {
    return python::class_object(value)->name + "." + member->name;
  }
  if (const auto* type = python::class_object(value)) return "class " + type->name;
  if (const python::Sequence* sequence = value.sequence()) {
    std::string text;
    for (const Value& item : sequence->items) text += (text.empty() ? "" : ", ") + show(item);
    constexpr const char* brackets[] = {"[]", "()", "{}"};
    const char* pair = brackets[static_cast<int>(sequence->kind)];
    return pair[0] + text + pair[1];
  }
  return python::repr(value).text.value_or("an object");
}

void RecordingHost::note(const std::string& what) {
  const bool first = text_.empty() || text_.ends_with("{ ");
  text_ += (first || what == "}" ? "" : "; ") + what;
}

std::optional<Value> RecordingHost::call(const std::shared_ptr<const External>& call) {
  const std::string name = call->dotted_name();
  if (name == "alembic.context.is_offline_mode") return Value{false, call->span};
  if (name == "alembic.op.f") return call->arguments.at(0).value;
  if (name == "alembic.op.get_bind" || name == "alembic.op.get_context" ||
      name == "alembic.op.batch_alter_table")
    return {};
  if (name == "alembic.op.execute") {
    note(show_arguments(*call));
    return Value{python::None{}, call->span};
  }
  if (name.starts_with(op)) {
    note(name.substr(op.size()) + "(" + show_arguments(*call) + ")");
    return Value{python::None{}, call->span};
  }
  const External* callee = call->operands[0].external();
  if (callee && callee->kind == External::Kind::attribute && is_connection(callee->operands[0])) {
    note("bind." + callee->path + "(" + show_arguments(*call) + ")");
    return python::make_unknown("depends on the result of a query", call->span);
  }
  return {};
}

std::optional<Value> RecordingHost::attribute(const std::shared_ptr<const External>& attribute) {
  if (show_external(*attribute) == "alembic.op.get_bind().dialect.name") {
    return Value{std::string("postgresql"), attribute->span};
  }
  return {};
}

std::optional<Value> RecordingHost::enter(const Value& manager) {
  note("with(" + show(manager) + "){ ");
  return {};
}

void RecordingHost::exit(const Value&) { note("}"); }

void RecordingHost::opaque(Span, const std::string& reason) { note("opaque(" + reason + ")"); }

void RecordingHost::begin_conditional(Span, const std::string& reason) {
  note("if(" + reason + "){ ");
}

void RecordingHost::end_conditional() { note("}"); }

void RecordingHost::raised(Span) { note("raise"); }

std::string record(const std::string& body, python::ModuleFinder* finder) {
  std::string source = body;
  if (body.find("def upgrade") == std::string::npos) {
    source = "def upgrade():\n    " + replace_all(body, "\n", "\n    ") + "\n";
  }
  source = "from alembic import op, context\nimport sqlalchemy as sa\ne = op.execute\n" + source;
  const auto file = std::make_shared<const SourceFile>(SourceFile{"db/versions/1.py", source});
  const python::Parsed parsed = python::parse(file);
  if (parsed.problem) return "does not parse: " + parsed.problem->message;
  RecordingHost host;
  python::Evaluator evaluator(parsed.module, host, finder);
  evaluator.run_module();
  evaluator.run("upgrade", {});
  return host.text();
}

}  // namespace migcheck::test
