#include "dialect/alembic/revision_file.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "core/text.h"
#include "dialect/alembic/op/migration_context.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/parser.h"
#include "dialect/path.h"
#include "sql/parse.h"

namespace migcheck::alembic {

namespace {

using python::Value;

// The module's variables that Alembic reads, and where they are assigned.
struct Variable {
  Value value;
  Span statement;
};
using Lookup = std::function<std::optional<Variable>(const std::string& name)>;

// "abc123.py" without a `revision`: Alembic 0.1 took the id from the name, and it still does.
std::string legacy_id(std::string_view name) {
  const std::size_t end = name.find_first_not_of("0123456789abcdef");
  const bool legacy = end > 0 && end != std::string_view::npos && name.substr(end) == ".py";
  return legacy ? std::string(name.substr(0, end)) : std::string();
}

class Reader {
 public:
  Reader(SourceFilePtr file, Lookup lookup) : file_(std::move(file)), lookup_(std::move(lookup)) {}

  RevisionFile read(const std::string& message) {
    Revision revision;
    revision.file = file_;
    revision.message = message;
    if (!read_id(revision)) return std::move(result_);
    revision.down_revision_span = revision.id_span;
    if (const auto down = lookup_("down_revision")) {
      revision.down_revision_span = down->statement;
    } else {
      problem(revision.id_span, "has no `down_revision`, without which Alembic does not load it",
              "Write `down_revision = None` if it is the first revision");
    }
    revision.down_revisions = names("down_revision");
    revision.depends_on = names("depends_on");
    revision.branch_labels = names("branch_labels");
    result_.revision = std::move(revision);
    return std::move(result_);
  }

 private:
  bool read_id(Revision& revision) {
    const auto variable = lookup_("revision");
    if (!variable) {
      revision.id = legacy_id(path::name_of(file_->path));
      if (!revision.id.empty()) return true;
      problem({0, 0}, "has no `revision`, and Alembic stops at it",
              "Move what is not a migration out of the versions folder");
      return false;
    }
    const auto* id = variable->value.as<std::string>();
    if (!id) {
      problem(variable->statement, "has a `revision` that is not a string literal",
              "Write the id out");
      return false;
    }
    revision.id = *id;
    revision.id_span = variable->statement;
    check_id(revision);
    return true;
  }

  void check_id(const Revision& revision) {
    const std::size_t illegal = revision.id.find_first_of("@-+");
    if (illegal == std::string::npos) return;
    problem(revision.id_span,
            std::string("has `") + revision.id[illegal] + "` in its id, which Alembic refuses",
            "Use letters, digits and underscores");
  }

  // None, a string, or several of them in a tuple, a list or a set.
  std::vector<std::string> names(const std::string& variable_name) {
    const auto variable = lookup_(variable_name);
    if (!variable || variable->value.is_none()) return {};
    if (const auto* name = variable->value.as<std::string>()) {
      return name->empty() ? std::vector<std::string>{} : std::vector{*name};
    }
    std::vector<std::string> found;
    const python::Sequence* sequence = variable->value.sequence();
    for (const Value& item : sequence ? sequence->items : python::Values{}) {
      if (const auto* name = item.as<std::string>()) found.push_back(*name);
    }
    if (!sequence || found.size() != sequence->items.size()) {
      problem(variable->statement, "has a `" + variable_name + "` that is not written as literals",
              "Write the ids out");
    }
    return found;
  }

  void problem(Span span, std::string message, std::string hint) {
    result_.problems.push_back({file_, span, std::move(message), std::move(hint)});
  }

  SourceFilePtr file_;
  Lookup lookup_;
  RevisionFile result_;
};

// The statement of the module that assigns the variable, the last of them.
Span assignment_of(const python::Module& module, const std::string& name) {
  const auto is_it = [&](const python::ExpressionPtr& target) {
    const auto* id = target->as<python::Name>();
    return id && id->id == name;
  };
  Span found;
  for (const python::Statement& statement : module.body) {
    const auto* plain = statement.as<python::Assign>();
    const auto* annotated = statement.as<python::AnnotatedAssign>();
    const bool assigns =
        (plain && std::any_of(plain->targets.begin(), plain->targets.end(), is_it)) ||
        (annotated && annotated->value && is_it(annotated->target));
    if (assigns) found = statement.span;
  }
  return found;
}

std::string docstring_of(const python::Module& module) {
  const auto* first =
      module.body.empty() ? nullptr : module.body[0].as<python::ExpressionStatement>();
  const auto* literal = first ? first->value->as<python::Literal>() : nullptr;
  const auto* text = literal ? literal->value.as<std::string>() : nullptr;
  if (!text) return {};
  return std::string(trim(*text));
}

// What Alembic prints as a revision's message: the first paragraph of the docstring.
std::string message_of(const std::string& docstring) {
  return docstring.substr(0, docstring.find("\n\n"));
}

// The last top-level definition of the function, or null.
const python::Function* definition_of(const python::Module& module, const std::string& name) {
  const python::Function* found = nullptr;
  for (const python::Statement& statement : module.body) {
    const auto* definition = statement.as<python::FunctionDefinition>();
    if (definition && definition->function->name == name) found = definition->function.get();
  }
  return found;
}

// `pass`, `...`, a docstring, `return`.
bool does_nothing(const python::Statement& statement) {
  if (statement.as<python::Pass>()) return true;
  if (const auto* expression = statement.as<python::ExpressionStatement>()) {
    return expression->value && expression->value->as<python::Literal>();
  }
  const auto* returns = statement.as<python::Return>();
  const auto* literal = returns && returns->value ? returns->value->as<python::Literal>() : nullptr;
  return returns && (!returns->value || (literal && literal->value.is_none()));
}

// What stands in quotes there; empty where nothing does.
std::string quoted_text(std::string_view text, Span span) {
  const std::string_view source =
      text.substr(std::min(span.begin, text.size()), span.end - span.begin);
  const std::size_t begin = source.find_first_of("'\"");
  if (begin == std::string_view::npos) return {};
  const std::size_t end = source.find_last_of(source[begin]);
  return std::string(trim(source.substr(begin + 1, end <= begin ? 0 : end - begin - 1)));
}

// Evaluates one direction, on a module state of its own.
class ScriptReader {
 public:
  ScriptReader(std::shared_ptr<const python::Module> module, const RevisionOptions& options)
      : module_(std::move(module)),
        host_(module_->file, with_classes(options.lowering)),
        evaluator_(module_, host_, options.modules) {
    evaluator_.run_module();
  }
  ScriptReader(const ScriptReader&) = delete;
  ScriptReader& operator=(const ScriptReader&) = delete;

