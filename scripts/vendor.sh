#!/usr/bin/env bash
# Reproduces every vendored front-end file from its npm package, with its licence: bash scripts/vendor.sh
set -euo pipefail
cd "$(dirname "$0")/.."
static=src/sofra/web/static/vendor
fonts=src/sofra/fonts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fetch() { # fetch NAME VERSION: unpacks the package into $work/NAME
    mkdir -p "$work/$1"
    (cd "$work" && npm pack --silent "$1@$2" >name && tar xzf "$(cat name)" -C "$work/$1" --strip-components=1)
}
fetch htmx.org 2.0.11
mkdir -p "$static/htmx" && cp "$work/htmx.org/dist/htmx.min.js" "$work/htmx.org/LICENSE" "$static/htmx/"
fetch leaflet 1.9.4
mkdir -p "$static/leaflet/images"
grep -v sourceMappingURL "$work/leaflet/dist/leaflet.js" >"$static/leaflet/leaflet.js"
cp "$work/leaflet/dist/leaflet.css" "$work/leaflet/LICENSE" "$static/leaflet/"
cp "$work/leaflet/dist/images/"*.png "$static/leaflet/images/"
fetch @fontsource-variable/noto-sans 5.3.0
mkdir -p "$static/noto-sans"
for part in latin latin-ext cyrillic cyrillic-ext; do
    cp "$work/@fontsource-variable/noto-sans/files/noto-sans-$part-wght-normal.woff2" "$static/noto-sans/"
done
cp "$work/@fontsource-variable/noto-sans/LICENSE" "$static/noto-sans/"
fetch @expo-google-fonts/noto-sans 0.4.2
mkdir -p "$fonts"
for style in 400Regular 400Regular_Italic 700Bold; do
    cp "$work/@expo-google-fonts/noto-sans/$style/NotoSans_$style.ttf" "$fonts/"
done
cp "$work/@expo-google-fonts/noto-sans/LICENSE_FONT" "$fonts/LICENSE"
chmod -R u=rwX,go=rX "$static" "$fonts"
