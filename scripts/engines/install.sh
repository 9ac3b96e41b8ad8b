#!/usr/bin/env bash
# Installs test engines with this repository's own Node, whatever Node the machine has.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib/toolchain.sh"
exec node "$ROOT/scripts/engines/install.ts" "$@"
