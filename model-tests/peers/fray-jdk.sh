#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the JDK that Fray needs: one whose own classes it has instrumented. fray-jdk.sh [JDK [FOLDER]]
# makes FOLDER (peers/target/fray) from JDK (JAVA_HOME, or that of javac). mvn -Ppeers has got the libraries before.
# It does what fray-plugins-maven does, which accepts no JDK but 25, and none without its folder jmods.
set -eu
peers=$(cd "$(dirname "$0")" && pwd)
jdk=${1:-${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}}
out=${2:-$peers/target/fray}
lib=$peers/target/lib
agent=$(ls "$lib"/fray-instrumentation-jdk-*.jar) || {
	echo "fray-jdk: no libraries of Fray in $lib: run mvn -Ppeers,fray -DskipTests package first" >&2
	exit 2
}
libraries=$agent
for jar in "$lib"/fray-instrumentation-base-*.jar "$lib"/fray-runtime-*.jar "$lib"/asm-*.jar "$lib"/kotlin-stdlib-2*.jar \
	"$lib"/kotlin-reflect-*.jar "$lib"/annotations-*.jar; do
	libraries=$libraries:$jar
done
rm -rf "$out"
mkdir -p "$out"
# A JDK without jmods links from its own image; then the module of jlink, and who needs it, cannot be among the modules.
if [ -d "$jdk/jmods" ]; then
	set -- --add-modules=ALL-MODULE-PATH --module-path="$jdk/jmods"
else
	set -- --add-modules="$("$jdk/bin/java" --list-modules | sed 's/@.*//' | grep -v -x -e jdk.jlink -e jdk.jpackage | tr '\n' ',' | sed 's/,$//')"
fi
"$jdk/bin/jlink" "-J-javaagent:$agent" "-J--module-path=$libraries" -J--add-modules=org.pastalab.fray.instrumentation.jdk \
	"-J--class-path=$libraries" --output="$out/java" "$@" --release-info add:IMPLEMENTOR=Fray --fray-instrumentation
(cd "$out" && "$jdk/bin/jar" xf "$lib"/fray-jvmti-*.jar libjvmti.so)
