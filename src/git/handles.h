#pragma once

#include <git2.h>

#include <utility>

namespace migcheck {

// An owning pointer to one of libgit2's objects. This header stays inside git/: nothing else sees
// git2.h. libgit2 hands objects out through parameters, so unlike std::unique_ptr it has
// out():  git_tree_lookup(tree.out(), repository, &id)
template <typename Object, auto free_function>
class Handle {
 public:
  Handle() = default;
  Handle(Handle&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Handle() { reset(); }

  Object* get() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }

  // Frees what it holds, and takes what is assigned through the pointer.
  Object** out() {
    reset();
    return &object_;
  }

 private:
  void reset() {
    if (object_ != nullptr) free_function(std::exchange(object_, nullptr));
  }

  Object* object_ = nullptr;
};

using RepositoryHandle = Handle<git_repository, git_repository_free>;
using OdbHandle = Handle<git_odb, git_odb_free>;
using OdbObjectHandle = Handle<git_odb_object, git_odb_object_free>;
using ObjectHandle = Handle<git_object, git_object_free>;
using CommitHandle = Handle<git_commit, git_commit_free>;
using TreeHandle = Handle<git_tree, git_tree_free>;
using IndexHandle = Handle<git_index, git_index_free>;
using ReferenceHandle = Handle<git_reference, git_reference_free>;
using ReferencesHandle = Handle<git_reference_iterator, git_reference_iterator_free>;
using ConfigHandle = Handle<git_config, git_config_free>;
using ConfigEntriesHandle = Handle<git_config_iterator, git_config_iterator_free>;

}  // namespace migcheck
