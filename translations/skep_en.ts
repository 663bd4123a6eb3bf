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
    <name>Event</name>
    <message numerus="yes">
        <source>joined with %n slot(s)</source>
        <translation>
            <numerusform>joined with %n slot</numerusform>
            <numerusform>joined with %n slots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message numerus="yes">
        <source>%n more</source>
        <comment>files</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message numerus="yes">
        <source>and %n other failure(s)</source>
        <translation>
            <numerusform>and %n other failure</numerusform>
            <numerusform>and %n other failures</numerusform>
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
    <name>Topology</name>
    <message numerus="yes">
        <source>%n ask(s)</source>
        <comment>agents that wait for a person</comment>
        <translation>
            <numerusform>%n asks</numerusform>
            <numerusform>%n ask</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not here</source>
        <comment>agents that are lost or gone</comment>
        <translation>
            <numerusform>%n not here</numerusform>
            <numerusform>%n not here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <comment>agents that are not drawn</comment>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more machine(s)</source>
        <comment>that are not drawn</comment>
        <translation>
            <numerusform>and %Ln more machine</numerusform>
            <numerusform>and %Ln more machines</numerusform>
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
    <name>skep::TopologyModel</name>
    <message numerus="yes">
        <source>%Ln online</source>
        <comment>agents</comment>
        <translation>
            <numerusform>%Ln online</numerusform>
            <numerusform>%Ln online</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::BulkBar</name>
    <message numerus="yes">
        <source>%n task(s) marked</source>
        <translation>
            <numerusform>%n task marked</numerusform>
            <numerusform>%n tasks marked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) cancelled.</source>
        <translation>
            <numerusform>%n task cancelled.</numerusform>
            <numerusform>%n tasks cancelled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) held.</source>
        <translation>
            <numerusform>%n task held.</numerusform>
            <numerusform>%n tasks held.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) released.</source>
        <translation>
            <numerusform>%n task released.</numerusform>
            <numerusform>%n tasks released.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) queued again.</source>
        <translation>
            <numerusform>%n task queued again.</numerusform>
            <numerusform>%n tasks queued again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) marked as seen.</source>
        <translation>
            <numerusform>%n task marked as seen.</numerusform>
            <numerusform>%n tasks marked as seen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) changed.</source>
        <translation>
            <numerusform>%n task changed.</numerusform>
            <numerusform>%n tasks changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::FileChooser</name>
    <message numerus="yes">
        <source>%n file(s), %1</source>
        <translation>
            <numerusform>%n file, %1</numerusform>
            <numerusform>%n files, %1</numerusform>
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
    <name>skep::ui::MachinesPage</name>
    <message numerus="yes">
        <source>%n hub(s)</source>
        <translation>
            <numerusform>%n hub</numerusform>
            <numerusform>%n hubs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln machine(s)</source>
        <translation>
            <numerusform>%Ln machine</numerusform>
            <numerusform>%Ln machines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln agent(s)</source>
        <translation>
            <numerusform>%Ln agent</numerusform>
            <numerusform>%Ln agents</numerusform>
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
    <message numerus="yes">
        <source>%n real worker process(es), simulated model replies, all on this computer</source>
        <translation>
            <numerusform>%n real worker process, simulated model replies, all on this computer</numerusform>
            <numerusform>%n real worker processes, simulated model replies, all on this computer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) added</source>
        <translation>
            <numerusform>%n task added</numerusform>
            <numerusform>%n tasks added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of %1</source>
        <translation>
            <numerusform>%n file of %1</numerusform>
            <numerusform>%n files of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: too large or not text</source>
        <translation>
            <numerusform>%n left out: too large or not text</numerusform>
            <numerusform>%n left out: too large or not text</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s)</source>
        <translation>
            <numerusform>%n machine</numerusform>
            <numerusform>%n machines</numerusform>
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
    <message numerus="yes">
        <source>%n agent(s) run foreign code without a sandbox</source>
        <translation>
            <numerusform>%n agent runs foreign code without a sandbox</numerusform>
            <numerusform>%n agents run foreign code without a sandbox</numerusform>
        </translation>
    </message>
</context>
</TS>
