# shellcheck shell=bash
# Installs the packages of scripts/toolchain into a folder outside the checkout. Sourced by
# toolchain.sh.

# install_toolchain FOLDER: builds beside it and renames, so FOLDER is whole or absent.
install_toolchain() {
  local target=$1 cache
  cache=$(dirname "$target")
  command -v npm >/dev/null 2>&1 \
    || fail 'npm is not on the PATH; install any Node.js from version 20 on (https://nodejs.org), this repository brings its own Node 22 from there.'
  mkdir -p "$cache" || fail "cannot create the cache folder $cache; set XDG_CACHE_HOME to one that can be written."
  take_lock "$target.lock"
  # A subshell, so that its trap cleans up even when the script is interrupted.
  (
    building="$target.building.$$"
    trap 'rm -rf "$building"; release_lock "$target.lock"' EXIT
    if [ ! -x "$target/bin/node" ]; then
      echo 'installing Node 22 and pnpm (once, about 10 seconds, 250 MB) …' >&2
      rm -rf "$target".building.*
      build_toolchain "$building" || toolchain_failed "$building/install.log" "$target.log"
      rm -rf "$target"
      mv "$building" "$target" || fail "cannot write to $target."
    fi
  ) || exit 1
}

# The packages come without their install scripts: node's platform packages have none, and pnpm's
# only links its binary into place, which we ask for ourselves (npm 12 runs no scripts unasked).
build_toolchain() {
  local folder=$1 package node=
  mkdir -p "$folder/bin" || return 1
  cp "$ROOT/scripts/toolchain/package.json" "$ROOT/scripts/toolchain/package-lock.json" "$folder/" || return 1
  {
    (cd "$folder" && npm ci --ignore-scripts --include=optional --no-audit --no-fund) || return 1
    for package in "$folder"/node_modules/node-*/bin/node; do
      [ -x "$package" ] && node=$package
    done
    if [ -z "$node" ]; then
      echo "no Node 22 package for $(uname -sm) among scripts/toolchain/package.json"
      return 1
    fi
    ln -s "..${node#"$folder"}" "$folder/bin/node" || return 1
    "$folder/bin/node" "$folder/node_modules/pnpm/install.js" || return 1
    ln -s ../node_modules/pnpm/pnpm "$folder/bin/pnpm" || return 1
    "$folder/bin/node" --version && "$folder/bin/pnpm" --version
  } >"$folder/install.log" 2>&1
}

toolchain_failed() {
  mv "$1" "$2" 2>/dev/null || true
  { tail -n 15 "$2" | sed 's/^/  | /'; } >&2
  fail "Node 22 and pnpm could not be installed from scripts/toolchain with npm (its words are above, whole log: $2)."
}
