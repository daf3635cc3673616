#pragma once

#include "facts/settings.h"

namespace migcheck::test {

// What the project of the policies' examples says in its configuration.
FactSettings example_settings();

}  // namespace migcheck::test
