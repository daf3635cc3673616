// Writes made-up reports in every format into a folder: NAME.FORMAT. Of the hostile ones the text
// that is in them stands in NAME.input; `formats` lists the formats.

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "report/format.h"
#include "support/hostile_report.h"
#include "support/sample_report.h"

namespace {

using namespace migcheck;

void write(const std::filesystem::path& path, const std::string& content) {
  std::ofstream stream(path, std::ios::binary);
  stream << content;
  if (!stream.flush()) throw std::runtime_error(path.string() + " could not be written");
}

void write_report(const std::filesystem::path& folder, const std::string& name,
                  const Report& report) {
  for (const Format& format : formats()) {
    write(folder / (name + "." + format.name), format.render(report));
  }
}

void write_all(const std::filesystem::path& folder) {
  std::string names;
  for (const Format& format : formats()) names += std::string(format.name) + "\n";
  write(folder / "formats", names);
  write_report(folder, "sample", test::sample_report());
  write_report(folder, "clean", test::clean_report());
  write_report(folder, "large", test::large_report(10000));
  write_report(folder, "huge", test::large_report(30000));
  std::size_t number = 0;
  for (const std::string& text : test::hostile_texts()) {
    const std::string name = fmt::format("hostile-{:03}", ++number);
    write(folder / (name + ".input"), text);
    write_report(folder, name, test::hostile_report(text));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: render_reports FOLDER\n";
    return 2;
  }
  write_all(argv[1]);
  return 0;
}
