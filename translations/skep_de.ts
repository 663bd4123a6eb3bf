<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Agent</name>
    <message>
        <source>%1 for %2</source>
        <comment>state, duration</comment>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>asks</source>
        <comment>agent state: waits for a person</comment>
        <translation>fragt</translation>
    </message>
    <message>
        <source>on %1</source>
        <comment>a machine</comment>
        <translation>auf %1</translation>
    </message>
    <message>
        <source>%1 of %2 slots busy</source>
        <translation>%1 von %2 Plätzen belegt</translation>
    </message>
    <message>
        <source>nothing, for %1</source>
        <comment>a duration</comment>
        <translation>nichts, seit %1</translation>
    </message>
    <message>
        <source>nothing special: tasks without requirements</source>
        <translation>nichts Besonderes: Aufgaben ohne Anforderungen</translation>
    </message>
    <message>
        <source>%1 accepted, %2 failed, rejected or lost</source>
        <comment>counts of attempts</comment>
        <translation>%1 angenommen, %2 gescheitert, abgelehnt oder verloren</translation>
    </message>
    <message>
        <source>Reliability: too few attempts to tell (%1)</source>
        <translation>Zuverlässigkeit: zu wenige Versuche (%1)</translation>
    </message>
    <message>
        <source>Reliability at least %1, from %2 attempts</source>
        <translation>Zuverlässigkeit mindestens %1, aus %2 Versuchen</translation>
    </message>
    <message>
        <source>Process %1</source>
        <translation>Prozess %1</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>Last word %1</source>
        <translation>Letzte Meldung %1</translation>
    </message>
    <message>
        <source>Runs foreign code without a sandbox, with all rights of its user. Install bubblewrap there, or start it without --allow-unsandboxed.</source>
        <translation>Führt fremden Code ohne Sandbox aus, mit allen Rechten seines Benutzers. Dort bubblewrap installieren oder ihn ohne --allow-unsandboxed starten.</translation>
    </message>
    <message>
        <source>Foreign code in a sandbox: bubblewrap</source>
        <translation>Fremder Code in einer Sandbox: bubblewrap</translation>
    </message>
    <message>
        <source>No sandbox: foreign code is not run</source>
        <translation>Keine Sandbox: fremder Code wird nicht ausgeführt</translation>
    </message>
    <message>
        <source>No sandbox: foreign code is run as it is</source>
        <translation>Keine Sandbox: fremder Code wird ausgeführt, wie er ist</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>attempt %1/%2</source>
        <translation>Versuch %1/%2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>counted progress</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>checking the result</source>
        <translation>Ergebnis wird geprüft</translation>
    </message>
    <message>
        <source>leased</source>
        <translation>Lease erteilt</translation>
    </message>
    <message>
        <source>started</source>
        <translation>gestartet</translation>
    </message>
    <message>
        <source>no word; lease ends in %1</source>
        <translation>stumm; Lease endet in %1</translation>
    </message>
    <message>
        <source>no word; lease is over</source>
        <translation>stumm; Lease abgelaufen</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>“%1”</source>
        <comment>a quoted question</comment>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>priority %1</source>
        <translation>Priorität %1</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>%1 Punkte</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>leaves when its tasks are done</source>
        <translation>geht nach seinen letzten Aufgaben</translation>
    </message>
    <message>
        <source>takes no new tasks</source>
        <translation>nimmt keine neuen Aufgaben</translation>
    </message>
    <message>
        <source>waits for you</source>
        <translation>wartet auf Antwort</translation>
    </message>
    <message>
        <source>idle %1</source>
        <comment>a duration</comment>
        <translation>untätig seit %1</translation>
    </message>
    <message>
        <source>rules</source>
        <comment>works by rules, without a model</comment>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>connection lost; it may come back</source>
        <translation>Verbindung verloren; er kann zurückkommen</translation>
    </message>
    <message>
        <source>connection lost; lease ends in %1</source>
        <translation>Verbindung verloren; Lease endet in %1</translation>
    </message>
    <message>
        <source>connection lost; lease is over</source>
        <translation>Verbindung verloren; Lease ist abgelaufen</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Results a second</source>
        <translation>Ergebnisse je Sekunde</translation>
    </message>
    <message>
        <source>/s</source>
        <comment>per second</comment>
        <translation>/s</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation> s</translation>
    </message>
    <message>
        <source>half within</source>
        <translation>die Hälfte</translation>
    </message>
    <message>
        <source>95 % within</source>
        <translation>95 % binnen</translation>
    </message>
    <message>
        <source>99 % within</source>
        <translation>99 % binnen</translation>
    </message>
    <message>
        <source> %</source>
        <comment>per cent</comment>
        <translation> %</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>belegt</translation>
    </message>
    <message>
        <source>%1 %2%3</source>
        <comment>name, value, unit</comment>
        <translation>%1 %2%3</translation>
    </message>
    <message>
        <source>nothing is known of this time</source>
        <translation>aus dieser Zeit ist nichts bekannt</translation>
    </message>
    <message>
        <source>Seconds from submission to done</source>
        <translation>Sekunden vom Einreichen bis fertig</translation>
    </message>
    <message>
        <source>Slots busy, per cent</source>
        <translation>Belegte Plätze in Prozent</translation>
    </message>
    <message>
        <source>In the queue, by priority</source>
        <translation>In der Warteschlange, nach Priorität</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>%1 %</source>
        <comment>per cent</comment>
        <translation>%1 %</translation>
    </message>
    <message numerus="yes">
        <source>%n busy</source>
        <comment>number of agents</comment>
        <translation>
            <numerusform>%n belegt</numerusform>
            <numerusform>%n belegt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draining</source>
        <comment>number of agents</comment>
        <translation>
            <numerusform>%n läuft aus</numerusform>
            <numerusform>%n laufen aus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a capability it requires</source>
        <comment>number of agents</comment>
        <translation>
            <numerusform>%n ohne nötige Fähigkeit</numerusform>
            <numerusform>%n ohne nötige Fähigkeit</numerusform>
        </translation>
    </message>
    <message>
        <source>Others online: %1.</source>
        <translation>Andere online: %1.</translation>
    </message>
    <message>
        <source>%1 to the deadline</source>
        <translation>Frist in %1</translation>
    </message>
    <message>
        <source>deadline passed %1</source>
        <translation>Frist endete %1</translation>
    </message>
    <message>
        <source>attempt %1 of %2</source>
        <translation>Versuch %1 von %2</translation>
    </message>
    <message>
        <source>deadline missed</source>
        <translation>Frist versäumt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>counted progress</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>nothing was counted yet</source>
        <translation>noch nichts gezählt</translation>
    </message>
    <message>
        <source>lease ends in %1 unless renewed</source>
        <translation>Lease endet ohne Erneuerung in %1</translation>
    </message>
    <message>
        <source>lease is over</source>
        <translation>Lease abgelaufen</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <comment>why it waits, what would start it</comment>
        <translation>%1: %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) stand before it.</source>
        <translation>
            <numerusform>%n Aufgabe steht davor.</numerusform>
            <numerusform>%n Aufgaben stehen davor.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is the next of its kind.</source>
        <translation>Die nächste ihrer Art.</translation>
    </message>
    <message>
        <source>%1 is nearest; it lacks %2.</source>
        <comment>agent, capabilities</comment>
        <translation>%1 passt am ehesten; es fehlt: %2.</translation>
    </message>
    <message>
        <source>match %1, reliability %2, load %3</source>
        <translation>Eignung %1, Zuverlässigkeit %2, Last %3</translation>
    </message>
    <message>
        <source>%1 was the best free agent: %2.</source>
        <translation>%1 war der beste freie Agent: %2.</translation>
    </message>
    <message>
        <source>%1 was assigned by %2: %3.</source>
        <comment>agent, person, score</comment>
        <translation>%1 wurde von %2 zugewiesen: %3.</translation>
    </message>
    <message>
        <source>%1 came after it: %2.</source>
        <translation>Danach kam %1: %2.</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>%1 Punkte</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>Not checked: %1. %2</source>
        <translation>Nicht geprüft: %1. %2</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>match %1</source>
        <translation>Eignung %1</translation>
    </message>
    <message>
        <source>%1 of %2 passed</source>
        <comment>attempts</comment>
        <translation>%1 von %2 bestanden</translation>
    </message>
    <message>
        <source>no attempt judged yet</source>
        <translation>noch kein Versuch beurteilt</translation>
    </message>
    <message>
        <source>%1 of %2 slots busy</source>
        <translation>%1 von %2 Plätzen belegt</translation>
    </message>
    <message>
        <source>wait unknown</source>
        <translation>Wartezeit unbekannt</translation>
    </message>
    <message>
        <source>about %1</source>
        <comment>a duration</comment>
        <translation>etwa %1</translation>
    </message>
    <message>
        <source>Check “%1” failed: %2</source>
        <translation>Prüfung „%1“ gescheitert: %2</translation>
    </message>
</context>
<context>
    <name>Draft</name>
    <message>
        <source>%1: at most %2 bytes, and this has %3.</source>
        <comment>name of the field</comment>
        <translation>%1: höchstens %2 Byte, und hier sind es %3.</translation>
    </message>
    <message>
        <source>%1: at most %2, and these are %3.</source>
        <comment>name of the field</comment>
        <translation>%1: höchstens %2, und hier sind es %3.</translation>
    </message>
    <message>
        <source>%1: at most %2 bytes each, and “%3” has more.</source>
        <comment>name of the field</comment>
        <translation>%1: je höchstens %2 Byte, und „%3“ hat mehr.</translation>
    </message>
    <message>
        <source>%1: from %2 to %3.</source>
        <comment>name of the field</comment>
        <translation>%1: von %2 bis %3.</translation>
    </message>
    <message>
        <source>Test files</source>
        <translation>Testdateien</translation>
    </message>
    <message>
        <source>Test files: paths as the chosen files have them, such as tests/test_a.py, not “%1”.</source>
        <translation>Testdateien: Pfade wie bei den gewählten Dateien, etwa tests/test_a.py, nicht „%1“.</translation>
    </message>
    <message>
        <source>Review code</source>
        <translation>Code begutachten</translation>
    </message>
    <message>
        <source>Document code</source>
        <translation>Code dokumentieren</translation>
    </message>
    <message>
        <source>Run tests</source>
        <translation>Tests ausführen</translation>
    </message>
    <message>
        <source>Generate code</source>
        <translation>Code erzeugen</translation>
    </message>
    <message>
        <source>Simulate work</source>
        <translation>Arbeit simulieren</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Describe the code to write.</source>
        <translation>Es fehlt noch, welcher Code entstehen soll.</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Time limit in seconds</source>
        <translation>Zeitgrenze in Sekunden</translation>
    </message>
    <message>
        <source>Duration in seconds</source>
        <translation>Dauer in Sekunden</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Required capabilities</source>
        <translation>Nötige Fähigkeiten</translation>
    </message>
    <message>
        <source>Wanted capabilities</source>
        <translation>Erwünschte Fähigkeiten</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Deadline in minutes</source>
        <translation>Frist in Minuten</translation>
    </message>
