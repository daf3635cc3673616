# Two interface targets: migcheck::settings (language, sanitizers) and migcheck::warnings.

option(MIGCHECK_SANITIZE "Build with the address and undefined behaviour sanitizers" OFF)
option(MIGCHECK_FUZZ "Build the fuzz targets, with clang" OFF)
option(MIGCHECK_WARNINGS_AS_ERRORS "Treat compiler warnings as errors" OFF)

add_library(migcheck_settings INTERFACE)
add_library(migcheck::settings ALIAS migcheck_settings)
target_compile_features(migcheck_settings INTERFACE cxx_std_20)
target_include_directories(migcheck_settings INTERFACE ${CMAKE_SOURCE_DIR}/src)
set(CMAKE_CXX_EXTENSIONS OFF)

if(MIGCHECK_SANITIZE)
  # The checks that are left out see what the address sanitizer sees too, and double the build.
  set(sanitizers -fsanitize=address,undefined -fno-sanitize=null,alignment,vptr,object-size
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(migcheck_settings INTERFACE ${sanitizers} -Og -g1)
  target_link_options(migcheck_settings INTERFACE ${sanitizers})
endif()

if(MIGCHECK_FUZZ)
  target_compile_options(migcheck_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()

add_library(migcheck_warnings INTERFACE)
add_library(migcheck::warnings ALIAS migcheck_warnings)
target_compile_options(migcheck_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
  # GCC 12 warns of std::string's and std::variant's own code when it optimises (GCC bug 105651).
  "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-stringop-overflow;\
-Wno-array-bounds;-Wno-maybe-uninitialized>"
  $<$<BOOL:${MIGCHECK_WARNINGS_AS_ERRORS}>:-Werror>)

# A build is quickened by one of two things, which do not go together well: ccache where it is
# installed, else precompiled headers.
find_program(ccache ccache)
if(ccache)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ccache})
  set(CMAKE_C_COMPILER_LAUNCHER ${ccache})
endif()

# What nearly every file includes, parsed once for each library.
function(precompile_headers target)
  if(NOT ccache)
    target_precompile_headers(${target} PRIVATE
      <algorithm> <functional> <map> <memory> <optional> <set> <string> <string_view> <variant>
      <vector> <fmt/format.h> ${ARGN})
  endif()
endfunction()
