# shellcheck shell=bash
# Puts this repository's own Node 22 and pnpm first on the PATH, installing them on first use.
# Source it from any script, from anywhere: it needs npm of any recent version, nothing else.
#
#   source "$(dirname "${BASH_SOURCE[0]}")/lib/toolchain.sh"
#   install_workspace      # only if the script needs the workspace's packages
#
# Defines ROOT (the repository), TOOLCHAIN (where the tools lie) and install_workspace.
# Speaks on stderr, and only when there is something to do or something is wrong.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$ROOT/scripts/lib/lock.sh"
source "$ROOT/scripts/lib/install-toolchain.sh"
source "$ROOT/scripts/lib/install-workspace.sh"

# Hash of standard input, 16 digits: enough to tell versions of our own files apart.
short_hash() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi | cut -c 1-16
}

fail() {
  echo "error: $*" >&2
  exit 1
}

# pnpm is told not to fetch and record another pnpm for "packageManager": it is pinned already.
use_toolchain() {
  local cache lock_hash
  [ -n "${XDG_CACHE_HOME:-}${HOME:-}" ] || fail 'neither HOME nor XDG_CACHE_HOME is set, so there is no place for the toolchain.'
  cache="${XDG_CACHE_HOME:-$HOME/.cache}/terraform-registry"
  lock_hash=$(short_hash <"$ROOT/scripts/toolchain/package-lock.json")
  # The system is part of the name because a home folder may be shared between machines.
  TOOLCHAIN="$cache/toolchain-$lock_hash-$(uname -sm | tr ' ' '-')"
  [ -x "$TOOLCHAIN/bin/node" ] || install_toolchain "$TOOLCHAIN"
  export pnpm_config_pm_on_fail=ignore
  case ":$PATH" in
    ":$TOOLCHAIN/bin:"*) ;;
    *) export PATH="$TOOLCHAIN/bin:$PATH" ;;
  esac
}

use_toolchain