</context>
<context>
    <name>Event</name>
    <message>
        <source>the hub</source>
        <translation>der Hub</translation>
    </message>
    <message>
        <source>submitted: %1</source>
        <comment>title of a task</comment>
        <translation>eingereicht: %1</translation>
    </message>
    <message>
        <source>given to %1, attempt %2</source>
        <translation>an %1 vergeben, Versuch %2</translation>
    </message>
    <message>
        <source>started, simulated</source>
        <translation>begonnen, simuliert</translation>
    </message>
    <message>
        <source>started</source>
        <translation>begonnen</translation>
    </message>
    <message>
        <source>asks: %1</source>
        <comment>a question</comment>
        <translation>fragt: %1</translation>
    </message>
    <message>
        <source>answered: %1</source>
        <translation>geantwortet: %1</translation>
    </message>
    <message>
        <source>left the file %1, %2</source>
        <comment>name, size</comment>
        <translation>hinterließ die Datei %1, %2</translation>
    </message>
    <message>
        <source>attempt %1: %2</source>
        <comment>number, how it ended</comment>
        <translation>Versuch %1: %2</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>now %1</source>
        <comment>a state</comment>
        <translation>jetzt %1</translation>
    </message>
    <message>
        <source>missed its deadline</source>
        <translation>hat die Frist versäumt</translation>
    </message>
    <message>
        <source>came back</source>
        <translation>kam zurück</translation>
    </message>
    <message numerus="yes">
        <source>joined with %n slot(s)</source>
        <translation>
            <numerusform>kam mit %n Platz</numerusform>
            <numerusform>kam mit %n Plätzen</numerusform>
        </translation>
    </message>
    <message>
        <source>left</source>
        <translation>ging</translation>
    </message>
    <message>
        <source>is gone: %1</source>
        <comment>cause</comment>
        <translation>ist weg: %1</translation>
    </message>
    <message>
        <source>%1 gets no new tasks</source>
        <translation>%1 bekommt keine neuen Aufgaben</translation>
    </message>
    <message>
        <source>%1 takes tasks again</source>
        <translation>%1 nimmt wieder Aufgaben</translation>
    </message>
    <message>
        <source>the whole queue</source>
        <translation>die ganze Schlange</translation>
    </message>
    <message>
        <source>%1 is paused</source>
        <translation>%1 ist pausiert</translation>
    </message>
    <message>
        <source>%1 goes on</source>
        <translation>%1 geht weiter</translation>
    </message>
    <message>
        <source>next for %1</source>
        <comment>an agent</comment>
        <translation>als Nächstes für %1</translation>
    </message>
    <message>
        <source>taken back from %1</source>
        <translation>von %1 zurückgenommen</translation>
    </message>
    <message>
        <source>Submissions</source>
        <translation>Einreichungen</translation>
    </message>
    <message>
        <source>Assignments</source>
        <translation>Zuweisungen</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Ends of attempts</source>
        <translation>Enden von Versuchen</translation>
    </message>
    <message>
        <source>Changes by people</source>
        <translation>Änderungen durch Menschen</translation>
    </message>
    <message>
        <source>Agents that join</source>
        <translation>Kommende Agenten</translation>
    </message>
    <message>
        <source>Agents that leave</source>
        <translation>Gehende Agenten</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>not there any more</source>
        <comment>a file</comment>
        <translation>nicht mehr da</translation>
    </message>
    <message>
        <source>may not be read</source>
        <comment>a file</comment>
        <translation>darf nicht gelesen werden</translation>
    </message>
    <message>
        <source>not text</source>
        <comment>a file</comment>
        <translation>kein Text</translation>
    </message>
    <message>
        <source>too large</source>
        <comment>a file</comment>
        <translation>zu groß</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>file, what is wrong with it</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>files</comment>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Move</name>
    <message>
        <source>Retry: it queues again with one more attempt.</source>
        <translation>Wiederholen: neu einreihen, mit einem Versuch mehr.</translation>
    </message>
    <message>
        <source>Cancel it.</source>
        <translation>Abbrechen.</translation>
    </message>
    <message>
        <source>Agents ask and tasks fail by themselves; nothing is moved here by hand.</source>
        <translation>Agenten fragen und Aufgaben scheitern von selbst; von Hand wird nichts hierher gezogen.</translation>
    </message>
    <message>
        <source>It cannot start: %1.</source>
        <comment>reason, begins with a capital</comment>
        <translation>Start nicht möglich: %1.</translation>
    </message>
    <message>
        <source>Assign it to the best free agent.</source>
        <translation>Dem besten freien Agenten zuweisen.</translation>
    </message>
    <message>
        <source>Mark it as seen.</source>
        <translation>Quittieren.</translation>
    </message>
    <message>
        <source>%1 holds it and waits for your answer.</source>
        <translation>%1 hat sie und wartet auf Antwort.</translation>
    </message>
    <message>
        <source>It goes on when you have answered its question.</source>
        <translation>Geht weiter, sobald ihre Frage beantwortet ist.</translation>
    </message>
    <message>
        <source>%1 works on it.</source>
        <translation>%1 arbeitet daran.</translation>
    </message>
    <message>
        <source>Only its agent can finish it.</source>
        <translation>Nur ihr Agent kann sie beenden.</translation>
    </message>
    <message>
        <source>It is done and its result is accepted. Add a new task to do it again.</source>
        <translation>Erledigt, das Ergebnis ist angenommen. Für eine neue Runde eine neue Aufgabe anlegen.</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>%1 asks</source>
        <comment>an agent</comment>
        <translation>%1 fragt</translation>
    </message>
    <message numerus="yes">
        <source>and %n other failure(s)</source>
        <translation>
            <numerusform>und %n weiterer Fehlschlag</numerusform>
            <numerusform>und %n weitere Fehlschläge</numerusform>
        </translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <comment>a task</comment>
        <translation>Gescheitert: %1</translation>
    </message>
