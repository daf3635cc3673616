#include "github/check_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/hash.h"
#include "core/text.h"
#include "github/answers.h"
#include "report/github_check.h"

namespace migcheck {

namespace {

// One check run while it is delivered.
class Delivery {
 public:
  Delivery(Client& client, const Report& report, const std::vector<const Finding*>& findings,
           CheckRunFrame frame)
      : client_(client), report_(report), findings_(findings), frame_(std::move(frame)) {
    wanted_ = std::min(findings.size(), annotations_per_request * annotation_requests);
    const std::string text =
        join(check_run_bodies(report, findings, {frame_.head_sha, "", ""}), "\n");
    frame_.external_id = fmt::format("migcheck-{:016x}", hash_of(text));
    bodies_ = check_run_bodies(report, findings, frame_);
  }

  Outcome run() {
    Outcome outcome;
    try {
      send_all();
      outcome.messages.push_back(fmt::format(
          "check run with {}: {}", counted(wanted_, "annotation"), conclusion_of(report_)));
    } catch (const DeliveryFailure& failure) {
      outcome.failed = true;
      outcome.messages.push_back(fmt::format("no check run for {}: {}", missing(), failure.what()));
      close(outcome);
    }
    outcome.delivered.insert(findings_.begin(), findings_.begin() + annotated());
    return outcome;
  }

 private:
  void send_all() {
    if (find_earlier()) return;
    if (id_ == 0) create();
    while (sent_ < bodies_.size()) append();
  }

  // A run of the same content: whole, or one that an ended run of the job has left.
  bool find_earlier() {
    for (const CheckRunState& run : runs()) {
      earlier_ = std::max(earlier_, run.id);
      if (run.status == "completed" && run.annotations >= wanted_) {
        sent_ = bodies_.size();
        return true;
      }
      if (run.status != "completed" && run.annotations < wanted_) {
        id_ = run.id;
        sent_ = run.annotations / annotations_per_request;
      }
    }
    return false;
  }

  std::vector<CheckRunState> runs() {
    std::vector<CheckRunState> ours = check_runs_in(client_.pages(fmt::format(
        "/commits/{}/check-runs?check_name={}&filter=all", frame_.head_sha, check_run_name)));
    std::erase_if(ours, [&](const auto& run) { return run.external_id != frame_.external_id; });
    return ours;
  }

  void create() {
    const auto arrived = [&]() -> std::optional<std::string> {
      for (const CheckRunState& run : runs()) {
        if (run.id > earlier_) return client_.get(path_of(run.id));
      }
      return std::nullopt;
    };
    id_ = check_run_in(client_.post("/check-runs", bodies_[0], arrived)).id;
    sent_ = 1;
  }

  void append() {
    const std::size_t after = std::min(wanted_, (sent_ + 1) * annotations_per_request);
    const auto arrived = [&]() -> std::optional<std::string> {
      std::string body = client_.get(path_of(id_));
      if (check_run_in(body).annotations < after) return std::nullopt;
      return body;
    };
    client_.patch(path_of(id_), bodies_[sent_], arrived);
    ++sent_;
  }

  // A run that has failed midway must not look as if it were still running.
  void close(Outcome& outcome) {
    if (id_ == 0 || sent_ == bodies_.size()) return;
    try {
      client_.last_try(
          "PATCH", path_of(id_),
          check_run_closing_body(report_, static_cast<std::size_t>(annotated()), wanted_));
    } catch (const DeliveryFailure& failure) {
      outcome.messages.push_back(
          fmt::format("the check run could not be completed: {}", failure.what()));
    }
  }

  std::ptrdiff_t annotated() const {
    return static_cast<std::ptrdiff_t>(std::min(wanted_, sent_ * annotations_per_request));
  }

  std::string missing() const {
    return counted(findings_.size() - static_cast<std::size_t>(annotated()), "finding");
  }

  static std::string path_of(std::int64_t id) { return fmt::format("/check-runs/{}", id); }

  Client& client_;
  const Report& report_;
  const std::vector<const Finding*>& findings_;
  CheckRunFrame frame_;
  std::vector<std::string> bodies_;
  std::size_t wanted_ = 0;    // annotations
  std::size_t sent_ = 0;      // bodies that have arrived
  std::int64_t id_ = 0;       // of the run; 0: there is none yet
  std::int64_t earlier_ = 0;  // the highest id of the runs that were there before
};

}  // namespace

Outcome deliver_check_run(Client& client, const Report& report,
                          const std::vector<const Finding*>& findings, const std::string& head_sha,
                          const std::string& details_url) {
  return Delivery(client, report, findings, {head_sha, details_url, ""}).run();
}

}  // namespace migcheck
