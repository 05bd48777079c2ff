#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# boot.sh VMLINUZ INITRD SOCKET [OPTION OF QEMU...]: one guest with one CPU; the agent answers on the socket, the console is the
# standard output. APPEND has more for the kernel's command line.
#
# The guest ends with the process that has started it, however that ends.
#
# qemu emulates the processor, of a family on whose bridges Linux allows peer-to-peer mappings.
# Two edu devices: the first exports, the second imports.
kernel=$1 initrd=$2 socket=$3
shift 3
with=
setpriv --pdeathsig KILL true 2>/dev/null && with='setpriv --pdeathsig KILL'
# shellcheck disable=SC2086  # several words, or none
exec $with "${QEMU:-qemu-system-x86_64}" -accel tcg,thread=single -machine q35,kernel-irqchip=off,hpet=off \
	-cpu max,vendor=AuthenticAMD,family=23,model=1,la57=off -smp 1 -m "${MEMORY:-256}" \
	-nodefaults -no-user-config -display none -no-reboot -monitor none -serial stdio -nic none -vga none \
	-device intel-iommu -device edu,addr=4 -device edu,addr=5 -device virtio-serial-pci,addr=6 \
	-chardev socket,id=agent,path="$socket",server=on,wait=off -device virtserialport,chardev=agent,name=steer \
	-kernel "$kernel" -initrd "$initrd" \
	-append "console=ttyS0 panic=-1 oops=panic loglevel=5 intel_iommu=on iommu=pt mitigations=off nokaslr no_timer_check nowatchdog audit=0 rcupdate.rcu_expedited=1 random.trust_cpu=on ${APPEND:-}" \
	"$@" </dev/null