</context>
<context>
    <name>SaveFile</name>
    <message>
        <source>Saved as %1</source>
        <translation>Gesichert als %1</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>Name: give the template one.</source>
        <translation>Name: Die Vorlage braucht einen.</translation>
    </message>
    <message>
        <source>Name: at most %1 characters.</source>
        <translation>Name: höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>This is too long for a template: at most %1.</source>
        <translation>Das ist zu lang für eine Vorlage: höchstens %1.</translation>
    </message>
    <message>
        <source>There are %1 templates, as many as are kept. Delete one first.</source>
        <translation>Es gibt schon %1 Vorlagen, mehr werden nicht aufgehoben. Erst eine löschen.</translation>
    </message>
    <message>
        <source>This template is not there any more.</source>
        <translation>Diese Vorlage ist nicht mehr da.</translation>
    </message>
    <message>
        <source>The settings file cannot be written: %1</source>
        <translation>Die Datei der Einstellungen lässt sich nicht schreiben: %1</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <comment>hours and minutes</comment>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours</comment>
        <translation>%1 h</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <comment>two or more</comment>
        <translation>
            <numerusform>%n d</numerusform>
            <numerusform>%n d</numerusform>
        </translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <comment>a duration</comment>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>%1k</source>
        <comment>thousands</comment>
        <translation>%1k</translation>
    </message>
    <message>
        <source>%1M</source>
        <comment>millions</comment>
        <translation>%1M</translation>
    </message>
    <message>
        <source>Queued</source>
        <comment>task state</comment>
        <translation>Eingereiht</translation>
    </message>
    <message>
        <source>Blocked</source>
        <comment>task state</comment>
        <translation>Blockiert</translation>
    </message>
    <message>
        <source>Needs your answer</source>
        <comment>task state</comment>
        <translation>Wartet auf Antwort</translation>
    </message>
    <message>
        <source>Starting</source>
        <comment>task state</comment>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Running</source>
        <comment>task state</comment>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Checking the result</source>
        <comment>task state</comment>
        <translation>Ergebnis wird geprüft</translation>
    </message>
    <message>
        <source>Done</source>
        <comment>task state</comment>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>task state</comment>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <comment>task state</comment>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>ready</source>
        <comment>agent state</comment>
        <translation>bereit</translation>
    </message>
    <message>
        <source>busy</source>
        <comment>agent state: no free slot</comment>
        <translation>belegt</translation>
    </message>
    <message>
        <source>draining</source>
        <comment>agent state: takes no new tasks</comment>
        <translation>läuft aus</translation>
    </message>
    <message>
        <source>lost</source>
        <comment>agent state: connection broken</comment>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>gone</source>
        <comment>agent state</comment>
        <translation>fort</translation>
    </message>
    <message>
        <source>under way</source>
        <comment>outcome of an attempt</comment>
        <translation>läuft noch</translation>
    </message>
    <message>
        <source>accepted</source>
        <comment>outcome of an attempt</comment>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>rejected by the checks</source>
        <comment>outcome of an attempt</comment>
        <translation>von der Prüfung abgelehnt</translation>
    </message>
    <message>
        <source>failed</source>
        <comment>outcome of an attempt</comment>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>no word from the agent in time</source>
        <comment>outcome of an attempt</comment>
        <translation>Agent meldete sich nicht rechtzeitig</translation>
    </message>
    <message>
        <source>the agent went away</source>
        <comment>outcome of an attempt</comment>
        <translation>der Agent ist fort</translation>
    </message>
    <message>
        <source>cancelled</source>
        <comment>outcome of an attempt</comment>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>came too late, kept to look at</source>
        <comment>outcome of an attempt</comment>
        <translation>kam zu spät, zur Ansicht behalten</translation>
    </message>
    <message>
        <source>the model asked to wait</source>
        <comment>outcome of an attempt</comment>
        <translation>das Modell bat zu warten</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>task type and number</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>In the queue</source>
        <translation>Eingereiht</translation>
    </message>
    <message>
        <source>starts as soon as an agent takes it</source>
        <translation>startet, sobald ein Agent sie nimmt</translation>
    </message>
    <message numerus="yes">
        <source>%n agent(s) can; all busy</source>
        <translation>
            <numerusform>%n geeigneter, belegt</numerusform>
            <numerusform>%n geeignete, alle belegt</numerusform>
        </translation>
    </message>
    <message>
        <source>Every able agent is busy</source>
        <translation>Geeignete Agenten belegt</translation>
    </message>
    <message>
        <source>starts when one is free</source>
        <translation>startet, wenn einer frei ist</translation>
    </message>
    <message>
        <source>No agent offers %1</source>
        <translation>Kein Agent bietet %1</translation>
    </message>
    <message>
        <source>start a nanobot with --model-url to run this</source>
        <translation>dafür einen Nanobot mit --model-url starten</translation>
    </message>
    <message>
        <source>No agent offers all it requires</source>
        <translation>Kein Agent bietet alles Nötige</translation>
    </message>
    <message>
        <source>start an agent that has all of them</source>
        <translation>einen Agenten mit allem Nötigen starten</translation>
    </message>
    <message>
        <source>start an agent with this capability</source>
        <translation>einen Agenten mit dieser Fähigkeit starten</translation>
    </message>
    <message>
        <source>No agent is connected</source>
        <translation>Kein Agent verbunden</translation>
    </message>
    <message>
        <source>start a nanobot to run this</source>
        <translation>dafür einen Nanobot starten</translation>
    </message>
    <message numerus="yes">
        <source>Waits for %n other task(s)</source>
        <translation>
            <numerusform>Wartet auf %n andere Aufgabe</numerusform>
            <numerusform>Wartet auf %n andere Aufgaben</numerusform>
        </translation>
    </message>
    <message>
        <source>Waits for another task</source>
        <translation>Wartet auf andere Aufgabe</translation>
    </message>
    <message>
        <source>starts by itself when that is done</source>
        <translation>startet danach von selbst</translation>
    </message>
    <message>
        <source>The queue is paused</source>
        <translation>Warteschlange pausiert</translation>
    </message>
    <message>
        <source>%1 is paused</source>
        <comment>a project</comment>
        <translation>%1 pausiert</translation>
    </message>
    <message>
        <source>resume it to run this</source>
        <translation>zum Starten fortsetzen</translation>
    </message>
    <message>
        <source>Tries again in %1</source>
        <translation>Neuer Versuch in %1</translation>
    </message>
    <message>
        <source>Tries again soon</source>
        <translation>Neuer Versuch bald</translation>
    </message>
    <message>
        <source>after a failed attempt</source>
        <translation>nach gescheitertem Versuch</translation>
    </message>
    <message>
        <source>Every able agent is draining</source>
        <translation>Geeignete Agenten laufen aus</translation>
    </message>
    <message>
        <source>let one take tasks again</source>
        <translation>einen wieder arbeiten lassen</translation>
    </message>
    <message>
        <source>The message could not be read.</source>
        <translation>Die Nachricht ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The hub does not know this kind of message.</source>
        <translation>Der Hub kennt diese Art Nachricht nicht.</translation>
    </message>
    <message>
        <source>Something is missing.</source>
        <translation>Etwas fehlt.</translation>
    </message>
    <message>
        <source>A value has the wrong form.</source>
        <translation>Ein Wert hat die falsche Form.</translation>
    </message>
    <message>
        <source>A number is out of range.</source>
        <translation>Eine Zahl liegt außerhalb der Grenzen.</translation>
    </message>
    <message>
        <source>A text is too long.</source>
        <translation>Ein Text ist zu lang.</translation>
    </message>
    <message>
        <source>A value is not allowed here.</source>
        <translation>Ein Wert ist hier nicht erlaubt.</translation>
    </message>
    <message>
        <source>This came at the wrong moment. Try again.</source>
        <translation>Das kam im falschen Moment. Erneut versuchen.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Das ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Its state changed meanwhile, so this is not possible now.</source>
        <translation>Der Zustand hat sich inzwischen geändert; das geht jetzt nicht.</translation>
    </message>
    <message>
        <source>Another attempt took over meanwhile.</source>
        <translation>Inzwischen hat ein anderer Versuch übernommen.</translation>
    </message>
    <message>
        <source>The task is already finished.</source>
        <translation>Die Aufgabe ist schon beendet.</translation>
    </message>
    <message>
        <source>No agent offers what this task requires. Start one that does.</source>
        <translation>Kein Agent bietet, was diese Aufgabe erfordert. Einen geeigneten starten.</translation>
    </message>
    <message>
        <source>Every agent that could is busy. It starts when one is free.</source>
        <translation>Alle geeigneten Agenten sind belegt. Start, sobald einer frei ist.</translation>
    </message>
    <message>
        <source>This agent is not connected any more. Choose another one.</source>
        <translation>Dieser Agent ist nicht mehr verbunden. Einen anderen wählen.</translation>
    </message>
    <message>
        <source>Another connection uses this agent&apos;s name.</source>
        <translation>Eine andere Verbindung nutzt den Namen dieses Agenten.</translation>
    </message>
    <message>
        <source>A task it depends on does not exist.</source>
        <translation>Eine vorausgesetzte Aufgabe gibt es nicht.</translation>
    </message>
    <message>
        <source>The tasks would wait for each other for ever.</source>
        <translation>Die Aufgaben würden ewig aufeinander warten.</translation>
    </message>
    <message>
        <source>The queue is full. Let some tasks finish first.</source>
        <translation>Die Warteschlange ist voll. Erst Aufgaben enden lassen.</translation>
    </message>
    <message>
        <source>The disk is full. Nothing was lost; free some space and try again.</source>
        <translation>Datenträger voll. Nichts ging verloren; Speicherplatz schaffen und erneut versuchen.</translation>
    </message>
    <message>
        <source>There are too many different kinds of requirements.</source>
        <translation>Es gibt zu viele verschiedene Arten von Anforderungen.</translation>
    </message>
    <message>
        <source>The hub did not accept the token.</source>
        <translation>Der Hub hat das Token nicht angenommen.</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>Die eigene Rolle erlaubt das nicht.</translation>
    </message>
    <message>
        <source>Too many requests. Try again in a moment.</source>
        <translation>Zu viele Anfragen. Gleich erneut versuchen.</translation>
    </message>
    <message>
        <source>The model asked to wait.</source>
        <translation>Das Modell bat zu warten.</translation>
    </message>
    <message>
        <source>The hub does not accept connections from this address.</source>
        <translation>Der Hub nimmt von dieser Adresse keine Verbindungen an.</translation>
    </message>
    <message>
        <source>The hub does not allow this request.</source>
        <translation>Der Hub erlaubt diese Anfrage nicht.</translation>
    </message>
    <message>
        <source>The hub did not answer in time. It may still happen; look before you try again.</source>
        <translation>Der Hub antwortete nicht rechtzeitig. Es kann noch geschehen; erst nachsehen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>The hub does not support this.</source>
        <translation>Der Hub unterstützt das nicht.</translation>
    </message>
    <message>
        <source>The stored data is damaged.</source>
        <translation>Die gespeicherten Daten sind beschädigt.</translation>
    </message>
    <message>
        <source>The stored data is from a newer version.</source>
        <translation>Die gespeicherten Daten sind von einer neueren Version.</translation>
    </message>
    <message>
        <source>Another program uses the stored data.</source>
        <translation>Ein anderes Programm nutzt die gespeicherten Daten.</translation>
    </message>
    <message>
        <source>The hub cannot be reached.</source>
        <translation>Der Hub ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Something went wrong in the hub.</source>
        <translation>Im Hub ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>%1 (%2, limit %3)</source>
        <comment>sentence, field, limit</comment>
        <translation>%1 (%2, Grenze %3)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>sentence, field</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Form</source>
        <comment>of a result</comment>
        <translation>Form</translation>
    </message>
    <message>
        <source>Size</source>
        <comment>of a result</comment>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Figures add up</source>
        <comment>name of a check</comment>
        <translation>Zahlen gehen auf</translation>
    </message>
    <message>
        <source>Marking of simulated work</source>
        <comment>name of a check</comment>
        <translation>Kennzeichnung simulierter Arbeit</translation>
    </message>
    <message>
        <source>Syntax</source>
        <comment>name of a check</comment>
        <translation>Syntax</translation>
    </message>
    <message>
        <source>Next for %1</source>
        <comment>an agent</comment>
        <translation>Als Nächstes für %1</translation>
    </message>
    <message>
        <source>starts when it has a free slot</source>
        <translation>beginnt, sobald ein Platz frei ist</translation>
    </message>
    <message>
        <source>This agent cannot take it now, and no agent of its kind is free. Choose another one.</source>
        <translation>Dieser Agent kann sie jetzt nicht nehmen, und keiner seiner Art ist frei. Bitte einen anderen wählen.</translation>
    </message>
    <message>
        <source>The work has already started. Cancel it instead.</source>
        <translation>Die Arbeit hat schon begonnen. Sie lässt sich nur noch abbrechen.</translation>
    </message>
    <message>
        <source>The connection to %1 is lost</source>
        <comment>an agent</comment>
        <translation>Die Verbindung zu %1 ist verloren</translation>
    </message>
    <message>
        <source>goes on when it is back, else another one may take it</source>
        <translation>geht weiter, wenn er zurück ist; sonst kann ein anderer übernehmen</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <comment>milliseconds</comment>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>answer</source>
        <comment>figure of a result: what a person said</comment>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>as</source>
        <comment>figure of a result: the type that was simulated</comment>
        <translation>als</translation>
    </message>
    <message>
        <source>counted by</source>
        <comment>figure of a result: how tokens were counted</comment>
        <translation>gezählt nach</translation>
    </message>
    <message>
        <source>coverage</source>
        <comment>figure of a result: of lines by tests</comment>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>failed</source>
        <comment>figure of a result: number of tests</comment>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>failures left out</source>
        <comment>figure of a result</comment>
        <translation>nicht aufgeführte Fehlschläge</translation>
    </message>
    <message>
        <source>files</source>
        <comment>figure of a result: their names</comment>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>files checked</source>
        <comment>figure of a result</comment>
        <translation>geprüfte Dateien</translation>
    </message>
    <message>
        <source>files read</source>
        <comment>figure of a result</comment>
        <translation>gelesene Dateien</translation>
    </message>
    <message>
        <source>files run</source>
        <comment>figure of a result: of tests</comment>
        <translation>ausgeführte Dateien</translation>
    </message>
    <message>
        <source>findings left out</source>
        <comment>figure of a result</comment>
        <translation>nicht aufgeführte Befunde</translation>
    </message>
    <message>
        <source>finish reason</source>
        <comment>figure of a result: why a model stopped</comment>
        <translation>Grund des Endes</translation>
    </message>
    <message>
        <source>languages</source>
        <comment>figure of a result: of programming</comment>
        <translation>Sprachen</translation>
    </message>
    <message>
        <source>latency ms</source>
        <comment>figure of a result: milliseconds</comment>
        <translation>Dauer in ms</translation>
    </message>
    <message>
        <source>lines checked</source>
        <comment>figure of a result</comment>
        <translation>geprüfte Zeilen</translation>
    </message>
    <message>
        <source>lines read</source>
        <comment>figure of a result</comment>
        <translation>gelesene Zeilen</translation>
    </message>
    <message>
        <source>markdown in</source>
        <comment>figure of a result: name of the file that holds it</comment>
        <translation>Markdown in</translation>
    </message>
    <message>
        <source>model</source>
        <comment>figure of a result</comment>
        <translation>Modell</translation>
    </message>
    <message>
        <source>passed</source>
        <comment>figure of a result: number of tests</comment>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>sandbox</source>
        <comment>figure of a result</comment>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>simulated</source>
        <comment>figure of a result</comment>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>skipped</source>
        <comment>figure of a result: number of tests, or files</comment>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>steps</source>
        <comment>figure of a result</comment>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>symbols</source>
        <comment>figure of a result: names in sources</comment>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>symbols documented</source>
        <comment>figure of a result</comment>
        <translation>dokumentierte Symbole</translation>
    </message>
    <message>
        <source>syntax</source>
        <comment>figure of a result: what its check said</comment>
        <translation>Syntax</translation>
    </message>
    <message>
        <source>tokens</source>
        <comment>figure of a result: of a model</comment>
        <translation>Token</translation>
    </message>
    <message>
        <source>total</source>
        <comment>figure of a result: number of tests</comment>
        <translation>insgesamt</translation>
    </message>
    <message>
        <source>truncated</source>
        <comment>figure of a result: the model&apos;s text is cut</comment>
        <translation>abgeschnitten</translation>
    </message>
    <message>
        <source>high</source>
        <comment>severity of a finding</comment>
        <translation>hoch</translation>
    </message>
    <message>
        <source>medium</source>
        <comment>severity of a finding</comment>
        <translation>mittel</translation>
    </message>
    <message>
        <source>low</source>
        <comment>severity of a finding</comment>
        <translation>gering</translation>
    </message>
    <message>
        <source>Held until assigned</source>
        <translation>Wartet auf Zuweisung</translation>
    </message>
    <message>
        <source>assign it to start it</source>
        <translation>startet, wenn sie zugewiesen wird</translation>
    </message>
    <message>
        <source>prompt tokens</source>
        <comment>figure of use</comment>
        <translation>Tokens der Anfrage</translation>
    </message>
    <message>
        <source>wall time ms</source>
        <comment>figure of use: milliseconds</comment>
        <translation>Dauer ms</translation>
    </message>
    <message>
        <source>killed or crashed: its process is gone</source>
        <translation>getötet oder abgestürzt: sein Prozess ist weg</translation>
    </message>
    <message>
        <source>said bye</source>
        <translation>hat sich abgemeldet</translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>fort</translation>
    </message>
    <message>
        <source>the hub was restarted</source>
        <translation>der Hub wurde neu gestartet</translation>
    </message>
    <message>
        <source>did not come back</source>
        <translation>kam nicht wieder</translation>
    </message>
    <message>
        <source>the lease ran out</source>
        <translation>die Lease lief ab</translation>
    </message>
    <message>
        <source>the connection to its agent was lost, and the lease ran out</source>
        <translation>die Verbindung zu seinem Agenten ging verloren, und die Lease lief ab</translation>
    </message>
    <message>
        <source>no check passed</source>
        <translation>keine Prüfung bestanden</translation>
    </message>
    <message>
        <source>its process ended with code %1</source>
        <translation>sein Prozess endete mit Code %1</translation>
    </message>
