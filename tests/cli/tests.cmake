# One ctest entry for each area of the command line. See run.py for the format of a case.
set(cli_tests ${CMAKE_CURRENT_LIST_DIR})
file(GLOB cli_areas CONFIGURE_DEPENDS RELATIVE ${cli_tests}/cases ${cli_tests}/cases/*)
foreach(area ${cli_areas})
  add_test(NAME cli.${area}
    COMMAND /usr/bin/python3 -B ${cli_tests}/run.py $<TARGET_FILE:migcheck> ${cli_tests}/cases/${area})
  set_tests_properties(cli.${area} PROPERTIES TIMEOUT 600)
endforeach()
add_test(NAME cli.runner COMMAND /usr/bin/python3 -B ${cli_tests}/run_test.py)
