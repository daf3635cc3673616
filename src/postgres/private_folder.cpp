#include "postgres/private_folder.h"

#include <sys/stat.h>
#include <unistd.h>

namespace migcheck {

bool is_private_folder(const std::string& path) {
  struct stat status {};
  return lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
         status.st_uid == geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

}  // namespace migcheck