</context>
<context>
    <name>Topology</name>
    <message>
        <source>%1 of %2 slots busy</source>
        <translation>%1 von %2 belegt</translation>
    </message>
    <message numerus="yes">
        <source>%n ask(s)</source>
        <comment>agents that wait for a person</comment>
        <translation>
            <numerusform>%n fragt</numerusform>
            <numerusform>%n fragen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not here</source>
        <comment>agents that are lost or gone</comment>
        <translation>
            <numerusform>%n nicht da</numerusform>
            <numerusform>%n nicht da</numerusform>
        </translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>%1, %2 of %3 slots busy</source>
        <comment>state of an agent</comment>
        <translation>%1, %2 von %3 Plätzen belegt</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <comment>agents that are not drawn</comment>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>the list beside the picture names all</source>
        <translation>die Liste neben dem Bild nennt alle</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more machine(s)</source>
        <comment>that are not drawn</comment>
        <translation>
            <numerusform>und %Ln weiterer Rechner</numerusform>
            <numerusform>und %Ln weitere Rechner</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::AgentsModel</name>
    <message>
        <source>%1, %2</source>
        <comment>two lines of a cell</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 on %2, process %3
Offers: %4</source>
        <translation>%1 auf %2, Prozess %3
Bietet: %4</translation>
    </message>
    <message>
        <source>Last word %1</source>
        <translation>Letzte Meldung %1</translation>
    </message>
    <message>
        <source>asks</source>
        <comment>agent state: waits for a person</comment>
        <translation>fragt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>slots busy of all</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>task %1</source>
        <comment>number</comment>
        <translation>Aufgabe %1</translation>
    </message>
    <message>
        <source>too few</source>
        <comment>too few attempts to tell</comment>
        <translation>zu wenige</translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n Versuch</numerusform>
            <numerusform>%n Versuche</numerusform>
        </translation>
    </message>
    <message>
        <source>Cautious estimate: the lower bound of the share of accepted attempts</source>
        <translation>Vorsichtige Schätzung: Untergrenze des Anteils angenommener Versuche</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Slots</source>
        <translation>Plätze</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>Zuverlässig</translation>
    </message>
    <message>
        <source>⚠ no sandbox</source>
        <comment>an agent that runs foreign code</comment>
        <translation>⚠ ohne Sandbox</translation>
    </message>
</context>
<context>
    <name>skep::BoardModel</name>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>Submitted %1, last word %2</source>
        <comment>exact times</comment>
        <translation>Eingereicht %1, letzte Meldung %2</translation>
    </message>
    <message>
        <source>The checks gave it %1 of 100</source>
        <comment>score</comment>
        <translation>Prüfung: %1 von 100 Punkten</translation>
    </message>
</context>
<context>
    <name>skep::DecisionModel</name>
    <message>
        <source>%1 %</source>
        <comment>per cent</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Eignung</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>Zuverlässigkeit</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wertung</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>has no free slot</source>
        <translation>hat keinen freien Platz</translation>
    </message>
    <message>
        <source>would get it now</source>
        <translation>bekäme sie jetzt</translation>
    </message>
    <message>
        <source>free, but comes after the first</source>
        <translation>frei, kommt aber nach dem ersten</translation>
    </message>
    <message>
        <source>got it: the best free agent</source>
        <translation>bekam sie: der beste freie Agent</translation>
    </message>
    <message>
        <source>got it: assigned by %1</source>
        <translation>bekam sie: zugewiesen von %1</translation>
    </message>
    <message>
        <source>came after it</source>
        <translation>kam danach</translation>
    </message>
    <message>
        <source>has no free slot, %1</source>
        <comment>expected wait</comment>
        <translation>hat keinen freien Platz, %1</translation>
    </message>
</context>
<context>
    <name>skep::EventsModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
</context>
<context>
    <name>skep::PaletteModel</name>
    <message>
        <source>%1, %2</source>
        <comment>answer of the search, what it is</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>All %1 tasks that match</source>
        <comment>shows them on the board</comment>
        <translation>Alle %1 passenden Aufgaben</translation>
    </message>
    <message>
        <source>on the board</source>
        <translation>auf der Tafel</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>Agent</translation>
    </message>
</context>
<context>
    <name>skep::TopologyModel</name>
    <message>
        <source>Unknown machine</source>
        <comment>of agents that did not say where they run</comment>
        <translation>Unbekannter Rechner</translation>
    </message>
    <message numerus="yes">
        <source>%Ln online</source>
        <comment>agents</comment>
        <translation>
            <numerusform>%Ln verbunden</numerusform>
            <numerusform>%Ln verbunden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 online</source>
        <comment>agents</comment>
        <translation>%1 von %2 verbunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>slots busy of all</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>asks</source>
        <comment>agent state: waits for a person</comment>
        <translation>fragt</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>kind of an agent, machine</comment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Busy slots of all</source>
        <translation>Belegte Plätze von allen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Slots</source>
        <translation>Plätze</translation>
    </message>
    <message>
        <source>For</source>
        <comment>head of a column: how long it is in this state</comment>
        <translation>Seit</translation>
    </message>
</context>
<context>
    <name>skep::ui::AgentInspector</name>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>Was schiefging</translation>
    </message>
    <message>
        <source>Works on</source>
        <translation>Arbeitet an</translation>
    </message>
    <message>
        <source>Can do</source>
        <translation>Kann</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Bilanz</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Close the agent</source>
        <translation>Agent schließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Select an agent to see what it does and what it can.</source>
        <translation>Einen Agenten auswählen, um zu sehen, was er tut und kann.</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wird gelesen…</translation>
    </message>
    <message>
        <source>The hub does not list %1 any more.</source>
        <translation>Der Hub führt %1 nicht mehr.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>task, its state</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Show the task %1</source>
        <translation>Aufgabe %1 anzeigen</translation>
    </message>
    <message>
        <source>Its tasks are being read…</source>
        <translation>Seine Aufgaben werden gelesen…</translation>
    </message>
