# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# cmake -D ROOT=<source tree> -P check_includes.cmake
# Compares every include under src, ui and qml with the table of which room may use which, and fails on a
# wrong one. A room may always use itself. HACKING.md explains the directions.
cmake_minimum_required(VERSION 3.25)

set(uses_core)
set(uses_engine core)
set(uses_wire core)
set(uses_inference core)
set(uses_checks core)
foreach(adapter store hub fleet mesh quality)
    set(uses_${adapter} core engine wire inference checks)
endforeach()
set(uses_runtime core engine)
set(uses_client core wire)
set(uses_nanobot core wire client inference checks)
set(uses_demo core) # the demonstration's tasks; a room of its own inside app's folder
set(uses_ctl core wire client demo)
set(uses_viewmodel core)
set(uses_ui core viewmodel)
set(uses_qml core viewmodel)
set(rooms core engine wire inference checks store hub fleet mesh quality runtime client nanobot demo ctl viewmodel ui qml app)

# Plain C++: these run under the thread sanitizer, in the simulator and on the hot path.
set(without_qt core engine wire checks)
# Only these may draw.
set(with_gui viewmodel ui qml app)
set(with_widgets ui app)

set(widgets_pattern "^(QtWidgets/|QtCharts/|QtQuickWidgets/|QApplication$|Q[A-Za-z]*(Widget|View|Dialog|Layout|Button|SpinBox|Delegate|Menu|MenuBar|ToolBar|StatusBar|Slider|ScrollArea|ComboBox|LineEdit|TextEdit|TextBrowser|GroupBox|Completer)$|QMainWindow$|QLabel$|QSplitter$|QStyle|QTab|QToolTip$|QHeaderView$|QProgressBar$|QSystemTrayIcon$|QMessageBox$|QChart|QFrame$|QShortcutEdit$|QRubberBand$|QSplashScreen$|QSizeGrip$|QScroller$)")
set(gui_pattern "^(QtGui/|QGuiApplication$|QImage|QPixmap|QPainter|QPalette$|QIcon|QColor|QFont|QAction|QWindow$|QScreen$|QClipboard$|QTextDocument|QStandardItem)")

function(report file include why)
    set_property(GLOBAL APPEND_STRING PROPERTY faults "${file}: #include ${include}: ${why}\n")
endfunction()

# A project include: "room/header.h".
function(check_project room file include)
    if(include MATCHES "^(ui_[a-z0-9_]+\\.h|[a-z0-9_]+\\.moc|moc_[a-z0-9_]+\\.cpp)$")
        return()
    endif()
    if(NOT include MATCHES "^([a-z]+)/")
        report("${file}" "\"${include}\"" "write it from the root, e.g. \"core/task.h\"")
        return()
    endif()
    set(other "${CMAKE_MATCH_1}")
    if(include MATCHES "^app/demo/")
        set(other demo)
    endif()
    if(NOT other IN_LIST rooms)
        report("${file}" "\"${include}\"" "'${other}' is no room")
    elseif(NOT other STREQUAL room AND NOT room STREQUAL "app" AND NOT other IN_LIST uses_${room})
        report("${file}" "\"${include}\"" "${room} may use only: ${room} ${uses_${room}}")
    endif()
endfunction()

# A system or library include: <QString>, <vector>.
function(check_library room file include)
    if(room IN_LIST without_qt AND include MATCHES "^(Q[A-Z]|Qt[A-Z]|qcoro|QCoro|q[a-z]+\\.h$)")
        report("${file}" "<${include}>" "${room} is plain C++, without Qt")
    endif()
    if(NOT room IN_LIST with_widgets AND include MATCHES "${widgets_pattern}"
       AND NOT include MATCHES "^(QStringView|QByteArrayView|QUtf8StringView|QLatin1StringView|QAnyStringView)$")
        report("${file}" "<${include}>" "only ${with_widgets} draw windows")
    elseif(NOT room IN_LIST with_gui AND include MATCHES "${gui_pattern}")
        report("${file}" "<${include}>" "${room} has no pixel in it")
    endif()
endfunction()

function(check_file room path)
    file(RELATIVE_PATH shown "${ROOT}" "${path}")
    file(STRINGS "${path}" lines REGEX "^[ \t]*#[ \t]*include[ \t]")
    foreach(line IN LISTS lines)
        if(line MATCHES "include[ \t]+\"([^\"]+)\"")
            check_project("${room}" "${shown}" "${CMAKE_MATCH_1}")
        elseif(line MATCHES "include[ \t]+<([^>]+)>")
            check_library("${room}" "${shown}" "${CMAKE_MATCH_1}")
        endif()
    endforeach()
endfunction()

set(count 0)
foreach(room IN LISTS rooms)
    if(room MATCHES "^(ui|qml)$")
        set(folder "${ROOT}/${room}")
    elseif(room STREQUAL "demo")
        set(folder "${ROOT}/src/app/demo")
    else()
        set(folder "${ROOT}/src/${room}")
    endif()
    file(GLOB_RECURSE files "${folder}/*.h" "${folder}/*.cpp")
    if(room STREQUAL "app")
        list(FILTER files EXCLUDE REGEX "/src/app/demo/")
    endif()
    foreach(path IN LISTS files)
        check_file("${room}" "${path}")
        math(EXPR count "${count} + 1")
    endforeach()
endforeach()

# A folder the table does not know escapes every rule.
file(GLOB folders LIST_DIRECTORIES true RELATIVE "${ROOT}/src" "${ROOT}/src/*")
foreach(folder IN LISTS folders)
    if(IS_DIRECTORY "${ROOT}/src/${folder}" AND NOT folder IN_LIST rooms)
        report("src/${folder}" "" "the folder is missing in the table of tests/architecture")
    endif()
endforeach()

get_property(faults GLOBAL PROPERTY faults)
if(faults)
    message(FATAL_ERROR "Includes against the house rules:\n${faults}")
endif()
if(count EQUAL 0)
    message(FATAL_ERROR "No source was found under ${ROOT}")
endif()
message(STATUS "${count} files keep the include rules")
