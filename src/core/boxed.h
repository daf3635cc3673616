#pragma once

#include <memory>
#include <optional>
#include <utility>

namespace migcheck {

// A value or none, like std::optional, but elsewhere: for what is large and mostly not there, in
// structs of which there are many. Copies are deep, and equal values are equal.
template <typename T>
class Boxed {
 public:
  Boxed() = default;
  Boxed(std::nullopt_t) {}
  Boxed(T value) : value_(std::make_unique<T>(std::move(value))) {}
  Boxed(const Boxed& other) : value_(other ? std::make_unique<T>(*other) : nullptr) {}
  Boxed(Boxed&&) noexcept = default;
  ~Boxed() = default;

  Boxed& operator=(const Boxed& other) {
    if (this != &other) *this = Boxed(other);
    return *this;
  }
  Boxed& operator=(Boxed&&) noexcept = default;

  explicit operator bool() const { return value_ != nullptr; }
  bool has_value() const { return value_ != nullptr; }

  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return value_.get(); }
  const T* operator->() const { return value_.get(); }

  T value_or(T otherwise) const { return value_ ? *value_ : std::move(otherwise); }
  void reset() { value_.reset(); }
  T& emplace() { return *(value_ = std::make_unique<T>()); }

  friend bool operator==(const Boxed& one, const Boxed& other) {
    return one && other ? *one == *other : one.has_value() == other.has_value();
  }

 private:
  std::unique_ptr<T> value_;
};

}  // namespace migcheck
