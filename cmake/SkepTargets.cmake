# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# One place for what every target of the project shares. Properties are set on targets, never directory-wide.

# Warnings, language level, sanitizers, Qt defines.
function(skep_configure target)
    target_compile_features(${target} PUBLIC cxx_std_20)
    set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF CXX_VISIBILITY_PRESET hidden)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow=local -Wnon-virtual-dtor -Woverloaded-virtual)
    if(CMAKE_UNITY_BUILD) # there a source is included, and what its unnamed namespace holds is taken for a header's
        target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
    endif()
    if(SKEP_WERROR)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
    target_compile_definitions(${target} PRIVATE
        QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH
        # Qt's keyword `slots` would eat AgentSpec::slots, a word of the product. The two others stay.
        QT_NO_KEYWORDS= signals=Q_SIGNALS emit=Q_EMIT)
    # moc obeys QT_NO_KEYWORDS too and would then read no signal at all, whether it learns of it from the options or
    # from the compiler's list of macros.
    set_target_properties(${target} PROPERTIES AUTOMOC_COMPILER_PREDEFINES OFF)
    set_property(TARGET ${target} APPEND PROPERTY AUTOMOC_MOC_OPTIONS -UQT_NO_KEYWORDS)
    if(SKEP_SANITIZE STREQUAL "address")
        target_compile_options(${target} PUBLIC -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
        target_link_options(${target} PUBLIC -fsanitize=address,undefined)
    elseif(SKEP_SANITIZE STREQUAL "thread")
        target_compile_options(${target} PUBLIC -fsanitize=thread)
        target_link_options(${target} PUBLIC -fsanitize=thread)
    endif()
endfunction()

# What the simulator runs for thousands of seeds: SKEP_FAST_FLAGS come after the preset's own.
function(skep_fast target)
    set_target_properties(${target} PROPERTIES SKEP_FAST ON)
    target_compile_options(${target} PRIVATE ${SKEP_FAST_FLAGS})
endfunction()

# Most of a compiler's time goes into parsing the same headers of the standard library, Qt and core. They are
# precompiled once a group: std (no Qt), fast (the same, optimised otherwise: GCC does not survive a mix), qt (Core, Network,
# WebSockets), gui (Widgets on top). A target takes its group from what it links; sources still include all they use.
function(skep_precompile target)
    get_target_property(links ${target} LINK_LIBRARIES)
    if(links MATCHES "Qt6::Widgets|Skep::ui")
        set(group gui)
    elseif(links MATCHES "Qt6::|Skep::(runtime|hub|client|store|app|inference|viewmodel|nanobot|ctl)|skep_nanobot")
        set(group qt)
    else()
        set(group std)
    endif()
    get_target_property(fast ${target} SKEP_FAST)
    if(fast AND group STREQUAL "std" AND SKEP_FAST_FLAGS)
        set(group fast)
    endif()
    if(NOT TARGET skep_pch_${group})
        file(GENERATE OUTPUT "${PROJECT_BINARY_DIR}/pch/${group}.cpp" CONTENT "// Carries the precompiled headers.\n")
        add_library(skep_pch_${group} OBJECT "${PROJECT_BINARY_DIR}/pch/${group}.cpp")
        target_include_directories(skep_pch_${group} PRIVATE "${PROJECT_SOURCE_DIR}/src")
        target_link_libraries(skep_pch_${group} PRIVATE tl::expected)
        set(headers <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <span> <string>
            <string_view> <unordered_map> <utility> <variant> <vector>)
        if(group STREQUAL "fast")
            skep_fast(skep_pch_fast)
        elseif(NOT group STREQUAL "std")
            target_link_libraries(skep_pch_${group} PRIVATE Qt6::Core Qt6::Network Qt6::WebSockets)
            list(APPEND headers <QCoreApplication> <QDir> <QEvent> <QFile> <QJsonArray> <QJsonDocument> <QJsonObject>
                <QNetworkReply> <QObject> <QProcess> <QString> <QStringList> <QTcpSocket> <QTimer> <QUrl> <QWebSocket>)
        endif()
        if(group STREQUAL "gui")
            target_link_libraries(skep_pch_${group} PRIVATE Qt6::Gui Qt6::Widgets)
            list(APPEND headers <QtGui> <QtWidgets>)
        endif()
        skep_configure(skep_pch_${group})
        target_precompile_headers(skep_pch_${group} PRIVATE ${headers} "${PROJECT_SOURCE_DIR}/src/core/gateway.h")
    endif()
    target_precompile_headers(${target} REUSE_FROM skep_pch_${group})
    # The compiler takes a precompiled header only where every macro it was made with is defined too.
    if(group MATCHES "qt|gui")
        target_compile_definitions(${target} PRIVATE QT_NETWORK_LIB QT_WEBSOCKETS_LIB)
    endif()
    if(group STREQUAL "gui")
        target_compile_definitions(${target} PRIVATE QT_GUI_LIB QT_WIDGETS_LIB)
    endif()
endfunction()

# skep_library(name SOURCES ... LINK ... [QT] [FAST]): static library skep_<name> with the alias Skep::<name>.
# QT turns on moc for it, FAST the flags of skep_fast. Includes are written from src/.
function(skep_library name)
    cmake_parse_arguments(arg "QT;FAST" "" "SOURCES;LINK" ${ARGN})
    add_library(skep_${name} STATIC ${arg_SOURCES})
    add_library(Skep::${name} ALIAS skep_${name})
    target_include_directories(skep_${name} PUBLIC "${PROJECT_SOURCE_DIR}/src")
    target_link_libraries(skep_${name} PUBLIC ${arg_LINK})
    skep_configure(skep_${name})
    if(arg_FAST)
        skep_fast(skep_${name})
    endif()
    skep_precompile(skep_${name})
    if(arg_QT)
        set_target_properties(skep_${name} PROPERTIES AUTOMOC ON)
    endif()
endfunction()

# skep_test(tst_name LABEL unit SOURCES ... LINK ...): a Qt Test executable registered with CTest. tst_name.cpp has the
# slots and includes tst_name.moc. It runs offscreen, in the C locale, with test-mode folders.
function(skep_test name)
    cmake_parse_arguments(arg "" "LABEL;TIMEOUT" "SOURCES;LINK;ENV" ${ARGN})
    if(NOT arg_SOURCES)
        set(arg_SOURCES ${name}.cpp)
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    # Of a test's sources only the one with its slots needs moc. AUTOMOC would look through all, and write and compile
    # one more file for each test.
    add_custom_command(OUTPUT ${name}.moc
        COMMAND Qt6::moc -o ${name}.moc "${CMAKE_CURRENT_SOURCE_DIR}/${name}.cpp"
        DEPENDS ${name}.cpp COMMENT "Moc ${name}.moc")
    add_executable(${name} ${arg_SOURCES} ${name}.moc)
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/tests" "${PROJECT_SOURCE_DIR}"
        "${CMAKE_CURRENT_BINARY_DIR}")
    target_link_libraries(${name} PRIVATE Qt6::Test ${arg_LINK})
    target_compile_definitions(${name} PRIVATE SKEP_SOURCE_DIR="${PROJECT_SOURCE_DIR}" SKEP_BINARY_DIR="${PROJECT_BINARY_DIR}")
    skep_configure(${name})
    skep_precompile(${name})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABEL}" TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;${arg_ENV}")
endfunction()
