#!/bin/sh
# Disk image for macOS, from dist/Linden.app as `python3 dev.py build` makes it there. Written from Apple's manual pages and
# PyInstaller's notes on signing and NOT TRIED: nobody has built on macOS yet. Without a developer's certificate (LINDEN_SIGNER, for
# building and here) the app is signed for this computer only, and who receives it opens it the first time with a right click.
# The hardened runtime loads no library that is signed for one computer only: it goes with a certificate.
set -eu
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' desktop/__init__.py)
if [ -n "${LINDEN_SIGNER:-}" ]; then
    codesign --force --deep --timestamp --options runtime --entitlements shipping/macos/entitlements.plist --sign "$LINDEN_SIGNER" dist/Linden.app
else
    codesign --force --deep --sign - dist/Linden.app
fi
codesign --verify --deep --strict dist/Linden.app
dist/Linden.app/Contents/MacOS/linden-window tour
hdiutil create -volname Linden -srcfolder dist/Linden.app -ov -format UDZO "dist/linden-$version-macos.dmg"
