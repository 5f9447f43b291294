@echo off
rem Starts Latchkey on Windows. JAVA_HOME chooses the Java, 17 or newer; LATCHKEY_JAVA_OPTS adds JVM options.
rem What is a terminal can't be told from here, so Java asks at its console; with that of java.base, which is there only
rem if the streams are one.
setlocal
set "java_=java"
if defined JAVA_HOME set "java_=%JAVA_HOME%\bin\java"
set "options_=-Xmx256m -XX:TieredStopAtLevel=1 -Xlog:disable"
if "%~1"=="server" set "options_=-Xms32m -Xmx384m -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=20000 -XX:Tier4CompileThreshold=100000 -XX:Tier4BackEdgeThreshold=1000000"
"%java_%" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Djdk.tls.rejectClientInitiatedRenegotiation=true -Dguice_bytecode_gen_option=DISABLED -Djdk.console=java.base -Dlatchkey.terminal=console %options_% -cp "%~dp0..\lib\*" %LATCHKEY_JAVA_OPTS% dev.latchkey.cli.Main %*
exit /b %ERRORLEVEL%
