#include "support/temp_repository.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace migcheck::test {

namespace {

// Variables that git sets for its hooks: the tests may run in one, and so may migcheck itself.
constexpr const char* hook_variables[] = {
    "GIT_DIR",    "GIT_WORK_TREE",        "GIT_INDEX_FILE",         "GIT_COMMON_DIR",
    "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_CEILING_DIRECTORIES"};

void forget_hook_variables() {
  for (const char* name : hook_variables) unsetenv(name);
}

std::string next_date() {
  static long seconds = 1'700'000'000;
  return std::to_string(seconds += 60) + " +0000";
}

std::vector<std::string> environment_for_git(const Variables& variables) {
  const char* path = std::getenv("PATH");
  const std::string date = next_date();
  std::vector<std::string> environment = {
      "PATH=" + std::string(path == nullptr ? "/usr/bin:/bin" : path),
      "HOME=/nonexistent",
      "LC_ALL=C",
      "GIT_CONFIG_GLOBAL=/dev/null",
      "GIT_CONFIG_NOSYSTEM=1",
      "GIT_TERMINAL_PROMPT=0",
      "GIT_AUTHOR_NAME=Test",
      "GIT_AUTHOR_EMAIL=test@example.com",
      "GIT_COMMITTER_NAME=Test",
      "GIT_COMMITTER_EMAIL=test@example.com",
      "GIT_AUTHOR_DATE=" + date,
      "GIT_COMMITTER_DATE=" + date,
  };
  for (const auto& [name, value] : variables) environment.push_back(name + "=" + value);
  return environment;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (std::string& string : strings) result.push_back(string.data());
  result.push_back(nullptr);
  return result;
}

using File = std::unique_ptr<FILE, int (*)(FILE*)>;

std::string content(const File& file) {
  std::string text;
  std::rewind(file.get());
  char buffer[4096];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file.get())) {
    text.append(buffer, count);
  }
  return text;
}

}  // namespace

GitResult run_git(const std::string& folder, const Arguments& arguments,
                  const Variables& variables) {
  std::vector<std::string> command = {
      "git", "-C",       folder, "-c", "protocol.file.allow=always", "-c", "core.fsync=none",
      "-c",  "gc.auto=0"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment = environment_for_git(variables);
  const File output(std::tmpfile(), &std::fclose);
  const File errors(std::tmpfile(), &std::fclose);
  if (!output || !errors) throw std::runtime_error("tmpfile failed");

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, fileno(output.get()), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(errors.get()), STDERR_FILENO);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, "git", &actions, nullptr, pointers(command).data(),
                                  pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("git cannot be run");
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128, content(output), content(errors)};
}

std::string git_in(const std::string& folder, const Arguments& arguments,
                   const Variables& variables) {
  GitResult result = run_git(folder, arguments, variables);
  if (result.status != 0) {
    std::string command = "git";
    for (const std::string& argument : arguments) command += " " + argument;
    throw std::runtime_error(command + ": " + result.output + result.errors);
  }
  if (result.output.ends_with('\n')) result.output.pop_back();
  return result.output;
}

TempRepository::TempRepository(Uninitialized) : path_(folder_.path()) { forget_hook_variables(); }

TempRepository::TempRepository() : TempRepository(Uninitialized{}) {
  git({"init", "--quiet", "--initial-branch=main", "."});
}

std::string TempRepository::commit(const std::string& message) const {
  git({"add", "--all"});
  git({"commit", "--quiet", "--allow-empty", "-m", message});
  return git({"rev-parse", "HEAD"});
}

TempRepository TempRepository::clone(const Arguments& options) const {
  TempRepository copy{Uninitialized{}};
  Arguments command = {"clone", "--quiet"};
  command.insert(command.end(), options.begin(), options.end());
  command.insert(command.end(), {"file://" + path_, copy.path_});
  git(command);
  return copy;
}

TempRepository TempRepository::shallow_clone(int depth, const std::string& branch) const {
  return clone({"--depth=" + std::to_string(depth), "--branch=" + branch, "--single-branch"});
}

TempRepository TempRepository::linked_worktree(const std::string& revision) const {
  TempRepository linked{Uninitialized{}};
  git({"worktree", "add", "--quiet", "--detach", linked.path_, revision});
  return linked;
}

}  // namespace migcheck::test
