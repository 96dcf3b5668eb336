#!/bin/sh
# Stands in for crawl: pauses first, and fails on pages with certain words as a broken program would.
# CRAWL names the program, PAUSE the seconds; with PIECES it fails on every file that is not a piece of one.
for input; do :; done
has() { gzip -cdf "$input" 2>/dev/null | grep -q "$1"; }
sleep "${PAUSE:-0}"
case "${input##*/}" in
    records.* | empty.*) ;;
    *) if [ -n "$PIECES" ]; then kill -KILL $$; fi ;;
esac
if has poison-that-stalls; then exec sleep 10000; fi
if has poison-that-eats; then exec tail /dev/zero; fi
if has poison-that-kills; then
    # Some rows come out before, and the last of them is cut.
    "$CRAWL" "$@" | head -c 30000
    kill -KILL $$
fi
exec "$CRAWL" "$@"
