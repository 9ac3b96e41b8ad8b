# shellcheck shell=bash
# A lock between processes of one machine, made of what Linux and macOS share: a symbolic link is
# created atomically and its target carries the holder's pid. (macOS has no flock.)
# To be sourced.

# take_lock PATH: waits until PATH is ours. The lock of a dead process is taken over; so is one
# older than half an hour, since by then its pid may belong to somebody else.
take_lock() {
  local path=$1 holder said=
  until ln -s "$$" "$path" 2>/dev/null; do
    holder=$(readlink "$path" 2>/dev/null || true)
    [ -n "$holder" ] || continue
    if ! kill -0 "$holder" 2>/dev/null || [ -n "$(find "$path" -prune -mmin +30 2>/dev/null)" ]; then
      drop_stale_lock "$path" "$holder"
      continue
    fi
    [ -n "$said" ] || echo "waiting for process $holder, which is doing the same" >&2
    said=yes
    sleep 0.2
  done
}

# Moves the lock aside before deleting it, and puts it back if it turns out to be somebody's fresh
# one. Should two processes still get through, both do the same work: every user of this lock
# finishes with a rename or an idempotent command.
drop_stale_lock() {
  local path=$1 holder=$2 aside="$1.stale.$$" found
  mv "$path" "$aside" 2>/dev/null || return 0
  found=$(readlink "$aside" || true)
  [ "$found" = "$holder" ] || ln -s "$found" "$path" 2>/dev/null || true
  rm -f "$aside"
}

release_lock() {
  [ "$(readlink "$1" 2>/dev/null || true)" != "$$" ] || rm -f "$1"
}
