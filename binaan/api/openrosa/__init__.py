"""The protocol of ODK phones: list of forms, form, manifest, media, submission. See docs/rules/kiriman.md."""
