#!/usr/bin/env bash
# Sees to what the browser tests need from the system: Chromium and a Chinese font. Root on Debian or Ubuntu gets both
# installed; anybody else reads the one command to type, before anything slow begins.
set -eu

missing=()
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || missing+=(chromium)
[ -d /usr/share/fonts/opentype/noto ] && compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' > /dev/null \
    || missing+=(fonts-noto-cjk)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
    echo "The browser tests need ${missing[*]}. Type: sudo apt-get install --no-install-recommends ${missing[*]}"
    exit 1
fi

echo "Installing ${missing[*]} …"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { apt-get update -q && apt-get install -y -q --no-install-recommends "${missing[@]}"; } > "$log" 2>&1; then
    tail -20 "$log"
    exit 1
fi
rm "$log"
