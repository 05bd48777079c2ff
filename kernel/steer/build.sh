#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# build.sh OUT VMLINUZ MODULES HEADERS: builds module and agent for a kernel, and OUT/initrd.gz of them.
#
# MODULES is a folder as /lib/modules/VERSION, HEADERS one in which make can build a module.
# The compiler of the module is CC of the environment, or else gcc.
set -eu

fail() {
	echo "build: $*" >&2
	exit 2
}

here=$(cd "$(dirname "$0")" && pwd)
out=$1 vmlinuz=$2 modules=$3 headers=$4
[ -r "$vmlinuz" ] || fail "there is no kernel $vmlinuz"
[ -d "$modules/kernel" ] || fail "$modules has no folder kernel: one as /lib/modules/VERSION is wanted"
[ -r "$headers/Makefile" ] || fail "$headers has no Makefile: headers in which a module can be built are wanted"
release=$(cat "$headers/include/config/kernel.release" 2>/dev/null) || fail "$headers is not configured: it has no include/config/kernel.release"
major=${release%%.*} rest=${release#*.}
minor=${rest%%[!0-9]*}
[ "$major" -gt 7 ] || { [ "$major" -eq 7 ] && [ "$minor" -ge 3 ]; } ||
	fail "Linux $release is older than 7.3, in which vfio's buffers have a revoke"
rm -rf "$out/build"
mkdir -p "$out/build"
cp -r "$here"/*.c "$here"/*.h "$here/Kbuild" "$here/cc.sh" "$here/agent" "$out/build/"
cd "$out/build"
log=$out/build.log
# pahole is not needed: the module has no BTF of its own.
make -C "$headers" M="$PWD" CC="${CC:-$PWD/cc.sh}" HOSTCC=gcc CROSS_COMPILE= CONFIG_DEBUG_INFO_BTF_MODULES= modules >"$log" 2>&1 ||
	fail "the module does not build for this kernel: $(grep -m 1 -E 'error|Error|fatal' "$log"). The log is $log"
gcc -O2 -static -pthread -Wall -s -o agent/init agent/*.c >>"$log" 2>&1 || fail "the agent does not build; the log is $log"

root=$out/build/root
mkdir -p "$root/dev" "$root/proc" "$root/sys"
cp agent/init "$root/init"
strip -g -o "$root/steer.ko" steer.ko
# Programs that show a finding from user space.
for f in "$here"/../findings/*.c; do
	gcc -O2 -static -Wall -s -o "$root/$(basename "$f" .c)" "$f" >>"$log" 2>&1 || fail "$f does not build; the log is $log"
done
# A module that is built into the kernel has no file here.
: >"$root/modules"
for m in virtio virtio_ring virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_console irqbypass iommufd vfio \
	vfio_iommu_type1 vfio-pci-core vfio-pci; do
	file=$(find "$modules/kernel" -name "$m.ko*" | head -n 1)
	case $file in
	'') continue ;;
	*.xz) xz -dc "$file" >"$root/$m.ko" ;;
	*.zst) zstd -dqc "$file" >"$root/$m.ko" ;;
	*.gz) gzip -dc "$file" >"$root/$m.ko" ;;
	*) cp "$file" "$root/$m.ko" ;;
	esac
	echo "$m.ko" >>"$root/modules"
done
(cd "$root" && find . | cpio -o -H newc --quiet | gzip -1) >"$out/initrd.gz.new"
mv "$out/initrd.gz.new" "$out/initrd.gz"
rm -rf "$root"
