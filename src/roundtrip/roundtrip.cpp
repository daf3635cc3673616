#include "roundtrip/roundtrip.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>

#include "core/error.h"
#include "core/text.h"
#include "roundtrip/engine.h"
#include "roundtrip/rehearsal.h"

namespace migcheck {

namespace {

constexpr std::size_t kFewestSteps = 12;  // to rehearse, for which another server is worth while
constexpr std::size_t kMostThreads = 8;   // each has a server with its memory

bool is_rehearsed(const RoundtripStep& step) { return step.rehearsed; }

std::size_t threads_for(const std::vector<RoundtripStep>& steps, const RoundtripOptions& options) {
  if (options.keep) return 1;  // the one that is kept
  const auto rehearsed =
      static_cast<std::size_t>(std::count_if(steps.begin(), steps.end(), is_rehearsed));
  if (options.jobs)
    return std::clamp<std::size_t>(*options.jobs, 1, std::max<std::size_t>(rehearsed, 1));
  const std::size_t most = std::min<std::size_t>(std::thread::hardware_concurrency(), kMostThreads);
  return std::clamp<std::size_t>(rehearsed / kFewestSteps, 1, std::max<std::size_t>(most, 1));
}

// Much of a rehearsal does not depend on how many statements there are: it reads the schema.
std::vector<std::size_t> weights_of(const std::vector<RoundtripStep>& steps) {
  constexpr std::size_t for_snapshots = 20;
  std::vector<std::size_t> weights(base_of(steps).size(), 0);
  for (std::size_t i = weights.size(); i < steps.size(); ++i) {
    const Revision& revision = *steps[i].revision;
    const std::size_t count =
        revision.upgrade.statements.size() + revision.downgrade.statements.size();
    weights.push_back(1 + count + (steps[i].rehearsed ? for_snapshots : 0));
  }
  return weights;
}

std::string note_of(const std::map<std::string, std::string>& unseeded) {
  const auto& [table, obstacle] = *unseeded.begin();
  return counted(unseeded.size(), "table") + " could not be given rows; the first: " + table +
         ", " + obstacle;
}

// Several rehearsals that share the steps: each upgrades its own database through all of them, and
// rehearses some.
class Shares {
 public:
  Shares(const std::vector<RoundtripStep>& steps, const RoundtripOptions& options)
      : steps_(steps),
        options_(options),
        shares_(threads_for(steps, options)),
        division_(weights_of(steps), shares_.size()) {
    silent_.progress = {};
    if (!options.progress) return;
    shown_.progress = [this](std::size_t done, std::size_t total, const Revision& revision) {
      const std::lock_guard lock(showing_);
      options_.progress(done, total, revision);
    };
  }

  RoundtripOutcome run() {
    // All servers are started before there are threads: their guardians are forked.
    shares_[0].rehearsal = std::make_unique<Rehearsal>(steps_, shown_);
    start_others();
    {
      std::vector<std::jthread> helpers;
      try {
        for (std::size_t i = 1; i < shares_.size(); ++i)
          helpers.emplace_back([this, i] { run(i); });
      } catch (const std::system_error&) {  // those that there are do it all
      }
      run(0);
    }
    for (const Share& share : shares_) {
      if (share.failure) std::rethrow_exception(share.failure);
    }
    RoundtripOutcome outcome = merged();
    for (const Share& share : shares_) {
      if (share.rehearsal) share.rehearsal->release();
    }
    return outcome;
  }

 private:
  // Where one cannot be started, the others do it without it.
  void start_others() {
    for (std::size_t i = 1; i < shares_.size(); ++i) {
      try {
        shares_[i].rehearsal = std::make_unique<Rehearsal>(steps_, silent_);
      } catch (const Error&) {
        return;
      }
    }
  }

  struct Share {
    std::unique_ptr<Rehearsal> rehearsal;
    Rehearsal::End end = Rehearsal::End::not_begun;
    bool has_begun = false;  // to rehearse
    std::exception_ptr failure;
  };

  void run(std::size_t number) {
    Share& share = shares_[number];
    try {
      if (!share.rehearsal) {
        division_.give_up(number);
        return;
      }
      share.end = share.rehearsal->run([&](std::size_t step) { return turn(number, step); });
      if (share.end != Rehearsal::End::reached) division_.give_up(number);
    } catch (...) {
      division_.give_up(number);
      // Where it has not begun the others do it without this one.
      if (number == 0 || share.has_begun) share.failure = std::current_exception();
    }
  }