</context>
<context>
    <name>skep::ui::AgentsPage</name>
    <message>
        <source>Drain</source>
        <translation>Auslaufen lassen</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>No agent is connected</source>
        <translation>Kein Agent verbunden</translation>
    </message>
    <message>
        <source>Show its task</source>
        <translation>Seine Aufgabe anzeigen</translation>
    </message>
    <message>
        <source>%1 online of %2 · %3 of %4 slots busy</source>
        <translation>%1 von %2 online · %3 von %4 Plätzen belegt</translation>
    </message>
    <message>
        <source>Let it work again</source>
        <translation>Wieder arbeiten lassen</translation>
    </message>
    <message>
        <source>Drain %1</source>
        <translation>%1 auslaufen lassen</translation>
    </message>
    <message>
        <source>It finishes what it has and gets no new tasks.</source>
        <translation>Er beendet, was er hat, und bekommt keine neuen Aufgaben.</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>%1 vergessen</translation>
    </message>
    <message>
        <source>%1 gets no new tasks.</source>
        <translation>%1 bekommt keine neuen Aufgaben.</translation>
    </message>
    <message>
        <source>%1 takes tasks again.</source>
        <translation>%1 nimmt wieder Aufgaben.</translation>
    </message>
    <message>
        <source>Start one on this computer:
%1</source>
        <comment>a command</comment>
        <translation>Auf diesem Rechner starten:
%1</translation>
    </message>
    <message>
        <source>Show how…</source>
        <translation>Zeigen, wie …</translation>
    </message>
</context>
<context>
    <name>skep::ui::AnalyticsPage</name>
    <message>
        <source>Reading what is kept</source>
        <translation>Aufbewahrtes wird gelesen</translation>
    </message>
    <message>
        <source>Charts of throughput, latency, queue and slots appear here.</source>
        <translation>Hier erscheinen Kurven von Durchsatz, Dauer, Schlange und Plätzen.</translation>
    </message>
    <message>
        <source>Analytics</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>5 minutes</source>
        <translation>5 Minuten</translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation>15 Minuten</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>6 hours</source>
        <translation>6 Stunden</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>Time shown</source>
        <translation>Gezeigte Zeit</translation>
    </message>
    <message>
        <source>Save as PNG</source>
        <translation>Als PNG sichern</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>Als CSV sichern</translation>
    </message>
    <message>
        <source>Save the charts</source>
        <translation>Kurven sichern</translation>
    </message>
    <message>
        <source>Save the values</source>
        <translation>Werte sichern</translation>
    </message>
    <message>
        <source>Nothing is kept of this time</source>
        <translation>Aus dieser Zeit ist nichts aufbewahrt</translation>
    </message>
    <message>
        <source>The hub was off, or it has only just started: the first values come after some seconds.</source>
        <translation>Der Hub war aus oder ist eben erst gestartet: Die ersten Werte kommen nach einigen Sekunden.</translation>
    </message>
    <message>
        <source>one value in %1</source>
        <comment>a duration</comment>
        <translation>ein Wert je %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::Assigner</name>
    <message>
        <source>Assigning to %1…</source>
        <translation>Wird %1 zugewiesen …</translation>
    </message>
    <message>
        <source>Assigning…</source>
        <translation>Wird zugewiesen …</translation>
    </message>
    <message>
        <source>Next for %1.</source>
        <translation>Als Nächstes für %1.</translation>
    </message>
    <message>
        <source>Starting on %1.</source>
        <translation>Beginnt auf %1.</translation>
    </message>
    <message>
        <source>%1 could not take it any more; %2 of the same kind starts.</source>
        <comment>agents</comment>
        <translation>%1 konnte sie nicht mehr nehmen; %2 gleicher Art beginnt.</translation>
    </message>
    <message>
        <source>Started on %1.</source>
        <translation>Begonnen auf %1.</translation>
    </message>
    <message>
        <source>Taking it back…</source>
        <translation>Wird zurückgenommen …</translation>
    </message>
    <message>
        <source>Taken back: the task is what it was.</source>
        <translation>Zurückgenommen: Die Aufgabe ist, was sie war.</translation>
    </message>
    <message>
        <source>%1 has begun; it can only be cancelled now.</source>
        <comment>an agent</comment>
        <translation>%1 hat begonnen; jetzt lässt sie sich nur noch abbrechen.</translation>
    </message>
</context>
<context>
    <name>skep::ui::AttemptColumn</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Verbraucht</translation>
    </message>
    <message>
        <source>Attempt %1 · %2</source>
        <comment>number, agent</comment>
        <translation>Versuch %1 · %2</translation>
    </message>
    <message>
        <source>began %1</source>
        <comment>a time of day</comment>
        <translation>begann %1</translation>
    </message>
    <message>
        <source> · took %1</source>
        <comment>a duration</comment>
        <translation> · Dauer %1</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>score %1 of 100</source>
        <translation>Wertung %1 von 100</translation>
    </message>
    <message>
        <source>✓ %1%2</source>
        <comment>a check that passed, detail</comment>
        <translation>✓ %1%2</translation>
    </message>
    <message>
        <source>✗ %1: failed%2</source>
        <comment>check, detail</comment>
        <translation>✗ %1: nicht bestanden%2</translation>
    </message>
    <message>
        <source>– %1: not checked%2</source>
        <comment>check, detail</comment>
        <translation>– %1: nicht geprüft%2</translation>
    </message>
</context>
<context>
    <name>skep::ui::BoardColumn</name>
    <message>
        <source>Tasks: %1</source>
        <comment>name of a group</comment>
        <translation>Aufgaben: %1</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Zu klären</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>tasks that match, all</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Nothing here matches the search.</source>
        <translation>Hier passt nichts zur Suche.</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Nichts wartet</translation>
    </message>
    <message>
        <source>New tasks stand here until an agent takes them.</source>
        <translation>Neue Aufgaben stehen hier, bis ein Agent sie nimmt.</translation>
    </message>
    <message>
        <source>New task…</source>
        <translation>Neue Aufgabe…</translation>
    </message>
    <message>
        <source>Nothing needs you</source>
        <translation>Nichts zu klären</translation>
    </message>
    <message>
        <source>Questions of agents and failures appear here.</source>
        <translation>Fragen von Agenten und Gescheitertes erscheinen hier.</translation>
    </message>
    <message>
        <source>Nobody works</source>
        <translation>Niemand arbeitet</translation>
    </message>
    <message>
        <source>Tasks that agents work on appear here.</source>
        <translation>Aufgaben in Arbeit erscheinen hier.</translation>
    </message>
    <message>
        <source>Nothing is finished yet</source>
        <translation>Noch nichts beendet</translation>
    </message>
    <message>
        <source>Results appear here, the newest first.</source>
        <translation>Ergebnisse erscheinen hier, das neueste zuerst.</translation>
    </message>
</context>
<context>
    <name>skep::ui::BulkBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Unmark all</source>
        <translation>Markierung aufheben</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <comment>number of tasks</comment>
        <translation>%1 abbrechen</translation>
    </message>
    <message>
        <source>Retry %1</source>
        <comment>number of tasks</comment>
        <translation>%1 wiederholen</translation>
    </message>
    <message>
        <source>Mark %1 as seen</source>
        <comment>number of tasks</comment>
        <translation>%1 quittieren</translation>
    </message>
    <message>
        <source>Hold %1</source>
        <comment>number of tasks</comment>
        <translation>%1 anhalten</translation>
    </message>
    <message>
        <source>Release %1</source>
        <comment>number of tasks</comment>
        <translation>%1 freigeben</translation>
    </message>
    <message>
        <source>Priority of %1</source>
        <comment>number of tasks</comment>
        <translation>Priorität von %1</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) marked</source>
        <translation>
            <numerusform>%n Aufgabe markiert</numerusform>
            <numerusform>%n Aufgaben markiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) cancelled.</source>
        <translation>
            <numerusform>%n Aufgabe abgebrochen.</numerusform>
            <numerusform>%n Aufgaben abgebrochen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) held.</source>
        <translation>
            <numerusform>%n Aufgabe angehalten.</numerusform>
            <numerusform>%n Aufgaben angehalten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) released.</source>
        <translation>
            <numerusform>%n Aufgabe freigegeben.</numerusform>
            <numerusform>%n Aufgaben freigegeben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) queued again.</source>
        <translation>
            <numerusform>%n Aufgabe neu eingereiht.</numerusform>
            <numerusform>%n Aufgaben neu eingereiht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) marked as seen.</source>
        <translation>
            <numerusform>%n Aufgabe quittiert.</numerusform>
            <numerusform>%n Aufgaben quittiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) changed.</source>
        <translation>
            <numerusform>%n Aufgabe geändert.</numerusform>
            <numerusform>%n Aufgaben geändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>The others were refused: %1</source>
        <comment>then an error</comment>
        <translation>Die übrigen wurden verweigert: %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::CardDelegate</name>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
</context>
<context>
    <name>skep::ui::DropHint</name>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Cancel the task</source>
        <translation>Aufgabe abbrechen</translation>
    </message>
    <message>
        <source>Stop and reassign</source>
        <translation>Stoppen, neu zuweisen</translation>
    </message>
