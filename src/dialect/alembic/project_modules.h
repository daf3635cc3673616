#pragma once

#include <map>
#include <mutex>
#include <string>

#include "dialect/alembic/python/evaluator.h"
#include "dialect/dialect.h"

namespace migcheck::alembic {

// The modules of a project that its migrations import: `from migrations.util import quote`. An
// absolute name is looked for in each folder above the importing file, and in src/ there; that
// is where a sys.path for it can point to. Each file is parsed once for all revisions.
class ProjectModules : public python::ModuleFinder {
 public:
  explicit ProjectModules(const ProjectFiles& project) : project_(project) {}

  Found find(const std::string& name, std::size_t level, const std::string& importer) override;

 private:
  std::string locate(const std::string& name, std::size_t level, const std::string& importer) const;

  const ProjectFiles& project_;
  std::mutex mutex_;
  std::map<std::string, Found> parsed_;  // by path
};

}  // namespace migcheck::alembic
