#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# setup.sh DIR: makes a folder with a kernel for which build.sh can build module and agent, on a Debian with root and apt.
#
# The kernel, its modules, headers and build programs are packages of Debian's own archive, from which this machine already has
# its packages. They are unpacked in DIR; none of them is installed, and the machine's list of sources stays as it is. Missing
# programs (qemu, gcc, make, cpio, xz) are installed by name. No network is needed afterwards.
set -eu

VERSION=7.3.4+deb13
SUITES='trixie-backports trixie'

say() { echo "setup: $*"; }
fail() {
	echo "setup: $*" >&2
	exit 2
}

[ $# -eq 1 ] || fail 'the name of a folder is wanted'
here=$(cd "$(dirname "$0")" && pwd)
# os-release sets VERSION too, so it is read in a subshell.
id=$([ ! -r /etc/os-release ] || . /etc/os-release && echo "${ID:-}")
[ "$id" = debian ] || fail "only Debian has packages of Linux 7.3, and this is ${id:-another system}: give a kernel of your own, with --kernel, --modules and --headers"
[ "$(uname -m)" = x86_64 ] || fail "the kernel is one for x86_64, and this is $(uname -m)"
[ "$(id -u)" = 0 ] || fail 'root is needed, for apt-get and for the programs that are missing'
mkdir -p "$1"
dir=$(cd "$1" && pwd)

missing=
want() { # PACKAGE PROGRAM-OR-FILE
	command -v "$2" >/dev/null 2>&1 || [ -e "$2" ] || missing="$missing $1"
}
want qemu-system-x86 qemu-system-x86_64
want gcc gcc
want libc6-dev /usr/lib/x86_64-linux-gnu/libc.a
want make make
want cpio cpio
want xz-utils xz
if [ -n "$missing" ]; then
	say "installs what is missing here:$missing"
	# shellcheck disable=SC2086  # several words
	DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >"$dir/install.log" 2>&1 ||
		fail "apt-get could not install$missing: $(tail -n 1 "$dir/install.log")"
fi

# The archive that this machine uses.
mirror=$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)
[ -n "$mirror" ] || mirror=$(sed -n 's/^deb  *\(\[[^]]*\]  *\)*\([^ ]*\) .*/\2/p' /etc/apt/sources.list 2>/dev/null | head -n 1)
[ -n "$mirror" ] || fail "apt's list of sources names no archive"
apt=$dir/apt
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$dir/deb"
for s in $SUITES; do
	echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $s main"
done >"$apt/sources.list"
aside() {
	apt-get -q -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists="$apt/lists" \
		-o Dir::Cache="$apt/cache" -o APT::Sandbox::User=root "$@" >>"$dir/apt.log" 2>&1 ||
		fail "apt-get $1 failed: $(grep '^[EW]:' "$dir/apt.log" | tail -n 1). Its log is $dir/apt.log"
}
: >"$dir/apt.log"
say "downloads Linux $VERSION from the archive of this machine"
aside update
# linux-binary has the image. The programs that build modules need the C library of their own suite.
cd "$dir/deb"
aside download "linux-binary-$VERSION-amd64" "linux-modules-$VERSION-amd64" "linux-headers-$VERSION-amd64" \
	"linux-headers-$VERSION-common" "linux-kbuild-$VERSION" libc6 libelf1t64 zlib1g libzstd1
rm -rf "$dir/kernel" "$dir/libs"
for d in linux-*.deb; do dpkg-deb -x "$d" "$dir/kernel"; done
for d in lib*.deb zlib*.deb; do dpkg-deb -x "$d" "$dir/libs"; done
cd "$dir"
rm -rf "$dir/deb" "$apt/cache" "$apt/lists"

libs=$dir/libs/usr/lib/x86_64-linux-gnu
kbuild=$dir/kernel/usr/lib/linux-kbuild-$VERSION
wrap() { # PROGRAM REAL: the program runs with the loader and the libraries of its suite
	printf '#!/bin/sh\nexec "%s/ld-linux-x86-64.so.2" --library-path "%s" "%s" "$@"\n' "$libs" "$libs" "$kbuild/$2" >"$kbuild/$1.new"
	chmod +x "$kbuild/$1.new"
	mv "$kbuild/$1.new" "$kbuild/$1"
}
mv "$kbuild/scripts/basic/fixdep" "$kbuild/scripts/basic/fixdep.elf"
wrap scripts/basic/fixdep scripts/basic/fixdep.elf
wrap scripts/mod/modpost scripts/mod/modpost.real-lsb-64
wrap tools/objtool/objtool tools/objtool/objtool.real-x86
headers=$dir/kernel/usr/src/linux-headers-$VERSION-amd64
sed -i "s#/usr/src#$dir/kernel/usr/src#" "$headers/Makefile"

modules=$dir/kernel/usr/lib/modules/$VERSION-amd64
printf '%s\n' "$modules/vmlinuz" "$modules" "$headers" >"$dir/steered"
say "done: Linux $VERSION is in $dir ($(du -sh "$dir" | cut -f 1)), image, modules, headers; nothing of them is installed"