</context>
<context>
    <name>skep::ui::FileChooser</name>
    <message>
        <source>Choose files…</source>
        <translation>Dateien wählen…</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Leave these out</source>
        <translation>Diese weglassen</translation>
    </message>
    <message>
        <source>Files to work on</source>
        <translation>Dateien für die Arbeit</translation>
    </message>
    <message>
        <source>Folder to work on</source>
        <translation>Ordner für die Arbeit</translation>
    </message>
    <message>
        <source>Choose what to work on.</source>
        <translation>Es fehlt noch, woran gearbeitet werden soll.</translation>
    </message>
    <message>
        <source>The folder %1 is not there any more.</source>
        <translation>Der Ordner %1 ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Files: at most %1, and these are more.</source>
        <translation>Dateien: höchstens %1, und hier sind es mehr.</translation>
    </message>
    <message>
        <source>Files: at most %1 for one task, and these have %2. “Review a folder of mine” makes many tasks of one folder.</source>
        <translation>Dateien: höchstens %1 für eine Aufgabe, und hier sind es %2. „Eigenen Ordner begutachten“ macht aus einem Ordner viele Aufgaben.</translation>
    </message>
    <message>
        <source>These cannot be sent. %1</source>
        <comment>a list of files, each with its reason</comment>
        <translation>Diese lassen sich nicht senden. %1</translation>
    </message>
    <message>
        <source>The folder %1 holds no source in JavaScript, TypeScript, Python or C++.</source>
        <translation>Im Ordner %1 ist keine Quelle in JavaScript, TypeScript, Python oder C++.</translation>
    </message>
    <message>
        <source>The folder %1 holds no text.</source>
        <translation>Im Ordner %1 ist kein Text.</translation>
    </message>
    <message>
        <source>Source in JavaScript, TypeScript, Python or C++</source>
        <translation>Quellen in JavaScript, TypeScript, Python oder C++</translation>
    </message>
    <message>
        <source>A project with its tests in JavaScript, Python or C++</source>
        <translation>Ein Projekt mit seinen Tests in JavaScript, Python oder C++</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1</source>
        <translation>
            <numerusform>%n Datei, %1</numerusform>
            <numerusform>%n Dateien, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>left out: %1</source>
        <comment>files</comment>
        <translation>weggelassen: %1</translation>
    </message>
    <message>
        <source>Folder: at most %1 files and folders are looked at, and this one holds more.</source>
        <translation>Ordner: höchstens %1 Dateien und Ordner werden angesehen, und dieser hat mehr.</translation>
    </message>
    <message>
        <source>Folder: at most %1 levels deep, and this one is deeper. Choose a folder further down.</source>
        <translation>Ordner: höchstens %1 Ebenen tief, und dieser ist tiefer. Einen Ordner weiter unten wählen.</translation>
    </message>
</context>
<context>
    <name>skep::ui::FilesView</name>
    <message>
        <source>Save as…</source>
        <translation>Sichern als …</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Text of the file</source>
        <translation>Text der Datei</translation>
    </message>
    <message>
        <source>What the file changes</source>
        <translation>Was die Datei ändert</translation>
    </message>
    <message>
        <source>%1
attempt %2 · %3</source>
        <comment>file, number, size</comment>
        <translation>%1
Versuch %2 · %3</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <comment>file, size</comment>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>No attempt left a file.</source>
        <translation>Kein Versuch hinterließ eine Datei.</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wird gelesen …</translation>
    </message>
    <message>
        <source>This file is no text. It can be saved.</source>
        <translation>Diese Datei ist kein Text. Sie lässt sich sichern.</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>Datei sichern</translation>
    </message>
</context>
<context>
    <name>skep::ui::LogPage</name>
    <message>
        <source>Show older</source>
        <translation>Ältere zeigen</translation>
    </message>
    <message>
        <source>Log of the hub</source>
        <translation>Protokoll des Hubs</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>What to show</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>Agent, or number of a task</source>
        <translation>Agent oder Aufgabennummer</translation>
    </message>
    <message>
        <source>Nothing of this kind has happened.</source>
        <translation>Nichts dergleichen ist geschehen.</translation>
    </message>
</context>
<context>
    <name>skep::ui::LogView</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Log of the task</source>
        <translation>Protokoll der Aufgabe</translation>
    </message>
    <message>
        <source>no lines yet</source>
        <translation>noch keine Zeilen</translation>
    </message>
    <message>
        <source>following</source>
        <translation>läuft mit</translation>
    </message>
    <message>
        <source>paused while you read</source>
        <translation>pausiert beim Lesen</translation>
    </message>
    <message numerus="yes">
        <source>%n new line(s)</source>
        <translation>
            <numerusform>%n neue Zeile</numerusform>
            <numerusform>%n neue Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>Im Protokoll suchen</translation>
    </message>
    <message>
        <source>Enter: next place; Shift and Enter: the one before</source>
        <translation>Eingabe: nächste Stelle; Umschalt und Eingabe: vorige</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>places found</comment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>skep::ui::MachinesPage</name>
    <message>
        <source>Machines</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>No machine is here</source>
        <translation>Kein Rechner ist da</translation>
    </message>
    <message>
        <source>Each machine stands here with the agents that run on it, once one has connected.</source>
        <translation>Hier steht jeder Rechner mit den Agenten, die auf ihm laufen, sobald einer verbunden ist.</translation>
    </message>
    <message>
        <source>Show how…</source>
        <translation>Zeigen, wie…</translation>
    </message>
    <message>
        <source>Machines and agents</source>
        <translation>Rechner und Agenten</translation>
    </message>
    <message numerus="yes">
        <source>%n hub(s)</source>
        <translation>
            <numerusform>%n Hub</numerusform>
            <numerusform>%n Hubs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln machine(s)</source>
        <translation>
            <numerusform>%Ln Rechner</numerusform>
            <numerusform>%Ln Rechner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln agent(s)</source>
        <translation>
            <numerusform>%Ln Agent</numerusform>
            <numerusform>%Ln Agenten</numerusform>
        </translation>
    </message>
    <message>
        <source>Picture of machines and agents</source>
        <translation>Bild der Rechner und Agenten</translation>
    </message>
    <message>
        <source>The picture cannot be shown: a part of Qt Quick is missing on this computer (packages qml6-module-qtquick, qml6-module-qtquick-shapes, qml6-module-qtqml-workerscript). The list holds the same.

%1</source>
        <translation>Das Bild kann nicht gezeigt werden: Auf diesem Rechner fehlt ein Teil von Qt Quick (Pakete qml6-module-qtquick, qml6-module-qtquick-shapes, qml6-module-qtqml-workerscript). Die Liste enthält dasselbe.

%1</translation>
    </message>
</context>
<context>
    <name>skep::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n task(s) need you</source>
        <translation>
            <numerusform>%n Aufgabe zu klären</numerusform>
            <numerusform>%n Aufgaben zu klären</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing needs you</source>
        <translation>Nichts zu klären</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n Aufgabe</numerusform>
            <numerusform>%n Aufgaben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agent(s) online</source>
        <translation>
            <numerusform>%n Agent online</numerusform>
            <numerusform>%n Agenten online</numerusform>
        </translation>
    </message>
    <message>
        <source>hub is starting</source>
        <translation>Hub startet</translation>
    </message>
    <message>
        <source>only this computer</source>
        <translation>nur dieser Computer</translation>
    </message>
    <message>
        <source>over the network</source>
        <translation>über das Netzwerk</translation>
    </message>
    <message>
        <source>The hub does not answer.</source>
        <translation>Der Hub antwortet nicht.</translation>
    </message>
    <message>
        <source>What you see is from %1 and is greyed until it is back. Work goes on without this window.</source>
        <translation>Angezeigter Stand: %1, grau bis der Hub zurück ist. Die Arbeit läuft ohne dieses Fenster weiter.</translation>
    </message>
    <message>
        <source>No news from the hub.</source>
        <translation>Nichts Neues vom Hub.</translation>
    </message>
    <message>
        <source>What you see is from %1.</source>
        <translation>Angezeigter Stand: %1.</translation>
    </message>
    <message>
        <source>The disk cannot be written.</source>
        <translation>Der Datenträger ist nicht beschreibbar.</translation>
    </message>
    <message>
        <source>Nothing that was accepted is lost; new work is refused until there is room.</source>
        <translation>Nichts Angenommenes geht verloren; Neues wird verweigert, bis Speicherplatz frei ist.</translation>
    </message>
    <message>
        <source>Demonstration</source>
        <translation>Vorführung</translation>
    </message>
    <message numerus="yes">
        <source>%n real worker process(es), simulated model replies, all on this computer</source>
        <translation>
            <numerusform>%n echter Arbeitsprozess, simulierte Modellantworten, alles auf diesem Computer</numerusform>
            <numerusform>%n echte Arbeitsprozesse, simulierte Modellantworten, alles auf diesem Computer</numerusform>
        </translation>
    </message>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Zu klären</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Tafel</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>New task</source>
        <translation>Neue Aufgabe</translation>
    </message>
    <message>
        <source>Search or command</source>
        <translation>Suche oder Befehl</translation>
    </message>
    <message>
        <source>Close the inspector</source>
        <translation>Inspektor schließen</translation>
    </message>
    <message>
        <source>Colours as the system</source>
        <translation>Farben wie im System</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Helle Farben</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>Language: %1</source>
        <translation>Sprache: %1</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Folder to review</source>
        <translation>Ordner zum Begutachten</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <comment>a folder</comment>
        <translation>%1 wird gelesen …</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) added</source>
        <translation>
            <numerusform>%n Aufgabe angelegt</numerusform>
            <numerusform>%n Aufgaben angelegt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of %1</source>
        <translation>
            <numerusform>%n Datei aus %1</numerusform>
            <numerusform>%n Dateien aus %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: too large or not text</source>
        <translation>
            <numerusform>%n ausgelassen: zu groß oder kein Text</numerusform>
            <numerusform>%n ausgelassen: zu groß oder kein Text</numerusform>
        </translation>
    </message>
    <message>
        <source>the rest of the folder is left out</source>
        <translation>der Rest des Ordners ist ausgelassen</translation>
    </message>
    <message>
        <source>Review a folder of mine</source>
        <translation>Eigenen Ordner begutachten</translation>
    </message>
    <message>
        <source>Set up my own fleet</source>
        <translation>Eigene Flotte einrichten</translation>
    </message>
    <message>
        <source>Skep could not be started a second time. Start it by hand, without --demo.</source>
        <translation>Skep ließ sich kein zweites Mal starten. Bitte von Hand starten, ohne --demo.</translation>
    </message>
    <message>
        <source>Machines</source>
        <translation>Rechner</translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s)</source>
        <translation>
            <numerusform>%n Rechner</numerusform>
            <numerusform>%n Rechner</numerusform>
        </translation>
    </message>
    <message>
        <source>Analytics</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Cancel the task</source>
        <translation>Aufgabe abbrechen</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Assign to %1</source>
        <translation>An %1 zuweisen</translation>
    </message>
