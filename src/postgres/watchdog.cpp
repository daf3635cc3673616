#include "postgres/watchdog.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "core/quantity.h"

namespace migcheck {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds kInterval{200};
constexpr std::chrono::seconds kBetweenAttempts{3};

}  // namespace

Watchdog::Watchdog(Limits limits, Actions actions)
    : limits_(limits), actions_(std::move(actions)), thread_([this] { watch(); }) {}

Watchdog::~Watchdog() {
  {
    const std::lock_guard guard(mutex_);
    over_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Watchdog::begin() {
  const std::lock_guard guard(mutex_);
  running_ = true;
  began_ = Clock::now();
  attempts_ = 0;
  reason_.clear();
}

std::optional<std::string> Watchdog::end() {
  std::unique_lock lock(mutex_);
  running_ = false;
  changed_.wait(lock, [this] { return !busy_; });
  if (reason_.empty()) return std::nullopt;
  return std::exchange(reason_, {});
}

void Watchdog::watch() {
  std::unique_lock lock(mutex_);
  const auto unlocked = [&](const auto& action) {
    busy_ = true;
    lock.unlock();
    action();
    lock.lock();
    busy_ = false;
    changed_.notify_all();
  };
  while (!changed_.wait_for(lock, kInterval, [this] { return over_; })) {
    if (!running_) continue;
    if (reason_.empty()) {
      std::uint64_t bytes = 0;
      unlocked([&] { bytes = actions_.size(); });
      if (running_) reason_ = excess(bytes);
    }
    const bool due = attempts_ == 0 || Clock::now() - stopped_ >= kBetweenAttempts;
    if (!running_ || reason_.empty() || !due) continue;
    unlocked([&] { actions_.stop(attempts_); });
    ++attempts_;
    stopped_ = Clock::now();
  }
}

// What is too much; "": nothing is.
std::string Watchdog::excess(std::uint64_t bytes) const {
  if (bytes > limits_.bytes) {
    return "the server stores more than " + size_text(limits_.bytes) + ", the size-limit";
  }
  if (Clock::now() - began_ > limits_.time) {
    return "it runs for longer than " + time_text(limits_.time) + ", the time-limit";
  }
  return {};
}

std::uint64_t bytes_in(const std::string& folder) noexcept {
  std::uint64_t bytes = 0;
  std::error_code failed, gone;
  try {
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                           failed);
    for (; !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
      if (!entry->is_regular_file(gone)) continue;
      const std::uintmax_t size = entry->file_size(gone);
      if (!gone) bytes += size;
    }
  } catch (const std::exception&) {
    return bytes;  // no memory: the next look will tell
  }
  return bytes;
}

}  // namespace migcheck
