"""What was said and sent elsewhere, as other programs export it: chats, e-mails and saved pages, read into messages and media.

Only structure is read here, with the standard library and within limits. No picture is decoded: that is for `desktop.media`.
"""
