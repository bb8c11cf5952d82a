#!/bin/sh
# Makes the static fonts of the link preview from the woff2 files of the page's fonts.
# They keep neither names nor hints: the licence reserves the name for the originals.
# Needs woff2_decompress and fontTools (Debian: woff2, fonttools), and static/node_modules.
set -eu
cd "$(dirname "$0")"
packages=../../../static/node_modules
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sans=$packages/@fontsource-variable/source-sans-3
serif=$packages/@fontsource/source-serif-4
wanted='U+0020-007E,U+00A0-017F,U+0400-045F,U+0490-0491,U+2010-2026,U+202F,U+2030,U+2032-2033,U+2039-203A,U+20AC,U+2116,U+2122,U+2190-2193,U+2212,U+FFFD'

# part PACKAGE FILE [AXIS=VALUE]: one subset of a font as static TTF, numbered so that Latin is merged first.
part() {
  number=$((number + 1))
  cp "$1/files/$2.woff2" "$work/part.woff2"
  woff2_decompress "$work/part.woff2"
  if [ $# -gt 2 ]; then
    fonttools varLib.instancer -q --output "$work/$number.ttf" "$work/part.ttf" "$3"
  else
    mv "$work/part.ttf" "$work/$number.ttf"
  fi
}

# join NAME: the subsets as one font with the letters that the three languages need, kerning kept and hints not.
join() {
  (cd "$work" && pyftmerge --output-file=joined.ttf [0-9].ttf)
  pyftsubset "$work/joined.ttf" --unicodes="$wanted" --layout-features=kern,mark --no-hinting --desubroutinize \
    --name-IDs=0,13,14 --notdef-outline --output-file="$1.ttf"
  rm "$work"/[0-9].ttf
  number=0
}

number=0
for weight in 400 600 700; do
  for subset in latin latin-ext cyrillic cyrillic-ext; do part "$sans" "source-sans-3-$subset-wght-normal" "wght=$weight"; done
  join "source-sans-3-$weight"
done
for subset in latin latin-ext cyrillic cyrillic-ext; do part "$serif" "source-serif-4-$subset-600-normal"; done
join source-serif-4-600

# licence PACKAGE NAME: the licence, under the copyright that the fonts themselves state.
licence() {
  { ttx -q -t name -o - "$2"-*600.ttf | grep -o '©.*’\.*' | head -1; tail -n +2 "$1/LICENSE"; } > "$2.OFL.txt"
}
licence "$sans" source-sans-3
licence "$serif" source-serif-4
