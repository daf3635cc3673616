#pragma once

#include <string>

#include "roundtrip/rows/image.h"

namespace migcheck {

// Rows and values as messages name them.

// "id = 2" by the primary key, "a = 1, b = 'x'" by the first columns where there is none.
std::string row_text(const RowImage::Table& table, std::size_t row);

// 'x', 12, NULL; long texts are cut.
std::string value_text(const RowImage::Value& value, const std::string& type);

}  // namespace migcheck
