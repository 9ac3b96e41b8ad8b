# shellcheck shell=bash
# Builds what a script is about to run, unless it is up to date. Sourced after toolchain.sh.

# build_program server → packages/server/dist. turbo knows what it is made of; asking turbo takes
# a second, so a bundle newer than every source is taken as it is.
build_program() {
  local package=$1 dist="$ROOT/packages/$1/dist"
  if [ -d "$dist" ] && [ -z "$(newer_than "$dist")" ]; then return 0; fi
  (cd "$ROOT" && pnpm exec turbo run build --filter="@registry/$package" --output-logs=errors-only) >&2 \
    || fail "packages/$package could not be built, see above."
  touch "$dist"
}

# The first source file that was changed after `$1`.
newer_than() {
  find "$ROOT/packages" "$ROOT/scripts/lib" "$ROOT/pnpm-lock.yaml" \
    \( -name node_modules -o -name dist -o -name .turbo -o -name test \) -prune \
    -o -type f -newer "$1" -print | head -n 1
}
