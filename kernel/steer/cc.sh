#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The C compiler of the module: gcc, for headers of a kernel that a newer gcc has built. An option that only the newer one
# knows is replaced by that of the older.
a=()
for x in "$@"; do
	case $x in
	-fmin-function-alignment=*) a+=("-falign-functions=${x#*=}") ;;
	*) a+=("$x") ;;
	esac
done
exec gcc "${a[@]}"
