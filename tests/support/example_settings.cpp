#include "support/example_settings.h"

#include <re2/re2.h>

namespace migcheck::test {

FactSettings example_settings() {
  FactSettings settings;
  settings.unwanted_types = {"xml", "double precision"};
  settings.allowed_extensions = {"pg_trgm"};
  settings.excluded_tables = {"raster_tiles"};
  settings.required_columns = {"changed_at", "made_at"};
  settings.name_patterns = {{"index", std::make_shared<const re2::RE2>("ix_[a-z_]+")},
                            {"table", std::make_shared<const re2::RE2>("[a-z_]+")}};
  return settings;
}

}  // namespace migcheck::test
