"""Same-image and source-photo search: perceptual hashes, local features, alignment and difference maps."""
