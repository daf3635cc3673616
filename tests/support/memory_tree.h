#pragma once

#include "core/memory_tree.h"

namespace migcheck::test {

using migcheck::MemoryTree;

}  // namespace migcheck::test