  const python::Evaluator& evaluator() const { return evaluator_; }

  // `elsewhere` is where a finding about a missing function points.
  Script read(const std::string& name, Span elsewhere) {
    Script script;
    script.span = elsewhere;
    const python::Function* definition = definition_of(*module_, name);
    if (definition) script.span = definition->header;
    if (!definition && !evaluator_.variable(name)) return script;
    script.state = Script::State::empty;
    if (definition && std::all_of(definition->body.begin(), definition->body.end(), does_nothing)) {
      return script;
    }
    evaluator_.run(name, script.span);
    script.statements = host_.take_statements();
    const bool only_raises = host_.raised() && script.statements.empty();
    script.state = only_raises ? Script::State::raises : Script::State::present;
    if (only_raises) script.refusal = quoted_text(module_->file->text, host_.raised_at());
    return script;
  }

 private:
  LoweringOptions with_classes(LoweringOptions options) {
    options.find_class = [this](const std::string& dotted) {
      return evaluator_.find_class(dotted);
    };
    return options;
  }

  std::shared_ptr<const python::Module> module_;
  MigrationContext host_;
  python::Evaluator evaluator_;
};

// The modules of the project, apart from those beside the migrations, that the file imports at its
// top level.
std::vector<std::string> application_imports(const python::Module& module,
                                             python::ModuleFinder* modules) {
  std::set<std::string> found;
  if (modules == nullptr) return {};
  const std::string own = module.file->path;
  const std::string_view versions = path::folder_of(own);
  const std::string_view migrations = path::folder_of(versions);
  const auto add = [&](const std::string& name, std::size_t level) {
    const std::string path = name.empty() ? std::string() : modules->find(name, level, own).path;
    const bool beside =
        migrations.empty() ? path::is_below(path, versions) : path::is_below(path, migrations);
    if (!path.empty() && !beside) found.insert(name);
  };
  for (const python::Statement& statement : module.body) {
    if (const auto* import = statement.as<python::Import>()) {
      for (const python::Import::Module& one : import->modules) add(one.name, 0);
    } else if (const auto* from = statement.as<python::FromImport>()) {
      add(from->module, from->level);
    }
  }
  return {found.begin(), found.end()};
}

void parse_statements(Script& script) {
  for (Statement& statement : script.statements) {
    if (statement.is_opaque()) continue;
    statement.parsed =
        std::make_shared<const std::vector<sql::ParsedStatement>>(sql::parse(statement.sql));
  }
}

python::Parsed parse(const SourceFilePtr& file, Content content) {
  static constexpr std::array<std::string_view, 2> scripts = {"upgrade", "downgrade"};
  return content == Content::graph ? python::parse_outline(file, scripts) : python::parse(file);
}

}  // namespace

RevisionFile read_revision(const SourceFilePtr& file, const RevisionOptions& options) {
  const python::Parsed parsed = parse(file, options.content);
  if (parsed.problem) {
    const auto& [span, message, hint] = *parsed.problem;
    return {std::nullopt, {{file, span, message, hint}}};
  }
  ScriptReader upgrade(parsed.module, options);
  const Lookup lookup = [&](const std::string& name) -> std::optional<Variable> {
    const Value* value = upgrade.evaluator().variable(name);
    if (!value) return std::nullopt;
    return Variable{*value, assignment_of(*parsed.module, name)};
  };
  const std::string docstring = docstring_of(*parsed.module);
  RevisionFile result = Reader(file, lookup).read(message_of(docstring));
  if (result.revision) {
    Revision& revision = *result.revision;
    revision.doc = docstring;
    if (options.content == Content::graph) return result;
    revision.upgrade = upgrade.read("upgrade", revision.id_span);
    revision.downgrade = ScriptReader(parsed.module, options).read("downgrade", revision.id_span);
    revision.application_imports = application_imports(*parsed.module, options.modules);
    revision.upgrade.name = "upgrade()";
    if (options.parse_sql) parse_statements(revision.upgrade);
    revision.downgrade.name = "downgrade()";
  }
  return result;
}

bool is_revision_file(std::string_view name) {
  return name.ends_with(".py") && !name.starts_with(".#") && !name.starts_with("__init__");
}

}  // namespace migcheck::alembic
