#!/bin/sh
# Disk image for macOS, from dist/Linden.app as `python3 dev.py build` makes it there. Written from Apple's manual pages and
# NOT TRIED: nobody has built on macOS yet. Without a developer's certificate the app is signed for this computer only, and who
# receives it opens it the first time with a right click.
set -eu
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' desktop/__init__.py)
codesign --force --deep --options runtime --sign "${LINDEN_SIGNER:--}" dist/Linden.app
codesign --verify --deep --strict dist/Linden.app
hdiutil create -volname Linden -srcfolder dist/Linden.app -ov -format UDZO "dist/linden-$version-macos.dmg"
