#pragma once

namespace migcheck {

// What rows are like. Plain ones are distinct and short, and nothing is NULL that need not be.
// Hostile ones are also NULL wherever that is allowed, repeated wherever nothing forbids it, at the
// ends of their type's range, as long as their column and full of quotes.
enum class RowVariety { plain, hostile };

}  // namespace migcheck
