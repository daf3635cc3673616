#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace migcheck {

// Objects by name that can be taken back to an earlier state: while recording, every change keeps
// what was there before. Costs what changes, not what there is, so that a downgrade can be tried
// on a large schema and undone. A copy shares its objects until one side changes them.
template <typename T>
class Store {
 public:
  Store() = default;
  Store(const Store& other)
      : objects_(other.objects_), undo_(other.undo_), recordings_(other.recordings_) {
    for (auto& [key, object] : objects_) places_.emplace(key, &object);
  }
  Store(Store&&) noexcept = default;
  ~Store() = default;

  Store& operator=(const Store& other) {
    if (this != &other) *this = Store(other);
    return *this;
  }
  Store& operator=(Store&&) noexcept = default;

  // The object of that name, or null. Valid until the next change of it.
  const T* find(const std::string& key) const {
    const auto at = places_.find(key);
    return at == places_.end() ? nullptr : at->second->get();
  }

  // The object for changing; it must be there.
  T& edit(const std::string& key) {
    std::shared_ptr<T>& object = *places_.at(key);
    note(key, object);
    if (object.use_count() > 1) object = std::make_shared<T>(*object);
    return *object;
  }

  // Keeps the object under its own name, in place of what has that name already.
  T& put(T object) {
    std::shared_ptr<T>& place = this->place(object.name);
    note(object.name, place);
    place = std::make_shared<T>(std::move(object));
    return *place;
  }

  void erase(const std::string& key) {
    const auto at = places_.find(key);
    if (at == places_.end()) return;
    note(key, *at->second);
    remove(key);
  }

  // Makes the objects those of an earlier copy; with recording on, this can be undone, too.
  void take_back_to(const Store& earlier) {
    std::vector<std::string> gone;
    for (const auto& [key, object] : objects_) {
      if (earlier.find(key) == nullptr) gone.push_back(key);
    }
    for (const std::string& key : gone) erase(key);
    for (const auto& [key, object] : earlier.objects_) {
      std::shared_ptr<T>& place = this->place(key);
      if (place == object) continue;
      note(key, place);
      place = object;
    }
  }

  // Recordings nest.
  void record() { recordings_.push_back({undo_.size(), {}}); }

  // Ends the innermost recording, and takes back what happened in it.
  void undo() {
    for (; undo_.size() > recordings_.back().begin; undo_.pop_back()) {
      auto& [key, object] = undo_.back();
      if (object) {
        place(key) = std::move(object);
      } else {
        remove(key);
      }
    }
    recordings_.pop_back();
  }

  // Ends the innermost recording; what happened in it stays.
  void keep() {
    recordings_.pop_back();
    if (recordings_.empty()) undo_.clear();
  }

  // What was recorded, by name: each object before all recordings, null where there was none, and
  // as it is now.
  using Change = std::pair<std::shared_ptr<const T>, std::shared_ptr<const T>>;
  std::map<std::string, Change> changes() const {
    std::map<std::string, Change> found;
    for (const auto& [key, before] : undo_) {
      if (found.contains(key)) continue;
      const auto now = objects_.find(key);
      found.emplace(key, Change(before, now == objects_.end() ? nullptr : now->second));
    }
    return found;
  }

  // All names and objects, by name. Do not change the store while going through them.
  const std::map<std::string, std::shared_ptr<T>>& all() const { return objects_; }

 private:
  struct Recording {
    std::size_t begin = 0;       // in undo_
    std::set<std::string> keys;  // of the objects that are in it already
  };

  // Where the object of this name is, or will be.
  std::shared_ptr<T>& place(const std::string& key) {
    const auto [at, is_new] = objects_.try_emplace(key);
    if (is_new) places_.emplace(at->first, &at->second);
    return at->second;
  }

  void remove(const std::string& key) {
    const auto at = objects_.find(key);
    if (at == objects_.end()) return;
    places_.erase(at->first);
    objects_.erase(at);
  }

  // Before the object of this name changes.
  void note(const std::string& key, const std::shared_ptr<T>& object) {
    if (recordings_.empty() || !recordings_.back().keys.insert(key).second) return;
    undo_.emplace_back(key, object);
  }

  std::map<std::string, std::shared_ptr<T>> objects_;
  std::unordered_map<std::string_view, std::shared_ptr<T>*> places_;  // in objects_: to find them
  std::vector<std::pair<std::string, std::shared_ptr<T>>> undo_;
  std::vector<Recording> recordings_;  // the innermost last
};

}  // namespace migcheck
