#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Records what the running kernel does with dma-bufs, for ./revoke trace. Needs root and tracefs; any POSIX sh will do.
#
#   record.sh FILE COMMAND [ARG...]   records while the command runs
#   record.sh start                   sets the probes and starts
#   record.sh stop FILE               stops, writes the trace, takes the probes away
#   record.sh probes                  says which probes this kernel takes, and what is lost without the others
#
# CALLBACKS="my_invalidate ..."  more callbacks of importers to probe, by the names of their functions
# EXPORTERS="my_revoke ..."      functions in which other exporters revoke, restore or move, for ./revoke trace --exporter
# BUFFER_KB=24576                size of the recorder's buffer, for each CPU
# D_FSDATA=120 F_PRIV=24 RESV=120  offsets in struct dentry, file, dma_buf: used only by kernels without BTF
# TRACEFS=/sys/kernel/tracing    where tracefs is mounted
# STATE=/run/dmabuf-revoke-probes  where it remembers the probes that are set
set -u

say() { echo "record.sh: $*" >&2; }
fail() { say "$*"; exit 2; }

usage() { sed -n '3,/^set -u/p' "$0" | sed '$d; s/^# \{0,1\}//'; }
case ${1:-} in
-h | --help | help) usage; exit 0 ;;
'' | -*) usage >&2; exit 2 ;;
start | probes) [ $# -eq 1 ] || fail "$1 takes no argument: $2" ;;
esac

T=${TRACEFS:-}
for d in /sys/kernel/tracing /sys/kernel/debug/tracing; do
	[ -z "$T" ] && [ -e "$d/kprobe_events" ] && T=$d
done
[ -n "$T" ] && [ -e "$T/kprobe_events" ] || fail "no tracefs with kprobe_events${T:+ at $T}: mount -t tracefs tracefs /sys/kernel/tracing (CONFIG_KPROBE_EVENTS=y)"
[ -w "$T/kprobe_events" ] || fail "$T/kprobe_events cannot be written: root is needed"
SET=${STATE:-/run/dmabuf-revoke-probes}
GROUP=dbr

# The probes, one a line: what is lost without them, then the definition. " ||| " stands between alternatives: the
# first that the kernel takes is set. a->b is resolved by the kernel through BTF, +N($x) reads memory at x + N.
definitions() {
	both() { # FUNCTION NAME COST ENTRY RETURN RETURN-WITHOUT-ARGUMENTS
		echo "$3|p:$GROUP/$2_in $1 $4"
		echo "$3|r512:$GROUP/$2_ret $1 $5 ||| r512:$GROUP/$2_ret $1 $6"
	}
	call() { # FUNCTION COST: raw arguments, and the return
		echo "$2|p:$GROUP/$1 $1 a1=\$arg1:x64 a2=\$arg2:x64 a3=\$arg3:x64"
		echo "$2|r512:$GROUP/${1}_ret $1 ret=\$retval:x64 a1=\$arg1:x64 ||| r512:$GROUP/${1}_ret $1 a1=\$arg1:x64 ||| r512:$GROUP/${1}_ret $1"
	}
	c='no buffer can be told from another: nothing is judged'
	echo "$c|p:$GROUP/export_in dma_buf_export exp=+0(+0(\$arg1)):string resv=+40(\$arg1):x64"
	echo "$c|r512:$GROUP/export_ret dma_buf_export dmabuf=\$retval:x64 resv=\$retval->resv:x64 ||| r512:$GROUP/export_ret dma_buf_export dmabuf=\$retval:x64 resv=+${RESV:-120}(\$retval):x64"
	echo "$c|p:$GROUP/file_release dma_buf_file_release dmabuf=file->private_data:x64 ||| p:$GROUP/file_release dma_buf_file_release dmabuf=+${F_PRIV:-24}(\$arg2):x64"
	echo "$c|p:$GROUP/release_in dma_buf_release dmabuf=dentry->d_fsdata:x64 ||| p:$GROUP/release_in dma_buf_release dmabuf=+${D_FSDATA:-120}(\$arg1):x64"
	c='a buffer that is exported while its device is off may be taken for a live one'
	both dma_buf_fd fd "$c" 'dmabuf=$arg1:x64' 'fd=$retval:s32' 'fd=$retval:s32'
	echo "$c|p:$GROUP/fd_install dma_buf_fd_install dmabuf=\$arg1:x64"
	c='attachments are not seen: importers are not judged'
	both dma_buf_dynamic_attach dynattach "$c" 'dmabuf=$arg1:x64 dev=$arg2:x64 iops=$arg3:x64 ipriv=$arg4:x64' 'attach=$retval:x64 dmabuf=$arg1:x64' 'attach=$retval:x64'
	both dma_buf_detach detach "$c" 'dmabuf=$arg1:x64 attach=$arg2:x64' 'dmabuf=$arg1:x64 attach=$arg2:x64' ''
	c='mappings are not seen: whether a revoke waits for them, and whether a map is refused, is not judged'
	both dma_buf_map_attachment map "$c" 'attach=$arg1:x64 dmabuf=+0($arg1):x64 dir=$arg2:s32' 'sgt=$retval:x64 attach=$arg1:x64' 'sgt=$retval:x64'
	both dma_buf_unmap_attachment unmap "$c" 'attach=$arg1:x64 dmabuf=+0($arg1):x64' 'attach=$arg1:x64' ''
	c='whether it is called with the lock held is not judged'
	both dma_buf_pin pin "$c" 'attach=$arg1:x64 dmabuf=+0($arg1):x64' 'ret=$retval:s32 attach=$arg1:x64' 'ret=$retval:s32'
	both dma_buf_unpin unpin "$c" 'attach=$arg1:x64 dmabuf=+0($arg1):x64' 'attach=$arg1:x64' ''
	both dma_buf_vmap vmap "$c" 'dmabuf=$arg1:x64' 'ret=$retval:s32 dmabuf=$arg1:x64' 'ret=$retval:s32'
	both dma_buf_vunmap vunmap "$c" 'dmabuf=$arg1:x64' 'dmabuf=$arg1:x64' ''
	both ww_mutex_trylock ww_mutex_trylock 'a lock that is taken by it is known when it is dropped' 'lock=$arg1:x64' 'ret=$retval:s32 lock=$arg1:x64' 'ret=$retval:s32'
	c='the order of broadcasts and locks is not judged'
	echo "$c|p:$GROUP/invalidate_in dma_buf_invalidate_mappings dmabuf=\$arg1:x64 ||| p:$GROUP/invalidate_in dma_buf_move_notify dmabuf=\$arg1:x64"
	echo "$c|r512:$GROUP/invalidate_ret dma_buf_invalidate_mappings dmabuf=\$arg1:x64 ||| r512:$GROUP/invalidate_ret dma_buf_invalidate_mappings ||| r512:$GROUP/invalidate_ret dma_buf_move_notify"
	for f in ww_mutex_lock ww_mutex_lock_interruptible; do
		echo "$c|p:$GROUP/${f}_in $f lock=\$arg1:x64"
		echo "$c|r512:$GROUP/${f}_ret $f ret=\$retval:s32 lock=\$arg1:x64 ||| r512:$GROUP/${f}_ret $f ret=\$retval:s32"
	done
	echo "$c|p:$GROUP/ww_mutex_unlock ww_mutex_unlock lock=\$arg1:x64"
	c='whether a revoke waits for fences is not judged'
	both dma_resv_wait_timeout wait "$c" 'resv=$arg1:x64 usage=$arg2:s32 intr=$arg3:u8' 'ret=$retval:s64 resv=$arg1:x64' 'ret=$retval:s64'
	c='fences are not seen: a wait that ends too early is not found'
	echo "$c|p:$GROUP/add_fence dma_resv_add_fence resv=\$arg1:x64 fence=\$arg2:x64 usage=\$arg3:s32"
	echo "$c|p:$GROUP/fence_init dma_fence_init fence=\$arg1:x64"
	echo "$c|p:$GROUP/fence_init64 dma_fence_init64 fence=\$arg1:x64"
	echo "$c|p:$GROUP/fence_signal dma_fence_signal_timestamp_locked fence=\$arg1:x64"
	c='this exporter is not seen to revoke, restore or close'
	for f in vfio_pci_dma_buf_move vfio_pci_dma_buf_cleanup; do call $f "$c"; done
	echo "$c|p:$GROUP/iommufd_test iommufd_test op=+4(+24(\$arg1)):u32 fd=+16(+24(\$arg1)):s32 revoked=+20(+24(\$arg1)):u32"
	echo "$c|r512:$GROUP/iommufd_test_ret iommufd_test ret=\$retval:s32"
	for f in ${EXPORTERS:-}; do call "$f" "$c"; done
	c='what this exporter answers is taken from the core'
	for f in vfio_pci_dma_buf_attach vfio_pci_dma_buf_map vfio_pci_dma_buf_unmap; do call $f "$c"; done
	c='mappings of iommufd are not seen'
	for f in vfio_pci_dma_buf_iommufd_map iommufd_test_dma_buf_iommufd_map; do call $f "$c"; done
	c='it is not seen whether this importer is told'
	for f in virtgpu_dma_buf_move_notify iopt_revoke_notify amdgpu_dma_buf_move_notify xe_dma_buf_move_notify \
		mlx5_ib_dmabuf_invalidate_cb ib_umem_dmabuf_revoke_locked ${CALLBACKS:-}; do call "$f" "$c"; done
}

# Sets one probe: the first alternative that the kernel takes. Its name goes to the list of those that are set.
probe() {
	rest=$1
	while [ -n "$rest" ]; do
		case $rest in
		*' ||| '*) one=${rest%% ||| *} rest=${rest#* ||| } ;;
		*) one=$rest rest= ;;
		esac
		if echo "$one" 2>/dev/null >>"$T/kprobe_events"; then
			name=${one#*/}
			echo "${name%% *}" >>"$SET"
			return 0
		fi
	done
	return 1
}

# Sets all probes; says which are missing, why, and what that costs.
probes() {
	: >"$SET" || fail "cannot write $SET"
	: >"$SET.missing"
	definitions | while IFS= read -r line; do
		cost=${line%%|*} definition=${line#*|}
		if ! probe "$definition"; then
			rest=${definition#* }
			function=${rest%% *}
			why='the kernel refuses the probe'
			if [ -r /proc/kallsyms ] && ! grep -q " $function\$\| $function	" /proc/kallsyms; then
				why='not in this kernel: not built, or inlined'
			fi
			echo "$function: $why: $cost" >>"$SET.missing"
		fi
	done
	[ -s "$SET" ] || { rm -f "$SET" "$SET.missing"; fail "the kernel takes no probe at all"; }
	sort -u "$SET.missing" | while IFS= read -r line; do say "missing: $line"; done
	say "$(wc -l <"$SET") probes set"
}

remove() {
	echo 0 >"$T/tracing_on"
	[ -e "$T/events/$GROUP/enable" ] && echo 0 >"$T/events/$GROUP/enable"
	[ -e "$T/events/dma_buf/enable" ] && echo 0 >"$T/events/dma_buf/enable"
	for name in $(cat "$SET" 2>/dev/null); do
		echo "-:$GROUP/$name" 2>/dev/null >>"$T/kprobe_events"
	done
	rm -f "$SET" "$SET.missing"
}

start() {
	[ -e "$SET" ] && fail "it is recording already: record.sh stop FILE"
	echo 0 >"$T/tracing_on" || fail "cannot write $T/tracing_on"
	echo global >"$T/trace_clock"
	echo "${BUFFER_KB:-24576}" >"$T/buffer_size_kb"
	[ -e "$T/options/hash-ptr" ] && echo 0 >"$T/options/hash-ptr"
	probes
	echo >"$T/trace"
	[ -e "$T/events/$GROUP/enable" ] && echo 1 >"$T/events/$GROUP/enable"
	[ -e "$T/events/dma_buf/enable" ] && echo 1 >"$T/events/dma_buf/enable"
	echo 1 >"$T/tracing_on"
	say "recording"
}

stop() {
	[ -e "$SET" ] || fail "it is not recording"
	echo 0 >"$T/tracing_on"
	{
		echo "# recorded by record.sh on $(uname -srvm)"
		echo "# probes: $(tr '\n' ' ' <"$SET")"
		sort -u "$SET.missing" | sed 's/^/# missing: /'
		cat "$T/trace"
	} >"$1" || fail "cannot write $1; the recording is still in the buffer, and its probes are set: record.sh stop OTHER"
	lost=$(cat "$T"/per_cpu/cpu*/stats 2>/dev/null | awk '/^(overrun|dropped events):/ { n += $NF } END { print n + 0 }')
	[ "$lost" = 0 ] || say "$lost events were lost: a larger BUFFER_KB, or a shorter run"
	remove
	case $1 in
	*.gz) mv "$1" "${1%.gz}" && gzip -f "${1%.gz}" ;;
	esac
	say "wrote $1"
}

case ${1:-} in
start) start ;;
stop) [ $# -eq 2 ] || fail "stop FILE"; stop "$2" ;;
probes) [ -e "$SET" ] && fail "it is recording"; probes; cat "$SET"; remove ;;
*)
	[ $# -ge 2 ] || fail "record.sh FILE COMMAND [ARG...]"
	file=$1
	shift
	(: >>"$file") 2>/dev/null || fail "cannot write $file"
	[ -e "$SET" ] && fail "it is recording already: record.sh stop FILE"
	# A signal ends the recording at once and saves it, from the first probe on. The command runs in the background for that.
	ended() {
		[ -z "${!:-}" ] || kill "$!" 2>/dev/null
		[ ! -e "$SET" ] || stop "$file"
		exit "$1"
	}
	trap 'ended 143' TERM HUP
	trap 'ended 130' INT
	start
	"$@" <&0 &
	command=$!
	wait "$command"
	code=$?
	trap - TERM HUP INT
	stop "$file"
	exit $code
	;;
esac
