<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Detail</name>
    <message numerus="yes">
        <source>%n busy</source>
        <comment>number of agents</comment>
        <translation>
            <numerusform>%n busy</numerusform>
            <numerusform>%n busy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draining</source>
        <comment>number of agents</comment>
        <translation>
            <numerusform>%n draining</numerusform>
            <numerusform>%n draining</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a capability it requires</source>
        <comment>number of agents</comment>
        <translation>
            <numerusform>%n without a capability it requires</numerusform>
            <numerusform>%n without a capability it requires</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) stand before it.</source>
        <translation>
            <numerusform>%n task stands before it.</numerusform>
            <numerusform>%n tasks stand before it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <comment>two or more</comment>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agent(s) can; all busy</source>
        <translation>
            <numerusform>%n agent can; all busy</numerusform>
            <numerusform>%n agents can; all busy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waits for %n other task(s)</source>
        <translation>
            <numerusform>Waits for %n other task</numerusform>
            <numerusform>Waits for %n other tasks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::AgentsModel</name>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n attempt</numerusform>
            <numerusform>%n attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::LogView</name>
    <message numerus="yes">
        <source>%n new line(s)</source>
        <translation>
            <numerusform>%n new line</numerusform>
            <numerusform>%n new lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n task(s) need you</source>
        <translation>
            <numerusform>%n task needs you</numerusform>
            <numerusform>%n tasks need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n task</numerusform>
            <numerusform>%n tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agent(s) online</source>
        <translation>
            <numerusform>%n agent online</numerusform>
            <numerusform>%n agents online</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::NewTaskDialog</name>
    <message numerus="yes">
        <source>%n file(s), %1</source>
        <translation>
            <numerusform>%n file, %1</numerusform>
            <numerusform>%n files, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::ResultView</name>
    <message numerus="yes">
        <source>%n more finding(s) are in the stored result.</source>
        <translation>
            <numerusform>%n more finding is in the stored result.</numerusform>
            <numerusform>%n more findings are in the stored result.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::StatusLine</name>
    <message numerus="yes">
        <source>%n agent(s) online</source>
        <translation>
            <numerusform>%n agent online</numerusform>
            <numerusform>%n agents online</numerusform>
        </translation>
    </message>
</context>
</TS>