  Division::Turn turn(std::size_t number, std::size_t step) {
    const Division::Turn turn = division_.turn(number, step);
    if (turn == Division::Turn::check) {
      shares_[number].has_begun = true;
      if (shown_.progress) {
        shown_.progress(base_of(steps_).size() + begun_++, steps_.size(), *steps_[step].revision);
      }
    }
    return turn;
  }

  // As if one had done it all: nothing is said of what comes behind a step that failed.
  RoundtripOutcome merged() {
    RoundtripOutcome all = std::move(shares_[0].rehearsal->outcome());
    std::size_t last = 0;  // that has rehearsed something
    SkippedCount skipped = shares_[0].rehearsal->skipped_in_base();
    skipped.add(shares_[0].rehearsal->skipped());
    std::map<std::string, std::string> unseeded = shares_[0].rehearsal->unseeded();
    for (std::size_t i = 1; i < shares_.size(); ++i) {
      if (shares_[i - 1].end == Rehearsal::End::stopped || !shares_[i].has_begun) break;
      append(all, shares_[i].rehearsal->outcome());
      skipped.add(shares_[i].rehearsal->skipped());
      unseeded.insert(shares_[i].rehearsal->unseeded().begin(),
                      shares_[i].rehearsal->unseeded().end());
      last = i;
    }
    if (options_.check_models) add_models(shares_[last], all.problems);
    add_skipped_steps(all.result.revisions);
    const std::string note = skipped.text("could not be rehearsed");
    if (!note.empty()) all.notes.insert(all.notes.begin(), note);
    if (!unseeded.empty()) all.notes.push_back(note_of(unseeded));
    return all;
  }

  // Where all steps went well its database has all upgrades behind it.
  static void add_models(const Share& share, std::vector<RoundtripProblem>& problems) {
    if (share.end != Rehearsal::End::reached) return;
    if (auto problem = share.rehearsal->compare_models()) problems.push_back(std::move(*problem));
  }

  static void append(RoundtripOutcome& all, RoundtripOutcome& more) {
    std::move(more.result.revisions.begin(), more.result.revisions.end(),
              std::back_inserter(all.result.revisions));
    std::move(more.problems.begin(), more.problems.end(), std::back_inserter(all.problems));
    std::move(more.executed.begin(), more.executed.end(), std::back_inserter(all.executed));
  }

  // Those that were to be rehearsed and come behind the last one that was.
  void add_skipped_steps(std::vector<RoundtripRevision>& revisions) const {
    std::size_t rehearsed = 0;
    for (const RoundtripStep& step : steps_) {
      if (!step.rehearsed || rehearsed++ < revisions.size()) continue;
      RoundtripRevision& result = revisions.emplace_back();
      result.revision = step.revision->id;
      result.status = "skipped";
    }
  }

  const std::vector<RoundtripStep>& steps_;
  const RoundtripOptions& options_;
  RoundtripOptions shown_ = options_,
                   silent_ = options_;  // the first one, which runs the base, and the others
  std::vector<Share> shares_;
  Division division_;
  std::mutex showing_;
  std::atomic<std::size_t> begun_ = 0;
};

// With the project's Alembic, or, where that cannot be run, with what was read of the revisions.
RoundtripOutcome rehearse_if_possible(const std::vector<RoundtripStep>& steps,
                                      RoundtripOptions options) {
  options.alembic.verify = true;
  try {
    return Shares(steps, options).run();
  } catch (const Error& error) {
    options.engine = Engine::sql;
    RoundtripOutcome outcome = Shares(steps, options).run();
    outcome.notes.push_back(
        std::string("the engine alembic, which would run what cannot be read, is not used: ") +
        error.what() + (error.hint().empty() ? "" : "; " + error.hint()));
    return outcome;
  }
}

RoundtripOutcome rehearse_by_engine(const std::vector<RoundtripStep>& steps,
                                    RoundtripOptions options) {
  const bool automatic = options.engine == Engine::automatic;
  options.engine = engine_for(options.engine, steps);
  if (automatic && options.engine == Engine::alembic) return rehearse_if_possible(steps, options);
  return Shares(steps, options).run();
}

}  // namespace

RoundtripOutcome rehearse(const std::vector<RoundtripStep>& steps,
                          const RoundtripOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  RoundtripOutcome outcome = rehearse_by_engine(steps, options);
  const auto spent = std::chrono::steady_clock::now() - start;
  outcome.result.total_ms = std::chrono::duration<double, std::milli>(spent).count();
  return outcome;
}

}  // namespace migcheck
