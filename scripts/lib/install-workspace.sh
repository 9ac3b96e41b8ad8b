# shellcheck shell=bash
# Installs the workspace's packages when their manifests have changed. Sourced by toolchain.sh.

# A stamp inside node_modules remembers what the last install saw, so that a clone, a `git pull`
# and a deleted node_modules each lead to one install, and nothing else does.
install_workspace() {
  local stamp="$ROOT/node_modules/.installed-from" wanted
  wanted=$(workspace_hash)
  [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ] || return 0
  mkdir -p "$ROOT/node_modules"
  take_lock "$ROOT/node_modules/.installing"
  (
    trap 'release_lock "$ROOT/node_modules/.installing"' EXIT
    [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ] || exit 0
    echo 'installing the workspace (pnpm install) …' >&2
    rm -f "$stamp"
    (cd "$ROOT" && CI=${CI:-true} pnpm install --frozen-lockfile --prefer-offline) >&2 \
      || fail 'pnpm install failed, see above; if a manifest was changed on purpose, run `pnpm install` and commit pnpm-lock.yaml.'
    echo "$wanted" >"$stamp"
  ) || exit 1
}

workspace_hash() {
  (
    cd "$ROOT"
    echo "$TOOLCHAIN"
    cat pnpm-lock.yaml pnpm-workspace.yaml .npmrc 2>/dev/null || true
    find . \( -name node_modules -o -name .git -o -name dist -o -name .turbo \) -prune \
      -o -name package.json -type f -print | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum
  ) | short_hash
}