</context>
<context>
    <name>skep::ui::MetricsStrip</name>
    <message>
        <source>waiting</source>
        <comment>number of tasks</comment>
        <translation>wartend</translation>
    </message>
    <message>
        <source>working</source>
        <comment>number of tasks</comment>
        <translation>in Arbeit</translation>
    </message>
    <message>
        <source>results a second</source>
        <translation>Ergebnisse/s</translation>
    </message>
    <message>
        <source>Search or command</source>
        <translation>Suche oder Befehl</translation>
    </message>
    <message>
        <source>done today</source>
        <comment>number of tasks</comment>
        <translation>heute erledigt</translation>
    </message>
    <message>
        <source>failed today</source>
        <comment>number of tasks</comment>
        <translation>heute gescheitert</translation>
    </message>
    <message>
        <source>Since midnight. Done in all: %1</source>
        <translation>Seit Mitternacht. Insgesamt erledigt: %1</translation>
    </message>
    <message>
        <source>Since midnight. Failed in all: %1</source>
        <translation>Seit Mitternacht. Insgesamt gescheitert: %1</translation>
    </message>
    <message>
        <source>oldest in queue</source>
        <translation>älteste in der Schlange</translation>
    </message>
</context>
<context>
    <name>skep::ui::Navigation</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>skep::ui::NeedsCard</name>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Mark as seen</source>
        <translation>Quittieren</translation>
    </message>
    <message>
        <source>Show the task</source>
        <translation>Aufgabe anzeigen</translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation>Wird beantwortet…</translation>
    </message>
    <message>
        <source>It moves to Finished and stays failed.</source>
        <translation>Rückt zu „Beendet“ und bleibt gescheitert.</translation>
    </message>
    <message>
        <source>Queueing again…</source>
        <translation>Wird neu eingereiht…</translation>
    </message>
    <message>
        <source>Marking as seen…</source>
        <translation>Wird quittiert…</translation>
    </message>
    <message>
        <source>Show the task %1</source>
        <translation>Aufgabe %1 anzeigen</translation>
    </message>
    <message>
        <source>%1 asks</source>
        <comment>an agent</comment>
        <translation>%1 fragt</translation>
    </message>
    <message>
        <source>%1 · simulated</source>
        <comment>what it says of itself</comment>
        <translation>%1 · simuliert</translation>
    </message>
</context>
<context>
    <name>skep::ui::NeedsPage</name>
    <message>
        <source>Needs you</source>
        <translation>Zu klären</translation>
    </message>
    <message>
        <source>What needs you</source>
        <translation>Was zu klären ist</translation>
    </message>
    <message>
        <source>Nothing needs you</source>
        <translation>Nichts zu klären</translation>
    </message>
    <message>
        <source>Questions of agents and failures stand here until you have dealt with them.</source>
        <translation>Fragen von Agenten und Gescheitertes stehen hier, bis alles geklärt ist.</translation>
    </message>
    <message>
        <source>the first %1 of %2</source>
        <translation>die ersten %1 von %2</translation>
    </message>
</context>
<context>
    <name>skep::ui::NewTaskDialog</name>
    <message>
        <source>Add task</source>
        <translation>Aufgabe anlegen</translation>
    </message>
    <message>
        <source>New task</source>
        <translation>Neue Aufgabe</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add and keep open</source>
        <translation>Anlegen, offen lassen</translation>
    </message>
    <message>
        <source>For the next task with the same choices</source>
        <translation>Für die nächste Aufgabe mit derselben Wahl</translation>
    </message>
    <message>
        <source>Files: at most %1 as they are sent, and these have %2.</source>
        <translation>Dateien: gesendet höchstens %1, und hier sind es %2.</translation>
    </message>
    <message>
        <source>Description: at most %1 as it is sent, and this has %2.</source>
        <translation>Beschreibung: gesendet höchstens %1, und hier sind es %2.</translation>
    </message>
    <message>
        <source>Test files: %1 is not among the chosen files.</source>
        <translation>Testdateien: %1 ist nicht unter den gewählten Dateien.</translation>
    </message>
    <message>
        <source>The hub has not said what time it is. Try again when it is connected.</source>
        <translation>Der Hub hat noch nicht gesagt, wie spät es ist. Wieder versuchen, wenn er verbunden ist.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Added as task %1. Change what differs for the next one.</source>
        <translation>Angelegt als Aufgabe %1. Für die nächste ändern, was anders ist.</translation>
    </message>
    <message>
        <source>Added. Change what differs for the next one.</source>
        <translation>Angelegt. Für die nächste ändern, was anders ist.</translation>
    </message>
</context>
<context>
    <name>skep::ui::Palette</name>
    <message>
        <source>Answers of the search</source>
        <translation>Treffer der Suche</translation>
    </message>
    <message>
        <source>command</source>
        <translation>Befehl</translation>
    </message>
</context>
<context>
    <name>skep::ui::ProgressLine</name>
    <message>
        <source>%1 of %2</source>
        <comment>counted progress</comment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>skep::ui::QuestionBox</name>
    <message>
        <source>Answer</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Another answer</source>
        <translation>Andere Antwort</translation>
    </message>
    <message>
        <source>Answer to the question</source>
        <translation>Antwort auf die Frage</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>Antworten: %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::ResultView</name>
    <message>
        <source>Text of the result</source>
        <translation>Text des Ergebnisses</translation>
    </message>
    <message numerus="yes">
        <source>%n more finding(s) are in the stored result.</source>
        <translation>
            <numerusform>%n weiterer Befund steht im gespeicherten Ergebnis.</numerusform>
            <numerusform>%n weitere Befunde stehen im gespeicherten Ergebnis.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::SettingsPage</name>
    <message>
        <source>No setting matches.</source>
        <translation>Keine Einstellung passt.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie im System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light or dark; both keep every state readable without its colour.</source>
        <translation>Hell oder dunkel; jeder Zustand bleibt auch ohne seine Farbe lesbar.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>All words change at once. The words of agents and tasks stay as they were written.</source>
        <translation>Alle Texte wechseln sofort. Texte von Agenten und Aufgaben bleiben, wie sie geschrieben wurden.</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>When an agent asks</source>
        <translation>Wenn ein Agent fragt</translation>
    </message>
    <message>
        <source>A notice of the desktop while this window is not in front.</source>
        <translation>Benachrichtigung auf dem Desktop, solange dieses Fenster nicht vorn ist.</translation>
    </message>
    <message>
        <source>When a task fails for good</source>
        <translation>Wenn eine Aufgabe endgültig scheitert</translation>
    </message>
    <message>
        <source>Only when no attempt is left; at most one notice a minute.</source>
        <translation>Nur wenn kein Versuch mehr bleibt; höchstens eine Benachrichtigung je Minute.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Keep the hub running when the window is closed</source>
        <translation>Hub nach Schließen des Fensters weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Skep stays in the tray and its agents go on working. Quit from the tray ends it.</source>
        <translation>Skep bleibt im Infobereich, und seine Agenten arbeiten weiter. „Beenden“ im Infobereich beendet es.</translation>
    </message>
</context>
<context>
    <name>skep::ui::SetupDialog</name>
    <message>
        <source>Set up my own fleet</source>
        <translation>Eigene Flotte einrichten</translation>
    </message>
    <message>
        <source>Start a nanobot</source>
        <translation>Einen Nanobot starten</translation>
    </message>
    <message>
        <source>It works by rules: reviews and documentation, without a model. Start as many as you like.</source>
        <translation>Er arbeitet nach Regeln: Begutachtung und Dokumentation, ohne Modell. Beliebig viele können laufen.</translation>
    </message>
    <message>
        <source>Let it write code</source>
        <translation>Code schreiben lassen</translation>
    </message>
    <message>
        <source>Any server that speaks the OpenAI protocol will do, such as llama-server.</source>
        <translation>Jeder Server mit OpenAI-Protokoll genügt, etwa llama-server.</translation>
    </message>
    <message>
        <source>Give it work from a script</source>
        <translation>Arbeit aus einem Skript geben</translation>
    </message>
    <message>
        <source>The window shows it at once.</source>
        <translation>Das Fenster zeigt sie sofort.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Your own hub keeps its tasks over restarts. The demonstration and all it made go when it ends.</source>
        <translation>Ein eigener Hub behält seine Aufgaben über Neustarts. Die Vorführung und alles darin vergeht mit ihrem Ende.</translation>
    </message>
    <message>
        <source>End the demonstration and start my own hub</source>
        <translation>Vorführung beenden und eigenen Hub starten</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::Sparkline</name>
    <message>
        <source>Throughput of the last minute</source>
        <translation>Durchsatz der letzten Minute</translation>
    </message>
</context>
<context>
    <name>skep::ui::StatusLine</name>
    <message>
        <source>Address of the hub</source>
        <translation>Adresse des Hubs</translation>
    </message>
    <message>
        <source>Who can reach the hub</source>
        <translation>Wer den Hub erreichen kann</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Age of the data</source>
        <translation>Alter der Daten</translation>
    </message>
    <message>
        <source>store: cannot write, nothing is lost</source>
        <translation>Speicher: Schreiben unmöglich, nichts verloren</translation>
    </message>
    <message>
        <source>store: nothing written yet</source>
        <translation>Speicher: noch nichts geschrieben</translation>
    </message>
    <message>
        <source>store: on disk %1</source>
        <comment>a time</comment>
        <translation>Speicher: geschrieben %1</translation>
    </message>
    <message numerus="yes">
        <source>%n agent(s) online</source>
        <translation>
            <numerusform>%n Agent online</numerusform>
            <numerusform>%n Agenten online</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>not connected · data %1 old</source>
        <translation>nicht verbunden · Daten %1 alt</translation>
    </message>
    <message>
        <source>waiting for the first data</source>
        <translation>wartet auf die ersten Daten</translation>
    </message>
    <message>
        <source>stale: data %1 old</source>
        <translation>veraltet: Daten %1 alt</translation>
    </message>
    <message>
        <source>data %1 old</source>
        <translation>Daten %1 alt</translation>
    </message>
    <message>
        <source>Agents without a sandbox</source>
        <translation>Agenten ohne Sandbox</translation>
    </message>
    <message>
        <source>Foreign code runs on these machines with all rights of the agent&apos;s user: it can read files, reach the network and harm both. Install bubblewrap there, or start the agents without --allow-unsandboxed.</source>
        <translation>Fremder Code läuft dort mit allen Rechten des Benutzers: Er kann Dateien lesen, ins Netz und beidem schaden. Dort bubblewrap installieren oder die Agenten ohne --allow-unsandboxed starten.</translation>
    </message>
    <message numerus="yes">
        <source>%n agent(s) run foreign code without a sandbox</source>
        <translation>
            <numerusform>%n Agent führt fremden Code ohne Sandbox aus</numerusform>
            <numerusform>%n Agenten führen fremden Code ohne Sandbox aus</numerusform>
        </translation>
    </message>
    <message>
        <source>The picture of batch %1. A report with this number says the same.</source>
        <translation>Das Bild nach Batch %1. Ein Bericht mit dieser Nummer sagt dasselbe.</translation>
    </message>
