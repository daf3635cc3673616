# Every format of reports, through the programs and the schemas of those who read it.
add_executable(migcheck_render_reports ${CMAKE_CURRENT_LIST_DIR}/render_reports.cpp
  support/hostile_report.cpp support/sample_report.cpp)
target_link_libraries(migcheck_render_reports PRIVATE migcheck_core migcheck::warnings)
target_include_directories(migcheck_render_reports PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
add_test(NAME formats
  COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/run.py
    $<TARGET_FILE:migcheck_render_reports>)
set_tests_properties(formats PROPERTIES TIMEOUT 600)
