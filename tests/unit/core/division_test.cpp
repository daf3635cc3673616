#include "core/division.h"

#include <doctest/doctest.h>

#include <optional>
#include <vector>

using namespace migcheck;

namespace {

constexpr std::size_t steps = 100;
constexpr double replay_time = 0.25;  // of the time of checking
using Turn = Division::Turn;

struct Worker {
  double speed = 1;
  double busy_until = 0;
  std::size_t step = 0;
  bool done = false;
  std::vector<std::size_t> checked = {};
  std::size_t fails_at = steps;  // a step; there it gives up
};

// Lets each of them do one step after the other, in the order in which they get ready.
double run(Division& division, std::vector<Worker>& workers) {
  double end = 0;
  while (true) {
    std::optional<std::size_t> next;
    for (std::size_t i = 0; i < workers.size(); ++i) {
      const Worker& worker = workers[i];
      if (worker.done || worker.step == steps) continue;
      if (!next || worker.busy_until < workers[*next].busy_until) next = i;
    }
    if (!next) return end;
    Worker& worker = workers[*next];
    const Turn turn = division.turn(*next, worker.step);
    if (turn == Turn::check) worker.checked.push_back(worker.step);
    worker.done = turn == Turn::done;
    if (worker.step == worker.fails_at && !worker.done) {
      division.give_up(*next);
      worker.done = true;
    }
    if (worker.done) continue;
    worker.busy_until += (turn == Turn::check ? 1 : replay_time) / worker.speed;
    end = std::max(end, worker.busy_until);
    ++worker.step;
  }
}

std::vector<std::size_t> all_checked(const std::vector<Worker>& workers) {
  std::vector<std::size_t> all;
  for (const Worker& worker : workers) {
    all.insert(all.end(), worker.checked.begin(), worker.checked.end());
  }
  return all;
}

std::vector<std::size_t> every_step() {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < steps; ++i) all.push_back(i);
  return all;
}

}  // namespace

TEST_CASE("threads check each step once, in their order, and end at about the same time") {
  for (const std::size_t threads : {1, 2, 3, 4}) {
    CAPTURE(threads);
    Division division(std::vector<std::size_t>(steps, 4), threads);
    std::vector<Worker> workers(threads);
    const double end = run(division, workers);
    CHECK(all_checked(workers) == every_step());
    CHECK(division.last() == threads - 1);
    for (const Worker& worker : workers) CHECK(worker.busy_until > end * 0.8);
    CHECK(end <= std::vector<double>{100, 59, 47, 42}[threads - 1]);
  }
}

TEST_CASE("a thread that is slower begins later, and so gets less to check") {
  const auto checked_at = [](double speed) {
    Division division(std::vector<std::size_t>(steps, 4), 2);
    std::vector<Worker> workers(2);
    workers[1].speed = speed;
    run(division, workers);
    CHECK(all_checked(workers) == every_step());
    return workers[1].checked.size();
  };
  CHECK(checked_at(0.5) < checked_at(1) * 4 / 5);
}

TEST_CASE("a thread that comes too late has nothing to do") {
  Division division(std::vector<std::size_t>(steps, 4), 3);
  std::vector<Worker> workers(3);
  workers[1].busy_until = workers[2].busy_until = 1000;
  run(division, workers);
  CHECK(workers[0].checked == every_step());
  CHECK(workers[1].step == 0);
  CHECK(workers[2].step == 0);
  CHECK(division.last() == 0);
}

TEST_CASE("steps of little weight are left to whoever is there") {
  std::vector<std::size_t> weights(steps, 1);
  for (std::size_t i = 80; i < steps; ++i) weights[i] = 50;
  Division division(weights, 2);
  std::vector<Worker> workers(2);
  run(division, workers);
  CHECK(all_checked(workers) == every_step());
}

TEST_CASE("what a thread cannot replay is left to the one before it") {
  Division division(std::vector<std::size_t>(steps, 4), 3);
  std::vector<Worker> workers(3);
  workers[1].fails_at = 5;
  workers[2].fails_at = 5;
  run(division, workers);
  CHECK(workers[0].checked == every_step());
  CHECK(workers[1].checked.empty());
  CHECK(workers[2].checked.empty());
}

TEST_CASE("nobody goes on behind a step whose check failed") {
  Division division(std::vector<std::size_t>(steps, 4), 2);
  std::vector<Worker> workers(2);
  workers[0].fails_at = 20;
  run(division, workers);
  CHECK(workers[0].checked.size() == 21);
  CHECK(workers[1].step < 90);
  Division late(std::vector<std::size_t>(steps, 4), 2);
  workers = std::vector<Worker>(2);
  workers[1].fails_at = 70;
  run(late, workers);
  std::vector<std::size_t> up_to = every_step();
  up_to.resize(71);
  CHECK(all_checked(workers) == up_to);
}