</context>
<context>
    <name>skep::ui::TaskActions</name>
    <message>
        <source>Assign</source>
        <translation>Zuweisen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Mark as seen</source>
        <translation>Quittieren</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Queueing again…</source>
        <translation>Wird neu eingereiht…</translation>
    </message>
    <message>
        <source>In the queue again, with one more attempt.</source>
        <translation>Neu eingereiht, mit einem Versuch mehr.</translation>
    </message>
    <message>
        <source>Seen. It stands under Finished now.</source>
        <translation>Quittiert. Steht jetzt unter „Beendet“.</translation>
    </message>
    <message>
        <source>Held: it starts when assigned.</source>
        <translation>Angehalten: startet bei Zuweisung.</translation>
    </message>
    <message>
        <source>Released.</source>
        <translation>Freigegeben.</translation>
    </message>
    <message>
        <source>Its priority is %1 now.</source>
        <translation>Die Priorität ist jetzt %1.</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Assign to %1</source>
        <translation>An %1 zuweisen</translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation>Wird beantwortet…</translation>
    </message>
    <message>
        <source>Answered.</source>
        <translation>Beantwortet.</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>Cancelled. Retry brings it back.</source>
        <translation>Abgebrochen. „Wiederholen“ holt sie zurück.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird gestoppt…</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Gestoppt.</translation>
    </message>
    <message>
        <source>Stopped; it waits for another agent now.</source>
        <translation>Gestoppt; wartet jetzt auf einen anderen Agenten.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Takes the assignment back; the task is what it was before.</source>
        <translation>Nimmt die Zuweisung zurück; die Aufgabe ist, was sie war.</translation>
    </message>
    <message>
        <source>No agent online can take this task. Start one.</source>
        <translation>Kein Agent online kann diese Aufgabe nehmen. Bitte einen starten.</translation>
    </message>
    <message>
        <source>No agent online can take this task. Start one that offers %1.</source>
        <comment>capabilities</comment>
        <translation>Kein Agent online kann diese Aufgabe nehmen. Es braucht einen, der %1 bietet.</translation>
    </message>
    <message>
        <source>Next for %1, %2</source>
        <comment>agent, expected wait</comment>
        <translation>Als Nächstes für %1, %2</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <comment>agent, why, expected wait</comment>
        <translation>%1: %2 %3</translation>
    </message>
</context>
<context>
    <name>skep::ui::TaskForm</name>
    <message>
        <source>What is to be done</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>P0, most urgent</source>
        <translation>P0, am dringendsten</translation>
    </message>
    <message>
        <source>As soon as an agent is free</source>
        <translation>Sobald ein Agent frei ist</translation>
    </message>
    <message>
        <source>Hold until I assign it</source>
        <translation>Zurückhalten, bis ich zuweise</translation>
    </message>
    <message>
        <source>Describe the code to write. It needs a nanobot started with --model-url.</source>
        <translation>Den gewünschten Code beschreiben. Dafür braucht es einen Nanobot, der mit --model-url gestartet wurde.</translation>
    </message>
    <message>
        <source>all that look like tests; else their paths, with commas between</source>
        <translation>alle, die nach Tests aussehen; sonst Pfade mit Kommas</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> s</translation>
    </message>
    <message>
        <source>the agent&apos;s own, 120 s</source>
        <translation>die des Agenten, 120 s</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Art</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <source>&amp;Priority</source>
        <translation>&amp;Priorität</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Start</translation>
    </message>
    <message>
        <source>&amp;Works on</source>
        <translation>&amp;Gegenstand</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>&amp;Beschreibung</translation>
    </message>
    <message>
        <source>Test &amp;files</source>
        <translation>Test&amp;dateien</translation>
    </message>
    <message>
        <source>Ti&amp;me limit</source>
        <translation>&amp;Zeitgrenze</translation>
    </message>
    <message>
        <source>D&amp;uration</source>
        <translation>Da&amp;uer</translation>
    </message>
    <message>
        <source>Nothing real is done: an agent makes up times and progress, and every screen says “simulated”.</source>
        <translation>Es wird nichts wirklich getan: Ein Agent erfindet Zeiten und Fortschritt, und überall steht „simuliert“.</translation>
    </message>
    <message>
        <source>besides the kind&apos;s own, with commas between</source>
        <translation>außer denen der Art, mit Kommas</translation>
    </message>
    <message>
        <source>improve the choice, with commas between</source>
        <translation>verbessern die Wahl, mit Kommas</translation>
    </message>
    <message>
        <source>in </source>
        <comment>before a number of minutes</comment>
        <translation>in </translation>
    </message>
    <message>
        <source> min</source>
        <comment>minutes, after a number</comment>
        <translation> min</translation>
    </message>
    <message>
        <source>none</source>
        <comment>deadline</comment>
        <translation>keine</translation>
    </message>
    <message>
        <source>Pro&amp;ject</source>
        <translation>Pro&amp;jekt</translation>
    </message>
    <message>
        <source>Re&amp;quires</source>
        <translation>&amp;Nötig</translation>
    </message>
    <message>
        <source>Wa&amp;nts</source>
        <translation>&amp;Erwünscht</translation>
    </message>
    <message>
        <source>&amp;Attempts</source>
        <translation>Vers&amp;uche</translation>
    </message>
    <message>
        <source>Dead&amp;line</source>
        <translation>&amp;Frist</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>More: project, capabilities, attempts, deadline</source>
        <translation>Mehr: Projekt, Fähigkeiten, Versuche, Frist</translation>
    </message>
</context>
<context>
    <name>skep::ui::TaskInspector</name>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Close the task</source>
        <translation>Aufgabe schließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>This task&apos;s work is made up by the agent: declared times and outcomes, no real result.</source>
        <translation>Der Agent erfindet die Arbeit an dieser Aufgabe: vorgegebene Zeiten und Ausgänge, kein echtes Ergebnis.</translation>
    </message>
    <message>
        <source>Others…</source>
        <translation>Andere…</translation>
    </message>
    <message>
        <source>Assign to another agent</source>
        <translation>An einen anderen Agenten zuweisen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>Was schiefging</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Select a task to see what it does, why it waits and what came of it.</source>
        <translation>Eine Aufgabe auswählen, um zu sehen, was sie tut, warum sie wartet und was daraus wurde.</translation>
    </message>
    <message>
        <source>Reading task %1…</source>
        <translation>Aufgabe %1 wird gelesen…</translation>
    </message>
    <message>
        <source>Priority %1</source>
        <translation>Priorität %1</translation>
    </message>
    <message>
        <source>The hub does not list this task any more.</source>
        <translation>Der Hub führt diese Aufgabe nicht mehr.</translation>
    </message>
    <message>
        <source>rejected by the checks</source>
        <translation>von der Prüfung abgelehnt</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>file, size</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Attempts side by side, log, decisions</source>
        <translation>Versuche nebeneinander, Protokoll, Entscheidungen</translation>
    </message>
</context>
<context>
    <name>skep::ui::TaskPage</name>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Rohdaten</translation>
    </message>
    <message>
        <source>Parts of the task</source>
        <translation>Teile der Aufgabe</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Nobody has worked on it yet. The decision page says what would start it.</source>
        <translation>Noch hat niemand daran gearbeitet. Unter Entscheidung steht, was sie starten würde.</translation>
    </message>
    <message>
        <source>Which decision</source>
        <translation>Welche Entscheidung</translation>
    </message>
    <message>
        <source>Agents that could have it</source>
        <translation>Agenten, die sie haben könnten</translation>
    </message>
    <message>
        <source>All of the task, raw</source>
        <translation>Die ganze Aufgabe, roh</translation>
    </message>
    <message>
        <source>Reading task %1…</source>
        <translation>Aufgabe %1 wird gelesen …</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Attempt %1, %2</source>
        <comment>number, agent</comment>
        <translation>Versuch %1, %2</translation>
    </message>
    <message>
        <source>It does not wait for an agent now.</source>
        <translation>Sie wartet gerade auf keinen Agenten.</translation>
    </message>
    <message>
        <source>Number %1 · key %2 · fence %3</source>
        <translation>Nummer %1 · Schlüssel %2 · Fence %3</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Result of attempt %1</source>
        <translation>Ergebnis von Versuch %1</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
</context>
<context>
    <name>skep::ui::TemplateBar</name>
    <message>
        <source>Save as template…</source>
        <translation>Als Vorlage sichern…</translation>
    </message>
    <message>
        <source>Delete template</source>
        <translation>Vorlage löschen</translation>
    </message>
    <message>
        <source>T&amp;emplate</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Name of the template</source>
        <translation>Name der Vorlage</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>There is one of this name.</source>
        <translation>Eine heißt schon so.</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Delete “%1”?</source>
        <comment>a template</comment>
        <translation>„%1“ löschen?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>This took the place of what was typed.</source>
        <translation>Das steht jetzt anstelle der Eingabe.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Saved as “%1”, without the files.</source>
        <comment>a template</comment>
        <translation>Gesichert als „%1“, ohne die Dateien.</translation>
    </message>
    <message>
        <source>“%1” is deleted. The form stays as it is.</source>
        <comment>a template</comment>
        <translation>„%1“ ist gelöscht. Das Formular bleibt, wie es ist.</translation>
    </message>
</context>
<context>
    <name>skep::ui::Tray</name>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Show the window</source>
        <translation>Fenster zeigen</translation>
    </message>
    <message>
        <source>Quit Skep</source>
        <translation>Skep beenden</translation>
    </message>
    <message>
        <source>Skep: %1 need you, %2 working</source>
        <comment>numbers of tasks</comment>
        <translation>Skep: %1 zu klären, %2 in Arbeit</translation>
    </message>
    <message>
        <source>Skep: %1 working</source>
        <comment>number of tasks</comment>
        <translation>Skep: %1 in Arbeit</translation>
    </message>
</context>
</TS>
