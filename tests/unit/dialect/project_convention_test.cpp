#include "dialect/alembic/project_convention.h"

#include <doctest/doctest.h>

#include "dialect/alembic/project_modules.h"
#include "support/memory_tree.h"

using namespace migcheck;
using test::MemoryTree;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

// The template for unique constraints, "none", or why it is not known.
std::string convention(const Files& files) {
  MemoryTree tree;
  for (const auto& [path, text] : files) tree.write(path, text);
  const ProjectFiles project(tree, "");
  alembic::ProjectModules modules(project);
  const alembic::NamingConvention found =
      alembic::find_naming_convention(project, modules, {"db/versions"});
  if (!found.unknown.empty()) return found.unknown;
  const auto unique = found.templates.find("uq");
  return unique == found.templates.end() ? "none" : unique->second;
}

const std::string metadata = "MetaData(naming_convention={'uq': 'uq_%(table_name)s'})\n";
const std::string import_metadata = "from sqlalchemy import MetaData\n";

const std::string online = R"(
def run_migrations_online():
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)

if context.is_offline_mode():
    context.configure(url="x")
else:
    run_migrations_online()
)";

std::string env(const std::string& before) {
  return "from alembic import context\n" + before + online;
}

}  // namespace

TEST_CASE("the naming convention of target_metadata is followed through the project") {
  const std::string expected = "uq_%(table_name)s";
  SUBCASE("in env.py itself") {
    CHECK(convention({{"db/env.py", env(import_metadata + "target_metadata = " + metadata)}}) ==
          expected);
  }
  SUBCASE("given to configure() without a variable") {
    CHECK(convention({{"db/env.py",
                       "from alembic import context\nfrom depot import base\n"
                       "context.configure(target_metadata=base.metadata)\n"},
                      {"depot/base.py", import_metadata + "metadata = " + metadata}}) == expected);
  }
  SUBCASE("of a declarative class, with the templates elsewhere") {
    CHECK(
        convention({{"db/env.py", env("from depot.models import Base\n"
                                      "target_metadata = Base.metadata\n")},
                    {"depot/__init__.py", ""},
                    {"depot/models/__init__.py", "from depot.models.base import Base\n"},
                    {"depot/models/base.py",
                     "from sqlalchemy import MetaData\nfrom sqlalchemy.orm import DeclarativeBase\n"
                     "from depot.names import NAMES\n"
                     "class Base(DeclarativeBase):\n"
                     "    metadata = MetaData(naming_convention=NAMES)\n"},
                    {"depot/names.py", "NAMES = {'uq': 'uq_' + '%(table_name)s'}\n"}}) == expected);
  }
  SUBCASE("of declarative_base()") {
    CHECK(convention({{"db/env.py", env("from depot import models\n"
                                        "target_metadata = models.Base.metadata\n")},
                      {"depot/models.py",
                       import_metadata + "from sqlalchemy.orm import declarative_base\nmeta = " +
                           metadata + "Base = declarative_base(metadata=meta)\n"}}) == expected);
  }
  SUBCASE("of Flask-SQLAlchemy's object") {
    CHECK(convention({{"db/env.py", env("from depot import db\ntarget_metadata = db.metadata\n")},
                      {"depot/__init__.py", import_metadata +
                                                "from flask_sqlalchemy import SQLAlchemy\n"
                                                "db = SQLAlchemy(metadata=" +
                                                metadata.substr(0, metadata.size() - 1) +
                                                ")\n"}}) == expected);
  }
}

TEST_CASE("where target_metadata cannot be followed, the project's only convention counts") {
  const std::string flask =
      env("from flask import current_app\n"
          "target_metadata = current_app.extensions['migrate'].db.metadata\n");
  CHECK(convention({{"db/env.py", flask}, {"depot/db.py", import_metadata + "m = " + metadata}}) ==
        "uq_%(table_name)s");
  CHECK(convention(
            {{"db/env.py", env("import sqlmodel\ntarget_metadata = sqlmodel.SQLModel.metadata\n")},
             {"depot/db.py",
              "from sqlmodel import SQLModel\nNAMES = {'uq': 'u_%(table_name)s'}\n"
              "SQLModel.metadata.naming_convention = NAMES\n"}}) == "u_%(table_name)s");
  CHECK(convention({{"db/env.py", flask}, {"depot/db.py", "import sqlalchemy\n"}}) == "none");
  SUBCASE("but not what tests and revisions make") {
    CHECK(convention({{"db/env.py", flask},
                      {"tests/test_db.py", import_metadata + "m = " + metadata},
                      {"db/versions/a.py", import_metadata + "m = " + metadata}}) == "none");
  }
  SUBCASE("and two different ones are unknown") {
    CHECK(convention({{"db/env.py", flask},
                      {"a.py", import_metadata + "m = " + metadata},
                      {"b.py", import_metadata + "m = MetaData(naming_convention={'uq': 'x'})"}}) ==
          "is one in a.py and another in b.py");
  }
}

TEST_CASE("an environment may do without a convention") {
  const std::pair<std::string, std::string> elsewhere = {"depot/db.py",
                                                         import_metadata + "m = " + metadata};
  CHECK(convention({elsewhere}) == "none");
  CHECK(convention({{"db/env.py", env("target_metadata = None\n")}, elsewhere}) == "none");
  CHECK(convention({{"db/env.py", env(import_metadata + "target_metadata = MetaData()\n")},
                    elsewhere}) == "none");
  CHECK(convention({{"db/env.py", env(import_metadata + "target_metadata = [" +
                                      metadata.substr(0, metadata.size() - 1) + "]\n")}}) ==
        "none");
}

TEST_CASE("a convention that is computed is unknown") {
  CHECK(convention(
            {{"db/env.py", env(import_metadata + "import os\ntarget_metadata = "
                                                 "MetaData(naming_convention=os.environ)\n")}}) ==
        "is not written as a literal");
}

TEST_CASE("a package may pass its names on with a star") {
  CHECK(convention({{"db/env.py",
                     env("from depot import models\ntarget_metadata = models.Base.metadata\n")},
                    {"depot/models/__init__.py", "from depot.models.base import *\n"},
                    {"depot/models/base.py", import_metadata +
                                                 "from sqlalchemy.orm import DeclarativeBase\n"
                                                 "class Base(DeclarativeBase):\n    metadata = " +
                                                 metadata}}) == "uq_%(table_name)s");
}
